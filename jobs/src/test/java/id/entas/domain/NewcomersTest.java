package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NewcomersTest {
  private static final boolean[] FIRST_TWO_LISTED = {true, true, false};

  /** Of 60, 40 and 900 households at the start. */
  private static IntervalFlows flows(int years, long[] entrants, long[] arrived) {
    return new IntervalFlows(
        "3509010",
        Region.Level.KECAMATAN,
        new Interval(2008, 2008 + years),
        new long[][] {{40, 8, 2}, {5, 20, 5}, {0, 0, 890}},
        new long[] {4, 4, 4},
        new long[] {3, 3, 3},
        new long[] {2, 2, 2},
        new long[] {1, 1, 1},
        entrants,
        new long[] {50, 50, 50},
        arrived,
        7,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  @Test
  void shouldBeRatesPerListedHouseholdAndYearOverAllIntervals() {
    List<IntervalFlows> own =
        List.of(
            flows(1, new long[] {6, 3, 1}, new long[] {2, 0, 0}),
            flows(3, new long[] {10, 0, 5}, new long[] {2, 1, 2}));

    // 100 listed households for one year and then for three.
    assertThat(Newcomers.of(own, FIRST_TWO_LISTED).rates())
        .containsExactly(new double[] {20 / 400.0, 4 / 400.0, 8 / 400.0}, within(1e-12));
    assertThat(Newcomers.of(own, new boolean[] {true, true, true}).rates()[0])
        .isCloseTo(20 / 4000.0, within(1e-12));
    assertThat(Newcomers.of(own, new boolean[3]).rates()).containsOnly(0);
    assertThat(Newcomers.of(List.of(), FIRST_TWO_LISTED).rates()).containsOnly(0);
  }

  @Test
  void shouldVaryBetweenIntervalsAsPearsonsStatisticSays() {
    // 10 and 30 newcomers where 20 are expected of each: 5 + 5 on one degree of freedom. The other
    // kecamatan has 8 in a year and 22 in three, of 7.5 and 22.5 that are expected.
    List<IntervalFlows> uneven =
        List.of(
            flows(1, new long[] {4, 3, 1}, new long[] {2, 0, 0}),
            flows(1, new long[] {10, 10, 0}, new long[] {5, 3, 2}));
    List<IntervalFlows> even =
        List.of(
            flows(1, new long[] {8, 0, 0}, new long[3]),
            flows(3, new long[] {22, 0, 0}, new long[3]));

    assertThat(Newcomers.dispersion(List.of(uneven), FIRST_TWO_LISTED))
        .isCloseTo(10, within(1e-12));
    double second = 0.25 / 7.5 + 0.25 / 22.5;
    assertThat(Newcomers.dispersion(List.of(uneven, even), FIRST_TWO_LISTED))
        .isCloseTo((10 + second) / 2, within(1e-12));
    assertThat(Newcomers.dispersion(List.of(even), FIRST_TWO_LISTED)).isEqualTo(1);
  }

  @Test
  void shouldTakeNewcomersForPoissonWhereOneIntervalSaysNothingOfTheirVariance() {
    IntervalFlows one = flows(1, new long[] {6, 3, 1}, new long[] {2, 0, 0});
    IntervalFlows none = flows(2, new long[3], new long[3]);

    assertThat(Newcomers.dispersion(List.of(List.of(one), List.of(none, none)), FIRST_TWO_LISTED))
        .isEqualTo(1);
    // Intervals without anybody who was expected are no contrasts.
    assertThat(
            Newcomers.dispersion(
                List.of(
                    List.of(none, none, none),
                    List.of(
                        flows(1, new long[] {10, 0, 0}, new long[3]),
                        flows(1, new long[] {30, 0, 0}, new long[3]))),
                FIRST_TWO_LISTED))
        .isCloseTo(10, within(1e-12));
  }
}
