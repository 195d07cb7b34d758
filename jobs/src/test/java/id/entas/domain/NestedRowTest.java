package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NestedRowTest {
  /** The chance of the target tier is 0.4 (0.3 to 0.5). */
  private static final PooledRow TARGET =
      new PooledRow(
          new double[] {0.4, 0.6}, 0.8, new double[] {0.3, 0.5}, new double[] {0.5, 0.7}, 120);

  private static final PooledRow OTHERS =
      new PooledRow(
          new double[] {0.5, 0.3, 0.2},
          0.6,
          new double[] {0.4, 0.25, 0.1},
          new double[] {0.6, 0.45, 0.4},
          90);

  private static void assertInterval(RowInterval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  @Test
  void shouldPartARowIntoTheTargetAndTheOthers() {
    double[] row = {0.1, 0.2, 0.3, 0.4};
    assertThat(NestedRow.targetOrNot(row, 1))
        .containsExactly(new double[] {0.2, 0.8}, within(1e-12));
    assertThat(NestedRow.others(row, 0)).containsExactly(0.2, 0.3, 0.4);
    assertThat(NestedRow.others(row, 1)).containsExactly(0.1, 0.3, 0.4);
    assertThat(NestedRow.others(row, 3)).containsExactly(0.1, 0.2, 0.3);
  }

  @Test
  void shouldPutTheTwoStepsTogether() {
    NestedRow row = NestedRow.of(1, 4, TARGET, Optional.of(OTHERS));

    assertThat(row.probability())
        .containsExactly(new double[] {0.3, 0.4, 0.18, 0.12}, within(1e-12));
    assertThat(row.ownWeight()).containsExactly(0.6, 0.8, 0.6, 0.6);
    assertThat(row.posteriorHouseholds()).isEqualTo(120);
    assertInterval(row.posterior().get(1), 0.3, 0.5);
    // Not the target is 0.6 (0.5 to 0.7), and the first of the others 0.5 (0.4 to 0.6) of that.
    assertInterval(
        row.posterior().get(0),
        0.3 * Math.exp(-Math.hypot(Math.log(0.6 / 0.5), Math.log(0.5 / 0.4))),
        0.3 * Math.exp(Math.hypot(Math.log(0.7 / 0.6), Math.log(0.6 / 0.5))));
    assertInterval(
        row.posterior().get(3),
        0.12 * Math.exp(-Math.hypot(Math.log(0.6 / 0.5), Math.log(0.2 / 0.1))),
        0.12 * Math.exp(Math.hypot(Math.log(0.7 / 0.6), Math.log(0.4 / 0.2))));
  }

  @Test
  void shouldKnowNothingOfOthersWhereAllWereInTheTarget() {
    NestedRow row = NestedRow.of(0, 3, TARGET, Optional.empty());

    assertThat(row.probability()).containsExactly(0.4, 0, 0);
    assertInterval(row.posterior().get(0), 0.3, 0.5);
    assertInterval(row.posterior().get(1), 0, 0.7);
    assertInterval(row.posterior().get(2), 0, 0.7);
  }

  @Test
  void shouldEndAtTheMostThatADestinationWithoutAnybodyMayHave() {
    PooledRow none =
        new PooledRow(new double[] {0, 1}, 0.6, new double[] {0, 0.8}, new double[] {0.2, 1}, 90);
    NestedRow row = NestedRow.of(0, 3, TARGET, Optional.of(none));

    assertInterval(row.posterior().get(1), 0, 0.7 * 0.2);
    assertThat(row.posterior().get(2).high()).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldMoveIntervalsAlongInLogOdds() {
    NestedRow row =
        new NestedRow(
            new double[] {0.2, 0.5, 0.3, 0},
            List.of(
                new RowInterval(0.1, 0.4),
                new RowInterval(0, 1),
                new RowInterval(0.2, 0.4),
                new RowInterval(0, 0.1)),
            new double[4],
            50);
    NestedRow moved = row.movedTo(new double[] {0.4, 0.6, 0, 0});

    assertThat(moved.probability()).containsExactly(0.4, 0.6, 0, 0);
    assertThat(moved.posteriorHouseholds()).isEqualTo(50);
    // The odds of 0.2 and 0.4 are 1 / 4 and 2 / 3, so all odds are 8 / 3 as large.
    double odds = 8.0 / 3;
    assertInterval(
        moved.posterior().get(0), odds / 9 / (1 + odds / 9), odds * 2 / 3 / (1 + odds * 2 / 3));
    assertInterval(moved.posterior().get(1), 0, 1);
    assertInterval(moved.posterior().get(2), 0, 0.4);
    assertInterval(moved.posterior().get(3), 0, 0.1);
  }
}
