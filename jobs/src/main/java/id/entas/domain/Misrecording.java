package id.entas.domain;

import java.util.Optional;

/**
 * Households recorded in a tier next to their own.
 *
 * <p>An erring household of an interior tier is recorded in either neighbour with equal chance, one
 * of an end tier in its only neighbour. The scheme's two ends therefore lose as large a share of
 * their households as the tiers between them.
 */
public final class Misrecording {
  /**
   * Share of households recorded in a neighbouring tier that is assumed where nothing tells it. It
   * is a convention for a sensitivity, not an estimate.
   */
  public static final double ASSUMED_RATE = 0.03;

  /**
   * Chances of what is recorded.
   *
   * @param tiers at least 2
   * @param rate share of households recorded in a neighbouring tier, 0 to 1
   * @return chances by own tier and recorded tier, worst first
   */
  public static double[][] chances(int tiers, double rate) {
    if (tiers < 2 || !(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("misrecording of " + rate + " among " + tiers + " tiers");
    }
    double[][] chances = new double[tiers][tiers];
    for (int own = 0; own < tiers; own++) {
      chances[own][own] = 1 - rate;
      boolean interior = own > 0 && own < tiers - 1;
      double each = interior ? rate / 2 : rate;
      if (own > 0) {
        chances[own][own - 1] = each;
      }
      if (own < tiers - 1) {
        chances[own][own + 1] = each;
      }
    }
    return chances;
  }

  /**
   * False households of the target tier: those of the neighbouring tiers that are expected to be
   * recorded in it. A count of the target tier cannot be seen to fall below this number, however
   * well the poor fare.
   *
   * <p>Formula: the sum over the tiers i other than the target t of stocks_i · e_it, with e_it the
   * {@link #chances} of an i recorded as t: rate / 2 from an interior neighbour, the whole rate
   * from a neighbour at an end of the scheme, 0 from elsewhere. It is the false-positive part of a
   * misclassified count (Bross, Misclassification in 2 x 2 tables, Biometrics 10, 1954). Records
   * err independently of each other and of the year.
   *
   * <p>The neighbours' recorded stocks stand for their true ones, which misrecording itself changes
   * by a few percent. Misleading where recording errs by two tiers, or more often at a boundary
   * that many households are near.
   *
   * @param stocks households recorded in each tier, worst first
   * @param target place of the target tier, 0 for the worst
   * @param rate share of households recorded in a neighbouring tier, 0 to 1; see {@link
   *     #ASSUMED_RATE}
   */
  public static double noiseFloorHouseholds(long[] stocks, int target, double rate) {
    double[][] chances = chances(stocks.length, rate);
    double floor = 0;
    for (int own = 0; own < stocks.length; own++) {
      if (stocks[own] < 0) {
        throw new IllegalArgumentException(stocks[own] + " households in tier " + own);
      }
      floor += own == target ? 0 : stocks[own] * chances[own][target];
    }
    return floor;
  }

  /**
   * {@link #noiseFloorHouseholds} of a census that may not have counted all tiers.
   *
   * @param counted which tiers the census counts, one for each stock
   * @return empty where it does not count a tier next to the target: a stock of none would make a
   *     floor of 0 out of households that nobody looked for
   */
  public static Optional<Double> findNoiseFloorHouseholds(
      long[] stocks, boolean[] counted, int target, double rate) {
    if (counted.length != stocks.length) {
      throw new IllegalArgumentException(counted.length + " flags for " + stocks.length + " tiers");
    }
    boolean below = target == 0 || counted[target - 1];
    boolean above = target == stocks.length - 1 || counted[target + 1];
    return below && above
        ? Optional.of(noiseFloorHouseholds(stocks, target, rate))
        : Optional.empty();
  }

  private Misrecording() {}
}
