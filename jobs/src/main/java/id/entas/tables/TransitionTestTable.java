package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** A test of what the one-year matrix takes for granted. */
public final class TransitionTestTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FROM_TIER =
      Fields.FROM_TIER.orNull("Null where all tiers are tested together.");
  public static final Field TEST =
      required(
          "test",
          Fields.TEXT,
          "time_homogeneity (intervals alike), region_homogeneity (kecamatan alike) or markov_order (the tier before the last does not matter).");
  public static final Field STATISTIC_NAME =
      required("statistic_name", Fields.TEXT, "LR (likelihood ratio) or PEARSON.");
  public static final Field STATISTIC =
      required("statistic", Fields.NUMBER, "The statistic of raw counts.");
  public static final Field DF =
      required("df", Fields.COUNT, "Degrees of freedom by the cells that anybody reached.");
  public static final Field P_VALUE =
      required(
          "p_value",
          Fields.NUMBER,
          "p-value as if households alone varied: far too small where years differ.");
  public static final Field DISPERSION =
      required(
          "dispersion",
          Fields.NUMBER,
          "What the robust p-value divides the statistic by, the mean of ordinary differences between years; it also allows for shocks that lie in one direction of many.");
  public static final Field P_VALUE_ROBUST =
      required("p_value_robust", Fields.NUMBER, "p-value against ordinary years.");
  public static final Field P_ADJUSTED =
      optional(
          "p_adjusted",
          Fields.NUMBER,
          "Robust p-value adjusted for the number of kecamatan (Benjamini and Hochberg); null for a kabupaten.");
  public static final Field EFFECT_SIZE =
      required("effect_size", Fields.NUMBER, "Cramer's V, 0 to 1.");
  public static final Field METHOD =
      required("method", Fields.TEXT, "CHI_SQUARE, or MONTE_CARLO where few are expected.");
  public static final Field REJECT =
      required(
          "reject",
          Fields.FLAG,
          "Whether it matters: robust (adjusted) p-value below 0.05 and Cramer's V of 0.05 or more.");
  public static final Field KECAMATAN_COVERED =
      Fields.KECAMATAN_COVERED.meaning("Kecamatan in the region's last interval.");
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("transition_test", "A test of what the one-year matrix takes for granted.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              FROM_TIER,
              TEST,
              STATISTIC_NAME,
              STATISTIC,
              DF,
              P_VALUE,
              DISPERSION,
              P_VALUE_ROBUST,
              P_ADJUSTED,
              EFFECT_SIZE,
              METHOD,
              REJECT,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, FROM_TIER, TEST, STATISTIC_NAME)
          .build();

  private TransitionTestTable() {}
}
