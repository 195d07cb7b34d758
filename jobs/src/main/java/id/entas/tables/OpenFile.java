package id.entas.tables;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/** A Parquet file that is being written for a table and is no part of it yet. */
final class OpenFile<T> {
  private final Path path;
  private final String name;
  private final String partition;
  private final Configuration hadoop;
  private final ParquetWriter<T> writer;

  private OpenFile(
      Path path, String name, String partition, Configuration hadoop, ParquetWriter<T> writer) {
    this.path = path;
    this.name = name;
    this.partition = partition;
    this.hadoop = hadoop;
    this.writer = writer;
  }

  /**
   * Begins a file.
   *
   * @param tablePath where the table lies, as a URI
   * @param partition value of the column that the table is partitioned by, or {@link
   *     HeldFiles#UNPARTITIONED}
   * @param task number of the task that writes it
   * @param rowGroupBytes what is held in memory before it is written
   */
  static <T> OpenFile<T> create(
      Table table,
      String tablePath,
      String partition,
      int task,
      WriteSupport<T> values,
      long rowGroupBytes,
      Configuration hadoop)
      throws IOException {
    String folder =
        table.findPartition().map(field -> field.name() + "=" + partition + "/").orElse("");
    String name = "%spart-%05d-%s.c000.snappy.parquet".formatted(folder, task, UUID.randomUUID());
    Path path = new Path(new Path(tablePath), name);
    Builder<T> builder =
        new Builder<>(HadoopOutputFile.fromPath(path, hadoop), values)
            .withConf(hadoop)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(rowGroupBytes);
    for (Field field : table.fields()) {
      if (table.isUnique(field)) {
        // Each word stands once: a dictionary of them would be given up after a megabyte.
        builder.withDictionaryEncoding(field.name(), false);
      }
    }
    return new OpenFile<>(path, name, partition, hadoop, builder.build());
  }

  void write(T row) throws IOException {
    writer.write(row);
  }

  /**
   * Ends the file.
   *
   * @param statistics what Delta's log says of its rows, as JSON
   * @return what a commit says of it
   */
  NewFile finish(String statistics) throws IOException {
    writer.close();
    long bytes = path.getFileSystem(hadoop).getFileStatus(path).getLen();
    return new NewFile(name, partition, bytes, statistics);
  }

  /** Deletes the file, which no commit will name. */
  void abandon() throws IOException {
    try {
      writer.close();
    } finally {
      path.getFileSystem(hadoop).delete(path, false);
    }
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> values;

    private Builder(HadoopOutputFile file, WriteSupport<T> values) {
      super(file);
      this.values = values;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration conf) {
      return values;
    }
  }
}
