package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MixtureBiasTest {
  private static final int TIERS = 2;
  private static final double[][] FEW_MOVE = {
    {.85, .11, .03, .01}, {.03, .93, .03, .01}, {.20, .30, .50, 0}, {0, 0, 0, 1}
  };
  private static final double[][] MANY_MOVE = {
    {.45, .51, .03, .01}, {.13, .83, .03, .01}, {.20, .30, .50, 0}, {0, 0, 0, 1}
  };

  /** Flows from 2005 to 2008 as expected, a million households a tier and none absent before. */
  private static IntervalFlows flows(String region, double[][] matrix) {
    double[][] over = Matrices.product(Matrices.product(matrix, matrix), matrix);
    long[][] moved = new long[TIERS][TIERS];
    long[] absent = new long[TIERS];
    long[] gone = new long[TIERS];
    for (int i = 0; i < TIERS; i++) {
      for (int j = 0; j < TIERS; j++) {
        moved[i][j] = Math.round(1e6 * over[i][j]);
      }
      absent[i] = Math.round(1e6 * over[i][TIERS]);
      gone[i] = Math.round(1e6 * over[i][TIERS + 1]);
    }
    long[] returned = {Math.round(1e5 * over[TIERS][0]), Math.round(1e5 * over[TIERS][1])};
    return new IntervalFlows(
        region,
        Region.Level.KECAMATAN,
        new Interval(2005, 2008),
        moved,
        absent,
        new long[TIERS],
        gone,
        new long[TIERS],
        new long[TIERS],
        returned,
        new long[TIERS],
        100_000,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  @Test
  void shouldBeWhatOneMatrixOfDifferingKecamatanIsOffTheirAverage() {
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofFlows(TIERS);
    List<IntervalFlows> flows = List.of(flows("3509010", FEW_MOVE), flows("3509020", MANY_MOVE));
    List<IntervalCounts> together = new ArrayList<>();
    flows.forEach(one -> together.add(AnnualFlows.of(one)));
    double[] fitted = estimator.estimate(together).probability()[0];
    List<FittedRegion> kecamatan =
        flows.stream().map(one -> FittedRegion.of(estimator, List.of(one), 0)).toList();
    double[][] bias = MixtureBias.of(estimator, kecamatan, List.of(FEW_MOVE, MANY_MOVE));

    double few = kecamatan.get(0).own().rowHouseholds(0);
    double many = kecamatan.get(1).own().rowHouseholds(0);
    double average = (few * .85 + many * .45) / (few + many);
    assertThat(fitted[0]).isGreaterThan(average + 0.01);
    double[] corrected = MixtureBias.corrected(fitted, bias[0]);
    assertThat(corrected[0]).isCloseTo(average, within(1e-4));
    assertThat(Matrices.sum(corrected)).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldBeNoneWhereKecamatanAreAlike() {
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofFlows(TIERS);
    List<FittedRegion> kecamatan =
        List.of(
            FittedRegion.of(estimator, List.of(flows("3509010", MANY_MOVE)), 0),
            FittedRegion.of(estimator, List.of(flows("3509020", MANY_MOVE)), 0));
    double[][] bias = MixtureBias.of(estimator, kecamatan, List.of(MANY_MOVE, MANY_MOVE));
    for (double[] row : bias) {
      assertThat(row).containsExactly(new double[TIERS + 2], within(1e-4));
    }
  }

  @Test
  void shouldLeaveNoChanceBelowNone() {
    assertThat(MixtureBias.corrected(new double[] {0.001, 0.999}, new double[] {0.002, -0.002}))
        .containsExactly(0, 1);
  }
}
