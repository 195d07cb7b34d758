package id.entas.domain;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Exact binomial and multinomial draws.
 *
 * <p>Own code, because a projection draws some ten million of them: commons-math3 inverts its
 * distribution function and takes 8.5 µs a draw, and commons-rng has no binomial sampler. Small
 * means are drawn by sequential inversion, others by Hörmann's transformed rejection with squeeze,
 * BTRS (W. Hörmann, The generation of binomial random variates, J. Stat. Comput. Simul. 46, 1993),
 * which costs the same whatever the size.
 */
public final class BinomialSampler {
  /** The smallest n · p for which the constants of BTRS hold. */
  private static final double LEAST_MEAN_OF_REJECTION = 10;

  /** With a mean below 10, more has a chance below 1e-70; only rounding gets there. */
  private static final int MOST_BY_INVERSION = 110;

  /**
   * So near the mode, products are quicker than logarithms; they stay below 1e300 for any count.
   */
  private static final int MOST_STEPS = 15;

  private static final double[] INVERSE = new double[MOST_BY_INVERSION + 2];

  /** Errors of Stirling's formula for the logarithm of k factorial, k = 0 … 9. */
  private static final double[] STIRLING_ERROR = {
    0.08106146679532726,
    0.04134069595540929,
    0.02767792568499834,
    0.02079067210376509,
    0.01664469118982119,
    0.01387612882307075,
    0.01189670994589177,
    0.01041126526197209,
    0.009255462182712733,
    0.008330563433362871
  };

  static {
    for (int k = 1; k < INVERSE.length; k++) {
      INVERSE[k] = 1.0 / k;
    }
  }

  /**
   * Draws how many of {@code n} households make a move that each makes with chance {@code p}.
   *
   * @param n households, at least 0
   * @param p chance, 0 to 1
   * @throws IllegalArgumentException outside these ranges
   */
  public static long draw(UniformRandomProvider random, long n, double p) {
    if (n < 0 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("no binomial: " + n + ", " + p);
    }
    if (n == 0 || p == 0) {
      return 0;
    }
    if (p == 1) {
      return n;
    }
    if (p <= 0.5) {
      return n * p < LEAST_MEAN_OF_REJECTION ? inverted(random, n, p) : rejected(random, n, p);
    }
    double q = 1 - p;
    return n - (n * q < LEAST_MEAN_OF_REJECTION ? inverted(random, n, q) : rejected(random, n, q));
  }

  /**
   * Draws where {@code n} households go and adds them to what is there, by one binomial draw for
   * each destination but the last, out of those that are left.
   *
   * @param n households, at least 0
   * @param p chances of the destinations; they are divided by their sum, which must be positive
   *     unless {@code n} is 0
   * @param into counts by destination, to which the households are added
   */
  public static void addMultinomial(UniformRandomProvider random, long n, double[] p, long[] into) {
    if (n == 0) {
      return;
    }
    double rest = 0;
    int last = -1;
    for (int j = 0; j < p.length; j++) {
      if (p[j] > 0) {
        rest += p[j];
        last = j;
      } else if (p[j] != 0) {
        throw new IllegalArgumentException("no chance: " + p[j]);
      }
    }
    if (n < 0 || last < 0) {
      throw new IllegalArgumentException(n + " households with nowhere to go");
    }
    long left = n;
    for (int j = 0; j < last && left > 0; j++) {
      if (p[j] > 0) {
        // Differences of chances may leave a rest that is too small by a rounding error.
        long here = draw(random, left, p[j] < rest ? p[j] / rest : 1);
        into[j] += here;
        left -= here;
        rest -= p[j];
      }
    }
    into[last] += left;
  }

  private static long inverted(UniformRandomProvider random, long n, double p) {
    double odds = p / (1 - p);
    double scaled = (n + 1) * odds;
    double none = none(n, p);
    long most = Math.min(n, MOST_BY_INVERSION);
    while (true) {
      double u = random.nextDouble();
      double chance = none;
      for (int k = 0; k <= most; k++) {
        if (u < chance) {
          return k;
        }
        u -= chance;
        chance *= scaled * INVERSE[k + 1] - odds;
      }
    }
  }

  /** Chance of none. For tiny p the rounding of 1 - p would show. */
  static double none(long n, double p) {
    return Math.exp(n * (p < 1e-5 ? -p * (1 + p / 2 * (1 + p * (2.0 / 3))) : Math.log(1 - p)));
  }

  private static long rejected(UniformRandomProvider random, long n, double p) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = n * p + 0.5;
    double squeeze = 0.92 - 4.2 / b;
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      if (us >= 0.07 && v <= squeeze) {
        return (long) Math.floor((2 * a / us + b) * u + c);
      }
      if (us <= 0) {
        continue;
      }
      double k = Math.floor((2 * a / us + b) * u + c);
      if (k < 0 || k > n) {
        continue;
      }
      double alpha = (2.83 + 5.1 / b) * spread;
      double mode = Math.floor((n + 1) * p);
      double odds = p / (1 - p);
      double height = v * alpha / (a / (us * us) + b);
      double steps = Math.abs(k - mode);
      if (steps <= MOST_STEPS) {
        if (height <= ratioToMode(n, odds, k, mode)) {
          return (long) k;
        }
        continue;
      }
      if (Math.log(height) <= logRatioToMode(n, odds, k, mode)) {
        return (long) k;
      }
    }
  }

  /** Chance of k over chance of the mode, by the ratios of neighbours. */
  static double ratioToMode(long n, double odds, double k, double mode) {
    double up = 1;
    double down = 1;
    for (double i = mode + 1; i <= k; i++) {
      up *= (n - i + 1) * odds;
      down *= i;
    }
    for (double i = k + 1; i <= mode; i++) {
      up *= i;
      down *= (n - i + 1) * odds;
    }
    return up / down;
  }

  /** The logarithm of the same, by Stirling's formula. */
  static double logRatioToMode(long n, double odds, double k, double mode) {
    return (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * Math.log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * Math.log(odds * (n - k + 1) / (k + 1))
        + stirlingError(mode)
        + stirlingError(n - mode)
        - stirlingError(k)
        - stirlingError(n - k);
  }

  /** ln k! - (k + 1/2) ln(k + 1) + (k + 1) - ln(2π) / 2. */
  private static double stirlingError(double k) {
    if (k <= 9) {
      return STIRLING_ERROR[(int) k];
    }
    double inverse = 1 / (k + 1);
    double square = inverse * inverse;
    return (1.0 / 12 - (1.0 / 360 - square / 1260) * square) * inverse;
  }

  private BinomialSampler() {}
}
