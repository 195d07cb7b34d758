package id.entas.domain;

import java.util.Arrays;

/**
 * Households by tier at two times, with what it takes to judge how sure their shares are.
 *
 * @param counts households by tier at the start and at the end, worst tier first, square; fractions
 *     are allowed
 * @param weights households by tier at the start, for the indices that weigh the tiers by size;
 *     those seen at both times (the row sums of {@code counts}) give shares of the seen
 * @param dispersion by row, at least 1: how much more the row varies than households drawn
 *     independently; 1 for what one interval did, and where {@code tilts} say the rest
 * @param tilts the shocks of the years that the counts are the sum of; none for what one interval
 *     did
 * @param years from start to end, at least 1
 * @param target the target tier, counted from 0
 */
public record TierMoves(
    double[][] counts,
    double[] weights,
    double[] dispersion,
    YearTilts tilts,
    int years,
    int target) {
  public TierMoves {
    counts = Matrices.copy(counts);
    weights = weights.clone();
    dispersion = dispersion.clone();
    int tiers = counts.length;
    if (tiers < 2 || weights.length != tiers || dispersion.length != tiers) {
      throw new IllegalArgumentException(
          tiers + " tiers, " + weights.length + " weights, " + dispersion.length + " dispersions");
    }
    for (double[] row : counts) {
      if (row.length != tiers) {
        throw new IllegalArgumentException(
            "counts of " + tiers + " by " + row.length + " tiers are not square");
      }
      for (double n : row) {
        checkHouseholds(n);
      }
    }
    for (double n : weights) {
      checkHouseholds(n);
    }
    for (double phi : dispersion) {
      if (!(phi >= 1) || Double.isInfinite(phi)) {
        throw new IllegalArgumentException("no dispersion: " + Arrays.toString(dispersion));
      }
    }
    if (tilts.deviation() > 0 && tilts.shares().shares().length != tiers) {
      throw new IllegalArgumentException(
          tilts.shares().shares().length + " rows of years for " + tiers + " tiers");
    }
    if (years < 1 || target < 0 || target >= tiers) {
      throw new IllegalArgumentException(years + " years, target " + target + " of " + tiers);
    }
  }

  private static void checkHouseholds(double n) {
    if (!(n >= 0) || Double.isInfinite(n)) {
      throw new IllegalArgumentException("a count of " + n + " households");
    }
  }

  @Override
  public double[][] counts() {
    return Matrices.copy(counts);
  }

  @Override
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public double[] dispersion() {
    return dispersion.clone();
  }

  public int tiers() {
    return counts.length;
  }
}
