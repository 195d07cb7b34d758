package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.domain.MinCell;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.domain.VerdictThresholds;
import id.entas.job.ScenarioSetting;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import id.entas.tables.FlowReader;
import id.entas.tables.ForecastBasis;
import id.entas.tables.ProjectionTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.ReferenceSeriesTable;
import id.entas.tables.RegionPopulationTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionCountTable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * What the report shows, as JSON: parts of the published tables under their own names and columns,
 * with the regions, tiers and settings that are needed to read them.
 *
 * <p>Rows and keys have one order whatever order they were read in, and no time of day enters.
 */
final class ReportData {
  /** The tables that the report is made of; none is household-level. */
  static final List<Table> TABLES =
      List.of(
          RegionTable.TABLE,
          TierTable.TABLE,
          TargetReachabilityTable.TABLE,
          ProjectionTable.TABLE,
          ScenarioEffectTable.TABLE,
          RequirementTable.TABLE,
          BacktestTable.TABLE,
          TierCountTable.TABLE,
          TransitionCountTable.TABLE,
          TierTransitionTable.TABLE,
          ReductionRateTable.TABLE,
          QualityFindingTable.TABLE,
          ReconciliationTable.TABLE,
          ExtractFileTable.TABLE,
          RegionPopulationTable.TABLE,
          ReferenceSeriesTable.TABLE);

  /** What is left of a number is far below what it is known to, and far above what is shown. */
  private static final MathContext DIGITS = new MathContext(9);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportData() {}

  /**
   * Which run the rows are of.
   *
   * @param versions version of each table of the run, by name
   * @param minCell the smallest count shown
   */
  record Identity(
      String runId,
      String settingsSha256,
      String programVersion,
      SortedMap<String, Long> versions,
      MinCell minCell) {}

  /**
   * The data of a run.
   *
   * @param rows the rows of each table of {@link #TABLES} as the run published them
   */
  static ObjectNode of(Identity run, Settings settings, Function<Table, List<Row>> rows) {
    ObjectNode data = NODES.objectNode();
    data.set("run", run(run));
    data.set("target", target(settings));
    data.set("scenarios", scenarios(settings));
    List<Row> regions = rows.apply(RegionTable.TABLE);
    data.set("tiles", tiles(regions));
    data.set("tables", tables(settings, regions, rows));
    return data;
  }

  private static ObjectNode run(Identity run) {
    ObjectNode node = NODES.objectNode();
    node.put("id", run.runId());
    node.put("settings", run.settingsSha256());
    node.put("program", run.programVersion());
    ObjectNode versions = node.putObject("versions");
    run.versions().forEach(versions::put);
    node.put("minCell", run.minCell().households());
    return node;
  }

  private static ObjectNode target(Settings settings) {
    ObjectNode node = NODES.objectNode();
    node.put("tier", settings.tiers().target().code());
    node.put("year", settings.targetYear());
    node.put("households", settings.target().households());
    node.put("document", settings.targetDocument());
    node.put("headline", settings.headlineTolerance());
    ArrayNode tolerances = node.putArray("tolerances");
    settings.tolerances().forEach(tolerances::add);
    VerdictThresholds thresholds = settings.verdictThresholds();
    node.put("onTrack", thresholds.onTrack());
    node.put("possible", thresholds.possible());
    node.put("unlikely", thresholds.unlikely());
    node.put("chance", settings.requirementChance());
    node.put("futures", settings.futures());
    return node;
  }

  /** The scenarios in the order of the settings, with what those of the settings are called. */
  private static ArrayNode scenarios(Settings settings) {
    ArrayNode all = NODES.arrayNode();
    for (StandardScenario scenario : StandardScenario.values()) {
      all.addObject().put("code", scenario.code());
    }
    for (ScenarioSetting scenario : settings.scenarios()) {
      all.addObject()
          .put("code", scenario.code())
          .put("id", scenario.labelId())
          .put("en", scenario.labelEn());
    }
    return all;
  }

  private static ObjectNode tiles(List<Row> regions) {
    ObjectNode tiles = NODES.objectNode();
    tilesOf(regions)
        .forEach((code, tile) -> tiles.putArray(code).add(tile.column()).add(tile.row()));
    return tiles;
  }

  /** The tile of every kecamatan by its code. */
  static Map<String, TileGrid.Tile> tilesOf(List<Row> regions) {
    return TileGrid.of(
        regions.stream()
            .filter(row -> levelOf(RegionTable.REGION_LEVEL, row) == Region.Level.KECAMATAN)
            .sorted(Comparator.comparing(RegionTable.REGION_CODE::text))
            .map(
                row ->
                    new TileGrid.Place(
                        RegionTable.REGION_CODE.text(row),
                        degrees(RegionTable.LONGITUDE, row),
                        degrees(RegionTable.LATITUDE, row)))
            .toList());
  }

  private static OptionalDouble degrees(Field field, Row row) {
    return field.isNull(row) ? OptionalDouble.empty() : OptionalDouble.of(field.number(row));
  }

  private static ObjectNode tables(
      Settings settings, List<Row> regions, Function<Table, List<Row>> rows) {
    String target = settings.tiers().target().code();
    String observed = StandardScenario.OBSERVED.code();
    ObjectNode tables = NODES.objectNode();
    tables.set(
        "region",
        table(
            regions,
            RegionTable.REGION_CODE,
            RegionTable.REGION_LEVEL,
            RegionTable.REGION_NAME,
            RegionTable.PARENT_CODE));
    tables.set(
        "tier",
        table(
            rows.apply(TierTable.TABLE),
            TierTable.ORDINAL,
            TierTable.TIER,
            TierTable.LABEL_ID,
            TierTable.LABEL_EN,
            TierTable.IS_LISTED,
            TierTable.IS_TARGET));
    List<Row> reachability = rows.apply(TargetReachabilityTable.TABLE);
    tables.set(
        "target_reachability",
        table(
            only(reachability, is(TargetReachabilityTable.SCENARIO, observed)),
            TargetReachabilityTable.REGION_CODE,
            TargetReachabilityTable.TOLERANCE_SHARE,
            TargetReachabilityTable.TARGET_HOUSEHOLDS,
            TargetReachabilityTable.TOLERANCE_HOUSEHOLDS,
            TargetReachabilityTable.BASE_YEAR,
            TargetReachabilityTable.BASE_HOUSEHOLDS,
            TargetReachabilityTable.LATEST_YEAR,
            TargetReachabilityTable.LATEST_HOUSEHOLDS,
            TargetReachabilityTable.BASE_REQUIRED_ANNUAL_RATE,
            TargetReachabilityTable.BASE_REQUIRED_PER_YEAR,
            TargetReachabilityTable.OBSERVED_ANNUAL_RATE,
            TargetReachabilityTable.REQUIRED_ANNUAL_RATE,
            TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
            TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
            TargetReachabilityTable.P05,
            TargetReachabilityTable.P50,
            TargetReachabilityTable.P95,
            TargetReachabilityTable.EXPECTED_STAYED,
            TargetReachabilityTable.EXPECTED_FELL,
            TargetReachabilityTable.EXPECTED_NEW,
            TargetReachabilityTable.PROBABILITY_REACHED,
            TargetReachabilityTable.PROBABILITY_UPPER,
            TargetReachabilityTable.FIRST_YEAR_REACHED,
            TargetReachabilityTable.HORIZON_YEAR,
            TargetReachabilityTable.YEARLY_INFLOW,
            TargetReachabilityTable.BALANCE_HOUSEHOLDS,
            TargetReachabilityTable.SHORTFALL_HOUSEHOLDS,
            TargetReachabilityTable.REQUIRED_EXIT_PROBABILITY,
            TargetReachabilityTable.INFEASIBLE,
            TargetReachabilityTable.NOISE_FLOOR_HOUSEHOLDS,
            TargetReachabilityTable.VERDICT,
            TargetReachabilityTable.VERDICT_IF_ABSENT_WORSE,
            TargetReachabilityTable.INSTRUMENTS,
            TargetReachabilityTable.REJECTED_ASSUMPTIONS,
            ForecastBasis.METHOD,
            ForecastBasis.FIRST_YEAR,
            ForecastBasis.LAST_YEAR,
            ForecastBasis.COMPARABLE,
            ForecastBasis.SHOCK_SOURCE,
            TargetReachabilityTable.KECAMATAN_REACHING,
            TargetReachabilityTable.KECAMATAN_REACHING_P05,
            TargetReachabilityTable.KECAMATAN_REACHING_P95,
            TargetReachabilityTable.KECAMATAN_COVERED,
            TargetReachabilityTable.KECAMATAN_TOTAL));
    tables.set(
        "target_reachability_by_scenario",
        table(
            reachability,
            TargetReachabilityTable.REGION_CODE,
            TargetReachabilityTable.SCENARIO,
            TargetReachabilityTable.TOLERANCE_SHARE,
            TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
            TargetReachabilityTable.P05,
            TargetReachabilityTable.P95,
            TargetReachabilityTable.PROBABILITY_REACHED,
            TargetReachabilityTable.PROBABILITY_UPPER,
            TargetReachabilityTable.VERDICT));
    tables.set(
        "projection",
        table(
            only(
                rows.apply(ProjectionTable.TABLE),
                is(ProjectionTable.SCENARIO, observed).and(is(ProjectionTable.TIER, target))),
            ProjectionTable.REGION_CODE,
            ProjectionTable.CENSUS_YEAR,
            ProjectionTable.OBSERVED,
            ProjectionTable.MEAN,
            ProjectionTable.P05,
            ProjectionTable.P25,
            ProjectionTable.P50,
            ProjectionTable.P75,
            ProjectionTable.P95,
            ProjectionTable.MEAN_PEOPLE,
            ProjectionTable.KECAMATAN_COVERED,
            ProjectionTable.KECAMATAN_TOTAL));
    tables.set(
        "scenario_effect",
        table(
            only(
                rows.apply(ScenarioEffectTable.TABLE),
                is(ScenarioEffectTable.TIER, target)
                    .and(
                        row -> ScenarioEffectTable.CENSUS_YEAR.year(row) == settings.targetYear())),
            ScenarioEffectTable.REGION_CODE,
            ScenarioEffectTable.SCENARIO,
            ScenarioEffectTable.MEAN_DIFFERENCE,
            ScenarioEffectTable.P05,
            ScenarioEffectTable.P95));
    tables.set(
        "requirement",
        table(
            rows.apply(RequirementTable.TABLE),
            RequirementTable.REGION_CODE,
            RequirementTable.TOLERANCE_SHARE,
            RequirementTable.CENSUS_YEAR,
            RequirementTable.HELP,
            RequirementTable.INFEASIBLE,
            RequirementTable.EXIT_PROBABILITY,
            RequirementTable.INFLOW_CUT,
            RequirementTable.EXITS_PER_YEAR,
            RequirementTable.HELPED_OUT_PER_YEAR,
            RequirementTable.KEPT_OUT_PER_YEAR));
    tables.set(
        "backtest",
        table(
            only(rows.apply(BacktestTable.TABLE), is(BacktestTable.TIER, target)),
            BacktestTable.REGION_CODE,
            BacktestTable.ORIGIN_YEAR,
            BacktestTable.HORIZON,
            BacktestTable.MODEL,
            BacktestTable.OBSERVED,
            BacktestTable.MEAN,
            BacktestTable.P05,
            BacktestTable.P25,
            BacktestTable.P75,
            BacktestTable.P95,
            BacktestTable.IN_50,
            BacktestTable.IN_90,
            BacktestTable.CRPS,
            BacktestTable.COMPARABLE));
    tables.set(
        "tier_count",
        table(
            rows.apply(TierCountTable.TABLE),
            TierCountTable.REGION_CODE,
            TierCountTable.CENSUS_YEAR,
            TierCountTable.TIER,
            TierCountTable.HOUSEHOLDS,
            TierCountTable.MEMBERS,
            TierCountTable.SHARE_OF_LISTED,
            TierCountTable.KECAMATAN_COVERED,
            TierCountTable.KECAMATAN_TOTAL));
    tables.set(
        "transition_count",
        table(
            only(
                rows.apply(TransitionCountTable.TABLE),
                aboveDesa(TransitionCountTable.REGION_LEVEL)),
            TransitionCountTable.REGION_CODE,
            TransitionCountTable.FROM_YEAR,
            TransitionCountTable.TO_YEAR,
            TransitionCountTable.FROM_TIER,
            TransitionCountTable.TO_TIER,
            TransitionCountTable.HOUSEHOLDS,
            TransitionCountTable.KECAMATAN_COVERED));
    tables.set(
        "tier_transition",
        table(
            only(
                rows.apply(TierTransitionTable.TABLE), aboveDesa(TierTransitionTable.REGION_LEVEL)),
            TierTransitionTable.REGION_CODE,
            TierTransitionTable.FROM_YEAR,
            TierTransitionTable.TO_YEAR,
            TierTransitionTable.FROM_TIER,
            TierTransitionTable.TO_TIER,
            TierTransitionTable.HOUSEHOLDS,
            TierTransitionTable.SEEN_HOUSEHOLDS,
            TierTransitionTable.ABSENT_HOUSEHOLDS,
            TierTransitionTable.PROBABILITY,
            TierTransitionTable.CI_LOW,
            TierTransitionTable.CI_HIGH,
            TierTransitionTable.BOUND_LOW,
            TierTransitionTable.BOUND_HIGH,
            TierTransitionTable.COMPARABLE));
    tables.set(
        "reduction_rate",
        table(
            only(rows.apply(ReductionRateTable.TABLE), is(ReductionRateTable.TIER, target)),
            ReductionRateTable.REGION_CODE,
            ReductionRateTable.FROM_YEAR,
            ReductionRateTable.TO_YEAR,
            ReductionRateTable.HOUSEHOLDS_FROM,
            ReductionRateTable.HOUSEHOLDS_TO,
            ReductionRateTable.CHANGE,
            ReductionRateTable.ANNUAL_RATE,
            ReductionRateTable.ANNUAL_RATE_LOW,
            ReductionRateTable.ANNUAL_RATE_HIGH,
            ReductionRateTable.METHOD,
            ReductionRateTable.PEOPLE_FROM,
            ReductionRateTable.PEOPLE_TO,
            ReductionRateTable.PEOPLE_ANNUAL_RATE,
            ReductionRateTable.COMPARABLE,
            ReductionRateTable.KECAMATAN_COVERED,
            ReductionRateTable.KECAMATAN_TOTAL));
    tables.set(
        "quality_finding",
        table(
            rows.apply(QualityFindingTable.TABLE),
            QualityFindingTable.RULE,
            QualityFindingTable.SEVERITY,
            QualityFindingTable.CENSUS_YEAR,
            QualityFindingTable.REGION_CODE,
            QualityFindingTable.ROWS,
            QualityFindingTable.DETAIL));
    tables.set(
        "reconciliation",
        table(
            rows.apply(ReconciliationTable.TABLE),
            ReconciliationTable.FIGURE,
            ReconciliationTable.CENSUS_YEAR,
            ReconciliationTable.REGION_CODE,
            ReconciliationTable.TIER,
            ReconciliationTable.PUBLISHED,
            ReconciliationTable.OBSERVED,
            ReconciliationTable.DIFFERENCE,
            ReconciliationTable.DIFFERENCE_SHARE,
            ReconciliationTable.WITHIN_TOLERANCE,
            ReconciliationTable.DETAIL,
            ReconciliationTable.SOURCE));
    tables.set(
        "extract_file",
        table(
            rows.apply(ExtractFileTable.TABLE),
            ExtractFileTable.CENSUS_YEARS,
            ExtractFileTable.SOURCE_FILE,
            ExtractFileTable.ROWS_READ,
            ExtractFileTable.ROWS_ACCEPTED,
            ExtractFileTable.ROWS_REJECTED));
    tables.set(
        "region_population",
        table(
            rows.apply(RegionPopulationTable.TABLE),
            RegionPopulationTable.REGION_CODE,
            RegionPopulationTable.YEAR,
            RegionPopulationTable.HOUSEHOLDS,
            RegionPopulationTable.PEOPLE,
            RegionPopulationTable.SOURCE));
    tables.set(
        "reference_series",
        table(
            rows.apply(ReferenceSeriesTable.TABLE),
            ReferenceSeriesTable.REGION_CODE,
            ReferenceSeriesTable.REGION_LEVEL,
            ReferenceSeriesTable.SERIES,
            ReferenceSeriesTable.YEAR,
            ReferenceSeriesTable.VALUE,
            ReferenceSeriesTable.UNIT,
            ReferenceSeriesTable.SOURCE));
    return tables;
  }

  private static Predicate<Row> is(Field field, String text) {
    return row -> text.equals(field.text(row));
  }

  private static Predicate<Row> aboveDesa(Field level) {
    return row -> levelOf(level, row) != Region.Level.DESA;
  }

  private static Region.Level levelOf(Field level, Row row) {
    return FlowReader.levelOf(level.text(row));
  }

  private static List<Row> only(List<Row> rows, Predicate<Row> wanted) {
    return rows.stream().filter(wanted).toList();
  }

  /** Columns of rows, sorted by what they say. */
  private static ObjectNode table(List<Row> rows, Field... fields) {
    ObjectNode table = NODES.objectNode();
    ArrayNode columns = table.putArray("columns");
    for (Field field : fields) {
      columns.add(field.name());
    }
    List<ArrayNode> all = new ArrayList<>();
    for (Row row : rows) {
      ArrayNode values = NODES.arrayNode();
      for (Field field : fields) {
        add(values, row.get(row.fieldIndex(field.name())));
      }
      all.add(values);
    }
    all.sort(Comparator.comparing(ArrayNode::toString));
    table.putArray("rows").addAll(all);
    return table;
  }

  private static void add(ArrayNode values, Object value) {
    if (value == null) {
      values.addNull();
    } else if (value instanceof Double number) {
      values.add(rounded(number));
    } else if (value instanceof Long count) {
      values.add(count);
    } else if (value instanceof Integer whole) {
      values.add(whole);
    } else if (value instanceof Boolean flag) {
      values.add(flag);
    } else {
      values.add(value.toString());
    }
  }

  private static JsonNode rounded(double number) {
    BigDecimal digits = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return digits.scale() <= 0
        ? NODES.numberNode(digits.toBigIntegerExact())
        : NODES.numberNode(digits);
  }
}
