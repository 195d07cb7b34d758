package id.entas.domain;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws of the statistics of a table whose rows are all drawn from the same row: multinomial, with
 * the table's row totals. Fractional totals are rounded to whole households, at least one.
 *
 * <p>It holds scratch space, so each thread needs its own.
 */
final class PooledDraws {
  /** Up to so many households are sent one by one; more by binomial draws. */
  private static final int MOST_ONE_BY_ONE = 32;

  /** n ln n for small n; the logarithms would be most of the time of a draw. */
  private static final double[] ENTROPY = new double[4_096];

  static {
    for (int n = 1; n < ENTROPY.length; n++) {
      ENTROPY[n] = n * Math.log(n);
    }
  }

  private final long[] totals;
  private final double[] weights;
  private final double[] cumulated;
  private final double all;
  private final double entropyOfRows;

  private final long[] row;
  private final long[] columns;
  private final double[] squares;

  /**
   * Prepares draws.
   *
   * @param rowTotals households by row, above 0
   * @param weights chances of the destinations, above 0, up to a common factor
   */
  PooledDraws(double[] rowTotals, double[] weights) {
    totals = Arrays.stream(rowTotals).mapToLong(n -> Math.max(1, Math.round(n))).toArray();
    this.weights = weights;
    cumulated = weights.clone();
    Arrays.parallelPrefix(cumulated, Double::sum);
    all = Arrays.stream(totals).sum();
    double entropy = all * Math.log(all);
    for (long total : totals) {
      entropy -= entropy(total);
    }
    entropyOfRows = entropy;
    row = new long[weights.length];
    columns = new long[weights.length];
    squares = new double[weights.length];
  }

  /**
   * Draws a table and adds its statistics to those given: LR first, then Pearson's, against the
   * pooled row of the drawn table itself.
   */
  void addStatistics(UniformRandomProvider random, double[] statistics) {
    Arrays.fill(columns, 0);
    Arrays.fill(squares, 0);
    double ratio = entropyOfRows;
    for (long total : totals) {
      Arrays.fill(row, 0);
      drawRow(random, total);
      for (int j = 0; j < row.length; j++) {
        if (row[j] > 0) {
          ratio += entropy(row[j]);
          columns[j] += row[j];
          squares[j] += (double) row[j] * row[j] / total;
        }
      }
    }
    double pearson = -1;
    for (int j = 0; j < columns.length; j++) {
      // A draw may leave a rare destination empty.
      if (columns[j] > 0) {
        ratio -= entropy(columns[j]);
        pearson += squares[j] / columns[j];
      }
    }
    statistics[0] += 2 * ratio;
    statistics[1] += all * pearson;
  }

  private void drawRow(UniformRandomProvider random, long total) {
    if (total > MOST_ONE_BY_ONE) {
      BinomialSampler.addMultinomial(random, total, weights, row);
      return;
    }
    int last = cumulated.length - 1;
    for (long i = 0; i < total; i++) {
      double u = random.nextDouble() * cumulated[last];
      int j = 0;
      while (j < last && u >= cumulated[j]) {
        j++;
      }
      row[j]++;
    }
  }

  private static double entropy(long n) {
    return n < ENTROPY.length ? ENTROPY[(int) n] : n * Math.log(n);
  }
}
