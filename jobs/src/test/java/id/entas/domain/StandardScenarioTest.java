package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scenarios make of a matrix over two tiers, ABSENT and GONE. */
@Execution(ExecutionMode.CONCURRENT)
class StandardScenarioTest {
  private static final double[][] MATRIX = {
    {0.6, 0.3, 0.06, 0.04}, {0.1, 0.8, 0.08, 0.02}, {0.2, 0.2, 0.5, 0.1}
  };

  private static double[][] adjusted(StandardScenario scenario, double[][] matrix) {
    double[][] adjusted = Matrices.copy(matrix);
    scenario.adjust(adjusted, 2013, 0);
    return adjusted;
  }

  private static void assertRows(double[][] matrix, double[]... rows) {
    for (int i = 0; i < rows.length; i++) {
      assertThat(matrix[i]).containsExactly(rows[i], within(1e-12));
    }
  }

  private static Stream<Scenario> scenarios() {
    return Stream.concat(
        Arrays.stream(StandardScenario.values()),
        Stream.of(
            new ScenarioPlan("now", 0.5, 2013, 2013, List.of(new ScenarioPlan.Effect(1, 0, 0.2))),
            new ScenarioPlan("later", 0.5, 2014, 2014, List.of(new ScenarioPlan.Effect(0, 1, 2)))));
  }

  /**
   * So that the other rows need not be there, and those of which a change is denied are not seen.
   */
  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldLookAtNoRowButTheOneThatItSaysItChanges(Scenario scenario) {
    double[][] whole = Matrices.copy(MATRIX);
    scenario.adjust(whole, 2013, 0);
    for (int row = 0; row < MATRIX.length; row++) {
      double[][] alone = new double[3][4];
      alone[row] = MATRIX[row].clone();
      scenario.adjust(alone, 2013, 0);

      assertThat(alone[row]).containsExactly(whole[row]);
      if (!scenario.changes(row, 2, 2013)) {
        assertThat(whole[row]).containsExactly(MATRIX[row]);
      }
    }
  }

  @Test
  void shouldLeaveWhatWasObserved() {
    assertRows(adjusted(StandardScenario.OBSERVED, MATRIX), MATRIX);
  }

  @Test
  void shouldKeepTheAbsentAbsentWithoutEntrants() {
    assertRows(
        adjusted(StandardScenario.NO_ENTRANTS, MATRIX),
        MATRIX[0],
        MATRIX[1],
        new double[] {0, 0, 0.9, 0.1});
  }

  @Test
  void shouldLetNobodyIntoTheTargetWithoutInflow() {
    assertRows(
        adjusted(StandardScenario.NO_INFLOW, MATRIX),
        MATRIX[0],
        new double[] {0, 0.9, 0.08, 0.02},
        new double[] {0, 0, 0.9, 0.1});
  }

  /** Nobody is absent then, so that the row of the absent is as it was. */
  @Test
  void shouldFindTheAbsentWithTheirOddsOfTheTarget() {
    // Three times the odds of 0.6 to 0.3 are 6 to 1, and of 0.1 to 0.8 they are 3 to 8.
    assertRows(
        adjusted(StandardScenario.ABSENT_WORSE, MATRIX),
        new double[] {0.6 + 0.06 * 6 / 7, 0.3 + 0.06 / 7, 0, 0.04},
        new double[] {0.1 + 0.08 * 3 / 11, 0.8 + 0.08 * 8 / 11, 0, 0.02},
        MATRIX[2]);
    assertRows(
        adjusted(StandardScenario.ABSENT_SAME, MATRIX),
        new double[] {0.6 + 0.06 * 2 / 3, 0.3 + 0.06 / 3, 0, 0.04});
    assertRows(
        adjusted(StandardScenario.ABSENT_BETTER, MATRIX),
        new double[] {0.6 + 0.06 * 2 / 5, 0.3 + 0.06 * 3 / 5, 0, 0.04});
  }

  @Test
  void shouldLeaveThoseWhereTheyAreOfWhomNothingWasSeen() {
    double[][] unseen = {{0, 0, 0.9, 0.1}, {0, 0, 1, 0}, {0, 0, 1, 0}};
    assertRows(
        adjusted(StandardScenario.ABSENT_SAME, unseen),
        new double[] {0.9, 0, 0, 0.1},
        new double[] {0, 1, 0, 0});
  }

  private static FutureInputs inputs(long first, long second, long absent) {
    return new FutureInputs(
        "3509260",
        2012,
        new long[] {first, second},
        absent,
        MATRIX,
        new double[3],
        new double[3],
        0,
        FutureInputs.everyDestination(2),
        new double[] {0.05, 0.03},
        3,
        new boolean[] {true, false},
        0);
  }

  @Test
  void shouldCountTheAbsentOfTheLatestCensusAmongTheSeen() {
    FutureInputs same = StandardScenario.ABSENT_SAME.prepared(inputs(100, 300, 40));
    assertThat(same.tierStocks()).containsExactly(110, 330);
    assertThat(same.absentStock()).isZero();
    assertThat(StandardScenario.ABSENT_WORSE.prepared(inputs(100, 300, 40)).tierStocks())
        .containsExactly(120, 320);
    assertThat(StandardScenario.ABSENT_BETTER.prepared(inputs(100, 300, 40)).tierStocks())
        .containsExactly(104, 336);
    FutureInputs nobodySeen = inputs(0, 0, 40);
    assertThat(StandardScenario.ABSENT_SAME.prepared(nobodySeen)).isSameAs(nobodySeen);
    FutureInputs observed = inputs(100, 300, 40);
    assertThat(StandardScenario.OBSERVED.prepared(observed)).isSameAs(observed);
    assertThat(StandardScenario.NO_ENTRANTS.prepared(observed).newRates()).containsOnly(0);
    assertThat(StandardScenario.NO_INFLOW.prepared(observed).newRates()).containsOnly(0);
  }

  @Test
  void shouldSayHowTheAbsentAreTreated() {
    assertThat(StandardScenario.values())
        .extracting(StandardScenario::code, StandardScenario::absence)
        .containsExactly(
            tuple("observed", AbsenceTreatment.OWN_STATE),
            tuple("no_entrants", AbsenceTreatment.NEVER_RETURN),
            tuple("no_inflow", AbsenceTreatment.NEVER_RETURN),
            tuple("absent_better", AbsenceTreatment.FOUND_BETTER),
            tuple("absent_same", AbsenceTreatment.FOUND_SAME),
            tuple("absent_worse", AbsenceTreatment.FOUND_WORSE));
  }
}
