package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private static final VerdictThresholds THRESHOLDS = new VerdictThresholds(0.8, 0.2, 0.01);

  @Test
  void shouldRequireFourFifthsAYearToReachZeroInFiveYears() {
    assertThat(Reachability.findRequiredAnnualRate(1485, 0, 5).orElseThrow())
        .isCloseTo(0.798, within(0.0005));
    assertThat(Reachability.findRequiredHouseholdsPerYear(1485, 0, 5)).contains(297.0);
  }

  @Test
  void shouldGiveNoRateFromZeroOrWithoutYears() {
    assertThat(Reachability.findAnnualRate(0, 5, 2)).isEmpty();
    assertThat(Reachability.findAnnualRate(5, 0, 2)).contains(1.0);
    assertThat(Reachability.findAnnualRate(100, 121, 2).orElseThrow())
        .isCloseTo(-0.1, within(1e-12));
    assertThat(Reachability.findRequiredAnnualRate(0, 0, 3)).isEmpty();
    assertThat(Reachability.findRequiredAnnualRate(50, 0, 0)).isEmpty();
    assertThat(Reachability.findRequiredHouseholdsPerYear(50, 0, 0)).isEmpty();
  }

  @Test
  void shouldBalanceInflowAgainstExits() {
    assertThat(Reachability.findBalanceHouseholds(150, 0.5)).contains(300.0);
    assertThat(Reachability.findBalanceHouseholds(150, 0)).isEmpty();
  }

  @Test
  void shouldNameTheFirstYearWithAnEvenChance() {
    TreeMap<Integer, Double> chances = new TreeMap<>();
    chances.put(2014, 0.1);
    chances.put(2013, 0.02);
    assertThat(Reachability.findFirstYearReached(chances)).isEmpty();
    chances.put(2016, 0.7);
    chances.put(2015, 0.5);
    assertThat(Reachability.findFirstYearReached(chances)).contains(2015);
  }

  @Test
  void shouldRoundTolerancesDownAsTheyAreWritten() {
    assertThat(Target.toleranceHouseholds(0.29, 100)).isEqualTo(29);
    assertThat(Target.toleranceHouseholds(0.01, 14_999)).isEqualTo(149);
    assertThat(Target.toleranceHouseholds(0.025, 1000)).isEqualTo(25);
    assertThat(new Target(2013, 10).metHouseholds(0.005, 1000)).isEqualTo(15);
    assertThat(new Target(2013, 0).metHouseholds(0, 1000)).isZero();
  }

  @Test
  void shouldJudgeByCensusOrByChance() {
    assertThat(Verdict.ofCensus(10, 10)).isEqualTo(Verdict.REACHED);
    assertThat(Verdict.ofCensus(11, 10)).isEqualTo(Verdict.MISSED);
    assertThat(Verdict.ofChance(0.8, THRESHOLDS)).isEqualTo(Verdict.ON_TRACK);
    assertThat(Verdict.ofChance(0.7999, THRESHOLDS)).isEqualTo(Verdict.POSSIBLE);
    assertThat(Verdict.ofChance(0.2, THRESHOLDS)).isEqualTo(Verdict.POSSIBLE);
    assertThat(Verdict.ofChance(0.01, THRESHOLDS)).isEqualTo(Verdict.UNLIKELY);
    assertThat(Verdict.ofChance(0.0099, THRESHOLDS)).isEqualTo(Verdict.OUT_OF_REACH);
    assertThatThrownBy(() -> Verdict.ofChance(Double.NaN, THRESHOLDS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseThresholdsThatDoNotFall() {
    assertThatThrownBy(() -> new VerdictThresholds(0.2, 0.8, 0.01))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("verdict.on-track");
  }

  @Test
  void shouldNotClaimMoreOfASmallChanceThanTheFuturesTell() {
    PublishedChance none = new PublishedChance(0, 10_000);
    assertThat(none.findProbability()).isEmpty();
    assertThat(none.findUpper().orElseThrow())
        .isCloseTo(1 - Math.pow(0.05, 1.0 / 10_000), within(1e-10))
        .isCloseTo(3e-4, within(1e-6));
    PublishedChance few = new PublishedChance(99, 10_000);
    assertThat(few.findProbability()).isEmpty();
    assertThat(few.findUpper().orElseThrow()).isBetween(0.0099, 0.0122);
    assertThat(Verdict.ofChance(few.share(), THRESHOLDS)).isEqualTo(Verdict.OUT_OF_REACH);
    PublishedChance enough = new PublishedChance(100, 10_000);
    assertThat(enough.findProbability()).contains(0.01);
    assertThat(enough.findUpper()).isEmpty();
    assertThat(new PublishedChance(5, 5).findUpper()).contains(1.0);
    assertThat(new PublishedChance(0, Integer.MAX_VALUE).findUpper()).contains(1e-6);
  }

  @Property
  void shouldPublishEitherAProbabilityOrAnUpperLimitAboveTheShare(
      @ForAll @IntRange(min = 1, max = 100_000) int futures,
      @ForAll @IntRange(max = 100_000) int hits) {
    PublishedChance chance = new PublishedChance(Math.min(hits, futures), futures);
    assertThat(chance.findProbability().isPresent()).isNotEqualTo(chance.findUpper().isPresent());
    chance
        .findUpper()
        .ifPresent(upper -> assertThat(upper).isBetween(chance.share(), 1.0).isPositive());
  }
}
