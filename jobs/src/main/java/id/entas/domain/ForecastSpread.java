package id.entas.domain;

/**
 * What a forecast said about its own uncertainty, and how that fared. Quantiles are in households.
 *
 * @param p025 2.5 % quantile
 * @param p05 5 % quantile
 * @param p10 10 % quantile
 * @param p25 25 % quantile
 * @param p50 median
 * @param p75 75 % quantile
 * @param p90 90 % quantile
 * @param p95 95 % quantile
 * @param p975 97.5 % quantile
 * @param pit {@link Ensemble#pit}
 * @param logScore {@link Ensemble#logScore}
 */
public record ForecastSpread(
    double p025,
    double p05,
    double p10,
    double p25,
    double p50,
    double p75,
    double p90,
    double p95,
    double p975,
    double pit,
    double logScore) {
  public ForecastSpread {
    if (!(pit > 0 && pit < 1) || !(logScore >= 0) || Double.isInfinite(logScore)) {
      throw new IllegalArgumentException("no scores: PIT " + pit + ", log score " + logScore);
    }
  }

  static ForecastSpread of(Ensemble futures, long observed) {
    return new ForecastSpread(
        futures.quantile(CentralInterval.OF_95.lowerShare()),
        futures.quantile(CentralInterval.OF_90.lowerShare()),
        futures.quantile(CentralInterval.OF_80.lowerShare()),
        futures.quantile(CentralInterval.OF_50.lowerShare()),
        futures.quantile(0.5),
        futures.quantile(CentralInterval.OF_50.upperShare()),
        futures.quantile(CentralInterval.OF_80.upperShare()),
        futures.quantile(CentralInterval.OF_90.upperShare()),
        futures.quantile(CentralInterval.OF_95.upperShare()),
        futures.pit(observed),
        futures.logScore(observed));
  }

  /**
   * Whether an interval, its ends included, holds a count. Ends are whole households, so that an
   * interval of few households holds a little more than its level.
   */
  public boolean holds(CentralInterval interval, long observed) {
    return switch (interval) {
      case OF_50 -> p25 <= observed && observed <= p75;
      case OF_80 -> p10 <= observed && observed <= p90;
      case OF_90 -> p05 <= observed && observed <= p95;
      case OF_95 -> p025 <= observed && observed <= p975;
    };
  }
}
