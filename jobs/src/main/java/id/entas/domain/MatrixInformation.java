package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * How much the flows tell about each row of an annual matrix, in households whose every year was
 * seen.
 *
 * <p>EM completes flows over several years with the moves expected in the years between. Those
 * completed counts are not data: an interval of three years tells less than three intervals of one.
 * What was observed is the curvature of the likelihood at its maximum (Louis 1982; Oakes 1999),
 * here the derivative of the score, which EM gives exactly (Fisher's identity), by central
 * differences. A row then has as many effective households as would give, seen every year, the same
 * total variance of its probabilities. Over single years without censored ends that is exactly the
 * row's households.
 *
 * <p>Assumes independent households and one matrix for all years; what years add, others add. It
 * misleads where several matrices are as likely, as curvature is that of the one found.
 *
 * <p>Cells estimated at zero lie on the border of the parameter space. The others are judged as if
 * these were known to be zero, which they are not: what the flows tell about them is the curvature
 * with each raised to half a household, as Jeffreys' prior would have it. Without that, a chance
 * that unseen years hide behind others, and whose estimate is none by luck, would seem to be known
 * from all households of the row, and its upper limit be a fifth of what it should.
 *
 * @param effectiveHouseholds by row, at least 0 and at most the completed household-years
 * @param cellHouseholds by row and cell: households of the row that would give the cell's own
 *     variance alone; unseen years hide some cells more than others
 * @param leastShare share of the information of completed counts that the flows give in the
 *     direction they tell least about, 0 to 1; EM needs about 1 / leastShare steps to halve its
 *     distance, and near 0 other matrices explain the flows as well
 */
public record MatrixInformation(
    double[] effectiveHouseholds, double[][] cellHouseholds, double leastShare) {
  /** Below this share the data do not tell one matrix from others. */
  public static final double IDENTIFIED = 1e-3;

  private static final double ON_THE_BORDER = 1e-7;
  private static final double HALF_A_HOUSEHOLD = 0.5;
  private static final double DIFFERENCE = 1e-4;

  /** Keeps the variance finite in directions that the flows tell nothing about. */
  private static final double LEAST_EIGENVALUE = 1e-4;

  public MatrixInformation {
    effectiveHouseholds = effectiveHouseholds.clone();
    cellHouseholds = Matrices.copy(cellHouseholds);
    if (cellHouseholds.length != effectiveHouseholds.length) {
      throw new IllegalArgumentException(
          effectiveHouseholds.length + " rows with cells of " + cellHouseholds.length);
    }
    for (double households : effectiveHouseholds) {
      if (!(households >= 0)) {
        throw new IllegalArgumentException("a row of " + households + " effective households");
      }
    }
    if (!(leastShare >= 0 && leastShare <= 1)) {
      throw new IllegalArgumentException("a share of " + leastShare);
    }
  }

  @Override
  public double[] effectiveHouseholds() {
    return effectiveHouseholds.clone();
  }

  @Override
  public double[][] cellHouseholds() {
    return Matrices.copy(cellHouseholds);
  }

  /** Whether the flows tell the matrix from all others near it. */
  public boolean isIdentified() {
    return leastShare >= IDENTIFIED;
  }

  private record Cell(int row, int column) {}

  /**
   * The information of the flows that a matrix was estimated from.
   *
   * @param matrix the most likely matrix
   * @param observations what it was estimated from
   */
  public static MatrixInformation of(AnnualMatrix matrix, List<IntervalCounts> observations) {
    double[][] probability = matrix.probability();
    double[][] moves = matrix.expectedCounts();
    int states = probability.length;
    double[] completed = new double[states];
    boolean yearly =
        observations.stream().allMatch(some -> some.years() == 1 && some.censored().isEmpty());
    for (int i = 0; i < states; i++) {
      completed[i] = Matrices.sum(moves[i]);
    }
    List<Cell> free = yearly ? List.of() : freeCells(probability, completed);
    if (free.isEmpty()) {
      double[][] cells = new double[states][states];
      for (int i = 0; i < states; i++) {
        Arrays.fill(cells[i], completed[i]);
      }
      return new MatrixInformation(completed, cells, 1);
    }
    Curvature curvature = curvature(probability, completed, observations, free);
    double[][] cells = new double[states][states];
    double[] effective = effective(probability, completed, free, curvature.covariance(), cells);
    tellBorder(matrix, observations, cells);
    return new MatrixInformation(effective, cells, Math.max(0, curvature.leastShare()));
  }

  /** Whether a cell is estimated at zero without being known to be. */
  static boolean isOnTheBorder(double probability) {
    return probability > 0 && probability <= ON_THE_BORDER;
  }

  /** The matrix with its cells on the border raised to half a household of their row. */
  static AnnualMatrix raised(AnnualMatrix matrix) {
    double[][] probability = matrix.probability();
    for (int i = 0; i < probability.length; i++) {
      double[] row = probability[i];
      double households = matrix.rowHouseholds(i);
      for (int j = 0; j < row.length && households > 1; j++) {
        row[j] = isOnTheBorder(row[j]) ? HALF_A_HOUSEHOLD / households : row[j];
      }
      double all = Matrices.sum(row);
      for (int j = 0; j < row.length && all > 0; j++) {
        row[j] /= all;
      }
    }
    return new AnnualMatrix(
        probability,
        matrix.expectedCounts(),
        matrix.logLikelihood(),
        matrix.iterations(),
        matrix.converged());
  }

  private static void tellBorder(
      AnnualMatrix matrix, List<IntervalCounts> observations, double[][] cells) {
    double[][] probability = matrix.probability();
    if (Arrays.stream(probability)
        .noneMatch(row -> Arrays.stream(row).anyMatch(MatrixInformation::isOnTheBorder))) {
      return;
    }
    double[][] raised = raised(matrix).probability();
    double[] completed = new double[raised.length];
    for (int i = 0; i < completed.length; i++) {
      completed[i] = matrix.rowHouseholds(i);
    }
    List<Cell> free = freeCells(raised, completed);
    double[][] told = new double[raised.length][raised.length];
    effective(
        raised,
        completed,
        free,
        curvature(raised, completed, observations, free).covariance(),
        told);
    for (int i = 0; i < told.length; i++) {
      for (int j = 0; j < told.length; j++) {
        cells[i][j] = isOnTheBorder(probability[i][j]) ? told[i][j] : cells[i][j];
      }
    }
  }

  /**
   * How the estimated probabilities would change, to first order, if the flows were others than the
   * matrix expects.
   *
   * @param matrix the most likely matrix
   * @param observations what it was estimated from
   * @param others for each question, flows that would come instead of those expected; as many
   *     households from each state as were observed
   * @return changes by question, row and destination
   */
  static List<double[][]> changes(
      AnnualMatrix matrix, List<IntervalCounts> observations, List<List<IntervalCounts>> others) {
    double[][] probability = matrix.probability();
    double[][] moves = matrix.expectedCounts();
    double[] completed = new double[probability.length];
    for (int i = 0; i < completed.length; i++) {
      completed[i] = Matrices.sum(moves[i]);
    }
    List<Cell> free = freeCells(probability, completed);
    if (free.isEmpty()) {
      return others.stream().map(any -> new double[completed.length][completed.length]).toList();
    }
    double[][] covariance = curvature(probability, completed, observations, free).covariance();
    List<double[][]> changes = new ArrayList<>();
    for (List<IntervalCounts> some : others) {
      double[] score = score(probability, some, free);
      double[][] change = new double[probability.length][probability.length];
      for (int a = 0; a < free.size(); a++) {
        Cell cell = free.get(a);
        double logOdds = 0;
        for (int b = 0; b < free.size(); b++) {
          logOdds += covariance[a][b] * score[b];
        }
        for (int j = 0; j < change.length; j++) {
          change[cell.row()][j] += slope(probability[cell.row()], j, cell.column()) * logOdds;
        }
      }
      changes.add(change);
    }
    return changes;
  }

  /** Variance of the free cells' log odds, and the least share of the information. */
  private record Curvature(double[][] covariance, double leastShare) {}

  private static Curvature curvature(
      double[][] probability,
      double[] completed,
      List<IntervalCounts> observations,
      List<Cell> free) {
    double[][] information = symmetric(scoreDerivative(probability, observations, free));
    double[][] whitening = whitening(probability, completed, free);
    // Relative to completed counts: the identity, if every year had been seen.
    EigenDecomposition relative =
        new EigenDecomposition(
            MatrixUtils.createRealMatrix(
                symmetric(
                    Matrices.product(
                        Matrices.product(whitening, information),
                        Matrices.transposed(whitening)))));
    int size = free.size();
    double least = 1;
    double[][] inverse = new double[size][size];
    for (int e = 0; e < size; e++) {
      double value = relative.getRealEigenvalue(e);
      least = Math.min(least, value);
      double[] vector = relative.getEigenvector(e).toArray();
      double kept = Math.max(LEAST_EIGENVALUE, Math.min(1, value));
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          inverse[a][b] += vector[a] * vector[b] / kept;
        }
      }
    }
    return new Curvature(
        Matrices.product(Matrices.product(Matrices.transposed(whitening), inverse), whitening),
        least);
  }

  /** All cells inside (0, 1) but the largest of each row, which follows from the others. */
  private static List<Cell> freeCells(double[][] probability, double[] completed) {
    List<Cell> free = new ArrayList<>();
    for (int i = 0; i < probability.length; i++) {
      int largest = largest(probability[i]);
      for (int j = 0; j < probability.length && completed[i] > 0; j++) {
        if (j != largest && probability[i][j] > ON_THE_BORDER) {
          free.add(new Cell(i, j));
        }
      }
    }
    return free;
  }

  private static int largest(double[] row) {
    int largest = 0;
    for (int j = 1; j < row.length; j++) {
      largest = row[j] > row[largest] ? j : largest;
    }
    return largest;
  }

  /** Minus the derivatives of the score by log odds against the largest cell of the row. */
  private static double[][] scoreDerivative(
      double[][] probability, List<IntervalCounts> observations, List<Cell> free) {
    int size = free.size();
    double[][] derivative = new double[size][size];
    for (int a = 0; a < size; a++) {
      double[] above = score(shifted(probability, free.get(a), DIFFERENCE), observations, free);
      double[] below = score(shifted(probability, free.get(a), -DIFFERENCE), observations, free);
      for (int b = 0; b < size; b++) {
        derivative[b][a] = -(above[b] - below[b]) / (2 * DIFFERENCE);
      }
    }
    return derivative;
  }

  private static double[][] shifted(double[][] probability, Cell cell, double logOdds) {
    double[][] shifted = Matrices.copy(probability);
    double[] row = shifted[cell.row()];
    row[cell.column()] *= Math.exp(logOdds);
    double all = Matrices.sum(row);
    for (int j = 0; j < row.length; j++) {
      row[j] /= all;
    }
    return shifted;
  }

  private static double[] score(
      double[][] probability, List<IntervalCounts> observations, List<Cell> free) {
    double[][] moves = AnnualMatrixEstimator.expect(probability, observations).moves();
    double[] score = new double[free.size()];
    for (int a = 0; a < score.length; a++) {
      Cell cell = free.get(a);
      double[] row = moves[cell.row()];
      score[a] = row[cell.column()] - Matrices.sum(row) * probability[cell.row()][cell.column()];
    }
    return score;
  }

  private static double[][] symmetric(double[][] matrix) {
    double[][] symmetric = new double[matrix.length][matrix.length];
    for (int a = 0; a < matrix.length; a++) {
      for (int b = 0; b < matrix.length; b++) {
        symmetric[a][b] = (matrix[a][b] + matrix[b][a]) / 2;
      }
    }
    return symmetric;
  }

  /**
   * W with W'W the inverse of the information of completed counts, n (diag p - pp') in every row:
   * the symmetric root of the inverse.
   */
  private static double[][] whitening(double[][] probability, double[] completed, List<Cell> free) {
    int size = free.size();
    double[][] full = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        Cell one = free.get(a);
        Cell other = free.get(b);
        if (one.row() == other.row()) {
          double p = probability[one.row()][one.column()];
          double q = probability[other.row()][other.column()];
          full[a][b] = completed[one.row()] * ((a == b ? p : 0) - p * q);
        }
      }
    }
    EigenDecomposition decomposition = new EigenDecomposition(MatrixUtils.createRealMatrix(full));
    double[][] root = new double[size][size];
    for (int e = 0; e < size; e++) {
      double[] vector = decomposition.getEigenvector(e).toArray();
      double scale = 1 / Math.sqrt(decomposition.getRealEigenvalue(e));
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          root[a][b] += vector[a] * vector[b] * scale;
        }
      }
    }
    return root;
  }

  private static double[] effective(
      double[][] probability,
      double[] completed,
      List<Cell> free,
      double[][] covariance,
      double[][] cells) {
    double[] effective = completed.clone();
    for (int i = 0; i < completed.length; i++) {
      double[] row = probability[i];
      List<Integer> own = new ArrayList<>();
      for (int a = 0; a < free.size(); a++) {
        if (free.get(a).row() == i) {
          own.add(a);
        }
      }
      Arrays.fill(cells[i], completed[i]);
      double all = 0;
      double ofOneHousehold = 0;
      for (int j = 0; j < row.length && !own.isEmpty(); j++) {
        double variance = 0;
        for (int a : own) {
          for (int b : own) {
            variance +=
                slope(row, j, free.get(a).column())
                    * covariance[a][b]
                    * slope(row, j, free.get(b).column());
          }
        }
        if (variance > 0) {
          cells[i][j] = Math.min(completed[i], row[j] * (1 - row[j]) / variance);
        }
        all += variance;
        ofOneHousehold += row[j] * (1 - row[j]);
      }
      if (all > 0) {
        effective[i] = Math.min(completed[i], ofOneHousehold / all);
      }
    }
    return effective;
  }

  /** Derivative of a probability by the log odds of a cell of its row. */
  private static double slope(double[] row, int of, int by) {
    return row[of] * ((of == by ? 1 : 0) - row[by]);
  }
}
