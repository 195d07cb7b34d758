package id.entas.panel;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Outcome;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.tables.Field;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Households to packed histories, and packed histories to counts: the waist, in one shuffle of the
 * households.
 *
 * <p>A state takes four bits of a long, so that 16 censuses fit; the kecamatan takes 24 bits (its
 * seven digits as a number), two to a long, so that a household that moves needs no second look at
 * the households.
 */
final class Histories {
  /** Censuses that fit a packed history. */
  static final int MOST_CENSUSES = 16;

  static final int STATE_BITS = 4;
  static final long STATE_MASK = 15;
  private static final int REGION_BITS = 24;
  private static final long REGION_MASK = (1L << REGION_BITS) - 1;
  private static final int REGIONS_PER_LONG = 2;

  /** Working columns between the shuffle and the select that ends it. */
  private static final Field SIGHTINGS =
      Field.required(
          "sightings",
          DataTypes.LongType,
          "Rows of the household, to prove that none shared a census.");

  private static final Field FIRST_REGION =
      Field.required("first_region", DataTypes.LongType, "Least kecamatan code of the household.");
  private static final Field LAST_REGION =
      Field.required(
          "last_region", DataTypes.LongType, "Greatest kecamatan code of the household.");

  private Histories() {}

  /**
   * One packed history per household.
   *
   * @param households rows of {@link HouseholdTable}, one per household and census
   * @param years the census years of the lake, oldest first, at most {@link #MOST_CENSUSES}
   * @return the columns of {@link HouseholdHistoryTable}
   */
  static Dataset<Row> pack(Dataset<Row> households, List<Integer> years, TierScheme tiers) {
    Column state = lit(null).cast(DataTypes.LongType);
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
    Column region = HouseholdTable.REGION_CODE.col().cast(DataTypes.LongType);
    Column states = atPlace(state, years);

    Column served = atPlace(clusterBits(Field::col), years);
    Column known = atPlace(clusterBits(cluster -> cluster.col().isNotNull()), years);

    List<Column> packed = new ArrayList<>();
    packed.add(bit_or(served).as(HouseholdHistoryTable.SERVED.name()));
    packed.add(bit_or(known).as(HouseholdHistoryTable.SERVED_KNOWN.name()));
    packed.add(min(region).as(FIRST_REGION.name()));
    packed.add(max(region).as(LAST_REGION.name()));
    packed.add(count(lit(1)).as(SIGHTINGS.name()));
    for (int first = 0; first < years.size(); first += REGIONS_PER_LONG) {
      Column regions = lit(0L);
      for (int place = first; place < Math.min(first + REGIONS_PER_LONG, years.size()); place++) {
        int bits = (place - first) * REGION_BITS;
        regions = when(isYear(years.get(place)), shiftleft(region, bits)).otherwise(regions);
      }
      packed.add(bit_or(regions).as(regionsName(first)));
    }
    Dataset<Row> grouped =
        households
            .groupBy(HouseholdTable.HOUSEHOLD_KEY.col())
            .agg(
                bit_or(states).as(HouseholdHistoryTable.STATES.name()),
                packed.toArray(Column[]::new));

    Column moved = FIRST_REGION.col().notEqual(LAST_REGION.col());
    List<Column> path = new ArrayList<>();
    Column home = regionText(FIRST_REGION.col());
    for (int place = years.size() - 1; place >= 0; place--) {
      Column here = regionText(regionAt(place));
      path.add(0, when(isSeenAt(place), here).otherwise(""));
      home = when(moved.and(isSeenAt(place)), here).otherwise(home);
    }
    return grouped.select(
        HouseholdHistoryTable.HOUSEHOLD_KEY.col(),
        HouseholdHistoryTable.CENSUS_YEARS.is(
            lit(String.join(",", years.stream().map(String::valueOf).toList()))),
        // Two rows of one household in one census would leave fewer states than rows: the states
        // are then void.
        when(seenCount(years.size()).equalTo(SIGHTINGS.col()), HouseholdHistoryTable.STATES.col())
            .otherwise(
                org.apache
                    .spark
                    .sql
                    .functions
                    .raise_error(
                        lit(
                            "a household has two rows in one census, or a tier that tiers.csv does not hold"))
                    .cast(DataTypes.LongType))
            .as(HouseholdHistoryTable.STATES.name()),
        HouseholdHistoryTable.HOME_REGION.is(home),
        HouseholdHistoryTable.REGION_PATH.is(
            when(moved, concat_ws(",", path.toArray(Column[]::new))).otherwise(lit(null))),
        HouseholdHistoryTable.SERVED.col(),
        HouseholdHistoryTable.SERVED_KNOWN.col());
  }

  /** Four bits of a row, put where its census has its place. */
  private static Column atPlace(Column bits, List<Integer> years) {
    Column placed = lit(0L);
    for (int place = 0; place < years.size(); place++) {
      placed =
          when(isYear(years.get(place)), shiftleft(bits, place * STATE_BITS)).otherwise(placed);
    }
    return placed;
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

  private static Column seenCount(int censuses) {
    Column seen = lit(0L);
    for (int place = 0; place < censuses; place++) {
      seen = seen.plus(when(isSeenAt(place), lit(1L)).otherwise(lit(0L)));
    }
    return seen;
  }

  private static Column regionAt(int place) {
    int first = place - place % REGIONS_PER_LONG;
    return shiftrightunsigned(col(regionsName(first)), (place - first) * REGION_BITS)
        .bitwiseAND(lit(REGION_MASK));
  }

  private static Column regionText(Column number) {
    return lpad(number.cast(DataTypes.StringType), Region.Level.KECAMATAN.digits(), "0");
  }

  private static String regionsName(int first) {
    return "regions_from_" + first;
  }
}
