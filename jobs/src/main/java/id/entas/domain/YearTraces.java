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
  private final List<double[][]> onTheBorder;
  private final double[][] probability;

  private YearTraces(
      List<double[][]> changes, List<double[][]> onTheBorder, double[][] probability) {
    this.changes = changes;
    this.onTheBorder = onTheBorder;
    this.probability = probability;
  }

  /**
   * @param flows of one region, an interval each
   * @param matrix estimated from them, over the tiers, ABSENT and GONE
   */
  static YearTraces of(List<IntervalFlows> flows, AnnualMatrix matrix) {
    return new YearTraces(
        changes(flows, matrix),
        changes(flows, MatrixInformation.raised(matrix)),
        matrix.probability());
  }

  private static List<double[][]> changes(List<IntervalFlows> flows, AnnualMatrix matrix) {
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
    return MatrixInformation.changes(matrix, flows.stream().map(AnnualFlows::of).toList(), byYear);
  }

  /** The flows of an interval, as expected if one of its years is tilted. */
  private static IntervalCounts expected(IntervalFlows flows, double[][] probability, int year) {
    double[][] over = Matrices.identity(probability.length);
    for (int y = flows.interval().from(); y < flows.interval().to(); y++) {
      over = Matrices.product(over, y == year ? tilted(probability, flows.tiers()) : probability);
    }
    return AnnualFlows.expectedOver(flows, over);
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
   * the deviation of a year's shock, the deviation that the shocks leave in it. Of a cell on the
   * border, what they would leave if it were raised from there ({@link MatrixInformation}).
   */
  double perDeviation(int row, int destination) {
    double squares = 0;
    boolean isOnTheBorder = MatrixInformation.isOnTheBorder(probability[row][destination]);
    for (double[][] change : isOnTheBorder ? onTheBorder : changes) {
      double byOne = change[row][destination] / TILT;
      squares += byOne * byOne;
    }
    return Math.sqrt(squares);
  }
}
