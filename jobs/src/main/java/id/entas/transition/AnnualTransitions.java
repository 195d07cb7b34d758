package id.entas.transition;

import id.entas.domain.AnnualMatrices;
import id.entas.domain.FlowState;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MatrixInformation;
import id.entas.domain.RowInterval;
import id.entas.tables.AnnualFitTable;
import id.entas.tables.AnnualTransitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The one-year matrices as rows, and what is to be said of their fit. */
final class AnnualTransitions {
  private final List<String> states;
  private final String runId;

  /**
   * @param tiers codes, worst first
   */
  AnnualTransitions(List<String> tiers, String runId) {
    this.states = new ArrayList<>(tiers);
    states.add(FlowState.ABSENT);
    states.add(FlowState.GONE);
    this.runId = runId;
  }

  /**
   * @param flows the region's flows by interval, oldest first
   * @param matrix estimated from them
   */
  List<Row> rows(List<IntervalFlows> flows, AnnualMatrices.Matrix matrix) {
    IntervalFlows first = flows.get(0);
    IntervalFlows last = flows.get(flows.size() - 1);
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < matrix.rows().size(); from++) {
      AnnualMatrices.Row row = matrix.rows().get(from);
      for (int to = 0; to < states.size(); to++) {
        int place = to;
        rows.add(
            AnnualTransitionTable.TABLE
                .row()
                .set(AnnualTransitionTable.REGION_LEVEL, first.level().code())
                .set(AnnualTransitionTable.REGION_CODE, first.region())
                .set(AnnualTransitionTable.FIRST_YEAR, first.interval().from())
                .set(AnnualTransitionTable.LAST_YEAR, last.interval().to())
                .set(AnnualTransitionTable.FROM_TIER, states.get(from))
                .set(AnnualTransitionTable.TO_TIER, states.get(to))
                .set(AnnualTransitionTable.PROBABILITY, row.probability()[to])
                .set(
                    AnnualTransitionTable.CI_LOW,
                    row.interval().map(all -> all.get(place)).map(RowInterval::low).orElse(null))
                .set(
                    AnnualTransitionTable.CI_HIGH,
                    row.interval().map(all -> all.get(place)).map(RowInterval::high).orElse(null))
                .set(AnnualTransitionTable.OWN_WEIGHT, row.ownWeight()[to])
                .set(
                    AnnualTransitionTable.DISPERSION,
                    row.dispersion().map(all -> all[place]).orElse(null))
                .set(AnnualTransitionTable.ROW_HOUSEHOLDS, row.households())
                .set(AnnualTransitionTable.METHOD, row.method().name())
                .set(AnnualTransitionTable.KECAMATAN_COVERED, last.kecamatanCovered())
                .set(AnnualTransitionTable.KECAMATAN_TOTAL, last.kecamatanTotal())
                .set(AnnualTransitionTable.COMPLETE, last.isComplete())
                .set(AnnualTransitionTable.RUN_ID, runId)
                .build());
      }
    }
    return rows;
  }

  /** The row of {@code annual_fit}. */
  Row fit(List<IntervalFlows> flows, AnnualMatrices.Matrix matrix) {
    IntervalFlows first = flows.get(0);
    return AnnualFitTable.TABLE
        .row()
        .set(AnnualFitTable.REGION_LEVEL, first.level().code())
        .set(AnnualFitTable.REGION_CODE, first.region())
        .set(AnnualFitTable.FIRST_YEAR, first.interval().from())
        .set(AnnualFitTable.LAST_YEAR, flows.get(flows.size() - 1).interval().to())
        .set(
            AnnualFitTable.INTERVALS,
            flows.stream().map(one -> one.interval().to()).distinct().count())
        .set(AnnualFitTable.LONGEST_INTERVAL, (long) longest(flows))
        .set(AnnualFitTable.LOG_LIKELIHOOD, matrix.own().logLikelihood())
        .set(AnnualFitTable.ITERATIONS, (long) matrix.own().iterations())
        .set(AnnualFitTable.CONVERGED, matrix.own().converged())
        .set(AnnualFitTable.LEAST_SHARE, matrix.information().leastShare())
        .set(AnnualFitTable.WORDS, words(flows, matrix))
        .set(AnnualFitTable.RUN_ID, runId)
        .build();
  }

  /** Whether pooled rows of the region do not add up with those of the other kecamatan. */
  static boolean isApart(AnnualMatrices.Matrix matrix) {
    return !matrix.unbenchmarkedRows().isEmpty();
  }

  /** Whether the region's flows leave its one-year matrix open. */
  static boolean isOpen(AnnualMatrices.Matrix matrix) {
    return !matrix.own().converged() || !matrix.information().isIdentified();
  }

  private static int longest(List<IntervalFlows> flows) {
    return flows.stream().mapToInt(one -> one.interval().years()).max().orElseThrow();
  }

  private String words(List<IntervalFlows> flows, AnnualMatrices.Matrix matrix) {
    List<Integer> apart = matrix.unbenchmarkedRows();
    if (apart.isEmpty()) {
      return ofFlows(flows, matrix);
    }
    return ofFlows(flows, matrix)
        + " With those of the other kecamatan, the pooled rows of "
        + apart.stream().map(states::get).collect(Collectors.joining(", "))
        + " do not add up to the flows of all: the search for rows that do had not settled.";
  }

  private static String ofFlows(List<IntervalFlows> flows, AnnualMatrices.Matrix matrix) {
    MatrixInformation information = matrix.information();
    int longest = longest(flows);
    if (!matrix.own().converged()) {
      return "The search for the most likely one-year matrix had not settled after "
          + matrix.own().iterations()
          + " steps: the flows hardly tell it from others.";
    }
    if (longest == 1 && information.isIdentified()) {
      return "Every interval is one year long, so no year between censuses had to be filled in.";
    }
    String share = String.format(Locale.ROOT, "%.1f %%", 100 * information.leastShare());
    return information.isIdentified()
        ? "Intervals of up to "
            + longest
            + " years give at least "
            + share
            + " of what yearly censuses would tell of the matrix."
        : "Intervals of up to "
            + longest
            + " years do not tell the one-year matrix: others explain them as well (only "
            + share
            + " of what yearly censuses would tell).";
  }
}
