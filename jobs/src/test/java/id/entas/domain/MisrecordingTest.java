package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MisrecordingTest {
  private static final long[] STOCKS = {556, 3000, 5000, 4000};

  @Test
  void shouldCountTheNeighboursThatAreFalselyRecordedInTheTarget() {
    assertThat(Misrecording.noiseFloorHouseholds(STOCKS, 0, Misrecording.ASSUMED_RATE))
        .isCloseTo(45, within(1e-9));
    assertThat(Misrecording.noiseFloorHouseholds(STOCKS, 1, 0.03))
        .isCloseTo(556 * .03 + 5000 * .015, within(1e-9));
    assertThat(Misrecording.noiseFloorHouseholds(STOCKS, 2, 0.03))
        .isCloseTo(3000 * .015 + 4000 * .03, within(1e-9));
    assertThat(Misrecording.noiseFloorHouseholds(STOCKS, 3, 0.1))
        .isCloseTo(5000 * .05, within(1e-9));
    assertThat(Misrecording.noiseFloorHouseholds(STOCKS, 0, 0)).isZero();
  }

  @Test
  void shouldSendTheErringOfTwoTiersToTheOtherOne() {
    assertThat(Misrecording.noiseFloorHouseholds(new long[] {100, 900}, 0, 0.03))
        .isCloseTo(27, within(1e-9));
    assertThat(Misrecording.chances(2, 0.03))
        .isDeepEqualTo(new double[][] {{.97, .03}, {.03, .97}});
  }

  @Property(tries = 50)
  void shouldLoseAsManyHouseholdsOfEachTierAsItSays(
      @ForAll @IntRange(min = 2, max = 10) int tiers,
      @ForAll @DoubleRange(min = 0, max = 1) double rate) {
    long[] stocks = new long[tiers];
    Arrays.fill(stocks, 1000);
    double floors = 0;
    for (int target = 0; target < tiers; target++) {
      floors += Misrecording.noiseFloorHouseholds(stocks, target, rate);
    }
    assertThat(floors).isCloseTo(1000 * tiers * rate, within(1e-7));
    for (double[] row : Misrecording.chances(tiers, rate)) {
      assertThat(Matrices.sum(row)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void shouldTurnDownWhatIsNoRateAndNoStock() {
    for (double rate : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> Misrecording.noiseFloorHouseholds(STOCKS, 0, rate))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Misrecording.noiseFloorHouseholds(new long[] {5, -1}, 0, 0.03))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> Misrecording.chances(1, 0.03))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldHaveNoFloorWhereATierNextToTheTargetIsNotCounted() {
    long[] stocks = {40, 60, 0};
    boolean[] counted = {true, true, false};

    assertThat(Misrecording.findNoiseFloorHouseholds(stocks, counted, 0, 0.1)).contains(3.0);
    assertThat(Misrecording.findNoiseFloorHouseholds(stocks, counted, 1, 0.1)).isEmpty();
    boolean[] notTheWorst = {false, true, true};
    assertThat(Misrecording.findNoiseFloorHouseholds(stocks, notTheWorst, 1, 0.1)).isEmpty();
    assertThat(Misrecording.findNoiseFloorHouseholds(stocks, notTheWorst, 2, 0.1)).contains(3.0);
    boolean[] notTheMiddle = {true, false, true};
    assertThat(Misrecording.findNoiseFloorHouseholds(stocks, notTheMiddle, 2, 0.1)).isEmpty();
    assertThat(
            Misrecording.findNoiseFloorHouseholds(
                new long[] {40, 0}, new boolean[] {true, false}, 0, 0.1))
        .isEmpty();
  }
}
