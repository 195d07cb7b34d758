package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.RunTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import java.util.List;
import java.util.Optional;

/** Writes the results of the run published last as a workbook, a sheet a question. */
public final class WriteWorkbook implements Job {
  private final Lake lake;
  private final Settings settings;
  private final MinCell least;
  private final String language;
  private final Optional<String> out;

  /**
   * @param settings whose language the workbook speaks
   * @param least the smallest count shown
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  public WriteWorkbook(Lake lake, Settings settings, MinCell least, Optional<String> out) {
    this.lake = lake;
    this.settings = settings;
    this.least = least;
    this.language = settings.language();
    this.out = out;
  }

  @Override
  public String name() {
    return "workbook";
  }

  @Override
  public String purpose() {
    return "writes the results of the published run as a workbook, a sheet a question";
  }

  @Override
  public List<Table> reads() {
    return List.of(
        RunTable.TABLE,
        TierCountTable.TABLE,
        TargetReachabilityTable.TABLE,
        TierTransitionTable.TABLE,
        ReductionRateTable.TABLE,
        ScenarioEffectTable.TABLE,
        RequirementTable.TABLE,
        ProgrammeCoverageTable.TABLE,
        BacktestTable.TABLE,
        QualityFindingTable.TABLE,
        ReconciliationTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    List<ResultSheet> sheets =
        ResultSheets.of(run::rows, run.runId(), least, settings, Texts.of(language));
    String ending = language.equals(Texts.LANGUAGES.get(0)) ? ".xlsx" : "-" + language + ".xlsx";
    String file =
        ExportFolder.of(lake, out)
            .write("entas-" + settings.targetYear() + ending, ResultWorkbook.of(sheets));
    report.result("Workbook: " + file);
    report.rows("sheets", sheets.size());
  }
}
