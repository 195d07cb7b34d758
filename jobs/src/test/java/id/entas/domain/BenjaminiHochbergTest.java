package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  @Test
  void shouldAdjustByHand() {
    // Of four: .005 · 4 / 1 and .01 · 4 / 2 are both .02, .03 · 4 / 3 and .04 · 4 / 4 both .04.
    assertThat(BenjaminiHochberg.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-15));
    assertThat(BenjaminiHochberg.adjusted(new double[] {0.9, 0.01, 0.8}))
        .containsExactly(new double[] {0.9, 0.03, 0.9}, within(1e-15));
  }

  @Test
  void shouldRejectTheFourOfThePaper() {
    // The example of Benjamini and Hochberg (1995), where Bonferroni rejects three.
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    assertThat(Arrays.stream(adjusted).filter(q -> q < 0.05).count()).isEqualTo(4);
    assertThat(adjusted[3]).isCloseTo(0.0095 * 15 / 4, within(1e-15));
    assertThat(adjusted[14]).isEqualTo(1);
  }

  @Test
  void shouldNotCountMissingTests() {
    assertThat(BenjaminiHochberg.adjusted(new double[] {Double.NaN, 0.01, Double.NaN, 0.03, 0.02}))
        .containsExactly(new double[] {Double.NaN, 0.03, Double.NaN, 0.03, 0.03}, within(1e-15));
    assertThat(BenjaminiHochberg.adjusted(new double[] {Double.NaN})).containsExactly(Double.NaN);
    assertThat(BenjaminiHochberg.adjusted(new double[0])).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoP() {
    for (double p : new double[] {-0.1, 1.1}) {
      assertThatThrownBy(() -> BenjaminiHochberg.adjusted(new double[] {0.5, p}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(p));
    }
  }

  @Property(tries = 300)
  void shouldRejectWhatTheStepUpProcedureRejects(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> given,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double rate) {
    double[] p = given.stream().mapToDouble(Double::doubleValue).toArray();
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    int most = 0;
    for (int k = 1; k <= p.length; k++) {
      most = sorted[k - 1] * p.length <= k * rate ? k : most;
    }
    double cut = most == 0 ? -1 : sorted[most - 1];
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      if (Math.abs(adjusted[i] - rate) > 1e-12) {
        assertThat(adjusted[i] < rate).isEqualTo(p[i] <= cut);
      }
    }
  }

  @Property(tries = 300)
  void shouldKeepTheOrderAndNeverMakeSmaller(
      @ForAll @Size(min = 2, max = 12) List<@DoubleRange(min = 0, max = 1) Double> given) {
    double[] p = given.stream().mapToDouble(Double::doubleValue).toArray();
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], 1.0);
      for (int j = 0; j < p.length; j++) {
        if (p[i] <= p[j]) {
          assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
        }
      }
    }
  }
}
