package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Chance that the target is met, by tolerance and year. */
public final class TargetProbabilityTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field SCENARIO = Fields.SCENARIO;
  public static final Field TOLERANCE_SHARE =
      required(
          "tolerance_share",
          Fields.NUMBER,
          "Tolerance as a share of the households listed in the base census.");
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR.meaning("Year of the count.");
  public static final Field PROBABILITY =
      optional(
          "probability",
          Fields.NUMBER,
          "Chance that the target tier is within the tolerance; null where it is less than one in a million or too few futures tell.");
  public static final Field PROBABILITY_UPPER =
      optional("probability_upper", Fields.NUMBER, "Upper bound where probability is null.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("target_probability", "Chance that the target is met, by tolerance and year.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              SCENARIO,
              TOLERANCE_SHARE,
              CENSUS_YEAR,
              PROBABILITY,
              PROBABILITY_UPPER)
          .fields(ForecastBasis.FIELDS)
          .fields(KECAMATAN_COVERED, KECAMATAN_TOTAL, COMPLETE, RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, SCENARIO, TOLERANCE_SHARE, CENSUS_YEAR)
          .build();

  private TargetProbabilityTable() {}
}
