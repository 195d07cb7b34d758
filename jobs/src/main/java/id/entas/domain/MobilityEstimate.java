package id.entas.domain;

/**
 * An index with its interval.
 *
 * @param value the index of the matrix as observed
 * @param low lower end of its 95 % interval, at most {@code value}
 * @param high upper end, at least {@code value}
 */
public record MobilityEstimate(double value, double low, double high) {
  public MobilityEstimate {
    if (!(low <= value) || !(value <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(value + " is not within " + low + " to " + high);
    }
  }
}
