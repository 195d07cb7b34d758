package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.AssumptionTests.Assumption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  private static IntervalFlows flows(String region, int from, int to, long[][] moved) {
    long[] none = new long[2];
    return new IntervalFlows(
        region,
        region.length() == 4 ? Region.Level.KABUPATEN : Region.Level.KECAMATAN,
        new Interval(from, to),
        moved,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  private static final long[][][] FIRST = {{{60, 40}, {20, 80}}, {{50, 50}, {30, 70}}};
  private static final long[][][] SECOND = {{{140, 60}, {30, 170}}, {{160, 40}, {50, 150}}};
  private static final long[][][] THIRD = {{{30, 70}, {10, 190}}, {{55, 45}, {25, 175}}};

  /** Tests of a kabupaten of kecamatan with two tiers and these flows over the same years. */
  private static List<AssumptionTests.Result> results(
      int minIntervals, ShockModel shocks, int[] years, long[][][]... kecamatan) {
    List<List<IntervalFlows>> parts = new ArrayList<>();
    List<IntervalFlows> whole = new ArrayList<>();
    for (int t = 0; t + 1 < years.length; t++) {
      long[][] sum = new long[2][2];
      for (long[][][] own : kecamatan) {
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            sum[i][j] += own[t][i][j];
          }
        }
      }
      whole.add(flows("3509", years[t], years[t + 1], sum));
    }
    for (int k = 0; k < kecamatan.length; k++) {
      List<IntervalFlows> own = new ArrayList<>();
      for (int t = 0; t + 1 < years.length; t++) {
        own.add(flows("35090" + (k + 1) + "0", years[t], years[t + 1], kecamatan[k][t]));
      }
      parts.add(own);
    }
    return new AssumptionTests(2, 1, minIntervals)
        .of(whole, parts, SightingCounts.of(List.of(), new Coverage(), 2, Map.of()), shocks);
  }

  private static Gate gate(
      List<AssumptionTests.Result> results, String region, Assumption assumption, Integer tier) {
    return results.stream()
        .filter(one -> one.region().equals(region) && one.assumption() == assumption)
        .filter(one -> one.tier().equals(Optional.ofNullable(tier)))
        .findFirst()
        .orElseThrow()
        .gate();
  }

  private static void assertDispersion(Gate gate, ShockedStatistic law, double degrees) {
    assertThat(gate.dispersion().phi()).isCloseTo(law.phi(), within(1e-9));
    assertThat(gate.dispersion().concentration()).isCloseTo(law.concentration(), within(1e-9));
    if (Double.isInfinite(degrees)) {
      assertThat(gate.dispersion().degreesOfFreedom()).isInfinite();
    } else {
      assertThat(gate.dispersion().degreesOfFreedom()).isCloseTo(degrees, within(1e-6));
    }
  }

  private static final int[] ONE_YEAR_EACH = {2008, 2009, 2010};
  private static final ShockModel ASSUMED = new ShockModel(0.12, 0.10, 1, ShockSource.ASSUMED);
  private static final double LOCAL = 0.01 / 0.0244;

  @Test
  void shouldHoldYearsAgainstAssumedShocksWhereThereAreFewOfThem() {
    List<AssumptionTests.Result> results = results(3, ASSUMED, ONE_YEAR_EACH, FIRST, SECOND);
    // Of 600 households of the first tier 410 stayed; a shock of variance v moves their log odds.
    double stayed = 410 / 600.0;
    double excess = 0.0244 * stayed * (1 - stayed);
    // 400 and 800 households: what is left of local shocks in the sum of both.
    double left = (400.0 * 400 + 800.0 * 800) / (1200.0 * 1200);

    double common = excess * LOCAL * left * 300;
    assertDispersion(
        gate(results, "3509", Assumption.TIME_HOMOGENEITY, 0),
        ShockedStatistic.of(
            new double[][] {{300, 300}}, new double[][] {{common, common}}, new int[] {2}, 0),
        Double.POSITIVE_INFINITY);
    // Both kecamatan had the shared shocks, and the mean of two local ones each.
    assertDispersion(
        gate(results, "3509", Assumption.REGION_HOMOGENEITY, 0),
        ShockedStatistic.of(
            new double[][] {{200, 400}},
            new double[][] {{excess * LOCAL * 100, excess * LOCAL * 200}},
            new int[] {2},
            0),
        Double.POSITIVE_INFINITY);
    assertDispersion(
        gate(results, "3509010", Assumption.TIME_HOMOGENEITY, 0),
        ShockedStatistic.of(
            new double[][] {{100, 100}},
            new double[][] {{excess * 100, excess * 100}},
            new int[] {2},
            0),
        Double.POSITIVE_INFINITY);
    Gate calm =
        gate(
            results(3, ShockModel.none(), ONE_YEAR_EACH, FIRST, SECOND),
            "3509010",
            Assumption.TIME_HOMOGENEITY,
            null);
    assertThat(calm.dispersion().phi()).isCloseTo(1, within(1e-12));
  }

  private static RowDispersion dispersion(long[][][] kecamatan, int row) {
    List<IntervalCounts> intervals =
        Arrays.stream(kecamatan)
            .map(moved -> new IntervalCounts(1, flows("3509010", 2008, 2009, moved).movedCounts()))
            .toList();
    double[][] matrix = AnnualMatrixEstimator.ofTiers(2).estimate(intervals).probability();
    return RowDispersion.ofRows(matrix, intervals).get(row);
  }

  @Test
  void shouldHoldAKecamatansYearsAgainstWhatTheOthersShowedWhereTheseAreEnough() {
    ShockModel shocks = new ShockModel(0.12, 0.10, 2, ShockSource.ESTIMATED);
    List<AssumptionTests.Result> results = results(2, shocks, ONE_YEAR_EACH, FIRST, SECOND, THIRD);
    double excess = RowDispersion.excess(List.of(dispersion(SECOND, 0), dispersion(THIRD, 0)));
    assertThat(excess).isPositive();

    // The statistics that it is read off have one degree of freedom each.
    double second = concentration(200, excess);
    double third = concentration(100, excess);
    double common = excess * 100;
    assertDispersion(
        gate(results, "3509010", Assumption.TIME_HOMOGENEITY, 0),
        ShockedStatistic.of(
            new double[][] {{100, 100}},
            new double[][] {{common, common}},
            new int[] {2},
            1 - LOCAL),
        Math.max(1, 4 / (second + third)));
    double all =
        RowDispersion.excess(
            List.of(dispersion(FIRST, 0), dispersion(SECOND, 0), dispersion(THIRD, 0)));
    // Two years in each of three kecamatan.
    assertDispersion(
        gate(results, "3509", Assumption.REGION_HOMOGENEITY, 0),
        ShockedStatistic.of(
            new double[][] {{200, 400, 200}},
            new double[][] {{all * LOCAL * 100, all * LOCAL * 200, all * LOCAL * 100}},
            new int[] {2},
            0),
        3);
  }

  private static double concentration(double households, double excess) {
    double added = excess * households;
    return ShockedStatistic.of(
            new double[][] {{households, households}},
            new double[][] {{added, added}},
            new int[] {2},
            1 - LOCAL)
        .concentration();
  }

  @Test
  void shouldCompareIntervalsOfTheMostFrequentLengthAlone() {
    long[][][] own = {
      {{60, 40}, {20, 80}}, {{50, 50}, {30, 70}}, {{70, 30}, {10, 90}}, {{20, 80}, {30, 70}}
    };
    int[] years = {2000, 2003, 2005, 2006, 2007};
    Gate gate =
        gate(results(9, ASSUMED, years, own, own), "3509010", Assumption.TIME_HOMOGENEITY, null);
    ChainTest expected = ChainTables.ofMatrices(List.of(counts(own[2]), counts(own[3]))).test();
    assertThat(gate.test().statistic(ChainStatistic.PEARSON))
        .isCloseTo(expected.statistic(ChainStatistic.PEARSON), within(1e-9));
    assertThat(gate.test().degreesOfFreedom()).isEqualTo(2);

    // Of lengths that are as frequent, the shorter: two of two years, and two of three.
    int[] tied = {2000, 2003, 2005, 2007, 2010};
    Gate shorter =
        gate(results(9, ASSUMED, tied, own, own), "3509010", Assumption.TIME_HOMOGENEITY, null);
    assertThat(shorter.test().statistic(ChainStatistic.PEARSON))
        .isCloseTo(
            ChainTables.ofMatrices(List.of(counts(own[1]), counts(own[2])))
                .test()
                .statistic(ChainStatistic.PEARSON),
            within(1e-9));
  }

  private static double[][] counts(long[][] moved) {
    return flows("3509010", 2008, 2009, moved).movedCounts();
  }
}
