package id.entas.ingest;

import id.entas.tables.Field;
import id.entas.tables.RejectedRowTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The first rejected rows of each file and reason, without personal data. */
final class RejectionExamples {
  /** Examples of each file and reason. */
  static final int MOST = 3;

  /**
   * A rejected row.
   *
   * @param file index of its file
   * @param line physical line or row on which it starts
   * @param detail what is wrong, with personal data masked
   */
  record Example(int file, RejectionReason reason, long line, String detail) {}

  /** A value that this many rows have is a spelling and no person's name. */
  private static final int MANY = 10;

  /** Different values that are counted; a file of more is no list of spellings. */
  private static final int MOST_COUNTED = 10_000;

  private record Kind(int file, String reason) {}

  private static final Field LINE = RejectedRowTable.ROW_NUMBER;
  private static final StructType SCHEMA =
      FramedRows.schema(JudgedRows.FILE, LINE, RejectedRowTable.REASON, RejectedRowTable.DETAIL);

  private RejectionExamples() {}

  /**
   * The examples, by file, reason and line. Each task masks and keeps the first of its own rows, so
   * that no id or name leaves the task that reads it.
   *
   * @param reasoned rows of {@link RejectedRows#reasoned}
   */
  static List<Example> of(Dataset<Row> reasoned) {
    List<Row> candidates =
        reasoned
            .select(
                JudgedRows.FILE.is(FramedRows.fileOf(FramedRows.PLACE)),
                LINE.is(FramedRows.lineOf(FramedRows.PLACE)),
                RejectedRowTable.REASON.col(),
                RejectedRowTable.DETAIL.col())
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) RejectionExamples::firstOfEach,
                Encoders.row(SCHEMA))
            .collectAsList();
    Map<Kind, Integer> kept = new HashMap<>();
    return candidates.stream()
        .map(
            row ->
                new Example(
                    JudgedRows.FILE.year(row),
                    RejectionReason.valueOf(RejectedRowTable.REASON.text(row)),
                    LINE.count(row),
                    RejectedRowTable.DETAIL.text(row)))
        .sorted(
            Comparator.comparingInt(Example::file)
                .thenComparing(Example::reason)
                .thenComparingLong(Example::line))
        .filter(
            example ->
                kept.merge(new Kind(example.file(), example.reason().name()), 1, Integer::sum)
                    <= MOST)
        .toList();
  }

  private static Iterator<Row> firstOfEach(Iterator<Row> rows) {
    Map<Kind, TreeMap<Long, String>> first = new HashMap<>();
    Map<String, Integer> rowsOf = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      String detail = row.getString(3);
      if (rowsOf.size() < MOST_COUNTED || rowsOf.containsKey(detail)) {
        rowsOf.merge(detail, 1, Integer::sum);
      }
      TreeMap<Long, String> own =
          first.computeIfAbsent(new Kind(row.getInt(0), row.getString(2)), any -> new TreeMap<>());
      own.put(row.getLong(1), detail);
      if (own.size() > MOST) {
        own.pollLastEntry();
      }
    }
    List<Row> kept = new ArrayList<>();
    first.forEach(
        (kind, own) ->
            own.forEach(
                (line, detail) ->
                    kept.add(
                        RowFactory.create(
                            kind.file(),
                            line,
                            kind.reason(),
                            rowsOf.getOrDefault(detail, 0) < MANY
                                ? MaskedDetail.of(detail)
                                : MaskedDetail.ofMany(detail)))));
    return kept.iterator();
  }
}
