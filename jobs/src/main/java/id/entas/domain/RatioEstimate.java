package id.entas.domain;

/**
 * A ratio of two groups with its interval.
 *
 * @param ratio above 0 and finite; 1 where the groups are alike
 * @param low lower end of the interval, above 0, at most {@code ratio}
 * @param high upper end, finite, at least {@code ratio}
 */
public record RatioEstimate(double ratio, double low, double high) {
  public RatioEstimate {
    if (!(low > 0) || !(low <= ratio) || !(ratio <= high) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "no ratio within its interval: " + ratio + " in " + low + " to " + high);
    }
  }
}
