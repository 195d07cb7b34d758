package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.AssumptionTests.Assumption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AssumptionTestsTest {
  private static final int[] YEARLY = {2008, 2009, 2010, 2011, 2012};

  private static List<AssumptionTests.Result> results(
      double precision, double shared, double local, double memory, long seed) {
    InventedPanel panel =
        new InventedPanel(
            new InventedPanel.Truth(
                precision, shared, local, memory, new long[] {3_000, 9_000}, 6, YEARLY),
            seed);
    Map<String, List<IntervalFlows>> flows =
        InventedPanel.flows(panel.histories(), panel.kabupatenOf());
    List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();
    List<RegionYear> years =
        kecamatan.stream()
            .flatMap(List::stream)
            .map(one -> new RegionYear(one.region(), one.interval().from(), one.movedCounts()))
            .toList();
    return new AssumptionTests(InventedPanel.TIERS, seed, 3)
        .of(
            flows.get("3509"),
            kecamatan,
            SightingCounts.of(
                panel.histories(),
                Coverage.of(panel.histories()),
                InventedPanel.TIERS,
                panel.kabupatenOf()),
            YearShocks.estimate(years, new AssumedShocks(0.12, 0.10, 3)).model());
  }

  private static AssumptionTests.Result whole(
      List<AssumptionTests.Result> results, Assumption assumption) {
    return results.stream()
        .filter(one -> one.region().equals("3509") && one.assumption() == assumption)
        .filter(one -> one.tier().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldFindStayersByTheOrderOfTheChain() {
    AssumptionTests.Result stayers =
        whole(results(80, 0.12, 0.10, 0.25, 1), Assumption.MARKOV_ORDER);
    assertThat(stayers.rejects(ChainStatistic.PEARSON)).isTrue();
    assertThat(stayers.rejects(ChainStatistic.LR)).isTrue();
    AssumptionTests.Result none = whole(results(80, 0.12, 0.10, 0, 1), Assumption.MARKOV_ORDER);
    assertThat(none.rejects(ChainStatistic.PEARSON)).isFalse();
  }

  @Test
  void shouldNotTakeOrdinaryYearsForKecamatanThatDiffer() {
    AssumptionTests.Result alike =
        whole(results(Double.POSITIVE_INFINITY, 0.12, 0.15, 0, 2), Assumption.REGION_HOMOGENEITY);
    assertThat(alike.gate().p(ChainStatistic.PEARSON).independent()).isLessThan(0.005);
    assertThat(alike.gate().p(ChainStatistic.PEARSON).robust()).isGreaterThan(0.01);
    AssumptionTests.Result differing =
        whole(results(40, 0.12, 0.15, 0, 2), Assumption.REGION_HOMOGENEITY);
    assertThat(differing.rejects(ChainStatistic.PEARSON)).isTrue();
  }

  @Test
  void shouldHoldAKecamatansYearsAgainstTheYearsOfAll() {
    List<AssumptionTests.Result> results = results(80, 0.15, 0.15, 0, 3);
    List<AssumptionTests.Result> ofKecamatan =
        results.stream()
            .filter(one -> one.level() == Region.Level.KECAMATAN)
            .filter(one -> one.assumption() == Assumption.TIME_HOMOGENEITY)
            .filter(one -> one.tier().isEmpty())
            .toList();
    assertThat(ofKecamatan).hasSize(6);
    assertThat(ofKecamatan)
        .filteredOn(one -> one.gate().p(ChainStatistic.PEARSON).independent() < 0.01)
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(ofKecamatan)
        .filteredOn(one -> one.rejects(ChainStatistic.PEARSON))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Tag("calibration")
  @Test
  void shouldFindAnOrdinaryKecamatansYearsUnusualAboutAsOftenAsAskedFor() {
    int tests = 0;
    int robust = 0;
    for (long seed = 1; seed <= 12; seed++) {
      for (AssumptionTests.Result one : results(80, 0.12, 0.10, 0, seed)) {
        if (one.level() == Region.Level.KECAMATAN
            && one.assumption() == Assumption.TIME_HOMOGENEITY
            && one.tier().isPresent()) {
          tests++;
          robust += one.gate().p(ChainStatistic.PEARSON).robust() < 0.05 ? 1 : 0;
        }
      }
    }
    // 288 tests of rows, those of a kecamatan sharing its shocks: a standard error of 1.5 points.
    assertThat(robust / (double) tests).isBetween(0.015, 0.09);
  }

  @Test
  void shouldAdjustOverKecamatanAndNotTheKabupaten() {
    for (AssumptionTests.Result one : results(80, 0.1, 0.1, 0, 4)) {
      if (one.level() == Region.Level.KABUPATEN) {
        assertThat(one.adjusted()).isEmpty();
      } else {
        for (ChainStatistic kind : ChainStatistic.values()) {
          assertThat(one.adjusted().get(kind)).isGreaterThanOrEqualTo(one.gate().p(kind).robust());
        }
      }
    }
  }
}
