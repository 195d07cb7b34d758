package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of a one-year matrix put together from its two steps: the chance of the target tier, and
 * where the others go (a nested or generalised Dirichlet, Connor and Mosimann 1969).
 *
 * @param probability by destination
 * @param posterior interval of each, without shocks
 * @param ownWeight by destination, weight of the region's own flows, 0 to 1
 * @param posteriorHouseholds of the first step
 */
record NestedRow(
    double[] probability,
    List<RowInterval> posterior,
    double[] ownWeight,
    double posteriorHouseholds) {

  /** A row as that of the target and that of all others together. */
  static double[] targetOrNot(double[] row, int target) {
    return new double[] {row[target], Math.max(0, Matrices.sum(row) - row[target])};
  }

  /** A row without the target. */
  static double[] others(double[] row, int target) {
    double[] others = new double[row.length - 1];
    System.arraycopy(row, 0, others, 0, target);
    System.arraycopy(row, target + 1, others, target, others.length - target);
    return others;
  }

  /**
   * The chance of another destination is that of not the target, times that among the others. The
   * distances of the two to their ends, as logarithms, add up in squares.
   *
   * @param target the target's place among the destinations
   * @param destinations how many there are
   * @param ofTarget the first step
   * @param ofOthers the second; empty where all were in the target tier
   */
  static NestedRow of(
      int target, int destinations, PooledRow ofTarget, Optional<PooledRow> ofOthers) {
    double[] probability = new double[destinations];
    double[] ownWeight = new double[destinations];
    List<RowInterval> posterior = new ArrayList<>();
    double in = ofTarget.probability()[0];
    double lowIn = ofTarget.low()[0];
    double highIn = ofTarget.high()[0];
    for (int j = 0; j < destinations; j++) {
      if (j == target) {
        probability[j] = in;
        ownWeight[j] = ofTarget.ownWeight();
        posterior.add(new RowInterval(lowIn, highIn));
      } else if (ofOthers.isEmpty()) {
        // All were in the target tier: where others would go nobody knows.
        posterior.add(new RowInterval(0, 1 - lowIn));
      } else {
        int at = j < target ? j : j - 1;
        double among = ofOthers.get().probability()[at];
        double p = (1 - in) * among;
        probability[j] = p;
        ownWeight[j] = ofOthers.get().ownWeight();
        double below =
            Math.hypot(
                Math.log((1 - in) / (1 - highIn)), Math.log(among / ofOthers.get().low()[at]));
        double above =
            Math.hypot(
                Math.log((1 - lowIn) / (1 - in)), Math.log(ofOthers.get().high()[at] / among));
        posterior.add(
            p > 0
                ? new RowInterval(
                    Math.min(p, p * Math.exp(-below)), Math.min(1, p * Math.exp(above)))
                : new RowInterval(0, (1 - lowIn) * ofOthers.get().high()[at]));
      }
    }
    return new NestedRow(probability, posterior, ownWeight, ofTarget.posteriorHouseholds());
  }

  /** Other probabilities, with the intervals moved along in log odds. */
  NestedRow movedTo(double[] moved) {
    List<RowInterval> along = new ArrayList<>();
    for (int j = 0; j < moved.length; j++) {
      RowInterval own = posterior.get(j);
      double p = probability[j];
      boolean inside = p > 0 && p < 1 && moved[j] > 0 && moved[j] < 1;
      double shift = inside ? ShockedIntervals.logit(moved[j]) - ShockedIntervals.logit(p) : 0;
      double low = own.low() > 0 ? ShockedIntervals.moved(own.low(), shift) : 0;
      double high = own.high() < 1 ? ShockedIntervals.moved(own.high(), shift) : 1;
      along.add(new RowInterval(Math.min(low, moved[j]), Math.max(high, moved[j])));
    }
    return new NestedRow(moved, along, ownWeight, posteriorHouseholds);
  }
}
