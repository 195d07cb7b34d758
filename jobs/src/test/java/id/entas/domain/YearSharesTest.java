package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class YearSharesTest {

  private static IntervalFlows flows(int from, int to, long[][] moved, long[] absent, long pool) {
    int tiers = moved.length;
    return new IntervalFlows(
        "3509010",
        Region.Level.KECAMATAN,
        new Interval(from, to),
        moved,
        absent,
        new long[tiers],
        new long[tiers],
        new long[tiers],
        new long[tiers],
        new long[tiers],
        new long[tiers],
        pool,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  @Test
  void shouldWeighYearsByTheirHouseholds() {
    List<IntervalFlows> years =
        List.of(
            flows(2008, 2009, new long[][] {{60, 40}, {0, 0}}, new long[] {20, 0}, 0),
            flows(2009, 2010, new long[][] {{30, 30}, {10, 30}}, new long[2], 20));
    double[][] matrix = {{.5, .3, .2, 0}, {.2, .8, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    YearShares all = YearShares.of(years, matrix);
    assertThat(all.shares()[0]).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-12));
    assertThat(all.shares()[1]).containsExactly(0, 1);
    assertThat(all.shares()[2]).containsExactly(0, 1);
    assertThat(all.squares(0)).isCloseTo(5 / 9.0, within(1e-12));
    assertThat(all.squares(1)).isEqualTo(1);
    YearShares seen = YearShares.ofSeen(years, new double[][] {{.6, .4}, {.2, .8}});
    assertThat(seen.shares()[0]).containsExactly(new double[] {.625, .375}, within(1e-12));
    assertThat(seen.shares()[1]).containsExactly(0, 1);
  }

  @Test
  void shouldCountThoseOfWhomOnlyASetOfTiersIsKnown() {
    IntervalFlows seen = flows(2008, 2009, new long[][] {{60, 40}, {0, 0}}, new long[2], 0);
    IntervalFlows graduates =
        new IntervalFlows(
            seen.region(),
            seen.level(),
            seen.interval(),
            seen.moved(),
            seen.absent(),
            seen.departed(),
            seen.gone(),
            new long[] {50, 0},
            seen.entrants(),
            seen.returned(),
            seen.arrived(),
            0,
            seen.instruments(),
            1,
            1);
    double[][] matrix = {{.5, .5, 0, 0}, {.2, .8, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    YearShares shares =
        YearShares.of(
            List.of(graduates, flows(2009, 2010, new long[][] {{50, 0}, {0, 0}}, new long[2], 0)),
            matrix);
    assertThat(shares.shares()[0]).containsExactly(new double[] {0.75, 0.25}, within(1e-12));
  }

  @Test
  void shouldFollowHouseholdsThroughYearsThatNoCensusSaw() {
    List<IntervalFlows> threeYears =
        List.of(flows(2005, 2008, new long[][] {{60, 40}, {0, 0}}, new long[2], 0));
    YearShares shares = YearShares.ofSeen(threeYears, new double[][] {{.8, .2}, {0, 1}});
    // 100, 80 and 64 households in the first tier; 0, 20 and 36 in the second.
    assertThat(shares.shares()[0])
        .containsExactly(new double[] {100 / 244.0, 80 / 244.0, 64 / 244.0}, within(1e-12));
    assertThat(shares.shares()[1])
        .containsExactly(new double[] {0, 20 / 56.0, 36 / 56.0}, within(1e-12));
  }

  @Test
  void shouldCountAYearOfOverlappingIntervalsOnce() {
    long[][] moved = {{50, 50}, {50, 50}};
    List<IntervalFlows> overlapping =
        List.of(
            flows(2008, 2009, moved, new long[2], 0),
            flows(2009, 2010, moved, new long[2], 0),
            flows(2008, 2010, moved, new long[2], 0));
    YearShares shares = YearShares.ofSeen(overlapping, new double[][] {{.5, .5}, {.5, .5}});
    assertThat(shares.squares(0)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void shouldRefuseSharesThatDoNotAddUp() {
    assertThatThrownBy(() -> new YearShares(new double[][] {{.5, .4}})).hasMessageContaining("0.9");
  }

  @Test
  void shouldTiltEachRowByTheShocksOfItsYears() {
    YearShares shares = new YearShares(new double[][] {{.5, .5}, {0, 1}, {0, 0}});
    YearTilts tilts = new YearTilts(0.1, 3, shares);
    assertThat(tilts.ofRows(new double[] {1, -2}, 0.25))
        .containsExactly(new double[] {-0.1, -0.4, 0}, within(1e-12));
  }

  @Test
  void shouldGiveShocksTheDegreesOfTheirYears() {
    ShockModel shared = new ShockModel(0.1, 0, 4, ShockSource.ESTIMATED);
    ShockModel local = new ShockModel(0, 0.1, 4, ShockSource.ESTIMATED);
    ShockModel both = new ShockModel(0.1, 0.1, 4, ShockSource.ESTIMATED);
    assertThat(shared.degrees(1, 12)).isCloseTo(3, within(1e-9));
    assertThat(local.degrees(1, 12)).isCloseTo(33, within(1e-9));
    assertThat(both.degrees(1, 12)).isCloseTo(4 / (1 / 3.0 + 1 / 33.0), within(1e-9));
    assertThat(both.degrees(0, 12)).isCloseTo(3, within(1e-9));
    assertThat(both.variance(0.5)).isCloseTo(0.015, within(1e-12));
    assertThat(new ShockModel(0.1, 0.1, 1, ShockSource.ASSUMED).degrees(1, 12)).isInfinite();
  }
}
