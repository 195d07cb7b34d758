package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** An index of how much households move between tiers. */
public final class MobilityIndexTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FROM_YEAR = Fields.FROM_YEAR;
  public static final Field TO_YEAR =
      Fields.TO_YEAR.meaning(
          "Census at which the interval ends; the last census where the index is of the one-year matrix of all intervals.");
  public static final Field MATRIX =
      required(
          "matrix",
          Fields.TEXT,
          "interval (households seen at both ends of one interval) or annual (one-year matrix of all sightings).");
  public static final Field INDEX_NAME =
      required(
          "index_name",
          Fields.TEXT,
          "shorrocks, determinant, second_eigenvalue, bartholomew, bartholomew_prais, upward_share, downward_share, mean_years_to_exit or relapse_within_2.");
  public static final Field VALUE =
      optional(
          "value",
          Fields.NUMBER,
          "Its value among the households seen; null where a census lists only the poor, so that the seen alone mislead.");
  public static final Field CI_LOW = Fields.CI_LOW;
  public static final Field CI_HIGH = Fields.CI_HIGH;
  public static final Field SENSITIVITY_LOW =
      optional(
          "sensitivity_low",
          Fields.NUMBER,
          "Least value when the odds that an absent household is in the target tier are 1/3 to 3 times those of the seen; null for relapses and annual matrices.");
  public static final Field SENSITIVITY_HIGH =
      optional("sensitivity_high", Fields.NUMBER, "Greatest value under the same.");
  public static final Field FRAME = Fields.FRAME;
  public static final Field COMPARABLE = Fields.COMPARABLE;
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("mobility_index", "An index of how much households move between tiers.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              FROM_YEAR,
              TO_YEAR,
              MATRIX,
              INDEX_NAME,
              VALUE,
              CI_LOW,
              CI_HIGH,
              SENSITIVITY_LOW,
              SENSITIVITY_HIGH,
              FRAME,
              COMPARABLE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, FROM_YEAR, TO_YEAR, MATRIX, INDEX_NAME)
          .build();

  private MobilityIndexTable() {}
}
