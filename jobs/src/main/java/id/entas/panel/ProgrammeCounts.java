package id.entas.panel;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Coverage;
import id.entas.domain.FlowState;
import id.entas.domain.Interval;
import id.entas.domain.TierScheme;
import id.entas.tables.Field;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.ProgrammeCountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Packed histories to flows out of a tier by cluster: one pass over the histories, without a second
 * look at the household rows and without a join of censuses.
 *
 * <p>A flow ends where {@code transition_count} says that it ends, so that the served, the unserved
 * and the unknown of a cluster add up to the flow there.
 */
final class ProgrammeCounts {
  /** Working columns between the histories and the select that is the contract. */
  private static final Field PLACE =
      Field.required("place", DataTypes.IntegerType, "Place of the census at the start.");

  private static final Field START =
      Field.required("start_place", DataTypes.IntegerType, "Place at which an interval starts.");
  private static final Field TO_PLACE =
      Field.required("to_place", DataTypes.IntegerType, "Place at which the interval ends.");
  private static final Field REGION =
      Field.required("region", DataTypes.StringType, "Kecamatan at the start.");
  private static final Field FROM_STATE =
      Field.required("from_state", DataTypes.IntegerType, "State at the start.");
  private static final Field TO_STATE =
      Field.required("to_state", DataTypes.IntegerType, "State at the end.");
  private static final Field SERVED_NOW =
      Field.required("served_now", DataTypes.IntegerType, "Bits of the clusters that served.");
  private static final Field KNOWN_NOW =
      Field.required("known_now", DataTypes.IntegerType, "Bits of the clusters that are known.");

  /** The state at the end of a household that is then in a tier of another kecamatan. */
  private static final int DEPARTED = -1;

  private ProgrammeCounts() {}

  /**
   * Flows out of a tier over the intervals of the kecamatan, by cluster and whether it served.
   *
   * @param histories rows of {@link HouseholdHistoryTable}
   * @return the columns of {@link ProgrammeCountTable}
   */
  static Dataset<Row> byCluster(
      Dataset<Row> histories, Coverage coverage, TierScheme tiers, String runId) {
    List<Integer> years = List.copyOf(coverage.years());
    Column[] starts =
        IntStream.range(0, years.size()).mapToObj(place -> lit(place)).toArray(Column[]::new);
    Dataset<Row> sightings =
        histories
            .filter(HouseholdHistoryTable.SERVED_KNOWN.col().notEqual(0L))
            .withColumn(PLACE.name(), explode(array(starts)))
            .withColumn(FROM_STATE.name(), bitsAt(HouseholdHistoryTable.STATES.col(), PLACE.col()))
            .withColumn(
                KNOWN_NOW.name(), bitsAt(HouseholdHistoryTable.SERVED_KNOWN.col(), PLACE.col()))
            .filter(FROM_STATE.col().between(1, TierScheme.MOST_TIERS))
            .filter(KNOWN_NOW.col().notEqual(0))
            .withColumn(REGION.name(), regionAt(PLACE.col()));

    Column toBits = bitsAt(HouseholdHistoryTable.STATES.col(), TO_PLACE.col());
    Column elsewhere =
        toBits
            .between(1, TierScheme.MOST_TIERS)
            .and(HouseholdHistoryTable.REGION_PATH.col().isNotNull())
            .and(regionAt(TO_PLACE.col()).notEqual(REGION.col()));
    Dataset<Row> packed =
        sightings
            .join(
                broadcast(intervals(histories, coverage, years)),
                REGION
                    .col()
                    .equalTo(ProgrammeCountTable.REGION_CODE.col())
                    .and(PLACE.col().equalTo(START.col())))
            .select(
                ProgrammeCountTable.REGION_CODE.col(),
                ProgrammeCountTable.FROM_YEAR.col(),
                ProgrammeCountTable.TO_YEAR.col(),
                FROM_STATE.col(),
                TO_STATE.is(when(elsewhere, lit(DEPARTED)).otherwise(toBits)),
                SERVED_NOW.is(bitsAt(HouseholdHistoryTable.SERVED.col(), PLACE.col())),
                KNOWN_NOW.col())
            .groupBy(
                ProgrammeCountTable.REGION_CODE.col(),
                ProgrammeCountTable.FROM_YEAR.col(),
                ProgrammeCountTable.TO_YEAR.col(),
                FROM_STATE.col(),
                TO_STATE.col(),
                SERVED_NOW.col(),
                KNOWN_NOW.col())
            .agg(count(lit(1)).as(ProgrammeCountTable.HOUSEHOLDS.name()));

    Column[] clusters =
        IntStream.rangeClosed(1, HouseholdTable.CLUSTERS.size())
            .mapToObj(cluster -> lit(cluster))
            .toArray(Column[]::new);
    return packed
        .withColumn(ProgrammeCountTable.CLUSTER.name(), explode(array(clusters)))
        .filter(hasCluster(KNOWN_NOW.col()))
        .groupBy(
            ProgrammeCountTable.REGION_CODE.col(),
            ProgrammeCountTable.FROM_YEAR.col(),
            ProgrammeCountTable.TO_YEAR.col(),
            FROM_STATE.col(),
            TO_STATE.col(),
            ProgrammeCountTable.CLUSTER.col(),
            hasCluster(SERVED_NOW.col()).as(ProgrammeCountTable.SERVED.name()))
        .agg(sum(ProgrammeCountTable.HOUSEHOLDS.col()).as(ProgrammeCountTable.HOUSEHOLDS.name()))
        .select(
            ProgrammeCountTable.REGION_CODE.col(),
            ProgrammeCountTable.FROM_YEAR.col(),
            ProgrammeCountTable.TO_YEAR.col(),
            ProgrammeCountTable.FROM_TIER.is(nameOf(FROM_STATE.col(), tiers)),
            ProgrammeCountTable.TO_TIER.is(
                when(TO_STATE.col().equalTo(DEPARTED), lit(FlowState.DEPARTED))
                    .otherwise(nameOf(TO_STATE.col(), tiers))),
            ProgrammeCountTable.CLUSTER.col(),
            ProgrammeCountTable.SERVED.col(),
            ProgrammeCountTable.HOUSEHOLDS.col(),
            ProgrammeCountTable.RUN_ID.is(lit(runId)));
  }

  /** The intervals of every kecamatan with the places of their censuses: small, so broadcast. */
  private static Dataset<Row> intervals(
      Dataset<Row> histories, Coverage coverage, List<Integer> years) {
    List<Row> rows = new ArrayList<>();
    for (String kecamatan : coverage.kecamatan()) {
      for (Interval interval : coverage.intervals(kecamatan)) {
        rows.add(
            RowFactory.create(
                kecamatan,
                interval.from(),
                interval.to(),
                years.indexOf(interval.from()),
                years.indexOf(interval.to())));
      }
    }
    StructType schema = new StructType();
    for (Field field :
        List.of(
            ProgrammeCountTable.REGION_CODE,
            ProgrammeCountTable.FROM_YEAR,
            ProgrammeCountTable.TO_YEAR,
            START,
            TO_PLACE)) {
      schema = schema.add(new StructField(field.name(), field.type(), false, Metadata.empty()));
    }
    return histories.sparkSession().createDataFrame(rows, schema);
  }

  private static Column bitsAt(Column packed, Column place) {
    return call_function("shiftrightunsigned", packed, place.multiply(lit(Histories.STATE_BITS)))
        .bitwiseAND(lit(Histories.STATE_MASK))
        .cast(DataTypes.IntegerType);
  }

  private static Column regionAt(Column place) {
    return when(
            HouseholdHistoryTable.REGION_PATH.col().isNull(),
            HouseholdHistoryTable.HOME_REGION.col())
        .otherwise(
            element_at(split(HouseholdHistoryTable.REGION_PATH.col(), ","), place.plus(lit(1))));
  }

  private static Column hasCluster(Column bits) {
    return call_function(
            "shiftrightunsigned", bits, ProgrammeCountTable.CLUSTER.col().minus(lit(1)))
        .bitwiseAND(lit(1))
        .equalTo(1);
  }

  /** The code of a tier, the name of an outcome, or ABSENT where the household was not seen. */
  private static Column nameOf(Column state, TierScheme tiers) {
    Column[] names = new Column[(int) Histories.STATE_MASK + 1];
    names[0] = lit(FlowState.ABSENT);
    for (int code = 1; code < names.length; code++) {
      names[code] =
          lit(
              code <= tiers.size()
                  ? tiers.codes().get(code - 1)
                  : code <= TierScheme.MOST_TIERS ? null : Histories.nameOf(code));
    }
    return element_at(array(names), state.plus(lit(1)));
  }
}
