package id.entas.domain;

import java.util.Optional;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * The one-year matrix behind the moves of a single interval of several years, quickly.
 *
 * <p>Where the shares P have a principal root R, R^years = P, that is itself a matrix of
 * probabilities, it fits them exactly and so is their maximum likelihood estimate. It is found by
 * the coupled Newton iteration (Iannazzo 2006; Higham, Functions of Matrices, 2008, chapter 7).
 * Many matrices of shares have no such root (Singer and Spilerman 1976; Israel, Rosenthal and Wei
 * 2001), often for sampling noise alone. Then the root, with its negative entries put to a small
 * chance, is where EM starts, the steps being those of {@link AnnualMatrixEstimator}: ten come
 * within 1 % of the estimate unless rows hold only some ten households.
 *
 * <p>It misleads as every matrix behind unseen years does: it assumes that the years were alike.
 */
final class YearlyRoot {
  private static final int MANY_STEPS = 2000;
  private static final int FEW_STEPS = 10;

  /** Not one household in a thousand million makes such a move. */
  private static final double NEVER = 1e-9;

  private static final int MOST_ROOT_STEPS = 40;
  private static final double SETTLED = 1e-11;

  /** An entry that is negative by no more is a rounding error. */
  private static final double ROUNDING = 1e-9;

  /** The chance that EM starts with where the root has none. */
  private static final double LEAST_CHANCE = 1e-3;

  /**
   * The most likely one-year matrix. Chances that EM only tends to zero with are zero.
   *
   * @param counts households by tier at the start and at the end, none of the rows empty
   * @param years from start to end, at least 1
   */
  static double[][] mostLikely(double[][] counts, int years) {
    double[][] matrix = of(counts, years, MANY_STEPS);
    for (double[] row : matrix) {
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j] < NEVER ? 0 : row[j];
      }
    }
    return shares(matrix);
  }

  /**
   * The same to about 1 %, for one of many draws.
   *
   * @param counts households by tier at the start and at the end, all positive
   * @param years from start to end, at least 1
   */
  static double[][] nearlyMostLikely(double[][] counts, int years) {
    return of(counts, years, FEW_STEPS);
  }

  private static double[][] of(double[][] counts, int years, int steps) {
    double[][] shares = shares(counts);
    if (years == 1) {
      return shares;
    }
    Optional<double[][]> root = findRoot(shares, years);
    if (root.isPresent() && isProbability(root.get())) {
      return shares(atLeast(0, root.get()));
    }
    // Without a root, half of the chances on staying make a start of the right kind.
    double[][] matrix = shares(atLeast(LEAST_CHANCE, root.orElseGet(() -> halved(shares))));
    for (int step = 0; step < steps; step++) {
      matrix = improved(matrix, counts, years);
    }
    return matrix;
  }

  /** One step of EM: the shares of the moves expected in a year, given the ends. */
  private static double[][] improved(double[][] matrix, double[][] counts, int years) {
    double[][] over = matrix;
    for (int year = 1; year < years; year++) {
      over = Matrices.product(over, matrix);
    }
    int size = matrix.length;
    double[][] weight = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        weight[i][j] = counts[i][j] > 0 ? counts[i][j] / over[i][j] : 0;
      }
    }
    // The sum over the years t of (P^t)' W (P^(years - 1 - t))', built from the last year on.
    double[][] transposed = Matrices.transposed(matrix);
    double[][] last = weight;
    double[][] moves = weight;
    for (int year = 1; year < years; year++) {
      last = Matrices.product(last, transposed);
      moves = Matrices.product(transposed, moves);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          moves[i][j] += last[i][j];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        moves[i][j] *= matrix[i][j];
      }
    }
    return shares(moves);
  }

  private static boolean isProbability(double[][] root) {
    for (double[] row : root) {
      for (double x : row) {
        if (x < -ROUNDING) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[][] atLeast(double least, double[][] matrix) {
    double[][] raised = Matrices.copy(matrix);
    for (double[] row : raised) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.max(least, row[j]);
      }
    }
    return raised;
  }

  private static double[][] halved(double[][] shares) {
    double[][] halved = Matrices.copy(shares);
    for (int i = 0; i < halved.length; i++) {
      for (int j = 0; j < halved.length; j++) {
        halved[i][j] = ((i == j ? 1 : 0) + halved[i][j]) / 2;
      }
    }
    return halved;
  }

  /** The principal root, with real entries of either sign; empty where there is none. */
  static Optional<double[][]> findRoot(double[][] shares, int years) {
    int size = shares.length;
    double[][] root = Matrices.identity(size);
    double[][] rest = shares;
    for (int taken = 0; taken < MOST_ROOT_STEPS; taken++) {
      double[][] step = Matrices.copy(rest);
      double distance = 0;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double one = i == j ? 1 : 0;
          distance = Math.max(distance, Math.abs(rest[i][j] - one));
          step[i][j] = ((years - 1) * one + step[i][j]) / years;
        }
      }
      if (distance < SETTLED) {
        return Optional.of(root);
      }
      root = Matrices.product(root, step);
      double[][] inverse;
      try {
        inverse =
            new LUDecomposition(MatrixUtils.createRealMatrix(step))
                .getSolver()
                .getInverse()
                .getData();
      } catch (SingularMatrixException e) {
        return Optional.empty();
      }
      for (int year = 0; year < years; year++) {
        rest = Matrices.product(inverse, rest);
      }
    }
    return Optional.empty();
  }

  /** Each row divided by its sum. */
  private static double[][] shares(double[][] rows) {
    double[][] shares = Matrices.copy(rows);
    for (double[] row : shares) {
      double all = Matrices.sum(row);
      for (int j = 0; j < row.length; j++) {
        row[j] /= all;
      }
    }
    return shares;
  }

  private YearlyRoot() {}
}
