package id.entas.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Which households an ingest would add to a kecamatan's census, and which it would lose. */
final class HouseholdChanges {
  static final Field GAINED =
      Field.required("gained", DataTypes.LongType, "Households that the lake does not hold.");
  static final Field LOST =
      Field.required("lost", DataTypes.LongType, "Households that only the lake holds.");

  private static final Field IS_LAID =
      Field.required("is_laid", DataTypes.BooleanType, "Whether the row is of the extracts.");
  private static final Field FIRST_LAID =
      Field.required("first_laid", DataTypes.BooleanType, "Whether all rows are.");
  private static final Field LAST_LAID =
      Field.required("last_laid", DataTypes.BooleanType, "Whether any row is.");

  private HouseholdChanges() {}

  /**
   * Census year, kecamatan, {@link #GAINED} and {@link #LOST}.
   *
   * @param laid households that would be laid
   * @param held households of the lake that they would replace
   */
  static Dataset<Row> of(Dataset<Row> laid, Dataset<Row> held) {
    return side(laid, lit(true))
        .unionAll(side(held, lit(false)))
        .groupBy(
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            HouseholdTable.HOUSEHOLD_KEY.col())
        .agg(min(IS_LAID.col()).as(FIRST_LAID.name()), max(IS_LAID.col()).as(LAST_LAID.name()))
        .groupBy(HouseholdTable.CENSUS_YEAR.col(), HouseholdTable.REGION_CODE.col())
        .agg(
            count(when(FIRST_LAID.col(), 1)).as(GAINED.name()),
            count(when(LAST_LAID.col().equalTo(false), 1)).as(LOST.name()));
  }

  private static Dataset<Row> side(Dataset<Row> households, Column isLaid) {
    return households.select(
        HouseholdTable.CENSUS_YEAR.col(),
        HouseholdTable.REGION_CODE.col(),
        HouseholdTable.HOUSEHOLD_KEY.col(),
        IS_LAID.is(isLaid));
  }
}
