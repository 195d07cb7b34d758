package id.entas.panel;

import id.entas.domain.Coverage;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.FlowReader;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.Lake;
import id.entas.tables.ProgrammeCountTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import java.util.List;

/** Counts the flows out of each tier of those served by a cluster's programmes and of the rest. */
public final class CountProgrammes implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public CountProgrammes(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "programmes";
  }

  @Override
  public String purpose() {
    return "counts where households went that programmes served, and those that none served";
  }

  @Override
  public List<Table> reads() {
    return List.of(TierCountTable.TABLE, HouseholdHistoryTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(ProgrammeCountTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    Coverage coverage = FlowReader.coverage(lake.requireRows(TierCountTable.TABLE, "panel"));
    lake.replace(
        ProgrammeCountTable.TABLE,
        ProgrammeCounts.byCluster(lake, coverage, settings.tiers(), identity.current()));
  }
}
