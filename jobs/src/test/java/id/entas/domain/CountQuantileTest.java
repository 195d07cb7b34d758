package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class CountQuantileTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 12, 20, 33, 50, 100, 150, 201, 400, 1000, 3000, 10_000, 60_000})
  void shouldBeTheExactQuantileOfASmallBinomialRightUpToItsSteps(int n) {
    List<BinomialStep> small =
        BinomialStep.of(n).stream()
            .filter(step -> n * Math.min(step.p(), 1 - step.p()) <= 100)
            .toList();
    assertThat(small).isNotEmpty();
    for (BinomialStep step : small) {
      assertThat(CountQuantile.fewBinomial(step.u(), n, step.p()))
          .as("%s", step)
          .isEqualTo(step.count());
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
      for (double part : BinomialStep.PARTS) {
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
