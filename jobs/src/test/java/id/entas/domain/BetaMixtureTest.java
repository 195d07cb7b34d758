package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.special.Beta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class BetaMixtureTest {
  private static BetaMixture one(double a, double b) {
    return new BetaMixture(new double[] {a}, new double[] {b});
  }

  @Property(tries = 500)
  void shouldAgreeWithTheLibraryOnASingleDistribution(
      @ForAll @DoubleRange(min = -3, max = 4) double magnitudeA,
      @ForAll @DoubleRange(min = -3, max = 4) double magnitudeB,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double x) {
    double a = Math.pow(10, magnitudeA);
    double b = Math.pow(10, magnitudeB);
    assertThat(one(a, b).cumulative(x)).isCloseTo(Beta.regularizedBeta(x, a, b), within(1e-9));
  }

  @Property(tries = 300)
  void shouldFindTheValueWhoseChanceIsAskedFor(
      @ForAll @DoubleRange(min = -2, max = 5) double magnitudeA,
      @ForAll @DoubleRange(min = -1, max = 5) double magnitudeB,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double probability) {
    double a = Math.pow(10, magnitudeA);
    double b = Math.pow(10, magnitudeB);
    BetaMixture mixture =
        new BetaMixture(new double[] {a, 2 * a, 0.5}, new double[] {b, b / 3, 20});
    double quantile = mixture.quantile(probability);
    assertThat(quantile).isBetween(0.0, 1.0);
    if (quantile == 0) {
      assertThat(mixture.cumulative(BetaMixture.RESOLUTION)).isGreaterThanOrEqualTo(probability);
    } else if (quantile < 1) {
      assertThat(mixture.cumulative(quantile)).isCloseTo(probability, within(1e-6));
    } else {
      assertThat(mixture.cumulative(1 - BetaMixture.RESOLUTION)).isLessThanOrEqualTo(probability);
    }
  }

  @Test
  void shouldHaveTheMeanAndVarianceOfWhatItIsMadeOf() {
    assertThat(one(2, 3).mean()).isCloseTo(0.4, within(1e-15));
    assertThat(one(2, 3).variance()).isCloseTo(0.04, within(1e-15));
    BetaMixture two = new BetaMixture(new double[] {2, 8}, new double[] {3, 2});
    assertThat(two.mean()).isCloseTo(0.6, within(1e-15));
    // The mean of the variances, 0.04 and 0.16 / 11, and the variance of the means.
    assertThat(two.variance()).isCloseTo((0.04 + 0.16 / 11) / 2 + 0.04, within(1e-15));
  }

  @Test
  void shouldHaveTheQuantilesOfTheLibrary() {
    for (double[] ab : new double[][] {{0.5, 30}, {3, 4}, {250, 12}, {40_000, 90_000}}) {
      BetaDistribution library = new BetaDistribution(null, ab[0], ab[1], 1e-13);
      for (double probability : new double[] {0.005, 0.025, 0.5, 0.975}) {
        assertThat(one(ab[0], ab[1]).quantile(probability))
            .isCloseTo(library.inverseCumulativeProbability(probability), within(1e-9));
      }
    }
  }

  @Test
  void shouldAverageTheDistributions() {
    BetaMixture both = new BetaMixture(new double[] {2, 30}, new double[] {8, 10});
    assertThat(both.cumulative(0.4))
        .isCloseTo((one(2, 8).cumulative(0.4) + one(30, 10).cumulative(0.4)) / 2, within(1e-14));
    double mean = 0;
    double square = 0;
    int steps = 100_000;
    for (int i = 0; i < steps; i++) {
      double from = both.cumulative(Math.max(1e-15, (double) i / steps));
      double to = both.cumulative(Math.min(1 - 1e-15, (i + 1.0) / steps));
      double x = (i + 0.5) / steps;
      mean += x * (to - from);
      square += x * x * (to - from);
    }
    assertThat(both.mean()).isCloseTo(mean, within(1e-8));
    assertThat(both.variance()).isCloseTo(square - mean * mean, within(1e-8));
  }

  @Test
  void shouldTakeWhatIsNextToNothingForZero() {
    assertThat(one(0.001, 50).quantile(0.025)).isZero();
    assertThat(one(50, 0.001).quantile(0.975)).isEqualTo(1);
  }
}
