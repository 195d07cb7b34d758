package id.entas.panel;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Interval;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Households and members by census, kecamatan, desa and tier: an independent count of the stocks.
 */
final class VillageStocks {
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
   * Households of a census, desa, tier and instrument.
   *
   * @param year census year
   * @param kecamatan code of the kecamatan
   * @param village code of the desa; null where not given
   * @param tier code of the tier; null of those with an outcome
   * @param instrument census instrument
   * @param households how many
   * @param members persons in those that say so
   * @param saying how many say it
   */
  record Stock(
      int year,
      String kecamatan,
      String village,
      String tier,
      String instrument,
      long households,
      long members,
      long saying) {}

  /** Counts all households that the lake holds. */
  static List<Stock> byTier(Lake lake) {
    return lake
        .count(
            HouseholdTable.TABLE,
            List.of(
                HouseholdTable.REGION_CODE,
                HouseholdTable.VILLAGE_CODE,
                HouseholdTable.INSTRUMENT,
                HouseholdTable.TIER),
            List.of(HouseholdTable.MEMBERS))
        .stream()
        .map(
            group ->
                new Stock(
                    Integer.parseInt(group.partition()),
                    group.word(0),
                    group.word(1),
                    group.word(3),
                    group.word(2),
                    group.rows(),
                    group.sums().get(0).total(),
                    group.sums().get(0).rows()))
        .toList();
  }
}
