package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EnsembleTest {
  private static final double MEAN = 20_000;
  private static final double DEVIATION = 1_000;

  /** The quantiles of a normal distribution, so that only the rounding and n differ from it. */
  private static Ensemble normal(int futures) {
    NormalDistribution normal = new NormalDistribution(null, MEAN, DEVIATION);
    int[] counts = new int[futures];
    for (int i = 0; i < futures; i++) {
      counts[i] = (int) Math.round(normal.inverseCumulativeProbability((i + 0.5) / futures));
    }
    return Ensemble.of(counts);
  }

  @Test
  void shouldScoreAsByHand() {
    // E|X - 1| = 1, E|X - X'| = 1; and the integral of (F - step)² from 0 to 2 is 1/4 + 1/4.
    assertThat(Ensemble.of(new int[] {2, 0}).crps(1)).isCloseTo(0.5, within(1e-12));
    // E|X - 4| = (3 + 2 + 1) / 3 = 2; E|X - X'| = 2 (1 + 2 + 1) / 9 = 8/9.
    assertThat(Ensemble.of(new int[] {3, 1, 2}).crps(4)).isCloseTo(2 - 4.0 / 9, within(1e-12));
    assertThat(Ensemble.of(new int[] {7}).crps(12)).isEqualTo(5);
    assertThat(Ensemble.of(new int[] {7, 7, 7}).crps(7)).isZero();
  }

  @Test
  void shouldScoreANormalDistributionAsItsClosedForm() {
    NormalDistribution standard = new NormalDistribution(null, 0, 1);
    Ensemble ensemble = normal(20_000);
    for (double z : new double[] {-2.5, -1, 0, 0.3, 1.7, 4}) {
      long observed = Math.round(MEAN + z * DEVIATION);
      double crps =
          DEVIATION
              * (z * (2 * standard.cumulativeProbability(z) - 1)
                  + 2 * standard.density(z)
                  - 1 / Math.sqrt(Math.PI));
      assertThat(ensemble.crps(observed)).isCloseTo(crps, within(0.002 * DEVIATION));
      assertThat(ensemble.pit(observed))
          .isCloseTo(standard.cumulativeProbability(z), within(0.001));
      if (Math.abs(z) < 2) {
        assertThat(ensemble.logScore(observed))
            .isCloseTo(-Math.log(standard.density(z) / DEVIATION), within(0.02));
      }
    }
  }

  @Test
  void shouldSmoothFuturesBySilvermansRule() {
    // The deviation is above the quartiles' distance by 1.34, and then below it.
    int[][] futures = {{10, 11, 12, 13, 14, 15, 140}, {10, 10, 10, 30, 50, 50, 50}};
    double[] scales = {(15 - 11) / 1.34, Math.sqrt(6 * 400 / 7.0)};
    double[] means = {215 / 7.0, 30};
    for (int f = 0; f < futures.length; f++) {
      Ensemble ensemble = Ensemble.of(futures[f]);
      double bandwidth = 0.9 * scales[f] * Math.pow(7, -0.2);
      double chance = 0;
      for (int future : futures[f]) {
        NormalDistribution kernel = new NormalDistribution(null, future, bandwidth);
        chance += kernel.probability(17.5, 18.5) / 7;
      }
      assertThat(ensemble.logScore(18)).isCloseTo(-Math.log(chance), within(1e-9));
      assertThat(ensemble.mean()).isCloseTo(means[f], within(1e-12));
    }
    assertThat(Ensemble.of(new int[] {4, 1, 3, 2}).quantile(0.5)).isEqualTo(2);
    assertThat(Ensemble.of(new int[] {4, 1, 3, 2}).quantile(0.51)).isEqualTo(3);
  }

  @Test
  void shouldNotLetACountOutsideAllFuturesDecideAMeanOfLogScores() {
    assertThat(normal(2_000).logScore(90_000)).isCloseTo(Math.log(1e6), within(1e-9));
    assertThat(Ensemble.of(new int[] {0, 0, 0}).logScore(0)).isCloseTo(0, within(1e-6));
  }

  @Test
  void shouldTransformCountsOfTheVeryDistributionEvenly() {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(5, "known truth"));
    ContinuousSampler means = AhrensDieterMarsagliaTsangGammaSampler.of(random, 20, 10);
    int[] tenths = new int[10];
    int cases = 2_000;
    for (int i = 0; i < cases; i++) {
      int[] futures = new int[400];
      for (int f = 0; f < futures.length; f++) {
        futures[f] = PoissonSampler.of(random, means.sample()).sample();
      }
      int observed = PoissonSampler.of(random, means.sample()).sample();
      tenths[(int) (10 * Ensemble.of(futures).pit(observed))]++;
    }
    double statistic = 0;
    for (int tenth : tenths) {
      statistic += Math.pow(tenth - cases / 10.0, 2) / (cases / 10.0);
    }
    // The 99.9 % quantile of chi-square with 9 degrees of freedom.
    assertThat(statistic).isLessThan(27.9);
  }

  @Property(tries = 200)
  void shouldScoreAsTheMeanDistanceLessHalfTheSpread(
      @ForAll @Size(min = 1, max = 30) int[] drawn, @ForAll @IntRange(max = 1_000) int observed) {
    int[] counts = new int[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      counts[i] = Math.floorMod(drawn[i], 1_000);
    }
    double distance = 0;
    double spread = 0;
    for (int one : counts) {
      distance += Math.abs(one - observed);
      for (int other : counts) {
        spread += Math.abs(one - other);
      }
    }
    double n = counts.length;
    Ensemble ensemble = Ensemble.of(counts);
    assertThat(ensemble.crps(observed))
        .isCloseTo(distance / n - spread / (2 * n * n), within(1e-9));
    assertThat(ensemble.pit(observed)).isGreaterThan(0).isLessThan(1);
    assertThat(ensemble.logScore(observed)).isBetween(0.0, 14.0);
  }

  @Test
  void shouldRefuseToScoreNothing() {
    assertThatThrownBy(() -> Ensemble.of(new int[0])).hasMessage("no futures to score");
  }
}
