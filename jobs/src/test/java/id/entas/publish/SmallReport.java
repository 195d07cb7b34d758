package id.entas.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.domain.MinCell;
import id.entas.domain.StandardScenario;
import id.entas.job.Settings;
import id.entas.tables.BacktestTable;
import id.entas.tables.Disclosure;
import id.entas.tables.ExtractFileTable;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/**
 * A report of invented rows: Jember, two of its kecamatan, one of which nothing is known, and one
 * desa.
 */
final class SmallReport {
  static final String JEMBER = "3509";
  static final String SUMBERJAMBE = "3509260";
  static final String AJUNG = "3509110";
  static final String UNKNOWN = "3509010";
  static final String DESA = "3509260001";

  /** A text that would do harm as markup or as the end of a script. */
  static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(2)>&\"'";

  private static final String TARGET = "SANGAT_MISKIN";
  private static final List<String> TIERS =
      List.of(TARGET, "MISKIN", "HAMPIR_MISKIN", "TIDAK_MISKIN");
  private static final String RUN = "run";
  private static final String SHA = "0".repeat(64);

  private final Map<Table, List<Row>> rows = new HashMap<>();

  SmallReport() {
    this("Sumberjambe");
  }

  /**
   * @param name of the kecamatan 3509260
   */
  SmallReport(String name) {
    region(JEMBER, "kabupaten", "Jember", "35", null, null);
    region(SUMBERJAMBE, "kecamatan", name, JEMBER, 113.9286, -8.0668);
    region(AJUNG, "kecamatan", "Ajung", JEMBER, 113.6601, -8.2409);
    region(UNKNOWN, "kecamatan", "Kencong", JEMBER, 113.3581, -8.2855);
    region(DESA, "desa", "Cumedak", SUMBERJAMBE, null, null);
    for (String tier : TIERS) {
      int place = TIERS.indexOf(tier);
      add(
          TierTable.TABLE
              .row()
              .set(TierTable.TIER, tier)
              .set(TierTable.ORDINAL, place + 1)
              .set(TierTable.LABEL_ID, tier.replace('_', ' ').toLowerCase(java.util.Locale.ROOT))
              .set(TierTable.LABEL_EN, "tier " + (place + 1))
              .set(TierTable.IS_LISTED, place < 3)
              .set(TierTable.IS_TARGET, place == 0)
              .set(TierTable.RUN_ID, RUN),
          TierTable.TABLE);
    }
    forecasts(JEMBER, "kabupaten", 1885, 634, 3);
    forecasts(SUMBERJAMBE, "kecamatan", 1485, 567, 2);
    forecasts(AJUNG, "kecamatan", 400, 67, 1);
    counts(DESA, "desa", 44);
    outside();
    add(
        QualityFindingTable.TABLE
            .row()
            .set(QualityFindingTable.RULE, "LINKAGE")
            .set(QualityFindingTable.SEVERITY, "INFO")
            .set(QualityFindingTable.REGION_CODE, SUMBERJAMBE)
            .set(QualityFindingTable.DETAIL, HOSTILE)
            .set(QualityFindingTable.RUN_ID, RUN),
        QualityFindingTable.TABLE);
    add(
        ReconciliationTable.TABLE
            .row()
            .set(ReconciliationTable.FIGURE, "T02")
            .set(ReconciliationTable.CENSUS_YEAR, 2008)
            .set(ReconciliationTable.REGION_LEVEL, "kecamatan")
            .set(ReconciliationTable.REGION_CODE, SUMBERJAMBE)
            .set(ReconciliationTable.TIER, TARGET)
            .set(ReconciliationTable.PUBLISHED, 1485L)
            .set(ReconciliationTable.OBSERVED, 1485L)
            .set(ReconciliationTable.DIFFERENCE, 0L)
            .set(ReconciliationTable.DIFFERENCE_SHARE, 0.0)
            .set(ReconciliationTable.WITHIN_TOLERANCE, true)
            .set(ReconciliationTable.SOURCE, "given with the project")
            .set(ReconciliationTable.RUN_ID, RUN),
        ReconciliationTable.TABLE);
    add(
        ExtractFileTable.TABLE
            .row()
            .set(ExtractFileTable.SOURCE_FILE, "jember_2008.csv")
            .set(ExtractFileTable.SHA256, SHA)
            .set(ExtractFileTable.BYTES, 1L)
            .set(ExtractFileTable.CENSUS_YEARS, "2008")
            .set(ExtractFileTable.ROWS_READ, 10L)
            .set(ExtractFileTable.ROWS_ACCEPTED, 9L)
            .set(ExtractFileTable.ROWS_REJECTED, 1L)
            .set(ExtractFileTable.INGEST_ORDER, 1L)
            .set(
                ExtractFileTable.INGESTED_AT, Timestamp.from(Instant.parse("2013-01-15T08:00:00Z")))
            .set(ExtractFileTable.RUN_ID, RUN),
        ExtractFileTable.TABLE);
  }

  /** All live in the kabupaten and its kecamatan in 2012; of the province four figures. */
  private void outside() {
    population(JEMBER, "kabupaten", 63_400, 253_600);
    population(SUMBERJAMBE, "kecamatan", 5_670, 22_680);
    population(AJUNG, "kecamatan", 6_700, 26_800);
    series("target_households", "provinsi", "35", 2008, 1000, "household");
    series("target_households", "provinsi", "35", 2012, 1200, "household");
    series("listed_households", "provinsi", "35", 2012, 4000, "household");
    series("target_household_share", "nasional", "0", 2011, 2.5, "percent");
    series("poor_people", "kabupaten", JEMBER, 2008, 400, "person");
    series("poor_people", "kabupaten", JEMBER, 2012, 300, "person");
  }

  private void population(String code, String level, long households, long people) {
    add(
        RegionPopulationTable.TABLE
            .row()
            .set(RegionPopulationTable.YEAR, 2012)
            .set(RegionPopulationTable.REGION_LEVEL, level)
            .set(RegionPopulationTable.REGION_CODE, code)
            .set(RegionPopulationTable.HOUSEHOLDS, households)
            .set(RegionPopulationTable.PEOPLE, people)
            .set(RegionPopulationTable.SOURCE, "invented")
            .set(RegionPopulationTable.RUN_ID, RUN),
        RegionPopulationTable.TABLE);
  }

  private void series(
      String series, String level, String code, int year, double value, String unit) {
    add(
        ReferenceSeriesTable.TABLE
            .row()
            .set(ReferenceSeriesTable.SERIES, series)
            .set(ReferenceSeriesTable.REGION_LEVEL, level)
            .set(ReferenceSeriesTable.REGION_CODE, code)
            .set(ReferenceSeriesTable.YEAR, year)
            .set(ReferenceSeriesTable.VALUE, value)
            .set(ReferenceSeriesTable.UNIT, unit)
            .set(ReferenceSeriesTable.SOURCE, "invented")
            .set(ReferenceSeriesTable.RUN_ID, RUN),
        ReferenceSeriesTable.TABLE);
  }

  private void add(Table.RowBuilder row, Table table) {
    rows.computeIfAbsent(table, any -> new ArrayList<>()).add(row.build());
  }

  private void region(
      String code, String level, String name, String parent, Double longitude, Double latitude) {
    add(
        RegionTable.TABLE
            .row()
            .set(RegionTable.REGION_CODE, code)
            .set(RegionTable.REGION_LEVEL, level)
            .set(RegionTable.REGION_NAME, name)
            .set(RegionTable.PARENT_CODE, parent)
            .set(RegionTable.LONGITUDE, longitude)
            .set(RegionTable.LATITUDE, latitude)
            .set(RegionTable.RUN_ID, RUN),
        RegionTable.TABLE);
  }

  private static Table.RowBuilder basis(Table.RowBuilder row) {
    return row.set(ForecastBasis.ABSENCE, "OWN_STATE").set(ForecastBasis.COMPARABLE, true);
  }

  private void forecasts(String code, String level, long base, long latest, int scale) {
    for (StandardScenario scenario : StandardScenario.values()) {
      for (double tolerance : Settings.defaults().tolerances()) {
        reachability(code, level, scenario.code(), tolerance, base, latest);
      }
      add(
          basis(ScenarioEffectTable.TABLE.row())
              .set(ScenarioEffectTable.REGION_LEVEL, level)
              .set(ScenarioEffectTable.REGION_CODE, code)
              .set(ScenarioEffectTable.SCENARIO, scenario.code())
              .set(ScenarioEffectTable.CENSUS_YEAR, 2013)
              .set(ScenarioEffectTable.TIER, TARGET)
              .set(ScenarioEffectTable.MEAN_DIFFERENCE, -3.5)
              .set(ScenarioEffectTable.P05, -9.0)
              .set(ScenarioEffectTable.P95, 2.0)
              .set(ScenarioEffectTable.KECAMATAN_COVERED, 1L)
              .set(ScenarioEffectTable.KECAMATAN_TOTAL, 1L)
              .set(ScenarioEffectTable.COMPLETE, true)
              .set(ScenarioEffectTable.RUN_ID, RUN),
          ScenarioEffectTable.TABLE);
    }
    for (int year = 2008; year <= 2020; year++) {
      Table.RowBuilder row =
          basis(ProjectionTable.TABLE.row())
              .set(ProjectionTable.REGION_LEVEL, level)
              .set(ProjectionTable.REGION_CODE, code)
              .set(ProjectionTable.SCENARIO, "observed")
              .set(ProjectionTable.CENSUS_YEAR, year)
              .set(ProjectionTable.TIER, TARGET)
              .set(ProjectionTable.KECAMATAN_COVERED, 1L)
              .set(ProjectionTable.KECAMATAN_TOTAL, 1L)
              .set(ProjectionTable.COMPLETE, true)
              .set(ProjectionTable.RUN_ID, RUN);
      if (year <= 2012) {
        row.set(ProjectionTable.OBSERVED, base + (latest - base) * (year - 2008) / 4);
      } else {
        double mean = latest * 0.9;
        row.set(ProjectionTable.MEAN, mean)
            .set(ProjectionTable.P05, mean * 0.8)
            .set(ProjectionTable.P25, mean * 0.9)
            .set(ProjectionTable.P50, mean)
            .set(ProjectionTable.P75, mean * 1.1)
            .set(ProjectionTable.P95, mean * 1.2);
      }
      add(row, ProjectionTable.TABLE);
    }
    counts(code, level, latest);
    for (String from : List.of(TARGET, "MISKIN", "ENTRANT")) {
      for (String to : List.of(TARGET, "MISKIN", "ABSENT")) {
        if (!(from.equals("ENTRANT") && to.equals("ABSENT"))) {
          add(
              TransitionCountTable.TABLE
                  .row()
                  .set(TransitionCountTable.FROM_YEAR, 2008)
                  .set(TransitionCountTable.TO_YEAR, 2012)
                  .set(TransitionCountTable.REGION_LEVEL, level)
                  .set(TransitionCountTable.REGION_CODE, code)
                  .set(TransitionCountTable.FROM_TIER, from)
                  .set(TransitionCountTable.TO_TIER, to)
                  .set(TransitionCountTable.HOUSEHOLDS, 100L * scale)
                  .set(TransitionCountTable.KECAMATAN_COVERED, 1L)
                  .set(TransitionCountTable.KECAMATAN_TOTAL, 1L)
                  .set(TransitionCountTable.COMPLETE, true)
                  .set(TransitionCountTable.RUN_ID, RUN),
              TransitionCountTable.TABLE);
        }
      }
    }
    for (String from : TIERS.subList(0, 2)) {
      for (String to : TIERS.subList(0, 2)) {
        add(
            TierTransitionTable.TABLE
                .row()
                .set(TierTransitionTable.REGION_LEVEL, level)
                .set(TierTransitionTable.REGION_CODE, code)
                .set(TierTransitionTable.FROM_YEAR, 2008)
                .set(TierTransitionTable.TO_YEAR, 2012)
                .set(TierTransitionTable.FROM_TIER, from)
                .set(TierTransitionTable.TO_TIER, to)
                .set(TierTransitionTable.HOUSEHOLDS, 100L * scale)
                .set(TierTransitionTable.SEEN_HOUSEHOLDS, 200L * scale)
                .set(TierTransitionTable.ABSENT_HOUSEHOLDS, 100L * scale)
                .set(TierTransitionTable.GONE_HOUSEHOLDS, 0L)
                .set(TierTransitionTable.PROBABILITY, 0.5)
                .set(TierTransitionTable.CI_LOW, 0.4)
                .set(TierTransitionTable.CI_HIGH, 0.6)
                .set(TierTransitionTable.FRAME, "ALL_RELISTED")
                .set(TierTransitionTable.COMPARABLE, true)
                .set(TierTransitionTable.KECAMATAN_COVERED, 1L)
                .set(TierTransitionTable.KECAMATAN_TOTAL, 1L)
                .set(TierTransitionTable.COMPLETE, true)
                .set(TierTransitionTable.RUN_ID, RUN),
            TierTransitionTable.TABLE);
      }
    }
    add(
        ReductionRateTable.TABLE
            .row()
            .set(ReductionRateTable.REGION_LEVEL, level)
            .set(ReductionRateTable.REGION_CODE, code)
            .set(ReductionRateTable.TIER, TARGET)
            .set(ReductionRateTable.FROM_YEAR, 2008)
            .set(ReductionRateTable.TO_YEAR, 2012)
            .set(ReductionRateTable.HOUSEHOLDS_FROM, base)
            .set(ReductionRateTable.HOUSEHOLDS_TO, latest)
            .set(ReductionRateTable.CHANGE, latest - base)
            .set(ReductionRateTable.ANNUAL_RATE, 0.2)
            .set(ReductionRateTable.METHOD, ReductionRateTable.INTERVAL)
            .set(ReductionRateTable.COMPARABLE, true)
            .set(ReductionRateTable.KECAMATAN_COVERED, 1L)
            .set(ReductionRateTable.KECAMATAN_TOTAL, 1L)
            .set(ReductionRateTable.COMPLETE, true)
            .set(ReductionRateTable.RUN_ID, RUN),
        ReductionRateTable.TABLE);
    if (level.equals("kecamatan")) {
      for (String help : List.of("EXITS", "INFLOW", "MIX")) {
        add(
            basis(RequirementTable.TABLE.row())
                .set(RequirementTable.REGION_LEVEL, level)
                .set(RequirementTable.REGION_CODE, code)
                .set(RequirementTable.TOLERANCE_SHARE, 0.01)
                .set(RequirementTable.CENSUS_YEAR, 2013)
                .set(RequirementTable.HELP, help)
                .set(RequirementTable.CHANCE, 0.8)
                .set(RequirementTable.INFEASIBLE, help.equals("INFLOW"))
                .set(RequirementTable.EXIT_PROBABILITY, help.equals("INFLOW") ? null : 0.9)
                .set(RequirementTable.INFLOW_CUT, help.equals("INFLOW") ? null : 0.5)
                .set(RequirementTable.RUN_ID, RUN),
            RequirementTable.TABLE);
      }
      add(
          BacktestTable.TABLE
              .row()
              .set(BacktestTable.REGION_LEVEL, level)
              .set(BacktestTable.REGION_CODE, code)
              .set(BacktestTable.ORIGIN_YEAR, 2011)
              .set(BacktestTable.HORIZON, 1)
              .set(BacktestTable.TIER, TARGET)
              .set(BacktestTable.MODEL, "futures")
              .set(BacktestTable.OBSERVED, latest)
              .set(BacktestTable.MEAN, latest * 1.0)
              .set(BacktestTable.P05, latest * 0.8)
              .set(BacktestTable.P25, latest * 0.9)
              .set(BacktestTable.P75, latest * 1.1)
              .set(BacktestTable.P95, latest * 1.2)
              .set(BacktestTable.IN_50, true)
              .set(BacktestTable.IN_90, true)
              .set(BacktestTable.CRPS, 4.0)
              .set(BacktestTable.COMPARABLE, true)
              .set(BacktestTable.KECAMATAN_COVERED, 1L)
              .set(BacktestTable.KECAMATAN_TOTAL, 1L)
              .set(BacktestTable.COMPLETE, true)
              .set(BacktestTable.RUN_ID, RUN),
          BacktestTable.TABLE);
    }
  }

  private void reachability(
      String code, String level, String scenario, double tolerance, long base, long latest) {
    add(
        basis(TargetReachabilityTable.TABLE.row())
            .set(TargetReachabilityTable.REGION_LEVEL, level)
            .set(TargetReachabilityTable.REGION_CODE, code)
            .set(TargetReachabilityTable.SCENARIO, scenario)
            .set(TargetReachabilityTable.TARGET_TIER, TARGET)
            .set(TargetReachabilityTable.TARGET_YEAR, 2013)
            .set(TargetReachabilityTable.TARGET_HOUSEHOLDS, 0L)
            .set(TargetReachabilityTable.TOLERANCE_SHARE, tolerance)
            .set(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS, Math.round(tolerance * 12827))
            .set(TargetReachabilityTable.BASE_YEAR, 2008)
            .set(TargetReachabilityTable.BASE_HOUSEHOLDS, base)
            .set(TargetReachabilityTable.BASE_REQUIRED_PER_YEAR, base / 5.0)
            .set(TargetReachabilityTable.LATEST_YEAR, 2012)
            .set(TargetReachabilityTable.LATEST_HOUSEHOLDS, latest)
            .set(TargetReachabilityTable.OBSERVED_ANNUAL_RATE, 0.2)
            .set(TargetReachabilityTable.REQUIRED_ANNUAL_RATE, 0.7)
            .set(TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR, latest * 1.0)
            .set(TargetReachabilityTable.EXPECTED_HOUSEHOLDS, latest * 0.9)
            .set(TargetReachabilityTable.P05, latest * 0.8)
            .set(TargetReachabilityTable.P95, latest * 1.2)
            .set(TargetReachabilityTable.PROBABILITY_REACHED, 1.0 / latest)
            .set(TargetReachabilityTable.HORIZON_YEAR, 2020)
            .set(TargetReachabilityTable.YEARLY_INFLOW, 214.8)
            .set(TargetReachabilityTable.BALANCE_HOUSEHOLDS, 429.6)
            .set(TargetReachabilityTable.VERDICT, "OUT_OF_REACH")
            .set(TargetReachabilityTable.KECAMATAN_COVERED, 1L)
            .set(TargetReachabilityTable.KECAMATAN_TOTAL, 1L)
            .set(TargetReachabilityTable.COMPLETE, true)
            .set(TargetReachabilityTable.RUN_ID, RUN),
        TargetReachabilityTable.TABLE);
  }

  private void counts(String code, String level, long latest) {
    for (int year : List.of(2008, 2012)) {
      for (String tier : TIERS) {
        add(
            TierCountTable.TABLE
                .row()
                .set(TierCountTable.CENSUS_YEAR, year)
                .set(TierCountTable.REGION_LEVEL, level)
                .set(TierCountTable.REGION_CODE, code)
                .set(TierCountTable.TIER, tier)
                .set(TierCountTable.HOUSEHOLDS, latest * (TIERS.indexOf(tier) + 1))
                .set(TierCountTable.MEMBERS, 4 * latest * (TIERS.indexOf(tier) + 1))
                .set(TierCountTable.SHARE_OF_LISTED, tier.equals("TIDAK_MISKIN") ? null : 1.0 / 6)
                .set(TierCountTable.KECAMATAN_COVERED, 1L)
                .set(TierCountTable.KECAMATAN_TOTAL, 1L)
                .set(TierCountTable.COMPLETE, true)
                .set(TierCountTable.RUN_ID, RUN),
            TierCountTable.TABLE);
      }
    }
  }

  /** The file, of rows in the order of their making. */
  String page() {
    return page(rows);
  }

  /** The same where nothing is known from outside. */
  String pageWithoutOutside() {
    Map<Table, List<Row>> own = new HashMap<>(rows);
    own.keySet().removeAll(List.of(RegionPopulationTable.TABLE, ReferenceSeriesTable.TABLE));
    return page(own);
  }

  /** The same of rows in another order. */
  String pageShuffled(long seed) {
    Map<Table, List<Row>> shuffled = new HashMap<>();
    rows.forEach(
        (table, ordered) -> {
          List<Row> other = new ArrayList<>(ordered);
          Collections.shuffle(other, new Random(seed));
          shuffled.put(table, other);
        });
    return page(shuffled);
  }

  /** The same with borders of Sumberjambe and Ajung. */
  String pageWithBorders(Path folder) throws IOException {
    Path conf = Files.writeString(folder.resolve("borders.conf"), "report.geojson = borders.json");
    Files.writeString(
        folder.resolve("borders.json"),
        BoundariesTest.collection(
            BoundariesTest.feature("{\"kode\":" + SUMBERJAMBE + "}", BoundariesTest.WEST),
            BoundariesTest.feature("{\"kode\":" + AJUNG + "}", BoundariesTest.EAST)));
    ObjectNode data = data(rows);
    data.set(
        "polygons", Boundaries.of(Settings.load(Optional.of(conf), Map.of())).orElseThrow().json());
    // Of the kecamatan that the settings have the report knows three.
    ArrayNode missing = data.withObject("/polygons").putArray("missing");
    missing.add(UNKNOWN);
    return ReportPage.of(data);
  }

  private static String page(Map<Table, List<Row>> rows) {
    return ReportPage.of(data(rows));
  }

  private static ObjectNode data(Map<Table, List<Row>> rows) {
    return data(table -> rows.getOrDefault(table, List.of()), MinCell.OFF);
  }

  /** The rows of a table of the report, none where it has none. */
  List<Row> rows(Table table) {
    return rows.getOrDefault(table, List.of());
  }

  /** The file without counts of fewer households; that Ajung missed its target is a fact. */
  String publicPage(MinCell least) {
    return ReportPage.of(data(Disclosure.of(this::withAFact, least), least));
  }

  private List<Row> withAFact(Table table) {
    return rows(table).stream()
        .map(
            row ->
                table == TargetReachabilityTable.TABLE
                        && TargetReachabilityTable.REGION_CODE.text(row).equals(AJUNG)
                    ? missed(row)
                    : row)
        .toList();
  }

  private static Row missed(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    values[row.fieldIndex(TargetReachabilityTable.VERDICT.name())] = "MISSED";
    return new GenericRowWithSchema(values, row.schema());
  }

  private static ObjectNode data(Function<Table, List<Row>> shown, MinCell least) {
    return ReportData.of(
        new ReportData.Identity(RUN, SHA, "1.0.0", new TreeMap<>(Map.of("tier", 1L)), least),
        Settings.defaults(),
        shown);
  }
}
