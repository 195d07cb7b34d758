package id.entas.projection;

import id.entas.domain.ChainStatistic;
import id.entas.domain.FutureInputs;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.Scenario;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.StandardScenario;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.ScenarioSetting;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.ElasticityTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.Lake;
import id.entas.tables.PlaceAllocationTable;
import id.entas.tables.ProgrammeExitTable;
import id.entas.tables.ProjectionTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetProbabilityTable;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import id.entas.tables.TransitionTestTable;
import id.entas.tables.YearShockTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Projects every region's tiers under every scenario and says whether the target is reachable. */
public final class ProjectTiers implements Job {
  private static final String KABUPATEN = Region.Level.KABUPATEN.code();

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public ProjectTiers(SparkSession spark, Lake lake, Settings settings, RunIdentity identity) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "projection";
  }

  @Override
  public String purpose() {
    return "draws "
        + settings.futures()
        + " futures per kecamatan and scenario and gives the verdict for "
        + settings.targetYear();
  }

  @Override
  public List<Table> reads() {
    return List.of(
        TransitionCountTable.TABLE,
        TierCountTable.TABLE,
        AnnualTransitionTable.TABLE,
        YearShockTable.TABLE,
        TransitionTestTable.TABLE,
        ProgrammeExitTable.TABLE,
        ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(
        ProjectionTable.TABLE,
        TargetProbabilityTable.TABLE,
        TargetReachabilityTable.TABLE,
        ScenarioEffectTable.TABLE,
        RequirementTable.TABLE,
        ElasticityTable.TABLE,
        PlaceAllocationTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    List<Row> tierCounts = lake.requireRows(TierCountTable.TABLE, "panel");
    List<IntervalFlows> flows =
        new FlowReader(settings.tiers(), settings.regions().kabupatenOfKecamatan())
            .read(lake.requireRows(TransitionCountTable.TABLE, "panel"), tierCounts);
    refuseTargetBeforeData(tierCounts);
    Outlooks outlooks =
        new Outlooks(
            settings,
            tierCounts,
            lake.requireRows(AnnualTransitionTable.TABLE, "transition"),
            flows);
    Map<String, ShockModel> shocks = shocks();

    List<Outlook> regions = new ArrayList<>(outlooks.kecamatan());
    regions.addAll(outlooks.kabupaten());
    boolean[] listed = outlooks.listed();
    Map<String, List<Long>> goals = new HashMap<>();
    regions.forEach(outlook -> goals.put(outlook.region(), Goals.of(outlook, settings, listed)));

    List<Scenario> scenarios = new ArrayList<>(List.of(StandardScenario.values()));
    scenarios.addAll(plans(report));
    List<FutureInputs> inputs = outlooks.futureInputs();
    FuturesByRegion futures =
        FuturesByRegion.draw(
            spark, settings, inputs, outlooks.censusesAhead(), shocks, scenarios, goals);

    String runId = identity.current();
    Basis basis = new Basis(shocks, settings.regions().kabupatenOfKecamatan(), scenarios);
    Projections projections = new Projections(settings, basis, runId);
    Reachabilities reachabilities =
        new Reachabilities(settings, basis, rejectedAssumptions(), servedByYear(), listed, runId);
    List<Row> projectionRows = new ArrayList<>();
    List<Row> probabilityRows = new ArrayList<>();
    List<Row> reachabilityRows = new ArrayList<>();
    List<Row> effectRows = new ArrayList<>();
    List<Row> requirementRows = new ArrayList<>();
    Requirements requirements = new Requirements(settings, basis, regions, runId);
    for (Outlook outlook : regions) {
      List<RegionFutures> own = futures.of(outlook.region());
      projectionRows.addAll(projections.projectionRows(outlook, own));
      probabilityRows.addAll(projections.probabilityRows(outlook, own));
      List<Solved> solved = futures.solvedOf(outlook.region());
      reachabilityRows.addAll(reachabilities.rows(outlook, own, scenarios, solved));
      effectRows.addAll(projections.effectRows(outlook, own));
      requirementRows.addAll(requirements.requirementRows(outlook.region(), solved));
    }
    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(ProjectionTable.TABLE, projectionRows),
            new Lake.SmallTable(TargetProbabilityTable.TABLE, probabilityRows),
            new Lake.SmallTable(TargetReachabilityTable.TABLE, reachabilityRows),
            new Lake.SmallTable(ScenarioEffectTable.TABLE, effectRows),
            new Lake.SmallTable(RequirementTable.TABLE, requirementRows),
            new Lake.SmallTable(ElasticityTable.TABLE, requirements.elasticityRows(inputs)),
            new Lake.SmallTable(
                PlaceAllocationTable.TABLE, requirements.allocationRows(inputs, futures))));
    report.rows("kecamatan", inputs.size());
    report.rows("projections", projectionRows.size());
    report.rows("verdicts", reachabilityRows.size());
  }

  /**
   * The scenarios of the settings. One whose effect is that of the data is left out where the data
   * do not tell it.
   */
  private List<Scenario> plans(RunReport report) {
    List<Row> exits = lake.requireRows(ProgrammeExitTable.TABLE, "transition");
    List<Scenario> plans = new ArrayList<>();
    for (ScenarioSetting setting : settings.scenarios()) {
      Optional<Row> observed =
          exits.stream()
              .filter(row -> ProgrammeExitTable.REGION_LEVEL.text(row).equals(KABUPATEN))
              .filter(row -> ProgrammeExitTable.CLUSTER.year(row) == setting.cluster())
              .filter(
                  row ->
                      ProgrammeExitTable.FROM_TIER
                          .text(row)
                          .equals(settings.tiers().target().code()))
              .filter(
                  row -> ProgrammeExitTable.INTERVALS.text(row).equals(ProgrammeExitTable.POOLED))
              .filter(row -> !ProgrammeExitTable.RISK_RATIO.isNull(row))
              .max(Comparator.comparingLong(ProgrammeExitTable.SERVED::count));
      if (!setting.isOfTheData()) {
        plans.add(setting.plan(1));
      } else if (observed.isPresent()) {
        plans.add(setting.plan(ProgrammeExitTable.RISK_RATIO.number(observed.get())));
      } else {
        report.note(
            "the scenario "
                + setting.code()
                + " is left out: no census says whom cluster "
                + setting.cluster()
                + " served and whom it did not");
      }
    }
    return plans;
  }

  private void refuseTargetBeforeData(List<Row> tierCounts) {
    int first =
        tierCounts.stream()
            .mapToInt(TierCountTable.CENSUS_YEAR::year)
            .min()
            .orElse(Integer.MIN_VALUE);
    if (settings.targetYear() < first) {
      throw Refusal.mistake(
          "The target year "
              + settings.targetYear()
              + " is before the first census, "
              + first
              + "; name a later one with --target-year or target.year.");
    }
  }

  private Map<String, ShockModel> shocks() {
    Map<String, ShockModel> shocks = new HashMap<>();
    for (Row row : lake.requireRows(YearShockTable.TABLE, "transition")) {
      shocks.put(
          YearShockTable.REGION_CODE.text(row),
          new ShockModel(
              YearShockTable.SIGMA_SHARED.number(row),
              YearShockTable.SIGMA_LOCAL.number(row),
              Math.toIntExact(YearShockTable.INTERVALS.count(row)),
              ShockSource.valueOf(YearShockTable.SHOCK_SOURCE.text(row))));
    }
    return shocks;
  }

  /**
   * Households of the target tier that programmes served in the last year that says so, by region:
   * those of the cluster that served most, as a household may be served by several.
   */
  private Map<String, Long> servedByYear() {
    Map<String, Integer> latest = new HashMap<>();
    Map<String, Long> served = new HashMap<>();
    for (Row row : lake.requireRows(ProgrammeExitTable.TABLE, "transition")) {
      if (ProgrammeExitTable.INTERVALS.text(row).equals(ProgrammeExitTable.SINGLE)
          && ProgrammeExitTable.FROM_TIER.text(row).equals(settings.tiers().target().code())) {
        String region = ProgrammeExitTable.REGION_CODE.text(row);
        int year = ProgrammeExitTable.FROM_YEAR.year(row);
        if (year > latest.getOrDefault(region, Integer.MIN_VALUE)) {
          latest.put(region, year);
          served.put(region, 0L);
        }
        if (year == latest.get(region)) {
          served.merge(region, ProgrammeExitTable.SERVED.count(row), Math::max);
        }
      }
    }
    return served;
  }

  private Map<String, SortedSet<String>> rejectedAssumptions() {
    Map<String, SortedSet<String>> rejected = new HashMap<>();
    for (Row row : lake.requireRows(TransitionTestTable.TABLE, "transition")) {
      if (TransitionTestTable.REJECT.flag(row)
          && TransitionTestTable.FROM_TIER.isNull(row)
          && TransitionTestTable.STATISTIC_NAME.text(row).equals(ChainStatistic.PEARSON.name())) {
        rejected
            .computeIfAbsent(TransitionTestTable.REGION_CODE.text(row), any -> new TreeSet<>())
            .add(TransitionTestTable.TEST.text(row));
      }
    }
    return rejected;
  }
}
