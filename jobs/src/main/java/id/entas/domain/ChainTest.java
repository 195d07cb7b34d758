package id.entas.domain;

import java.util.Optional;

/**
 * A test of transition counts: of rows against each other ({@link ChainTables}), or against given
 * probabilities ({@link #againstMatrix}).
 *
 * <p>Statistics of independent tables add up ({@link #plus}), as do their degrees of freedom (T. W.
 * Anderson and L. A. Goodman, Statistical inference about Markov chains, Ann. Math. Statist. 28,
 * 1957).
 *
 * <p>Both statistics take households as independent draws. Households of a year share its shock, so
 * over years and kecamatan the tests reject nearly always on their own: judge them with a
 * dispersion ({@link #findP}) and by their size ({@link #cramersV}). With expected counts below
 * {@link #LEAST_EXPECTED} the chi-square p-values mislead, mostly towards too many rejections by LR
 * in sparse tables; see {@link Gate}.
 *
 * @param likelihoodRatio 2 sum o ln(o / e), at least 0; infinite where households went to a
 *     destination with probability 0
 * @param pearson sum (o - e)² / e, at least 0; infinite likewise
 * @param degreesOfFreedom at least 0, and 0 where there is nothing to compare
 * @param smallestExpected smallest expected count; infinite where there is nothing to compare
 * @param households in the rows compared; fractions where counts are deflated
 * @param scale what Pearson's X2 is divided by in {@link #cramersV}, at least 0
 */
public record ChainTest(
    double likelihoodRatio,
    double pearson,
    int degreesOfFreedom,
    double smallestExpected,
    double households,
    double scale) {
  /** With an expected count below this, chi-square is no longer trusted (Cochran 1954). */
  public static final double LEAST_EXPECTED = 5;

  /** A test without anything to compare. */
  static final ChainTest NOTHING = new ChainTest(0, 0, 0, Double.POSITIVE_INFINITY, 0, 0);

  private static final double SUM_TOLERANCE = 1e-6;

  public ChainTest {
    if (!(likelihoodRatio >= 0)
        || !(pearson >= 0)
        || degreesOfFreedom < 0
        || !(smallestExpected >= 0)
        || !(households >= 0)
        || !(scale >= 0)) {
      throw new IllegalArgumentException(
          "no test: LR "
              + likelihoodRatio
              + ", Pearson "
              + pearson
              + " with "
              + degreesOfFreedom
              + " degrees of freedom, expecting at least "
              + smallestExpected
              + " of "
              + households
              + " households, scale "
              + scale);
    }
  }

  /**
   * Counts against a matrix given beforehand, such as a plan's: is this year's matrix compatible
   * with it? Expected are n_i p_ij, by the totals of rows (S. Kullback, M. Kupperman and H. H. Ku,
   * Tests for contingency tables and Markov chains, Technometrics 4, 1962); each row with
   * households has the degrees of freedom of its destinations of positive probability, less one.
   *
   * <p>Both statistics are infinite, and p-values 0, when a household went where the matrix says
   * that none can go: such a matrix is refuted, not improbable. The matrix must not have been
   * estimated from these counts. Cramer's V is here sqrt(X2 / sum n_i (k_i - 1)), k_i the row's
   * destinations, at most 1.
   *
   * @param counts households by origin and destination, each at least 0
   * @param specified probabilities in the same shape, each row with sum 1
   */
  public static ChainTest againstMatrix(double[][] counts, double[][] specified) {
    if (counts.length != specified.length) {
      throw new IllegalArgumentException(
          counts.length + " rows of counts, " + specified.length + " of probabilities");
    }
    ChainTest sum = NOTHING;
    for (int i = 0; i < counts.length; i++) {
      sum = sum.plus(againstRow(counts[i], specified[i]));
    }
    return sum;
  }

  private static ChainTest againstRow(double[] counts, double[] specified) {
    if (counts.length != specified.length
        || !(Math.abs(Matrices.sum(specified) - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          counts.length
              + " counts against "
              + specified.length
              + " probabilities with sum "
              + Matrices.sum(specified));
    }
    checkCounts(counts);
    double n = Matrices.sum(counts);
    if (n == 0) {
      return NOTHING;
    }
    int possible = 0;
    double ratio = 0;
    double pearson = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < counts.length; j++) {
      double expected = n * specified[j];
      if (!(expected >= 0)) {
        throw new IllegalArgumentException("probability " + specified[j]);
      }
      if (expected > 0) {
        possible++;
        smallest = Math.min(smallest, expected);
        ratio += likelihoodRatio(counts[j], expected);
        pearson += pearson(counts[j], expected);
      } else if (counts[j] > 0) {
        ratio = Double.POSITIVE_INFINITY;
        pearson = Double.POSITIVE_INFINITY;
      }
    }
    return new ChainTest(
        Math.max(0, ratio), pearson, possible - 1, smallest, n, n * (possible - 1));
  }

  static void checkCounts(double[] counts) {
    for (double x : counts) {
      if (!(x >= 0) || Double.isInfinite(x)) {
        throw new IllegalArgumentException(x + " households");
      }
    }
  }

  static double likelihoodRatio(double observed, double expected) {
    return observed > 0 ? 2 * observed * Math.log(observed / expected) : 0;
  }

  static double pearson(double observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  }

  /** The statistic of this kind. */
  public double statistic(ChainStatistic kind) {
    return kind == ChainStatistic.LR ? likelihoodRatio : pearson;
  }

  /** Both tests in one, of tables that are independent of each other. */
  public ChainTest plus(ChainTest other) {
    return new ChainTest(
        likelihoodRatio + other.likelihoodRatio,
        pearson + other.pearson,
        degreesOfFreedom + other.degreesOfFreedom,
        Math.min(smallestExpected, other.smallestExpected),
        households + other.households,
        scale + other.scale);
  }

  /**
   * The chance of a statistic at least this large when nothing differs, by chi-square or F ({@link
   * Overdispersion#upperTail}).
   *
   * @return 0 for an infinite statistic; else empty when there is nothing to compare
   */
  public Optional<Double> findP(ChainStatistic kind, Overdispersion dispersion) {
    // A row whose only destination is certain has no degrees of freedom, and can be refuted.
    if (Double.isInfinite(statistic(kind))) {
      return Optional.of(0.0);
    }
    return degreesOfFreedom == 0
        ? Optional.empty()
        : Optional.of(dispersion.upperTail(statistic(kind), degreesOfFreedom));
  }

  /**
   * Cramer's V, the size of the difference whatever the number of households: 0 when all rows are
   * alike, 1 when they share no destination. For one table sqrt(X2 / (n min(rows - 1, columns -
   * 1))), rows and columns with households alone; for several, sums of X2 over sums of the
   * divisors, which weighs tables by their households (H. Cramér, Mathematical Methods of
   * Statistics, 1946).
   *
   * <p>It is biased upwards in small tables: chance alone makes it about sqrt(df / divisor).
   *
   * @return 0 to 1; 1 for an infinite X2, else 0 when there is nothing to compare
   */
  public double cramersV() {
    if (Double.isInfinite(pearson)) {
      return 1;
    }
    return scale == 0 ? 0 : Math.min(1, Math.sqrt(pearson / scale));
  }

  /**
   * The dispersion that this comparison shows, X2 / df, at least 1, with its degrees of freedom.
   * For one row over intervals it is {@link YearShocks#findDispersion}.
   *
   * @return empty when there is nothing to compare, or X2 is infinite
   */
  public Optional<Overdispersion> findDispersion() {
    return degreesOfFreedom == 0 || Double.isInfinite(pearson)
        ? Optional.empty()
        : Optional.of(
            new Overdispersion(Math.max(1, pearson / degreesOfFreedom), degreesOfFreedom));
  }
}
