package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class CensoredCountTest {
  private static final boolean[] SECOND = {false, true};

  @ParameterizedTest
  @CsvSource({"-1, 3", "2, 3", "0, -0.5", "0, NaN", "0, Infinity"})
  void shouldRefuseWhatIsNoCountOrNoState(int from, double households) {
    assertThatThrownBy(() -> new CensoredCount(from, SECOND, households))
        .hasMessageEndingWith("censored households from state " + from + " of 2");
  }

  @Test
  void shouldRefuseHouseholdsThatAreNowhereAndNotNone() {
    assertThatThrownBy(() -> new CensoredCount(1, new boolean[2], 0.5))
        .hasMessage("0.5 households from state 1 are in none of the states");
    assertThat(new CensoredCount(1, new boolean[2], 0).households()).isZero();
    assertThat(new CensoredCount(1, SECOND, 0).within()).containsExactly(false, true);
    assertThat(new CensoredCount(0, SECOND, 7).from()).isZero();
  }

  @Test
  void shouldLetGraduatesBeInAnyBetterTierAndNowhereElse() {
    assertThat(CensoredCount.graduates(1, 4, 6, 2).within())
        .containsExactly(false, false, true, true, false, false);
  }
}
