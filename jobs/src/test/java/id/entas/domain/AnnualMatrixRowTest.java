package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnualMatrixRowTest {
  private static AnnualMatrices.Row row(double[] probability, double households) {
    return new AnnualMatrices.Row(
        probability,
        Optional.empty(),
        new double[] {1, 1, 1},
        Optional.of(new double[] {2, 2, 2}),
        households,
        AnnualMatrices.Method.PROPORTION,
        true);
  }

  @Test
  void shouldKeepItsArraysToItself() {
    double[] given = {0.5, 0.3, 0.2};
    AnnualMatrices.Row row = row(given, 10);
    given[0] = 9;
    row.probability()[1] = 9;
    row.ownWeight()[1] = 9;
    row.dispersion().orElseThrow()[1] = 9;

    assertThat(row.probability()).containsExactly(0.5, 0.3, 0.2);
    assertThat(row.ownWeight()).containsExactly(1, 1, 1);
    assertThat(row.dispersion().orElseThrow()).containsExactly(2, 2, 2);
  }

  @Test
  void shouldRefuseWhatIsNoRow() {
    assertThatThrownBy(() -> row(new double[] {0.5, 0.3, 0.3}, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(new double[] {0.5, 0.5}, 10))
        .hasMessage("parts of a row differ in their destinations");
    assertThatThrownBy(() -> row(new double[] {0.5, 0.3, 0.2}, -1))
        .hasMessage("a row of -1.0 households");
  }

  @Test
  void shouldRefuseWhatIsNoMatrix() {
    AnnualMatrix own =
        AnnualMatrixEstimator.ofTiersAbsentGone(1)
            .estimate(
                List.of(new IntervalCounts(1, new double[][] {{5, 3, 2}, {1, 8, 1}, {0, 0, 0}})));
    MatrixInformation information = new MatrixInformation(new double[3], new double[3][3], 1);
    AnnualMatrices.Row row = row(new double[] {0.5, 0.3, 0.2}, 10);

    assertThat(
            new AnnualMatrices.Matrix("3509", own, information, List.of(row, row))
                .unbenchmarkedRows())
        .isEmpty();
    assertThatThrownBy(() -> new AnnualMatrices.Matrix("3509", own, information, List.of(row)))
        .hasMessage("1 rows with 3 destinations");
    assertThatThrownBy(() -> new MatrixInformation(new double[3], new double[3][3], 1.5))
        .hasMessage("a share of 1.5");
    assertThatThrownBy(() -> new ShockedStatistic(0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
