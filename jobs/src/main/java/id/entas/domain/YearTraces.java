package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What the shock of each year leaves in a one-year matrix estimated from intervals of several
 * years: the delta method over years.
 *
 * <p>Where every year was seen, the average of the rows carries the average of the tilts ({@link
 * YearShares}). The matrix behind the product of three tilted years does not quite: tilts of
 * opposite sign do not cancel in a product, since the order of the years matters, and small
 * chances, which the product hardly shows, take up most of what is left. So each year is tilted by
 * itself, the flows are taken as expected, and the estimate's answer is read off the curvature of
 * its likelihood ({@link MatrixInformation#changes}).
 *
 * <p>To first order in the shocks, and as certain as the matrix itself: where the flows tell little
 * of it, of this too.
 */
final class YearTraces {
  private static final double TILT = 1e-3;

  private final List<double[][]> changes;

  private YearTraces(List<double[][]> changes) {
    this.changes = changes;
  }

  /**
   * @param flows of one region, an interval each
   * @param matrix estimated from them, over the tiers, ABSENT and GONE
   */
  static YearTraces of(List<IntervalFlows> flows, AnnualMatrix matrix) {
    int first = flows.stream().mapToInt(one -> one.interval().from()).min().orElseThrow();
    int last = flows.stream().mapToInt(one -> one.interval().to()).max().orElseThrow();
    List<List<IntervalCounts>> byYear = new ArrayList<>();
    for (int year = first; year < last; year++) {
      List<IntervalCounts> touched = new ArrayList<>();
      for (IntervalFlows one : flows) {
        if (one.interval().from() <= year && year < one.interval().to()) {
          touched.add(expected(one, matrix.probability(), year));
        }
      }
      byYear.add(touched);
    }
    return new YearTraces(
        MatrixInformation.changes(matrix, flows.stream().map(AnnualFlows::of).toList(), byYear));
  }

  /** The flows of an interval, as expected if one of its years is tilted. */
  private static IntervalCounts expected(IntervalFlows flows, double[][] probability, int year) {
    IntervalCounts observed = AnnualFlows.of(flows);
    double[][] observedCounts = observed.counts();
    int states = probability.length;
    int absent = flows.tiers();
    double[][] over = Matrices.identity(states);
    for (int y = flows.interval().from(); y < flows.interval().to(); y++) {
      over = Matrices.product(over, y == year ? tilted(probability, absent) : probability);
    }
    double[] households = new double[states];
    for (int i = 0; i < states; i++) {
      households[i] = Matrices.sum(observedCounts[i]);
    }
    List<CensoredCount> notReturned = new ArrayList<>();
    for (CensoredCount some : observed.censored()) {
      households[some.from()] += some.households();
      if (some.from() == absent) {
        double chance = 0;
        for (int j = 0; j < states; j++) {
          chance += some.within()[j] ? over[absent][j] : 0;
          over[absent][j] = some.within()[j] ? 0 : over[absent][j];
        }
        notReturned.add(new CensoredCount(absent, some.within(), chance));
      }
    }
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        over[i][j] *= households[i];
      }
    }
    return new IntervalCounts(
        observed.years(),
        over,
        notReturned.stream()
            .map(
                some ->
                    new CensoredCount(
                        absent, some.within(), some.households() * households[absent]))
            .toList());
  }

  private static double[][] tilted(double[][] probability, int tiers) {
    double[][] tilted = Matrices.copy(probability);
    for (double[] row : tilted) {
      double before = 0;
      double after = 0;
      for (int j = 0; j < tiers; j++) {
        before += row[j];
        row[j] *= Math.exp(-TILT * j);
        after += row[j];
      }
      for (int j = 0; j < tiers && after > 0; j++) {
        row[j] *= before / after;
      }
    }
    return tilted;
  }

  /**
   * Root of the sum over the years of the squared changes of a probability by a shock of one: times
   * the deviation of a year's shock, the deviation that the shocks leave in it.
   */
  double perDeviation(int row, int destination) {
    double squares = 0;
    for (double[][] change : changes) {
      double byOne = change[row][destination] / TILT;
      squares += byOne * byOne;
    }
    return Math.sqrt(squares);
  }
}
