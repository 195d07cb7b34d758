package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Panels.Truth;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class MoverStayerTest {
  private static final Truth TRUTH = Truth.ofChain(Panels.YEARS).staying(.2, .4, .4, .5);

  @Test
  void shouldAgreeWithTheEquationsOfFrydman() {
    List<History> histories = Panels.draw(TRUTH, 8000, 1);
    MeasurementModel model = new MoverStayer(1, 3).fit(Panels.sequences(histories));
    int steps = Panels.YEARS.length - 1;
    double[] started = new double[4];
    double[] remained = new double[4];
    double[][] moves = new double[4][4];
    for (History history : histories) {
      List<Sighting> sightings = history.sightings();
      int first = sightings.get(0).tier();
      started[first] += history.households();
      boolean never = sightings.stream().allMatch(sighting -> sighting.tier() == first);
      remained[first] += never ? history.households() : 0;
      for (int t = 0; t < steps; t++) {
        moves[sightings.get(t).tier()][sightings.get(t + 1).tier()] += history.households();
      }
    }
    for (int i = 0; i < 4; i++) {
      double all = Matrices.sum(moves[i]);
      double low = 1e-6;
      double high = 1 - 1e-6;
      for (int halving = 0; halving < 100; halving++) {
        double m = (low + high) / 2;
        // The derivative of the likelihood of a tier, its stayers profiled out, by the movers'
        // chance m of staying for a year.
        double slope =
            (started[i] - remained[i]) * steps * Math.pow(m, steps - 1) / (1 - Math.pow(m, steps))
                + (moves[i][i] - steps * remained[i]) / m
                - (all - moves[i][i]) / (1 - m);
        if (slope > 0) {
          low = m;
        } else {
          high = m;
        }
      }
      double lasting = Math.pow(low, steps);
      double stayers = (remained[i] / started[i] - lasting) / (1 - lasting);
      assertThat(model.matrix()[i][i]).isCloseTo(low, within(3e-5));
      assertThat(model.stayerShare()[i]).isCloseTo(stayers, within(3e-5));
      for (int j = 0; j < 4; j++) {
        if (j != i) {
          assertThat(model.matrix()[i][j])
              .isCloseTo(moves[i][j] * (1 - low) / (all - moves[i][i]), within(3e-5));
        }
      }
    }
  }

  @Test
  void shouldFindTheTruthInPanelsWithoutLuck() {
    for (int[] years :
        new int[][] {{2008, 2009, 2010}, {2008, 2009, 2011, 2013}, {2005, 2008, 2011}}) {
      Truth truth = Truth.ofChain(years).staying(.2, .4, 0, .5);
      MeasurementModel model =
          new MoverStayer(1, 2).fit(Panels.sequences(Panels.expected(truth, 1e9)));
      assertThat(model.stayerShare()).containsExactly(truth.stayers(), within(2e-3));
      assertThat(model.stayers()).isCloseTo(.15 * .2 + .3 * .4 + .15 * .5, within(1e-3));
      assertThat(model.words()).startsWith("If records are right, 22.");
      assertThat(model.first()).containsExactly(Panels.FIRST, within(1e-6));
      for (int i = 0; i < 4; i++) {
        assertThat(model.matrix()[i]).containsExactly(truth.matrix()[i], within(2e-3));
      }
      assertThat(model.parameters()).isEqualTo(3 + 12 + 4);
      assertThat(model.misclassification()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void shouldLookLikeMisrecordingWhereThereIsNone(int censuses) {
    int[] years = Arrays.copyOf(Panels.YEARS, censuses);
    Truth truth = Truth.ofChain(years).staying(.2, .4, .4, .5).missing(.05);
    TierSequences sequences = Panels.sequences(Panels.draw(truth, 20_000, 2));
    MeasurementModel latent = new LatentTiers(1, 3).fit(sequences);
    MeasurementModel stayers = new MoverStayer(1, 3).fit(sequences);
    MeasurementModel observed = new ObservedChain(1, 3).fit(sequences);
    assertThat(latent.misclassification()).isBetween(0.01, 0.025);
    assertThat(latent.misclassificationLow()).isGreaterThan(0.005);
    assertThat(latent.bic()).isLessThan(observed.bic() - 20);
    assertThat(stayers.bic()).isLessThan(latent.bic() - 20);
    assertThat(stayers.stayers()).isCloseTo(.03 + .12 + .16 + .075, within(0.06));
    // The latent-tier model is better than none and still wrong; the fit tells.
    assertThat(latent.fit().findPearsonP().orElseThrow()).isLessThan(0.001);
    assertThat(stayers.fit().findPearsonP().orElseThrow()).isGreaterThan(0.001);
    assertThat(latent.fit().findDissimilarity().orElseThrow())
        .isGreaterThan(3 * stayers.fit().findDissimilarity().orElseThrow());
  }

  @Test
  void shouldGiveNoStayersWhereNobodyFirstSeenInTheTierWasSeenAgain() {
    MeasurementModel model =
        new MoverStayer(1, 2)
            .fit(
                TierSequences.of(
                    List.of(
                        Panels.history("2008=1 2009=1 2010=1", 40),
                        Panels.history("2008=1 2009=2 2010=1", 20),
                        Panels.history("2008=2 2009=1 2010=2", 10),
                        Panels.history("2009=3", 30)),
                    3));
    assertThat(model.stayerShare()[2]).isZero();
    assertThat(model.findRow(2)).isEmpty();
    // One free share at the start of the first cohort, three rows, and two shares of stayers.
    assertThat(model.parameters()).isEqualTo(1 + 3 * 2 + 2);
  }

  @Test
  void shouldRefuseTwoCensuses() {
    TierSequences two = Panels.sequences(Panels.draw(Truth.ofChain(2008, 2009), 100, 3));
    assertThatThrownBy(() -> new MoverStayer(1, 1).fit(two))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 censuses");
  }
}
