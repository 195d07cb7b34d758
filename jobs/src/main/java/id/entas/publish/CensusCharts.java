package id.entas.publish;

import static id.entas.publish.ChartRows.has;
import static id.entas.publish.ChartRows.isOf;
import static id.entas.publish.ChartRows.key;
import static id.entas.publish.ChartRows.values;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionCountTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Charts of what the censuses counted. */
final class CensusCharts {
  /** Marks of the tiers in charts/change, worst tier first. */
  private static final List<ChartKey.Mark> TIER_MARKS =
      List.of(
          ChartKey.Mark.POINT, ChartKey.Mark.SQUARE, ChartKey.Mark.TRIANGLE, ChartKey.Mark.DIAMOND);

  private final ChartRows on;
  private final Settings settings;
  private final Texts texts;
  private final Numerals numerals;
  private final String target;
  private final String kabupaten;
  private final Map<String, String> names;
  private final MinCell least;
  private final List<ResultChart> charts = new ArrayList<>();

  private CensusCharts(ChartRows on) {
    this.on = on;
    this.settings = on.settings();
    this.texts = on.texts();
    this.numerals = on.numerals();
    this.target = on.target();
    this.kabupaten = on.kabupaten();
    this.names = on.names();
    this.least = on.least();
  }

  /** Those that have something to draw. */
  static List<ResultChart> of(ChartRows on) {
    CensusCharts all = new CensusCharts(on);
    all.addPosition();
    all.addQuadrant();
    all.addFlows();
    all.addMatrix();
    all.addChange();
    return all.charts;
  }

  /**
   * The stock of the target tier in the latest of those censuses of the kabupaten that cover most
   * kecamatan, where it is shown: one of a few does not tell of all.
   */
  private Optional<Row> findLatestStock() {
    return on.of(TierCountTable.TABLE, TierCountTable.REGION_CODE, kabupaten)
        .filter(row -> isOf(TierCountTable.TIER, target, row))
        .max(
            Comparator.comparing(TierCountTable.KECAMATAN_COVERED::count)
                .thenComparing(TierCountTable.CENSUS_YEAR::year))
        .filter(row -> has(row, TierCountTable.HOUSEHOLDS));
  }

  /** The same census and tier of every kecamatan that it covers, shown or not. */
  private Stream<Row> ofKecamatan(Row whole) {
    int year = TierCountTable.CENSUS_YEAR.year(whole);
    return on.rows(TierCountTable.TABLE).stream()
        .filter(row -> isOf(TierCountTable.TIER, target, row))
        .filter(row -> TierCountTable.CENSUS_YEAR.year(row) == year)
        .filter(row -> names.containsKey(TierCountTable.REGION_CODE.text(row)))
        .filter(row -> !isOf(TierCountTable.REGION_CODE, kabupaten, row));
  }

  /** Those of them that are shown by the code of the kecamatan, the largest first. */
  private Map<String, Row> stocks(Row whole) {
    return ofKecamatan(whole)
        .filter(row -> has(row, TierCountTable.HOUSEHOLDS))
        .sorted(
            Comparator.comparing(TierCountTable.HOUSEHOLDS::count)
                .reversed()
                .thenComparing(TierCountTable.REGION_CODE::text))
        .collect(
            Collectors.toMap(
                TierCountTable.REGION_CODE::text, row -> row, (a, b) -> a, LinkedHashMap::new));
  }

  /** What is said of the kecamatan that a chart leaves out of those that a census covers. */
  private String withHidden(String lead, Row whole, int shown) {
    long hidden = ofKecamatan(whole).count() - shown;
    return !least.isOn() || hidden == 0
        ? lead
        : lead
            + " "
            + texts.get(
                "kecamatan.suppressed",
                Map.of("count", Long.toString(hidden), "least", Long.toString(least.households())));
  }

  private static double mean(Row whole) {
    return TierCountTable.HOUSEHOLDS.count(whole)
        / (double) TierCountTable.KECAMATAN_COVERED.count(whole);
  }

  private void addPosition() {
    Optional<Row> found = findLatestStock();
    Map<String, Row> stocks = found.map(this::stocks).orElse(Map.of());
    if (stocks.isEmpty()) {
      return;
    }
    double mean = mean(found.get());
    List<Map<String, Object>> bars = new ArrayList<>();
    stocks.forEach(
        (code, row) -> {
          long households = TierCountTable.HOUSEHOLDS.count(row);
          bars.add(
              Map.of(
                  "name",
                  names.get(code),
                  "value",
                  households,
                  "label",
                  numerals.whole(households),
                  "chosen",
                  false));
        });
    String line = texts.get("position.mean") + " (" + numerals.whole(mean) + ")";
    charts.add(
        new ResultChart(
            "reachability",
            "position",
            on.title("position"),
            withHidden(
                texts.get(
                    "position.lead",
                    Map.of(
                        "measure",
                        texts.get(
                            "measure.households",
                            Map.of("tier", on.targetLabel(), "Tier", on.targetLabelAtStart())),
                        "year",
                        Integer.toString(TierCountTable.CENSUS_YEAR.year(found.get())),
                        "line",
                        line)),
                found.get(),
                stocks.size()),
            TierCountTable.TABLE,
            Map.of("regions", bars, "whole", List.of(Map.of("value", mean))),
            List.of(key(ChartKey.Mark.DASHED, "orange", line))));
  }

  private void addQuadrant() {
    Optional<Row> found = findLatestStock().filter(row -> has(row, TierCountTable.SHARE_OF_LISTED));
    Map<String, Row> stocks = new LinkedHashMap<>(found.map(this::stocks).orElse(Map.of()));
    stocks.values().removeIf(row -> !has(row, TierCountTable.SHARE_OF_LISTED));
    if (stocks.isEmpty()) {
      return;
    }
    double mean = mean(found.get());
    double share = TierCountTable.SHARE_OF_LISTED.number(found.get());
    List<Map<String, Object>> points = new ArrayList<>();
    List<String> first = new ArrayList<>();
    stocks.forEach(
        (code, row) -> {
          boolean isFirst =
              TierCountTable.HOUSEHOLDS.count(row) > mean
                  && TierCountTable.SHARE_OF_LISTED.number(row) > share;
          if (isFirst) {
            first.add(names.get(code));
          }
          points.add(
              Map.of(
                  "name",
                  names.get(code),
                  "households",
                  TierCountTable.HOUSEHOLDS.count(row),
                  "share",
                  TierCountTable.SHARE_OF_LISTED.number(row),
                  "first",
                  isFirst,
                  "chosen",
                  false));
        });
    charts.add(
        new ResultChart(
            "reachability",
            "quadrant",
            on.title("quadrant"),
            withHidden(
                texts.get(
                    "quadrant.lead",
                    Map.of(
                        "tier",
                        on.targetLabel(),
                        "year",
                        Integer.toString(TierCountTable.CENSUS_YEAR.year(found.get())),
                        "rate",
                        texts.get("quadrant.share"),
                        "list",
                        first.isEmpty() ? texts.get("missing") : String.join(", ", first))),
                found.get(),
                stocks.size()),
            TierCountTable.TABLE,
            Map.of("regions", points, "whole", List.of(Map.of("households", mean, "share", share))),
            List.of()));
  }

  /** The rows of the last interval, by its end, of those that cover most kecamatan. */
  private List<Row> lastInterval(
      Table table, Field region, Field covered, Field fromYear, Field toYear) {
    List<Row> own = on.of(table, region, kabupaten).toList();
    Comparator<Row> later =
        Comparator.<Row>comparingLong(covered::count)
            .thenComparingInt(toYear::year)
            .thenComparingInt(fromYear::year);
    return own.stream()
        .max(later)
        .map(last -> own.stream().filter(row -> later.compare(row, last) == 0).toList())
        .orElse(List.of());
  }

  private static String years(Row row, Field fromYear, Field toYear) {
    return " " + fromYear.year(row) + " → " + toYear.year(row);
  }

  private void addFlows() {
    List<Row> last =
        lastInterval(
            TransitionCountTable.TABLE,
            TransitionCountTable.REGION_CODE,
            TransitionCountTable.KECAMATAN_COVERED,
            TransitionCountTable.FROM_YEAR,
            TransitionCountTable.TO_YEAR);
    List<Map<String, Object>> flows =
        last.stream()
            .filter(row -> has(row, TransitionCountTable.HOUSEHOLDS))
            .map(
                row -> {
                  Map<String, Object> flow =
                      values(
                          row,
                          TransitionCountTable.FROM_TIER,
                          TransitionCountTable.TO_TIER,
                          TransitionCountTable.HOUSEHOLDS);
                  putEnds(flow, row, TransitionCountTable.FROM_TIER, TransitionCountTable.TO_TIER);
                  return flow;
                })
            .sorted(byEnds())
            .toList();
    if (!flows.isEmpty()) {
      charts.add(
          new ResultChart(
              "transition",
              "flows",
              on.title("flows")
                  + years(
                      last.get(0), TransitionCountTable.FROM_YEAR, TransitionCountTable.TO_YEAR),
              texts.get("flows.lead") + " " + texts.get("flows.absent"),
              TransitionCountTable.TABLE,
              Map.of("flows", flows),
              List.of()));
    }
  }

  private void putEnds(Map<String, Object> values, Row row, Field from, Field to) {
    values.put("from_label", on.tierLabel(from.text(row)));
    values.put("from_order", on.order(from.text(row)));
    values.put("to_label", on.tierLabel(to.text(row)));
    values.put("to_order", on.order(to.text(row)));
  }

  private static Comparator<Map<String, Object>> byEnds() {
    return Comparator.<Map<String, Object>>comparingInt(row -> (Integer) row.get("from_order"))
        .thenComparingInt(row -> (Integer) row.get("to_order"));
  }

  private void addMatrix() {
    List<Row> last =
        lastInterval(
            TierTransitionTable.TABLE,
            TierTransitionTable.REGION_CODE,
            TierTransitionTable.KECAMATAN_COVERED,
            TierTransitionTable.FROM_YEAR,
            TierTransitionTable.TO_YEAR);
    List<Map<String, Object>> cells = new ArrayList<>();
    Map<String, String> absent = new HashMap<>();
    for (Row row : last) {
      if (has(row, TierTransitionTable.HOUSEHOLDS)) {
        Map<String, Object> cell = values(row, TierTransitionTable.PROBABILITY);
        putEnds(cell, row, TierTransitionTable.FROM_TIER, TierTransitionTable.TO_TIER);
        cell.put("count", numerals.whole(TierTransitionTable.HOUSEHOLDS.count(row)));
        boolean isKnown = has(row, TierTransitionTable.PROBABILITY);
        cell.put(
            "percent",
            isKnown
                ? numerals.percent(TierTransitionTable.PROBABILITY.number(row), 1)
                : texts.get("missing"));
        cell.put(
            "strong", isKnown && TierTransitionTable.PROBABILITY.number(row) > Look.strongHeat());
        cell.put(
            "interval",
            has(row, TierTransitionTable.CI_LOW, TierTransitionTable.CI_HIGH)
                ? numerals.number(100 * TierTransitionTable.CI_LOW.number(row), 1)
                    + "–"
                    + numerals.percent(TierTransitionTable.CI_HIGH.number(row), 1)
                : texts.get("missing"));
        cells.add(cell);
        if (has(row, TierTransitionTable.ABSENT_HOUSEHOLDS)) {
          absent.put(
              TierTransitionTable.FROM_TIER.text(row),
              numerals.whole(TierTransitionTable.ABSENT_HOUSEHOLDS.count(row)));
        }
      }
    }
    if (cells.isEmpty()) {
      return;
    }
    cells.sort(byEnds());
    String list =
        settings.tiers().codes().stream()
            .filter(absent::containsKey)
            .map(code -> on.tierLabel(code) + " " + absent.get(code))
            .collect(Collectors.joining(", "));
    charts.add(
        new ResultChart(
            "transition",
            "matrix",
            on.title("matrix")
                + years(last.get(0), TierTransitionTable.FROM_YEAR, TierTransitionTable.TO_YEAR),
            texts.get("matrix.lead")
                + (list.isEmpty() ? "" : " " + texts.get("matrix.absent", Map.of("list", list))),
            TierTransitionTable.TABLE,
            Map.of("cells", cells),
            List.of()));
  }

  /** To a census of fewer kecamatan a line would fall that no household did. */
  private static boolean isOfHalf(Row row) {
    return 2 * TierCountTable.KECAMATAN_COVERED.count(row)
        >= TierCountTable.KECAMATAN_TOTAL.count(row);
  }

  private void addChange() {
    List<Row> own =
        on.of(TierCountTable.TABLE, TierCountTable.REGION_CODE, kabupaten)
            .filter(row -> settings.tiers().findByCode(TierCountTable.TIER.text(row)).isPresent())
            .filter(row -> has(row, TierCountTable.HOUSEHOLDS))
            .sorted(Comparator.comparing(TierCountTable.CENSUS_YEAR::year))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    String partial =
        own.stream()
            .filter(
                row ->
                    TierCountTable.KECAMATAN_COVERED.count(row)
                        < TierCountTable.KECAMATAN_TOTAL.count(row))
            .map(
                row ->
                    texts.get(
                        "change.partial",
                        Map.of(
                            "year",
                            Integer.toString(TierCountTable.CENSUS_YEAR.year(row)),
                            "covered",
                            Long.toString(TierCountTable.KECAMATAN_COVERED.count(row)),
                            "total",
                            Long.toString(TierCountTable.KECAMATAN_TOTAL.count(row)))))
            .distinct()
            .collect(Collectors.joining(", "));
    charts.add(
        new ResultChart(
            "rate",
            "change",
            on.title("change"),
            texts.ofWorkbook("change.lead")
                + (partial.isEmpty()
                    ? ""
                    : " " + texts.get("change.only", Map.of("list", partial))),
            TierCountTable.TABLE,
            Map.of(
                "counts",
                own.stream()
                    .filter(CensusCharts::isOfHalf)
                    .map(
                        row ->
                            Map.<String, Object>of(
                                "census_year",
                                TierCountTable.CENSUS_YEAR.year(row),
                                "tier",
                                TierCountTable.TIER.text(row),
                                "tier_order",
                                on.order(TierCountTable.TIER.text(row)),
                                "value",
                                TierCountTable.HOUSEHOLDS.count(row)))
                    .toList()),
            settings.tiers().tiers().stream()
                .map(
                    tier ->
                        new ChartKey(
                            tier.ordinal() <= TIER_MARKS.size()
                                ? TIER_MARKS.get(tier.ordinal() - 1)
                                : ChartKey.Mark.LINE,
                            Look.colour("category", tier.ordinal() - 1),
                            on.tierLabel(tier.code())))
                .toList()));
  }
}
