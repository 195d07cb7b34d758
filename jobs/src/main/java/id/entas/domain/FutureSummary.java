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

  /**
   * Summarises a count over the futures, or the difference of two counts in the same futures.
   *
   * @param counts one value a future, in any order; at least one
   */
  public static FutureSummary of(int[] counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no futures to summarise");
    }
    int[] sorted = sorted(counts);
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

  /** Counts of households lie near each other, and are then sorted by counting them. */
  private static int[] sorted(int[] counts) {
    int least = counts[0];
    int most = counts[0];
    for (int count : counts) {
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
    int[] sorted = new int[counts.length];
    if ((long) most - least >= MOST_VALUES_PER_FUTURE * (long) counts.length) {
      System.arraycopy(counts, 0, sorted, 0, counts.length);
      Arrays.sort(sorted);
      return sorted;
    }
    int[] times = new int[most - least + 1];
    for (int count : counts) {
      times[count - least]++;
    }
    int place = 0;
    for (int value = 0; value < times.length; value++) {
      int end = place + times[value];
      Arrays.fill(sorted, place, end, least + value);
      place = end;
    }
    return sorted;
  }

  /** The smallest value whose cumulative share is at least {@code q}. */
  static int quantile(int[] sorted, double q) {
    // 0.05 · 10,000 is a little more than 500 in binary, and must still be the 500th value.
    int rank = (int) Math.ceil(q * sorted.length - 1e-9);
    return sorted[Math.max(rank, 1) - 1];
  }
}
