package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class StandardNormalTest {
  /** In the middle, in the tails, and so far out that only the last of the formulas reaches it. */
  @ParameterizedTest
  @ValueSource(
      doubles = {
        1e-300, 1e-100, 1e-40, 1e-15, 1.3e-11, 1.4e-11, 1e-6, 0.001, 0.025, 0.0749, 0.0751, 0.2,
        0.4, 0.5, 0.7, 0.9249, 0.9251, 0.975, 0.9999
      })
  void shouldBeTheQuantileToSevenDigits(double chance) {
    double quantile = StandardNormal.quantile(chance);

    // Far out a library's own inverse has no digits left, and its distribution still has.
    double back = new NormalDistribution(null, 0, 1).cumulativeProbability(quantile);
    assertThat(back).isCloseTo(chance, within(1e-6 * chance * (1 + quantile * quantile)));
  }

  @Test
  void shouldBeInfiniteAtTheEndsAndAlikeOnBothSides() {
    assertThat(StandardNormal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(StandardNormal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(StandardNormal.quantile(0.5)).isZero();
    for (double tail : new double[] {1e-9, 0.01, 0.3}) {
      assertThat(StandardNormal.quantile(1 - tail))
          .isCloseTo(-StandardNormal.quantile(tail), within(1e-6));
    }
  }

  @Test
  void shouldBeTheSameOfManyAsOfOne() {
    double[] chances = new double[1002];
    for (int i = 0; i < 1000; i++) {
      chances[i + 1] = (i + 0.5) / 1000;
    }
    chances[1001] = 1;
    double[] quantiles = new double[1002];

    StandardNormal.quantiles(chances, chances.length, quantiles);

    for (int i = 0; i < chances.length; i++) {
      assertThat(quantiles[i]).isEqualTo(StandardNormal.quantile(chances[i]));
    }
  }
}
