package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import org.apache.spark.sql.types.DataTypes;

/** The columns by which every row of a forecast says what it rests on. */
public final class ForecastBasis {
  public static final Field METHOD =
      optional(
          "method",
          DataTypes.StringType,
          "How the chances of the target tier's households were estimated, as in annual_transition, or SUM_OF_KECAMATAN; null without a matrix.");
  public static final Field FIRST_YEAR =
      optional(
          "first_year", DataTypes.IntegerType, "First census that the matrix is estimated from.");
  public static final Field LAST_YEAR =
      optional(
          "last_year", DataTypes.IntegerType, "Last census that the matrix is estimated from.");
  public static final Field ABSENCE =
      required(
          "absence",
          DataTypes.StringType,
          "What absent households are taken for: OWN_STATE (they return as observed), NEVER_RETURN, or FOUND_BETTER, FOUND_SAME, FOUND_WORSE (all found, with 1/3, 1 or 3 times the odds of the target tier).");
  public static final Field COMPARABLE =
      required(
          "comparable",
          DataTypes.BooleanType,
          "Whether all censuses from base to latest are of one instrument; the unit is one over the lake.");
  public static final Field SHOCK_SOURCE =
      optional(
          "shock_source",
          DataTypes.StringType,
          "ESTIMATED from the years observed, or ASSUMED from settings; null without a matrix.");

  static final Field[] FIELDS = {METHOD, FIRST_YEAR, LAST_YEAR, ABSENCE, COMPARABLE, SHOCK_SOURCE};

  private ForecastBasis() {}
}
