package id.entas.tables;

import id.entas.domain.Coverage;
import id.entas.domain.FlowState;
import id.entas.domain.History;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Outcome;
import id.entas.domain.Region;
import id.entas.domain.TierScheme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Rows of {@code transition_count} and {@code tier_count} as the values that the estimators take.
 */
public final class FlowReader {
  private final TierScheme tiers;
  private final Map<String, String> kabupatenOf;

  public FlowReader(TierScheme tiers, Map<String, String> kabupatenOf) {
    this.tiers = tiers;
    this.kabupatenOf = kabupatenOf;
  }

  private record Key(String region, Interval interval) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = region.compareTo(other.region);
      return order != 0 ? order : interval.compareTo(other.interval);
    }
  }

  private record Census(String region, int year) {}

  /** Flows by region and interval, sorted by both. */
  public List<IntervalFlows> read(List<Row> transitionCounts, List<Row> tierCounts) {
    Map<Census, Long> pools = new HashMap<>();
    Map<Census, String> instruments = new HashMap<>();
    for (Row row : tierCounts) {
      if (levelOf(TierCountTable.REGION_LEVEL.text(row)) == Region.Level.KECAMATAN
          && !TierCountTable.INSTRUMENT.isNull(row)) {
        instruments.put(
            new Census(TierCountTable.REGION_CODE.text(row), TierCountTable.CENSUS_YEAR.year(row)),
            TierCountTable.INSTRUMENT.text(row));
      }
      if (TierCountTable.TIER.text(row).equals(FlowState.ABSENT)
          && levelOf(TierCountTable.REGION_LEVEL.text(row)) == Region.Level.KECAMATAN) {
        pools.put(
            new Census(TierCountTable.REGION_CODE.text(row), TierCountTable.CENSUS_YEAR.year(row)),
            TierCountTable.HOUSEHOLDS.count(row));
      }
    }
    SortedMap<Key, List<Row>> grouped = new TreeMap<>();
    for (Row row : transitionCounts) {
      Interval interval =
          new Interval(
              TransitionCountTable.FROM_YEAR.year(row), TransitionCountTable.TO_YEAR.year(row));
      grouped
          .computeIfAbsent(
              new Key(TransitionCountTable.REGION_CODE.text(row), interval),
              any -> new ArrayList<>())
          .add(row);
    }
    Map<Key, Long> poolByKey = new HashMap<>();
    Map<Key, SortedSet<String>> instrumentsByKey = new HashMap<>();
    for (Key key : grouped.keySet()) {
      if (kabupatenOf.containsKey(key.region())) {
        long pool = pools.getOrDefault(new Census(key.region(), key.interval().from()), 0L);
        // A kabupaten's pool sums the kecamatan that have this very interval.
        Key kabupaten = new Key(kabupatenOf.get(key.region()), key.interval());
        for (Key one : List.of(key, kabupaten)) {
          poolByKey.merge(one, pool, Long::sum);
          for (int year : List.of(key.interval().from(), key.interval().to())) {
            String instrument = instruments.get(new Census(key.region(), year));
            if (instrument != null) {
              instrumentsByKey.computeIfAbsent(one, any -> new TreeSet<>()).add(instrument);
            }
          }
        }
      }
    }
    List<IntervalFlows> all = new ArrayList<>();
    grouped.forEach(
        (key, rows) ->
            all.add(
                flows(
                    key,
                    rows,
                    poolByKey.getOrDefault(key, 0L),
                    instrumentsByKey.getOrDefault(key, Collections.emptySortedSet()))));
    return all;
  }

  private IntervalFlows flows(Key key, List<Row> rows, long pool, SortedSet<String> instruments) {
    int k = tiers.size();
    Row any = rows.get(0);
    IntervalFlows flows =
        new IntervalFlows(
            key.region(),
            levelOf(TransitionCountTable.REGION_LEVEL.text(any)),
            key.interval(),
            new long[k][k],
            new long[k],
            new long[k],
            new long[k],
            new long[k],
            new long[k],
            new long[k],
            new long[k],
            pool,
            instruments,
            TransitionCountTable.KECAMATAN_COVERED.count(any),
            TransitionCountTable.KECAMATAN_TOTAL.count(any));
    for (Row row : rows) {
      String from = TransitionCountTable.FROM_TIER.text(row);
      String to = TransitionCountTable.TO_TIER.text(row);
      long households = TransitionCountTable.HOUSEHOLDS.count(row);
      if (FlowState.SOURCES.contains(from)) {
        entering(flows, from)[tiers.indexOf(to)] += households;
      } else if (tiers.findByCode(to).isPresent()) {
        flows.moved()[tiers.indexOf(from)][tiers.indexOf(to)] += households;
      } else {
        leaving(flows, to)[tiers.indexOf(from)] += households;
      }
    }
    return flows;
  }

  private static long[] entering(IntervalFlows flows, String source) {
    return switch (source) {
      case FlowState.ENTRANT -> flows.entrants();
      case FlowState.RETURNED -> flows.returned();
      case FlowState.ARRIVED -> flows.arrived();
      default -> throw new IllegalArgumentException("no source of a flow: " + source);
    };
  }

  private static long[] leaving(IntervalFlows flows, String goal) {
    if (goal.equals(FlowState.ABSENT)) {
      return flows.absent();
    }
    if (goal.equals(FlowState.DEPARTED)) {
      return flows.departed();
    }
    Outcome outcome = Outcome.valueOf(goal);
    if (outcome.isGone()) {
      return flows.gone();
    }
    return outcome == Outcome.NOT_FOUND ? flows.absent() : flows.graduated();
  }

  /** The coverage that {@code tier_count} shows: it has rows of every census of a kecamatan. */
  public static Coverage coverage(List<Row> tierCounts) {
    Coverage coverage = new Coverage();
    for (Row row : tierCounts) {
      if (levelOf(TierCountTable.REGION_LEVEL.text(row)) == Region.Level.KECAMATAN) {
        coverage.add(TierCountTable.REGION_CODE.text(row), TierCountTable.CENSUS_YEAR.year(row));
      }
    }
    return coverage;
  }

  /** A row of {@code history_count} as a value. */
  static History history(Row row) {
    return History.parse(
        HistoryCountTable.REGION_CODE.text(row),
        HistoryCountTable.HISTORY.text(row),
        HistoryCountTable.HOUSEHOLDS.count(row));
  }

  /** The level whose lower-case name a table writes. */
  public static Region.Level levelOf(String code) {
    return Region.Level.valueOf(code.toUpperCase(Locale.ROOT));
  }
}
