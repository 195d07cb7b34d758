package id.entas.projection;

import id.entas.domain.ChainStatistic;
import id.entas.domain.FutureInputs;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Refusal;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.StandardScenario;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.Lake;
import id.entas.tables.ProjectionTable;
import id.entas.tables.Table;
import id.entas.tables.TargetProbabilityTable;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import id.entas.tables.TransitionTestTable;
import id.entas.tables.YearShockTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Projects every region's tiers under every scenario and says whether the target is reachable. */
public final class ProjectTiers implements Job {
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
        ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(
        ProjectionTable.TABLE, TargetProbabilityTable.TABLE, TargetReachabilityTable.TABLE);
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

    List<StandardScenario> scenarios = Reachabilities.scenarios();
    List<FutureInputs> inputs = outlooks.futureInputs();
    FuturesByRegion futures =
        FuturesByRegion.draw(spark, settings, inputs, shocks, scenarios, goals);

    String runId = identity.current();
    Projections projections = new Projections(settings, runId);
    Reachabilities reachabilities =
        new Reachabilities(settings, shocks, rejectedAssumptions(), listed, runId);
    List<Row> projectionRows = new ArrayList<>();
    List<Row> probabilityRows = new ArrayList<>();
    List<Row> reachabilityRows = new ArrayList<>();
    for (Outlook outlook : regions) {
      List<RegionFutures> own = futures.of(outlook.region());
      projectionRows.addAll(projections.projectionRows(outlook, own));
      probabilityRows.addAll(projections.probabilityRows(outlook, own));
      reachabilityRows.addAll(reachabilities.rows(outlook, own, scenarios));
    }
    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(ProjectionTable.TABLE, projectionRows),
            new Lake.SmallTable(TargetProbabilityTable.TABLE, probabilityRows),
            new Lake.SmallTable(TargetReachabilityTable.TABLE, reachabilityRows)));
    report.rows("kecamatan", inputs.size());
    report.rows("projections", projectionRows.size());
    report.rows("verdicts", reachabilityRows.size());
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
