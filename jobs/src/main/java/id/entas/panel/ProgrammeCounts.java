package id.entas.panel;

import id.entas.domain.Coverage;
import id.entas.domain.FlowState;
import id.entas.domain.Interval;
import id.entas.domain.TierScheme;
import id.entas.tables.Field;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Packed histories to flows out of a tier by cluster: one pass over the histories, without a second
 * look at the household rows and without a join of censuses.
 *
 * <p>A flow ends where {@code transition_count} says that it ends, so that the served, the unserved
 * and the unknown of a cluster add up to the flow there.
 */
final class ProgrammeCounts {
  /** The state at the end of a household that is then in a tier of another kecamatan. */
  private static final int DEPARTED = -1;

  private static final int CLUSTERS = HouseholdTable.CLUSTERS.size();
  private static final int CLUSTER_BITS = 2;
  private static final int FROM_BITS = Histories.STATE_BITS;

  /** A state, or that of having departed. */
  private static final int TO_BITS = Histories.STATE_BITS + 1;

  /**
   * An interval of a kecamatan.
   *
   * @param number its place among those of all kecamatan
   * @param start place of its first census in a packed history
   * @param end place of its last one
   */
  private record Stretch(int number, String kecamatan, Interval interval, int start, int end)
      implements Serializable {}

  /**
   * Where households of one path were.
   *
   * @param kecamatan one, or one a census
   * @param from the stretches that begin at each place of a packed history
   */
  private record Path(String[] kecamatan, List<List<Stretch>> from) {
    static Path of(String text, Map<String, List<Stretch>> stretches) {
      String[] kecamatan = text.split(",", -1);
      List<List<Stretch>> from = new ArrayList<>();
      for (int place = 0; place < Histories.MOST_CENSUSES; place++) {
        int start = place;
        String here = kecamatan[Math.min(place, kecamatan.length - 1)];
        from.add(
            stretches.getOrDefault(here, List.of()).stream()
                .filter(stretch -> stretch.start() == start)
                .toList());
      }
      return new Path(kecamatan, from);
    }

    boolean isElsewhereAtItsEnd(Stretch stretch) {
      return kecamatan.length > 1 && !kecamatan[stretch.end()].equals(stretch.kecamatan());
    }
  }

  private ProgrammeCounts() {}

  /**
   * Flows out of a tier over the intervals of the kecamatan, by cluster and whether it served.
   *
   * @return the columns of {@link ProgrammeCountTable}, in one task
   */
  static JavaRDD<InternalRow> byCluster(
      Lake lake, Coverage coverage, TierScheme tiers, String runId) {
    TableScan scan = lake.scan();
    List<Stretch> stretches = stretches(coverage);
    return lake.files(HouseholdHistoryTable.TABLE, any -> true)
        .mapPartitionsToPair(
            files ->
                List.of(new Tuple2<>(0, packed(byCluster(counted(scan, files, stretches)))))
                    .iterator())
        .partitionBy(new HashPartitioner(1))
        .values()
        .mapPartitions(
            counted ->
                sum(counted).entrySet().stream()
                    .map(flow -> row(flow.getKey(), flow.getValue()[0], stretches, tiers, runId))
                    .iterator());
  }

  private static List<Stretch> stretches(Coverage coverage) {
    List<Integer> years = List.copyOf(coverage.years());
    List<Stretch> stretches = new ArrayList<>();
    for (String kecamatan : coverage.kecamatan()) {
      for (Interval interval : coverage.intervals(kecamatan)) {
        stretches.add(
            new Stretch(
                stretches.size(),
                kecamatan,
                interval,
                years.indexOf(interval.from()),
                years.indexOf(interval.to())));
      }
    }
    return stretches;
  }

  /**
   * Counts the histories of some files of {@link HouseholdHistoryTable}.
   *
   * @return households by the {@link #flow} that they went, and the bits of the clusters that
   *     served them and of those of which that is known
   */
  private static Map<Long, long[]> counted(
      TableScan scan, Iterator<TableFile> files, List<Stretch> stretches) throws IOException {
    Map<String, List<Stretch>> ofKecamatan =
        stretches.stream().collect(Collectors.groupingBy(Stretch::kecamatan));
    List<Path> paths = new ArrayList<>();
    TableScan.Coding number =
        text -> {
          paths.add(Path.of(text, ofKecamatan));
          return paths.size() - 1L;
        };
    int home = scan.text(HouseholdHistoryTable.HOME_REGION, number);
    int path = scan.text(HouseholdHistoryTable.REGION_PATH, number);
    int states = scan.value(HouseholdHistoryTable.STATES);
    int served = scan.value(HouseholdHistoryTable.SERVED);
    int known = scan.value(HouseholdHistoryTable.SERVED_KNOWN);
    Map<Long, long[]> ways = new HashMap<>();
    while (files.hasNext()) {
      try (TableScan.Rows rows = scan.open(files.next())) {
        while (rows.advance()) {
          if (rows.required(known) == 0) {
            continue;
          }
          boolean isStaying = rows.number(path) == TableScan.NONE;
          Path own = paths.get((int) rows.required(isStaying ? home : path));
          for (int place = 0; place < Histories.MOST_CENSUSES; place++) {
            int from = bitsAt(rows.number(states), place);
            int knownNow = bitsAt(rows.number(known), place);
            if (!isTier(from) || knownNow == 0) {
              continue;
            }
            for (Stretch stretch : own.from().get(place)) {
              int to = bitsAt(rows.number(states), stretch.end());
              if (isTier(to) && own.isElsewhereAtItsEnd(stretch)) {
                to = DEPARTED;
              }
              long way = flow(stretch.number(), from, to);
              way = way << CLUSTERS | bitsAt(rows.number(served), place);
              way = way << CLUSTERS | knownNow;
              ways.computeIfAbsent(way, any -> new long[1])[0]++;
            }
          }
        }
      }
    }
    return ways;
  }

  /** A stretch, the state at its start and that at its end, in one number. */
  private static long flow(int stretch, int from, int to) {
    return ((long) stretch << FROM_BITS | from) << TO_BITS | to - DEPARTED;
  }

  /** The same with a cluster, from 0, and whether it served, by households. */
  private static Map<Long, long[]> byCluster(Map<Long, long[]> ways) {
    Map<Long, long[]> flows = new HashMap<>();
    ways.forEach(
        (way, households) -> {
          long flow = way >>> 2 * CLUSTERS;
          long served = way >>> CLUSTERS;
          for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            if ((way >>> cluster & 1) == 1) {
              long key = (flow << CLUSTER_BITS | cluster) << 1 | served >>> cluster & 1;
              flows.computeIfAbsent(key, any -> new long[1])[0] += households[0];
            }
          }
        });
    return flows;
  }

  /** What a task counted, to be carried: each flow and its households in turn. */
  private static long[] packed(Map<Long, long[]> flows) {
    long[] packed = new long[2 * flows.size()];
    int at = 0;
    for (Map.Entry<Long, long[]> flow : flows.entrySet()) {
      packed[at++] = flow.getKey();
      packed[at++] = flow.getValue()[0];
    }
    return packed;
  }

  private static SortedMap<Long, long[]> sum(Iterator<long[]> counted) {
    SortedMap<Long, long[]> sum = new TreeMap<>();
    while (counted.hasNext()) {
      long[] packed = counted.next();
      for (int at = 0; at < packed.length; at += 2) {
        sum.computeIfAbsent(packed[at], any -> new long[1])[0] += packed[at + 1];
      }
    }
    return sum;
  }

  private static int bitsAt(long packed, int place) {
    return (int) (packed >>> place * Histories.STATE_BITS & Histories.STATE_MASK);
  }

  private static boolean isTier(int state) {
    return state >= 1 && state <= TierScheme.MOST_TIERS;
  }

  private static InternalRow row(
      long flow, long households, List<Stretch> stretches, TierScheme tiers, String runId) {
    long moved = flow >>> 1 + CLUSTER_BITS;
    int to = (int) (moved & (1 << TO_BITS) - 1) + DEPARTED;
    int from = (int) (moved >>> TO_BITS & (1 << FROM_BITS) - 1);
    Stretch stretch = stretches.get((int) (moved >>> TO_BITS + FROM_BITS));
    int cluster = (int) (flow >>> 1 & (1 << CLUSTER_BITS) - 1) + 1;
    Object[] values = new Object[ProgrammeCountTable.TABLE.fields().size()];
    set(values, ProgrammeCountTable.REGION_CODE, UTF8String.fromString(stretch.kecamatan()));
    set(values, ProgrammeCountTable.FROM_YEAR, stretch.interval().from());
    set(values, ProgrammeCountTable.TO_YEAR, stretch.interval().to());
    set(values, ProgrammeCountTable.FROM_TIER, nameOf(from, tiers));
    set(values, ProgrammeCountTable.TO_TIER, nameOf(to, tiers));
    set(values, ProgrammeCountTable.CLUSTER, cluster);
    set(values, ProgrammeCountTable.SERVED, (flow & 1) == 1);
    set(values, ProgrammeCountTable.HOUSEHOLDS, households);
    set(values, ProgrammeCountTable.RUN_ID, UTF8String.fromString(runId));
    return new GenericInternalRow(values);
  }

  private static void set(Object[] values, Field field, Object value) {
    values[ProgrammeCountTable.TABLE.fields().indexOf(field)] = value;
  }

  /** The code of a tier, the name of an outcome, or where else the household is. */
  private static UTF8String nameOf(int state, TierScheme tiers) {
    if (state == DEPARTED) {
      return UTF8String.fromString(FlowState.DEPARTED);
    }
    if (state == 0) {
      return UTF8String.fromString(FlowState.ABSENT);
    }
    return UTF8String.fromString(
        isTier(state) ? tiers.codes().get(state - 1) : Histories.nameOf(state));
  }
}
