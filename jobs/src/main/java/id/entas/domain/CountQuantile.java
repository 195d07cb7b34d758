package id.entas.domain;

import java.util.function.LongToDoubleFunction;
import org.apache.commons.math3.special.Gamma;

/**
 * Exact quantiles of binomial and Poisson counts: draws that take one uniform number each.
 *
 * <p>The smallest count whose distribution function reaches a uniform number is a draw of the
 * count. It grows with that number and with the chance, so that two scenarios that share the number
 * draw counts as near each other as their chances are; and no draw uses up more numbers than
 * another. {@link BlockBinomials} draws those of many futures at once, {@link BinomialSampler}
 * those that need not be shared.
 *
 * <p>Where the variance is large, the count is read from the expansion of its quantile by powers of
 * its deviation (E. A. Cornish and R. A. Fisher, Rev. Int. Stat. Inst. 5, 1938), with the cumulants
 * of a count on whole numbers; for the Poisson it is that of M. B. Giles, Algorithm 955 (ACM Trans.
 * Math. Softw. 42, 2016), whose way of staying exact is taken too: where the expansion is so near a
 * whole number that its error could matter, the distribution function decides. Small counts are
 * drawn by sequential inversion.
 */
final class CountQuantile {
  /** Below, the expansion would be in doubt too often. */
  static final double LEAST_VARIANCE = 0.7;

  /** Beyond, the expansion is always in doubt: one draw in two thousand. */
  private static final double LARGEST_DEVIATE = 3.5;

  /** Means up to here are inverted sequentially, as quickly as by the distribution function. */
  static final double LARGEST_MEAN_OF_INVERSION = 100;

  /** With such means, more has a chance below 1e-90; only rounding gets there. */
  private static final int MOST_BY_INVERSION = 400;

  private static final double[] INVERSE = new double[MOST_BY_INVERSION + 2];

  static {
    for (int k = 1; k < INVERSE.length; k++) {
      INVERSE[k] = 1.0 / k;
    }
  }

  /**
   * How many of some households make a move that each makes with the same chance, by sequential
   * inversion, for means up to a hundred of those that make the move, or of those that do not.
   */
  static long fewBinomial(double u, long n, double p) {
    return p <= 0.5 ? invertedBinomial(u, n, p) : n - invertedBinomial(1 - u, n, 1 - p);
  }

  /**
   * A Poisson count.
   *
   * @param u uniform number, 0 to below 1
   * @param deviate {@link StandardNormal#quantile} of it
   * @param mean above 0
   */
  static long poisson(double u, double deviate, double mean) {
    double deviation = Math.sqrt(mean);
    if (mean >= LEAST_VARIANCE) {
      double guess = expansion(deviate, mean, deviation);
      long count = (long) guess;
      if (margin(guess - count, deviation) * (mean * deviation) > doubt(deviate)) {
        return count;
      }
    }
    return mean <= LARGEST_MEAN_OF_INVERSION
        ? invertedPoisson(u, mean)
        : searched(
            u,
            Math.max(0, Math.round(mean + deviate * deviation)),
            Long.MAX_VALUE,
            k -> Gamma.regularizedGammaQ(k + 1.0, mean));
  }

  /** Where a Poisson count's distribution function, made continuous, takes a normal value. */
  private static double expansion(double z, double mean, double deviation) {
    double square = z * z;
    return mean
        + deviation * z
        + ((square - 1) * (1.0 / 6) + 0.5)
        + (z * (-2 - square) * deviation * (1.0 / 72)
                + ((3 * square + 7) * square - 16) * (1.0 / 810))
            / mean;
  }

  /**
   * The least {@link #margin}, times the variance and the deviation, with which a guess is certain:
   * the next terms of the expansion are at most 0.9 of this over all chances and variances from 0.7
   * on, which the tests of this class and of {@link BlockBinomials} go through.
   */
  static double doubt(double deviate) {
    double square = deviate * deviate;
    return square < LARGEST_DEVIATE * LARGEST_DEVIATE
        ? 0.04 + 0.0011 * square * square * square
        : Double.POSITIVE_INFINITY;
  }

  /**
   * How far a guess is from whole numbers; the seven digits of the deviate take two millionths of
   * the deviation.
   *
   * @param part of the guess above a whole number; below 0 where the guess is
   */
  static double margin(double part, double deviation) {
    return 0.5 - Math.abs(part - 0.5) - 2e-6 * deviation;
  }

  static long searched(double u, long guess, long most, LongToDoubleFunction atMost) {
    long k = guess;
    while (k > 0 && atMost.applyAsDouble(k - 1) >= u) {
      k--;
    }
    while (k < most && atMost.applyAsDouble(k) < u) {
      k++;
    }
    return k;
  }

  private static long invertedBinomial(double u, long n, double p) {
    double mean = n * p;
    // The chance of none is more than its series cut after a negative term (Bonferroni), which
    // settles most counts that are nearly always none.
    if (u <= 1 - mean * (1 - (mean - p) / 2 * (1 - (mean - 2 * p) / 3))) {
      return 0;
    }
    double odds = p / (1 - p);
    double scaled = (n + 1) * odds;
    // The series is quicker than the logarithm, and exact where the rounding of 1 - p would show.
    double ofOne =
        p < 0.004
            ? -p * (1 + p * (1.0 / 2 + p * (1.0 / 3 + p * (1.0 / 4 + p * (1.0 / 5 + p / 6)))))
            : Math.log(1 - p);
    double chance = Math.exp(n * ofOne);
    long most = Math.min(n, MOST_BY_INVERSION);
    double left = u;
    int k = 0;
    while (k < most && left > chance) {
      left -= chance;
      k++;
      chance *= scaled * INVERSE[k] - odds;
    }
    return k;
  }

  private static long invertedPoisson(double u, double mean) {
    double chance = Math.exp(-mean);
    double left = u;
    int k = 0;
    while (k < MOST_BY_INVERSION && left > chance) {
      left -= chance;
      k++;
      chance *= mean * INVERSE[k];
    }
    return k;
  }

  private CountQuantile() {}
}
