package id.entas.domain;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One table of counts, the rows of which are compared with their pooled row.
 *
 * <p>Rows without households and destinations that no row reached are left out: they say nothing,
 * and degrees of freedom are those of the rest, (rows - 1)(destinations - 1) (F. Bickenbach and E.
 * Bode, Evaluating the Markov property in studies of economic convergence, Int. Regional Sci. Rev.
 * 26, 2003).
 */
final class ComparedTable {
  private final double[][] counts;
  private final double[] rowTotals;
  private final double[] columnTotals;
  private final double all;

  private ComparedTable(double[][] counts, double[] rowTotals, double[] columnTotals) {
    this.counts = counts;
    this.rowTotals = rowTotals;
    this.columnTotals = columnTotals;
    all = Matrices.sum(rowTotals);
  }

  /**
   * The part of a table that can be compared.
   *
   * @return empty when fewer than two rows have households, or fewer than two destinations
   */
  static Optional<ComparedTable> findIn(double[][] table) {
    int columns = table.length == 0 ? 0 : table[0].length;
    double[] rowTotals = new double[table.length];
    double[] columnTotals = new double[columns];
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columns; j++) {
        rowTotals[i] += table[i][j];
        columnTotals[j] += table[i][j];
      }
    }
    int[] rows = positive(rowTotals);
    int[] reached = positive(columnTotals);
    if (rows.length < 2 || reached.length < 2) {
      return Optional.empty();
    }
    double[][] counts = new double[rows.length][reached.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < reached.length; j++) {
        counts[i][j] = table[rows[i]][reached[j]];
      }
    }
    return Optional.of(new ComparedTable(counts, at(rows, rowTotals), at(reached, columnTotals)));
  }

  private static int[] positive(double[] totals) {
    return IntStream.range(0, totals.length).filter(i -> totals[i] > 0).toArray();
  }

  private static double[] at(int[] places, double[] totals) {
    return IntStream.of(places).mapToDouble(i -> totals[i]).toArray();
  }

  ChainTest test() {
    double ratio = 0;
    double pearson = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rowTotals.length; i++) {
      for (int j = 0; j < columnTotals.length; j++) {
        double expected = rowTotals[i] * columnTotals[j] / all;
        ratio += ChainTest.likelihoodRatio(counts[i][j], expected);
        pearson += ChainTest.pearson(counts[i][j], expected);
        smallest = Math.min(smallest, expected);
      }
    }
    int rows = rowTotals.length - 1;
    int columns = columnTotals.length - 1;
    return new ChainTest(
        // Rounding can take it below 0 where all rows are alike.
        Math.max(0, ratio), pearson, rows * columns, smallest, all, all * Math.min(rows, columns));
  }

  /** Tables as they would be if all rows were drawn from the pooled one. */
  PooledDraws draws() {
    return new PooledDraws(rowTotals, columnTotals);
  }
}
