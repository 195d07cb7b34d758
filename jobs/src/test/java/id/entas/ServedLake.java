package id.entas;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.ProjectionTable;
import id.entas.tables.PublishedRun;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTable;
import id.entas.tables.TransitionCountTable;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A small lake of invented rows to be served. Every count of a run is the run's own number, so that
 * an answer from two runs shows.
 */
final class ServedLake {
  /** What stands in restricted rows and in a file beside the lake. */
  static final String SECRET = "RAHASIA";

  private static final List<String> TIERS =
      List.of("SANGAT_MISKIN", "MISKIN", "HAMPIR_MISKIN", "TIDAK_MISKIN");

  private final SparkSession spark;
  private final Lake lake;

  ServedLake(SparkSession spark, String folder) {
    this.spark = spark;
    this.lake = Lake.at(spark, folder);
  }

  /** Writes all tables of a run and publishes it. */
  void publish(int run) {
    write(run);
    PublishedRun.publish(
        lake,
        new PublishedRun.Identity(
            "run" + run,
            "run",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(run),
            "0".repeat(64),
            Settings.defaults().text(),
            "1.0.0"),
        lake.versions(Tables.ofARun()));
  }

  /** Writes the tables of a run without publishing it. */
  private void write(int run) {
    List<Lake.SmallTable> tables = new ArrayList<>();
    tables.add(new Lake.SmallTable(RegionTable.TABLE, regions(run)));
    tables.add(new Lake.SmallTable(TierTable.TABLE, tiers(run)));
    tables.add(new Lake.SmallTable(TierCountTable.TABLE, tierCounts(run)));
    tables.add(new Lake.SmallTable(TransitionCountTable.TABLE, flows(run)));
    tables.add(one(ReductionRateTable.TABLE, run, Map.of(ReductionRateTable.TIER, TIERS.get(0))));
    tables.add(one(TargetReachabilityTable.TABLE, run, reachability()));
    tables.add(one(ScenarioEffectTable.TABLE, run, effect()));
    tables.add(new Lake.SmallTable(ProjectionTable.TABLE, projections(run)));
    tables.add(one(QualityFindingTable.TABLE, run, Map.of(QualityFindingTable.SEVERITY, "INFO")));
    tables.add(
        one(
            ReconciliationTable.TABLE,
            run,
            Map.of(
                ReconciliationTable.PUBLISHED,
                10L,
                ReconciliationTable.OBSERVED,
                7L,
                ReconciliationTable.DIFFERENCE,
                -3L)));
    tables.add(
        one(
            RejectedRowTable.TABLE,
            run,
            Map.of(RejectedRowTable.RAW, SECRET.getBytes(StandardCharsets.UTF_8))));
    tables.forEach(table -> lake.replaceSmall(List.of(table)));
    lake.replace(
        HouseholdTable.TABLE,
        spark.createDataFrame(
            List.of(
                row(
                    HouseholdTable.TABLE,
                    run,
                    Map.of(HouseholdTable.SOURCE_FILE, SECRET, HouseholdTable.TIER, TIERS.get(0)))),
            HouseholdTable.TABLE.schema()));
  }

  private static Lake.SmallTable one(Table table, int run, Map<Field, Object> values) {
    return new Lake.SmallTable(table, List.of(row(table, run, values)));
  }

  private static Map<Field, Object> reachability() {
    return Map.of(
        TargetReachabilityTable.SCENARIO,
        "observed",
        TargetReachabilityTable.TOLERANCE_SHARE,
        Settings.defaults().headlineTolerance(),
        TargetReachabilityTable.TARGET_YEAR,
        2013,
        TargetReachabilityTable.TARGET_TIER,
        TIERS.get(0),
        TargetReachabilityTable.VERDICT,
        "POSSIBLE",
        TargetReachabilityTable.PROBABILITY_REACHED,
        0.25);
  }

  private static Map<Field, Object> effect() {
    return Map.of(
        ScenarioEffectTable.SCENARIO,
        "observed",
        ScenarioEffectTable.CENSUS_YEAR,
        2013,
        ScenarioEffectTable.TIER,
        TIERS.get(0));
  }

  private static List<Row> regions(int run) {
    return List.of(
        row(
            RegionTable.TABLE,
            run,
            Map.of(
                RegionTable.REGION_NAME,
                "Sumberjambe",
                RegionTable.LONGITUDE,
                113.9,
                RegionTable.LATITUDE,
                -8.06)));
  }

  private static List<Row> tiers(int run) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TIERS.size(); i++) {
      rows.add(
          row(
              TierTable.TABLE,
              run,
              Map.of(
                  TierTable.TIER,
                  TIERS.get(i),
                  TierTable.ORDINAL,
                  i + 1,
                  TierTable.LABEL_EN,
                  "label " + (i + 1),
                  TierTable.IS_TARGET,
                  i == 0,
                  TierTable.IS_LISTED,
                  i < 3)));
    }
    return rows;
  }

  private static List<Row> tierCounts(int run) {
    List<Row> rows = new ArrayList<>();
    for (int year : List.of(2011, 2012)) {
      for (String tier : TIERS) {
        rows.add(
            row(
                TierCountTable.TABLE,
                run,
                Map.of(TierCountTable.CENSUS_YEAR, year, TierCountTable.TIER, tier)));
      }
    }
    return rows;
  }

  private static List<Row> flows(int run) {
    List<Row> rows = new ArrayList<>();
    for (String from : List.of("SANGAT_MISKIN", "MISKIN", "ENTRANT")) {
      for (String to : List.of("SANGAT_MISKIN", "MISKIN", "ABSENT")) {
        if (!from.equals("ENTRANT") || !to.equals("ABSENT")) {
          rows.add(
              row(
                  TransitionCountTable.TABLE,
                  run,
                  Map.of(
                      TransitionCountTable.FROM_YEAR,
                      2011,
                      TransitionCountTable.FROM_TIER,
                      from,
                      TransitionCountTable.TO_TIER,
                      to)));
        }
      }
    }
    return rows;
  }

  /** Enough rows to make an answer too long. */
  private static List<Row> projections(int run) {
    List<Row> rows = new ArrayList<>();
    for (int year = 2000; year < 2400; year++) {
      rows.add(row(ProjectionTable.TABLE, run, Map.of(ProjectionTable.CENSUS_YEAR, year)));
    }
    return rows;
  }

  /** A row with the given values, and a plain one in every other column that needs a value. */
  private static Row row(Table table, int run, Map<Field, Object> given) {
    Map<Field, Object> values = new HashMap<>(given);
    values.putIfAbsent(Fields.RUN_ID, "run" + run);
    values.putIfAbsent(Fields.REGION_CODE, "3509260");
    values.putIfAbsent(Fields.REGION_LEVEL, "kecamatan");
    Table.RowBuilder builder = table.row();
    for (Field field : table.fields()) {
      Object value =
          values.entrySet().stream()
              .filter(entry -> entry.getKey().name().equals(field.name()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(
                  field.presence() == Field.Presence.REQUIRED ? plain(field.type(), run) : null);
      if (value != null) {
        builder.set(field, value);
      }
    }
    return builder.build();
  }

  private static Object plain(DataType type, int run) {
    if (type.equals(DataTypes.StringType)) {
      return "x";
    } else if (type.equals(DataTypes.IntegerType)) {
      return 2012;
    } else if (type.equals(DataTypes.LongType)) {
      return (long) run;
    } else if (type.equals(DataTypes.DoubleType)) {
      return 0.5;
    } else if (type.equals(DataTypes.BooleanType)) {
      return true;
    } else if (type.equals(DataTypes.TimestampType)) {
      return Timestamp.from(Instant.EPOCH);
    } else if (type.equals(DataTypes.BinaryType)) {
      return new byte[] {1, 2};
    }
    throw Refusal.mistake("no plain value of " + type);
  }
}
