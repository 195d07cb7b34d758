package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ChainTestTest {
  private static final List<String> STATES = List.of("a", "b", "c");

  @Test
  void shouldMatchTheGoldenTestAgainstAMatrix() {
    GoldenSet golden = GoldenSet.read("04_kullback_specified_matrix");
    double[][] counts = golden.matrix("count", STATES);
    double[][] specified = golden.matrix("P0", STATES);
    ChainTest test = ChainTest.againstMatrix(counts, specified);
    check(golden, "G2", test.likelihoodRatio());
    check(golden, "X2", test.pearson());
    check(golden, "df", test.degreesOfFreedom());
    check(golden, "p_G2", test.findP(ChainStatistic.LR, Overdispersion.NONE).orElseThrow());
    check(golden, "p_X2", test.findP(ChainStatistic.PEARSON, Overdispersion.NONE).orElseThrow());
    assertThat(test.households()).isEqualTo(149);
    assertThat(test.smallestExpected()).isEqualTo(27 * 0.25);

    // What other software printed: expected counts by the totals of columns.
    GoldenSet.Value trap = golden.expected("G2_column_total_bug", "", "");
    double byColumns = 0;
    for (int i = 0; i < 3; i++) {
      double column = counts[0][i] + counts[1][i] + counts[2][i];
      for (int j = 0; j < 3; j++) {
        byColumns += 2 * counts[i][j] * Math.log(counts[i][j] / (column * specified[i][j]));
      }
    }
    assertThat(trap.status()).startsWith("TRAP");
    assertThat(byColumns).isCloseTo(trap.value(), within(trap.tolerance()));
    assertThat(test.likelihoodRatio()).isNotCloseTo(trap.value(), within(0.01));
  }

  private static void check(GoldenSet golden, String quantity, double value) {
    GoldenSet.Value expected = golden.expected(quantity, "", "");
    assertThat(value)
        .as(quantity)
        .isCloseTo(expected.value(), within(Math.max(expected.tolerance(), 1e-12)));
  }

  @Test
  void shouldBeZeroForAMatrixThatFitsExactly() {
    ChainTest test =
        ChainTest.againstMatrix(
            new double[][] {{6, 3, 1}, {0, 8, 2}}, new double[][] {{0.6, 0.3, 0.1}, {0, 0.8, 0.2}});
    assertThat(test.likelihoodRatio()).isCloseTo(0, within(1e-12));
    assertThat(test.pearson()).isCloseTo(0, within(1e-12));
    // The second row has only two destinations.
    assertThat(test.degreesOfFreedom()).isEqualTo(3);
    assertThat(test.smallestExpected()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldBeInfiniteWhenHouseholdsWentWhereNoneCanGo() {
    ChainTest test =
        ChainTest.againstMatrix(
            new double[][] {{60, 40, 0.5}, {10, 10, 10}},
            new double[][] {{0.6, 0.4, 0}, {0.3, 0.3, 0.4}});
    assertThat(test.likelihoodRatio()).isInfinite();
    assertThat(test.pearson()).isInfinite();
    assertThat(test.degreesOfFreedom()).isEqualTo(3);
    assertThat(test.cramersV()).isEqualTo(1);
    for (ChainStatistic kind : ChainStatistic.values()) {
      assertThat(test.findP(kind, Overdispersion.NONE)).hasValue(0.0);
      assertThat(test.findP(kind, new Overdispersion(50, 4))).hasValue(0.0);
    }
    assertThat(test.findDispersion()).isEmpty();
  }

  @Test
  void shouldRefuteACertainRowByOneHousehold() {
    double[][] certain = {{0, 1}};
    ChainTest refuted = ChainTest.againstMatrix(new double[][] {{1, 99}}, certain);
    assertThat(refuted.findP(ChainStatistic.LR, Overdispersion.NONE)).hasValue(0.0);
    assertThat(refuted.cramersV()).isEqualTo(1);
    ChainTest fits = ChainTest.againstMatrix(new double[][] {{0, 99}}, certain);
    assertThat(fits.findP(ChainStatistic.LR, Overdispersion.NONE)).isEmpty();
    assertThat(fits.cramersV()).isZero();
  }

  @Test
  void shouldLeaveOutRowsWithoutHouseholds() {
    double[][] specified = {{0.6, 0.4}, {0.5, 0.5}};
    ChainTest one = ChainTest.againstMatrix(new double[][] {{70, 30}}, new double[][] {{0.6, 0.4}});
    assertThat(ChainTest.againstMatrix(new double[][] {{70, 30}, {0, 0}}, specified))
        .isEqualTo(one);
    // By hand: (70 - 60)² / 60 + (30 - 40)² / 40.
    assertThat(one.pearson()).isCloseTo(100 / 60.0 + 100 / 40.0, within(1e-12));
    assertThat(ChainTest.againstMatrix(new double[2][2], specified)).isEqualTo(ChainTest.NOTHING);
    assertThat(ChainTest.NOTHING.findP(ChainStatistic.LR, Overdispersion.NONE)).isEmpty();
    assertThat(ChainTest.NOTHING.findDispersion()).isEmpty();
    assertThat(ChainTest.NOTHING.cramersV()).isZero();
  }

  @Test
  void shouldRefuseWhatCannotBeCompared() {
    double[][] counts = {{1, 2}};
    for (double[][] specified :
        new double[][][] {
          {}, {{1}}, {{0.5, 0.4}}, {{-0.5, 1.5}}, {{Double.NaN, 1}}, {{1, 0}, {0, 1}}
        }) {
      assertThatThrownBy(() -> ChainTest.againstMatrix(counts, specified))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (double[] row : new double[][] {{-1, 2}, {Double.NaN, 1}, {Double.POSITIVE_INFINITY, 1}}) {
      assertThatThrownBy(
              () -> ChainTest.againstMatrix(new double[][] {row}, new double[][] {{0.5, 0.5}}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new ChainTest(-1, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LR -1.0");
    assertThatThrownBy(() -> new ChainTest(0, Double.NaN, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAddUpIndependentTables() {
    ChainTest sum = new ChainTest(3, 4, 2, 7.5, 100, 100).plus(new ChainTest(1, 5, 6, 2, 50, 125));
    assertThat(sum).isEqualTo(new ChainTest(4, 9, 8, 2, 150, 225));
    assertThat(sum.cramersV()).isCloseTo(Math.sqrt(9.0 / 225), within(1e-15));
    assertThat(sum.statistic(ChainStatistic.LR)).isEqualTo(4);
    assertThat(sum.statistic(ChainStatistic.PEARSON)).isEqualTo(9);
    assertThat(sum.plus(ChainTest.NOTHING)).isEqualTo(sum);
  }

  @Test
  void shouldShowTheDispersionOfTheYears() {
    double[][] years = {{55, 30, 15, 0}, {70, 25, 5, 0}, {40, 40, 20, 0}};
    Overdispersion dispersion = ChainTables.ofRow(years).test().findDispersion().orElseThrow();
    assertThat(dispersion.phi())
        .isCloseTo(YearShocks.findDispersion(years).orElseThrow(), within(1e-12))
        .isGreaterThan(3);
    assertThat(dispersion.degreesOfFreedom()).isEqualTo(4);
    // Years more alike than chance makes them are no reason for shorter intervals.
    double[][] alike = {{50, 30, 20}, {50, 30, 20}};
    assertThat(ChainTables.ofRow(alike).test().findDispersion().orElseThrow().phi()).isEqualTo(1);
  }
}
