package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FutureCountsTest {
  /** Two tiers and four futures of one year, 2013, with some households more in the first tier. */
  private static FutureCounts counts(int more) {
    int[][][] households = {
      {
        {10 + more, 11 + more, 12 + more, 13 + more},
        {20, 20, 20, 20},
        {3, 4, 5, 6},
        {1, 1, 2, 2},
        {7, 8, 9, 9}
      }
    };
    return new FutureCounts(2012, 2, households, new long[][] {{1 << 18, 1 << 17, 1 << 16}});
  }

  @Test
  void shouldCountByFuture() {
    FutureCounts counts = counts(0);

    assertThat(counts.futures()).isEqualTo(4);
    assertThat(counts.tiers()).isEqualTo(2);
    assertThat(counts.horizonYear()).isEqualTo(2013);
    assertThat(counts.households(2013, 0)).containsExactly(10, 11, 12, 13);
    assertThat(counts.households(2013, new boolean[] {true, true})).containsExactly(30, 31, 32, 33);
    assertThat(counts.absent(2013)).containsExactly(3, 4, 5, 6);
    assertThat(counts.gone(2013)).containsExactly(1, 1, 2, 2);
    assertThat(counts.newcomers(2013)).containsExactly(7, 8, 9, 9);
    assertThat(counts.reached(2013, 0, 11)).containsExactly(1, 1, 0, 0);
    assertThat(counts.hits(2013, 0, 11)).isEqualTo(2);
    assertThat(counts.summary(2013, 0).mean()).isEqualTo(11.5);
    // Parts are 1 / 65,536 of a household, over four futures.
    assertThat(counts.findOrigins(2013).orElseThrow()).isEqualTo(new TargetOrigins(1, 0.5, 0.25));
  }

  @Test
  void shouldSumTheTiersAlone() {
    FutureCounts sum = FutureCounts.sum(List.of(counts(0).ofTiers(), counts(1).ofTiers()));

    assertThat(sum.households(2013, 0)).containsExactly(21, 23, 25, 27);
    assertThat(sum.households(2013, 1)).containsExactly(40, 40, 40, 40);
    assertThat(sum.findYearlyInflow()).contains(1.5);
    assertThatThrownBy(() -> sum.absent(2013)).hasMessageContaining("only the tiers");
    assertThatThrownBy(() -> FutureCounts.sum(List.of(counts(0), counts(1).ofTiers())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCompareFuturesOfOneNumber() {
    FutureSummary difference = counts(5).difference(counts(2), 2013, 0);

    assertThat(difference.mean()).isEqualTo(3);
    assertThat(difference.p05()).isEqualTo(3);
    assertThat(difference.p95()).isEqualTo(3);
  }

  @Test
  void shouldTellWhatWasCountedBeforeItsFirstYear() {
    Map<Integer, long[]> counted = Map.of(2011, new long[] {5, 6, 1}, 2012, new long[] {7, 8, 2});

    FutureCounts since = counts(0).since(2010, counted);

    assertThat(since.latestYear()).isEqualTo(2010);
    assertThat(since.horizonYear()).isEqualTo(2013);
    assertThat(since.households(2011, 0)).containsExactly(5, 5, 5, 5);
    assertThat(since.households(2012, 1)).containsExactly(8, 8, 8, 8);
    assertThat(since.absent(2012)).containsExactly(2, 2, 2, 2);
    assertThat(since.households(2013, 0)).containsExactly(10, 11, 12, 13);
    assertThat(since.findOrigins(2012)).isEmpty();
    assertThat(since.findOrigins(2013)).isEqualTo(counts(0).findOrigins(2013)).isPresent();
    assertThat(since.findYearlyInflow()).contains(0.75);
    assertThat(counts(0).since(2012, counted).latestYear()).isEqualTo(2012);
    assertThatThrownBy(() -> counts(0).since(2009, counted)).hasMessage("no census of 2010");
  }

  @Test
  void shouldSumWhatOneWasCountedAndOtherProjected() {
    FutureCounts counted = FutureCounts.ofCensuses(2012, 2013, 2, 4, Map.of(2013, new long[3]));

    FutureCounts sum = FutureCounts.sum(List.of(counts(0), counts(1)));
    FutureCounts partly = FutureCounts.sum(List.of(counts(0), counted));

    assertThat(sum.findOrigins(2013)).contains(new TargetOrigins(2, 1, 0.5));
    assertThat(sum.findYearlyInflow()).contains(1.5);
    assertThat(partly.households(2013, 0)).containsExactly(10, 11, 12, 13);
    assertThat(partly.findOrigins(2013)).isEmpty();
    assertThat(partly.findYearlyInflow()).isEmpty();
  }

  @Test
  void shouldRefuseTiersYearsAndSumsThatAreNot() {
    FutureCounts counts = counts(0);
    assertThatThrownBy(() -> counts.households(2013, 2)).hasMessage("tier 2 of 2");
    assertThatThrownBy(() -> counts.households(2013, -1)).hasMessage("tier -1 of 2");
    assertThatThrownBy(() -> counts.absent(2014)).hasMessageContaining("only 2013 to 2013");
    assertThatThrownBy(() -> counts.absent(2012)).hasMessageContaining("2012 is not projected");
    FutureCounts longer =
        new FutureCounts(2012, 2, new int[2][5][4], new long[][] {new long[3], new long[3]});
    FutureCounts fewer = new FutureCounts(2012, 2, new int[1][5][3], new long[][] {new long[3]});
    for (FutureCounts other : List.of(longer, fewer)) {
      assertThatThrownBy(() -> FutureCounts.sum(List.of(counts, other)))
          .hasMessageContaining("different horizon");
    }
  }

  @Test
  void shouldSummariseCountsThatLieFarApartAsThoseThatLieNear() {
    int[] near = {5, -3, 4, 4, 0, 1, 2, 3, 9, 7};
    int[] far = Arrays.stream(near).map(count -> count * 100_000).toArray();

    assertThat(FutureSummary.of(near)).isEqualTo(new FutureSummary(3.2, -3, 1, 3, 5, 9));
    assertThat(FutureSummary.of(far))
        .isEqualTo(new FutureSummary(320_000, -300_000, 100_000, 300_000, 500_000, 900_000));
    assertThatThrownBy(() -> FutureSummary.of(new int[0])).hasMessageContaining("no futures");
  }
}
