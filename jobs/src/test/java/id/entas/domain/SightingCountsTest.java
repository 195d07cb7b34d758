package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.SightingCounts.Pair;
import id.entas.domain.SightingCounts.Triple;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SightingCountsTest {
  private static final Map<String, String> KABUPATEN_OF =
      Map.of("3509010", "3509", "3509020", "3509");

  private static SightingCounts counts(History... histories) {
    List<History> all = List.of(histories);
    return SightingCounts.of(all, Coverage.of(all), 4, KABUPATEN_OF);
  }

  private static History history(String text, long households) {
    return History.parse("3509010", text, households);
  }

  @Test
  void shouldCountAReappearanceAsAPairOverTheYearsBetween() {
    SightingCounts counts =
        counts(
            history("2008=1 2009=1 2010=2", 5),
            history("2008=1 2010=3", 7),
            history("2008=1 2009=NOT_FOUND 2010=3", 2),
            history("2010=4", 9));
    assertThat(counts.pairs().get(new Pair("3509010", 2008, 1))[0][0]).isEqualTo(5);
    assertThat(counts.pairs().get(new Pair("3509010", 2008, 2))[0][2]).isEqualTo(9);
    assertThat(counts.pairs().get(new Pair("3509010", 2009, 1))[0][1]).isEqualTo(5);
    assertThat(counts.pairs()).hasSize(6);
    assertThat(counts.triples())
        .containsOnlyKeys(
            new Triple("3509010", 2008, 2009, 2010), new Triple("3509", 2008, 2009, 2010));
    assertThat(counts.triples().get(new Triple("3509010", 2008, 2009, 2010))[0][0][1]).isEqualTo(5);
  }

  @Test
  void shouldNotLetItsCountsBeTakenAway() {
    SightingCounts counts = counts(history("2008=1 2009=1 2010=2", 5));
    assertThatThrownBy(() -> counts.pairs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> counts.triples().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldSpanACensusThatMissedTheKecamatanAsOneInterval() {
    SightingCounts counts = counts(history("2008=1 2011=2 2012=2", 3));
    assertThat(counts.pairs()).containsKey(new Pair("3509010", 2008, 3));
    assertThat(counts.triples()).containsKey(new Triple("3509010", 2008, 2011, 2012));
  }

  @Test
  void shouldCountAMoveBetweenKecamatanForTheKabupatenAlone() {
    SightingCounts counts = counts(history("2008=1 2009=2@3509020 2010=2@3509020", 4));
    assertThat(counts.pairs())
        .containsOnlyKeys(
            new Pair("3509", 2008, 1), new Pair("3509", 2009, 1), new Pair("3509020", 2009, 1));
    assertThat(counts.triples()).isEmpty();
  }

  @Test
  void shouldAddUpOriginYearsByLength() {
    SightingCounts counts =
        counts(history("2008=1 2009=1 2010=1 2012=2", 2), history("2009=1 2010=1 2011=3", 1));
    List<IntervalCounts> byLength = counts.byLength("3509010");
    assertThat(byLength).extracting(IntervalCounts::years).containsExactly(1, 2);
    assertThat(byLength.get(0).counts()[0]).containsExactly(5, 0, 1, 0);
    assertThat(byLength.get(1).counts()[0]).containsExactly(0, 2, 0, 0);
  }

  @Test
  void shouldAgreeWithTheFlowsBetweenTiers() {
    List<History> histories =
        List.of(
            history("2008=1 2009=2 2011=2", 3),
            history("2008=1 2011=2", 4),
            history("2009=3 2011=1", 5),
            history("2008=2 2009=DIED", 6));
    TierScheme tiers =
        new TierScheme(List.of(tier(1, "A"), tier(2, "B"), tier(3, "C"), tier(4, "D")));
    Coverage coverage = Coverage.of(histories);
    SightingCounts counts = SightingCounts.of(histories, coverage, 4, KABUPATEN_OF);
    FlowCounts flows = FlowCounts.of(histories, coverage, tiers, KABUPATEN_OF);
    double[][] pairs = counts.pairs().get(new Pair("3509010", 2009, 2));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertThat(pairs[i][j])
            .isEqualTo(
                flows.households(
                    "3509010",
                    new Interval(2009, 2011),
                    tiers.codes().get(i),
                    tiers.codes().get(j)));
      }
    }
  }

  private static Tier tier(int ordinal, String code) {
    return new Tier(code, ordinal, code, code, true, ordinal == 1, List.of());
  }
}
