package id.entas.publish;

import static id.entas.publish.ChartRows.has;
import static id.entas.publish.ChartRows.isOf;
import static id.entas.publish.ChartRows.key;
import static id.entas.publish.ChartRows.met;
import static id.entas.publish.ChartRows.values;
import static java.util.Map.entry;

import id.entas.domain.ForecastModel;
import id.entas.domain.MinCell;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.job.ScenarioSetting;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.Field;
import id.entas.tables.ProjectionTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.TargetReachabilityTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Charts of what is expected, asked for and was once expected. */
final class ForecastCharts {
  /** Verdicts in the order of the colours of the look. */
  private static final List<String> VERDICTS =
      List.of(
          "REACHED",
          "ON_TRACK",
          "POSSIBLE",
          "UNLIKELY",
          "OUT_OF_REACH",
          "MISSED",
          "NOT_ASSESSED",
          "SUPPRESSED");

  /** Those whose tile is too strong for the ink. */
  private static final List<Integer> STRONG = List.of(0, 1, 4, 5);

  private final ChartRows on;
  private final Settings settings;
  private final Texts texts;
  private final Numerals numerals;
  private final String target;
  private final String kabupaten;
  private final Map<String, String> names;
  private final MinCell least;
  private final List<ResultChart> charts = new ArrayList<>();

  private ForecastCharts(ChartRows on) {
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
    ForecastCharts all = new ForecastCharts(on);
    all.addFan();
    all.addMap();
    all.addScenarios();
    all.addRequirement();
    all.addBacktest();
    return all.charts;
  }

  private void addFan() {
    Optional<Row> found = on.findReach(kabupaten);
    List<Row> points =
        on.of(ProjectionTable.TABLE, ProjectionTable.REGION_CODE, kabupaten)
            .filter(row -> isOf(ProjectionTable.SCENARIO, StandardScenario.OBSERVED.code(), row))
            .filter(row -> isOf(ProjectionTable.TIER, target, row))
            .filter(row -> has(row, ProjectionTable.OBSERVED) || has(row, ProjectionTable.P05))
            .sorted(Comparator.comparing(ProjectionTable.CENSUS_YEAR::year))
            .toList();
    if (points.isEmpty() || found.isEmpty()) {
      return;
    }
    int latest =
        points.stream()
            .filter(row -> has(row, ProjectionTable.OBSERVED))
            .mapToInt(ProjectionTable.CENSUS_YEAR::year)
            .max()
            .orElse(0);
    List<Map<String, Object>> projection = new ArrayList<>();
    for (Row point : points) {
      Map<String, Object> one =
          values(
              point,
              ProjectionTable.CENSUS_YEAR,
              ProjectionTable.OBSERVED,
              ProjectionTable.MEAN,
              ProjectionTable.P05,
              ProjectionTable.P25,
              ProjectionTable.P75,
              ProjectionTable.P95);
      one.put("projected", has(point, ProjectionTable.MEAN));
      if (ProjectionTable.CENSUS_YEAR.year(point) == latest) {
        // The ranges start from the latest count.
        Stream.of("mean", "p05", "p25", "p75", "p95")
            .forEach(name -> one.putIfAbsent(name, ProjectionTable.OBSERVED.count(point)));
      }
      projection.add(one);
    }
    Row reach = found.get();
    List<ChartKey> key =
        new ArrayList<>(
            List.of(
                key(ChartKey.Mark.LINE, "ink", texts.get("fan.observed")),
                key(ChartKey.Mark.LINE, "accent", texts.get("fan.expected")),
                key(ChartKey.Mark.BOX, "band50", texts.get("fan.band50")),
                key(ChartKey.Mark.BOX, "band90", texts.get("fan.band90")),
                key(
                    ChartKey.Mark.DASHED,
                    "orange",
                    texts.get(
                        "fan.target",
                        Map.of(
                            "year",
                            Integer.toString(settings.targetYear()),
                            "met",
                            numerals.whole(met(reach)))))));
    List<Map<String, Object>> required = new ArrayList<>();
    if (has(reach, TargetReachabilityTable.BASE_REQUIRED_PER_YEAR)) {
      int base = TargetReachabilityTable.BASE_YEAR.year(reach);
      required.add(
          Map.of(
              "census_year",
              base,
              "households",
              TargetReachabilityTable.BASE_HOUSEHOLDS.count(reach)));
      required.add(
          Map.of(
              "census_year",
              settings.targetYear(),
              "households",
              TargetReachabilityTable.TARGET_HOUSEHOLDS.count(reach)));
      key.add(
          key(
              ChartKey.Mark.DOTTED,
              "orange",
              texts.get("fan.required", Map.of("year", Integer.toString(base)))));
    }
    charts.add(
        new ResultChart(
            "reachability",
            "fan",
            on.title("fan"),
            texts.get("fan.lead", Map.of("tier", on.targetLabel())),
            ProjectionTable.TABLE,
            Map.of(
                "projection",
                projection,
                "required",
                required,
                "target",
                List.of(Map.of("households", met(reach), "target_year", settings.targetYear()))),
            key));
  }

  private void addMap() {
    Map<String, TileGrid.Tile> places = ReportData.tilesOf(on.rows(RegionTable.TABLE));
    List<Map<String, Object>> tiles = new ArrayList<>();
    TreeSet<Integer> seen = new TreeSet<>();
    names.forEach(
        (code, name) -> {
          TileGrid.Tile place = places.get(code);
          if (place != null) {
            Optional<Row> reach = on.findReach(code);
            int verdict = VERDICTS.indexOf(reach.map(this::verdict).orElse("NOT_ASSESSED"));
            seen.add(verdict);
            tiles.add(
                Map.of(
                    "column",
                    place.column(),
                    "row",
                    place.row(),
                    "short_name",
                    name,
                    "chance",
                    reach.map(this::chance).orElse(texts.get("missing")),
                    "verdict_order",
                    verdict,
                    "strong",
                    STRONG.contains(verdict),
                    "chosen",
                    false));
          }
        });
    if (!tiles.isEmpty()) {
      charts.add(
          new ResultChart(
              "reachability",
              "map",
              on.title("map"),
              texts.ofWorkbook("map.lead"),
              TargetReachabilityTable.TABLE,
              Map.of("tiles", tiles),
              seen.stream()
                  .map(
                      place ->
                          new ChartKey(
                              ChartKey.Mark.BOX,
                              Look.colour("verdicts", place),
                              texts.get("verdict." + VERDICTS.get(place))))
                  .toList()));
    }
  }

  /** Whether a region's numbers are suppressed, and with them a verdict that is a fact. */
  private boolean isHidden(Row reach) {
    return least.isOn()
        && has(reach, TargetReachabilityTable.LATEST_YEAR)
        && !has(reach, TargetReachabilityTable.LATEST_HOUSEHOLDS);
  }

  private String verdict(Row reach) {
    return has(reach, TargetReachabilityTable.VERDICT)
        ? TargetReachabilityTable.VERDICT.text(reach)
        : isHidden(reach) ? "SUPPRESSED" : "NOT_ASSESSED";
  }

  private String chance(Row reach) {
    if (has(reach, TargetReachabilityTable.PROBABILITY_REACHED)) {
      return numerals.chance(TargetReachabilityTable.PROBABILITY_REACHED.number(reach));
    }
    if (has(reach, TargetReachabilityTable.PROBABILITY_UPPER)) {
      return "<" + numerals.chance(TargetReachabilityTable.PROBABILITY_UPPER.number(reach));
    }
    return texts.get(isHidden(reach) ? "suppressed" : "missing");
  }

  private void addScenarios() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (StandardScenario scenario : StandardScenario.values()) {
      labels.put(scenario.code(), texts.get("scenario." + scenario.code()));
    }
    boolean isIndonesian = texts.language().equals(Texts.LANGUAGES.get(0));
    for (ScenarioSetting scenario : settings.scenarios()) {
      labels.put(scenario.code(), isIndonesian ? scenario.labelId() : scenario.labelEn());
    }
    List<String> codes = List.copyOf(labels.keySet());
    List<Map<String, Object>> scenarios =
        on.of(TargetReachabilityTable.TABLE, TargetReachabilityTable.REGION_CODE, kabupaten)
            .filter(on::isHeadline)
            .filter(
                row ->
                    has(
                        row,
                        TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
                        TargetReachabilityTable.P05,
                        TargetReachabilityTable.P95))
            .filter(row -> labels.containsKey(TargetReachabilityTable.SCENARIO.text(row)))
            .sorted(
                Comparator.comparing(
                    row -> codes.indexOf(TargetReachabilityTable.SCENARIO.text(row))))
            .map(
                row -> {
                  Map<String, Object> one =
                      values(
                          row,
                          TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
                          TargetReachabilityTable.P05,
                          TargetReachabilityTable.P95);
                  String code = TargetReachabilityTable.SCENARIO.text(row);
                  one.put("label", labels.get(code));
                  one.put("order", codes.indexOf(code));
                  return one;
                })
            .toList();
    Optional<Row> reach = on.findReach(kabupaten);
    if (!scenarios.isEmpty() && reach.isPresent()) {
      charts.add(
          new ResultChart(
              "scenario",
              "scenarios",
              on.title("scenarios"),
              texts.get(
                  "scenarios.lead",
                  Map.of(
                      "tier", on.targetLabel(), "year", Integer.toString(settings.targetYear()))),
              TargetReachabilityTable.TABLE,
              Map.of(
                  "scenarios",
                  scenarios,
                  "target",
                  List.of(Map.of("households", met(reach.get())))),
              List.of()));
    }
  }

  /** Of the kecamatan that the settings have explained, as requirements are of kecamatan. */
  private void addRequirement() {
    Optional<Region> explained =
        settings.findExplainedKecamatan().filter(region -> names.containsKey(region.code()));
    if (explained.isEmpty()) {
      return;
    }
    Region region = explained.get();
    List<Map<String, Object>> bars =
        on.of(RequirementTable.TABLE, RequirementTable.REGION_CODE, region.code())
            .filter(
                row -> RequirementTable.TOLERANCE_SHARE.number(row) == settings.headlineTolerance())
            .filter(row -> !isOf(RequirementTable.HELP, "MIX", row))
            .filter(row -> RequirementTable.INFEASIBLE.flag(row) || has(row, shareOf(row)))
            .sorted(
                Comparator.comparing(RequirementTable.CENSUS_YEAR::year)
                    .thenComparing(RequirementTable.HELP::text))
            .map(this::bar)
            .toList();
    if (bars.isEmpty()) {
      return;
    }
    List<ChartKey> key =
        new ArrayList<>(
            List.of(
                key(ChartKey.Mark.BOX, "accent", alone("col.exit")),
                key(ChartKey.Mark.BOX, "plain", alone("col.cut"))));
    List<Map<String, Object>> today = new ArrayList<>();
    on.findReach(region.code())
        .filter(
            row ->
                has(
                    row,
                    TargetReachabilityTable.YEARLY_INFLOW,
                    TargetReachabilityTable.BALANCE_HOUSEHOLDS))
        .filter(row -> TargetReachabilityTable.BALANCE_HOUSEHOLDS.number(row) > 0)
        .ifPresent(
            row -> {
              // The balance is the yearly inflow by the chance to leave: their ratio is the chance.
              double share =
                  TargetReachabilityTable.YEARLY_INFLOW.number(row)
                      / TargetReachabilityTable.BALANCE_HOUSEHOLDS.number(row);
              today.add(Map.of("share", share));
              key.add(
                  key(
                      ChartKey.Mark.LINE,
                      "ink",
                      texts.get("requirement.today", Map.of("share", numerals.percent(share, 1)))));
            });
    charts.add(
        new ResultChart(
            "requirement",
            "requirement",
            texts.get("kecamatan", Map.of("name", region.name()))
                + " – "
                + texts.get("panel.requirement"),
            texts.get(
                    "requirement.lead",
                    Map.of(
                        "tier",
                        on.targetLabel(),
                        "chance",
                        numerals.percent(settings.requirementChance(), 0)))
                + " ×: "
                + texts.get("requirement.never").toLowerCase(Locale.ROOT)
                + ".",
            RequirementTable.TABLE,
            Map.of("requirement", bars, "today", today),
            key));
  }

  private String alone(String help) {
    return texts.get("col.alone", Map.of("help", texts.get(help)));
  }

  private static Field shareOf(Row requirement) {
    return isOf(RequirementTable.HELP, "EXITS", requirement)
        ? RequirementTable.EXIT_PROBABILITY
        : RequirementTable.INFLOW_CUT;
  }

  private Map<String, Object> bar(Row row) {
    Map<String, Object> bar = values(row, RequirementTable.CENSUS_YEAR, RequirementTable.HELP);
    if (RequirementTable.INFEASIBLE.flag(row)) {
      bar.put("label", "×");
      bar.put("label_at", 0);
    } else {
      double share = shareOf(row).number(row);
      bar.put("share", share);
      bar.put("label", numerals.percent(share, 0));
      bar.put("label_at", share);
    }
    return bar;
  }

  private void addBacktest() {
    List<Row> own =
        on.of(BacktestTable.TABLE, BacktestTable.REGION_CODE, kabupaten)
            .filter(row -> isOf(BacktestTable.TIER, target, row))
            .filter(row -> isOf(BacktestTable.MODEL, ForecastModel.FUTURES.code(), row))
            .filter(
                row ->
                    has(
                        row,
                        BacktestTable.OBSERVED,
                        BacktestTable.P05,
                        BacktestTable.P95,
                        BacktestTable.IN_90))
            .sorted(
                Comparator.comparing(BacktestTable.ORIGIN_YEAR::year)
                    .thenComparing(BacktestTable.HORIZON::whole))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    List<Map<String, Object>> forecasts = new ArrayList<>();
    for (Row row : own) {
      Map<String, Object> one =
          values(
              row,
              BacktestTable.OBSERVED,
              BacktestTable.P05,
              BacktestTable.P25,
              BacktestTable.P75,
              BacktestTable.P95,
              BacktestTable.IN_90);
      int origin = BacktestTable.ORIGIN_YEAR.year(row);
      one.put(
          "label",
          texts.get(
              "backtest.label",
              Map.ofEntries(
                  entry("origin", Integer.toString(origin)),
                  entry("year", Integer.toString(origin + BacktestTable.HORIZON.whole(row))))));
      one.put("order", forecasts.size());
      forecasts.add(one);
    }
    charts.add(
        new ResultChart(
            "backtest",
            "backtest",
            on.title("backtest"),
            texts.get("backtest.lead"),
            BacktestTable.TABLE,
            Map.of("backtest", forecasts),
            List.of(
                key(ChartKey.Mark.POINT, "ink", texts.get("backtest.key.in")),
                key(ChartKey.Mark.DIAMOND, "orange", texts.get("backtest.key.out")),
                key(ChartKey.Mark.BOX, "band90", texts.get("backtest.key.range")))));
  }
}
