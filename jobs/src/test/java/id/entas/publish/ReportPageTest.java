package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.entas.tables.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Pattern SCRIPT =
      Pattern.compile("<script(?<type>[^>]*)>(?<text>.*?)</script>", Pattern.DOTALL);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private static final String PAGE = new SmallReport().page();

  private static List<String> scripts(String page) {
    return SCRIPT
        .matcher(page)
        .results()
        .filter(found -> found.group(1).isEmpty())
        .map(found -> found.group(2))
        .toList();
  }

  private static JsonNode json(String page, String id) {
    Matcher found =
        Pattern.compile(
                "<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>",
                Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).isTrue();
    return ReportPage.parsed(found.group(1));
  }

  private static String digest(String text) throws Exception {
    return "'sha256-"
        + Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
        + "'";
  }

  @Test
  void shouldMakeTheSameFileWhateverOrderTheRowsCameIn() {
    assertThat(new SmallReport().pageShuffled(1)).isEqualTo(PAGE);
    assertThat(new SmallReport().pageShuffled(2)).isEqualTo(PAGE);
    assertThat(new SmallReport("Other").page()).isNotEqualTo(PAGE);
  }

  @Test
  void shouldKeepWhatDataSayInsideTheirElement() {
    String page = new SmallReport(SmallReport.HOSTILE).page();

    assertThat(page).doesNotContain("<img").doesNotContain("<script>alert");
    assertThat(scripts(page)).isEqualTo(scripts(PAGE));
    assertThat(names(json(page, "data"))).contains(SmallReport.HOSTILE);
  }

  private static List<String> names(JsonNode data) {
    List<String> names = new ArrayList<>();
    data.at("/tables/region/rows").forEach(row -> names.add(row.get(2).asText()));
    return names;
  }

  @Test
  void shouldCarryTheNumbersOfTheTablesUnderTheirColumns() {
    JsonNode projection = json(PAGE, "data").at("/tables/projection");
    List<String> columns = new ArrayList<>();
    projection.get("columns").forEach(column -> columns.add(column.asText()));
    List<JsonNode> ajung = new ArrayList<>();
    for (JsonNode row : projection.get("rows")) {
      if (row.get(columns.indexOf("region_code")).asText().equals(SmallReport.AJUNG)
          && row.get(columns.indexOf("census_year")).asInt() == 2013) {
        ajung.add(row);
      }
    }

    assertThat(ajung).hasSize(1);
    assertThat(ajung.get(0).get(columns.indexOf("mean")).asDouble()).isEqualTo(60.3);
    assertThat(ajung.get(0).get(columns.indexOf("p95")).asDouble()).isEqualTo(72.36);
    assertThat(ajung.get(0).get(columns.indexOf("observed")).isNull()).isTrue();
  }

  @Test
  void shouldAllowNoScriptAndNoStyleButItsOwn() throws Exception {
    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(PAGE);
    assertThat(policy.find()).isTrue();
    Map<String, String> directives = new TreeMap<>();
    for (String directive : policy.group(1).split("; ")) {
      String[] words = directive.split(" ", 2);
      directives.put(words[0], words[1]);
    }
    List<String> digests = new ArrayList<>();
    for (String script : scripts(PAGE)) {
      digests.add(digest(script));
    }
    String style = PAGE.substring(PAGE.indexOf("<style>") + 7, PAGE.indexOf("</style>"));

    assertThat(directives)
        .containsEntry("default-src", "'none'")
        .containsEntry("script-src", String.join(" ", digests))
        .containsEntry("style-src", digest(style));
    assertThat(PAGE).doesNotContain("sourceMappingURL").doesNotContain("unsafe-");
  }

  @Test
  void shouldFitOnceTheWholeOfJemberIsInIt() {
    int empty = PAGE.getBytes(StandardCharsets.UTF_8).length;

    // The rows of all 31 kecamatan and 248 desa, five censuses and eight scenarios take 1.4 MB.
    assertThat(empty).isLessThan(3_000_000 - 1_500_000 - 400_000);
  }

  @Test
  void shouldReadNoTableOfHouseholds() {
    assertThat(ReportData.TABLES)
        .isNotEmpty()
        .allMatch(table -> table.access() == Table.Access.PUBLISHED);
  }

  @Test
  void shouldSayEverythingInBothLanguages() {
    JsonNode texts = json(PAGE, "texts");
    Map<String, Set<String>> indonesian = placeholders(texts.get("id"));

    assertThat(indonesian).isNotEmpty().isEqualTo(placeholders(texts.get("en")));
  }

  private static Map<String, Set<String>> placeholders(JsonNode texts) {
    Map<String, Set<String>> all = new TreeMap<>();
    texts
        .fields()
        .forEachRemaining(
            text -> {
              assertThat(text.getValue().asText()).isNotBlank();
              // Indonesian has one spelling where English has a capital at the start.
              Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
              PLACEHOLDER
                  .matcher(text.getValue().asText())
                  .results()
                  .map(MatchResult::group)
                  .forEach(names::add);
              all.put(text.getKey(), names);
            });
    return all;
  }

  @Test
  void shouldUseEveryTextAndHaveEveryTextThatItUses() {
    String program = ReportPage.resource("report.js");
    Set<String> used = new TreeSet<>();
    Pattern.compile("\\bt\\(\"([^\"]+)\"[,)]")
        .matcher(program)
        .results()
        .forEach(found -> used.add(found.group(1)));
    Set<String> texts = new TreeSet<>();
    json(PAGE, "texts").get("id").fieldNames().forEachRemaining(texts::add);

    assertThat(used).hasSizeGreaterThan(100);
    assertThat(texts).containsAll(used);
    assertThat(texts.stream().filter(text -> !isUsed(text, used, program))).isEmpty();
  }

  /** By its name, by the start of its name and a code, or by the page itself. */
  private static boolean isUsed(String text, Set<String> used, String program) {
    String family = text.substring(0, text.lastIndexOf('.') + 1);
    return used.contains(text)
        || program.contains("\"" + text + "\"")
        || (!family.isEmpty() && program.contains("\"" + family + "\" +"))
        || text.startsWith("word.")
        || Set.of("noscript", "title").contains(text);
  }

  @Test
  void shouldDrawEveryChartOfItsListFromItsOwnSpecification() {
    JsonNode charts = json(PAGE, "charts");

    assertThat(charts.size()).isEqualTo(ReportPage.CHARTS.size());
    for (JsonNode chart : charts) {
      assertThat(chart.get("$schema").asText())
          .matches("https://vega\\.github\\.io/schema/vega(-lite)?/v5\\.json");
      assertThat(chart.toString()).doesNotContain("\"url\"").doesNotContain("\"values\"");
    }
  }
}
