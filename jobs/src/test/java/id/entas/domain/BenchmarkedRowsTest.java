package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class BenchmarkedRowsTest {
  private static final double[][] ROWS = {{0.5, 0.3, 0.2}, {0.2, 0.2, 0.6}, {0.1, 0.8, 0.1}};

  private static double sum(double[][] rows, double[] households, int destination) {
    double sum = 0;
    for (int r = 0; r < rows.length; r++) {
      sum += households[r] * rows[r][destination];
    }
    return sum;
  }

  @Property(tries = 200)
  void shouldAddUpToTheTotalsAndKeepOddsRatios(
      @ForAll @Size(12) List<@Scale(4) @DoubleRange(min = 0.001, max = 1) Double> weights,
      @ForAll @Size(4) List<@DoubleRange(min = 0, max = 50_000) Double> sizes,
      @ForAll @Size(3) List<@DoubleRange(min = 0.01, max = 1) Double> shares) {
    double[][] rows = new double[4][3];
    double[] households = new double[4];
    for (int r = 0; r < 4; r++) {
      households[r] = sizes.get(r);
      double all = weights.get(3 * r) + weights.get(3 * r + 1) + weights.get(3 * r + 2);
      for (int j = 0; j < 3; j++) {
        rows[r][j] = weights.get(3 * r + j) / all;
      }
    }
    double[] totals = new double[3];
    double all = shares.get(0) + shares.get(1) + shares.get(2);
    for (int j = 0; j < 3; j++) {
      totals[j] = Matrices.sum(households) * shares.get(j) / all;
    }
    BenchmarkedRows adjusted = BenchmarkedRows.of(rows, households, totals);
    assertThat(adjusted.converged()).isTrue();
    double[][] p = adjusted.rows();
    for (int j = 0; j < 3; j++) {
      assertThat(sum(p, households, j)).isCloseTo(totals[j], within(1e-9));
    }
    for (int r = 0; r < 4; r++) {
      assertThat(Matrices.sum(p[r])).isCloseTo(1, within(1e-12));
    }
    for (int r = 1; r < 4; r++) {
      if (households[0] > 0 && households[r] > 0) {
        double before = rows[0][0] * rows[r][1] / (rows[0][1] * rows[r][0]);
        double after = p[0][0] * p[r][1] / (p[0][1] * p[r][0]);
        assertThat(after / before).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void shouldLeaveRowsThatAddUpAlready() {
    BenchmarkedRows adjusted =
        BenchmarkedRows.of(ROWS, new double[] {10, 20, 30}, new double[] {12, 31, 17});
    assertThat(adjusted.iterations()).isZero();
    assertThat(adjusted.rows()).isDeepEqualTo(ROWS);
  }

  @Test
  void shouldLeaveTheRowOfARegionWithoutHouseholdsAndEmptyADestinationWithout() {
    BenchmarkedRows adjusted =
        BenchmarkedRows.of(ROWS, new double[] {10, 0, 30}, new double[] {25, 15, 0});
    assertThat(adjusted.converged()).isTrue();
    assertThat(adjusted.rows()[1]).containsExactly(ROWS[1]);
    assertThat(adjusted.rows()[0][2]).isZero();
    assertThat(adjusted.rows()[2][2]).isZero();
  }

  @Test
  void shouldSayWhenNoRowsAddUp() {
    double[][] apart = {{1, 0}, {0.5, 0.5}};
    assertThat(BenchmarkedRows.of(apart, new double[] {10, 10}, new double[] {5, 15}).converged())
        .isFalse();
  }

  @Test
  void shouldLeaveRowsWhereNobodyIs() {
    BenchmarkedRows adjusted =
        BenchmarkedRows.of(ROWS, new double[] {0, 0, 0}, new double[] {0, 0, 0});

    assertThat(adjusted.converged()).isTrue();
    assertThat(adjusted.rows()).isDeepEqualTo(ROWS);
  }

  @Test
  void shouldRefuseHouseholdsAndRowsThatAreNone() {
    double[][] two = {{0.5, 0.5}, {0.25, 0.75}};
    assertThatThrownBy(() -> BenchmarkedRows.of(two, new double[] {20, -10}, new double[] {4, 6}))
        .hasMessageContaining("-10");
    assertThatThrownBy(
            () -> BenchmarkedRows.of(two, new double[] {Double.NaN, 10}, new double[] {4, 6}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> BenchmarkedRows.of(two, new double[] {4, 6}, new double[] {Double.NaN, 10}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> BenchmarkedRows.of(two, new double[] {4, 6}, new double[] {2, 3, 5}))
        .hasMessageContaining("row");
    assertThatThrownBy(
            () -> BenchmarkedRows.of(two, new double[] {4, 6}, new double[] {4, 6 + 1e-6}))
        .hasMessageContaining("for 10.0 households");
    assertThat(BenchmarkedRows.of(two, new double[] {4e9, 6e9}, new double[] {4e9, 6e9 + 1}).rows())
        .hasDimensions(2, 2);
  }

  @Test
  void shouldRefuseWhatCannotAddUp() {
    assertThatThrownBy(
            () -> BenchmarkedRows.of(ROWS, new double[] {10, 20, 30}, new double[] {12, 31, 18}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("61");
    assertThatThrownBy(
            () -> BenchmarkedRows.of(ROWS, new double[] {10, 20, 30}, new double[] {-1, 44, 17}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                BenchmarkedRows.of(
                    new double[][] {{0.5, 0.4}}, new double[] {10}, new double[] {5, 5}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
