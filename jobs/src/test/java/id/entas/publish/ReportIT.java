package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import id.entas.domain.MinCell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. */
class ReportIT {
  private static final int CHARTS_OF_A_KECAMATAN = 11;

  private static ReportBrowser browser;

  @TempDir private static Path folder;

  private static Path report;

  private final List<Path> others = new ArrayList<>();
  private Page page;

  @BeforeAll
  static void open() throws IOException {
    browser = ReportBrowser.open();
    report =
        Files.writeString(
            folder.resolve("laporan.html"), new SmallReport().page(), StandardCharsets.UTF_8);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openTheReport() {
    show(new Browser.NewContextOptions().setColorScheme(ColorScheme.LIGHT), "");
  }

  private void show(Browser.NewContextOptions options, String address) {
    page = browser.show(report, options, address);
  }

  /** Goes to another report. */
  private void turnTo(Path other) {
    others.add(other);
    page.navigate(other.toUri() + "");
    waitUntilDrawn();
  }

  private void waitUntilDrawn() {
    page.waitForSelector("#report[data-state=drawn]");
  }

  private void choose(String kecamatan) {
    page.selectOption("#region", kecamatan);
    waitUntilShown(kecamatan);
  }

  /**
   * Waits for a kecamatan: the page draws it only after its address has changed. The wait is for an
   * element and not for an expression, since the page forbids whoever would evaluate one in it.
   */
  private void waitUntilShown(String kecamatan) {
    page.waitForSelector("#table tr.chosen[data-code='" + kecamatan + "']");
    waitUntilDrawn();
  }

  @AfterEach
  void shouldHaveAskedForNothingAndComplainedOfNothing() {
    if (page != null) {
      browser.leave();
      others.add(report);
      browser.assertQuiet(others);
    }
  }

  private String sentence() {
    return page.textContent("#sentence");
  }

  private List<String> column(String panel, int column) {
    return page.locator("#" + panel + " tbody tr td:nth-child(" + column + ")").allTextContents();
  }

  @Test
  void shouldOpenWithTheKabupatenInIndonesian() {
    assertThat(sentence())
        .startsWith("Kabupaten Jember: target paling banyak 128 rumah tangga sangat miskin");
    assertThat(page.getAttribute("html", "lang")).isEqualTo("id");
    assertThat(page.locator("#verdict .number b").allTextContents())
        .containsExactly("634", "571", "0,2\u00a0%");
  }

  @Test
  void shouldFollowTheKecamatanThatIsChosenInEveryPanelAndInTheAddress() {
    choose(SmallReport.SUMBERJAMBE);

    assertThat(page.url()).endsWith("#" + SmallReport.SUMBERJAMBE);
    assertThat(sentence()).startsWith("Kecamatan Sumberjambe:");
    assertThat(page.locator("#verdict .number b").allTextContents()).startsWith("567", "510");
    assertThat(column("desa", 1)).containsExactly("Cumedak");
    assertThat(column("requirement", 2)).containsExactly("90,0\u00a0%");
    assertThat(page.locator("#table tr.chosen").textContent()).contains("Sumberjambe");
    assertThat(page.locator(".chart svg").count()).isEqualTo(CHARTS_OF_A_KECAMATAN);

    page.goBack();
    page.locator("#sentence", new Page.LocatorOptions().setHasText("Jember")).waitFor();
  }

  @Test
  void shouldOpenAtTheKecamatanOfTheAddress() {
    show(new Browser.NewContextOptions(), "#" + SmallReport.AJUNG);

    assertThat(sentence()).startsWith("Kecamatan Ajung:");
  }

  @Test
  void shouldOpenInTheLanguageOfTheAddressAndWriteItThere() {
    show(new Browser.NewContextOptions(), "#" + SmallReport.AJUNG + "&en");
    assertThat(sentence()).startsWith("Kecamatan Ajung: the target of at most");

    choose(SmallReport.SUMBERJAMBE);
    assertThat(page.url()).endsWith("#" + SmallReport.SUMBERJAMBE + "&en");
    assertThat(sentence()).contains("the target of");

    page.click("#language");
    waitUntilDrawn();
    assertThat(page.url()).endsWith("#" + SmallReport.SUMBERJAMBE);

    show(new Browser.NewContextOptions(), "?lang=en#" + SmallReport.AJUNG);
    assertThat(sentence()).startsWith("Kecamatan Ajung: the target of at most");
  }

  @Test
  void shouldHoldKecamatanAgainstKabupatenProvinceAndNation() {
    page.selectOption("#measure", "share");
    waitUntilDrawn();
    assertThat(page.locator("#position .key li").allTextContents())
        .containsExactly("kabupaten: 16,7\u00a0%", "provinsi 2012: 30,0\u00a0%");
    assertThat(page.textContent("#position .supply")).contains("nasional", "reference-series.csv");

    page.selectOption("#measure", "rate");
    waitUntilDrawn();
    assertThat(page.locator("#position .key li").allTextContents())
        .containsExactly("kabupaten: 1,0\u00a0%", "nasional 2011: 2,5\u00a0%");
    assertThat(column("position", 1)).containsExactly("Sumberjambe", "Ajung");
    assertThat(column("position", 2)).containsExactly("10,0\u00a0%", "1,0\u00a0%");

    page.selectOption("#measure", "peoplerate");
    waitUntilDrawn();
    assertThat(column("position", 2)).containsExactly("10,0\u00a0%", "1,0\u00a0%");
  }

  @Test
  void shouldJudgeRelevanceAgainstTheProvinceAndSeriesFromOutside() {
    // The province rises from 1,000 to 1,200 in four years; the poor of the kabupaten fall.
    assertThat(page.textContent("#effect")).contains("naik 4,7\u00a0%").contains("berlawanan");
    Locator poor =
        page.locator("#effect tr", new Page.LocatorOptions().setHasText("Penduduk miskin"));
    assertThat(poor.textContent())
        .contains("400 → 300", "turun 6,9\u00a0%", "tidak berubah", "invented");
  }

  @Test
  void shouldSayWhatToSupplyWhereNothingIsKnownFromOutside() throws IOException {
    Path bare =
        Files.writeString(
            report.resolveSibling("bare.html"),
            new SmallReport().pageWithoutOutside(),
            StandardCharsets.UTF_8);
    turnTo(bare);
    page.selectOption("#measure", "rate");
    waitUntilDrawn();

    assertThat(page.textContent("#position .supply"))
        .contains("2012", "region-population.csv", "households, people, source");
    assertThat(page.textContent("#quadrant .supply")).contains("region-population.csv");
    assertThat(page.textContent("#effect .supply")).contains("reference-series.csv", "kode 35");
  }

  @Test
  void shouldMarkWhatIsSuppressedWhateverIsChosen() throws IOException {
    Path suppressed =
        Files.writeString(
            report.resolveSibling("suppressed.html"),
            new SmallReport().publicPage(new MinCell(100)),
            StandardCharsets.UTF_8);
    turnTo(suppressed);

    assertThat(page.textContent("#least")).startsWith("Jumlah kecil tidak ditampilkan. ∗");
    // Ajung missed its target, which would tell of its count; Sumberjambe's verdict is a forecast.
    assertThat(page.locator("#map .key li").allTextContents())
        .containsExactly("di luar jangkauan", "tidak dinilai", "∗ tidak ditampilkan");
    assertThat(page.locator("#map svg .role-mark text").allTextContents())
        .filteredOn(text -> text.equals("∗"))
        .hasSize(2);
    assertThat(cells("table", SmallReport.AJUNG))
        .containsExactly("Ajung", "∗", "∗", "∗", "∗", "∗", "∗", "∗", "∗");
    assertThat(cells("table", SmallReport.SUMBERJAMBE)).endsWith("∗", "di luar jangkauan");
    assertThat(cells("table", SmallReport.UNKNOWN)).doesNotContain("∗");
    for (String panel : List.of("position", "quadrant")) {
      assertThat(page.textContent("#" + panel + " .note.warn")).contains("2 kecamatan");
    }

    for (String language : List.of("id", "en")) {
      for (String region :
          List.of(SmallReport.AJUNG, SmallReport.UNKNOWN, SmallReport.SUMBERJAMBE)) {
        choose(region);
        assertThat(page.textContent("#change").contains("∗"))
            .as(region)
            .isEqualTo(!region.equals(SmallReport.UNKNOWN));
        assertThat(page.textContent("#scenarios .note").equals("∗"))
            .as(region)
            .isEqualTo(!region.equals(SmallReport.UNKNOWN));
        assertThat(page.locator("#report").textContent())
            .doesNotContain("NaN")
            .doesNotContain("undefined")
            .doesNotContain("null");
      }
      assertThat(cells("desa", SmallReport.DESA)).endsWith("∗", "∗");
      page.click("#language");
      waitUntilDrawn();
      assertThat(page.getAttribute("html", "lang")).isNotEqualTo(language);
    }
  }

  private List<String> cells(String panel, String code) {
    return page.locator("#" + panel + " tr[data-code='" + code + "'] td").allTextContents();
  }

  @Test
  void shouldDrawBordersInsteadOfTilesAndChooseTheKecamatanOfOne() throws IOException {
    Path bordered =
        Files.writeString(
            report.resolveSibling("borders.html"),
            new SmallReport().pageWithBorders(folder),
            StandardCharsets.UTF_8);
    turnTo(bordered);

    assertThat(page.locator("#map svg .mark-shape path").count()).isEqualTo(2);
    assertThat(page.textContent("#map")).contains("Tanpa batas dalam berkas", "Kencong");
    page.locator("#map svg .mark-shape path").first().click();
    waitUntilShown(SmallReport.AJUNG);
    assertThat(sentence()).startsWith("Kecamatan Ajung:");
  }

  @Test
  void shouldSayThatNothingIsKnownOfAKecamatanWithoutACensus() {
    show(new Browser.NewContextOptions(), "#" + SmallReport.UNKNOWN);

    assertThat(page.textContent("#verdict"))
        .contains("Kecamatan Kencong: target 2013 tidak dinilai");
    assertThat(page.locator("#fan svg.marks").count()).isZero();
    assertThat(page.locator("#report").textContent())
        .doesNotContain("NaN")
        .doesNotContain("undefined");
  }

  @Test
  void shouldDrawEveryChartWithMarksThatCanBeSeen() {
    choose(SmallReport.SUMBERJAMBE);

    Locator charts = page.locator(".chart");
    for (int i = 0; i < charts.count(); i++) {
      Locator chart = charts.nth(i);
      assertThat(chart.locator("svg .role-mark path, svg .role-mark text").count())
          .as(chart.getAttribute("aria-label"))
          .isPositive();
      assertThat(chart.innerHTML()).doesNotContain("NaN").doesNotContain("undefined");
    }
  }

  @Test
  void shouldChooseTheKecamatanOfATile() {
    page.locator("#map svg text", new Page.LocatorOptions().setHasText("Ajung")).click();
    waitUntilShown(SmallReport.AJUNG);

    assertThat(sentence()).startsWith("Kecamatan Ajung:");
  }

  @Test
  void shouldSpeakEnglishAndIndonesianAgain() {
    page.click("#language");
    waitUntilDrawn();
    assertThat(sentence()).startsWith("Kabupaten Jember: the target of at most 128 tier 1");
    assertThat(page.getAttribute("html", "lang")).isEqualTo("en");
    assertThat(page.locator("#verdict .number b").allTextContents()).contains("0.2\u00a0%");

    page.click("#language");
    waitUntilDrawn();
    assertThat(sentence()).contains("rumah tangga");
  }

  @Test
  void shouldSortAndSearchTheTableByTheKeyboardAlone() {
    Locator counted = page.locator("#table th button[data-sort=latest]");
    counted.focus();
    page.keyboard().press("Enter");
    assertThat(column("table", 1)).containsExactly("Sumberjambe", "Ajung", "Kencong");
    assertThat(page.locator("#table th[aria-sort]").getAttribute("aria-sort"))
        .isEqualTo("descending");

    page.keyboard().press("Enter");
    assertThat(column("table", 1)).containsExactly("Ajung", "Sumberjambe", "Kencong");

    page.focus("#search");
    page.keyboard().type("sumb");
    assertThat(column("table", 1)).containsExactly("Sumberjambe");
    assertThat(page.inputValue("#search")).isEqualTo("sumb");
  }

  @Test
  void shouldFollowTheToleranceThatIsChosen() {
    page.selectOption("#tolerance", "0");
    waitUntilDrawn();

    assertThat(sentence()).contains("paling banyak 0 rumah tangga");
  }

  @Test
  void shouldShowAHostileTextAsText() {
    assertThat(page.locator("#quality details td").allTextContents()).contains(SmallReport.HOSTILE);
    assertThat(page.locator("img").count()).isZero();
  }

  @Test
  void shouldBeDarkForWhoeverLikesItDark() {
    show(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK), "");
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");

    page.click("#theme");
    waitUntilDrawn();
    assertThat(page.getAttribute("html", "data-theme")).isEqualTo("light");
  }

  @Test
  void shouldNotBeWiderThanAPhone() {
    show(new Browser.NewContextOptions().setViewportSize(360, 740), "#" + SmallReport.SUMBERJAMBE);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  @Test
  void shouldPrintInLightToSeveralPagesOfA4() {
    show(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK), "");
    byte[] printed = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
    String pdf = new String(printed, StandardCharsets.ISO_8859_1);

    assertThat(pdf).startsWith("%PDF");
    // A4 is 595 by 842 points.
    assertThat(pdf).containsPattern("/MediaBox \\[0 0 59[45](\\.\\d+)? 84[12](\\.\\d+)?]");
    assertThat(pdf.split("/Type /Page\\b").length - 1).isBetween(3, 15);
  }
}
