package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OpenSystemTest {
  /** Two tiers and ABSENT; columns are the tiers, ABSENT and GONE. */
  private static final double[][] MATRIX = {
    {0.5, 0.4, 0.05, 0.05}, {0.1, 0.8, 0.05, 0.05}, {0.1, 0.3, 0.5, 0.1}
  };

  private static final double[] NEWCOMERS = {10, 40};

  @Test
  void shouldStayWhereItSettles() {
    OpenSystem found = OpenSystem.find(MATRIX, NEWCOMERS).orElseThrow();
    double[] x = found.households();
    for (int j = 0; j < 3; j++) {
      double next = j < 2 ? NEWCOMERS[j] : 0;
      for (int i = 0; i < 3; i++) {
        next += x[i] * MATRIX[i][j];
      }
      assertThat(next).isCloseTo(x[j], within(1e-9));
    }
  }

  @Test
  void shouldComeNearerByHalfInItsHalfLife() {
    OpenSystem found = OpenSystem.find(MATRIX, NEWCOMERS).orElseThrow();
    double[] stocks = {500, 100, 0};
    double[] settled = found.households();
    double[] distances = new double[61];
    for (int year = 0; year <= 60; year++) {
      distances[year] = Math.abs(stocks[0] - settled[0]);
      double[] next = new double[3];
      for (int j = 0; j < 3; j++) {
        next[j] = j < 2 ? NEWCOMERS[j] : 0;
        for (int i = 0; i < 3; i++) {
          next[j] += stocks[i] * MATRIX[i][j];
        }
      }
      stocks = next;
    }
    double yearly = Math.pow(distances[60] / distances[40], 1 / 20.0);
    assertThat(Math.pow(yearly, found.halfLifeYears())).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void shouldSettleNowhereWhereNobodyLeaves() {
    double[][] closed = {{0.5, 0.5, 0, 0}, {0.1, 0.9, 0, 0}, {0, 0, 1, 0}};
    assertThat(OpenSystem.find(closed, NEWCOMERS)).isEmpty();
    double[][] empty = {{0, 0, 0, 1}, {0, 0, 0, 1}, {0, 0, 0, 1}};
    assertThat(OpenSystem.find(empty, NEWCOMERS).orElseThrow().households())
        .containsExactly(10, 40, 0);
  }
}
