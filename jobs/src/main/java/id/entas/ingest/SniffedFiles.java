package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Looks through all files, one task for each. */
final class SniffedFiles {
  private static final Field FILE =
      Field.required("file", DataTypes.LongType, "Place of the file among those read.");
  private static final Field REFUSAL =
      Field.optional("refusal", DataTypes.StringType, "Why the file cannot be read.");
  private static final Field CHARSET =
      Field.optional("charset", DataTypes.StringType, "Character set of its text.");
  private static final Field MARK =
      Field.optional("mark", DataTypes.IntegerType, "Bytes of its byte order mark.");
  private static final Field DELIMITER =
      Field.optional("delimiter", DataTypes.StringType, "What separates its fields.");
  private static final Field HEADER_LINE =
      Field.optional("header_line", DataTypes.LongType, "Physical line or row of its header.");
  private static final Field HEADER =
      Field.optional(
          "header", DataTypes.createArrayType(DataTypes.StringType), "Fields of its header.");
  private static final Field SHEET =
      Field.optional("sheet", DataTypes.StringType, "Name of its sheet that is read.");

  private static final Field PARTS =
      Field.optional(
          "parts",
          DataTypes.createArrayType(DataTypes.LongType),
          "Start, end and first row of each of its parts, one after another.");
  private static final Field OBSTACLES =
      Field.optional(
          "obstacles",
          DataTypes.createArrayType(DataTypes.StringType),
          "What each of its columns is if nothing can be read from it, otherwise empty.");
  private static final Field NOTES =
      Field.optional(
          "notes", DataTypes.createArrayType(DataTypes.StringType), "Sentences on the file.");

  private static final StructType SCHEMA =
      FramedRows.schema(
          FILE,
          REFUSAL,
          ExtractFileTable.BYTES.orNull("Null with a refusal."),
          ExtractFileTable.SHA256.orNull("Null with a refusal."),
          CHARSET,
          MARK,
          DELIMITER,
          HEADER_LINE,
          HEADER,
          SHEET,
          PARTS,
          OBSTACLES,
          NOTES);

  private SniffedFiles() {}

  /**
   * What each file is, in their order.
   *
   * @param refusals told of each file that cannot be read
   */
  static List<SniffedFile> of(
      SparkSession spark, List<InputFile> files, FileSniffer sniffer, Refusals refusals) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    List<Row> rows =
        spark
            .range(0, files.size(), 1, FramedRows.tasks(spark, files.size()))
            .map(
                (MapFunction<Long, Row>)
                    file -> sniffed(file, files.get(file.intValue()), sniffer, hadoop),
                Encoders.row(SCHEMA))
            .collectAsList();
    List<SniffedFile> sniffed = new ArrayList<>();
    for (Row row : rows) {
      if (!REFUSAL.isNull(row)) {
        String name = files.get((int) FILE.count(row)).sourceFile();
        refusals.add(name, Refusal.data(REFUSAL.text(row)));
        continue;
      }
      sniffed.add(
          new SniffedFile(
              files.get((int) FILE.count(row)),
              ExtractFileTable.BYTES.count(row),
              ExtractFileTable.SHA256.text(row),
              new TextEncoding(CHARSET.text(row), MARK.year(row)),
              DELIMITER.text(row).charAt(0),
              HEADER_LINE.count(row),
              row.getList(row.fieldIndex(HEADER.name())),
              SHEET.text(row),
              new Contents(
                  parts(row.getList(row.fieldIndex(PARTS.name()))),
                  obstacles(row.getList(row.fieldIndex(OBSTACLES.name()))),
                  row.getList(row.fieldIndex(NOTES.name())))));
    }
    return sniffed;
  }

  private static List<FilePart> parts(List<Long> numbers) {
    List<FilePart> parts = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 3) {
      parts.add(new FilePart(numbers.get(i), numbers.get(i + 1), numbers.get(i + 2)));
    }
    return parts;
  }

  private static Map<Integer, String> obstacles(List<String> ofColumns) {
    Map<Integer, String> obstacles = new TreeMap<>();
    for (int i = 0; i < ofColumns.size(); i++) {
      if (!ofColumns.get(i).isEmpty()) {
        obstacles.put(i, ofColumns.get(i));
      }
    }
    return obstacles;
  }

  /** A file that is refused is a result, too: a failed task would be tried again and logged. */
  private static Row sniffed(
      Long place, InputFile file, FileSniffer sniffer, SerializableConfiguration hadoop) {
    try {
      SniffedFile sniffed = sniffer.sniff(file, hadoop.value());
      return RowFactory.create(
          place,
          null,
          sniffed.bytes(),
          sniffed.sha256(),
          sniffed.encoding().charset(),
          sniffed.encoding().mark(),
          String.valueOf(sniffed.delimiter()),
          sniffed.headerLine(),
          sniffed.header().toArray(String[]::new),
          sniffed.sheet(),
          sniffed.contents().parts().stream()
              .flatMap(part -> Stream.of(part.start(), part.end(), part.firstRow()))
              .toArray(Long[]::new),
          IntStream.range(0, sniffed.header().size())
              .mapToObj(column -> sniffed.contents().obstacles().getOrDefault(column, ""))
              .toArray(String[]::new),
          sniffed.contents().notes().toArray(String[]::new));
    } catch (Refusal refusal) {
      Object[] values = new Object[SCHEMA.size()];
      values[0] = place;
      values[1] = refusal.getMessage();
      return RowFactory.create(values);
    }
  }
}
