package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/**
 * One cell of an interval's realised matrix, over households seen at both ends, with bounds for the
 * absent.
 */
public final class TierTransitionTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FROM_YEAR = Fields.FROM_YEAR;
  public static final Field TO_YEAR = Fields.TO_YEAR;
  public static final Field FROM_TIER = Fields.FROM_TIER;
  public static final Field TO_TIER = Fields.TO_TIER;
  public static final Field HOUSEHOLDS = Fields.HOUSEHOLDS;
  public static final Field SEEN_HOUSEHOLDS =
      required(
          "seen_households",
          Fields.COUNT,
          "Households of the tier that were seen in a tier of the same kecamatan at the end.");
  public static final Field ABSENT_HOUSEHOLDS =
      required(
          "absent_households",
          Fields.COUNT,
          "Households of the tier that were absent or not found at the end.");
  public static final Field GONE_HOUSEHOLDS =
      required(
          "gone_households",
          Fields.COUNT,
          "Households of the tier that died, moved, merged or departed.");
  public static final Field PROBABILITY =
      optional(
          "probability",
          Fields.NUMBER,
          "households / seen_households; null where none was seen, or where frame is LISTED_ONLY and the seen alone mislead.");
  public static final Field CI_LOW = Fields.CI_LOW;
  public static final Field CI_HIGH = Fields.CI_HIGH;
  public static final Field BOUND_LOW =
      optional(
          "bound_low",
          Fields.NUMBER,
          "Probability if no absent household was in this cell; of the seen and the absent, without graduates.");
  public static final Field BOUND_HIGH =
      optional(
          "bound_high",
          Fields.NUMBER,
          "Probability if every absent household was in this cell; without graduates.");
  public static final Field SENSITIVITY_LOW =
      optional(
          "sensitivity_low",
          Fields.NUMBER,
          "Least probability when the odds that an absent household is in the target tier are 1/3 to 3 times those of the seen.");
  public static final Field SENSITIVITY_HIGH =
      optional("sensitivity_high", Fields.NUMBER, "Greatest probability under the same.");
  public static final Field FRAME = Fields.FRAME;
  public static final Field COMPARABLE = Fields.COMPARABLE;
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "tier_transition",
              "One cell of an interval's realised matrix, over households seen at both ends, with bounds for the absent.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              FROM_YEAR,
              TO_YEAR,
              FROM_TIER,
              TO_TIER,
              HOUSEHOLDS,
              SEEN_HOUSEHOLDS,
              ABSENT_HOUSEHOLDS,
              GONE_HOUSEHOLDS,
              PROBABILITY,
              CI_LOW,
              CI_HIGH,
              BOUND_LOW,
              BOUND_HIGH,
              SENSITIVITY_LOW,
              SENSITIVITY_HIGH,
              FRAME,
              COMPARABLE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, FROM_YEAR, TO_YEAR, FROM_TIER, TO_TIER)
          .build();

  private TierTransitionTable() {}
}
