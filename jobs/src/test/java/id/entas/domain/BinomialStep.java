package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A uniform number and the binomial count that it must draw.
 *
 * @param u uniform number, 0 to below 1
 * @param n households
 * @param p chance
 * @param count the exact quantile
 */
record BinomialStep(double u, long n, double p, long count) {
  /** Places within the step of a count, from just above the count below to just under its own. */
  static final double[] PARTS = {1e-6, 1e-3, 0.03, 0.2, 0.5, 0.8, 0.97, 0.999, 1 - 1e-6};

  /** Numbers at both ends of every step of the distribution function, for chances of any size. */
  static List<BinomialStep> of(int n) {
    List<BinomialStep> steps = new ArrayList<>();
    for (double p :
        new double[] {
          1e-4, 5e-4, 0.002, 0.0039, 0.0041, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8,
          0.9, 0.95, 0.97, 0.99, 0.999
        }) {
      CountDistribution exact = CountDistribution.binomial(n, p);
      double[] above = new double[n + 2];
      for (int k = n; k >= 0; k--) {
        above[k] = above[k + 1] + exact.probability(k);
      }
      double below = 0;
      for (int k = 0; k <= n; k++) {
        double size = exact.probability(k);
        for (double part : PARTS) {
          // From the nearer end, so that sums of many chances do not lose the digits asked for.
          double u = below < 0.5 ? below + part * size : 1 - (above[k + 1] + (1 - part) * size);
          if (size * Math.min(part, 1 - part) > 1e-13) {
            steps.add(new BinomialStep(u, n, p, k));
          }
        }
        below += size;
      }
    }
    return steps;
  }
}
