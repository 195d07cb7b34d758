package id.entas.panel;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.SparkTest;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.Lake;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class HistoryGroupsTest extends SparkTest {
  private static final List<Integer> YEARS = List.of(2005, 2008, 2011);
  private static final String[] HOMES = {"3509010", "3509020", "3509030"};
  private static final String[] STATES = {"", "1", "2", "3", "DIED"};

  /** The states of a history by census, its kecamatan, and how its path says where it was. */
  private record One(int[] states, String home, String path) {
    long packed() {
      long packed = 0;
      for (int at = 0; at < states.length; at++) {
        // An outcome comes after the ten tiers that there may be, and DIED is the second.
        packed |= (states[at] == 4 ? 12L : states[at]) << 4 * at;
      }
      return packed;
    }

    String inWords() {
      String[] places = path == null ? null : path.split(",", -1);
      List<String> words = new ArrayList<>();
      for (int at = 0; at < states.length; at++) {
        if (states[at] > 0) {
          words.add(
              YEARS.get(at)
                  + "="
                  + STATES[states[at]]
                  + (places == null || places[at].equals(home) ? "" : "@" + places[at]));
        }
      }
      return String.join(" ", words);
    }
  }

  private static List<One> invented(int many) {
    Random random = new Random(20261127);
    List<One> all = new ArrayList<>();
    while (all.size() < many) {
      int[] states = new int[YEARS.size()];
      String[] places = new String[YEARS.size()];
      String home = null;
      for (int at = 0; at < states.length; at++) {
        states[at] = random.nextInt(STATES.length);
        places[at] = states[at] == 0 ? "" : HOMES[random.nextInt(10) == 0 ? 2 : 1];
        home = home == null && states[at] > 0 ? places[at] : home;
      }
      if (home != null) {
        String first = home;
        boolean isStaying =
            Arrays.stream(places).allMatch(one -> one.isEmpty() || one.equals(first));
        all.add(new One(states, home, isStaying ? null : String.join(",", places)));
      }
    }
    return all;
  }

  private Lake lake(Path folder, List<One> histories) {
    Lake lake = Lake.at(spark(), folder.toString());
    List<Tuple2<Integer, One>> numbered = new ArrayList<>();
    histories.forEach(one -> numbered.add(new Tuple2<>(numbered.size(), one)));
    lake.replace(
        HouseholdHistoryTable.TABLE,
        JavaSparkContext.fromSparkContext(spark().sparkContext())
            .parallelize(
                numbered.stream()
                    .map(
                        one ->
                            List.<Object>of(
                                one._1(),
                                one._2().packed(),
                                one._2().home(),
                                one._2().path() == null ? "" : one._2().path()))
                    .toList(),
                3)
            .map(HistoryGroupsTest::row));
    return lake;
  }

  private static InternalRow row(List<Object> values) {
    String path = (String) values.get(3);
    return new GenericInternalRow(
        new Object[] {
          ByteBuffer.allocate(16).putLong(0).putLong((Integer) values.get(0)).array(),
          UTF8String.fromString("2005,2008,2011"),
          values.get(1),
          UTF8String.fromString((String) values.get(2)),
          path.isEmpty() ? null : UTF8String.fromString(path),
          0L,
          0L
        });
  }

  @Test
  void shouldCountHistoriesAsAPlainRecountDoes(@TempDir Path folder) {
    List<One> histories = invented(3_000);
    Lake lake = lake(folder, histories);

    List<String> counted =
        Histories.byRegion(lake, YEARS, "run", 2)
            .map(
                row ->
                    row.getUTF8String(0)
                        + "|"
                        + row.getUTF8String(1)
                        + "|"
                        + row.getLong(2)
                        + "|"
                        + row.getUTF8String(3))
            .collect();

    Map<String, Long> expected =
        histories.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.home() + "|" + one.inWords(), Collectors.counting()));
    assertThat(counted)
        .containsExactlyInAnyOrderElementsOf(
            expected.entrySet().stream()
                .map(one -> one.getKey() + "|" + one.getValue() + "|run")
                .toList());
  }

  @Test
  void shouldAddUpWhatTasksCounted(@TempDir Path folder) {
    List<One> histories = invented(200);
    Lake lake = lake(folder, histories);
    HistoryGroups groups =
        HistoryGroups.of(
            lake.scan(), lake.files(HouseholdHistoryTable.TABLE, any -> true).collect().iterator());
    Map<Integer, List<byte[]>> byTask = new HashMap<>();
    for (int time = 0; time < 2; time++) {
      for (Iterator<Tuple2<Integer, byte[]>> dealt = groups.dealt(5); dealt.hasNext(); ) {
        Tuple2<Integer, byte[]> one = dealt.next();
        byTask.computeIfAbsent(one._1(), any -> new ArrayList<>()).add(one._2());
      }
    }

    Map<String, Integer> taskOf = new HashMap<>();
    long households = 0;
    for (Map.Entry<Integer, List<byte[]>> task : byTask.entrySet()) {
      for (Iterator<InternalRow> rows =
              HistoryGroups.sum(task.getValue().iterator()).rows(YEARS, "run");
          rows.hasNext(); ) {
        InternalRow row = rows.next();
        assertThat(
                taskOf.merge(
                    row.getUTF8String(0).toString(), task.getKey(), (before, now) -> before))
            .isEqualTo(task.getKey());
        households += row.getLong(2);
      }
    }
    assertThat(households).isEqualTo(2L * 200);
  }
}
