package id.entas.panel;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
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

  private VillageStocks() {}

  /**
   * Counts households in a tier.
   *
   * @param households rows of {@link HouseholdTable}
   * @return census year, kecamatan, desa (null where not given), tier, instrument, and the three
   *     counts
   */
  static Dataset<Row> byTier(Dataset<Row> households) {
    return households
        .filter(HouseholdTable.TIER.col().isNotNull())
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
