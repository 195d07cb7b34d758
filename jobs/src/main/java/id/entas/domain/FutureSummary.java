package id.entas.domain;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A count's distribution over the futures, in households.
 *
 * @param mean mean of the futures
 * @param p05 5 % quantile: the smallest value that at least this share of the futures does not
 *     exceed
 * @param p25 25 % quantile
 * @param p50 median
 * @param p75 75 % quantile
 * @param p95 95 % quantile
 */
public record FutureSummary(double mean, double p05, double p25, double p50, double p75, double p95)
    implements Serializable {

  /**
   * Summarises a count over the futures, or the difference of two counts in the same futures.
   *
   * @param counts one value a future, in any order; at least one
   */
  public static FutureSummary of(int[] counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no futures to summarise");
    }
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    long sum = 0;
    for (int count : sorted) {
      sum += count;
    }
    return new FutureSummary(
        (double) sum / sorted.length,
        quantile(sorted, 0.05),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        quantile(sorted, 0.95));
  }

  /** The smallest value whose cumulative share is at least {@code q}. */
  static int quantile(int[] sorted, double q) {
    // 0.05 · 10,000 is a little more than 500 in binary, and must still be the 500th value.
    int rank = (int) Math.ceil(q * sorted.length - 1e-9);
    return sorted[Math.max(rank, 1) - 1];
  }
}
