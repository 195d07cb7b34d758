package id.entas.projection;

import id.entas.domain.AssumedShocks;
import id.entas.domain.Backtest;
import id.entas.domain.BacktestSummary;
import id.entas.domain.CentralInterval;
import id.entas.domain.FlowState;
import id.entas.domain.Forecast;
import id.entas.domain.ForecastSpread;
import id.entas.domain.IntervalFlows;
import id.entas.domain.KabupatenCensuses;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.Lake;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Makes the forecasts of past censuses anew and holds them to what was then counted. */
public final class BacktestFutures implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public BacktestFutures(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public String purpose() {
    return "makes the forecasts of every past census anew and compares them with what was counted";
  }

  @Override
  public List<Table> reads() {
    return List.of(TransitionCountTable.TABLE, TierCountTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(BacktestTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    List<Row> tierCounts = lake.requireRows(TierCountTable.TABLE, "panel");
    List<IntervalFlows> flows =
        new FlowReader(settings.tiers(), settings.regions().kabupatenOfKecamatan())
            .read(lake.requireRows(TransitionCountTable.TABLE, "panel"), tierCounts);
    SortedMap<String, SortedMap<Integer, long[]>> stocks = stocks(tierCounts);
    Backtest backtest = new Backtest(terms());
    String runId = identity.current();
    List<Row> rows = new ArrayList<>();
    for (Region kabupaten : settings.regions().ofLevel(Region.Level.KABUPATEN)) {
      List<Forecast> forecasts = backtest.of(censuses(kabupaten.code(), flows, stocks));
      forecasts.forEach(one -> rows.add(row(one, runId)));
      note(kabupaten, forecasts, report);
    }
    lake.replaceSmall(List.of(new Lake.SmallTable(BacktestTable.TABLE, rows)));
    report.rows("forecasts", rows.size());
  }

  private Backtest.Terms terms() {
    TierScheme tiers = settings.tiers();
    boolean[] listed = new boolean[tiers.size()];
    for (Tier tier : tiers.tiers()) {
      listed[tier.ordinal() - 1] = tier.isListed();
    }
    return new Backtest.Terms(
        listed,
        tiers.targetIndex(),
        new AssumedShocks(
            settings.assumedSharedShock(), settings.assumedLocalShock(), settings.minIntervals()),
        settings.prior(),
        settings.seed(),
        Math.min(settings.futures(), Backtest.FUTURES));
  }

  private SortedMap<String, SortedMap<Integer, long[]>> stocks(List<Row> tierCounts) {
    TierScheme tiers = settings.tiers();
    SortedMap<String, SortedMap<Integer, long[]>> stocks = new TreeMap<>();
    for (Row row : tierCounts) {
      if (FlowReader.levelOf(TierCountTable.REGION_LEVEL.text(row)) == Region.Level.KECAMATAN) {
        String tier = TierCountTable.TIER.text(row);
        int place = tier.equals(FlowState.ABSENT) ? tiers.size() : tiers.indexOf(tier);
        stocks.computeIfAbsent(TierCountTable.REGION_CODE.text(row), any -> new TreeMap<>())
                .computeIfAbsent(
                    TierCountTable.CENSUS_YEAR.year(row), any -> new long[tiers.size() + 1])[
                place] =
            TierCountTable.HOUSEHOLDS.count(row);
      }
    }
    return stocks;
  }

  private KabupatenCensuses censuses(
      String kabupaten,
      List<IntervalFlows> flows,
      SortedMap<String, SortedMap<Integer, long[]>> stocks) {
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    SortedMap<String, List<IntervalFlows>> kecamatan = new TreeMap<>();
    List<IntervalFlows> whole = new ArrayList<>();
    for (IntervalFlows one : flows) {
      if (one.region().equals(kabupaten)) {
        whole.add(one);
      } else if (kabupaten.equals(kabupatenOf.get(one.region()))) {
        kecamatan.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one);
      }
    }
    SortedMap<String, SortedMap<Integer, long[]>> own = new TreeMap<>(stocks);
    own.keySet().removeIf(code -> !kabupaten.equals(kabupatenOf.get(code)));
    long total = kabupatenOf.values().stream().filter(kabupaten::equals).count();
    return new KabupatenCensuses(kabupaten, whole, kecamatan, own, total);
  }

  private Row row(Forecast one, String runId) {
    Table.RowBuilder row =
        BacktestTable.TABLE
            .row()
            .set(BacktestTable.REGION_LEVEL, one.level().code())
            .set(BacktestTable.REGION_CODE, one.region())
            .set(BacktestTable.ORIGIN_YEAR, one.originYear())
            .set(BacktestTable.HORIZON, one.horizon())
            .set(BacktestTable.TIER, settings.tiers().tiers().get(one.tier()).code())
            .set(BacktestTable.MODEL, one.model().code())
            .set(BacktestTable.OBSERVED, one.observed())
            .set(BacktestTable.MEAN, one.mean())
            .set(BacktestTable.CRPS, one.crps())
            .set(BacktestTable.COMPARABLE, one.comparable())
            .set(BacktestTable.KECAMATAN_COVERED, one.kecamatanCovered())
            .set(BacktestTable.KECAMATAN_TOTAL, one.kecamatanTotal())
            .set(BacktestTable.COMPLETE, one.isComplete())
            .set(BacktestTable.RUN_ID, runId);
    one.spread().ifPresent(spread -> set(row, spread, one.observed()));
    return row.build();
  }

  private static void set(Table.RowBuilder row, ForecastSpread spread, long observed) {
    row.set(BacktestTable.P025, spread.p025())
        .set(BacktestTable.P05, spread.p05())
        .set(BacktestTable.P10, spread.p10())
        .set(BacktestTable.P25, spread.p25())
        .set(BacktestTable.P50, spread.p50())
        .set(BacktestTable.P75, spread.p75())
        .set(BacktestTable.P90, spread.p90())
        .set(BacktestTable.P95, spread.p95())
        .set(BacktestTable.P975, spread.p975())
        .set(BacktestTable.IN_50, spread.holds(CentralInterval.OF_50, observed))
        .set(BacktestTable.IN_80, spread.holds(CentralInterval.OF_80, observed))
        .set(BacktestTable.IN_90, spread.holds(CentralInterval.OF_90, observed))
        .set(BacktestTable.IN_95, spread.holds(CentralInterval.OF_95, observed))
        .set(BacktestTable.PIT, spread.pit())
        .set(BacktestTable.LOG_SCORE, spread.logScore());
  }

  private void note(Region kabupaten, List<Forecast> forecasts, RunReport report) {
    List<BacktestSummary> summaries = BacktestSummary.of(forecasts, settings.tiers().targetIndex());
    String tier = settings.tiers().target().labelEn().toLowerCase(Locale.ROOT);
    summaries.forEach(one -> report.note(kabupaten.name() + ": " + one.words(tier)));
    int origins = summaries.stream().mapToInt(BacktestSummary::origins).max().orElse(0);
    if (origins > 0 && origins < BacktestSummary.LEAST_ORIGINS) {
      report.note(
          kabupaten.name()
              + ": forecasts were made from "
              + origins
              + (origins == 1 ? " census" : " censuses")
              + "; below "
              + BacktestSummary.LEAST_ORIGINS
              + " no model is chosen by its score");
    }
  }
}
