package id.entas.projection;

import id.entas.domain.FutureSummary;
import id.entas.domain.Misrecording;
import id.entas.domain.PublishedChance;
import id.entas.domain.Reachability;
import id.entas.domain.Scenario;
import id.entas.domain.ShockModel;
import id.entas.domain.StandardScenario;
import id.entas.domain.Target;
import id.entas.domain.TargetOrigins;
import id.entas.domain.Verdict;
import id.entas.job.Settings;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Facts and futures as rows of {@code target_reachability}, with the verdict (METHODS section 5).
 */
final class Reachabilities {
  private final Settings settings;
  private final Map<String, ShockModel> shocks;
  private final Map<String, String> kabupatenOf;
  private final Map<String, SortedSet<String>> rejected;
  private final boolean[] listed;
  private final String runId;

  /**
   * @param shocks how years differ, by kabupaten
   * @param rejected tests that reject what a region's futures take for granted, by region
   */
  Reachabilities(
      Settings settings,
      Map<String, ShockModel> shocks,
      Map<String, SortedSet<String>> rejected,
      boolean[] listed,
      String runId) {
    this.settings = settings;
    this.shocks = shocks;
    this.kabupatenOf = settings.regions().kabupatenOfKecamatan();
    this.rejected = rejected;
    this.listed = listed;
    this.runId = runId;
  }

  /** One row per scenario and tolerance, also for a region that cannot be assessed. */
  List<Row> rows(Outlook outlook, List<RegionFutures> futures, List<? extends Scenario> scenarios) {
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Optional<RegionFutures> own =
          futures.stream().filter(one -> one.scenario().equals(scenario.code())).findFirst();
      for (int goal = 0; goal < settings.tolerances().size(); goal++) {
        rows.add(row(outlook, scenario, own, goal));
      }
    }
    return rows;
  }

  private boolean[] countedIn(int year) {
    boolean[] counted = listed.clone();
    if (settings.census(year).frame() == Settings.Frame.ALL_RELISTED) {
      Arrays.fill(counted, true);
    }
    return counted;
  }

  private Row row(Outlook outlook, Scenario scenario, Optional<RegionFutures> futures, int goal) {
    Target target = settings.target();
    int place = settings.tiers().targetIndex();
    double share = settings.tolerances().get(goal);
    Table.RowBuilder row =
        TargetReachabilityTable.TABLE
            .row()
            .set(TargetReachabilityTable.REGION_LEVEL, outlook.level().code())
            .set(TargetReachabilityTable.REGION_CODE, outlook.region())
            .set(TargetReachabilityTable.SCENARIO, scenario.code())
            .set(TargetReachabilityTable.TARGET_TIER, settings.tiers().target().code())
            .set(TargetReachabilityTable.TARGET_YEAR, target.year())
            .set(TargetReachabilityTable.TARGET_HOUSEHOLDS, target.households())
            .set(TargetReachabilityTable.TOLERANCE_SHARE, share)
            .set(TargetReachabilityTable.HORIZON_YEAR, settings.horizonYear())
            .set(TargetReachabilityTable.COMPARABLE, outlook.isComparable())
            .set(TargetReachabilityTable.INSTRUMENTS, outlook.findInstrumentsInWords().orElse(null))
            .set(
                TargetReachabilityTable.REJECTED_ASSUMPTIONS,
                rejected.containsKey(outlook.region())
                    ? String.join(", ", rejected.get(outlook.region()))
                    : null)
            .set(TargetReachabilityTable.KECAMATAN_COVERED, outlook.kecamatanCovered())
            .set(TargetReachabilityTable.KECAMATAN_TOTAL, outlook.kecamatanTotal())
            .set(TargetReachabilityTable.COMPLETE, outlook.isComplete())
            .set(TargetReachabilityTable.RUN_ID, runId);
    if (outlook.base().isEmpty()) {
      return row.set(TargetReachabilityTable.VERDICT, Verdict.NOT_ASSESSED.name()).build();
    }
    int base = outlook.base().get();
    int latest = outlook.latest().orElseThrow();
    long atBase = outlook.stocks().get(base)[place];
    long atLatest = outlook.stocks().get(latest)[place];
    long listedAtBase = outlook.listedAtBase(listed).orElseThrow();
    long met = target.metHouseholds(share, listedAtBase);
    int yearsLeft = target.year() - latest;
    row.set(
            TargetReachabilityTable.TOLERANCE_HOUSEHOLDS,
            Target.toleranceHouseholds(share, listedAtBase))
        .set(TargetReachabilityTable.BASE_YEAR, base)
        .set(TargetReachabilityTable.BASE_HOUSEHOLDS, atBase)
        .set(TargetReachabilityTable.LATEST_YEAR, latest)
        .set(TargetReachabilityTable.LATEST_HOUSEHOLDS, atLatest)
        .set(
            TargetReachabilityTable.NOISE_FLOOR_HOUSEHOLDS,
            Misrecording.findNoiseFloorHouseholds(
                    Arrays.copyOf(outlook.stocks().get(latest), settings.tiers().size()),
                    countedIn(latest),
                    place,
                    Misrecording.ASSUMED_RATE)
                .orElse(null))
        .set(
            TargetReachabilityTable.OBSERVED_ANNUAL_RATE,
            latest == base
                ? null
                : Reachability.findAnnualRate(atBase, atLatest, latest - base).orElse(null))
        .set(
            TargetReachabilityTable.REQUIRED_ANNUAL_RATE,
            Reachability.findRequiredAnnualRate(atLatest, met, yearsLeft).orElse(null))
        .set(
            TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
            Reachability.findRequiredHouseholdsPerYear(atLatest, met, yearsLeft).orElse(null));
    futures.ifPresent(own -> project(row, outlook, own, goal, met));
    return row.set(TargetReachabilityTable.VERDICT, verdict(outlook, futures, goal, met).name())
        .build();
  }

  private void project(
      Table.RowBuilder row, Outlook outlook, RegionFutures futures, int goal, long met) {
    int targetYear = settings.targetYear();
    TargetOrigins first = futures.originsIn(futures.firstYear());
    SortedMap<Integer, Double> chances = new TreeMap<>();
    for (int year = futures.firstYear(); year <= futures.lastYear(); year++) {
      chances.put(year, new PublishedChance(futures.hits(year, goal), futures.futures()).share());
    }
    row.set(
            TargetReachabilityTable.FIRST_YEAR_REACHED,
            Reachability.findFirstYearReached(chances).orElse(null))
        .set(
            TargetReachabilityTable.SHOCK_SOURCE,
            shocks
                .get(kabupatenOf.getOrDefault(outlook.region(), outlook.region()))
                .source()
                .name())
        .set(TargetReachabilityTable.YEARLY_INFLOW, first.inflow())
        .set(
            TargetReachabilityTable.BALANCE_HOUSEHOLDS,
            outlook
                .exitProbability()
                .flatMap(exit -> Reachability.findBalanceHouseholds(first.inflow(), exit))
                .orElse(null));
    if (futures.projects(targetYear)) {
      FutureSummary summary = futures.summary(targetYear, settings.tiers().targetIndex());
      TargetOrigins origins = futures.originsIn(targetYear);
      PublishedChance chance =
          new PublishedChance(futures.hits(targetYear, goal), futures.futures());
      row.set(TargetReachabilityTable.EXPECTED_HOUSEHOLDS, summary.mean())
          .set(TargetReachabilityTable.P05, summary.p05())
          .set(TargetReachabilityTable.P50, summary.p50())
          .set(TargetReachabilityTable.P95, summary.p95())
          .set(TargetReachabilityTable.EXPECTED_STAYED, origins.stayed())
          .set(TargetReachabilityTable.EXPECTED_FELL, origins.fell())
          .set(TargetReachabilityTable.EXPECTED_NEW, origins.arrived())
          .set(TargetReachabilityTable.PROBABILITY_REACHED, chance.findProbability().orElse(null))
          .set(TargetReachabilityTable.PROBABILITY_UPPER, chance.findUpper().orElse(null))
          .set(TargetReachabilityTable.SHORTFALL_HOUSEHOLDS, Math.max(0, summary.mean() - met));
    }
  }

  /**
   * A covered target year is a fact; else the chance decides, if the base and the latest census are
   * comparable.
   */
  private Verdict verdict(Outlook outlook, Optional<RegionFutures> futures, int goal, long met) {
    int targetYear = settings.targetYear();
    if (outlook.stocks().containsKey(targetYear)) {
      return Verdict.ofCensus(
          outlook.stocks().get(targetYear)[settings.tiers().targetIndex()], met);
    }
    if (!outlook.isComparable() || futures.isEmpty() || !futures.get().projects(targetYear)) {
      return Verdict.NOT_ASSESSED;
    }
    RegionFutures own = futures.get();
    return Verdict.ofChance(
        new PublishedChance(own.hits(targetYear, goal), own.futures()).share(),
        settings.verdictThresholds());
  }

  /** The scenarios that every run has. */
  static List<StandardScenario> scenarios() {
    return List.of(StandardScenario.values());
  }
}
