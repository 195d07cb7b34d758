package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Shows the verdict of the run published last, and exports it as a plain CSV. */
public final class PublishVerdicts implements Job {
  private final Lake lake;
  private final Settings settings;
  private final MinCell least;
  private final Optional<String> out;

  /**
   * @param least the smallest count shown
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  public PublishVerdicts(Lake lake, Settings settings, MinCell least, Optional<String> out) {
    this.lake = lake;
    this.settings = settings;
    this.least = least;
    this.out = out;
  }

  @Override
  public String name() {
    return "publish";
  }

  @Override
  public String purpose() {
    return "shows the verdict of the published run and exports it as CSV";
  }

  @Override
  public List<Table> reads() {
    return List.of(RunTable.TABLE, TargetReachabilityTable.TABLE, ReductionRateTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    List<Row> verdicts = run.rows(TargetReachabilityTable.TABLE);
    List<VerdictLine> lines =
        verdicts.stream()
            .map(
                row ->
                    VerdictLine.of(
                        row,
                        settings.regions().nameOf(TargetReachabilityTable.REGION_CODE.text(row))))
            .toList();
    String file =
        ExportFolder.of(lake, out)
            .write("verdict-" + settings.targetYear() + ".csv", csv(verdicts));

    VerdictWords words = new VerdictWords(lines, settings.headlineTolerance(), tierLabel());
    report.result(settings.targetDocument());
    words.table().forEach(report::result);
    report.result("");
    words.sentences().forEach(report::result);
    settings.findExplainedKecamatan().ifPresent(one -> explain(one, verdicts, run, report));
    report.result("Run " + run.runId() + "; exported to " + file);
    report.rows("verdicts", lines.size());
  }

  private void explain(Region kecamatan, List<Row> verdicts, DisclosedRun run, RunReport report) {
    List<Row> own =
        verdicts.stream()
            .filter(row -> TargetReachabilityTable.REGION_CODE.text(row).equals(kecamatan.code()))
            .filter(
                row ->
                    TargetReachabilityTable.SCENARIO
                        .text(row)
                        .equals(StandardScenario.OBSERVED.code()))
            .toList();
    Optional<Row> zero = findAt(0, own);
    Optional<Row> headline = findAt(settings.headlineTolerance(), own);
    if (zero.isPresent() && headline.isPresent()) {
      List<String> story =
          new KecamatanStory(kecamatan.name(), tierLabel())
              .lines(zero.get(), headline.get(), findLastInterval(zero.get(), run));
      if (!story.isEmpty()) {
        report.result("");
        story.forEach(report::result);
        report.result("");
      }
    }
  }

  private static Optional<Row> findAt(double tolerance, List<Row> rows) {
    return rows.stream()
        .filter(row -> TargetReachabilityTable.TOLERANCE_SHARE.number(row) == tolerance)
        .findFirst();
  }

  private static Optional<Row> findLastInterval(Row verdict, DisclosedRun run) {
    if (TargetReachabilityTable.LATEST_YEAR.isNull(verdict)) {
      return Optional.empty();
    }
    return run.rows(ReductionRateTable.TABLE).stream()
        .filter(
            row ->
                ReductionRateTable.REGION_CODE
                    .text(row)
                    .equals(TargetReachabilityTable.REGION_CODE.text(verdict)))
        .filter(
            row ->
                ReductionRateTable.TIER
                    .text(row)
                    .equals(TargetReachabilityTable.TARGET_TIER.text(verdict)))
        .filter(
            row ->
                ReductionRateTable.TO_YEAR.year(row)
                    == TargetReachabilityTable.LATEST_YEAR.year(verdict))
        .filter(row -> ReductionRateTable.METHOD.text(row).equals(ReductionRateTable.INTERVAL))
        .findFirst();
  }

  private String tierLabel() {
    return settings.tiers().target().labelEn().toLowerCase(Locale.ROOT);
  }

  private static byte[] csv(List<Row> verdicts) {
    List<Row> rows =
        verdicts.stream()
            .sorted(
                Comparator.comparing(TargetReachabilityTable.REGION_CODE::text)
                    .thenComparing(TargetReachabilityTable.SCENARIO::text)
                    .thenComparing(TargetReachabilityTable.TOLERANCE_SHARE::number))
            .toList();
    StringWriter csv = new StringWriter();
    TableCsv.write(TargetReachabilityTable.TABLE.fields(), rows, csv);
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
