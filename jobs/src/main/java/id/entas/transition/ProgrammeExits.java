package id.entas.transition;

import id.entas.domain.FlowState;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MantelHaenszel;
import id.entas.domain.Outcome;
import id.entas.domain.RatioEstimate;
import id.entas.domain.ServedComparison;
import id.entas.domain.ServedOutcomes;
import id.entas.domain.Tier;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.ProgrammeExitTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Served and unserved households side by side, as rows of {@code programme_exit}: counts, and how
 * the odds and the chances of an exit compare within kecamatan and intervals.
 *
 * <p>A kabupaten's households are those of its kecamatan, each with its own flows: a household that
 * changed kecamatan has departed there too, as the strata are kecamatan.
 *
 * <p>{@code descriptive_ratio} is the odds ratio, since the interval of Robins, Breslow and
 * Greenland is one of odds, and since the strata differ in how many households leave at all: odds
 * can be raised alike in all of them, a chance of 0.7 cannot be raised by half. The risk ratio
 * stands beside it for those who read the odds ratio as one.
 *
 * <p>An interval whose end lists the poor alone sees of those who left only the ones that are still
 * poor; its households are counted, but it is no stratum.
 */
final class ProgrammeExits {
  private static final double LEVEL = 0.95;

  private final Settings settings;
  private final String runId;

  ProgrammeExits(Settings settings, String runId) {
    this.settings = settings;
    this.runId = runId;
  }

  /** What is compared, within whatever stratum. */
  private record Subject(int cluster, int tier) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      return cluster != other.cluster
          ? Integer.compare(cluster, other.cluster)
          : Integer.compare(tier, other.tier);
    }
  }

  /** Where and when it is compared. */
  private record Stratum(String kecamatan, Interval interval) implements Comparable<Stratum> {
    @Override
    public int compareTo(Stratum other) {
      int order = kecamatan.compareTo(other.kecamatan);
      return order != 0 ? order : interval.compareTo(other.interval);
    }
  }

  /**
   * What a row is of.
   *
   * @param flows flows of one region over the intervals of the row
   * @param covered kecamatan of the region that have one of them
   */
  private record Scope(List<IntervalFlows> flows, String intervals, long covered) {
    IntervalFlows any() {
      return flows.get(0);
    }
  }

  /**
   * All rows: each region over each of its intervals, and over all of them pooled.
   *
   * @param counts rows of {@code programme_count}
   * @param flows flows of every region over its intervals
   */
  List<Row> rows(List<Row> counts, List<IntervalFlows> flows) {
    SortedMap<Stratum, SortedMap<Subject, ServedComparison>> strata = strata(counts);
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    SortedMap<String, List<IntervalFlows>> byRegion = new TreeMap<>();
    flows.forEach(one -> byRegion.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one));
    Map<String, Long> covered = new HashMap<>();
    for (String region : byRegion.keySet()) {
      if (kabupatenOf.containsKey(region)) {
        covered.merge(region, 1L, Long::sum);
        covered.merge(kabupatenOf.get(region), 1L, Long::sum);
      }
    }
    Map<String, List<Stratum>> strataOf = new HashMap<>();
    for (Stratum stratum : strata.keySet()) {
      for (String region : List.of(stratum.kecamatan(), kabupatenOf.get(stratum.kecamatan()))) {
        strataOf.computeIfAbsent(region, any -> new ArrayList<>()).add(stratum);
      }
    }
    List<Row> rows = new ArrayList<>();
    byRegion.forEach(
        (region, own) -> {
          List<Stratum> within = strataOf.getOrDefault(region, List.of());
          for (IntervalFlows one : own) {
            List<Stratum> then =
                within.stream().filter(s -> s.interval().equals(one.interval())).toList();
            add(
                rows,
                new Scope(List.of(one), ProgrammeExitTable.SINGLE, one.kecamatanCovered()),
                strata,
                then);
          }
          add(rows, new Scope(own, ProgrammeExitTable.POOLED, covered.get(region)), strata, within);
        });
    return rows;
  }

  /** Sorted, so that sums over strata are the same to the bit in every run. */
  private SortedMap<Stratum, SortedMap<Subject, ServedComparison>> strata(List<Row> counts) {
    SortedMap<Stratum, SortedMap<Subject, ServedComparison>> strata = new TreeMap<>();
    for (Row row : counts) {
      int from = settings.tiers().indexOf(ProgrammeCountTable.FROM_TIER.text(row));
      long households = ProgrammeCountTable.HOUSEHOLDS.count(row);
      String goal = ProgrammeCountTable.TO_TIER.text(row);
      Optional<Tier> to = settings.tiers().findByCode(goal);
      boolean better = to.isPresent() && to.get().ordinal() - 1 > from;
      boolean absent = goal.equals(FlowState.ABSENT) || goal.equals(Outcome.NOT_FOUND.name());
      ServedOutcomes outcomes =
          new ServedOutcomes(
              households,
              to.isPresent() ? households : 0,
              better ? households : 0,
              absent ? households : 0);
      strata
          .computeIfAbsent(
              new Stratum(
                  ProgrammeCountTable.REGION_CODE.text(row),
                  new Interval(
                      ProgrammeCountTable.FROM_YEAR.year(row),
                      ProgrammeCountTable.TO_YEAR.year(row))),
              any -> new TreeMap<>())
          .merge(
              new Subject(ProgrammeCountTable.CLUSTER.whole(row), from),
              ProgrammeCountTable.SERVED.flag(row)
                  ? new ServedComparison(outcomes, ServedOutcomes.NONE)
                  : new ServedComparison(ServedOutcomes.NONE, outcomes),
              ServedComparison::plus);
    }
    return strata;
  }

  private void add(
      List<Row> rows,
      Scope scope,
      Map<Stratum, SortedMap<Subject, ServedComparison>> strata,
      List<Stratum> within) {
    SortedMap<Subject, ServedComparison> totals = new TreeMap<>();
    SortedMap<Subject, List<ServedComparison>> compared = new TreeMap<>();
    for (Stratum stratum : within) {
      boolean tells =
          settings.census(stratum.interval().to()).frame() != Settings.Frame.LISTED_ONLY;
      strata
          .get(stratum)
          .forEach(
              (subject, comparison) -> {
                totals.merge(subject, comparison, ServedComparison::plus);
                if (tells && comparison.compares()) {
                  compared.computeIfAbsent(subject, any -> new ArrayList<>()).add(comparison);
                }
              });
    }
    totals.forEach(
        (subject, total) ->
            rows.add(row(scope, subject, total, compared.getOrDefault(subject, List.of()))));
  }

  private Row row(
      Scope scope, Subject subject, ServedComparison total, List<ServedComparison> strata) {
    IntervalFlows any = scope.any();
    List<IntervalFlows> flows = scope.flows();
    Table.RowBuilder row =
        ProgrammeExitTable.TABLE
            .row()
            .set(ProgrammeExitTable.REGION_LEVEL, any.level().code())
            .set(ProgrammeExitTable.REGION_CODE, any.region())
            .set(ProgrammeExitTable.CLUSTER, subject.cluster())
            .set(
                ProgrammeExitTable.FROM_YEAR,
                flows.stream().mapToInt(one -> one.interval().from()).min().orElseThrow())
            .set(
                ProgrammeExitTable.TO_YEAR,
                flows.stream().mapToInt(one -> one.interval().to()).max().orElseThrow())
            .set(ProgrammeExitTable.INTERVALS, scope.intervals())
            .set(ProgrammeExitTable.FROM_TIER, settings.tiers().tiers().get(subject.tier()).code())
            .set(ProgrammeExitTable.SERVED, total.served().households())
            .set(ProgrammeExitTable.SERVED_SEEN, total.served().seen())
            .set(ProgrammeExitTable.SERVED_EXITS, total.served().exits())
            .set(ProgrammeExitTable.SERVED_ABSENT, total.served().absent())
            .set(ProgrammeExitTable.UNSERVED, total.unserved().households())
            .set(ProgrammeExitTable.UNSERVED_SEEN, total.unserved().seen())
            .set(ProgrammeExitTable.UNSERVED_EXITS, total.unserved().exits())
            .set(ProgrammeExitTable.UNSERVED_ABSENT, total.unserved().absent())
            .set(ProgrammeExitTable.STRATA, (long) strata.size())
            .set(
                ProgrammeExitTable.COMPARABLE, flows.stream().allMatch(IntervalFlows::isComparable))
            .set(ProgrammeExitTable.KECAMATAN_COVERED, scope.covered())
            .set(ProgrammeExitTable.KECAMATAN_TOTAL, any.kecamatanTotal())
            .set(ProgrammeExitTable.COMPLETE, scope.covered() == any.kecamatanTotal())
            .set(ProgrammeExitTable.RUN_ID, runId);
    set(
        row,
        MantelHaenszel.findOddsRatio(strata, LEVEL),
        ProgrammeExitTable.DESCRIPTIVE_RATIO,
        ProgrammeExitTable.CI_LOW,
        ProgrammeExitTable.CI_HIGH);
    set(
        row,
        MantelHaenszel.findRiskRatio(strata, LEVEL),
        ProgrammeExitTable.RISK_RATIO,
        ProgrammeExitTable.RISK_RATIO_LOW,
        ProgrammeExitTable.RISK_RATIO_HIGH);
    return row.build();
  }

  private static void set(
      Table.RowBuilder row, Optional<RatioEstimate> estimate, Field ratio, Field low, Field high) {
    row.set(ratio, estimate.map(RatioEstimate::ratio).orElse(null))
        .set(low, estimate.map(RatioEstimate::low).orElse(null))
        .set(high, estimate.map(RatioEstimate::high).orElse(null));
  }
}
