package id.entas.tables;

import id.entas.domain.History;
import id.entas.domain.HistoryTally;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;

/**
 * Counts over the histories of a lake. The more censuses, the fewer households share a history, so
 * that histories grow with households where there are many: then Spark's tasks count, and the
 * driver has what they found. A few are counted sooner than a query is planned.
 */
public final class CountedHistories {
  /** Bytes of {@code history_count}, about 19 a history, that the driver reads itself. */
  private static final long FEW_BYTES = 2_000_000;

  private final Lake lake;
  private final long fewBytes;

  public CountedHistories(Lake lake) {
    this(lake, FEW_BYTES);
  }

  CountedHistories(Lake lake, long fewBytes) {
    this.lake = lake;
    this.fewBytes = fewBytes;
  }

  /** Makes tallies that have counted nothing yet; sent to every task. */
  @FunctionalInterface
  public interface Start<T> extends Supplier<T>, Serializable {}

  /**
   * Counts every history.
   *
   * @return a tally that has counted all
   * @throws id.entas.domain.Refusal if the histories were not counted yet
   */
  public <T extends HistoryTally<T>> T count(Start<T> start) {
    long bytes =
        lake.filesByPartition(HistoryCountTable.TABLE).values().stream()
            .flatMap(List::stream)
            .mapToLong(Lake.DataFile::bytes)
            .sum();
    if (bytes <= fewBytes) {
      Iterator<Row> rows = lake.requireRows(HistoryCountTable.TABLE, "panel").iterator();
      return HistoryTally.over(histories(rows), start.get());
    }
    // What the tasks counted is added up in tasks where they are many. Their files are dealt by
    // kecamatan, so that together they are little more than the sum.
    TableScan scan = lake.scan();
    return lake.files(HistoryCountTable.TABLE, any -> true)
        .mapPartitions(files -> List.of(counted(scan, files, start.get())).iterator())
        .treeReduce(
            (sum, more) -> {
              sum.addAll(more);
              return sum;
            });
  }

  private static <T extends HistoryTally<T>> T counted(
      TableScan scan, Iterator<TableFile> files, T tally) throws IOException {
    List<String> kecamatan = new ArrayList<>();
    int region =
        scan.text(
            HistoryCountTable.REGION_CODE,
            code -> {
              kecamatan.add(code);
              return kecamatan.size() - 1L;
            });
    int history = scan.value(HistoryCountTable.HISTORY);
    int households = scan.value(HistoryCountTable.HOUSEHOLDS);
    while (files.hasNext()) {
      try (TableScan.Rows rows = scan.open(files.next())) {
        while (rows.advance()) {
          tally.add(
              History.parse(
                  kecamatan.get((int) rows.required(region)),
                  rows.bytes(history).toStringUsingUTF8(),
                  rows.required(households)));
        }
      }
    }
    return tally;
  }

  private static Iterable<History> histories(Iterator<Row> rows) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public History next() {
            return FlowReader.history(rows.next());
          }
        };
  }
}
