package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class RelapsesTest {
  private static final String HERE = "3509010";
  private static final String THERE = "3509020";
  private static final Map<String, String> KABUPATEN =
      Map.of(HERE, "3509", THERE, "3509", "3510010", "3510");

  private static Coverage coverage(String kecamatan, int... years) {
    Coverage coverage = new Coverage();
    Arrays.stream(years).forEach(year -> coverage.add(kecamatan, year));
    return coverage;
  }

  private static Relapses.Leavers leavers(String region, int from, int to) {
    return new Relapses.Leavers(region, new Interval(from, to));
  }

  @Test
  void shouldFollowThoseWhoLeftThroughTwoYears() {
    SortedMap<Relapses.Leavers, Relapse> relapses =
        Relapses.of(
            List.of(
                History.parse(HERE, "2008=1 2009=2 2010=1", 1),
                History.parse(HERE, "2008=1 2009=2 2010=2 2011=1", 10),
                History.parse(HERE, "2008=1 2009=3 2011=3", 100),
                History.parse(HERE, "2008=1 2009=2 2012=1", 1000),
                History.parse(HERE, "2008=1 2009=2 2010=DIED", 10_000),
                History.parse(HERE, "2008=2 2009=3 2010=1", 100_000),
                History.parse(HERE, "2008=1 2009=GRADUATED 2010=1", 1_000_000),
                History.parse(HERE, "2008=1 2009=1 2010=1", 10_000_000)),
            coverage(HERE, 2008, 2009, 2010, 2011, 2012),
            0,
            KABUPATEN);
    assertThat(relapses.get(leavers(HERE, 2008, 2009))).isEqualTo(new Relapse(11_111, 111, 11, 2));
    assertThat(relapses.get(leavers(HERE, 2009, 2010))).isEqualTo(new Relapse(0, 0, 0, 2));
    assertThat(relapses.get(leavers(HERE, 2010, 2011))).isEqualTo(new Relapse(0, 0, 0, 1));
    assertThat(relapses.get(leavers(HERE, 2011, 2012))).isEqualTo(new Relapse(0, 0, 0, 0));
    assertThat(relapses.get(leavers("3509", 2008, 2009)))
        .isEqualTo(new Relapse(11_111, 111, 11, 2));
    assertThat(relapses).hasSize(8);
  }

  @Test
  void shouldTakeWorseTiersForTheTargetToo() {
    SortedMap<Relapses.Leavers, Relapse> relapses =
        Relapses.of(
            List.of(
                History.parse(HERE, "2008=1 2009=2 2010=1", 1),
                History.parse(HERE, "2008=1 2009=3 2010=2", 10),
                History.parse(HERE, "2008=2 2009=4 2010=1", 100),
                History.parse(HERE, "2008=2 2009=4 2010=3", 1000)),
            coverage(HERE, 2008, 2009, 2010),
            1,
            KABUPATEN);
    assertThat(relapses.get(leavers(HERE, 2008, 2009))).isEqualTo(new Relapse(1110, 1110, 110, 1));
  }

  @Test
  void shouldCountAMoverInTheKabupatenAndFollowHimAnywhere() {
    Coverage coverage = coverage(HERE, 2008, 2009, 2010);
    Arrays.asList(2008, 2009, 2011).forEach(year -> coverage.add(THERE, year));
    Arrays.asList(2008, 2009, 2010).forEach(year -> coverage.add("3510010", year));
    SortedMap<Relapses.Leavers, Relapse> relapses =
        Relapses.of(
            List.of(
                History.parse(HERE, "2008=1 2009=2@3509020 2011=1@3509020", 1),
                History.parse(HERE, "2008=1 2009=2 2010=1@3510010", 10),
                History.parse(HERE, "2008=1 2009=2@3510010 2010=1@3510010", 100)),
            coverage,
            0,
            KABUPATEN);
    assertThat(relapses.get(leavers(HERE, 2008, 2009))).isEqualTo(new Relapse(10, 10, 10, 1));
    assertThat(relapses.get(leavers(THERE, 2008, 2009))).isEqualTo(new Relapse(0, 0, 0, 2));
    assertThat(relapses.get(leavers("3509", 2008, 2009))).isEqualTo(new Relapse(11, 11, 11, 1));
    assertThat(relapses.get(leavers("3510", 2008, 2009))).isEqualTo(new Relapse(0, 0, 0, 1));
  }

  @Test
  void shouldAgreeWithARecountHouseholdByHousehold() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2L);
    int[] years = {2005, 2008, 2009, 2010, 2012};
    List<History> histories = new ArrayList<>();
    int[][] tierAt = new int[3000][];
    for (int h = 0; h < tierAt.length; h++) {
      tierAt[h] = random.ints(years.length, 0, 4).toArray();
      List<Sighting> sightings = new ArrayList<>();
      for (int t = 0; t < years.length; t++) {
        // The fourth tier is "not seen".
        if (tierAt[h][t] < 3) {
          sightings.add(Sighting.inTier(years[t], HERE, tierAt[h][t]));
        }
      }
      if (!sightings.isEmpty()) {
        histories.add(new History(sightings, 1));
      }
    }
    SortedMap<Relapses.Leavers, Relapse> relapses =
        Relapses.of(histories, coverage(HERE, years), 0, KABUPATEN);
    // Places of the censuses within two years of each interval's end.
    int[][] window = {{2, 3}, {3}, {4}, {}};
    for (int t = 0; t < 4; t++) {
      int exits = 0;
      int followed = 0;
      int relapsed = 0;
      for (int[] tiers : tierAt) {
        if (tiers[t] == 0 && (tiers[t + 1] == 1 || tiers[t + 1] == 2)) {
          exits++;
          followed += Arrays.stream(window[t]).anyMatch(later -> tiers[later] < 3) ? 1 : 0;
          relapsed += Arrays.stream(window[t]).anyMatch(later -> tiers[later] == 0) ? 1 : 0;
        }
      }
      Relapse actual = relapses.get(leavers(HERE, years[t], years[t + 1]));
      assertThat(actual.exits()).isEqualTo(exits).isPositive();
      assertThat(actual.followed()).isEqualTo(followed);
      assertThat(actual.relapsed()).isEqualTo(relapsed);
    }
  }

  @Test
  void shouldGiveTheShareWithJeffreysIntervalOnDeflatedCounts() {
    Relapse relapse = new Relapse(500, 400, 60, 2);
    MobilityEstimate share = relapse.findShare(1).orElseThrow();
    RowInterval jeffreys = RowInterval.findJeffreys(60, 400, 0.95).orElseThrow();
    assertThat(share).isEqualTo(new MobilityEstimate(0.15, jeffreys.low(), jeffreys.high()));
    MobilityEstimate wide = relapse.findShare(9).orElseThrow();
    assertThat(wide.value()).isEqualTo(0.15);
    assertThat((wide.high() - wide.low()) / (share.high() - share.low())).isCloseTo(3, within(0.2));
    assertThat(new Relapse(5, 5, 0, 1).findShare(1).orElseThrow().low()).isZero();
    assertThat(new Relapse(500, 0, 0, 0).findShare(1)).isEmpty();
  }

  @Test
  void shouldRefuseCountsThatCannotBe() {
    assertThatThrownBy(() -> new Relapse(5, 6, 0, 2)).hasMessageContaining("0 of 6 of 5");
    assertThatThrownBy(() -> new Relapse(5, 5, 6, 2)).hasMessageContaining("6 of 5 of 5");
    assertThatThrownBy(() -> new Relapse(5, 5, 5, 2).findShare(0.5)).hasMessageContaining("0.5");
  }
}
