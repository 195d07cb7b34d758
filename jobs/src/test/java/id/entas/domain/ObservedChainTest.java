package id.entas.domain;

import static id.entas.domain.Panels.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ObservedChainTest {
  /** Counts of each household's consecutive sightings, whatever lies between them. */
  private static List<IntervalCounts> pairs(List<History> histories) {
    Map<Integer, double[][]> counts = new TreeMap<>();
    for (History history : histories) {
      List<Sighting> sightings = history.sightings();
      for (int i = 1; i < sightings.size(); i++) {
        Sighting from = sightings.get(i - 1);
        Sighting to = sightings.get(i);
        counts
                .computeIfAbsent(to.year() - from.year(), none -> new double[4][4])[from.tier()][
                to.tier()] +=
            history.households();
      }
    }
    List<IntervalCounts> all = new ArrayList<>();
    counts.forEach((years, table) -> all.add(new IntervalCounts(years, table)));
    return all;
  }

  /** Likelihood of the tiers at the first sighting under each cohort's own shares. */
  private static double startLogLikelihood(List<History> histories) {
    Map<Integer, double[]> starts = new TreeMap<>();
    for (History history : histories) {
      Sighting first = history.sightings().get(0);
      starts.computeIfAbsent(first.year(), none -> new double[4])[first.tier()] +=
          history.households();
    }
    double logLikelihood = 0;
    for (double[] cohort : starts.values()) {
      for (double n : cohort) {
        logLikelihood += n > 0 ? n * Math.log(n / Matrices.sum(cohort)) : 0;
      }
    }
    return logLikelihood;
  }

  @Test
  void shouldBeTheOneYearMatrixOfPairsThatIsEstimatedElsewhere() {
    List<History> histories =
        Panels.draw(Panels.Truth.ofChain(2008, 2009, 2011, 2012).missing(.2), 5000, 1);
    MeasurementModel model = new ObservedChain(1, 3).fit(Panels.sequences(histories));
    AnnualMatrix other = AnnualMatrixEstimator.ofTiers(4).estimate(pairs(histories));
    for (int i = 0; i < 4; i++) {
      assertThat(model.matrix()[i]).containsExactly(other.probability()[i], within(1e-6));
    }
    assertThat(model.logLikelihood())
        .isCloseTo(other.logLikelihood() + startLogLikelihood(histories), within(1e-5));
    // Three free shares in each of four cohorts and twelve free chances of moves.
    assertThat(model.parameters()).isEqualTo(4 * 3 + 12);
    assertThat(model.bic())
        .isCloseTo(24 * Math.log(model.households()) - 2 * model.logLikelihood(), within(1e-9));
    assertThat(model.converged()).isTrue();
    assertThat(model.misclassification()).isZero();
    assertThat(model.stayers()).isZero();
    assertThat(model.censuses()).isEqualTo(4);
  }

  @Test
  void shouldCountMovesOverSingleYears() {
    List<History> histories =
        List.of(
            history("2008=1 2009=1 2010=2", 30),
            history("2008=1 2009=2 2010=2", 20),
            history("2008=2 2009=1 2010=1", 10),
            history("2010=2", 40));
    MeasurementModel model = new ObservedChain(1, 1).fit(TierSequences.of(histories, 4));
    assertThat(model.matrix()[0])
        .containsExactly(new double[] {40 / 90., 50 / 90., 0, 0}, within(1e-12));
    assertThat(model.matrix()[1])
        .containsExactly(new double[] {10 / 30., 20 / 30., 0, 0}, within(1e-12));
    assertThat(model.first()).containsExactly(new double[] {.5, .5, 0, 0}, within(1e-12));
    assertThat(model.findRow(0)).isPresent();
    assertThat(model.findRow(2)).isEmpty();
    assertThat(model.matrix()[3]).containsOnly(0);
    // The first cohort began in either of two tiers, the second in one; two rows over two tiers.
    assertThat(model.parameters()).isEqualTo(1 + 0 + 2);
  }

  @Test
  void shouldFitAnyTableOfTwoCensusesAndSaySo() {
    MeasurementModel model =
        new ObservedChain(1, 1)
            .fit(Panels.sequences(Panels.draw(Panels.Truth.ofChain(2008, 2009), 5000, 2)));
    assertThat(model.fit().pearson()).isCloseTo(0, within(1e-9));
    assertThat(model.fit().degreesOfFreedom()).isCloseTo(0, within(0.1));
    assertThat(model.fit().findPearsonP()).isEmpty();
    assertThat(model.words()).contains("no degree of freedom");
  }

  @Test
  void shouldRefuseWhereNobodyWasSeenTwice() {
    for (List<History> histories :
        List.of(
            List.of(history("2008=1", 5), history("2009=2", 7)),
            List.of(history("2008=DIED", 5)))) {
      TierSequences sequences = TierSequences.of(histories, 4);
      assertThatThrownBy(() -> new ObservedChain(1, 1).fit(sequences))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("at two censuses");
    }
  }
}
