package id.entas.domain;

import java.util.Arrays;
import java.util.List;

/**
 * How much each calendar year weighs in the rows of a region's one-year matrix: the share of the
 * row's household-years that it holds.
 *
 * <p>The matrix is the households' average over the years, so a row carries the mean of the years'
 * shocks with these weights, and not with equal ones: a tier that fills up has most of its
 * household-years at the end, and the best tier none at all in the first year of a list of the
 * poor. Weights also differ between rows, whose shocks then are alike but not the same.
 *
 * @param shares by row and year, from the first one observed; a row adds up to 1, or holds zeros
 *     where it has no households
 */
public record YearShares(double[][] shares) {
  public YearShares {
    shares = Matrices.copy(shares);
    for (double[] row : shares) {
      double all = Matrices.sum(row);
      if (row.length == 0 || !(all == 0 || Math.abs(all - 1) < 1e-9)) {
        throw new IllegalArgumentException(
            "shares of " + row.length + " years that add up to " + all);
      }
    }
  }

  @Override
  public double[][] shares() {
    return Matrices.copy(shares);
  }

  /**
   * The shares among the tiers, ABSENT and GONE. In the unseen years of an interval its households
   * are where the matrix expects them. A year that several intervals of a kabupaten hold, as where
   * a kecamatan misses a census, counts once with the households of all.
   *
   * @param flows of one region, an interval each
   * @param probability the one-year matrix
   */
  static YearShares of(List<IntervalFlows> flows, double[][] probability) {
    double[][] householdYears = empty(flows, probability.length);
    for (IntervalFlows one : flows) {
      IntervalCounts counts = AnnualFlows.of(one);
      double[] start = rowSums(counts.counts());
      counts.censored().forEach(some -> start[some.from()] += some.households());
      add(householdYears, one.interval(), firstYear(flows), start, probability);
    }
    return of(householdYears);
  }

  /**
   * The same among the tiers alone, of the households seen in a tier at both ends.
   *
   * @param flows of one region, an interval each
   * @param probability the one-year matrix over the tiers
   */
  public static YearShares ofSeen(List<IntervalFlows> flows, double[][] probability) {
    double[][] householdYears = empty(flows, probability.length);
    for (IntervalFlows one : flows) {
      double[] start = rowSums(one.movedCounts());
      add(householdYears, one.interval(), firstYear(flows), start, probability);
    }
    return of(householdYears);
  }

  private static double[][] empty(List<IntervalFlows> flows, int rows) {
    int last = flows.stream().mapToInt(one -> one.interval().to()).max().orElseThrow();
    return new double[rows][last - firstYear(flows)];
  }

  private static int firstYear(List<IntervalFlows> flows) {
    return flows.stream().mapToInt(one -> one.interval().from()).min().orElseThrow();
  }

  private static double[] rowSums(double[][] counts) {
    return Arrays.stream(counts).mapToDouble(Matrices::sum).toArray();
  }

  private static void add(
      double[][] householdYears,
      Interval interval,
      int firstYear,
      double[] start,
      double[][] probability) {
    double[][] households = {start};
    for (int year = interval.from(); year < interval.to(); year++) {
      for (int i = 0; i < start.length; i++) {
        householdYears[i][year - firstYear] += households[0][i];
      }
      households = Matrices.product(households, probability);
    }
  }

  /**
   * @param householdYears by row and year, at least 0
   */
  static YearShares of(double[][] householdYears) {
    double[][] shares = Matrices.copy(householdYears);
    for (double[] row : shares) {
      double all = Matrices.sum(row);
      for (int t = 0; t < row.length && all > 0; t++) {
        row[t] /= all;
      }
    }
    return new YearShares(shares);
  }

  /**
   * The sum of the squared shares of a row: how much of the variance of one year's shock is left in
   * the row's average, 1 over the years where all weigh alike; 0 where it has no households.
   */
  public double squares(int row) {
    double squares = 0;
    for (double share : shares[row]) {
      squares += share * share;
    }
    return squares;
  }
}
