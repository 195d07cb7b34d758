package id.entas.domain;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/** Rows and counts of known truth. */
final class EmpiricalBayesSamples {
  /** A row drawn from a Dirichlet distribution. */
  static double[] row(UniformRandomProvider random, double[] alpha) {
    double[] row = new double[alpha.length];
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      row[j] = AhrensDieterMarsagliaTsangGammaSampler.of(random, alpha[j], 1).sample();
      sum += row[j];
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= sum;
    }
    return row;
  }

  /** Where so many households go under a row. */
  static double[] drawn(UniformRandomProvider random, long households, double[] row) {
    long[] drawn = new long[row.length];
    BinomialSampler.addMultinomial(random, households, row, drawn);
    double[] counts = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      counts[j] = drawn[j];
    }
    return counts;
  }

  private EmpiricalBayesSamples() {}
}
