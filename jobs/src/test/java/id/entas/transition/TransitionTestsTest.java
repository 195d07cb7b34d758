package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.AssumptionTests;
import id.entas.domain.AssumptionTests.Assumption;
import id.entas.domain.ChainStatistic;
import id.entas.domain.ChainTables;
import id.entas.domain.Coverage;
import id.entas.domain.Gate;
import id.entas.domain.Overdispersion;
import id.entas.domain.Region;
import id.entas.tables.TransitionTestTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTestsTest {
  private static final Map<String, CoveredKecamatan> COVERED =
      Map.of("3509260", new CoveredKecamatan(1, 1), "3509", new CoveredKecamatan(30, 31));

  private static AssumptionTests.Result result(
      String region,
      Region.Level level,
      Assumption assumption,
      Optional<Integer> tier,
      Map<ChainStatistic, Double> adjusted) {
    // Shares of 0.9 and 0.6 in rows of 100 households: Cramer's V 0.35.
    Gate gate =
        Gate.find(
                ChainTables.ofRow(new double[][] {{90, 10}, {60, 40}}),
                Overdispersion.NONE,
                1,
                List.of())
            .orElseThrow();
    return new AssumptionTests.Result(region, level, assumption, tier, gate, adjusted);
  }

  private static List<Row> rows(AssumptionTests.Result result) {
    return new TransitionTests(List.of("A", "B"), "run").rows(List.of(result), COVERED);
  }

  @Test
  void shouldHaveARowOfEachStatistic() {
    List<Row> rows =
        rows(
            result(
                "3509",
                Region.Level.KABUPATEN,
                Assumption.TIME_HOMOGENEITY,
                Optional.empty(),
                Map.of()));

    assertThat(rows)
        .extracting(TransitionTestTable.STATISTIC_NAME::text)
        .containsExactly("LR", "PEARSON");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(TransitionTestTable.TEST.text(row)).isEqualTo("time_homogeneity");
              assertThat(TransitionTestTable.FROM_TIER.isNull(row)).isTrue();
              assertThat(TransitionTestTable.P_ADJUSTED.isNull(row)).isTrue();
              assertThat(TransitionTestTable.REJECT.flag(row)).isTrue();
              assertThat(TransitionTestTable.KECAMATAN_COVERED.count(row)).isEqualTo(30);
              assertThat(TransitionTestTable.KECAMATAN_TOTAL.count(row)).isEqualTo(31);
              assertThat(TransitionTestTable.COMPLETE.flag(row)).isFalse();
            });
    // 90 and 60 of 100 against 75: 2 (15² / 75 + 15² / 25).
    assertThat(TransitionTestTable.STATISTIC.number(rows.get(1))).isEqualTo(24);
  }

  @Test
  void shouldJudgeAKecamatanByItsAdjustedPValue() {
    List<Row> rows =
        rows(
            result(
                "3509260",
                Region.Level.KECAMATAN,
                Assumption.MARKOV_ORDER,
                Optional.of(1),
                Map.of(ChainStatistic.LR, 0.01, ChainStatistic.PEARSON, 0.2)));

    assertThat(rows).extracting(TransitionTestTable.FROM_TIER::text).containsOnly("B");
    assertThat(rows).extracting(TransitionTestTable.P_ADJUSTED::number).containsExactly(0.01, 0.2);
    assertThat(rows).extracting(TransitionTestTable.REJECT::flag).containsExactly(true, false);
    assertThat(rows).extracting(TransitionTestTable.COMPLETE::flag).containsOnly(true);
  }

  @ParameterizedTest
  @CsvSource({
    "TIME_HOMOGENEITY, intervals differ by more than local shocks explain",
    "REGION_HOMOGENEITY, kecamatan differ by more than their years explain",
    "MARKOV_ORDER, the tier before the last still matters"
  })
  void shouldSayWhatARejectedAssumptionMeans(Assumption assumption, String words) {
    assertThat(
            TransitionTests.words(
                result("3509", Region.Level.KABUPATEN, assumption, Optional.empty(), Map.of())))
        .startsWith(words)
        .contains("(Cramer's V 0.35)");
  }

  @Test
  void shouldCountTheKecamatanThatAnyCensusCovers() {
    Coverage coverage = new Coverage();
    coverage.add("3509260", 2008);
    Map<String, String> kabupatenOf = Map.of("3509260", "3509", "3509270", "3509");

    assertThat(CoveredKecamatan.ofAnyCensus("3509", coverage, kabupatenOf))
        .isEqualTo(new CoveredKecamatan(1, 2));
    assertThat(CoveredKecamatan.ofAnyCensus("3509260", coverage, kabupatenOf))
        .isEqualTo(new CoveredKecamatan(1, 1));
    assertThatThrownBy(() -> new CoveredKecamatan(3, 2)).hasMessage("3 of 2 kecamatan");
  }
}
