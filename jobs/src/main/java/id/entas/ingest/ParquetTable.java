package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** What stands at the end of a Parquet file: its columns, and how many rows each group holds. */
final class ParquetTable {
  private ParquetTable() {}

  /**
   * Opens a file; damage is found by its checksums where it has some.
   *
   * @throws Refusal if it is no Parquet file, or a damaged one
   */
  static ParquetFileReader open(InputFile file, Configuration hadoop) throws IOException {
    try {
      return ParquetFileReader.open(
          HadoopInputFile.fromPath(file.path(), hadoop),
          HadoopReadOptions.builder(hadoop)
              .usePageChecksumVerification(true)
              .withCodecFactory(new ParquetUnpacking(hadoop))
              .build());
    } catch (RuntimeException | IOException e) {
      throw damaged(file, e);
    }
  }

  /** The refusal of a file whose bytes make no sense; parquet-hadoop says so in many ways. */
  static Refusal damaged(InputFile file, Exception cause) {
    return Refusal.data(
        "The extract "
            + file.sourceFile()
            + " is no Parquet file that can be read, or is damaged, encrypted or cut off; copy it"
            + " again from its source.",
        cause);
  }

  /**
   * What a look into the file finds.
   *
   * @param mostUnpacked bytes that it may unpack to, of which each field of each row has one at the
   *     least
   */
  static FileSniffer.Found look(InputFile file, Configuration hadoop, long mostUnpacked)
      throws IOException {
    try (ParquetFileReader reader = open(file, hadoop)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      if (reader.getRecordCount() > mostUnpacked / Math.max(1, schema.getFieldCount())) {
        throw LimitedStream.tooMuch(mostUnpacked, " of rows");
      }
      if (mayHoldLongValues(file, reader.getRowGroups(), hadoop)) {
        refuseLongRows(file, reader, hadoop);
      }
      Map<Integer, String> obstacles = new TreeMap<>();
      for (int i = 0; i < schema.getFieldCount(); i++) {
        if (!ParquetColumn.isPlain(schema.getType(i))) {
          obstacles.put(i, "a nested column");
        }
      }
      return new FileSniffer.Found(
          TextEncoding.UTF_8,
          FileSniffer.NO_DELIMITER,
          0,
          schema.getFields().stream().map(Type::getName).toList(),
          "",
          new Contents(parts(reader.getRowGroups()), obstacles, List.of()));
    }
  }

  private static boolean mayHoldLongValues(
      InputFile file, List<BlockMetaData> groups, Configuration hadoop) throws IOException {
    try {
      return ParquetPages.mayHoldLongValues(file, groups, hadoop, ParquetPages.MOST_BYTES);
    } catch (UnfitFile e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw damaged(file, e);
    }
  }

  /** Reads every row with all of its columns; the first that is too long is refused by number. */
  private static void refuseLongRows(InputFile file, ParquetFileReader reader, Configuration hadoop)
      throws IOException {
    int[] none = new int[reader.getFileMetaData().getSchema().getFieldCount()];
    Arrays.fill(none, FieldSplit.UNWANTED);
    for (FilePart part : parts(reader.getRowGroups())) {
      try (RecordSource rows =
          new ParquetRows(file, part, none, FramedRows.Raw.KEPT, hadoop, LineReader.LONGEST_LINE)) {
        while (rows.next() != null) {
          // Only the checks of each row are wanted.
        }
      }
    }
  }

  /** One part for each group that holds rows. */
  private static List<FilePart> parts(List<BlockMetaData> groups) {
    List<FilePart> parts = new ArrayList<>();
    long firstRow = 1;
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).getRowCount() > 0) {
        parts.add(new FilePart(i, i + 1, firstRow));
      }
      firstRow += groups.get(i).getRowCount();
    }
    return parts.isEmpty() ? List.of(new FilePart(0, 0, 1)) : List.copyOf(parts);
  }
}
