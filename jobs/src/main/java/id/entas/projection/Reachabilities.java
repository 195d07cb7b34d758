package id.entas.projection;

import id.entas.domain.FutureSummary;
import id.entas.domain.Misrecording;
import id.entas.domain.PublishedChance;
import id.entas.domain.Reachability;
import id.entas.domain.Scenario;
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
  private final Basis basis;
  private final Map<String, SortedSet<String>> rejected;
  private final Map<String, Long> served;
  private final boolean[] listed;
  private final String runId;

  /**
   * @param basis what the futures rest on
   * @param rejected tests that reject what a region's futures take for granted, by region
   * @param served households of the target tier that programmes serve a year, by region
   */
  Reachabilities(
      Settings settings,
      Basis basis,
      Map<String, SortedSet<String>> rejected,
      Map<String, Long> served,
      boolean[] listed,
      String runId) {
    this.settings = settings;
    this.basis = basis;
    this.rejected = rejected;
    this.served = served;
    this.listed = listed;
    this.runId = runId;
  }

  /** One row per scenario and tolerance, also for a region that cannot be assessed. */
  List<Row> rows(
      Outlook outlook,
      List<RegionFutures> futures,
      List<? extends Scenario> scenarios,
      List<Solved> solved) {
    List<Row> rows = new ArrayList<>();
    Optional<RegionFutures> worse = find(futures, StandardScenario.ABSENT_WORSE);
    for (Scenario scenario : scenarios) {
      Optional<RegionFutures> own = find(futures, scenario);
      for (int goal = 0; goal < settings.tolerances().size(); goal++) {
        Table.RowBuilder row = row(outlook, scenario, own, goal);
        if (outlook.base().isPresent()) {
          row.set(
              TargetReachabilityTable.VERDICT_IF_ABSENT_WORSE,
              verdict(outlook, worse, goal, met(outlook, goal)).name());
        }
        if (scenario == StandardScenario.OBSERVED) {
          require(row, solved, goal);
        }
        rows.add(row.build());
      }
    }
    return rows;
  }

  private static Optional<RegionFutures> find(List<RegionFutures> futures, Scenario scenario) {
    return futures.stream().filter(one -> one.scenario().equals(scenario.code())).findFirst();
  }

  private long met(Outlook outlook, int goal) {
    return settings
        .target()
        .metHouseholds(settings.tolerances().get(goal), outlook.listedAtBase(listed).orElseThrow());
  }

  private void require(Table.RowBuilder row, List<Solved> solved, int goal) {
    for (Solved one : solved) {
      if (one.goal() == goal
          && one.year() == settings.targetYear()
          && one.kind() == Solved.Kind.EXITS) {
        row.set(TargetReachabilityTable.INFEASIBLE, one.findAnswer().isEmpty())
            .set(
                TargetReachabilityTable.REQUIRED_EXIT_PROBABILITY,
                one.findAnswer().map(Solved.Answer::exitProbability).orElse(null));
      }
    }
  }

  private boolean[] countedIn(int year) {
    boolean[] counted = listed.clone();
    if (settings.census(year).frame() == Settings.Frame.ALL_RELISTED) {
      Arrays.fill(counted, true);
    }
    return counted;
  }

  private Table.RowBuilder row(
      Outlook outlook, Scenario scenario, Optional<RegionFutures> futures, int goal) {
    Target target = settings.target();
    int place = settings.tiers().targetIndex();
    double share = settings.tolerances().get(goal);
    Table.RowBuilder row =
        basis
            .set(TargetReachabilityTable.TABLE.row(), outlook, scenario.code())
            .set(TargetReachabilityTable.REGION_LEVEL, outlook.level().code())
            .set(TargetReachabilityTable.REGION_CODE, outlook.region())
            .set(TargetReachabilityTable.SCENARIO, scenario.code())
            .set(TargetReachabilityTable.TARGET_TIER, settings.tiers().target().code())
            .set(TargetReachabilityTable.TARGET_YEAR, target.year())
            .set(TargetReachabilityTable.TARGET_HOUSEHOLDS, target.households())
            .set(TargetReachabilityTable.TOLERANCE_SHARE, share)
            .set(TargetReachabilityTable.HORIZON_YEAR, settings.horizonYear())
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
      return row.set(TargetReachabilityTable.VERDICT, Verdict.NOT_ASSESSED.name());
    }
    int base = outlook.base().get();
    int latest = outlook.latest().orElseThrow();
    long atBase = outlook.stocks().get(base)[place];
    long atLatest = outlook.stocks().get(latest)[place];
    long listedAtBase = outlook.listedAtBase(listed).orElseThrow();
    long met = met(outlook, goal);
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
            TargetReachabilityTable.SERVICEABLE_HOUSEHOLDS,
            served.containsKey(outlook.region()) && yearsLeft >= 0
                ? (double) Math.min(atLatest, served.get(outlook.region()) * yearsLeft)
                : null)
        .set(
            TargetReachabilityTable.BASE_REQUIRED_ANNUAL_RATE,
            Reachability.findRequiredAnnualRate(atBase, met, target.year() - base).orElse(null))
        .set(
            TargetReachabilityTable.BASE_REQUIRED_PER_YEAR,
            Reachability.findRequiredHouseholdsPerYear(atBase, met, target.year() - base)
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
    return row.set(TargetReachabilityTable.VERDICT, verdict(outlook, futures, goal, met).name());
  }

  private void project(
      Table.RowBuilder row, Outlook outlook, RegionFutures futures, int goal, long met) {
    int targetYear = settings.targetYear();
    Optional<Double> inflow = futures.findYearlyInflow();
    SortedMap<Integer, Double> chances = new TreeMap<>();
    for (int year = futures.firstYear(); year <= futures.lastYear(); year++) {
      chances.put(year, new PublishedChance(futures.hits(year, goal), futures.futures()).share());
    }
    row.set(
            TargetReachabilityTable.FIRST_YEAR_REACHED,
            Reachability.findFirstYearReached(chances).orElse(null))
        .set(TargetReachabilityTable.YEARLY_INFLOW, inflow.orElse(null))
        .set(
            TargetReachabilityTable.BALANCE_HOUSEHOLDS,
            inflow
                .flatMap(
                    yearly ->
                        outlook
                            .exitProbability()
                            .flatMap(exit -> Reachability.findBalanceHouseholds(yearly, exit)))
                .orElse(null));
    outlook
        .openSystem()
        .ifPresent(
            settled ->
                row.set(
                        TargetReachabilityTable.STEADY_STATE_HOUSEHOLDS,
                        settled.households()[settings.tiers().targetIndex()])
                    .set(TargetReachabilityTable.STEADY_STATE_HALF_LIFE, settled.halfLifeYears()));
    if (!futures.reaching().isEmpty()) {
      FutureSummary reaching = futures.reaching().get(goal);
      row.set(TargetReachabilityTable.KECAMATAN_REACHING, reaching.mean())
          .set(TargetReachabilityTable.KECAMATAN_REACHING_P05, reaching.p05())
          .set(TargetReachabilityTable.KECAMATAN_REACHING_P95, reaching.p95());
    }
    if (futures.projects(targetYear)) {
      FutureSummary summary = futures.summary(targetYear, settings.tiers().targetIndex());
      Optional<TargetOrigins> origins = futures.findOrigins(targetYear);
      PublishedChance chance =
          new PublishedChance(futures.hits(targetYear, goal), futures.futures());
      row.set(TargetReachabilityTable.EXPECTED_HOUSEHOLDS, summary.mean())
          .set(TargetReachabilityTable.P05, summary.p05())
          .set(TargetReachabilityTable.P50, summary.p50())
          .set(TargetReachabilityTable.P95, summary.p95())
          .set(
              TargetReachabilityTable.EXPECTED_STAYED,
              origins.map(TargetOrigins::stayed).orElse(null))
          .set(TargetReachabilityTable.EXPECTED_FELL, origins.map(TargetOrigins::fell).orElse(null))
          .set(
              TargetReachabilityTable.EXPECTED_NEW,
              origins.map(TargetOrigins::arrived).orElse(null))
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
}
