package id.entas.domain;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Where the stocks would settle if every year were the average one and as many newcomers came as
 * now: x = e (I - Q)^-1, with Q the moves between the tiers and ABSENT (Bartholomew, Stochastic
 * Models for Social Processes, 1982, chapter 3).
 *
 * <p>It is where today's flows lead, not a forecast: it holds newcomers to their present number,
 * and a tier that nobody leaves takes decades to fill. So it is given with its half-life, in which
 * the distance to it halves.
 *
 * @param households by tier, then ABSENT
 * @param halfLifeYears years in which the distance halves in the long run, above 0
 */
public record OpenSystem(double[] households, double halfLifeYears) {
  private static final int SQUARINGS = 40;

  public OpenSystem {
    households = households.clone();
    if (!(halfLifeYears >= 0)) {
      throw new IllegalArgumentException("a half-life of " + halfLifeYears + " years");
    }
  }

  @Override
  public double[] households() {
    return households.clone();
  }

  /**
   * @param matrix one row a tier and one for ABSENT; columns are the tiers, ABSENT and GONE
   * @param newcomers households that come into each tier a year
   * @return empty where not all households leave in the end, so that the stocks grow for ever
   */
  public static Optional<OpenSystem> find(double[][] matrix, double[] newcomers) {
    int states = matrix.length;
    RealMatrix moves = new Array2DRowRealMatrix(states, states);
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        moves.setEntry(i, j, matrix[i][j]);
      }
    }
    double radius = radius(moves);
    if (!(radius < 1 - 1e-9)) {
      return Optional.empty();
    }
    RealMatrix all = new Array2DRowRealMatrix(1, states);
    for (int j = 0; j < newcomers.length; j++) {
      all.setEntry(0, j, newcomers[j]);
    }
    RealMatrix rest = new Array2DRowRealMatrix(states, states);
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        rest.setEntry(i, j, (i == j ? 1 : 0) - matrix[i][j]);
      }
    }
    double[] settled = all.multiply(new LUDecomposition(rest).getSolver().getInverse()).getRow(0);
    return Optional.of(new OpenSystem(settled, radius > 0 ? Math.log(0.5) / Math.log(radius) : 0));
  }

  /** The largest eigenvalue of a matrix without negative entries, by squaring it. */
  private static double radius(RealMatrix matrix) {
    RealMatrix power = matrix;
    double logOfScale = 0;
    double exponent = 1;
    for (int squaring = 0; squaring < SQUARINGS; squaring++) {
      double norm = power.getNorm();
      if (norm == 0) {
        return 0;
      }
      power = power.scalarMultiply(1 / norm);
      logOfScale += Math.log(norm) / exponent;
      power = power.multiply(power);
      exponent *= 2;
    }
    return Math.exp(logOfScale);
  }
}
