package id.entas.domain;

/**
 * One region's row of a transition matrix, pooled with those of the other regions.
 *
 * @param probability probabilities by destination
 * @param ownWeight weight of the region's own data in it before benchmarking, 0 to 1
 * @param low lower ends of the intervals of the region's true probabilities, each cell by itself
 * @param high upper ends; above 0 also for a destination that nobody reached
 * @param posteriorHouseholds households of the Dirichlet distribution around the row that is as
 *     wide as the posterior, summed over its cells: what a simulation draws the row from
 */
public record PooledRow(
    double[] probability,
    double ownWeight,
    double[] low,
    double[] high,
    double posteriorHouseholds) {
  public PooledRow {
    probability = probability.clone();
    low = low.clone();
    high = high.clone();
    if (!(ownWeight >= 0 && ownWeight <= 1) || !(posteriorHouseholds >= 0)) {
      throw new IllegalArgumentException(
          "own weight " + ownWeight + ", posterior households " + posteriorHouseholds);
    }
    for (int j = 0; j < probability.length; j++) {
      if (!(0 <= low[j] && low[j] <= probability[j] && probability[j] <= high[j] && high[j] <= 1)) {
        throw new IllegalArgumentException(
            probability[j] + " is not between " + low[j] + " and " + high[j]);
      }
    }
  }

  @Override
  public double[] probability() {
    return probability.clone();
  }

  @Override
  public double[] low() {
    return low.clone();
  }

  @Override
  public double[] high() {
    return high.clone();
  }

  /**
   * The row with other probabilities, each interval moved along with its own: by the same distance
   * in log odds, so that it stays within 0 to 1 and around the probability. A probability that was
   * 0 or 1 leaves its interval where it is, but for the end that must hold the new one.
   */
  PooledRow movedTo(double[] moved) {
    double[] movedLow = low.clone();
    double[] movedHigh = high.clone();
    for (int j = 0; j < moved.length; j++) {
      double before = probability[j] / (1 - probability[j]);
      double after = moved[j] / (1 - moved[j]);
      if (before > 0 && after > 0 && !Double.isInfinite(before) && !Double.isInfinite(after)) {
        movedLow[j] = shifted(low[j], after / before);
        movedHigh[j] = shifted(high[j], after / before);
      }
      movedLow[j] = Math.min(movedLow[j], moved[j]);
      movedHigh[j] = Math.max(movedHigh[j], moved[j]);
    }
    return new PooledRow(moved, ownWeight, movedLow, movedHigh, posteriorHouseholds);
  }

  private static double shifted(double probability, double odds) {
    return probability * odds / (1 - probability + probability * odds);
  }
}
