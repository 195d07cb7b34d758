package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import id.entas.tables.Disclosure;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Canaries: Ajung's 67 very poor households, Sumberjambe's 567 that would give them back, and the
 * desa's 44, are in no export for everybody, while those of the kabupaten are.
 */
class PublicExportsTest {
  private static final MinCell HUNDRED = new MinCell(100);
  private static final SmallReport REPORT = new SmallReport();
  private static final Function<Table, List<Row>> ALL = REPORT::rows;
  private static final Function<Table, List<Row>> SHOWN = Disclosure.of(ALL, HUNDRED);

  private static String data(String page) {
    Matcher data = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(data.find()).isTrue();
    return data.group(1).substring(data.group(1).indexOf("\"tables\""));
  }

  private static boolean holds(String text, int number) {
    return Pattern.compile("(?<![\\d.\\-])" + number + "(?![\\d.])").matcher(text).find();
  }

  private static String csv(Function<Table, List<Row>> rows) {
    StringWriter csv = new StringWriter();
    TableCsv.write(
        TargetReachabilityTable.TABLE.fields(), rows.apply(TargetReachabilityTable.TABLE), csv);
    return csv.toString();
  }

  private static List<ResultSheet> sheets(Function<Table, List<Row>> rows, MinCell least) {
    return ResultSheets.of(rows, "run", least, Settings.defaults(), Texts.of("id"));
  }

  private static List<ResultSheet> plain(Function<Table, List<Row>> rows, MinCell least) {
    return List.of(
        ExportTables.sheet(
            TargetReachabilityTable.TABLE,
            rows.apply(TargetReachabilityTable.TABLE),
            "run",
            least));
  }

  private static String numbers(List<ResultSheet> sheets) {
    List<String> numbers = new ArrayList<>();
    for (ResultSheet sheet : sheets) {
      sheet.rows().forEach(row -> row.forEach(value -> numbers.add(String.valueOf(value))));
    }
    return String.join(" ", numbers);
  }

  @ParameterizedTest
  @ValueSource(ints = {67, 567})
  void shouldLeaveASuppressedCountOutOfEveryExport(int canary) {
    assertThat(holds(data(REPORT.page()), canary)).isTrue();
    assertThat(holds(csv(ALL), canary)).isTrue();
    assertThat(holds(numbers(sheets(ALL, MinCell.OFF)), canary)).isTrue();
    assertThat(holds(numbers(plain(ALL, MinCell.OFF)), canary)).isTrue();

    assertThat(holds(data(REPORT.publicPage(HUNDRED)), canary)).isFalse();
    assertThat(holds(csv(SHOWN), canary)).isFalse();
    assertThat(holds(numbers(sheets(SHOWN, HUNDRED)), canary)).isFalse();
    assertThat(holds(numbers(plain(SHOWN, HUNDRED)), canary)).isFalse();
  }

  @Test
  void shouldLeaveASuppressedDesaOutOfTheReport() {
    assertThat(holds(data(REPORT.page()), 44)).isTrue();
    assertThat(holds(data(REPORT.publicPage(HUNDRED)), 44)).isFalse();
  }

  @Test
  void shouldStillShowTheKabupaten() {
    assertThat(holds(data(REPORT.publicPage(HUNDRED)), 634)).isTrue();
    assertThat(holds(csv(SHOWN), 634)).isTrue();
    assertThat(holds(numbers(sheets(SHOWN, HUNDRED)), 634)).isTrue();
    assertThat(holds(numbers(plain(SHOWN, HUNDRED)), 634)).isTrue();
  }

  @Test
  void shouldSayWhatIsLeftOut() {
    assertThat(REPORT.publicPage(HUNDRED)).contains("\"minCell\":100");
    assertThat(sheets(SHOWN, HUNDRED))
        .allSatisfy(sheet -> assertThat(sheet.source()).contains("kurang dari 100"));
    assertThat(sheets(ALL, MinCell.OFF))
        .allSatisfy(sheet -> assertThat(sheet.source()).doesNotContain("kurang dari"));
    assertThat(sourceOfPictures(HUNDRED)).contains("∗ berarti kurang dari 100");
    assertThat(sourceOfPictures(MinCell.OFF)).doesNotContain("∗");
    assertThat(plain(SHOWN, HUNDRED).get(0).source()).contains("fewer than 100 households");
    assertThat(plain(ALL, MinCell.OFF).get(0).source()).doesNotContain("fewer than");
    assertThat(new Notebook("one", "id", List.of()).with("left out").cells())
        .extracting(Notebook.Cell::source)
        .containsExactly("left out");
  }

  private static String sourceOfPictures(MinCell least) {
    return new SheetSource(SHOWN, "run", least, Settings.defaults(), Texts.of("id"))
        .ofPicture(TargetReachabilityTable.TABLE);
  }

  @Test
  void shouldPrintNoSuppressedCountInTheTerminal() {
    List<VerdictLine> lines =
        SHOWN.apply(TargetReachabilityTable.TABLE).stream()
            .map(row -> VerdictLine.of(row, TargetReachabilityTable.REGION_CODE.text(row)))
            .toList();
    VerdictWords words = new VerdictWords(lines, 0.01, "very poor");

    String said = String.join("\n", words.table()) + "\n" + String.join("\n", words.sentences());

    assertThat(said).contains(SmallReport.AJUNG, SmallReport.SUMBERJAMBE, "OUT_OF_REACH", "634");
    assertThat(holds(said, 67)).isFalse();
    assertThat(holds(said, 567)).isFalse();
    assertThat(holds(said, 1485)).isFalse();
    assertThat(story(SHOWN, SmallReport.SUMBERJAMBE)).isEmpty();
  }

  private static List<String> story(Function<Table, List<Row>> rows, String region) {
    List<Row> own =
        rows.apply(TargetReachabilityTable.TABLE).stream()
            .filter(row -> TargetReachabilityTable.REGION_CODE.text(row).equals(region))
            .filter(row -> TargetReachabilityTable.SCENARIO.text(row).equals("no_entrants"))
            .toList();
    Optional<Row> interval =
        rows.apply(ReductionRateTable.TABLE).stream()
            .filter(row -> ReductionRateTable.REGION_CODE.text(row).equals(region))
            .findFirst();
    return new KecamatanStory("Sumberjambe", "very poor").lines(own.get(0), own.get(1), interval);
  }
}
