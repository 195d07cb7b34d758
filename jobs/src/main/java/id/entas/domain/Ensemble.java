package id.entas.domain;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * A forecast of a count as a sample of futures, and how well it did once the count was observed.
 *
 * <p>Scores are those of T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction
 * and estimation (J. Am. Stat. Assoc. 102, 2007). Lower is better.
 */
public final class Ensemble {
  /**
   * Less is not told apart: chances below one in a million are not published either, and one
   * observation outside all futures must not decide a mean of log scores.
   */
  private static final double LEAST_CHANCE = 1e-6;

  /** Keeps the kernel of futures that all agree on that count, so that it has chance one. */
  private static final double LEAST_BANDWIDTH = 0.1;

  /** Normal distance between the quartiles. */
  private static final double NORMAL_QUARTILES = 1.34;

  /** Beyond so many bandwidths the kernel is zero in double precision. */
  private static final double REACH = 9;

  private final int[] sorted;

  private Ensemble(int[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param counts one value a future, in any order; at least one
   */
  public static Ensemble of(int[] counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no futures to score");
    }
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    return new Ensemble(sorted);
  }

  public double mean() {
    long sum = 0;
    for (int count : sorted) {
      sum += count;
    }
    return (double) sum / sorted.length;
  }

  /**
   * The smallest value that at least this share of the futures does not exceed.
   *
   * @param share above 0, at most 1
   */
  public double quantile(double share) {
    return FutureSummary.quantile(sorted, share);
  }

  /**
   * Continuous ranked probability score of the futures' empirical distribution, in households: E|X
   * - y| - E|X - X'| / 2, by the sorted sum (2 / n²) Σ (x_(i) - y)(n [y &lt; x_(i)] - i + 1/2) (A.
   * Jordan, F. Krüger and S. Lerch, J. Stat. Softw. 90(12), 2019). Of one future alone it is the
   * absolute error, so that a point forecast is scored by the same rule.
   *
   * <p>It is in households, so that large regions weigh more in a mean, and of n futures it is
   * about E|X - X'| / 2n larger than that of the distribution they were drawn from.
   */
  public double crps(long observed) {
    int n = sorted.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double weight = (observed < sorted[i] ? n : 0) - i - 0.5;
      sum += (sorted[i] - observed) * weight;
    }
    return 2 * sum / ((double) n * n);
  }

  /**
   * Probability integral transform, 0 to 1: where the observed count stands among the futures, (b +
   * (e + 1) / 2) / (n + 1) with b futures below it and e equal to it. Over many forecasts that know
   * what they do not know it is spread evenly; near 0 and 1 too often, the futures are too narrow.
   *
   * <p>For counts it is the middle of the step that a randomised transform draws from (C. Czado, T.
   * Gneiting and L. Held, Predictive model assessment for count data, Biometrics 65, 2009), so that
   * the table does not depend on a draw. It crowds in the middle where a few counts carry most of
   * the chance.
   */
  public double pit(long observed) {
    int below = 0;
    int equal = 0;
    for (int count : sorted) {
      below += count < observed ? 1 : 0;
      equal += count == observed ? 1 : 0;
    }
    return (below + (equal + 1) / 2.0) / (sorted.length + 1);
  }

  /**
   * Logarithmic score: minus the natural logarithm of the chance that the forecast gave to the very
   * count observed, which is taken as one in a million where it is less.
   *
   * <p>The chance is a Gaussian kernel estimate over the count's unit interval, its bandwidth by B.
   * W. Silverman (Density Estimation, 1986, 3.31), as F. Krüger and others advise for samples
   * (Predictive inference based on Markov chain Monte Carlo output, Int. Stat. Rev. 89, 2021). A
   * region of ten times the households has a score about 2.3 higher at the same relative error.
   */
  public double logScore(long observed) {
    double bandwidth = bandwidth();
    double sum = 0;
    int i = 0;
    while (i < sorted.length) {
      int alike = i + 1;
      while (alike < sorted.length && sorted[alike] == sorted[i]) {
        alike++;
      }
      double from = (observed - 0.5 - sorted[i]) / bandwidth;
      double to = (observed + 0.5 - sorted[i]) / bandwidth;
      if (from < REACH && to > -REACH) {
        sum += (alike - i) * Erf.erf(from / Math.sqrt(2), to / Math.sqrt(2)) / 2;
      }
      i = alike;
    }
    return -Math.log(Math.min(1, Math.max(LEAST_CHANCE, sum / sorted.length)));
  }

  private double bandwidth() {
    double mean = mean();
    double squares = 0;
    for (int count : sorted) {
      squares += (count - mean) * (count - mean);
    }
    double deviation = Math.sqrt(squares / sorted.length);
    double quartiles = (quantile(0.75) - quantile(0.25)) / NORMAL_QUARTILES;
    double scale = quartiles > 0 ? Math.min(deviation, quartiles) : deviation;
    return Math.max(LEAST_BANDWIDTH, 0.9 * scale * Math.pow(sorted.length, -0.2));
  }
}
