package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AnnualFlowsTest {
  private static final int ABSENT = 3;
  private static final int GONE = 4;

  /** Flows of three tiers; 6 of those absent at the start came back. */
  private static IntervalFlows flows(int years, long[] graduated, long absentPool) {
    return new IntervalFlows(
        "3509010",
        Region.Level.KECAMATAN,
        new Interval(2008, 2008 + years),
        new long[][] {{50, 20, 10}, {5, 60, 15}, {1, 9, 70}},
        new long[] {4, 3, 2},
        new long[] {3, 2, 1},
        new long[] {5, 7, 11},
        graduated,
        new long[] {8, 8, 8},
        new long[] {1, 2, 3},
        new long[] {9, 9, 9},
        absentPool,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  private static IntervalCounts counts(int years, long absentPool) {
    return AnnualFlows.of(flows(years, new long[3], absentPool));
  }

  @Test
  void shouldLetHouseholdsThatLeftTheRegionBeGoneFromIt() {
    double[][] counts = counts(1, 10).counts();

    assertThat(counts[0]).containsExactly(50, 20, 10, 4, 8);
    assertThat(counts[1]).containsExactly(5, 60, 15, 3, 9);
    assertThat(counts[2]).containsExactly(1, 9, 70, 2, 12);
    assertThat(counts[GONE]).containsOnly(0);
  }

  @Test
  void shouldCountWhoStaysAbsentForAYearAsAbsent() {
    IntervalCounts counts = counts(1, 10);

    assertThat(counts.counts()[ABSENT]).containsExactly(1, 2, 3, 4, 0);
    assertThat(counts.censored()).isEmpty();
  }

  @Test
  void shouldNotKnowOfLongerAbsenceWhetherItIsStillOneOrHasEndedUnseen() {
    IntervalCounts counts = counts(3, 10);

    assertThat(counts.counts()[ABSENT]).containsExactly(1, 2, 3, 0, 0);
    assertThat(counts.censored()).hasSize(1);
    CensoredCount others = counts.censored().get(0);
    assertThat(others.from()).isEqualTo(ABSENT);
    assertThat(others.households()).isEqualTo(4);
    assertThat(others.within()).containsExactly(false, false, false, true, true);
    assertThat(counts(3, 6).censored()).as("all came back").isEmpty();
  }

  @Test
  void shouldLetNoMoreReturnThanWereAbsent() {
    assertThat(counts(1, 3).counts()[ABSENT]).containsExactly(0.5, 1, 1.5, 0, 0);
    assertThat(counts(3, 3).censored()).isEmpty();
    assertThat(counts(1, 0).counts()[ABSENT]).containsOnly(0);
  }

  @Test
  void shouldTakeGraduatesForBetterOffAndLeaveThoseOutForWhomThereIsNoBetterTier() {
    IntervalCounts counts = AnnualFlows.of(flows(1, new long[] {12, 13, 14}, 10));

    assertThat(counts.censored()).hasSize(2);
    assertThat(counts.censored().get(0).within()).containsExactly(false, true, true, false, false);
    assertThat(counts.censored().get(0).households()).isEqualTo(12);
    assertThat(counts.censored().get(1).within()).containsExactly(false, false, true, false, false);
    assertThat(counts.censored().get(1).from()).isEqualTo(1);
  }

  @Test
  void shouldExpectWhatTheMatrixMakesOfTheHouseholdsAtTheStart() {
    double[][] matrix = Matrices.identity(5);
    matrix[0] = new double[] {0.5, 0.25, 0.125, 0.125, 0};
    matrix[ABSENT] = new double[] {0.2, 0, 0, 0.5, 0.3};

    IntervalCounts expected = AnnualFlows.expected(flows(2, new long[] {8, 0, 0}, 10), matrix);

    // 100 very poor households, the graduates among them.
    assertThat(expected.counts()[0])
        .containsExactly(new double[] {27.5, 37.5, 18.75, 12.5, 3.75}, within(1e-12));
    assertThat(expected.counts()[1]).containsExactly(0, 92, 0, 0, 0);
    // Of the 10 absent, 7.25 are absent still or gone, nobody knows which.
    assertThat(expected.counts()[ABSENT])
        .containsExactly(new double[] {2, 0.5, 0.25, 0, 0}, within(1e-12));
    assertThat(expected.censored()).hasSize(1);
    assertThat(expected.censored().get(0).households()).isCloseTo(7.25, within(1e-12));
  }
}
