package id.entas.domain;

import java.util.Optional;

/**
 * A matrix of one-year transition probabilities as estimated from flows.
 *
 * @param probability probabilities by state of origin and destination; a row without an estimate
 *     holds zeros
 * @param expectedCounts the one-year moves behind it: those observed, and those expected in the
 *     years between two censuses, given what was observed at both
 * @param logLikelihood natural logarithm of the likelihood of the counts, without the multinomial
 *     constant
 * @param iterations iterations used
 * @param converged whether the probabilities had settled by then
 */
public record AnnualMatrix(
    double[][] probability,
    double[][] expectedCounts,
    double logLikelihood,
    int iterations,
    boolean converged) {
  public AnnualMatrix {
    probability = Matrices.copy(probability);
    expectedCounts = Matrices.copy(expectedCounts);
  }

  @Override
  public double[][] probability() {
    return Matrices.copy(probability);
  }

  @Override
  public double[][] expectedCounts() {
    return Matrices.copy(expectedCounts);
  }

  /** Household-years behind a row, observed and expected. */
  public double rowHouseholds(int from) {
    return Matrices.sum(expectedCounts[from]);
  }

  /**
   * The probabilities of a row.
   *
   * @return empty when no household, observed or expected, was ever in the state and the state is
   *     not absorbing
   */
  public Optional<double[]> findRow(int from) {
    return Matrices.sum(probability[from]) > 0
        ? Optional.of(probability[from].clone())
        : Optional.empty();
  }
}
