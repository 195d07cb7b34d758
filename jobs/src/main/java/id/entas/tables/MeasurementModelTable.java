package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** A reading of the histories with or without errors of recording: a sensitivity. */
public final class MeasurementModelTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field MODEL =
      required(
          "model",
          Fields.TEXT,
          "OBSERVED_CHAIN (tiers as recorded), LATENT_TIERS (some are recorded in a neighbouring tier) or MOVER_STAYER (some never move).");
  public static final Field CENSUSES = required("censuses", Fields.COUNT, "Censuses used.");
  public static final Field HOUSEHOLDS =
      Fields.HOUSEHOLDS.meaning("Households seen in a tier at least once.");
  public static final Field LOG_LIKELIHOOD =
      required("log_likelihood", Fields.NUMBER, "Natural logarithm of the likelihood.");
  public static final Field PARAMETERS =
      required("parameters", Fields.COUNT, "Free parameters of the model.");
  public static final Field BIC =
      required("bic", Fields.NUMBER, "Bayesian information criterion; the least fits best.");
  public static final Field STATISTIC =
      optional(
          "statistic",
          Fields.NUMBER,
          "Pearson's X2 of complete histories against the model; null where none can be tested.");
  public static final Field DF =
      optional("df", Fields.NUMBER, "Its degrees of freedom; need not be whole.");
  public static final Field P_VALUE = optional("p_value", Fields.NUMBER, "Its p-value.");
  public static final Field DISSIMILARITY =
      optional(
          "dissimilarity",
          Fields.NUMBER,
          "Share of households that would need another history for a perfect fit.");
  public static final Field MISCLASSIFICATION =
      optional(
          "misclassification",
          Fields.NUMBER,
          "Share of sightings recorded in a neighbouring tier, under LATENT_TIERS.");
  public static final Field MISCLASSIFICATION_LOW =
      optional(
          "misclassification_low",
          Fields.NUMBER,
          "Lower end of its 95 % interval, as if households were independent.");
  public static final Field MISCLASSIFICATION_HIGH =
      optional("misclassification_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field STAYER_SHARE =
      optional("stayer_share", Fields.NUMBER, "Share who never move, under MOVER_STAYER.");
  public static final Field CONVERGED =
      required("converged", Fields.FLAG, "Whether the fit had settled.");
  public static final Field WORDS = required("words", Fields.TEXT, "What it says, in a sentence.");
  public static final Field KECAMATAN_COVERED =
      Fields.KECAMATAN_COVERED.meaning("Kecamatan that any census covers.");
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "measurement_model",
              "A reading of the histories with or without errors of recording: a sensitivity.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              MODEL,
              CENSUSES,
              HOUSEHOLDS,
              LOG_LIKELIHOOD,
              PARAMETERS,
              BIC,
              STATISTIC,
              DF,
              P_VALUE,
              DISSIMILARITY,
              MISCLASSIFICATION,
              MISCLASSIFICATION_LOW,
              MISCLASSIFICATION_HIGH,
              STAYER_SHARE,
              CONVERGED,
              WORDS,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, MODEL)
          .build();

  private MeasurementModelTable() {}
}
