package id.entas.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.domain.MinCell;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the report of the run published last: one file that opens in any browser, offline. Its
 * words come from the settings that the run had, whatever they are now.
 */
public final class WriteReport implements Job {
  private final Lake lake;
  private final MinCell least;
  private final Optional<Boundaries> boundaries;
  private final Optional<String> out;

  /**
   * @param least the smallest count shown
   * @param boundaries of kecamatan for the map, which has tiles where there are none
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  public WriteReport(
      Lake lake, MinCell least, Optional<Boundaries> boundaries, Optional<String> out) {
    this.lake = lake;
    this.least = least;
    this.boundaries = boundaries;
    this.out = out;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String purpose() {
    return "writes the report of the published run as one HTML file";
  }

  @Override
  public List<Table> reads() {
    List<Table> tables = new ArrayList<>(List.of(RunTable.TABLE));
    tables.addAll(ReportData.TABLES);
    return List.copyOf(tables);
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    Settings settings = Settings.of(run.settings());
    ObjectNode data =
        ReportData.of(
            new ReportData.Identity(
                run.runId(),
                run.settingsSha256(),
                run.programVersion(),
                run.versions(),
                run.minCell()),
            settings,
            run::rows);
    boundaries.ifPresent(
        some -> {
          data.set("polygons", some.json());
          some.caveats().forEach(report::note);
        });
    String page = ReportPage.of(data);
    String file =
        ExportFolder.of(lake, out)
            .write(
                "laporan-" + settings.targetYear() + ".html",
                page.getBytes(StandardCharsets.UTF_8));
    report.result("Report: " + file);
    report.rows("characters", page.length());
  }
}
