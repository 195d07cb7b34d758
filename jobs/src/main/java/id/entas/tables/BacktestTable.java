package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Forecasts that would have been made at past censuses, and what was then counted. */
public final class BacktestTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field ORIGIN_YEAR =
      required(
          "origin_year",
          Fields.YEAR,
          "Census that the forecast is made from; nothing of a later one enters it.");
  public static final Field HORIZON =
      required("horizon", Fields.YEAR, "Years from the origin to the census that was then made.");
  public static final Field TIER = Fields.TIER;
  public static final Field MODEL =
      required(
          "model",
          Fields.TEXT,
          "futures (as projected, matrices and shocks estimated anew), or a simple rule to beat: no_change, constant_rate (mean yearly rate since the first census), linear_trend (least squares).");
  public static final Field OBSERVED =
      required("observed", Fields.COUNT, "Households that the later census counted.");
  public static final Field MEAN =
      required(
          "mean", Fields.NUMBER, "Mean of the futures, or the rule's point forecast, households.");
  public static final Field P05 = quantile("p05", "5 %");
  public static final Field P25 = quantile("p25", "25 %");
  public static final Field P50 = quantile("p50", "50 %");
  public static final Field P75 = quantile("p75", "75 %");
  public static final Field P95 = quantile("p95", "95 %");
  public static final Field IN_50 = holds("in_50", "p25 to p75");
  public static final Field IN_90 = holds("in_90", "p05 to p95");
  public static final Field CRPS =
      required(
          "crps",
          Fields.NUMBER,
          "Continuous ranked probability score, households, lower is better; of a point forecast the absolute error.");
  public static final Field P025 = quantile("p025", "2.5 %");
  public static final Field P10 = quantile("p10", "10 %");
  public static final Field P90 = quantile("p90", "90 %");
  public static final Field P975 = quantile("p975", "97.5 %");
  public static final Field IN_80 = holds("in_80", "p10 to p90");
  public static final Field IN_95 = holds("in_95", "p025 to p975");
  public static final Field PIT =
      optional(
          "pit",
          Fields.NUMBER,
          "Where the observed count stands among the futures, 0 to 1; spread evenly when they know what they do not know; null for a point forecast.");
  public static final Field LOG_SCORE =
      optional(
          "log_score",
          Fields.NUMBER,
          "Minus the natural logarithm of the chance given to the observed count, at most that of one in a million; null for a point forecast.");
  public static final Field COMPARABLE =
      required(
          "comparable",
          Fields.FLAG,
          "Whether all censuses up to the observed one were made with one instrument; where not, the error may be the instrument's.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "backtest",
              "Forecasts that would have been made at past censuses, and what was then counted.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              ORIGIN_YEAR,
              HORIZON,
              TIER,
              MODEL,
              OBSERVED,
              MEAN,
              P05,
              P25,
              P50,
              P75,
              P95,
              IN_50,
              IN_90,
              CRPS,
              P025,
              P10,
              P90,
              P975,
              IN_80,
              IN_95,
              PIT,
              LOG_SCORE,
              COMPARABLE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, ORIGIN_YEAR, HORIZON, TIER, MODEL)
          .check("forward", "horizon > 0")
          .build();

  private static Field quantile(String name, String share) {
    return optional(
        name,
        Fields.NUMBER,
        share + " quantile of the futures, in households; null for a point forecast.");
  }

  private static Field holds(String name, String range) {
    return optional(
        name,
        Fields.FLAG,
        "Whether " + range + " holds the observed count; null for a point forecast.");
  }

  private BacktestTable() {}
}
