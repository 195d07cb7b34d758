package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * How the likelihood of each beginning of a sequence changes with the parameters of a fitted chain,
 * and what all households together tell of the parameters.
 *
 * <p>A direction multiplies one probability of a row a little and divides the row by its new sum.
 * The greatest probability of a row has none, since the others decide it; nor has a probability
 * that not even a thousandth of a household tells anything of, as those at the edge of zero are.
 */
final class Scores {
  private static final double SMALL = 1e-4;
  private static final double LEAST_INFORMATION = 1e-3;
  private static final double SINGULAR = 1e-9;

  private final double[][] byDirection;
  private final double[][] inverse;

  private Scores(double[][] byDirection, double[][] inverse) {
    this.byDirection = byDirection;
    this.inverse = inverse;
  }

  /** The scores at parameters, which the chain is left filled with. */
  static Scores of(ChainFamily family, double[] parameters) {
    TierSequences sequences = family.chain().sequences();
    List<double[]> scores = new ArrayList<>();
    int at = 0;
    for (int row : family.rows()) {
      int greatest = at;
      for (int i = at; i < at + row; i++) {
        greatest = parameters[i] > parameters[greatest] ? i : greatest;
      }
      for (int i = at; i < at + row; i++) {
        double[] score = i == greatest ? new double[0] : score(family, parameters, at, row, i);
        double information = 0;
        for (int node = 0; node < score.length; node++) {
          information += sequences.ends(node) * score[node] * score[node];
        }
        if (information > LEAST_INFORMATION) {
          scores.add(score);
        }
      }
      at += row;
    }
    family.pass(parameters);
    double[][] byDirection = scores.toArray(new double[0][]);
    return new Scores(byDirection, inverse(byDirection, sequences));
  }

  private static double[] score(
      ChainFamily family, double[] parameters, int row, int length, int which) {
    double[] above = logLikelihoods(family, parameters, row, length, which, 1 + SMALL);
    double[] below = logLikelihoods(family, parameters, row, length, which, 1 - SMALL);
    for (int node = 0; node < above.length; node++) {
      above[node] = (above[node] - below[node]) / (2 * SMALL);
    }
    return above;
  }

  private static double[] logLikelihoods(
      ChainFamily family, double[] parameters, int row, int length, int which, double factor) {
    double[] moved = parameters.clone();
    moved[which] *= factor;
    double all = 0;
    for (int i = row; i < row + length; i++) {
      all += moved[i];
    }
    for (int i = row; i < row + length; i++) {
      moved[i] /= all;
    }
    family.fill(moved);
    double[] likelihoods = family.chain().likelihoods();
    for (int node = 0; node < likelihoods.length; node++) {
      likelihoods[node] = Math.log(likelihoods[node]);
    }
    return likelihoods;
  }

  /** Pseudo-inverse of the information, the sum of the products of households' scores. */
  private static double[][] inverse(double[][] byDirection, TierSequences sequences) {
    int directions = byDirection.length;
    if (directions == 0) {
      return new double[0][0];
    }
    double[][] information = new double[directions][directions];
    for (int a = 0; a < directions; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int node = 0; node < sequences.nodes(); node++) {
          sum += sequences.ends(node) * byDirection[a][node] * byDirection[b][node];
        }
        information[a][b] = sum;
        information[b][a] = sum;
      }
    }
    // As correlations, so that what few households tell of a parameter does not count as nothing.
    double[] scale = new double[directions];
    for (int a = 0; a < directions; a++) {
      scale[a] = Math.sqrt(information[a][a]);
    }
    for (int a = 0; a < directions; a++) {
      for (int b = 0; b < directions; b++) {
        information[a][b] /= scale[a] * scale[b];
      }
    }
    EigenDecomposition decomposition =
        new EigenDecomposition(MatrixUtils.createRealMatrix(information));
    double[][] inverse = new double[directions][directions];
    for (int e = 0; e < directions; e++) {
      double value = decomposition.getRealEigenvalue(e);
      if (value > SINGULAR) {
        double[] vector = decomposition.getEigenvector(e).toArray();
        for (int a = 0; a < directions; a++) {
          for (int b = 0; b < directions; b++) {
            inverse[a][b] += vector[a] * vector[b] / (value * scale[a] * scale[b]);
          }
        }
      }
    }
    return inverse;
  }

  int directions() {
    return byDirection.length;
  }

  /** Relative change of the chance of a beginning, given the tier first recorded, by direction. */
  double[] ofRest(int node, int first) {
    double[] score = new double[byDirection.length];
    for (int a = 0; a < score.length; a++) {
      score[a] = byDirection[a][node] - byDirection[a][first];
    }
    return score;
  }

  /** Variance of a quantity of the fitted parameters that changes by so much in each direction. */
  double variance(double[] gradient) {
    double variance = 0;
    for (int a = 0; a < gradient.length; a++) {
      for (int b = 0; b < gradient.length; b++) {
        variance += gradient[a] * inverse[a][b] * gradient[b];
      }
    }
    return variance;
  }
}
