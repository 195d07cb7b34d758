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

  /** An interval of a kecamatan, with the places of its censuses in a packed history. */
  private record Stretch(Interval interval, int start, int end) implements Serializable {}

  /** Households that went the same way, by the bits of the clusters. */
  private record Way(
      String kecamatan, Interval interval, int from, int to, int served, int known) {}

  /** Those of one cluster. */
  private record Flow(
      String kecamatan, Interval interval, int from, int to, int cluster, boolean isServed)
      implements Serializable {}

  private ProgrammeCounts() {}

  /**
   * Flows out of a tier over the intervals of the kecamatan, by cluster and whether it served.
   *
   * @return the columns of {@link ProgrammeCountTable}, in one task
   */
  static JavaRDD<InternalRow> byCluster(
      Lake lake, Coverage coverage, TierScheme tiers, String runId) {
    TableScan scan = lake.scan();
    Map<String, List<Stretch>> stretches = stretches(coverage);
    return lake.files(HouseholdHistoryTable.TABLE, any -> true)
        .mapPartitionsToPair(files -> byCluster(counted(scan, files, stretches)))
        .reduceByKey(Long::sum, 1)
        .map(flow -> row(flow._1(), flow._2(), tiers, runId));
  }

  private static Map<String, List<Stretch>> stretches(Coverage coverage) {
    List<Integer> years = List.copyOf(coverage.years());
    Map<String, List<Stretch>> stretches = new HashMap<>();
    for (String kecamatan : coverage.kecamatan()) {
      stretches.put(
          kecamatan,
          coverage.intervals(kecamatan).stream()
              .map(
                  interval ->
                      new Stretch(
                          interval, years.indexOf(interval.from()), years.indexOf(interval.to())))
              .toList());
    }
    return stretches;
  }

  /** Counts the histories of some files of {@link HouseholdHistoryTable}. */
  private static Map<Way, Long> counted(
      TableScan scan, Iterator<TableFile> files, Map<String, List<Stretch>> stretches)
      throws IOException {
    List<String[]> places = new ArrayList<>();
    TableScan.Coding number =
        text -> {
          places.add(text.split(",", -1));
          return places.size() - 1L;
        };
    int home = scan.text(HouseholdHistoryTable.HOME_REGION, number);
    int path = scan.text(HouseholdHistoryTable.REGION_PATH, number);
    int states = scan.value(HouseholdHistoryTable.STATES);
    int served = scan.value(HouseholdHistoryTable.SERVED);
    int known = scan.value(HouseholdHistoryTable.SERVED_KNOWN);
    Map<Way, Long> ways = new HashMap<>();
    while (files.hasNext()) {
      try (TableScan.Rows rows = scan.open(files.next())) {
        while (rows.advance()) {
          if (rows.required(known) == 0) {
            continue;
          }
          boolean isStaying = rows.number(path) == TableScan.NONE;
          String[] own = places.get((int) rows.required(isStaying ? home : path));
          for (int place = 0; place < Histories.MOST_CENSUSES; place++) {
            int from = bitsAt(rows.number(states), place);
            int knownNow = bitsAt(rows.number(known), place);
            if (!isTier(from) || knownNow == 0) {
              continue;
            }
            String kecamatan = isStaying ? own[0] : own[place];
            for (Stretch stretch : stretches.getOrDefault(kecamatan, List.of())) {
              if (stretch.start() != place) {
                continue;
              }
              int to = bitsAt(rows.number(states), stretch.end());
              if (isTier(to) && !isStaying && !own[stretch.end()].equals(kecamatan)) {
                to = DEPARTED;
              }
              int servedNow = bitsAt(rows.number(served), place);
              ways.merge(
                  new Way(kecamatan, stretch.interval(), from, to, servedNow, knownNow),
                  1L,
                  Long::sum);
            }
          }
        }
      }
    }
    return ways;
  }

  private static Iterator<Tuple2<Flow, Long>> byCluster(Map<Way, Long> ways) {
    Map<Flow, Long> flows = new HashMap<>();
    ways.forEach(
        (way, households) -> {
          for (int cluster = 0; cluster < HouseholdTable.CLUSTERS.size(); cluster++) {
            if ((way.known() >>> cluster & 1) == 1) {
              flows.merge(
                  new Flow(
                      way.kecamatan(),
                      way.interval(),
                      way.from(),
                      way.to(),
                      cluster + 1,
                      (way.served() >>> cluster & 1) == 1),
                  households,
                  Long::sum);
            }
          }
        });
    return flows.entrySet().stream()
        .map(flow -> new Tuple2<>(flow.getKey(), flow.getValue()))
        .iterator();
  }

  private static int bitsAt(long packed, int place) {
    return (int) (packed >>> place * Histories.STATE_BITS & Histories.STATE_MASK);
  }

  private static boolean isTier(int state) {
    return state >= 1 && state <= TierScheme.MOST_TIERS;
  }

  private static InternalRow row(Flow flow, long households, TierScheme tiers, String runId) {
    Object[] values = new Object[ProgrammeCountTable.TABLE.fields().size()];
    set(values, ProgrammeCountTable.REGION_CODE, UTF8String.fromString(flow.kecamatan()));
    set(values, ProgrammeCountTable.FROM_YEAR, flow.interval().from());
    set(values, ProgrammeCountTable.TO_YEAR, flow.interval().to());
    set(values, ProgrammeCountTable.FROM_TIER, nameOf(flow.from(), tiers));
    set(values, ProgrammeCountTable.TO_TIER, nameOf(flow.to(), tiers));
    set(values, ProgrammeCountTable.CLUSTER, flow.cluster());
    set(values, ProgrammeCountTable.SERVED, flow.isServed());
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
