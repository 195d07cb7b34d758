package id.entas.panel;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Interval;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Households and members by census, kecamatan, desa and tier: an independent count of the stocks.
 */
final class VillageStocks {
  static final Field HOUSEHOLDS = Field.required("households", DataTypes.LongType, "Households.");
  static final Field MEMBERS =
      Field.optional("members", DataTypes.LongType, "Persons in households that say so.");
  static final Field SAYING =
      Field.required("saying", DataTypes.LongType, "Households that say their members.");

  static final Field SEEN_AGAIN =
      Field.required("seen_again", DataTypes.LongType, "Households that the later census knows.");
  static final Field STAYED =
      Field.required("stayed", DataTypes.LongType, "Of these, those in the same desa.");

  private static final Field DESA_BEFORE =
      Field.optional("desa_before", DataTypes.StringType, "Desa at the start.");
  private static final Field DESA_AFTER =
      Field.optional("desa_after", DataTypes.StringType, "Desa at the end.");

  private VillageStocks() {}

  /**
   * How many of a few desa's listed households the next census knows, and how many in their desa.
   *
   * @param households rows of {@link HouseholdTable}
   * @param listedTiers codes of the tiers that count as listed
   * @return one row of {@link #SEEN_AGAIN} and {@link #STAYED}
   */
  static Dataset<Row> stay(
      Dataset<Row> households, Interval interval, List<String> desa, List<String> listedTiers) {
    Dataset<Row> before =
        households
            .filter(HouseholdTable.CENSUS_YEAR.col().equalTo(interval.from()))
            .filter(HouseholdTable.VILLAGE_CODE.col().isin(desa.toArray()))
            .filter(HouseholdTable.TIER.col().isin(listedTiers.toArray()))
            .select(
                HouseholdTable.HOUSEHOLD_KEY.col(),
                DESA_BEFORE.is(HouseholdTable.VILLAGE_CODE.col()));
    Dataset<Row> after =
        households
            .filter(HouseholdTable.CENSUS_YEAR.col().equalTo(interval.to()))
            .select(
                HouseholdTable.HOUSEHOLD_KEY.col(),
                DESA_AFTER.is(HouseholdTable.VILLAGE_CODE.col()));
    return before
        .join(after, HouseholdTable.HOUSEHOLD_KEY.name())
        .agg(
            count(lit(1)).as(SEEN_AGAIN.name()),
            count(when(DESA_BEFORE.col().equalTo(DESA_AFTER.col()), 1)).as(STAYED.name()));
  }

  /**
   * Counts households.
   *
   * @param households rows of {@link HouseholdTable}
   * @return census year, kecamatan, desa (null where not given), tier (null of those with an
   *     outcome), instrument, and the three counts
   */
  static Dataset<Row> byTier(Dataset<Row> households) {
    return households
        .groupBy(
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            HouseholdTable.VILLAGE_CODE.col(),
            HouseholdTable.TIER.col(),
            HouseholdTable.INSTRUMENT.col())
        .agg(
            count(lit(1)).as(HOUSEHOLDS.name()),
            sum(HouseholdTable.MEMBERS.col()).as(MEMBERS.name()),
            count(HouseholdTable.MEMBERS.col()).as(SAYING.name()));
  }
}
