package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/**
 * One cell of the one-year matrix that projections use: unconditional, on the tiers, ABSENT and
 * GONE.
 */
public final class AnnualTransitionTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FIRST_YEAR =
      required("first_year", Fields.YEAR, "First census of the counts.");
  public static final Field LAST_YEAR =
      required("last_year", Fields.YEAR, "Last census of the counts.");
  public static final Field FROM_TIER = Fields.FROM_TIER.meaning("Tier or ABSENT.");
  public static final Field TO_TIER = Fields.TO_TIER.meaning("Tier, ABSENT or GONE.");
  public static final Field PROBABILITY = Fields.PROBABILITY;
  public static final Field CI_LOW = Fields.CI_LOW;
  public static final Field CI_HIGH = Fields.CI_HIGH;
  public static final Field OWN_WEIGHT =
      optional(
          "own_weight",
          Fields.NUMBER,
          "Weight of the region's own flows in this probability, 0 to 1: one for the target tier, one for all other destinations.");
  public static final Field DISPERSION =
      optional(
          "dispersion",
          Fields.NUMBER,
          "How much more the chance of the target tier, or of the others among themselves, varies between intervals than households alone would, at least 1.");
  public static final Field ROW_HOUSEHOLDS =
      required(
          "row_households",
          Fields.NUMBER,
          "Household-years that the row tells as much as, without the shocks between years, which projections add; 0 where it is assumed.");
  public static final Field METHOD =
      required(
          "method",
          Fields.TEXT,
          "PROPORTION or EM (own flows; EM over unseen years or graduates), POOLED or POOLED_EM (with those of the other kecamatan), KABUPATEN (the others' alone), ASSUMED_STAYS (nobody's).");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "annual_transition",
              "One cell of the one-year matrix that projections use: unconditional, on the tiers, ABSENT and GONE.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              FIRST_YEAR,
              LAST_YEAR,
              FROM_TIER,
              TO_TIER,
              PROBABILITY,
              CI_LOW,
              CI_HIGH,
              OWN_WEIGHT,
              DISPERSION,
              ROW_HOUSEHOLDS,
              METHOD,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, FROM_TIER, TO_TIER)
          .build();

  private AnnualTransitionTable() {}
}
