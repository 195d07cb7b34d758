package id.entas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.domain.ScenarioPlan;
import id.entas.domain.TierScheme;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioSettingTest {
  private static final TierScheme TIERS = Settings.defaults().tiers();

  private static final String PLAN =
      """
      scenarios { help {
        cluster = 2, coverage = 0.8, from-year = 2013, to-year = 2014
        effects = [
          { from = TARGET, to = BETTER, relative-risk = OBSERVED }
          { from = MISKIN, to = TARGET, relative-risk = 0.5 }
        ]
      } }
      """;

  @Test
  void shouldReadMovesByTheirPlacesInTheTierScheme() {
    List<ScenarioSetting> all = ScenarioSetting.parse(PLAN, TIERS);

    assertThat(all).hasSize(1);
    ScenarioSetting help = all.get(0);
    OptionalDouble ofTheData = OptionalDouble.empty();
    assertThat(help.moves())
        .containsExactly(
            new ScenarioSetting.Move(0, 1, ofTheData),
            new ScenarioSetting.Move(0, 2, ofTheData),
            new ScenarioSetting.Move(0, 3, ofTheData),
            new ScenarioSetting.Move(1, 0, OptionalDouble.of(0.5)));
    assertThat(help.isOfTheData()).isTrue();
    assertThat(help.plan(1.4).effects())
        .contains(new ScenarioPlan.Effect(0, 2, 1.4), new ScenarioPlan.Effect(1, 0, 0.5));
  }

  @Test
  void shouldHoldForAnyTierSchemeAsItIsShipped() {
    assertThat(Settings.defaults().scenarios())
        .extracting(ScenarioSetting::code)
        .containsExactly("cluster_1_80", "half_fall_back");
    assertThat(ScenarioSetting.parse("scenarios {}", TIERS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "coverage = 0.8, coverage = 1.8, coverage of 1.8",
    "cluster = 2, cluster = 5, cluster 5",
    "to-year = 2014, to-year = 2012, ends before",
    "relative-risk = 0.5, relative-risk = -1, relative risk of -1",
    "from = MISKIN, from = KAYA, KAYA",
    "'from = MISKIN, to = TARGET', 'from = TARGET, to = MISKIN', SANGAT_MISKIN to MISKIN twice",
    "help {, observed {, every run has",
    "help {, Help! {, cannot be used",
    "coverage = 0.8, cover = 0.8, unknown key cover"
  })
  void shouldRefuseInOneSentenceThatNamesTheScenario(String right, String wrong, String said) {
    assertThatThrownBy(() -> ScenarioSetting.parse(PLAN.replace(right, wrong), TIERS))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(said)
        .hasMessageContaining("scenarios.conf")
        .hasMessageEndingWith(".");
  }
}
