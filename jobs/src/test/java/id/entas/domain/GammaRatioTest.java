package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

class GammaRatioTest {
  @Property
  void shouldBeTheSumOverHouseholdsForWholeCounts(
      @ForAll @DoubleRange(min = -5, max = 9) double magnitude,
      @ForAll @IntRange(min = 0, max = 400) int y) {
    double a = Math.pow(10, magnitude);
    double logarithm = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < y; i++) {
      logarithm += Math.log(a + i);
      first += 1 / (a + i);
      second -= 1 / ((a + i) * (a + i));
    }
    assertThat(GammaRatio.logarithm(a, y))
        .isCloseTo(logarithm, within(1e-11 + 1e-13 * Math.abs(logarithm)));
    assertThat(GammaRatio.first(a, y)).isCloseTo(first, within(1e-13 + 1e-12 * first));
    assertThat(GammaRatio.second(a, y)).isCloseTo(second, within(1e-13 - 1e-12 * second));
  }

  @Property
  void shouldAgreeWithTheLibraryForFractions(
      @ForAll @DoubleRange(min = 0.05, max = 300) double a,
      @ForAll @DoubleRange(min = 0, max = 300) double y) {
    assertThat(GammaRatio.logarithm(a, y))
        .isCloseTo(Gamma.logGamma(a + y) - Gamma.logGamma(a), within(1e-10));
    assertThat(GammaRatio.first(a, y))
        .isCloseTo(Gamma.digamma(a + y) - Gamma.digamma(a), within(1e-8));
    assertThat(GammaRatio.second(a, y))
        .isCloseTo(Gamma.trigamma(a + y) - Gamma.trigamma(a), within(1e-9));
  }

  @Test
  void shouldHaveMoreDigitsThanTheLibrary() {
    // SciPy's digamma at 0.49 and 0.05, 19.9 and 0.32; the library's is wrong from the tenth digit
    // on.
    assertThat(GammaRatio.first(0.05, 0.44)).isCloseTo(18.484128940604744, within(1e-13));
    assertThat(GammaRatio.first(0.32, 19.58)).isCloseTo(6.237126081063675, within(1e-13));
    assertThat(Math.abs(Gamma.digamma(0.49) - Gamma.digamma(0.05) - 18.484128940604744))
        .isGreaterThan(1e-11);
  }

  @Test
  void shouldKeepItsDigitsForHugeArguments() {
    // ln Γ(a + y) - ln Γ(a) = y ln a + y (y - 1) / 2a - …, of values of about 2e10 each.
    double a = 1e9;
    double y = 10;
    assertThat(GammaRatio.logarithm(a, y) - y * Math.log(a)).isCloseTo(4.5e-8, within(1e-12));
    assertThat(GammaRatio.first(a, y)).isCloseTo(y / a - 4.5e-17, within(1e-23));
  }
}
