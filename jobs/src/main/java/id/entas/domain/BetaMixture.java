package id.entas.domain;

import org.apache.commons.math3.special.Beta;

/**
 * The average of Beta distributions, each as likely as the others.
 *
 * <p>The incomplete beta function is evaluated here, by its continued fraction (DLMF 8.17.22), at
 * constants that are known for each distribution: intervals of pooled rows need a million values,
 * for which the library, which finds the constants anew for each, takes ten times as long.
 */
final class BetaMixture {
  /** Ends of intervals are not told apart from 0 or 1 below this. */
  static final double RESOLUTION = 1e-12;

  private static final double WIDEST_LOGIT = Math.log((1 - RESOLUTION) / RESOLUTION);
  private static final double SETTLED_LOGIT = 1e-9;
  private static final double SETTLED_FRACTION = 1e-11;
  private static final int MOST_TERMS = 100_000;
  private static final double NOT_ZERO = 1e-300;

  private final double[] a;
  private final double[] b;
  private final double[] logBeta;

  /**
   * @param a first parameters, above 0
   * @param b second parameters, above 0, as many
   */
  BetaMixture(double[] a, double[] b) {
    this.a = a.clone();
    this.b = b.clone();
    this.logBeta = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      logBeta[i] = Beta.logBeta(a[i], b[i]);
    }
  }

  double mean() {
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      mean += a[i] / (a[i] + b[i]) / a.length;
    }
    return mean;
  }

  double variance() {
    double mean = mean();
    double variance = 0;
    for (int i = 0; i < a.length; i++) {
      double sum = a[i] + b[i];
      double own = a[i] / sum;
      variance += (own * (1 - own) / (sum + 1) + (own - mean) * (own - mean)) / a.length;
    }
    return variance;
  }

  /** The chance of a value up to {@code x}, which lies between 0 and 1, both apart. */
  double cumulative(double x) {
    double logX = Math.log(x);
    double logRest = Math.log1p(-x);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += cumulative(i, x, Math.exp(a[i] * logX + b[i] * logRest - logBeta[i]));
    }
    return sum / a.length;
  }

  /**
   * The value that a draw stays below with the given probability; 0 or 1 where it is nearer to them
   * than {@link #RESOLUTION}.
   */
  double quantile(double probability) {
    if (cumulative(RESOLUTION) >= probability) {
      return 0;
    }
    if (cumulative(1 - RESOLUTION) <= probability) {
      return 1;
    }
    double low = -WIDEST_LOGIT;
    double high = WIDEST_LOGIT;
    double wanted = logit(probability);
    double mean = mean();
    double at = logit(Math.max(RESOLUTION, Math.min(1 - RESOLUTION, mean)));
    at += Math.signum(wanted) * 2 * Math.min(1, Math.sqrt(variance()) / (mean * (1 - mean)));
    while (high - low > SETTLED_LOGIT) {
      double x = 1 / (1 + Math.exp(-at));
      double logX = Math.log(x);
      double logRest = Math.log1p(-x);
      double below = 0;
      double slope = 0;
      for (int i = 0; i < a.length; i++) {
        double front = Math.exp(a[i] * logX + b[i] * logRest - logBeta[i]);
        slope += front;
        below += cumulative(i, x, front);
      }
      below /= a.length;
      slope /= a.length;
      if (below < probability) {
        low = at;
      } else {
        high = at;
      }
      // Logits of the chance are close to a line in logits of the value, tails included.
      double next = at + (wanted - logit(below)) * below * (1 - below) / slope;
      if (Math.abs(next - at) < SETTLED_LOGIT) {
        return 1 / (1 + Math.exp(-next));
      }
      at = next > low && next < high ? next : (low + high) / 2;
    }
    return 1 / (1 + Math.exp(-(low + high) / 2));
  }

  private static double logit(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /**
   * @param front density at x, times x (1 - x)
   */
  private double cumulative(int i, double x, double front) {
    return x <= (a[i] + 1) / (a[i] + b[i] + 2)
        ? front * fraction(x, a[i], b[i]) / a[i]
        : 1 - front * fraction(1 - x, b[i], a[i]) / b[i];
  }

  /** The continued fraction by Lentz's method; terms needed grow with the root of a + b. */
  private static double fraction(double x, double a, double b) {
    double upper = 1;
    double lower = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = lower;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      lower = 1 / nonZero(1 + even * lower);
      upper = nonZero(1 + even / upper);
      value *= upper * lower;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      lower = 1 / nonZero(1 + odd * lower);
      upper = nonZero(1 + odd / upper);
      double factor = upper * lower;
      value *= factor;
      if (Math.abs(factor - 1) < SETTLED_FRACTION) {
        return value;
      }
    }
    throw new IllegalArgumentException("Beta(" + a + ", " + b + ") at " + x + " does not settle");
  }

  private static double nonZero(double value) {
    return Math.abs(value) < NOT_ZERO ? NOT_ZERO : value;
  }
}
