package id.entas.domain;

import java.util.Optional;

/**
 * A forecast that was made with what an origin's census knew, and the count that came.
 *
 * @param region BPS code
 * @param level kecamatan or kabupaten
 * @param originYear census that the forecast was made from
 * @param horizon years from the origin to the count, at least 1
 * @param tier the tier, 0 for the worst
 * @param model who made it
 * @param observed households counted, at least 0
 * @param mean mean of the futures, or the point itself, in households
 * @param spread quantiles and the scores that need them; empty for a point forecast
 * @param crps continuous ranked probability score in households; the absolute error of a point
 * @param comparable whether all censuses up to the count were made with one instrument
 * @param kecamatanCovered kecamatan that the counts are the sum of
 * @param kecamatanTotal kecamatan of the region
 */
public record Forecast(
    String region,
    Region.Level level,
    int originYear,
    int horizon,
    int tier,
    ForecastModel model,
    long observed,
    double mean,
    Optional<ForecastSpread> spread,
    double crps,
    boolean comparable,
    long kecamatanCovered,
    long kecamatanTotal) {
  public Forecast {
    if (horizon < 1 || observed < 0 || kecamatanCovered < 1 || kecamatanCovered > kecamatanTotal) {
      throw new IllegalArgumentException(
          "no forecast of "
              + region
              + ": horizon "
              + horizon
              + ", observed "
              + observed
              + ", kecamatan "
              + kecamatanCovered
              + " of "
              + kecamatanTotal);
    }
    if (!(mean >= 0) || Double.isInfinite(mean) || !(crps >= 0) || Double.isInfinite(crps)) {
      throw new IllegalArgumentException("mean " + mean + " and CRPS " + crps + " in " + region);
    }
  }

  /** The distance of the median, or of the point, to the count: the error without the spread. */
  public double absoluteError() {
    return Math.abs(spread.map(ForecastSpread::p50).orElse(mean) - observed);
  }

  public boolean isComplete() {
    return kecamatanCovered == kecamatanTotal;
  }
}
