package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverdispersionTest {
  @ParameterizedTest
  @CsvSource({
    // Printed tables: 5 % points of chi-square and of F.
    "3.8415, 1, 1, Infinity",
    "11.0705, 5, 1, Infinity",
    "18.307, 10, 1, Infinity",
    "36.614, 10, 2, Infinity",
    "16.6291, 5, 1, 10", // 5 · 3.32584
    "33.2582, 5, 2, 10",
    "11.5884, 3, 1, 9" // 3 · 3.86255
  })
  void shouldGiveTheFivePercentPointsOfPrintedTables(
      double statistic, int df, double phi, double degreesOfFreedom) {
    assertThat(new Overdispersion(phi, degreesOfFreedom).upperTail(statistic, df))
        .isCloseTo(0.05, within(2e-5));
  }

  @Property(tries = 300)
  void shouldAgreeWithTheDistributionFunctionsInTheBody(
      @ForAll @DoubleRange(min = 0, max = 60) double statistic,
      @ForAll @IntRange(min = 1, max = 40) int df,
      @ForAll @DoubleRange(min = 1, max = 20) double phi,
      @ForAll @DoubleRange(min = 1, max = 200) double degreesOfFreedom) {
    assertThat(new Overdispersion(phi, Double.POSITIVE_INFINITY).upperTail(statistic, df))
        .isCloseTo(
            1 - new ChiSquaredDistribution(null, df).cumulativeProbability(statistic / phi),
            within(1e-9));
    assertThat(new Overdispersion(phi, degreesOfFreedom).upperTail(statistic, df))
        .isCloseTo(
            1
                - new FDistribution(null, df, degreesOfFreedom)
                    .cumulativeProbability(statistic / phi / df),
            within(1e-9));
  }

  @Test
  void shouldComeNearTheKnownDispersionWhenItsEstimateIsGood() {
    Overdispersion known = new Overdispersion(2.5, Double.POSITIVE_INFINITY);
    Overdispersion estimated = new Overdispersion(2.5, 1e7);
    assertThat(estimated.upperTail(40, 9)).isCloseTo(known.upperTail(40, 9), within(1e-6));
    assertThat(new Overdispersion(2.5, 3).upperTail(40, 9)).isGreaterThan(known.upperTail(40, 9));
  }

  @Test
  void shouldKeepTailsThatAreSmallerThanRounding() {
    // With two degrees of freedom the tail of chi-square is exp(-x / 2), that of F (1 + x / nu)^
    // (-nu / 2).
    assertThat(Overdispersion.NONE.upperTail(400, 2) / Math.exp(-200)).isCloseTo(1, within(1e-9));
    assertThat(new Overdispersion(1, 30).upperTail(3e4, 2) / Math.pow(1001, -15))
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void shouldGiveCertaintyAtTheEnds() {
    for (Overdispersion dispersion :
        new Overdispersion[] {Overdispersion.NONE, new Overdispersion(3, 8)}) {
      assertThat(dispersion.upperTail(0, 4)).isEqualTo(1);
      assertThat(dispersion.upperTail(Double.POSITIVE_INFINITY, 4)).isZero();
      assertThat(dispersion.upperTail(1e200, 4)).isBetween(0.0, 1e-100);
    }
  }

  @Test
  void shouldRefuseWhatIsNoDispersion() {
    for (double phi : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Overdispersion(phi, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (double degreesOfFreedom : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new Overdispersion(2, degreesOfFreedom))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Overdispersion.NONE.upperTail(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Overdispersion.NONE.upperTail(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
