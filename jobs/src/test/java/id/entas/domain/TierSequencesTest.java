package id.entas.domain;

import static id.entas.domain.Panels.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TierSequencesTest {
  @Test
  void shouldCountEqualSequencesOnceWhateverElseTheirHistoriesSay() {
    TierSequences sequences =
        TierSequences.of(
            List.of(
                history("2008=1 2009=2", 5),
                history("2008=1 2009=2 2010=DIED", 7),
                history("2008=1 2009=2@3509270", 11),
                history("2008=1 2009=3", 13),
                history("2008=1 2010=2", 17),
                history("2009=NOT_FOUND 2011=MOVED", 19)),
            4);
    assertThat(sequences.households()).isEqualTo(53);
    assertThat(sequences.distinct()).isEqualTo(3);
    assertThat(sequences.years()).containsExactly(2008, 2009, 2010);
    assertThat(sequences.censuses()).isEqualTo(3);
    assertThat(sequences.tiers()).isEqualTo(4);
  }

  @Test
  void shouldTakeOnlyTheSightingsAskedFor() {
    List<History> histories =
        List.of(
            history("2008=1 2009=2@3509270 2010=3@3509270", 5),
            history("2008=1 2009=1 2010=2", 7),
            history("2009=1@3509270", 11));
    TierSequences left =
        TierSequences.of(histories, seen -> seen.kecamatan().equals(Panels.KECAMATAN), 4);
    assertThat(left.households()).isEqualTo(12);
    assertThat(left.distinct()).isEqualTo(2);
    TierSequences joined =
        TierSequences.of(histories, seen -> seen.kecamatan().equals("3509270"), 4);
    assertThat(joined.households()).isEqualTo(16);
    assertThat(joined.years()).containsExactly(2009, 2010);
    assertThat(joined.findObstacleToNoise()).isPresent();
    assertThat(left.findObstacleToNoise()).isEmpty();
  }

  @Test
  void shouldSayWhyTwoCensusesCannotTellNoiseFromChange() {
    List<History> two =
        List.of(history("2008=1 2011=2", 5), history("2008=2 2009=2", 7), history("2011=1", 3));
    assertThat(TierSequences.of(two, 4).findObstacleToNoise().orElseThrow())
        .contains("at 2 censuses at most")
        .endsWith("add a third census.");
    List<History> three = new ArrayList<>(two);
    three.add(history("2008=1 2009=2 2011=2", 1));
    assertThat(TierSequences.of(three, 4).findObstacleToNoise()).isEmpty();
  }

  @Test
  void shouldKnowTheYearsThatLieBetweenAllSightings() {
    assertThat(TierSequences.of(List.of(history("2005=1 2008=2 2011=1", 1)), 4).yearsBetween())
        .isEqualTo(3);
    assertThat(TierSequences.of(List.of(history("2005=1 2009=2 2011=1", 1)), 4).yearsBetween())
        .isEqualTo(2);
    assertThat(TierSequences.of(List.of(history("2005=1 2008=2 2010=1", 1)), 4).yearsBetween())
        .isEqualTo(1);
  }

  @Test
  void shouldGiveTheSameToTheBitInWhateverOrderHistoriesCome() {
    List<History> histories =
        Panels.draw(Panels.Truth.ofChain(2008, 2009, 2011).misrecording(.03).missing(.1), 3000, 1);
    MeasurementModel model = new LatentTiers(1, 2).fit(TierSequences.of(histories, 4));
    List<History> shuffled = new ArrayList<>(histories);
    Collections.shuffle(shuffled, new Random(5));
    MeasurementModel again = new LatentTiers(1, 2).fit(TierSequences.of(shuffled, 4));
    assertThat(again.logLikelihood()).isEqualTo(model.logLikelihood());
    assertThat(again.misclassification()).isEqualTo(model.misclassification());
    assertThat(again.matrix()).isDeepEqualTo(model.matrix());
    assertThat(again.words()).isEqualTo(model.words());
  }

  @Test
  void shouldRefuseTiersThatTheSchemeDoesNotHave() {
    assertThatThrownBy(() -> TierSequences.of(List.of(history("2008=4 2009=1", 1)), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tier 3 of 3");
    assertThatThrownBy(() -> TierSequences.of(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TierSequences.of(List.of(), 11))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
