package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RealisedRowTest {
  private static final List<String> TIERS = List.of("very_poor", "poor", "near_poor");

  /** In the golden set the set-censored households are some of the absent ones. */
  private static RealisedRow row(GoldenSet golden, String tier) {
    long[] seen = new long[3];
    for (int j = 0; j < 3; j++) {
      seen[j] = (long) golden.input("count", tier, TIERS.get(j));
    }
    return new RealisedRow(seen, (long) golden.input("absent_unknown", tier, ""), 0, 0);
  }

  @Test
  void shouldMatchTheGoldenTreatmentsOfAbsentHouseholds() {
    GoldenSet golden = GoldenSet.read("23_absent_households");
    int checked = 0;
    for (GoldenSet.Value value : golden.expected()) {
      RealisedRow row = row(golden, value.i());
      long censored = (long) golden.input("set_censored_not_very_poor", value.i(), "");
      double all = row.seenHouseholds() + row.absent();
      int to = TIERS.indexOf(value.j());
      double actual =
          switch (value.name()) {
            case "P_MAR" -> row.findProbability(to).orElseThrow();
            case "P_set_censored" ->
                row.findSetCensored(new boolean[] {false, true, true}, censored).orElseThrow()[to];
            case "bound_lower" -> row.findBounds(to).orElseThrow().low();
            case "bound_upper" -> row.findBounds(to).orElseThrow().high();
            case "P_absent_as_state" -> absentAsState(row)[to < 0 ? 3 : to];
            // The optimistic reading, that nobody absent is very poor, is the lower bound.
            case "stay_very_poor_absent_as_graduated", "enter_very_poor_absent_as_graduated" ->
                row.findWithAbsent(0, 0).orElseThrow()[to];
            default -> throw new AssertionError("unknown golden quantity " + value.name());
          };
      assertThat(actual)
          .as(value.name() + " " + value.i() + " " + value.j() + " of " + all)
          .isCloseTo(value.value(), within(value.tolerance()));
      checked++;
    }
    assertThat(checked).isEqualTo(51);
  }

  /** Absence as one more destination, by the estimator of annual matrices. */
  private static double[] absentAsState(RealisedRow row) {
    double[][] counts = new double[4][4];
    for (int j = 0; j < 3; j++) {
      counts[0][j] = row.seen()[j];
    }
    counts[0][3] = row.absent();
    return AnnualMatrixEstimator.ofTiers(4)
        .estimate(List.of(new IntervalCounts(1, counts)))
        .findRow(0)
        .orElseThrow();
  }

  @Test
  void shouldNotTakeGraduatesForMissingAtRandom() {
    RealisedRow row = new RealisedRow(new long[] {60, 25, 10}, 0, 15, 3);
    double[] probability = row.findWithGraduates(0).orElseThrow();
    assertThat(probability[0]).isCloseTo(60.0 / 110, within(1e-14));
    assertThat(row.findProbability(0).orElseThrow()).isGreaterThan(probability[0]);
    assertThat(row.findBoundsWithGraduates(0, 0).orElseThrow())
        .isEqualTo(new RowInterval(60.0 / 110, 60.0 / 110));
    assertThat(row.findBoundsWithGraduates(0, 1).orElseThrow())
        .isEqualTo(new RowInterval(25.0 / 110, 40.0 / 110));

    // The absent may be anywhere, and graduates in a better tier alone.
    RealisedRow some = new RealisedRow(new long[] {60, 25, 10}, 5, 20, 3);
    assertThat(some.findBoundsWithGraduates(1, 0).orElseThrow())
        .isEqualTo(new RowInterval(60.0 / 120, 65.0 / 120));
    assertThat(some.findBoundsWithGraduates(1, 1).orElseThrow())
        .isEqualTo(new RowInterval(25.0 / 120, 30.0 / 120));
    assertThat(some.findBoundsWithGraduates(1, 2).orElseThrow())
        .isEqualTo(new RowInterval(10.0 / 120, 35.0 / 120));
  }

  @Test
  void shouldShareASetThatNobodyWasSeenInEqually() {
    RealisedRow row = new RealisedRow(new long[] {6, 0, 0}, 0, 2, 0);
    assertThat(row.findWithGraduates(0).orElseThrow()).containsExactly(0.75, 0.125, 0.125);
  }

  @Test
  void shouldFollowTheOddsOfTheAbsent() {
    RealisedRow row = new RealisedRow(new long[] {50, 30, 20}, 40, 0, 0);
    // Odds of 1 among the seen: 3/4 of the absent are very poor at three times the odds.
    assertThat(row.findWithAbsent(0, 3).orElseThrow())
        .containsExactly(
            new double[] {(50 + 30) / 140.0, (30 + 6) / 140.0, (20 + 4) / 140.0}, within(1e-14));
    RowInterval sensitivity = row.findSensitivity(0, 0).orElseThrow();
    assertThat(sensitivity.low()).isCloseTo(60 / 140.0, within(1e-14));
    assertThat(sensitivity.high()).isCloseTo(80 / 140.0, within(1e-14));
  }

  @Test
  void shouldGiveNoEstimateWhenNobodyWasSeen() {
    RealisedRow row = new RealisedRow(new long[] {0, 0, 0}, 4, 0, 0);
    assertThat(row.findProbability(0)).isEmpty();
    assertThat(row.findSensitivity(0, 0)).isEmpty();
    assertThat(row.findBounds(0)).contains(new RowInterval(0, 1));
    assertThat(new RealisedRow(new long[3], 0, 0, 9).findBounds(0)).isEmpty();
  }

  @Test
  void shouldRefuseHouseholdsThatCanBeNowhere() {
    RealisedRow row = new RealisedRow(new long[] {1, 2, 3}, 0, 4, 0);
    assertThatThrownBy(() -> row.findWithGraduates(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void shouldKeepEstimatesWithinTheirBounds(
      @ForAll @Size(4) List<@IntRange(min = 0, max = 3000) Integer> seen,
      @ForAll @IntRange(max = 500) int absent,
      @ForAll @IntRange(max = 3) int to,
      @ForAll @IntRange(max = 3) int target) {
    RealisedRow row =
        new RealisedRow(seen.stream().mapToLong(Integer::longValue).toArray(), absent, 0, 0);
    if (row.seenHouseholds() > 0) {
      RowInterval bounds = row.findBounds(to).orElseThrow();
      RowInterval sensitivity = row.findSensitivity(target, to).orElseThrow();
      double probability = row.findProbability(to).orElseThrow();
      assertThat(probability).isBetween(bounds.low() - 1e-12, bounds.high() + 1e-12);
      assertThat(probability).isBetween(sensitivity.low() - 1e-12, sensitivity.high() + 1e-12);
      assertThat(sensitivity.low()).isGreaterThanOrEqualTo(bounds.low() - 1e-12);
      assertThat(sensitivity.high()).isLessThanOrEqualTo(bounds.high() + 1e-12);
      for (double odds : new double[] {0, 1.0 / 3, 3, 50}) {
        assertThat(Arrays.stream(row.findWithAbsent(target, odds).orElseThrow()).sum())
            .isCloseTo(1, within(1e-12));
      }
    }
  }

  @Property(tries = 200)
  void shouldSpreadGraduatesOverRowsThatSumToOne(
      @ForAll @Size(4) List<@IntRange(min = 0, max = 3000) Integer> seen,
      @ForAll @IntRange(min = 1, max = 500) int graduated,
      @ForAll @IntRange(max = 2) int from) {
    RealisedRow row =
        new RealisedRow(seen.stream().mapToLong(Integer::longValue).toArray(), 0, graduated, 0);
    double[] probability = row.findWithGraduates(from).orElseThrow();
    assertThat(Arrays.stream(probability).sum()).isCloseTo(1, within(1e-12));
    for (int to = 0; to < 4; to++) {
      RowInterval bounds = row.findBoundsWithGraduates(from, to).orElseThrow();
      assertThat(probability[to]).isBetween(bounds.low() - 1e-12, bounds.high() + 1e-12);
    }
  }
}
