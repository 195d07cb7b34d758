package id.entas.panel;

import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.FlowCounts.Flow;
import id.entas.domain.History;
import id.entas.domain.HistoryTally;
import id.entas.domain.Interval;
import id.entas.domain.Region;
import id.entas.domain.Stocks;
import id.entas.domain.TierScheme;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.CountedHistories;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.spark.sql.Row;

/**
 * Counts flows and stocks from the histories, and checks them against each other to the household.
 */
public final class CountTransitions implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public CountTransitions(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "count";
  }

  @Override
  public String purpose() {
    return "counts flows between tiers and stocks, and checks that they add up to the household";
  }

  @Override
  public List<Table> reads() {
    return List.of(HistoryCountTable.TABLE, HouseholdTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(TransitionCountTable.TABLE, TierCountTable.TABLE);
  }

  /** What one pass over the histories counts. */
  private static final class Counts implements HistoryTally<Counts> {
    private final FlowCounts flows;
    private final Stocks stocks;
    private long histories;

    private Counts(FlowCounts flows, Stocks stocks) {
      this.flows = flows;
      this.stocks = stocks;
    }

    @Override
    public void add(History history) {
      flows.add(history);
      stocks.add(history);
      histories++;
    }

    @Override
    public void addAll(Counts other) {
      flows.addAll(other.flows);
      stocks.addAll(other.stocks);
      histories += other.histories;
    }
  }

  @Override
  public void run(RunReport report) {
    List<VillageStocks.Stock> groups = VillageStocks.byTier(lake);
    Coverage coverage = new Coverage();
    groups.forEach(group -> coverage.add(group.kecamatan(), group.year()));
    List<VillageStocks.Stock> villages =
        groups.stream().filter(group -> group.tier() != null).toList();
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    TierScheme tiers = settings.tiers();
    Counts counts =
        new CountedHistories(lake)
            .count(
                () ->
                    new Counts(
                        FlowCounts.none(coverage, tiers, kabupatenOf),
                        Stocks.none(coverage, tiers)));
    FlowCounts flows = counts.flows;
    Stocks stocks = counts.stocks;

    Identities.check(flows, stocks, coverage, tiers, villages);

    String runId = identity.current();
    List<Row> tierCounts = new TierCounts(settings, coverage, stocks, villages, runId).rows();
    List<Row> transitionCounts = transitionRows(flows, coverage, runId);
    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(TierCountTable.TABLE, tierCounts),
            new Lake.SmallTable(TransitionCountTable.TABLE, transitionCounts)));
    report.rows("histories", counts.histories);
    report.rows("flows", transitionCounts.size());
    report.rows("stocks", tierCounts.size());
  }

  private List<Row> transitionRows(FlowCounts flows, Coverage coverage, String runId) {
    Map<Interval, SortedSet<String>> kecamatanByInterval = coverage.kecamatanByInterval();
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    Map<String, Long> totals = new HashMap<>();
    kabupatenOf.values().forEach(kabupaten -> totals.merge(kabupaten, 1L, Long::sum));
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Flow, Long> entry : flows.households().entrySet()) {
      Flow flow = entry.getKey();
      boolean isKabupaten = totals.containsKey(flow.region());
      long covered =
          isKabupaten
              ? kecamatanByInterval.get(flow.interval()).stream()
                  .filter(kecamatan -> flow.region().equals(kabupatenOf.get(kecamatan)))
                  .count()
              : 1;
      long total = isKabupaten ? totals.get(flow.region()) : 1;
      rows.add(
          TransitionCountTable.TABLE
              .row()
              .set(TransitionCountTable.FROM_YEAR, flow.interval().from())
              .set(TransitionCountTable.TO_YEAR, flow.interval().to())
              .set(
                  TransitionCountTable.REGION_LEVEL,
                  (isKabupaten ? Region.Level.KABUPATEN : Region.Level.KECAMATAN).code())
              .set(TransitionCountTable.REGION_CODE, flow.region())
              .set(TransitionCountTable.FROM_TIER, flow.from())
              .set(TransitionCountTable.TO_TIER, flow.to())
              .set(TransitionCountTable.HOUSEHOLDS, entry.getValue())
              .set(TransitionCountTable.KECAMATAN_COVERED, covered)
              .set(TransitionCountTable.KECAMATAN_TOTAL, total)
              .set(TransitionCountTable.COMPLETE, covered == total)
              .set(TransitionCountTable.RUN_ID, runId)
              .build());
    }
    return rows;
  }
}
