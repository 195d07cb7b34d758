package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class CountQuantileTest {
  /** Places within the step of a count, from just above the count below to just under its own. */
  private static final double[] PARTS = {1e-6, 1e-3, 0.03, 0.2, 0.5, 0.8, 0.97, 0.999, 1 - 1e-6};

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 12, 20, 33, 50, 100, 150, 201, 400, 1000, 3000, 10_000, 60_000})
  void shouldBeTheExactQuantileOfASmallBinomialRightUpToItsSteps(int n) {
    for (double p :
        new double[] {
          1e-4, 5e-4, 0.002, 0.0039, 0.0041, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8,
          0.9, 0.95, 0.97, 0.99, 0.999
        }) {
      CountDistribution exact = CountDistribution.binomial(n, p);
      double[] above = new double[n + 2];
      for (int k = n; k >= 0; k--) {
        above[k] = above[k + 1] + exact.probability(k);
      }
      double below = 0;
      for (int k = 0; k <= n; k++) {
        double size = exact.probability(k);
        for (double part : PARTS) {
          // From the nearer end, so that sums of many chances do not lose the digits asked for.
          double u = below < 0.5 ? below + part * size : 1 - (above[k + 1] + (1 - part) * size);
          if (size * Math.min(part, 1 - part) > 1e-13 && n * Math.min(p, 1 - p) <= 100) {
            assertThat(CountQuantile.fewBinomial(u, n, p))
                .as("n %d, p %s, u %s", n, p, u)
                .isEqualTo(k);
          }
        }
        below += size;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.7, 1, 2, 5, 20, 60, 99, 101, 400, 5000})
  void shouldBeTheExactQuantileOfThePoisson(double mean) {
    PoissonDistribution exact = new PoissonDistribution(null, mean, 1e-15, 1_000_000);
    int to = (int) (mean + 8 * Math.sqrt(mean) + 5);
    double below = 0;
    for (int k = 0; k <= to; k++) {
      double size = exact.probability(k);
      for (double part : PARTS) {
        double u = below + part * size;
        if (size * Math.min(part, 1 - part) > 1e-10 && u < 1) {
          assertThat(CountQuantile.poisson(u, StandardNormal.quantile(u), mean))
              .as("mean %s, u %s", mean, u)
              .isEqualTo(k);
        }
      }
      below += size;
    }
  }

  @Test
  void shouldKnowTheNormalQuantileToSevenDigits() {
    NormalDistribution exact = new NormalDistribution(null, 0, 1);
    for (double chance = 1e-9; chance < 1; chance += 0.0007) {
      double z = exact.inverseCumulativeProbability(chance);
      assertThat(StandardNormal.quantile(chance)).isCloseTo(z, within(1e-6));
    }
    assertThat(StandardNormal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(StandardNormal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
