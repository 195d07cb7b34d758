package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.MinCell;
import id.entas.job.Settings;
import id.entas.tables.Disclosure;
import id.entas.tables.Field;
import id.entas.tables.ProjectionTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultChartsTest {
  private static final SmallReport REPORT = new SmallReport();
  private static final MinCell HUNDRED = new MinCell(100);

  private static List<ResultChart> charts(
      Function<Table, List<Row>> rows, MinCell least, String language) {
    return ResultCharts.of(rows, Settings.defaults(), least, Texts.of(language));
  }

  private static List<ResultChart> all() {
    return charts(REPORT::rows, MinCell.OFF, "id");
  }

  private static ResultChart chart(List<ResultChart> charts, String name) {
    return charts.stream().filter(chart -> chart.name().equals(name)).findFirst().orElseThrow();
  }

  private static boolean holds(List<ResultChart> charts, int number) {
    String data =
        charts.stream()
            .map(chart -> new ObjectMapper().valueToTree(chart.data()).toString())
            .collect(Collectors.joining(" "));
    return Pattern.compile("(?<![\\d.,\\-])" + number + "(?![\\d.])").matcher(data).find();
  }

  @Test
  void shouldDrawEveryChartOfTheReportThatHasAnythingToShow() {
    // Of the kabupaten SmallReport knows no past forecast.
    assertThat(all())
        .extracting(ResultChart::name)
        .containsExactly(
            "fan",
            "map",
            "scenarios",
            "requirement",
            "position",
            "quadrant",
            "flows",
            "matrix",
            "change");
    assertThat(charts(table -> List.of(), MinCell.OFF, "id")).isEmpty();
  }

  @Test
  void shouldGiveEachChartASheetAndWordsWithoutGaps() {
    for (String language : Texts.LANGUAGES) {
      Texts texts = Texts.of(language);
      assertThat(charts(REPORT::rows, MinCell.OFF, language))
          .allSatisfy(
              chart -> {
                assertThat(texts.ofWorkbook("sheet." + chart.sheet())).isNotBlank();
                assertThat(chart.title() + chart.lead()).doesNotContain("{").doesNotContain("null");
              });
    }
  }

  @Test
  void shouldDrawTheNumbersOfTheTables() {
    List<Map<String, Object>> fan = chart(all(), "fan").data().get("projection");
    Row target =
        REPORT.rows(ProjectionTable.TABLE).stream()
            .filter(row -> ProjectionTable.REGION_CODE.text(row).equals(SmallReport.JEMBER))
            .filter(row -> ProjectionTable.CENSUS_YEAR.year(row) == 2013)
            .findFirst()
            .orElseThrow();

    assertThat(fan).hasSize(13);
    assertThat(fan.get(4)).containsEntry("observed", 634L).containsEntry("p05", 634L);
    assertThat(fan.get(5))
        .containsEntry("mean", ProjectionTable.MEAN.number(target))
        .containsEntry("p95", ProjectionTable.P95.number(target));
    assertThat(chart(all(), "fan").data().get("required"))
        .extracting(row -> row.get("households"))
        .containsExactly(1885L, 0L);

    long moved =
        REPORT.rows(TransitionCountTable.TABLE).stream()
            .filter(row -> TransitionCountTable.REGION_CODE.text(row).equals(SmallReport.JEMBER))
            .mapToLong(TransitionCountTable.HOUSEHOLDS::count)
            .sum();
    assertThat(chart(all(), "flows").data().get("flows"))
        .hasSize(8)
        .extracting(row -> (Long) row.get("households"))
        .satisfies(counts -> assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(moved));
    assertThat(chart(all(), "requirement").data().get("requirement"))
        .extracting(row -> row.get("label"))
        .containsExactly("90\u00a0%", "×");
  }

  /** A census of one kecamatan alone is the kabupaten's latest, and does not tell of the others. */
  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void shouldShowTheCensusOfMostKecamatanWhereOneIsAhead(long least) {
    List<Row> counts = new ArrayList<>(REPORT.rows(TierCountTable.TABLE));
    List<Row> flows = new ArrayList<>(REPORT.rows(TransitionCountTable.TABLE));
    counts.replaceAll(
        row ->
            with(
                with(row, TierCountTable.KECAMATAN_COVERED, 2L),
                TierCountTable.KECAMATAN_TOTAL,
                3L));
    flows.replaceAll(row -> with(row, TransitionCountTable.KECAMATAN_COVERED, 2L));
    List<ResultChart> before = charts(of(counts, flows), MinCell.OFF, "en");
    for (Row row : REPORT.rows(TierCountTable.TABLE)) {
      if (TierCountTable.CENSUS_YEAR.year(row) == 2012
          && !TierCountTable.REGION_CODE.text(row).equals(SmallReport.AJUNG)) {
        counts.add(
            with(with(row, TierCountTable.CENSUS_YEAR, 2013), TierCountTable.KECAMATAN_TOTAL, 3L));
      }
    }
    REPORT
        .rows(TransitionCountTable.TABLE)
        .forEach(row -> flows.add(with(row, TransitionCountTable.TO_YEAR, 2013)));

    List<ResultChart> ahead = charts(of(counts, flows), new MinCell(least), "en");

    for (String name : List.of("position", "quadrant", "flows")) {
      ResultChart one = chart(ahead, name);
      assertThat(one.title() + one.lead())
          .isEqualTo(chart(before, name).title() + chart(before, name).lead());
      assertThat(one.data()).isEqualTo(chart(before, name).data());
    }
    assertThat(chart(ahead, "change").data()).isEqualTo(chart(before, "change").data());
  }

  private static Function<Table, List<Row>> of(List<Row> counts, List<Row> flows) {
    List<Row> someCounts = List.copyOf(counts);
    List<Row> someFlows = List.copyOf(flows);
    return table ->
        table == TierCountTable.TABLE
            ? someCounts
            : table == TransitionCountTable.TABLE ? someFlows : REPORT.rows(table);
  }

  private static Row with(Row row, Field field, Object value) {
    Object[] values = new Object[row.size()];
    for (int at = 0; at < values.length; at++) {
      values[at] = row.schema().fieldNames()[at].equals(field.name()) ? value : row.get(at);
    }
    return new GenericRowWithSchema(values, row.schema());
  }

  @Test
  void shouldTileTheMapAsTheReportDoesAndSayWhatItsColoursMean() {
    ResultChart map = chart(all(), "map");

    assertThat(map.data().get("tiles"))
        .extracting(tile -> tile.get("short_name"), tile -> tile.get("chance"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("Ajung", "1,5\u00a0%"),
            org.assertj.core.groups.Tuple.tuple("Kencong", "–"),
            org.assertj.core.groups.Tuple.tuple("Sumberjambe", "0,2\u00a0%"));
    assertThat(map.key())
        .extracting(ChartKey::words)
        .containsExactly("di luar jangkauan", "tidak dinilai");
    assertThat(chart(charts(REPORT::rows, MinCell.OFF, "en"), "map").data().get("tiles"))
        .extracting(tile -> tile.get("chance"))
        .contains("1.5\u00a0%");
  }

  @Test
  void shouldDrawNoSuppressedCountAndSayThatKecamatanAreLeftOut() {
    Function<Table, List<Row>> shown = Disclosure.of(REPORT::rows, HUNDRED);
    List<ResultChart> charts = charts(shown, HUNDRED, "id");

    assertThat(holds(all(), 67)).isTrue();
    assertThat(holds(all(), 567)).isTrue();
    assertThat(holds(charts, 67)).isFalse();
    assertThat(holds(charts, 567)).isFalse();
    assertThat(holds(charts, 634)).isTrue();
    assertThat(charts).extracting(ResultChart::name).doesNotContain("position", "requirement");
    assertThat(chart(charts, "map").data().get("tiles"))
        .filteredOn(tile -> tile.get("chance").equals("∗"))
        .hasSize(2);
  }
}
