package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
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
}
