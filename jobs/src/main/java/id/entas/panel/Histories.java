package id.entas.panel;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Outcome;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.tables.Field;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;

/**
 * Households to packed histories, and packed histories to counts: the waist, in one shuffle of the
 * households.
 *
 * <p>A state takes four bits of a long, so that 16 censuses fit. The shuffle carries the key and
 * one long of every row, and {@link HouseholdPacker} puts those of a household together.
 */
final class Histories {
  /** Censuses that fit a packed history. */
  static final int MOST_CENSUSES = 16;

  static final int STATE_BITS = 4;
  static final long STATE_MASK = 15;

  /** A row of a household, packed: what the shuffle carries beside the key. */
  static final Field SIGHTING =
      Field.required(
          "sighting",
          DataTypes.LongType,
          "Place of the census, state, clusters that served, clusters that are known (four bits each), kecamatan (24 bits); not negative.");

  private Histories() {}

  /**
   * One packed history per household.
   *
   * @param households rows of {@link HouseholdTable}, one per household and census
   * @param years the census years of the lake, oldest first, at most {@link #MOST_CENSUSES}
   * @param tasks how many tasks share the households
   * @return the columns of {@link HouseholdHistoryTable}
   */
  static Dataset<Row> pack(
      Dataset<Row> households, List<Integer> years, TierScheme tiers, int tasks) {
    return joined(
        households.sparkSession(),
        dealt(sightings(households, years, tiers), DealtRows.Form.SIGHTING, tasks),
        years,
        tasks);
  }

  /**
   * The same where the histories of the first censuses are known.
   *
   * @param histories rows of {@link HouseholdHistoryTable}, of the first of the years
   * @param households rows of {@link HouseholdTable}, of the other years
   */
  static Dataset<Row> prolong(
      Dataset<Row> histories,
      Dataset<Row> households,
      List<Integer> years,
      TierScheme tiers,
      int tasks) {
    Dataset<Row> known =
        histories.select(
            HouseholdHistoryTable.HOUSEHOLD_KEY.col(),
            HouseholdHistoryTable.STATES.col(),
            HouseholdHistoryTable.HOME_REGION.col(),
            HouseholdHistoryTable.REGION_PATH.col(),
            HouseholdHistoryTable.SERVED.col(),
            HouseholdHistoryTable.SERVED_KNOWN.col());
    return joined(
        households.sparkSession(),
        dealt(known, DealtRows.Form.HISTORY, tasks)
            .union(dealt(sightings(households, years, tiers), DealtRows.Form.SIGHTING, tasks)),
        years,
        tasks);
  }

  /** The rows of households with key and {@link #SIGHTING}, and nothing else. */
  private static Dataset<Row> sightings(
      Dataset<Row> households, List<Integer> years, TierScheme tiers) {
    Column state = lit(0L);
    for (Outcome outcome : Outcome.values()) {
      state =
          when(HouseholdTable.OUTCOME.col().equalTo(outcome.name()), lit(codeOf(outcome)))
              .otherwise(state);
    }
    for (Tier tier : tiers.tiers()) {
      state =
          when(HouseholdTable.TIER.col().equalTo(tier.code()), lit((long) tier.ordinal()))
              .otherwise(state);
    }
    Column place = lit(0L);
    for (int i = 1; i < years.size(); i++) {
      place = when(isYear(years.get(i)), lit((long) i)).otherwise(place);
    }
    Column region = HouseholdTable.REGION_CODE.col().cast(DataTypes.LongType);
    Column sighting = place;
    List<Column> above =
        List.of(
            state,
            clusterBits(Field::col),
            clusterBits(cluster -> cluster.col().isNotNull()),
            region);
    for (int i = 0; i < above.size(); i++) {
      sighting = sighting.bitwiseOR(shiftleft(above.get(i), (i + 1) * STATE_BITS));
    }
    return households.select(HouseholdTable.HOUSEHOLD_KEY.col(), SIGHTING.is(sighting));
  }

  private static JavaPairRDD<Integer, byte[]> dealt(
      Dataset<Row> rows, DealtRows.Form form, int tasks) {
    return rows.queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitionsToPair(own -> new DealtRows(own, form, tasks));
  }

  /**
   * The one shuffle. What follows is a loop of our own: Spark would group every row twice, before
   * the shuffle and after, with a buffer of nine numbers for each, and hardly any two rows of a
   * task are of one household before it.
   */
  private static Dataset<Row> joined(
      SparkSession spark, JavaPairRDD<Integer, byte[]> dealt, List<Integer> years, int tasks) {
    JavaRDD<InternalRow> packed =
        dealt
            .partitionBy(new HashPartitioner(tasks))
            .values()
            .mapPartitions(own -> new HouseholdPacker(years).pack(own));
    return spark.internalCreateDataFrame(packed.rdd(), HouseholdHistoryTable.TABLE.schema(), false);
  }

  /** One bit for each cluster that a condition holds for; what is unknown has none. */
  private static Column clusterBits(Function<Field, Column> holds) {
    Column bits = lit(0L);
    for (int cluster = 0; cluster < HouseholdTable.CLUSTERS.size(); cluster++) {
      bits =
          bits.plus(
              when(holds.apply(HouseholdTable.CLUSTERS.get(cluster)), lit(1L << cluster))
                  .otherwise(lit(0L)));
    }
    return bits;
  }

  /**
   * How many households share each history, with the history as text (see {@link
   * id.entas.domain.History}).
   *
   * @param histories rows of {@link HouseholdHistoryTable}
   * @return the columns of {@link HistoryCountTable}
   */
  static Dataset<Row> byRegion(Dataset<Row> histories, List<Integer> years, String runId) {
    Dataset<Row> grouped =
        histories
            .groupBy(
                HouseholdHistoryTable.HOME_REGION.col(),
                HouseholdHistoryTable.REGION_PATH.col(),
                HouseholdHistoryTable.STATES.col())
            .agg(sum(lit(1L)).as(HistoryCountTable.HOUSEHOLDS.name()));

    Column[] names = new Column[(int) STATE_MASK + 1];
    for (int code = 0; code < names.length; code++) {
      names[code] = lit(nameOf(code));
    }
    Column stateNames = array(names);
    Column places = split(HouseholdHistoryTable.REGION_PATH.col(), ",");
    List<Column> tokens = new ArrayList<>();
    for (int place = 0; place < years.size(); place++) {
      Column here = places.getItem(place);
      Column elsewhere =
          when(
                  HouseholdHistoryTable.REGION_PATH
                      .col()
                      .isNotNull()
                      .and(here.notEqual(HouseholdHistoryTable.HOME_REGION.col())),
                  concat(lit("@"), here))
              .otherwise("");
      tokens.add(
          when(
              isSeenAt(place),
              concat(
                  lit(years.get(place) + "="),
                  element_at(stateNames, stateAt(place).plus(1).cast(DataTypes.IntegerType)),
                  elsewhere)));
    }
    return grouped.select(
        HistoryCountTable.REGION_CODE.is(HouseholdHistoryTable.HOME_REGION.col()),
        HistoryCountTable.HISTORY.is(concat_ws(" ", tokens.toArray(Column[]::new))),
        HistoryCountTable.HOUSEHOLDS.col(),
        HistoryCountTable.RUN_ID.is(lit(runId)));
  }

  private static Column isYear(int year) {
    return HouseholdTable.CENSUS_YEAR.col().equalTo(year);
  }

  private static long codeOf(Outcome outcome) {
    return TierScheme.MOST_TIERS + 1 + outcome.ordinal();
  }

  static String nameOf(int code) {
    return code <= TierScheme.MOST_TIERS
        ? Integer.toString(code)
        : Outcome.values()[code - TierScheme.MOST_TIERS - 1].name();
  }

  private static Column stateAt(int place) {
    return shiftrightunsigned(HouseholdHistoryTable.STATES.col(), place * STATE_BITS)
        .bitwiseAND(lit(STATE_MASK));
  }

  private static Column isSeenAt(int place) {
    return stateAt(place).notEqual(0);
  }
}
