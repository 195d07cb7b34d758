package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.History;
import id.entas.domain.HistoryTally;
import id.entas.domain.Persistence;
import id.entas.domain.Refusal;
import id.entas.domain.Relapses;
import id.entas.domain.SequenceCounts;
import id.entas.domain.SightingCounts;
import id.entas.domain.Stocks;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountedHistoriesTest extends SparkTest {
  private static final int HISTORIES = 60;

  /** Households, and which tasks counted them. */
  private static final class Seen implements HistoryTally<Seen> {
    private long histories;
    private long households;
    private final List<String> tasks = new ArrayList<>();

    @Override
    public void add(History history) {
      if (histories == 0) {
        TaskContext task = TaskContext.get();
        tasks.add(task == null ? "driver" : "task " + task.partitionId());
      }
      histories++;
      households += history.households();
    }

    @Override
    public void addAll(Seen other) {
      histories += other.histories;
      households += other.households;
      tasks.addAll(other.tasks);
    }
  }

  /** Files are dealt to several tasks where they are worth it: a megabyte each. */
  private static String longId(Random random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 75_000; i++) {
      id.append((char) ('!' + random.nextInt(90)));
    }
    return id.toString();
  }

  private Lake lake(Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    List<Row> rows = new ArrayList<>();
    Random random = new Random(20261127);
    for (int i = 0; i < HISTORIES; i++) {
      rows.add(
          HistoryCountTable.TABLE
              .row()
              .set(HistoryCountTable.REGION_CODE, "35090" + (10 + i))
              .set(HistoryCountTable.HISTORY, "2008=1 2009=2@3509270")
              .set(HistoryCountTable.HOUSEHOLDS, i + 1L)
              .set(HistoryCountTable.RUN_ID, longId(random))
              .build());
    }
    lake.replace(
        HistoryCountTable.TABLE,
        spark().createDataFrame(rows, HistoryCountTable.TABLE.schema()).repartition(3));
    return lake;
  }

  @Test
  void shouldCountEveryHistoryOnceHereOrInTasks(@TempDir Path folder) {
    Lake lake = lake(folder);

    Seen few = new CountedHistories(lake, Long.MAX_VALUE).count(Seen::new);
    Seen many = new CountedHistories(lake, 1).count(Seen::new);

    assertThat(few.tasks).containsExactly("driver");
    assertThat(many.tasks).hasSizeGreaterThan(1).allMatch(where -> where.startsWith("task "));
    assertThat(many.histories).isEqualTo(few.histories).isEqualTo(HISTORIES);
    assertThat(many.households)
        .isEqualTo(few.households)
        .isEqualTo(HISTORIES * (HISTORIES + 1) / 2);
  }

  @Test
  void shouldCountInTasksWhatTheDriverCounts(@TempDir Path folder) {
    Lake lake = lake(folder);
    Map<String, String> kabupatenOf = new HashMap<>(Map.of("3509270", "3509"));
    Coverage coverage = new Coverage();
    coverage.add("3509270", 2008);
    coverage.add("3509270", 2009);
    for (int i = 0; i < HISTORIES; i++) {
      kabupatenOf.put("35090" + (10 + i), "3509");
      coverage.add("35090" + (10 + i), 2008);
      coverage.add("35090" + (10 + i), 2009);
    }
    TierScheme tiers =
        new TierScheme(
            List.of(
                new Tier("A", 1, "A", "A", true, true, List.of()),
                new Tier("B", 2, "B", "B", true, false, List.of())));

    assertSame(lake, () -> FlowCounts.none(coverage, tiers, kabupatenOf), FlowCounts::households);
    assertSame(
        lake,
        () -> Stocks.none(coverage, tiers),
        stocks -> stocks.households("3509010", 2008, "A"));
    assertSame(
        lake,
        () -> SightingCounts.none(coverage, 2, kabupatenOf),
        counts -> Arrays.deepToString(counts.pairs().values().toArray()));
    assertSame(lake, () -> Relapses.none(coverage, 0, kabupatenOf), Relapses::byLeavers);
    assertSame(lake, () -> Persistence.none(tiers, kabupatenOf), Persistence::groups);
    assertSame(
        lake, () -> SequenceCounts.none(2, kabupatenOf), counts -> counts.of("3509").households());
  }

  private static <T extends HistoryTally<T>> void assertSame(
      Lake lake, CountedHistories.Start<T> start, Function<T, Object> found) {
    Object inTasks = found.apply(new CountedHistories(lake, 1).count(start));
    assertThat(inTasks).isEqualTo(found.apply(new CountedHistories(lake).count(start)));
    assertThat(inTasks).isNotEqualTo(found.apply(start.get()));
  }

  @Test
  void shouldSayWhichStageComesBefore(@TempDir Path folder) {
    Lake empty = Lake.at(spark(), folder.resolve("lake").toString());
    assertThatThrownBy(() -> new CountedHistories(empty).count(Seen::new))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("entas panel");
  }
}
