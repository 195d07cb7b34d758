package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How much more one row of a region's matrix varies between intervals than households drawn
 * independently would show: Pearson's X2 of the row's flows against the fitted matrix.
 *
 * <p>The dispersion X2 / df of one region rests on a handful of numbers. Shocks of a given size
 * make it grow with the households h of the row in an interval, as 1 + c h (an overdispersed
 * multinomial, McCullagh and Nelder 1989, section 5.5), and c is the row's and not the region's. So
 * {@link #excess} pools c over regions, and {@link #dispersion} gives each region its own from it.
 *
 * <p>It takes the regions' X2 / (1 + c h) for independent. A shock that all share makes them rise
 * and fall together, so that c of a few years is less certain than the number of regions suggests.
 * With expected counts below 1, X2 and so c are unreliable.
 *
 * @param statistic Pearson's X2 of the completed flows over the intervals against the matrix to the
 *     power of their years
 * @param degreesOfFreedom (intervals with households - 1)(destinations reached - 1)
 * @param households households of the row in a typical interval: the size at which equal intervals
 *     would show the same excess
 */
public record RowDispersion(double statistic, int degreesOfFreedom, double households) {
  public RowDispersion {
    if (!(statistic >= 0) || degreesOfFreedom < 0 || !(households >= 0)) {
      throw new IllegalArgumentException(
          "X2 " + statistic + " on " + degreesOfFreedom + " for " + households + " households");
    }
  }

  /**
   * The dispersion of each row of a region's matrix.
   *
   * @param probability the matrix fitted to the flows
   * @param intervals the flows of every interval, each on its own
   */
  public static List<RowDispersion> ofRows(double[][] probability, List<IntervalCounts> intervals) {
    return ofRows(probability, intervals, row -> row);
  }

  /**
   * The same of a part of the destinations, or of groups of them.
   *
   * @param fold from a row over the states to one over the parts or groups, by leaving out and
   *     adding up; applied to households and to probabilities
   */
  public static List<RowDispersion> ofRows(
      double[][] probability, List<IntervalCounts> intervals, UnaryOperator<double[]> fold) {
    List<double[][]> flows = new ArrayList<>();
    List<double[][]> fitted = new ArrayList<>();
    for (IntervalCounts interval : intervals) {
      double[][] power = Matrices.identity(probability.length);
      for (int t = 0; t < interval.years(); t++) {
        power = Matrices.product(power, probability);
      }
      fitted.add(power);
      flows.add(completed(interval, power));
    }
    List<RowDispersion> rows = new ArrayList<>();
    for (int i = 0; i < probability.length; i++) {
      int row = i;
      rows.add(
          ofRow(
              flows.stream().map(some -> fold.apply(some[row])).toList(),
              fitted.stream().map(some -> fold.apply(some[row])).toList()));
    }
    return rows;
  }

  private static RowDispersion ofRow(List<double[]> flows, List<double[]> fitted) {
    int states = fitted.isEmpty() ? 0 : fitted.get(0).length;
    boolean[] reached = new boolean[states];
    double statistic = 0;
    double all = 0;
    double squares = 0;
    int intervals = 0;
    for (int t = 0; t < flows.size(); t++) {
      double[] row = flows.get(t);
      double n = Matrices.sum(row);
      double chance = Matrices.sum(fitted.get(t));
      if (n > 0) {
        intervals++;
        all += n;
        squares += n * n;
        for (int j = 0; j < states; j++) {
          double expected = chance > 0 ? n * fitted.get(t)[j] / chance : 0;
          reached[j] |= row[j] > 0;
          if (expected > 0) {
            statistic += (row[j] - expected) * (row[j] - expected) / expected;
          }
        }
      }
    }
    int destinations = 0;
    for (boolean one : reached) {
      destinations += one ? 1 : 0;
    }
    int degrees = Math.max(0, intervals - 1) * Math.max(0, destinations - 1);
    double typical =
        intervals > 1 ? (all - squares / all) / (intervals - 1) : intervals == 1 ? all : 0;
    return new RowDispersion(degrees == 0 ? 0 : statistic, degrees, typical);
  }

  /** Flows with censored households given to the states of their set as the matrix expects. */
  private static double[][] completed(IntervalCounts interval, double[][] power) {
    double[][] counts = interval.counts();
    for (CensoredCount censored : interval.censored()) {
      boolean[] within = censored.within();
      double[] row = power[censored.from()];
      double chance = 0;
      for (int j = 0; j < row.length; j++) {
        chance += within[j] ? row[j] : 0;
      }
      for (int j = 0; j < row.length && chance > 0; j++) {
        counts[censored.from()][j] += within[j] ? censored.households() * row[j] / chance : 0;
      }
    }
    return counts;
  }

  /**
   * The excess c of a row, pooled over regions: the one at which the sum of X2 / (1 + c h) equals
   * its degrees of freedom (Paule and Mandel 1982), 0 where the regions' years differ less than
   * sampling alone would make them.
   *
   * @param regions the same row in every region
   * @return c, per household, at least 0
   */
  public static double excess(List<RowDispersion> regions) {
    double degrees = regions.stream().mapToInt(RowDispersion::degreesOfFreedom).sum();
    if (scaled(regions, 0) <= degrees) {
      return 0;
    }
    double low = 0;
    double high = 1e-4;
    while (scaled(regions, high) > degrees && high < 1e6) {
      low = high;
      high *= 4;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (scaled(regions, middle) > degrees) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double scaled(List<RowDispersion> regions, double excess) {
    return regions.stream().mapToDouble(one -> one.statistic() / one.dispersion(excess)).sum();
  }

  /**
   * The dispersion phi of the row of this region, at least 1: its counts divided by it tell as much
   * as independent households would.
   *
   * @param excess pooled over regions
   */
  public double dispersion(double excess) {
    return 1 + excess * households;
  }
}
