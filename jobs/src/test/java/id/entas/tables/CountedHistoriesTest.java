package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.History;
import id.entas.domain.HistoryTally;
import id.entas.domain.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private Lake lake(Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < HISTORIES; i++) {
      rows.add(
          HistoryCountTable.TABLE
              .row()
              .set(HistoryCountTable.REGION_CODE, "35090" + (10 + i))
              .set(HistoryCountTable.HISTORY, "2008=1 2009=2@3509270")
              .set(HistoryCountTable.HOUSEHOLDS, i + 1L)
              .set(HistoryCountTable.RUN_ID, "run")
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

    Seen few = new CountedHistories(lake).count(Seen::new);
    Seen many = new CountedHistories(lake, 1).count(Seen::new);

    assertThat(few.tasks).containsExactly("driver");
    assertThat(many.tasks).hasSizeGreaterThan(1).allMatch(where -> where.startsWith("task "));
    assertThat(many.histories).isEqualTo(few.histories).isEqualTo(HISTORIES);
    assertThat(many.households)
        .isEqualTo(few.households)
        .isEqualTo(HISTORIES * (HISTORIES + 1) / 2);
  }

  @Test
  void shouldSayWhichStageComesBefore(@TempDir Path folder) {
    Lake empty = Lake.at(spark(), folder.resolve("lake").toString());
    assertThatThrownBy(() -> new CountedHistories(empty).count(Seen::new))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("entas panel");
  }
}
