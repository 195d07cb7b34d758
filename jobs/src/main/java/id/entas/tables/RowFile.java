package id.entas.tables;

import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;

/**
 * A Parquet file of rows of an unpartitioned table, which is a part of it once a commit names it.
 *
 * <p>The values go to Parquet by Spark's own hand, but without a plan, a job and four copies of
 * each row; the table's checks are those of {@link RowChecks}.
 */
final class RowFile {
  private final RowChecks checks;
  private final OpenFile<InternalRow> file;
  private final String requiredColumns;
  private long rows;

  private RowFile(Table table, RowChecks checks, OpenFile<InternalRow> file) {
    this.checks = checks;
    this.file = file;
    this.requiredColumns =
        table.fields().stream()
            .limit(table.indexedColumns())
            .filter(field -> field.presence() == Field.Presence.REQUIRED)
            .map(field -> "\"" + field.name() + "\":0")
            .collect(Collectors.joining(","));
  }

  /**
   * Begins a file.
   *
   * @param tablePath where the table lies, as a URI
   * @param task number of the task that writes it
   */
  static RowFile create(
      Table table, String tablePath, int task, RowChecks checks, Configuration hadoop)
      throws IOException {
    Configuration settings = new Configuration(hadoop);
    ParquetWriteSupport.setSchema(table.schema(), settings);
    settings.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), false);
    settings.setBoolean(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), false);
    // Delta's readers without Spark understand no other form of a time.
    settings.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "INT96");
    return new RowFile(
        table,
        checks,
        OpenFile.create(
            table,
            tablePath,
            HeldFiles.UNPARTITIONED,
            task,
            new ParquetWriteSupport(),
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            settings));
  }

  /** Adds a row. */
  void add(InternalRow row) throws IOException {
    checks.require(row);
    file.write(row);
    rows++;
  }

  /**
   * Ends the file.
   *
   * @return what a commit says of it
   */
  NewFile finish() throws IOException {
    return file.finish("{\"numRecords\":" + rows + ",\"nullCount\":{" + requiredColumns + "}}");
  }

  /** Deletes the file; one that cannot be deleted stays, as what a killed task leaves does. */
  void abandon(Throwable reason) {
    try {
      file.abandon();
    } catch (Throwable e) {
      reason.addSuppressed(e);
    }
  }
}
