package id.entas.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * How the intervals of a row's probabilities are computed.
 *
 * <p>By every method a destination that nobody went to has an upper end above 0: that nobody went
 * there is no proof that nobody can. Wald's interval, which says [0, 0], is not offered.
 *
 * <p>Households may be fractions, as counts deflated by the dispersion between years are. All
 * methods take the row as one multinomial draw: counts of several years that were not deflated give
 * intervals that are far too short.
 */
public enum IntervalMethod {
  /** {@link RowInterval#findJeffreys}, for each cell alone: the default. */
  JEFFREYS((counts, n, level) -> eachCell(counts, x -> RowInterval.findJeffreys(x, n, level))),

  /** {@link RowInterval#findWilson}, for each cell alone. */
  WILSON((counts, n, level) -> eachCell(counts, x -> RowInterval.findWilson(x, n, level))),

  /** {@link RowInterval#findClopperPearson}, for each cell alone, never below its level. */
  CLOPPER_PEARSON(
      (counts, n, level) -> eachCell(counts, x -> RowInterval.findClopperPearson(x, n, level))),

  /** {@link RowInterval#findGoodman}, for all cells of the row at once. */
  GOODMAN(IntervalMethod::goodman),

  /**
   * The intervals of Sison and Glaz (1995), for all cells of the row at once: x/n - c/n to x/n + (c
   * + 2 delta)/n, cut off at 0 and 1, where c is the largest number of households for which counts
   * drawn from the observed proportions stay within c of the observed ones with a chance nu(c) of
   * at most the level, and delta = (level - nu(c)) / (nu(c + 1) - nu(c)). The chance is Levin's
   * (1981), of Poisson counts given their sum, the sum by an Edgeworth expansion.
   *
   * <p>All cells have the same width, which is short for common destinations and long for rare
   * ones. The proportions are treated as if they were the truth, so the intervals hold less often
   * than they say where a destination expects few households (in 92 % of rows of 400 households
   * with a destination of 3 %, at a level of 95 %; May and Johnson 2000); Goodman's are safer
   * there. The expansion is meant for many destinations: with two common ones the intervals are 6 %
   * too wide. Where it does not reach the level at any c, as in rows of a few households at a level
   * near 1, c is all households but one and the intervals are about 0 to 1.
   *
   * <p>The method needs whole counts. Fractions are rounded to find c, delta and n, and the
   * interval is put around the proportion of the counts as they are. A row whose households
   * (rounded) all went to one destination has no spread by this method, and the intervals would be
   * [0, 0] and [1, 1] but for the interpolation: such a row has {@link #GOODMAN}'s intervals.
   */
  SISON_GLAZ(
      (counts, n, level) ->
          SisonGlaz.findRow(counts, level).orElseGet(() -> goodman(counts, n, level)));

  private interface RowMethod {
    List<RowInterval> row(double[] counts, double n, double level);
  }

  private final RowMethod method;

  IntervalMethod(RowMethod method) {
    this.method = method;
  }

  /**
   * The intervals of all probabilities of a row, in the order of its destinations.
   *
   * @param counts households by destination that the row can reach, at least one destination, each
   *     at least 0
   * @param level coverage, between 0 and 1: of each interval alone for the marginal methods, of all
   *     together for {@link #GOODMAN} and {@link #SISON_GLAZ}
   * @return empty when the row holds no household
   */
  public Optional<List<RowInterval>> findRow(double[] counts, double level) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("a row without destinations");
    }
    double n = 0;
    for (double x : counts) {
      if (!(x >= 0) || Double.isInfinite(x)) {
        throw new IllegalArgumentException(x + " households");
      }
      n += x;
    }
    if (!(level > 0) || !(level < 1)) {
      throw new IllegalArgumentException("no level between 0 and 1: " + level);
    }
    return n == 0 ? Optional.empty() : Optional.of(method.row(counts, n, level));
  }

  private static List<RowInterval> goodman(double[] counts, double n, double level) {
    return eachCell(counts, x -> RowInterval.findGoodman(x, n, counts.length, level));
  }

  private static List<RowInterval> eachCell(
      double[] counts, DoubleFunction<Optional<RowInterval>> cell) {
    return Arrays.stream(counts).mapToObj(cell).flatMap(Optional::stream).toList();
  }
}
