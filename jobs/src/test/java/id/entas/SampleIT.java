package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import id.entas.job.Settings;
import id.entas.publish.ReportBrowser;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program on the full-size sample, as the README's first command runs it. */
class SampleIT extends SparkTest {
  private static final String SUMBERJAMBE = "3509260";
  private static final String JEMBER = "3509";

  private ProgramProcess process;
  private Path folder;
  private Lake lake;

  @BeforeAll
  void runTheSample(@TempDir Path working, @TempDir Path settings) throws IOException {
    folder = working;
    // What is tested here does not depend on the number of futures.
    Path few = settings.resolve("few.conf");
    Files.writeString(few, "projection.futures = 2000\nrequirement.futures = 100\n");
    process = ProgramProcess.run(working, "run", "--conf", few.toString());
    assertThat(process.exitCode()).as(process.err()).isZero();
    lake = Lake.at(spark(), working.resolve("lake").toString());
  }

  private Stream<Row> stocks(String region, int year) {
    return lake.rows(TierCountTable.TABLE).stream()
        .filter(row -> TierCountTable.REGION_CODE.text(row).equals(region))
        .filter(row -> TierCountTable.CENSUS_YEAR.year(row) == year);
  }

  private long stock(String region, int year, String tier) {
    return stocks(region, year)
        .filter(row -> TierCountTable.TIER.text(row).equals(tier))
        .mapToLong(TierCountTable.HOUSEHOLDS::count)
        .sum();
  }

  @Test
  void shouldCountThePublishedFiguresOf2008() {
    assertThat(stock(SUMBERJAMBE, 2008, "SANGAT_MISKIN")).isEqualTo(1485);
    assertThat(stock(SUMBERJAMBE, 2008, "MISKIN")).isEqualTo(5574);
    assertThat(stock(SUMBERJAMBE, 2008, "HAMPIR_MISKIN")).isEqualTo(5768);
    assertThat(
            stock(JEMBER, 2008, "SANGAT_MISKIN")
                + stock(JEMBER, 2008, "MISKIN")
                + stock(JEMBER, 2008, "HAMPIR_MISKIN"))
        .isEqualTo(237_700);
  }

  @Test
  void shouldSayThatACensusWithoutTempurejoIsIncomplete() {
    assertThat(stocks(JEMBER, 2010))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(TierCountTable.COMPLETE.flag(row)).isFalse();
              assertThat(TierCountTable.KECAMATAN_COVERED.count(row)).isEqualTo(30);
              assertThat(TierCountTable.KECAMATAN_TOTAL.count(row)).isEqualTo(31);
            });
    assertThat(stocks(JEMBER, 2011)).allMatch(TierCountTable.COMPLETE::flag);
  }

  @Test
  void shouldAcceptEveryRowAndCountEveryHouseholdOnce() {
    List<Row> files = lake.rows(ExtractFileTable.TABLE);
    long sightings =
        lake.rows(HistoryCountTable.TABLE).stream()
            .mapToLong(
                row ->
                    HistoryCountTable.HOUSEHOLDS.count(row)
                        * HistoryCountTable.HISTORY.text(row).split(" ").length)
            .sum();

    assertThat(files).hasSize(5).allMatch(row -> ExtractFileTable.ROWS_REJECTED.count(row) == 0);
    assertThat(files.stream().mapToLong(ExtractFileTable.ROWS_ACCEPTED::count).sum())
        .isEqualTo(sightings);
  }

  @Test
  void shouldFindZeroOutOfReachEverywhereAndSayIt() {
    assertThat(
            lake.rows(TargetReachabilityTable.TABLE).stream()
                .filter(row -> TargetReachabilityTable.SCENARIO.text(row).equals("observed"))
                .filter(row -> TargetReachabilityTable.TOLERANCE_SHARE.number(row) == 0))
        .hasSize(32)
        .allMatch(row -> TargetReachabilityTable.VERDICT.text(row).equals("OUT_OF_REACH"));
    assertThat(process.out())
        .containsPattern("Sumberjambe +1,485 \\(08\\) +\\d+ \\(12\\) .* OUT_OF_REACH")
        .contains("Kabupaten Jember had ");
    assertThat(process.err()).isEmpty();
  }

  @Test
  void shouldTellHowSumberjambeCameFromItsPublishedStartToTheVerdict() {
    assertThat(process.out())
        .contains("How Sumberjambe comes to its verdict")
        .contains(
            "  2008  1,485 very poor households. None by 2013 asked for 297 fewer every year in a"
                + " straight line, or a fall of 80 % every year.");
  }

  @Test
  void shouldWriteAReportThatCanBeSentByMail() throws IOException {
    assertThat(Files.size(folder.resolve("lake/exports/laporan-2013.html")))
        .isGreaterThan(1_000_000)
        .isLessThan(3_000_000);
  }

  @Test
  void shouldWriteAReportOfAllKecamatanThatARealBrowserShowsAndPrints() {
    Path report = folder.resolve("lake/exports/laporan-2013.html");
    try (ReportBrowser browser = ReportBrowser.open()) {
      Page page =
          browser.show(report, new Browser.NewContextOptions().setViewportSize(1200, 900), "");
      assertThat(page.textContent("#sentence")).startsWith("Kabupaten Jember: target paling");
      assertThat(page.locator("#table tbody tr").count()).isEqualTo(31);
      String kabupaten = new String(page.pdf(onItsPages()), StandardCharsets.ISO_8859_1);

      for (String language : List.of("", "&en")) {
        page = browser.show(report, new Browser.NewContextOptions(), "#" + SUMBERJAMBE + language);
        assertThat(page.textContent("#sentence")).startsWith("Kecamatan Sumberjambe:");
        assertThat(page.locator("#desa tbody tr").count()).isEqualTo(9);
        assertThat(page.locator(".chart svg").count()).isEqualTo(11);
        assertThat(page.locator("#report").textContent())
            .doesNotContain("NaN")
            .doesNotContain("undefined");
      }
      browser.leave();

      browser.assertQuiet(List.of(report));
      // A4 is 595 by 842 points.
      assertThat(kabupaten).containsPattern("/MediaBox \\[0 0 59[45](\\.\\d+)? 84[12]");
    }
  }

  private static Page.PdfOptions onItsPages() {
    return new Page.PdfOptions().setPreferCSSPageSize(true);
  }

  @Test
  void shouldWriteAWorkbookWithThePicturesOfTheCharts() throws IOException {
    try (ZipFile workbook = new ZipFile(folder.resolve("lake/exports/entas-2013.xlsx").toFile())) {
      assertThat(
              workbook.stream()
                  .map(ZipEntry::getName)
                  .filter(part -> part.startsWith("xl/media/") && part.endsWith(".svg")))
          .hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01_target",
        "02_where_and_why",
        "03_reduction_rates",
        "04_scenarios",
        "05_data_quality"
      })
  void shouldWriteTheNotebooksThatAreKeptBesideTheirSources(String name) throws IOException {
    List<String> files = List.of(name + ".ipynb", name + ".html");
    for (String file : files) {
      Path made = folder.resolve("lake/exports").resolve(file);
      Files.copy(made, ProgramProcess.TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    for (String file : files) {
      Path made = folder.resolve("lake/exports").resolve(file);
      assertThat(made)
          .as(
              "what is right now lies in "
                  + ProgramProcess.TARGET.resolve(file)
                  + "; put it into notebooks-export")
          .hasSameTextualContentAs(ProgramProcess.HOUSE.resolve("notebooks-export").resolve(file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01_target",
        "02_where_and_why",
        "03_reduction_rates",
        "04_scenarios",
        "05_data_quality"
      })
  @Tag("long")
  void shouldWriteNotebooksThatJupyterConverts(String name, @TempDir Path home) throws Exception {
    ForeignProgram convert = ForeignProgram.of("jupyter-nbconvert");
    Path notebook = folder.resolve("lake/exports").resolve(name + ".ipynb");

    convert.run(home, "--to", "html", "--output-dir", home.toString(), notebook.toString());

    String page = Files.readString(home.resolve(name + ".html"));
    String source = Files.readString(notebook);
    assertThat(page).contains("<table").contains(name.substring(0, 2) + " ");
    assertThat(page.contains("<svg")).isEqualTo(source.contains("image/svg+xml"));
  }

  @Test
  @Tag("long")
  void shouldWriteAWorkbookWhoseNumbersLibreOfficeReadsBack(@TempDir Path home) throws Exception {
    ForeignProgram office = ForeignProgram.of("soffice");
    office.run(
        home,
        "-env:UserInstallation=" + home.resolve("profile").toUri(),
        "--headless",
        "--convert-to",
        // Commas, quotes, UTF-8, values and not how they look, every sheet.
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
        "--outdir",
        home.toString(),
        folder.resolve("lake/exports/entas-2013.xlsx").toString());

    List<String> reachability = Files.readAllLines(home.resolve("entas-2013-Ketercapaian.csv"));
    Map<String, List<String>> zero =
        reachability.stream()
            .map(line -> List.of(line.replace("\"", "").split(",")))
            .filter(cells -> cells.size() > 10 && cells.get(1).equals("0%"))
            .collect(Collectors.toMap(cells -> cells.get(0), cells -> cells));
    for (Row row : lake.rows(TargetReachabilityTable.TABLE)) {
      if (TargetReachabilityTable.SCENARIO.text(row).equals("observed")
          && TargetReachabilityTable.TOLERANCE_SHARE.number(row) == 0) {
        String code = TargetReachabilityTable.REGION_CODE.text(row);
        String name = Settings.defaults().regions().find(code).orElseThrow().name();
        List<String> cells = zero.get(code.equals(JEMBER) ? "Kabupaten " + name : name);
        assertThat(cells.get(6))
            .isEqualTo(String.valueOf(TargetReachabilityTable.LATEST_HOUSEHOLDS.count(row)));
        assertThat(Double.parseDouble(cells.get(10)))
            .isCloseTo(
                TargetReachabilityTable.EXPECTED_HOUSEHOLDS.number(row), Offset.offset(1e-6));
      }
    }
    assertThat(zero).hasSize(32);
    // Question, source, an empty line and the headings stand above the rows.
    assertThat(reachability).hasSize(4 + 2 * 32);
    try (Stream<Path> sheets = Files.list(home)) {
      assertThat(sheets.filter(sheet -> sheet.toString().endsWith(".csv"))).hasSize(10);
    }
  }

  @Test
  void shouldListItsRunAndCompareItWithItself() {
    String id = PublishedRun.latest(lake).runId();

    ProgramProcess runs = ProgramProcess.run(folder, "runs");
    ProgramProcess diff = ProgramProcess.run(folder, "diff", id, id.substring(0, 6));

    assertThat(runs.exitCode()).as(runs.err()).isZero();
    assertThat(runs.out().strip().lines()).singleElement().asString().startsWith(id + "  ");
    assertThat(diff.exitCode()).as(diff.err()).isZero();
    assertThat(diff.out())
        .contains("Run " + id + " and run " + id, "Extracts  the same", "No verdict, chance");
  }

  @Test
  void shouldLeaveNothingInTheWorkingFolderButTheLake() throws Exception {
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(path -> path.getFileName().toString())).containsExactly("lake");
    }
  }
}
