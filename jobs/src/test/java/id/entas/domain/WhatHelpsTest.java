package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenarios of the settings, elasticities and the allocation of places. */
class WhatHelpsTest {
  private static final double[][] MATRIX = {
    {0.5, 0.3, 0.1, 0.05, 0.05},
    {0.05, 0.6, 0.2, 0.1, 0.05},
    {0, 0.1, 0.8, 0.05, 0.05},
    {0.2, 0.2, 0.1, 0.4, 0.1}
  };

  private static FutureInputs inputs() {
    return new FutureInputs(
        "3509260",
        2012,
        new long[] {500, 2000, 3000},
        100,
        MATRIX,
        new double[] {1000, 1000, 1000, 100},
        new double[] {1, 1, 1, 1},
        0.5,
        FutureInputs.everyDestination(3),
        new double[] {0.01, 0.02, 0},
        1,
        new boolean[] {true, true, false},
        0);
  }

  private static double[][] adjusted(ScenarioPlan plan, int year) {
    double[][] matrix = Matrices.copy(MATRIX);
    plan.adjust(matrix, year, 0);
    return matrix;
  }

  @Test
  void shouldChangeTheRiskOfThoseReachedInTheYearsOfThePlan() {
    ScenarioPlan plan =
        new ScenarioPlan(
            "plan",
            0.8,
            2013,
            2014,
            List.of(new ScenarioPlan.Effect(0, 1, 1.5), new ScenarioPlan.Effect(1, 0, 0.5)));
    double[][] matrix = adjusted(plan, 2014);
    assertThat(matrix[0][1]).isCloseTo(0.3 * (0.2 + 0.8 * 1.5), within(1e-12));
    assertThat(matrix[0][0]).isCloseTo(0.5 - 0.3 * 0.8 * 0.5, within(1e-12));
    assertThat(matrix[1][0]).isCloseTo(0.05 * (0.2 + 0.8 * 0.5), within(1e-12));
    assertThat(matrix[1][1]).isCloseTo(0.6 + 0.05 * 0.8 * 0.5, within(1e-12));
    assertThat(matrix[2]).isEqualTo(MATRIX[2]);
    assertThat(matrix[3]).isEqualTo(MATRIX[3]);
    assertThat(adjusted(plan, 2015)).isDeepEqualTo(MATRIX);
    assertThat(adjusted(plan, 2012)).isDeepEqualTo(MATRIX);
  }

  @Test
  void shouldMoveNoMoreThanThereAre() {
    ScenarioPlan plan =
        new ScenarioPlan(
            "plan",
            1,
            2013,
            2014,
            List.of(new ScenarioPlan.Effect(0, 1, 10), new ScenarioPlan.Effect(0, 2, 10)));
    double[] row = adjusted(plan, 2013)[0];
    assertThat(row[0]).isZero();
    assertThat(row[1] / row[2]).isCloseTo(3, within(1e-9));
    assertThat(row[3]).isEqualTo(0.05);
    assertThat(Matrices.sum(row)).isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> new ScenarioPlan.Effect(0, 0, 1)).hasMessageContaining("from 0 to 0");
    assertThatThrownBy(
            () -> new ScenarioPlan("x", 1.5, 2013, 2014, List.of(new ScenarioPlan.Effect(0, 1, 1))))
        .hasMessageContaining("1.5");
  }

  @Test
  void shouldGiveTheDerivativesOfTheCountAYearAhead() {
    // A year ahead the count is 500 · 0.5 + 2000 · 0.05 + 100 · 0.2 + 2500 · 0.01.
    double count = 250 + 100 + 20 + 25;
    List<Elasticity> all = Elasticity.of(inputs(), 2013);
    assertThat(value(all, 1, 0)).isCloseTo(100 / count, within(1e-6));
    assertThat(value(all, 0, 1)).isCloseTo(-500 * 0.3 / count, within(1e-6));
    assertThat(value(all, 3, 0)).isCloseTo(20 / count, within(1e-6));
    assertThat(value(all, 4, 0)).isCloseTo(25 / count, within(1e-6));
    assertThat(value(all, 1, 2)).isZero();
    assertThat(all)
        .isSortedAccordingTo((a, b) -> Double.compare(Math.abs(b.value()), Math.abs(a.value())));
    // Later, what the near poor do counts too.
    assertThat(value(Elasticity.of(inputs(), 2015), 1, 2)).isNegative();
  }

  private static double value(List<Elasticity> all, int from, int to) {
    return all.stream()
        .filter(one -> one.from() == from && one.to() == to)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void shouldGivePlacesWhereTheyLowerTheCountMost() {
    List<PlaceAllocation.Candidate> candidates =
        List.of(
            new PlaceAllocation.Candidate(new double[] {6, 4}, 0.5),
            new PlaceAllocation.Candidate(new double[] {5, 5}, 0.9),
            new PlaceAllocation.Candidate(new double[] {0, 0}, 0.9));
    double effect = 0.2;
    PlaceAllocation found = PlaceAllocation.of(candidates, 7, effect);
    assertThat(found.places().stream().mapToLong(n -> n).sum()).isEqualTo(7);
    // By hand: 0.2 · (1 + 0.9) is the gain of a place in the second, 0.2 · (1 + 0.5) in the first.
    assertThat(found.places()).containsExactly(2L, 5L, 0L);
    assertThat(found.gains().get(1)).isCloseTo(5 * 0.2 * 1.9, within(1e-12));
    assertThat(found.gains().get(0)).isCloseTo(2 * 0.2 * 1.5, within(1e-12));
    assertThat(found.gap()).isCloseTo(0, within(1e-9));
    PlaceAllocation many = PlaceAllocation.of(candidates, 1000, effect);
    assertThat(many.places()).containsExactly(6L, 5L, 0L);
    assertThat(many.gap()).isCloseTo(0, within(1e-9));
    assertThat(PlaceAllocation.of(List.of(), 10, effect).places()).isEmpty();
  }
}
