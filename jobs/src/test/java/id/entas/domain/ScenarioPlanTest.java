package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ScenarioPlanTest {
  private static final double[] OTHER = {0.1, 0.7, 0.2};
  private static final double[] LAST = {0.3, 0.3, 0.4};

  private static ScenarioPlan.Effect effect(int from, int to, double relativeRisk) {
    return new ScenarioPlan.Effect(from, to, relativeRisk);
  }

  /** The first row after a year of the plan, which leaves the other rows as they are. */
  private static double[] adjusted(
      double[] row, double coverage, int year, ScenarioPlan.Effect... effects) {
    double[][] matrix = {row.clone(), OTHER.clone(), LAST.clone()};
    new ScenarioPlan("plan", coverage, 2010, 2011, Arrays.asList(effects)).adjust(matrix, year, 0);
    assertThat(matrix[1]).containsExactly(OTHER);
    assertThat(matrix[2]).containsExactly(LAST);
    return matrix[0];
  }

  private static void assertRow(double[] row, double... expected) {
    assertThat(row).containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2010, 2011})
  void shouldMoveThoseReachedByTheRelativeRiskAndKeepTheRestInTheirTier(int year) {
    double[] row = {0.5, 0.3, 0.2};
    // 0.4 of the households move with 1.5 times the chance of 0.3: 0.06 more of all.
    assertRow(adjusted(row, 0.4, year, effect(0, 1, 1.5)), 0.44, 0.36, 0.2);
    assertRow(adjusted(row, 0.4, year, effect(0, 1, 0.5)), 0.56, 0.24, 0.2);
    assertRow(adjusted(row, 0.4, year, effect(0, 1, 1.5), effect(0, 2, 0)), 0.52, 0.36, 0.12);
  }

  @ParameterizedTest
  @ValueSource(ints = {2009, 2012})
  void shouldDoNothingOutsideItsYears(int year) {
    assertRow(adjusted(new double[] {0.5, 0.3, 0.2}, 1, year, effect(0, 1, 2)), 0.5, 0.3, 0.2);
  }

  @Test
  void shouldMoveNoMoreThanThereAre() {
    double[] row = {0.05, 0.6, 0.35};
    assertRow(adjusted(row, 1, 2010, effect(0, 1, 3)), 0, 0.65, 0.35);
    // Those whom the other effect keeps in the tier may be moved too.
    assertRow(adjusted(row, 1, 2010, effect(0, 1, 3), effect(0, 2, 0)), 0, 1, 0);
    assertRow(
        adjusted(new double[] {0.3, 0.3, 0.4}, 1, 2010, effect(0, 1, 1.5), effect(0, 2, 2)),
        0,
        0.3 + 0.15 * 0.3 / 0.55,
        0.4 + 0.4 * 0.3 / 0.55);
  }

  @Test
  void shouldLeaveTheLastRowForNobodyComesBackFromGone() {
    double[][] matrix = {{0.5, 0.5}, {0.4, 0.6}};
    new ScenarioPlan("plan", 1, 2010, 2010, List.of(effect(1, 0, 2))).adjust(matrix, 2010, 0);
    assertThat(matrix[1]).containsExactly(0.4, 0.6);
  }
}
