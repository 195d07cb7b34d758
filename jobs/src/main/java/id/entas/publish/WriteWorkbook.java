package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.ProjectionTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.RunTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionCountTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

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
        RegionTable.TABLE,
        TierCountTable.TABLE,
        TargetReachabilityTable.TABLE,
        ProjectionTable.TABLE,
        TransitionCountTable.TABLE,
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
  public void makeReady() {
    ChartPictures.start();
  }

  @Override
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    CompletableFuture<Optional<ChartPictures>> starting = ChartPictures.start();
    Map<Table, List<Row>> tables =
        reads().stream()
            .filter(table -> table != RunTable.TABLE)
            .collect(Collectors.toMap(Function.identity(), run::rows));
    Texts texts = Texts.of(language);
    Map<String, List<SheetPicture>> pictures =
        SheetPictures.of(
            ResultCharts.of(tables::get, settings, least, texts),
            new SheetSource(tables::get, run.runId(), least, settings, texts),
            texts,
            starting.join(),
            ChartPixels.find(),
            report::note);
    List<ResultSheet> sheets =
        ResultSheets.of(tables::get, run.runId(), least, settings, texts).stream()
            .map(sheet -> sheet.with(pictures.getOrDefault(sheet.name(), List.of())))
            .toList();
    String file =
        ExportFolder.of(lake, out)
            .write(
                "entas-" + settings.targetYear() + Texts.suffix(language) + ".xlsx",
                ResultWorkbook.of(sheets));
    report.result("Workbook: " + file);
    report.rows("sheets", sheets.size());
  }
}
