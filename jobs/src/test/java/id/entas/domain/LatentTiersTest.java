package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Panels.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class LatentTiersTest {
  private static MeasurementModel fit(List<History> histories) {
    return new LatentTiers(1, 3).fit(Panels.sequences(histories));
  }

  private static void assertMatrix(double[][] actual, double[][] expected, double within) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(within));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 10})
  void shouldFindTheTruthInAPanelWithoutLuck(int tiers) {
    double[] first = new double[tiers];
    Arrays.fill(first, 1.0 / tiers);
    Truth truth =
        new Truth(
            new int[] {2008, 2009, 2010}, first, Panels.banded(tiers), new double[tiers], 0.03, 0);
    TierSequences sequences = TierSequences.of(Panels.expected(truth, 1e9), tiers);
    MeasurementModel model = new LatentTiers(1, 2).fit(sequences);
    assertThat(model.misclassification()).isCloseTo(0.03, within(2e-4));
    assertMatrix(model.matrix(), truth.matrix(), 1e-3);
    assertThat(model.first()).containsExactly(first, within(1e-3));
    assertThat(model.fit().findDissimilarity().orElseThrow()).isLessThan(1e-5);
    assertThat(model.parameters()).isEqualTo(tiers - 1 + tiers * (tiers - 1) + 1);
  }

  @Test
  void shouldFindTheTruthBetweenCensusesThreeYearsApart() {
    Truth truth = Truth.ofChain(2005, 2008, 2011).misrecording(.03);
    MeasurementModel model = fit(Panels.expected(truth, 1e9));
    assertThat(model.misclassification()).isCloseTo(0.03, within(2e-4));
    assertMatrix(model.matrix(), truth.matrix(), 2e-3);
    assertThat(model.words())
        .contains("Only the matrix over 3 years shows in the data")
        .contains("root");
  }

  @Test
  void shouldFindTheTruthBetweenCensusesOfUnequalYears() {
    Truth truth = Truth.ofChain(2008, 2009, 2011, 2014).misrecording(.05);
    MeasurementModel model = fit(Panels.expected(truth, 1e9));
    assertThat(model.misclassification()).isCloseTo(0.05, within(2e-4));
    assertMatrix(model.matrix(), truth.matrix(), 1e-3);
    assertThat(model.words()).doesNotContain("root");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void shouldTellThreePerCentOfMisrecordingFromChangeAndStayers(int censuses) {
    Truth truth =
        Truth.ofChain(Arrays.copyOf(Panels.YEARS, censuses)).misrecording(.03).missing(.05);
    TierSequences sequences = Panels.sequences(Panels.draw(truth, 20_000, 3));
    MeasurementModel model = new LatentTiers(1, 3).fit(sequences);
    assertThat(model.misclassification()).isCloseTo(0.03, within(0.006));
    assertThat(model.misclassificationLow()).isBetween(0.02, 0.03);
    assertThat(model.misclassificationHigh()).isBetween(0.03, 0.04);
    assertMatrix(model.matrix(), truth.matrix(), 0.03);
    MeasurementModel observed = new ObservedChain(1, 3).fit(sequences);
    MeasurementModel stayers = new MoverStayer(1, 3).fit(sequences);
    assertThat(model.bic()).isLessThan(observed.bic() - 20);
    assertThat(model.bic()).isLessThan(stayers.bic() - 20);
    assertThat(model.fit().findPearsonP().orElseThrow()).isGreaterThan(0.001);
    assertThat(observed.fit().findPearsonP().orElseThrow()).isLessThan(0.001);
    // Misrecording makes every tier look less stable than it is.
    for (int i = 0; i < 4; i++) {
      assertThat(observed.matrix()[i][i]).isLessThan(model.matrix()[i][i]);
    }
  }

  @Test
  void shouldEndItsIntervalWhereTheLikelihoodRatioRejects() {
    TierSequences sequences =
        Panels.sequences(
            Panels.draw(Truth.ofChain(2008, 2009, 2010, 2011).misrecording(.03), 5000, 4));
    LatentTiers latent = new LatentTiers(1, 3);
    MeasurementModel best = latent.fit(sequences);
    for (double end : new double[] {best.misclassificationLow(), best.misclassificationHigh()}) {
      MeasurementModel assumed = latent.fitAssuming(sequences, end);
      // Half of the 95 % quantile of chi-squared with one degree of freedom.
      assertThat(best.logLikelihood() - assumed.logLikelihood())
          .isCloseTo(3.841459 / 2, within(0.03));
    }
    assertThat(best.words()).contains("95 % interval");
  }

  @Tag("calibration")
  @Test
  void shouldCoverTheTruthAsOftenAsItSays() {
    int covered = 0;
    int panels = 40;
    for (int panel = 0; panel < panels; panel++) {
      Truth truth = Truth.ofChain(2008, 2009, 2010, 2011).misrecording(.03);
      MeasurementModel model =
          new LatentTiers(panel, 1).fit(Panels.sequences(Panels.draw(truth, 3000, 100 + panel)));
      covered +=
          model.misclassificationLow() <= .03 && .03 <= model.misclassificationHigh() ? 1 : 0;
    }
    // 95 % of 40 are 38, with a standard deviation of 1.4.
    assertThat(covered).isBetween(33, 40);
  }

  @Test
  void shouldNotFindMisrecordingWhereThereIsNone() {
    TierSequences sequences = Panels.sequences(Panels.draw(Truth.ofChain(Panels.YEARS), 10_000, 5));
    MeasurementModel model = new LatentTiers(1, 3).fit(sequences);
    MeasurementModel observed = new ObservedChain(1, 3).fit(sequences);
    assertThat(model.misclassification()).isLessThan(0.004);
    assertThat(model.misclassificationLow()).isZero();
    assertThat(model.misclassificationHigh()).isBetween(0.0005, 0.01);
    assertThat(model.bic()).isGreaterThan(observed.bic());
    assertThat(model.logLikelihood()).isGreaterThanOrEqualTo(observed.logLikelihood() - 1e-3);
  }

  @Test
  void shouldNotTakeTheBetterOffMissingFromAFirstListForRightRecords() {
    // The first census lists three tiers and errs among these; later ones record all four.
    Truth listed =
        new Truth(Panels.YEARS, new double[] {.2, .4, .4, 0}, Panels.MATRIX, new double[4], .03, 0);
    List<History> histories = new ArrayList<>();
    for (History history : Panels.draw(listed, 20_000, 8)) {
      if (history.sightings().get(0).tier() < 3) {
        histories.add(history);
      }
    }
    MeasurementModel model = fit(histories);
    assertThat(model.misclassification()).isCloseTo(0.03, within(0.006));
    assertThat(model.first()[3]).isZero();
    assertThat(model.fit().findPearsonP().orElseThrow()).isGreaterThan(0.001);
    // Two free shares at the start, twelve moves, one rate.
    assertThat(model.parameters()).isEqualTo(2 + 12 + 1);
  }

  @Test
  void shouldEqualTheObservedChainWithoutMisrecording() {
    TierSequences sequences =
        Panels.sequences(
            Panels.draw(Truth.ofChain(2008, 2009, 2011).misrecording(.03).missing(.1), 4000, 6));
    MeasurementModel none = new LatentTiers(1, 2).fitAssuming(sequences, 0);
    MeasurementModel observed = new ObservedChain(1, 2).fit(sequences);
    assertThat(none.logLikelihood()).isEqualTo(observed.logLikelihood());
    assertThat(none.matrix()).isDeepEqualTo(observed.matrix());
    // By continuity from the chain with neighbours, which another set of states goes through.
    MeasurementModel nearly = new LatentTiers(1, 2).fitAssuming(sequences, 1e-9);
    assertThat(nearly.logLikelihood()).isCloseTo(observed.logLikelihood(), within(0.01));
    assertMatrix(nearly.matrix(), observed.matrix(), 1e-4);
  }

  @Test
  void shouldUndoAnAssumedMisrecordingOfTwoCensuses() {
    Truth truth = Truth.ofChain(2008, 2009).misrecording(.04);
    TierSequences sequences = Panels.sequences(Panels.expected(truth, 1e9));
    MeasurementModel model = new LatentTiers(1, 2).fitAssuming(sequences, .04);
    assertMatrix(model.matrix(), truth.matrix(), 1e-3);
    assertThat(model.misclassification()).isEqualTo(.04);
    assertThat(model.misclassificationLow()).isEqualTo(.04);
    assertThat(model.misclassificationHigh()).isEqualTo(.04);
    assertThat(model.words()).startsWith("Assumed, not estimated: 4.0 %");
    MeasurementModel observed = new ObservedChain(1, 2).fit(sequences);
    assertThat(observed.matrix()[0][0]).isLessThan(truth.matrix()[0][0] - 0.02);
  }

  @Test
  void shouldRefuseTwoCensusesAndRatesOutOfRange() {
    TierSequences two = Panels.sequences(Panels.draw(Truth.ofChain(2008, 2009), 100, 7));
    assertThatThrownBy(() -> new LatentTiers(1, 1).fit(two))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 censuses");
    for (double rate : new double[] {-0.1, 0.51, Double.NaN}) {
      assertThatThrownBy(() -> new LatentTiers(1, 1).fitAssuming(two, rate))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(String.valueOf(rate));
    }
  }
}
