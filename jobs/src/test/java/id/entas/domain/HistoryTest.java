package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HistoryTest {
  private static final String HOME = "3509260";

  private static final Sighting POOR = Sighting.inTier(2009, HOME, 1);
  private static final Sighting ELSEWHERE = Sighting.inTier(2011, "3509270", 1);
  private static final Sighting DIED = Sighting.withOutcome(2012, "3509270", Outcome.DIED);

  private static final History SEEN = new History(List.of(POOR, ELSEWHERE, DIED), 5);

  @Test
  void shouldReadAText() {
    String text = "2009=2 2011=2@3509270 2012=DIED@3509270";
    assertThat(History.parse(HOME, text, 5)).isEqualTo(SEEN);
    assertThat(History.parse(HOME, "2012=DIED@3509270 2009=2 2011=2@3509270", 5)).isEqualTo(SEEN);
    assertThatThrownBy(() -> History.parse(HOME, "2009 2011=1", 5))
        .hasMessageContaining("2009 2011=1");
    assertThatThrownBy(() -> History.parse(HOME, "=2", 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKnowWhatWasSeenWhen() {
    assertThat(SEEN.findAt(2011)).contains(ELSEWHERE);
    assertThat(SEEN.findAt(2010)).isEmpty();
    assertThat(SEEN.findLastUntil(2008)).isEmpty();
    assertThat(SEEN.findLastUntil(2009)).contains(POOR);
    assertThat(SEEN.findLastUntil(2010)).contains(POOR);
    assertThat(SEEN.findLastUntil(2011)).contains(ELSEWHERE);
    assertThat(SEEN.findLastUntil(2020)).contains(DIED);
    assertThat(SEEN.isSeenBefore(2009)).isFalse();
    assertThat(SEEN.isSeenBefore(2010)).isTrue();
    assertThat(SEEN.wasInTierBefore(1, 2009)).isFalse();
    assertThat(SEEN.wasInTierBefore(1, 2010)).isTrue();
    assertThat(SEEN.wasInTierBefore(0, 2020)).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoHistory() {
    assertThatThrownBy(() -> new History(List.of(), 1)).hasMessageContaining("a sighting");
    assertThatThrownBy(() -> new History(List.of(POOR), 0)).hasMessageContaining("a household");
    assertThatThrownBy(() -> new History(List.of(ELSEWHERE, POOR), 1))
        .hasMessageContaining("oldest first");
    assertThatThrownBy(() -> new History(List.of(POOR, POOR), 1))
        .hasMessageContaining("one sighting a year");
    assertThatThrownBy(() -> new Interval(2008, 2008)).hasMessageContaining("2008 to 2008");
    assertThat(new Interval(2008, 2011)).isGreaterThan(new Interval(2008, 2010));
  }
}
