package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AssumedShocksTest {
  @Test
  void shouldRefuseWhatIsNoDeviationAndTooFewYearsToEstimateOne() {
    for (double none : new double[] {-0.1, Double.NaN}) {
      assertThatThrownBy(() -> new AssumedShocks(none, 0, 3))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("not " + none + " and 0.0");
      assertThatThrownBy(() -> new AssumedShocks(0, none, 3))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("not 0.0 and " + none);
    }
    assertThatThrownBy(() -> new AssumedShocks(0, 0, 2))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("min-intervals is 2");
  }

  @Test
  void shouldAssumeTheShocksOfTheSettingsWhateverWasObserved() {
    ShockModel shocks = new AssumedShocks(0.15, 0.1, 3).over(2);
    assertThat(shocks.sigmaShared()).isEqualTo(0.15);
    assertThat(shocks.sigmaLocal()).isEqualTo(0.1);
    assertThat(shocks.intervals()).isEqualTo(2);
    assertThat(shocks.source()).isEqualTo(ShockSource.ASSUMED);
    assertThat(new AssumedShocks(0, 0, 3).over(0).intervals()).isEqualTo(1);
  }
}
