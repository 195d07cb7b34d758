package id.entas.tables;

import id.entas.domain.HistoryTally;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Counts over the histories of a lake. The more censuses, the fewer households share a history, so
 * that histories grow with households where there are many: then Spark's tasks count, and the
 * driver adds up what they found, which grows with regions and censuses alone. A few are counted
 * sooner than a query is planned.
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

  /**
   * Counts every history.
   *
   * @param tally has counted nothing yet, and is not to be used afterwards
   * @return a tally that has counted all
   * @throws id.entas.domain.Refusal if the histories were not counted yet
   */
  public <T extends HistoryTally<T>> T in(T tally) {
    long bytes =
        lake.filesByPartition(HistoryCountTable.TABLE).values().stream()
            .flatMap(List::stream)
            .mapToLong(Lake.DataFile::bytes)
            .sum();
    if (bytes <= fewBytes) {
      Iterator<Row> rows = lake.requireRows(HistoryCountTable.TABLE, "panel").iterator();
      return counted(rows, tally);
    }
    // Every task gets a copy of its own. They add up in tasks, too: all of them at once would be
    // as much as one times the number of tasks.
    return lake.read(HistoryCountTable.TABLE)
        .javaRDD()
        .mapPartitions(rows -> List.of(counted(rows, tally)).iterator())
        .treeReduce(
            (sum, more) -> {
              sum.addAll(more);
              return sum;
            });
  }

  private static <T extends HistoryTally<T>> T counted(Iterator<Row> rows, T tally) {
    rows.forEachRemaining(row -> tally.add(FlowReader.history(row)));
    return tally;
  }
}
