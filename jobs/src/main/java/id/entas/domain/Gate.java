package id.entas.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;

/**
 * A test of one assumption that a projection rests on, with p-values that can be relied on: by
 * chi-square and F where all expected counts are at least {@link ChainTest#LEAST_EXPECTED}, else by
 * Monte Carlo.
 *
 * <p>Monte Carlo is the parametric bootstrap: tables of the same row totals are drawn from the
 * pooled rows, and p = (1 + tables with a statistic at least as large) / (tables + 1) (A. C.
 * Davison and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 4.2), at least
 * 0.001. The pooled rows being estimates, p is approximate as well: at 5 % it rejected 4.6 to 6.0 %
 * of sparse tables that differed by chance only, where LR by chi-square rejected up to 17 %. For
 * the robust p each drawn statistic is divided by a dispersion drawn like the estimated one
 * (chi-square over its degrees of freedom), which is F where the drawn statistic is chi-square.
 *
 * <p>An assumption is given up when the robust p is below 0.05 and Cramer's V at least 0.05: in
 * counts of a whole kabupaten, differences too small to matter are significant too.
 *
 * @param test statistics, degrees of freedom and size
 * @param dispersion how much more than independent households counts vary
 * @param method where both kinds of p-value come from
 * @param likelihoodRatioP p-values of LR
 * @param pearsonP p-values of Pearson's X2
 */
public record Gate(
    ChainTest test,
    Overdispersion dispersion,
    PValueMethod method,
    PValues likelihoodRatioP,
    PValues pearsonP) {
  /** Tables drawn for a Monte Carlo p-value. */
  public static final int DRAWS = 999;

  /** A p-value below this rejects. */
  public static final double LEVEL = 0.05;

  /** The least Cramer's V that rejects. */
  public static final double LEAST_EFFECT = 0.05;

  /**
   * A drawn statistic so little below the observed one, of itself and in all, is equal to it but
   * for rounding.
   */
  private static final double ROUNDING = 1e-9;

  /**
   * P-values of one statistic, 0 to 1.
   *
   * @param independent as if households moved independently
   * @param robust given the dispersion
   */
  public record PValues(double independent, double robust) {}

  /**
   * Tests whether the rows of each table are alike.
   *
   * @param seed of the run
   * @param labels names of what is tested (test, region, tier), which name the draws with the seed:
   *     the same names give the same p-values
   * @return empty when there is nothing to compare
   */
  public static Optional<Gate> find(
      ChainTables tables, Overdispersion dispersion, long seed, List<String> labels) {
    return find(tables, dispersion, seed, labels, DRAWS);
  }

  static Optional<Gate> find(
      ChainTables tables, Overdispersion dispersion, long seed, List<String> labels, int draws) {
    ChainTest test = tables.test();
    if (test.degreesOfFreedom() == 0) {
      return Optional.empty();
    }
    if (test.smallestExpected() >= ChainTest.LEAST_EXPECTED) {
      return Optional.of(
          new Gate(
              test,
              dispersion,
              PValueMethod.CHI_SQUARE,
              byChiSquare(test, ChainStatistic.LR, dispersion),
              byChiSquare(test, ChainStatistic.PEARSON, dispersion)));
    }
    long name = StreamRandom.name(seed, "gate");
    for (String label : labels) {
      name = StreamRandom.name(name, label);
    }
    PValues[] p = byMonteCarlo(tables.draws(), test, dispersion, name, draws);
    return Optional.of(new Gate(test, dispersion, PValueMethod.MONTE_CARLO, p[0], p[1]));
  }

  private static PValues byChiSquare(
      ChainTest test, ChainStatistic kind, Overdispersion dispersion) {
    double statistic = test.statistic(kind);
    int degrees = test.degreesOfFreedom();
    return new PValues(
        Overdispersion.NONE.upperTail(statistic, degrees),
        dispersion.upperTail(statistic, degrees));
  }

  /** In the order of {@link ChainStatistic}, as the drawn statistics are. */
  static PValues[] byMonteCarlo(
      List<PooledDraws> tables, ChainTest test, Overdispersion dispersion, long name, int draws) {
    StreamRandom random = new StreamRandom();
    double degrees = dispersion.degreesOfFreedom();
    // Of an estimated phi to the true one; a known one is the true one.
    ContinuousSampler ratio =
        Double.isInfinite(degrees)
            ? () -> 1
            : AhrensDieterMarsagliaTsangGammaSampler.of(random, degrees / 2, 2 / degrees);
    ContinuousSampler heavier = heavier(random, test, dispersion);
    ChainStatistic[] kinds = ChainStatistic.values();
    int[] asLarge = new int[kinds.length];
    int[] asLargeRobust = new int[kinds.length];
    double[] drawn = new double[kinds.length];
    for (int draw = 0; draw < draws; draw++) {
      random.start(StreamRandom.name(name, draw));
      Arrays.fill(drawn, 0);
      for (PooledDraws table : tables) {
        table.addStatistics(random, drawn);
      }
      double estimated = ratio.sample();
      double tail = heavier.sample();
      for (int kind = 0; kind < kinds.length; kind++) {
        double least = test.statistic(kinds[kind]) * (1 - ROUNDING) - ROUNDING;
        asLarge[kind] += drawn[kind] >= least ? 1 : 0;
        asLargeRobust[kind] += tail * drawn[kind] >= least * estimated / dispersion.phi() ? 1 : 0;
      }
    }
    PValues[] values = new PValues[kinds.length];
    for (int kind = 0; kind < kinds.length; kind++) {
      values[kind] =
          new PValues(
              (1.0 + asLarge[kind]) / (draws + 1), (1.0 + asLargeRobust[kind]) / (draws + 1));
    }
    return values;
  }

  /**
   * A factor of mean 1 that gives a drawn statistic the variance that a concentrated dispersion
   * has, 2 df times the concentration.
   */
  private static ContinuousSampler heavier(
      StreamRandom random, ChainTest test, Overdispersion dispersion) {
    double variance = 2 * (dispersion.concentration() - 1) / (test.degreesOfFreedom() + 2);
    return variance > 0
        ? AhrensDieterMarsagliaTsangGammaSampler.of(random, 1 / variance, variance)
        : () -> 1;
  }

  /** The p-values of this statistic. */
  public PValues p(ChainStatistic kind) {
    return kind == ChainStatistic.LR ? likelihoodRatioP : pearsonP;
  }

  /**
   * Whether the assumption is given up.
   *
   * @param p a robust p-value of this test, adjusted ({@link BenjaminiHochberg}) where it is one of
   *     many
   */
  public boolean rejects(double p) {
    return p < LEVEL && test.cramersV() >= LEAST_EFFECT;
  }
}
