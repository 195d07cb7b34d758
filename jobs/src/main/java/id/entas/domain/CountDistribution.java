package id.entas.domain;

/**
 * The exact distribution of a count of households, on 0 … n.
 *
 * <p>It is the yardstick of the simulation: next year's count of a tier, without shocks and
 * newcomers, is a sum of beta-binomial counts, one for each tier of origin. Memory and the cost of
 * a sum grow with the households, so it is for tens of thousands at most.
 */
public final class CountDistribution {
  private final double[] pmf;

  private CountDistribution(double[] pmf) {
    this.pmf = pmf;
  }

  /**
   * Households that arrive out of {@code n} when their common chance is Beta(a, b).
   *
   * @param n households, at least 0
   * @param a above 0
   * @param b above 0
   */
  public static CountDistribution betaBinomial(int n, double a, double b) {
    if (n < 0 || !(a > 0) || !(b > 0)) {
      throw new IllegalArgumentException("no beta-binomial: " + n + ", " + a + ", " + b);
    }
    return of(n, (int) (n * a / (a + b)), k -> (n - k) * (k + a) / ((k + 1) * (n - k - 1 + b)));
  }

  /**
   * Households that arrive out of {@code n}, each with the same known chance.
   *
   * @param n households, at least 0
   * @param p chance, 0 to 1
   */
  public static CountDistribution binomial(int n, double p) {
    if (n < 0 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("no binomial: " + n + ", " + p);
    }
    if (p == 1) {
      double[] certain = new double[n + 1];
      certain[n] = 1;
      return new CountDistribution(certain);
    }
    double odds = p / (1 - p);
    return of(n, (int) (n * p), k -> (n - k) / (k + 1) * odds);
  }

  private interface Ratio {
    /** Chance of k + 1 over chance of k. */
    double at(double k);
  }

  /**
   * The ratios of neighbouring chances are exact to the last digits, while differences of
   * log-gammas lose as many digits as their size has. So chances are built outwards from the
   * middle, where none underflows, and then made to sum to one.
   */
  private static CountDistribution of(int n, int middle, Ratio ratio) {
    double[] pmf = new double[n + 1];
    pmf[middle] = 1;
    for (int k = middle; k < n; k++) {
      pmf[k + 1] = pmf[k] * ratio.at(k);
    }
    for (int k = middle; k > 0; k--) {
      double step = ratio.at(k - 1);
      pmf[k - 1] = step > 0 ? pmf[k] / step : 0;
    }
    double all = Matrices.sum(pmf);
    for (int k = 0; k <= n; k++) {
      pmf[k] /= all;
    }
    return new CountDistribution(pmf);
  }

  /** The distribution of the sum of two independent counts. */
  public CountDistribution plus(CountDistribution other) {
    double[] sum = new double[pmf.length + other.pmf.length - 1];
    for (int i = 0; i < pmf.length; i++) {
      for (int j = 0; j < other.pmf.length; j++) {
        sum[i + j] += pmf[i] * other.pmf[j];
      }
    }
    return new CountDistribution(sum);
  }

  /** The most households that the count can be. */
  public int most() {
    return pmf.length - 1;
  }

  /** The chance of exactly this count. */
  public double probability(int count) {
    return count < 0 || count >= pmf.length ? 0 : pmf[count];
  }

  /** The chance of at most this count. */
  public double atMost(int count) {
    double sum = 0;
    for (int k = 0; k <= Math.min(count, most()); k++) {
      sum += pmf[k];
    }
    return sum;
  }

  public double mean() {
    double mean = 0;
    for (int k = 0; k < pmf.length; k++) {
      mean += k * pmf[k];
    }
    return mean;
  }

  public double variance() {
    double mean = mean();
    double variance = 0;
    for (int k = 0; k < pmf.length; k++) {
      variance += (k - mean) * (k - mean) * pmf[k];
    }
    return variance;
  }

  /** The smallest count that is not exceeded with at least this chance, 0 to 1. */
  public int quantile(double q) {
    double sum = 0;
    for (int k = 0; k < pmf.length; k++) {
      sum += pmf[k];
      if (sum >= q) {
        return k;
      }
    }
    return most();
  }
}
