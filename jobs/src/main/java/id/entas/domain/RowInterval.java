package id.entas.domain;

import java.util.Optional;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * An interval for one probability of a row of a transition matrix.
 *
 * <p>Jeffreys', Wilson's and Clopper and Pearson's are marginal: each is for a cell taken alone.
 * Goodman's and those of Sison and Glaz ({@link IntervalMethod#SISON_GLAZ}) are simultaneous: at
 * their level all cells of the row lie within them together, so they are wider.
 *
 * <p>Households {@code x} and {@code n} may be fractions, as counts deflated by the dispersion
 * between years are. Where no household was observed ({@code n = 0}) there is no estimate and no
 * interval.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1, at least {@code low}
 */
public record RowInterval(double low, double high) {
  /** Absolute accuracy of a Beta quantile; the library's own default of 1e-9 shows in print. */
  private static final double QUANTILE_ACCURACY = 1e-13;

  public RowInterval {
    if (!(low >= 0) || !(high <= 1) || !(low <= high)) {
      throw new IllegalArgumentException("no interval in 0..1: " + low + " to " + high);
    }
  }

  /**
   * Jeffreys' interval, the equal tails of Beta(x + 1/2, n - x + 1/2), with the lower end 0 at
   * {@code x = 0} and the upper end 1 at {@code x = n} (Brown, Cai and DasGupta 2001). It is the
   * interval of the published matrices.
   *
   * @param x households in the cell, 0 to {@code n}
   * @param n households in the row, at least 0
   * @param level coverage, between 0 and 1
   * @return empty when the row holds no household
   */
  public static Optional<RowInterval> findJeffreys(double x, double n, double level) {
    check(x, n, level);
    if (n == 0) {
      return Optional.empty();
    }
    double tail = (1 - level) / 2;
    double low = x == 0 ? 0 : betaQuantile(tail, x + 0.5, n - x + 0.5);
    double high = x == n ? 1 : betaQuantile(1 - tail, x + 0.5, n - x + 0.5);
    return Optional.of(new RowInterval(low, high));
  }

  /**
   * Wilson's score interval (Wilson 1927).
   *
   * @param x households in the cell, 0 to {@code n}
   * @param n households in the row, at least 0
   * @param level coverage, between 0 and 1
   * @return empty when the row holds no household
   */
  public static Optional<RowInterval> findWilson(double x, double n, double level) {
    check(x, n, level);
    if (n == 0) {
      return Optional.empty();
    }
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    double square = z * z;
    double centre = (x + square / 2) / (n + square);
    double half = z / (n + square) * Math.sqrt(x * (n - x) / n + square / 4);
    double low = x == 0 ? 0 : Math.max(0, centre - half);
    double high = x == n ? 1 : Math.min(1, centre + half);
    return Optional.of(new RowInterval(low, high));
  }

  /**
   * The exact interval of Clopper and Pearson (1934), never shorter than its level asks for.
   *
   * @param x households in the cell, 0 to {@code n}
   * @param n households in the row, at least 0
   * @param level coverage, between 0 and 1
   * @return empty when the row holds no household
   */
  public static Optional<RowInterval> findClopperPearson(double x, double n, double level) {
    check(x, n, level);
    if (n == 0) {
      return Optional.empty();
    }
    double tail = (1 - level) / 2;
    double low = x == 0 ? 0 : betaQuantile(tail, x, n - x + 1);
    double high = x == n ? 1 : betaQuantile(1 - tail, x + 1, n - x);
    return Optional.of(new RowInterval(low, high));
  }

  /**
   * Goodman's interval (1965), one of a row's simultaneous intervals: Wilson's with the error
   * shared out evenly over the destinations (Bonferroni), so that z² is the upper (1 - level) / k
   * quantile of chi-square with one degree of freedom.
   *
   * @param x households in the cell, 0 to {@code n}
   * @param n households in the row, at least 0
   * @param destinations destinations k that the row can reach, at least 1, whether seen or not
   * @param level chance that all k intervals hold, between 0 and 1
   * @return empty when the row holds no household
   */
  public static Optional<RowInterval> findGoodman(
      double x, double n, int destinations, double level) {
    check(x, n, level);
    if (destinations < 1) {
      throw new IllegalArgumentException(destinations + " destinations");
    }
    return findWilson(x, n, 1 - (1 - level) / destinations);
  }

  /** The value below which a Beta(a, b) variable lies with the given probability. */
  static double betaQuantile(double probability, double a, double b) {
    // No generator is passed: the distribution is asked for a quantile, never for a draw.
    return new BetaDistribution(null, a, b, QUANTILE_ACCURACY)
        .inverseCumulativeProbability(probability);
  }

  private static void check(double x, double n, double level) {
    if (!(x >= 0) || !(x <= n) || Double.isInfinite(n)) {
      throw new IllegalArgumentException(x + " households of " + n);
    }
    if (!(level > 0) || !(level < 1)) {
      throw new IllegalArgumentException("no level between 0 and 1: " + level);
    }
  }
}
