package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals of a row of a one-year matrix that also hold what the shocks of the observed years left
 * in it: the distances to the estimate, in log odds, of the posterior and of the shocks add up in
 * squares (MOVER, Zou and Donner 2008).
 *
 * <p>The deviation of a shock is an estimate from few years, so that the shocks' part is a Student
 * t ({@link ShockModel#degrees}). Log odds never reach a chance of none; where unseen years leave a
 * cell's estimate no further from none than its plain interval is long, the interval begins there.
 */
final class ShockedIntervals {

  /**
   * A row and what its parts weigh, by destination.
   *
   * @param row its probabilities
   * @param kept share of the posterior's variance that is not the shocks' already
   * @param ownWeight weight of the region's own flows, which tell some cells better than others
   * @param localVariances how many times the variance of the region's own shock is in the average
   * @param tiers destinations that shocks move households between; those after them are ABSENT and
   *     GONE
   */
  record Parts(
      double[] row, double[] kept, double[] ownWeight, double[] localVariances, int tiers) {}

  private final ShockModel shocks;
  private final int kecamatan;
  private final double upper;

  /**
   * @param kecamatan that the shocks were estimated from
   * @param level of the intervals
   */
  ShockedIntervals(ShockModel shocks, int kecamatan, double level) {
    this.shocks = shocks;
    this.kecamatan = kecamatan;
    this.upper = (1 + level) / 2;
  }

  /**
   * What shocks of deviation 1 leave in a row, by destination.
   *
   * @param logOdds deviation of the log odds, where every year was seen
   * @param chances deviation of the probabilities, where years are unseen
   */
  record Left(double[] logOdds, double[] chances) {}

  /**
   * The intervals of a row.
   *
   * <p>Flows over several years show a small chance only after those that lead there by other ways
   * are taken off, so that its error is that of a difference: as likely to one side as to the
   * other, whatever is left, and none may be left. What unseen years and their shocks add is
   * therefore a distance in the chance itself, and only then turned into log odds. In log odds the
   * lower end of a small chance would stay away from none, and its upper one run away.
   *
   * @param posterior intervals without the shocks
   * @param unseen by destination, how many times the row's households those are that would tell the
   *     cell, had every year been seen
   */
  List<RowInterval> joined(Parts parts, List<RowInterval> posterior, double[] unseen, Left left) {
    List<RowInterval> joined = new ArrayList<>();
    for (int j = 0; j < unseen.length; j++) {
      RowInterval own = posterior.get(j);
      double p = parts.row()[j];
      if (p <= 0 || p >= 1) {
        joined.add(own);
        continue;
      }
      double shock = quantile(parts.localVariances()[j]);
      double scale = Math.sqrt(j < parts.tiers() ? parts.kept()[j] : 1);
      double hidden =
          Math.sqrt(parts.ownWeight()[j] * Math.max(0, unseen[j] - 1))
              * scale
              * (own.high() - own.low())
              / 2;
      double chance = Math.hypot(hidden, shock * left.chances()[j]);
      double down = chance < p ? logit(p) - logit(p - chance) : Double.POSITIVE_INFINITY;
      double up = chance < 1 - p ? logit(p + chance) - logit(p) : Double.POSITIVE_INFINITY;
      double shift = shock * left.logOdds()[j];
      double below = Math.hypot(Math.hypot(scale * (logit(p) - logit(own.low())), down), shift);
      double above = Math.hypot(Math.hypot(scale * (logit(own.high()) - logit(p)), up), shift);
      boolean maybeNone =
          own.low() == 0 || Double.isInfinite(below) || unseen[j] > 1 && below * (1 - p) >= 1;
      joined.add(
          new RowInterval(
              maybeNone ? 0 : Math.min(p, moved(p, -below)),
              own.high() == 1 || Double.isInfinite(above) ? 1 : Math.max(p, moved(p, above))));
    }
    return joined;
  }

  /** A year's shock is below this with the chance of an upper end. */
  private double quantile(double localVariances) {
    double degrees = shocks.degrees(localVariances, kecamatan);
    return Math.sqrt(shocks.variance(localVariances))
        * (Double.isInfinite(degrees)
            ? new NormalDistribution(null, 0, 1).inverseCumulativeProbability(upper)
            : new TDistribution(null, degrees).inverseCumulativeProbability(upper));
  }

  /** A chance moved in log odds. */
  static double moved(double p, double logOdds) {
    return 1 / (1 + Math.exp(-logit(p) - logOdds));
  }

  static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
