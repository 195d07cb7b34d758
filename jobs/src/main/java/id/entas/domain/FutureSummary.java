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
  /** With more values than so many a future, sorting them is quicker than going through them. */
  private static final long MOST_VALUES_PER_FUTURE = 8;

  private static final double[] RANKS = {0.05, 0.25, 0.5, 0.75, 0.95};

  /**
   * Summarises a count over the futures, or the difference of two counts in the same futures.
   *
   * @param counts one value a future, in any order; at least one
   */
  public static FutureSummary of(int[] counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no futures to summarise");
    }
    int least = counts[0];
    int most = counts[0];
    long sum = 0;
    for (int count : counts) {
      least = Math.min(least, count);
      most = Math.max(most, count);
      sum += count;
    }
    int[] at = new int[RANKS.length];
    // Counts of households lie near each other, and need not be sorted to be ranked.
    if ((long) most - least < MOST_VALUES_PER_FUTURE * (long) counts.length) {
      rankByCounting(counts, least, most, at);
    } else {
      rankBySorting(counts, at);
    }
    return new FutureSummary((double) sum / counts.length, at[0], at[1], at[2], at[3], at[4]);
  }

  private static void rankBySorting(int[] counts, int[] at) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    for (int q = 0; q < RANKS.length; q++) {
      at[q] = quantile(sorted, RANKS[q]);
    }
  }

  private static void rankByCounting(int[] counts, int least, int most, int[] at) {
    int[] times = new int[most - least + 1];
    for (int count : counts) {
      times[count - least]++;
    }
    int value = 0;
    long upTo = times[0];
    for (int q = 0; q < RANKS.length; q++) {
      int rank = rank(counts.length, RANKS[q]);
      while (upTo < rank) {
        value++;
        upTo += times[value];
      }
      at[q] = least + value;
    }
  }

  /** The smallest value whose cumulative share is at least {@code q}. */
  static int quantile(int[] sorted, double q) {
    return sorted[rank(sorted.length, q) - 1];
  }

  private static int rank(int values, double q) {
    // 0.05 · 10,000 is a little more than 500 in binary, and must still be the 500th value.
    return Math.max((int) Math.ceil(q * values - 1e-9), 1);
  }
}
