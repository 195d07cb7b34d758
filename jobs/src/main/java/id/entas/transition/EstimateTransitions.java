package id.entas.transition;

import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.History;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.Lake;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionCountTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Estimates each interval's matrix, the one-year matrix that projections use, and the reduction
 * rates.
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
    return "estimates the matrices with their intervals and bounds, and the reduction rates";
  }

  @Override
  public List<Table> reads() {
    return List.of(
        TransitionCountTable.TABLE,
        TierCountTable.TABLE,
        HistoryCountTable.TABLE,
        ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(
        TierTransitionTable.TABLE, AnnualTransitionTable.TABLE, ReductionRateTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    List<IntervalFlows> flows =
        new FlowReader(settings.tiers(), kabupatenOf)
            .read(
                lake.requireRows(TransitionCountTable.TABLE, "panel"),
                lake.requireRows(TierCountTable.TABLE, "panel"));
    List<History> histories =
        lake.requireRows(HistoryCountTable.TABLE, "panel").stream()
            .map(FlowReader::history)
            .toList();
    Coverage coverage = Coverage.of(histories);
    String runId = identity.current();

    List<Row> transitions = new TierTransitions(settings.tiers(), runId).rows(flows);
    List<Row> annual = new AnnualTransitions(settings, runId).rows(flows);
    List<Row> rates =
        new ReductionRates(
                settings,
                coverage,
                FlowCounts.relapses(histories, coverage, settings.tiers(), kabupatenOf),
                runId)
            .rows(flows);

    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(TierTransitionTable.TABLE, transitions),
            new Lake.SmallTable(AnnualTransitionTable.TABLE, annual),
            new Lake.SmallTable(ReductionRateTable.TABLE, rates)));
    flows.stream()
        .filter(one -> one.level() == Region.Level.KABUPATEN && !one.isComparable())
        .forEach(one -> report.note(notComparable(one)));
    report.rows("cells", transitions.size());
    report.rows("annual cells", annual.size());
    report.rows("rates", rates.size());
  }

  /** The matrix and the rates of such an interval are there, and say the same in a column. */
  private String notComparable(IntervalFlows flows) {
    return settings.regions().nameOf(flows.region())
        + " "
        + flows.interval().from()
        + " to "
        + flows.interval().to()
        + " is not comparable, as its censuses are of the instruments "
        + String.join(" and ", flows.instruments())
        + "; the one-year matrices and futures rest on it nevertheless";
  }
}
