package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What settings and files may say, up to the last value that they may, and one beyond. */
@Execution(ExecutionMode.CONCURRENT)
class LimitsTest {
  private static void taken(ThrowingCallable some) {
    assertThatCode(some).doesNotThrowAnyException();
  }

  private static void refused(String words, ThrowingCallable some) {
    assertThatThrownBy(some).hasMessageContaining(words);
  }

  @Test
  void shouldTakeThresholdsOfVerdictsThatFallFromOneToAboveZero() {
    taken(() -> new VerdictThresholds(1, 0.1, 0.01));
    refused("1.01", () -> new VerdictThresholds(1.01, 0.1, 0.01));
    refused("0.5, 0.5", () -> new VerdictThresholds(0.5, 0.5, 0.01));
    refused("0.1 and 0.1", () -> new VerdictThresholds(0.5, 0.1, 0.1));
    refused("and 0.0", () -> new VerdictThresholds(0.5, 0.1, 0));
    refused("NaN", () -> new VerdictThresholds(Double.NaN, 0.1, 0.01));
  }

  @Test
  void shouldTakeTwoToTenTiersOfWhichOneIsTheTargets() {
    assertThat(scheme(2, 2).targetIndex()).isEqualTo(1);
    assertThat(scheme(10, 3).target().code()).isEqualTo("T3");
    assertThat(scheme(10, 3).targetIndex()).isEqualTo(2);
    refused("this one has 1", () -> scheme(1, 1));
    refused("this one has 11", () -> scheme(11, 1));
    refused("0 are marked", () -> scheme(3, 4));
    refused(
        "T3 has ordinal 3 in place 2",
        () -> new TierScheme(List.of(tier(1, true), tier(3, false), tier(2, false))));
    refused(
        "T1 is written twice", () -> new TierScheme(List.of(tier(1, true), tier("T1", 2, false))));
  }

  private static TierScheme scheme(int tiers, int target) {
    return new TierScheme(
        IntStream.rangeClosed(1, tiers).mapToObj(at -> tier(at, at == target)).toList());
  }

  private static Tier tier(int ordinal, boolean isTarget) {
    return tier("T" + ordinal, ordinal, isTarget);
  }

  private static Tier tier(String code, int ordinal, boolean isTarget) {
    return new Tier(code, ordinal, code, code, true, isTarget, List.of());
  }

  @Test
  void shouldTakeProgrammesOfTheFourClustersAndPlansThatAreNotBelowZero() {
    for (int cluster = 1; cluster <= 4; cluster++) {
      assertThat(programme(cluster, "household").reachesHouseholds()).isTrue();
    }
    assertThat(programme(1, "group").reachesHouseholds()).isFalse();
    refused("of cluster 0", () -> programme(0, "household"));
    refused("of cluster 5", () -> programme(5, "household"));
    taken(() -> plan(0L, BigDecimal.ZERO));
    taken(() -> plan(null, null));
    refused("below zero", () -> plan(-1L, null));
    refused("below zero", () -> plan(null, BigDecimal.valueOf(-1)));
  }

  private static Programme programme(int cluster, String unit) {
    return new Programme(
        "PKH", cluster, "Dinas Sosial", List.of(), unit, List.of("T1"), Validity.ALWAYS);
  }

  private static ProgrammePlan plan(Long planned, BigDecimal budget) {
    return new ProgrammePlan("PKH", 2010, "3509170", null, planned, budget);
  }

  @Test
  void shouldTakeFiguresThatAreNumbersWithASource() {
    taken(() -> figure("poor_people", -1.5, "person", "BPS"));
    refused("in 2010", () -> figure(" ", 1, "person", "BPS"));
    refused("in 2010", () -> figure("poor_people", 1, "", "BPS"));
    refused("in 2010", () -> figure("poor_people", 1, "person", " "));
    refused("NaN", () -> figure("poor_people", Double.NaN, "person", "BPS"));
  }

  private static ReferenceFigure figure(String series, double value, String unit, String source) {
    return new ReferenceFigure(series, "kabupaten", "3509", 2010, value, unit, source);
  }

  @Test
  void shouldTakeScoresAndRatesThatCanBe() {
    taken(() -> spread(0.5, 0));
    refused("PIT 0.0", () -> spread(0, 1));
    refused("PIT 1.0", () -> spread(1, 1));
    refused("log score -0.1", () -> spread(0.5, -0.1));
    refused("log score Infinity", () -> spread(0.5, Double.POSITIVE_INFINITY));
    assertThat(Reachability.findAnnualRate(100, 0, 1)).contains(1.0);
    assertThat(Reachability.findAnnualRate(0, 5, 2)).isEmpty();
    refused("in 0 years", () -> Reachability.findAnnualRate(100, 50, 0));
    refused("from -1.0", () -> Reachability.findAnnualRate(-1, 50, 1));
    refused("to -1.0", () -> Reachability.findAnnualRate(100, -1, 1));
    assertThat(Reachability.findRequiredHouseholdsPerYear(10, 4, 1)).contains(6.0);
    assertThat(Reachability.findRequiredHouseholdsPerYear(10, 4, 3)).contains(2.0);
    assertThat(Reachability.findRequiredHouseholdsPerYear(10, 4, 0)).isEmpty();
    assertThat(Reachability.findRequiredAnnualRate(10, 0, 1)).contains(0.95);
    assertThat(Reachability.findRequiredAnnualRate(10, 0, 0)).isEmpty();
    assertThat(Reachability.findBalanceHouseholds(0, 1)).contains(0.0);
    assertThat(Reachability.findBalanceHouseholds(30, 0.25)).contains(120.0);
    assertThat(Reachability.findBalanceHouseholds(30, 0)).isEmpty();
    refused("1.01", () -> Reachability.findBalanceHouseholds(30, 1.01));
    refused("-0.01", () -> Reachability.findBalanceHouseholds(30, -0.01));
    refused("-1.0", () -> Reachability.findBalanceHouseholds(-1, 0.5));
  }

  private static ForecastSpread spread(double pit, double logScore) {
    return new ForecastSpread(0, 0, 0, 0, 0, 0, 0, 0, 0, pit, logScore);
  }

  @Test
  void shouldTakePlansThatReachAShareOfTheHouseholdsInSomeYear() {
    List<ScenarioPlan.Effect> effects = List.of(new ScenarioPlan.Effect(0, 1, 0));
    taken(() -> new ScenarioPlan("plan", 0, 2010, 2010, effects));
    taken(() -> new ScenarioPlan("plan", 1, 2010, 2012, effects));
    refused("covers 1.01", () -> new ScenarioPlan("plan", 1.01, 2010, 2010, effects));
    refused("covers -0.01", () -> new ScenarioPlan("plan", -0.01, 2010, 2010, effects));
    refused("from 2011 to 2010", () -> new ScenarioPlan("plan", 1, 2011, 2010, effects));
    refused("plan covers", () -> new ScenarioPlan("plan", 1, 2010, 2010, List.of()));
    refused("from -1 to 0", () -> new ScenarioPlan.Effect(-1, 0, 1));
    refused("from 0 to -1", () -> new ScenarioPlan.Effect(0, -1, 1));
    refused("from 1 to 1", () -> new ScenarioPlan.Effect(1, 1, 1));
    refused("risk -0.5", () -> new ScenarioPlan.Effect(0, 1, -0.5));
    refused("risk Infinity", () -> new ScenarioPlan.Effect(0, 1, Double.POSITIVE_INFINITY));
  }
}
