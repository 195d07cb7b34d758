package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Panels.Truth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class GoodnessOfFitTest {
  private static Map<String, Long> observed(List<History> histories, int censuses) {
    Map<String, Long> observed = new HashMap<>();
    for (History history : histories) {
      if (history.sightings().size() == censuses) {
        StringBuilder key = new StringBuilder();
        history.sightings().forEach(sighting -> key.append(sighting.tier()));
        observed.put(key.toString(), history.households());
      }
    }
    return observed;
  }

  @Test
  void shouldAgreeWithACountOfAllSequences() {
    List<History> histories = Panels.draw(Truth.ofChain(2008, 2009, 2010).missing(.1), 3000, 1);
    MeasurementModel model = new ObservedChain(1, 1).fit(Panels.sequences(histories));
    Map<String, Long> observed = observed(histories, 3);
    double[] started = new double[4];
    observed.forEach((key, n) -> started[key.charAt(0) - '0'] += n);
    double[][] p = model.matrix();
    double pearson = 0;
    double likelihoodRatio = 0;
    double misplaced = 0;
    double rareObserved = 0;
    double rareExpected = 0;
    int groups = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        for (int c = 0; c < 4; c++) {
          double expected = started[a] * p[a][b] * p[b][c];
          double seen = observed.getOrDefault("" + a + b + c, 0L);
          if (expected < 5) {
            rareObserved += seen;
            rareExpected += expected;
          } else {
            groups++;
            pearson += (seen - expected) * (seen - expected) / expected;
            likelihoodRatio += seen > 0 ? 2 * seen * Math.log(seen / expected) : 0;
            misplaced += Math.abs(seen - expected) / 2;
          }
        }
      }
    }
    assertThat(rareExpected).isGreaterThan(5);
    assertThat(groups).isBetween(20, 60);
    groups++;
    pearson += (rareObserved - rareExpected) * (rareObserved - rareExpected) / rareExpected;
    likelihoodRatio += 2 * rareObserved * Math.log(rareObserved / rareExpected);
    misplaced += Math.abs(rareObserved - rareExpected) / 2;
    GoodnessOfFit fit = model.fit();
    assertThat(fit.households()).isEqualTo((long) Matrices.sum(started));
    assertThat(fit.groups()).isEqualTo(groups);
    assertThat(fit.pearson()).isCloseTo(pearson, within(1e-6));
    assertThat(fit.likelihoodRatio()).isCloseTo(likelihoodRatio, within(1e-6));
    // Nothing is spent on what only rare sequences and incomplete ones tell.
    assertThat(fit.degreesOfFreedom()).isBetween(groups - 4 - 12.0, groups - 4.0);
    assertThat(fit.findDissimilarity().orElseThrow())
        .isCloseTo(misplaced / fit.households(), within(1e-9));
    assertThat(fit.findEffectSize().orElseThrow())
        .isCloseTo(Math.sqrt(pearson / fit.households()), within(1e-9));
    assertThat(fit.findPearsonP().orElseThrow())
        .isCloseTo(
            1
                - new ChiSquaredDistribution(null, fit.degreesOfFreedom())
                    .cumulativeProbability(pearson),
            within(1e-8));
    assertThat(fit.findLikelihoodRatioP().orElseThrow())
        .isCloseTo(
            1
                - new ChiSquaredDistribution(null, fit.degreesOfFreedom())
                    .cumulativeProbability(likelihoodRatio),
            within(1e-8));
  }

  @Test
  void shouldBeTheDistanceToTheSaturatedModelWhereNoSequenceIsRare() {
    double[][] even = {{.5, .2, .2, .1}, {.2, .4, .2, .2}, {.2, .2, .4, .2}, {.1, .2, .3, .4}};
    Truth chain = new Truth(new int[] {2008, 2009, 2010}, Panels.FIRST, even, new double[4], 0, 0);
    List<History> moving = Panels.draw(chain, 20_000, 2);
    assertDistance(new ObservedChain(1, 1).fit(Panels.sequences(moving)), moving);
    List<History> staying = Panels.draw(chain.staying(.3, .3, .3, .3), 20_000, 3);
    assertDistance(new MoverStayer(1, 1).fit(Panels.sequences(staying)), staying);
  }

  private static void assertDistance(MeasurementModel model, List<History> histories) {
    double saturated = 0;
    for (long n : observed(histories, 3).values()) {
      saturated += n * Math.log(n / 20_000.0);
    }
    assertThat(model.fit().groups()).isEqualTo(64);
    assertThat(model.fit().likelihoodRatio())
        .isCloseTo(2 * (saturated - model.logLikelihood()), within(1e-4));
    assertThat(model.fit().degreesOfFreedom()).isCloseTo(64 - 1 - model.parameters(), within(0.3));
  }

  @Tag("calibration")
  @ParameterizedTest
  @EnumSource(MeasurementModel.Kind.class)
  void shouldRejectATrueModelAboutAsOftenAsItSays(MeasurementModel.Kind kind) {
    int panels = 40;
    int rejected = 0;
    double statistics = 0;
    double freedom = 0;
    for (int panel = 0; panel < panels; panel++) {
      // Seven in ten households are seen at all censuses, and most sequences are rare.
      Truth chain = Truth.ofChain(2008, 2009, 2010, 2011).missing(.1);
      Truth truth =
          switch (kind) {
            case OBSERVED_CHAIN -> chain;
            case LATENT_TIERS -> chain.misrecording(.03);
            case MOVER_STAYER -> chain.staying(.2, .4, .4, .5);
          };
      TierSequences sequences = Panels.sequences(Panels.draw(truth, 2000, 1000 + panel));
      GoodnessOfFit fit =
          switch (kind) {
            case OBSERVED_CHAIN -> new ObservedChain(1, 1).fit(sequences).fit();
            case LATENT_TIERS -> new LatentTiers(1, 1).fit(sequences).fit();
            case MOVER_STAYER -> new MoverStayer(1, 1).fit(sequences).fit();
          };
      rejected += fit.findPearsonP().orElseThrow() < 0.05 ? 1 : 0;
      statistics += fit.pearson();
      freedom += fit.degreesOfFreedom();
    }
    // 5 % of 40 are 2, with a standard deviation of 1.4.
    assertThat(rejected).isLessThanOrEqualTo(7);
    // The standard deviation of chi-squared with so many degrees of freedom, over all panels.
    assertThat(statistics).isCloseTo(freedom, within(4 * Math.sqrt(2 * freedom)));
  }

  @Test
  void shouldNotBeMisledByASelectionOfTheFirstTier() {
    // Half of those first recorded in the worst tier are never found again.
    List<History> histories = new ArrayList<>();
    for (History history : Panels.draw(Truth.ofChain(Panels.YEARS), 40_000, 3)) {
      if (history.sightings().get(0).tier() > 0) {
        histories.add(history);
      } else {
        long lost = history.households() / 2;
        if (history.households() > lost) {
          histories.add(new History(history.sightings(), history.households() - lost));
        }
        if (lost > 0) {
          histories.add(new History(history.sightings().subList(0, 1), lost));
        }
      }
    }
    GoodnessOfFit fit = new ObservedChain(1, 1).fit(Panels.sequences(histories)).fit();
    assertThat(fit.pearson() / fit.degreesOfFreedom()).isBetween(0.7, 1.4);
  }

  @Test
  void shouldNotSpeakOfHouseholdsThatNoCensusMissedWhereThereAreNone() {
    MeasurementModel model =
        new ObservedChain(1, 1)
            .fit(
                TierSequences.of(
                    List.of(
                        Panels.history("2008=1 2009=2", 50), Panels.history("2009=1 2010=1", 50)),
                    2));
    assertThat(model.fit().households()).isZero();
    assertThat(model.fit().findDissimilarity()).isEmpty();
    assertThat(model.fit().findEffectSize()).isEmpty();
    assertThat(model.fit().findPearsonP()).isEmpty();
    assertThat(model.words()).contains("No household was seen at all censuses");
  }

  @Test
  void shouldJoinRareSequencesToTheRarestGroupWhereTheyAreFew() {
    MeasurementModel model =
        new ObservedChain(1, 1)
            .fit(
                TierSequences.of(
                    List.of(
                        Panels.history("2008=1 2009=1", 60),
                        Panels.history("2008=1 2009=2", 30),
                        Panels.history("2008=2 2009=1", 2),
                        Panels.history("2008=2 2009=2", 1)),
                    2));
    assertThat(model.fit().groups()).isEqualTo(2);
    assertThat(model.fit().pearson()).isCloseTo(0, within(1e-9));
  }

  @Test
  void shouldTurnDownWhatIsNoComparison() {
    assertThatThrownBy(() -> new GoodnessOfFit(10, 3, -1, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new GoodnessOfFit(10, 3, 1, 0, 1, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11");
  }
}
