package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.MeasurementModel.Kind;
import id.entas.domain.Panels.Truth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MeasurementComparisonTest {
  private static MeasurementComparison of(Truth truth) {
    return MeasurementComparison.of(Panels.sequences(Panels.draw(truth, 10_000, 1)), 1, 3);
  }

  private static void assertPrefers(MeasurementComparison comparison, Kind kind, String words) {
    assertThat(comparison.models())
        .extracting(MeasurementModel::kind)
        .containsExactly(Kind.OBSERVED_CHAIN, Kind.LATENT_TIERS, Kind.MOVER_STAYER);
    MeasurementModel preferred = comparison.findPreferred().orElseThrow();
    assertThat(preferred.kind()).isEqualTo(kind);
    assertThat(comparison.models())
        .allSatisfy(model -> assertThat(model.bic()).isGreaterThanOrEqualTo(preferred.bic()));
    assertThat(comparison.words()).contains(words);
  }

  @Test
  void shouldPreferTheModelThatIsTrue() {
    Truth chain = Truth.ofChain(Panels.YEARS);
    assertPrefers(of(chain), Kind.OBSERVED_CHAIN, "Neither misrecording nor stayers");
    assertPrefers(of(chain.misrecording(.03)), Kind.LATENT_TIERS, "would look the same");
    assertPrefers(of(chain.staying(.2, .4, .4, .5)), Kind.MOVER_STAYER, "no evidence");
  }

  @Test
  void shouldGiveTheChainAloneAndTheReasonAtTwoCensuses() {
    MeasurementComparison two = of(Truth.ofChain(2008, 2011).misrecording(.03));
    assertThat(two.models()).hasSize(1);
    assertThat(two.models().get(0).kind()).isEqualTo(Kind.OBSERVED_CHAIN);
    assertThat(two.findPreferred()).isEmpty();
    assertThat(two.words()).contains("2 censuses").contains("add a third census");
  }

  @Test
  void shouldRefuseWhereNobodyWasSeenTwice() {
    assertThatThrownBy(
            () ->
                MeasurementComparison.of(
                    TierSequences.of(List.of(Panels.history("2008=1", 5)), 4),
                    1,
                    MeasurementComparison.CLIMBS))
        .isInstanceOf(Refusal.class);
  }
}
