package id.entas.domain;

/**
 * Rows of several regions made to add up to known totals of their sum.
 *
 * @param rows probabilities by region and destination
 * @param iterations rounds of fitting used
 * @param converged whether the totals are met, to 1e-9 households or 15 digits
 */
public record BenchmarkedRows(double[][] rows, int iterations, boolean converged) {
  private static final int MOST_ITERATIONS = 10_000;
  private static final double SETTLED_HOUSEHOLDS = 1e-9;
  private static final double SETTLED_SHARE = 1e-15;

  public BenchmarkedRows {
    rows = Matrices.copy(rows);
  }

  @Override
  public double[][] rows() {
    return Matrices.copy(rows);
  }

  /**
   * Adjusts rows so that, over the regions, households times probability adds up to the totals.
   *
   * <p>Expected flows m_rj = n_r · p_rj are scaled in turn to the totals by destination and to the
   * households by region (iterative proportional fitting, Deming and Stephan 1940). Of all rows
   * that add up, the result is the nearest to the given ones in Kullback-Leibler divergence
   * (Csiszár 1975), and it keeps their odds ratios. A probability of 0 stays 0; where too many are,
   * no rows may add up, the rounds do not settle, and the result says so.
   *
   * <p>Assumed: the totals are known, not estimated. It misleads where a region's own flows are
   * wrong: the error is then shared out over all.
   *
   * @param rows probabilities by region and destination, each row adding up to 1
   * @param households households n_r by region; a region with none keeps its row
   * @param totals households by destination over all regions, adding up to the households; a
   *     destination with none is left by every region that has households
   * @throws IllegalArgumentException if the totals do not add up to the households to nine digits,
   *     a row not to 1, or something is negative
   */
  public static BenchmarkedRows of(double[][] rows, double[] households, double[] totals) {
    double all = 0;
    double[][] adjusted = Matrices.copy(rows);
    for (int r = 0; r < rows.length; r++) {
      if (!(households[r] >= 0)) {
        throw new IllegalArgumentException("no households: " + households[r]);
      }
      if (rows[r].length != totals.length || !(Math.abs(Matrices.sum(rows[r]) - 1) < 1e-9)) {
        throw new IllegalArgumentException("a row does not add up to 1: " + Matrices.sum(rows[r]));
      }
      all += households[r];
    }
    for (double total : totals) {
      if (!(total >= 0)) {
        throw new IllegalArgumentException("no total: " + total);
      }
    }
    if (!(Math.abs(Matrices.sum(totals) - all) <= 1e-9 * all)) {
      throw new IllegalArgumentException(
          "totals of " + Matrices.sum(totals) + " for " + all + " households");
    }
    double tolerance = Math.max(SETTLED_HOUSEHOLDS, SETTLED_SHARE * all);
    double error = error(adjusted, households, totals);
    int iterations = 0;
    while (error > tolerance && iterations < MOST_ITERATIONS) {
      iterations++;
      rescale(adjusted, households, totals);
      error = error(adjusted, households, totals);
    }
    return new BenchmarkedRows(adjusted, iterations, error <= tolerance);
  }

  private static void rescale(double[][] rows, double[] households, double[] totals) {
    double[] sums = sums(rows, households, totals.length);
    for (int r = 0; r < rows.length; r++) {
      if (households[r] > 0) {
        for (int j = 0; j < totals.length; j++) {
          rows[r][j] *= sums[j] > 0 ? totals[j] / sums[j] : 0;
        }
        double sum = Matrices.sum(rows[r]);
        for (int j = 0; j < totals.length && sum > 0; j++) {
          rows[r][j] /= sum;
        }
      }
    }
  }

  private static double error(double[][] rows, double[] households, double[] totals) {
    double[] sums = sums(rows, households, totals.length);
    double error = 0;
    for (int j = 0; j < totals.length; j++) {
      error = Math.max(error, Math.abs(sums[j] - totals[j]));
    }
    return error;
  }

  private static double[] sums(double[][] rows, double[] households, int destinations) {
    double[] sums = new double[destinations];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += households[r] * rows[r][j];
      }
    }
    return sums;
  }
}
