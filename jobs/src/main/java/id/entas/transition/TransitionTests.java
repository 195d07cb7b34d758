package id.entas.transition;

import id.entas.domain.AssumptionTests;
import id.entas.domain.ChainStatistic;
import id.entas.domain.Gate;
import id.entas.tables.TransitionTestTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Tests of what the one-year matrix takes for granted, as rows of {@code transition_test}. */
final class TransitionTests {
  private final List<String> tiers;
  private final String runId;

  /**
   * @param tiers codes, worst first
   */
  TransitionTests(List<String> tiers, String runId) {
    this.tiers = tiers;
    this.runId = runId;
  }

  /**
   * One row a test and statistic.
   *
   * @param covered the kecamatan of each tested region
   */
  List<Row> rows(List<AssumptionTests.Result> results, Map<String, CoveredKecamatan> covered) {
    List<Row> rows = new ArrayList<>();
    for (AssumptionTests.Result result : results) {
      for (ChainStatistic kind : ChainStatistic.values()) {
        Gate gate = result.gate();
        rows.add(
            covered
                .get(result.region())
                .set(TransitionTestTable.TABLE.row(), TransitionTestTable.KECAMATAN_COVERED)
                .set(TransitionTestTable.REGION_LEVEL, result.level().code())
                .set(TransitionTestTable.REGION_CODE, result.region())
                .set(TransitionTestTable.FROM_TIER, result.tier().map(tiers::get).orElse(null))
                .set(TransitionTestTable.TEST, result.assumption().code())
                .set(TransitionTestTable.STATISTIC_NAME, kind.name())
                .set(TransitionTestTable.STATISTIC, gate.test().statistic(kind))
                .set(TransitionTestTable.DF, (long) gate.test().degreesOfFreedom())
                .set(TransitionTestTable.P_VALUE, gate.p(kind).independent())
                .set(TransitionTestTable.DISPERSION, gate.dispersion().phi())
                .set(TransitionTestTable.P_VALUE_ROBUST, gate.p(kind).robust())
                .set(TransitionTestTable.P_ADJUSTED, result.adjusted().get(kind))
                .set(TransitionTestTable.EFFECT_SIZE, gate.test().cramersV())
                .set(TransitionTestTable.METHOD, gate.method().name())
                .set(TransitionTestTable.REJECT, result.rejects(kind))
                .set(TransitionTestTable.RUN_ID, runId)
                .build());
      }
    }
    return rows;
  }

  /** What a rejected assumption means for who reads the projections. */
  static String words(AssumptionTests.Result result) {
    String size = String.format(Locale.ROOT, "Cramer's V %.2f", result.gate().test().cramersV());
    return switch (result.assumption()) {
      case TIME_HOMOGENEITY ->
          "intervals differ by more than local shocks explain ("
              + size
              + "), so no one matrix holds for all of them; futures carry that as shared shocks";
      case REGION_HOMOGENEITY ->
          "kecamatan differ by more than their years explain ("
              + size
              + "), so that each keeps its own matrix and one for all would mislead";
      case MARKOV_ORDER ->
          "the tier before the last still matters ("
              + size
              + "), as with households that stay poor or tiers recorded wrongly: the futures of those long poor are too hopeful";
    };
  }
}
