package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.AnnualMatrices;
import id.entas.domain.AnnualMatrix;
import id.entas.domain.AnnualMatrixEstimator;
import id.entas.domain.IntervalCounts;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MatrixInformation;
import id.entas.tables.AnnualFitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnualTransitionsTest {
  private static final double[][] COUNTS = {
    {60, 30, 5, 5}, {10, 80, 5, 5}, {5, 5, 80, 10}, {0, 0, 0, 0}
  };
  private static final List<IntervalFlows> FLOWS = List.of(Flows.ofTwoTiers("3509260", 2008, 2009));

  /** A matrix of two tiers, of whose rows the named ones do not add up with the other kecamatan. */
  private static AnnualMatrices.Matrix matrix(List<Integer> apart) {
    List<IntervalCounts> counts = List.of(new IntervalCounts(1, COUNTS));
    AnnualMatrix own = AnnualMatrixEstimator.ofTiersAbsentGone(2).estimate(counts);
    List<AnnualMatrices.Row> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rows.add(
          new AnnualMatrices.Row(
              own.findRow(i).orElseThrow(),
              Optional.empty(),
              new double[] {1, 1, 1, 1},
              Optional.empty(),
              100,
              AnnualMatrices.Method.POOLED,
              !apart.contains(i)));
    }
    return new AnnualMatrices.Matrix("3509260", own, MatrixInformation.of(own, counts), rows);
  }

  private static String words(AnnualMatrices.Matrix matrix) {
    return AnnualFitTable.WORDS.text(
        new AnnualTransitions(List.of("A", "B"), "run").fit(FLOWS, matrix));
  }

  @Test
  void shouldSayThatPooledRowsDoNotAddUp() {
    AnnualMatrices.Matrix matrix = matrix(List.of(0, 2));

    assertThat(words(matrix))
        .startsWith("Every interval is one year long")
        .endsWith(
            " With those of the other kecamatan, the pooled rows of A, ABSENT do not add up to the"
                + " flows of all: the search for rows that do had not settled.");
    assertThat(AnnualTransitions.isApart(matrix)).isTrue();
  }

  @Test
  void shouldSayNothingOfRowsThatAddUp() {
    AnnualMatrices.Matrix matrix = matrix(List.of());

    assertThat(words(matrix)).doesNotContain("add up");
    assertThat(AnnualTransitions.isApart(matrix)).isFalse();
  }
}
