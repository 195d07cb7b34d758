package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class CountDistributionTest {
  private static final List<String> TIERS = List.of("very_poor", "poor", "near_poor");

  private final GoldenSet golden = GoldenSet.read("24_predictive_very_poor_count");

  /** Next year's count of the golden set, with a Dirichlet(1, 1, 1, 1) prior on each row. */
  static CountDistribution predictive(GoldenSet golden) {
    CountDistribution sum = CountDistribution.binomial(0, 0);
    for (String tier : TIERS) {
      double moved = golden.input("moved_to_very_poor", tier, "");
      double observed = golden.input("origin_observed", tier, "");
      int current = (int) golden.input("current_households", tier, "");
      sum = sum.plus(CountDistribution.betaBinomial(current, 1 + moved, 3 + observed - moved));
    }
    return sum;
  }

  private void assertMatches(String quantity, double actual) {
    GoldenSet.Value value = golden.expected(quantity, "", "");
    assertThat(actual).as(quantity).isCloseTo(value.value(), within(value.tolerance()));
  }

  @Test
  void shouldMatchTheGoldenPredictiveDistribution() {
    CountDistribution sum = predictive(golden);
    assertMatches("P_zero", sum.probability(0));
    assertMatches("mean", sum.mean());
    assertMatches("variance", sum.variance());
    assertMatches("P_at_most_5", sum.atMost(5));
    assertMatches("P_at_most_10", sum.atMost(10));
    assertMatches("P_at_most_15", sum.atMost(15));
    assertMatches("quantile_0.05", sum.quantile(0.05));
    assertMatches("quantile_0.5", sum.quantile(0.5));
    assertMatches("quantile_0.95", sum.quantile(0.95));
  }

  @Test
  void shouldShowThatPluggedInProbabilitiesUnderstateTheSpread() {
    CountDistribution sum = CountDistribution.binomial(0, 0);
    for (String tier : TIERS) {
      double p =
          golden.input("moved_to_very_poor", tier, "") / golden.input("origin_observed", tier, "");
      sum =
          sum.plus(
              CountDistribution.binomial((int) golden.input("current_households", tier, ""), p));
    }
    assertMatches("plug_in_P_zero", sum.probability(0));
    assertMatches("plug_in_mean", sum.mean());
    assertMatches("plug_in_quantile_0.05", sum.quantile(0.05));
    assertMatches("plug_in_quantile_0.5", sum.quantile(0.5));
    assertMatches("plug_in_quantile_0.95", sum.quantile(0.95));
    assertThat(sum.variance()).isLessThan(predictive(golden).variance());
  }

  @Test
  void shouldAgreeWithAnotherBinomial() {
    BinomialDistribution other = new BinomialDistribution(null, 5000, 0.0123);
    CountDistribution own = CountDistribution.binomial(5000, 0.0123);
    for (int k = 0; k < 150; k++) {
      assertThat(own.probability(k)).isCloseTo(other.probability(k), within(1e-12));
    }
  }

  @Test
  void shouldHoldCertaintiesAtTheEnds() {
    assertThat(CountDistribution.binomial(4, 1).probability(4)).isEqualTo(1);
    assertThat(CountDistribution.binomial(4, 0).probability(0)).isEqualTo(1);
    assertThat(CountDistribution.betaBinomial(3, 1, 1).probability(2))
        .isCloseTo(0.25, within(1e-15));
    assertThat(CountDistribution.betaBinomial(3, 1, 1).probability(4)).isZero();
  }

  @Test
  void shouldHaveTheMomentsAndTheRangeOfItsCounts() {
    CountDistribution ten = CountDistribution.binomial(10, 0.3);
    assertThat(ten.most()).isEqualTo(10);
    assertThat(ten.mean()).isCloseTo(3, within(1e-12));
    assertThat(ten.variance()).isCloseTo(2.1, within(1e-12));
    CountDistribution both = ten.plus(CountDistribution.betaBinomial(4, 2, 2));
    assertThat(both.most()).isEqualTo(14);
    assertThat(both.mean()).isCloseTo(5, within(1e-12));
    // Of a beta-binomial: n a b (a + b + n) / ((a + b)² (a + b + 1)).
    assertThat(both.variance()).isCloseTo(2.1 + 4 * 4 * 8 / (16.0 * 5), within(1e-12));
    assertThat(both.probability(14)).isPositive();
    assertThat(both.atMost(14)).isCloseTo(1, within(1e-12));
    assertThat(both.quantile(2)).as("a chance that no count has").isEqualTo(14);
    assertThat(CountDistribution.binomial(1, 0.5).quantile(0.5)).isZero();
  }

  @Test
  void shouldRefuseWhatIsNoDistribution() {
    assertThatThrownBy(() -> CountDistribution.betaBinomial(-1, 1, 1))
        .hasMessage("no beta-binomial: -1, 1.0, 1.0");
    assertThatThrownBy(() -> CountDistribution.betaBinomial(1, 0, 1))
        .hasMessageContaining("0.0, 1");
    assertThatThrownBy(() -> CountDistribution.betaBinomial(1, 1, 0))
        .hasMessageContaining("1.0, 0");
    assertThatThrownBy(() -> CountDistribution.binomial(-1, 0.5)).hasMessageContaining("-1, 0.5");
    assertThat(CountDistribution.betaBinomial(0, 1, 1).most()).isZero();
  }
}
