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
   * that add up, the result is the one nearest to the given ones in Kullback-Leibler divergence
   * (Csiszár 1975), and keeps their odds ratios. It fits whenever some flows that are zero where
   * the given ones are would; else it does not settle, and says so.
   *
   * @param rows probabilities by region and destination, each row adding up to 1
   * @param households households n_r by region; a region with none keeps its row
   * @param totals households by destination over all regions, adding up to the households
   * @throws IllegalArgumentException if the totals do not add up to the households to nine digits,
   *     or something is negative
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
    if (!(Math.abs(Matrices.sum(totals) - all) <= 1e-9 * all)) {
      throw new IllegalArgumentException(
          "totals of " + Matrices.sum(totals) + " for " + all + " households");
    }
    double tolerance = Math.max(SETTLED_HOUSEHOLDS, SETTLED_SHARE * all);
    double error = error(adjusted, households, totals);
    int iterations = 0;
    while (error > tolerance && iterations < MOST_ITERATIONS) {
      iterations++;
      scaleToTotals(adjusted, households, totals);
      for (int r = 0; r < adjusted.length; r++) {
        double sum = Matrices.sum(adjusted[r]);
        for (int j = 0; j < totals.length && sum > 0; j++) {
          adjusted[r][j] /= sum;
        }
      }
      error = error(adjusted, households, totals);
    }
    return new BenchmarkedRows(adjusted, iterations, error <= tolerance);
  }

  private static void scaleToTotals(double[][] rows, double[] households, double[] totals) {
    double[] sums = sums(rows, households);
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < totals.length && households[r] > 0; j++) {
        rows[r][j] *= sums[j] > 0 ? totals[j] / sums[j] : 0;
      }
    }
  }

  private static double error(double[][] rows, double[] households, double[] totals) {
    double[] sums = sums(rows, households);
    double error = 0;
    for (int j = 0; j < totals.length; j++) {
      error = Math.max(error, Math.abs(sums[j] - totals[j]));
    }
    return error;
  }

  private static double[] sums(double[][] rows, double[] households) {
    double[] sums = new double[rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += households[r] * rows[r][j];
      }
    }
    return sums;
  }
}
