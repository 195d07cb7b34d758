package id.entas.transition;

import id.entas.domain.AnnualMatrices;
import id.entas.domain.AssumedShocks;
import id.entas.domain.AssumptionTests;
import id.entas.domain.CarriedShocks;
import id.entas.domain.ChainStatistic;
import id.entas.domain.Coverage;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MeasurementComparison;
import id.entas.domain.Region;
import id.entas.domain.RegionYear;
import id.entas.domain.ShockEstimate;
import id.entas.domain.TierScheme;
import id.entas.domain.TierSequences;
import id.entas.domain.YearShocks;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.AnnualFitTable;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.CountedHistories;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.Lake;
import id.entas.tables.MeasurementModelTable;
import id.entas.tables.MobilityIndexTable;
import id.entas.tables.PersistenceTable;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.ProgrammeExitTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionCountTable;
import id.entas.tables.TransitionTestTable;
import id.entas.tables.YearShockTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Estimates each interval's matrix, the one-year matrices that projections use, how years differ,
 * how much households move, the reduction rates and how served households fare beside unserved
 * ones, and tests what all of it takes for granted.
 */
public final class EstimateTransitions implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public EstimateTransitions(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "transition";
  }

  @Override
  public String purpose() {
    return "estimates the matrices, pooled over kecamatan, with their intervals, bounds and tests, mobility, the reduction rates, and the exits of served and unserved households";
  }

  @Override
  public List<Table> reads() {
    return List.of(
        TransitionCountTable.TABLE,
        TierCountTable.TABLE,
        HistoryCountTable.TABLE,
        ProgrammeCountTable.TABLE,
        ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(
        TierTransitionTable.TABLE,
        AnnualTransitionTable.TABLE,
        AnnualFitTable.TABLE,
        YearShockTable.TABLE,
        TransitionTestTable.TABLE,
        MobilityIndexTable.TABLE,
        PersistenceTable.TABLE,
        MeasurementModelTable.TABLE,
        ReductionRateTable.TABLE,
        ProgrammeExitTable.TABLE);
  }

  /** The rows of the tables that are made kabupaten by kabupaten. */
  private static final class Rows {
    private final List<Row> annual = new ArrayList<>();
    private final List<Row> fits = new ArrayList<>();
    private final List<Row> shocks = new ArrayList<>();
    private final List<Row> tests = new ArrayList<>();
    private final List<Row> mobility = new ArrayList<>();
    private final List<Row> models = new ArrayList<>();
    private final Map<String, CarriedShocks> carried = new HashMap<>();
  }

  @Override
  public void run(RunReport report) {
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    List<Row> tierCounts = lake.requireRows(TierCountTable.TABLE, "panel");
    List<IntervalFlows> flows =
        new FlowReader(settings.tiers(), kabupatenOf)
            .read(lake.requireRows(TransitionCountTable.TABLE, "panel"), tierCounts);
    Coverage coverage = FlowReader.coverage(tierCounts);
    TierScheme tiers = settings.tiers();
    PanelCounts counts =
        new CountedHistories(lake).count(() -> PanelCounts.none(coverage, tiers, kabupatenOf));
    String runId = identity.current();

    List<Row> transitions = new TierTransitions(settings, runId).rows(flows);
    Rows rows = new Rows();
    SortedMap<String, List<IntervalFlows>> byRegion =
        flows.stream()
            .collect(
                Collectors.groupingBy(IntervalFlows::region, TreeMap::new, Collectors.toList()));
    for (Region kabupaten : settings.regions().ofLevel(Region.Level.KABUPATEN)) {
      if (byRegion.containsKey(kabupaten.code())) {
        add(rows, kabupaten.code(), byRegion, counts, coverage, report);
      }
    }
    List<Row> persistence =
        PersistenceRows.of(counts.persistence().groups(), coverage, kabupatenOf, runId);
    List<Row> rates =
        new ReductionRates(
                settings,
                coverage,
                counts.relapseFlows(),
                new CensusStocks(tierCounts, kabupatenOf),
                rows.carried,
                runId)
            .rows(flows);
    List<Row> exits =
        new ProgrammeExits(settings, runId)
            .rows(lake.requireRows(ProgrammeCountTable.TABLE, "panel"), flows);

    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(TierTransitionTable.TABLE, transitions),
            new Lake.SmallTable(AnnualTransitionTable.TABLE, rows.annual),
            new Lake.SmallTable(AnnualFitTable.TABLE, rows.fits),
            new Lake.SmallTable(YearShockTable.TABLE, rows.shocks),
            new Lake.SmallTable(TransitionTestTable.TABLE, rows.tests),
            new Lake.SmallTable(MobilityIndexTable.TABLE, rows.mobility),
            new Lake.SmallTable(PersistenceTable.TABLE, persistence),
            new Lake.SmallTable(MeasurementModelTable.TABLE, rows.models),
            new Lake.SmallTable(ReductionRateTable.TABLE, rates),
            new Lake.SmallTable(ProgrammeExitTable.TABLE, exits)));
    flows.stream()
        .filter(one -> one.level() == Region.Level.KABUPATEN)
        .forEach(one -> noteInterval(one, report));
    report.rows("cells", transitions.size());
    report.rows("annual cells", rows.annual.size());
    report.rows("tests", rows.tests.size());
    report.rows("indices", rows.mobility.size());
    report.rows("rates", rates.size());
    report.rows("programme exits", exits.size());
  }

  private void add(
      Rows rows,
      String kabupaten,
      SortedMap<String, List<IntervalFlows>> byRegion,
      PanelCounts counts,
      Coverage coverage,
      RunReport report) {
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    String runId = identity.current();
    List<IntervalFlows> whole = byRegion.get(kabupaten);
    List<List<IntervalFlows>> kecamatan =
        byRegion.entrySet().stream()
            .filter(entry -> kabupaten.equals(kabupatenOf.get(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    ShockEstimate shocks = shocks(kecamatan);
    rows.shocks.add(
        ShockRows.of(kabupaten, shocks, CoveredKecamatan.ofYears(whole, kecamatan), runId));

    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(
            whole,
            kecamatan,
            settings.tiers().targetIndex(),
            shocks.model(),
            settings.minIntervals(),
            settings.seed());
    rows.carried.putAll(CarriedShocks.ofRegions(matrices, kecamatan, shocks.model()));
    AnnualTransitions annual = new AnnualTransitions(settings.tiers().codes(), runId);
    Mobility mobility = new Mobility(settings, runId);
    matrices.forEach(
        (region, matrix) -> {
          List<IntervalFlows> own = byRegion.get(region);
          rows.annual.addAll(annual.rows(own, matrix));
          rows.fits.add(annual.fit(own, matrix));
          rows.mobility.addAll(mobility.ofIntervals(own, counts.relapses().byLeavers()));
          rows.mobility.addAll(
              mobility.ofYears(own, counts.sightings(), shocks.model(), kecamatan.size()));
        });
    List<AssumptionTests.Result> tests =
        new AssumptionTests(settings.tiers().size(), settings.seed(), settings.minIntervals())
            .of(whole, kecamatan, counts.sightings(), shocks.model());
    Map<String, CoveredKecamatan> covered = new HashMap<>();
    byRegion.forEach((region, own) -> covered.put(region, CoveredKecamatan.ofLast(own)));
    rows.tests.addAll(new TransitionTests(settings.tiers().codes(), runId).rows(tests, covered));

    TierSequences sequences = counts.sequences().of(kabupaten);
    if (sequences.mostSightings() > 1) {
      MeasurementComparison comparison =
          MeasurementComparison.of(sequences, settings.seed(), MeasurementComparison.CLIMBS);
      rows.models.addAll(
          MeasurementRows.of(
              kabupaten,
              comparison,
              CoveredKecamatan.ofAnyCensus(kabupaten, coverage, kabupatenOf),
              runId));
      report.note(settings.regions().nameOf(kabupaten) + ": " + comparison.words());
    }
    noteMatrices(kabupaten, matrices, tests, report);
  }

  private ShockEstimate shocks(List<List<IntervalFlows>> kecamatan) {
    return YearShocks.estimate(
        RegionYear.of(kecamatan),
        new AssumedShocks(
            settings.assumedSharedShock(), settings.assumedLocalShock(), settings.minIntervals()));
  }

  private void noteMatrices(
      String kabupaten,
      Map<String, AnnualMatrices.Matrix> matrices,
      List<AssumptionTests.Result> tests,
      RunReport report) {
    String name = settings.regions().nameOf(kabupaten);
    List<String> open =
        matrices.values().stream()
            .filter(AnnualTransitions::isOpen)
            .map(matrix -> settings.regions().nameOf(matrix.region()))
            .toList();
    if (!open.isEmpty()) {
      report.note(
          "the flows leave the one-year matrix open in "
              + String.join(", ", open)
              + " (see annual_fit)");
    }
    if (matrices.values().stream().anyMatch(AnnualTransitions::isApart)) {
      report.note(
          name
              + ": pooled rows of its kecamatan do not add up to the flows of all (see annual_fit)");
    }
    tests.stream()
        .filter(result -> result.region().equals(kabupaten) && result.tier().isEmpty())
        .filter(result -> result.rejects(ChainStatistic.PEARSON))
        .forEach(result -> report.note(name + ": " + TransitionTests.words(result)));
  }

  /** The matrix and the rates of such an interval are there, and say the same in a column. */
  private void noteInterval(IntervalFlows flows, RunReport report) {
    String which =
        settings.regions().nameOf(flows.region())
            + " "
            + flows.interval().from()
            + " to "
            + flows.interval().to();
    if (!flows.isComparable()) {
      report.note(
          which
              + " is not comparable, as its censuses are of the instruments "
              + String.join(" and ", flows.instruments())
              + "; the one-year matrices and futures rest on it nevertheless");
    }
    if (settings.census(flows.interval().to()).frame() == Settings.Frame.LISTED_ONLY) {
      long absent = 0;
      for (long households : flows.absent()) {
        absent += households;
      }
      report.note(
          which
              + " ends in a census of the poor alone, so that any of "
              + absent
              + " absent households may have escaped: its mobility is given as bounds, without a"
              + " value");
    }
  }
}
