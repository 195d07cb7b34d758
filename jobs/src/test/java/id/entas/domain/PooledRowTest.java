package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PooledRowTest {
  private static PooledRow row(double low, double probability, double high) {
    return new PooledRow(
        new double[] {probability, 1 - probability},
        0.4,
        new double[] {low, 1 - high},
        new double[] {high, 1 - low},
        80);
  }

  @Property(tries = 300)
  void shouldMoveItsIntervalsAlongWithoutLosingTheProbability(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double two,
      @ForAll @DoubleRange(min = 0, max = 1) double three,
      @ForAll @DoubleRange(min = 0, max = 1) double moved) {
    double[] sorted = {one, two, three};
    Arrays.sort(sorted);
    PooledRow other = row(sorted[0], sorted[1], sorted[2]).movedTo(new double[] {moved, 1 - moved});
    // The record itself refuses a probability outside its interval.
    assertThat(other.probability()).containsExactly(moved, 1 - moved);
    assertThat(other.ownWeight()).isEqualTo(0.4);
    assertThat(other.posteriorHouseholds()).isEqualTo(80);
  }

  @Test
  void shouldMoveByTheSameDistanceInLogOdds() {
    PooledRow moved = row(0.1, 0.2, 0.5).movedTo(new double[] {1 / 3.0, 2 / 3.0});
    // Odds of 1/4 become 1/2, so all odds double: 1/9 to 2/9, 1 to 2.
    assertThat(moved.low()[0]).isCloseTo(2 / 11.0, within(1e-15));
    assertThat(moved.high()[0]).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(moved.movedTo(new double[] {0.2, 0.8}).low()[0]).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void shouldLeaveTheIntervalOfACellThatNobodyReached() {
    PooledRow row = row(0, 0, 0.03);
    PooledRow moved = row.movedTo(new double[] {0, 1});
    assertThat(moved.low()).containsExactly(row.low());
    assertThat(moved.high()).containsExactly(row.high());
    assertThat(row(0.02, 0.03, 0.04).movedTo(new double[] {0, 1}).low()[0]).isZero();
  }

  @Test
  void shouldRefuseAProbabilityOutsideItsInterval() {
    assertThatThrownBy(() -> row(0.3, 0.2, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.2");
  }
}
