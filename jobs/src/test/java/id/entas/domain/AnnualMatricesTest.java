package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AnnualMatricesTest {
  private static final int TIERS = InventedPanel.TIERS;
  private static final int[] YEARLY = {2008, 2009, 2010, 2011, 2012};
  private static final AssumedShocks ASSUMED = new AssumedShocks(0.12, 0.10, 3);

  private static InventedPanel.Truth truth(
      double precision, double shared, double local, int... years) {
    return new InventedPanel.Truth(
        precision, shared, local, 0, new long[] {1_500, 14_000}, 10, years);
  }

  /** A panel's flows and what is estimated from them. */
  private record Estimated(
      InventedPanel panel,
      Map<String, List<IntervalFlows>> flows,
      Map<String, AnnualMatrices.Matrix> matrices) {
    static Estimated of(InventedPanel.Truth truth, long seed) {
      InventedPanel panel = new InventedPanel(truth, seed);
      Map<String, List<IntervalFlows>> flows =
          InventedPanel.flows(panel.histories(), panel.kabupatenOf());
      List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();
      List<RegionYear> years =
          kecamatan.stream()
              .flatMap(List::stream)
              .filter(one -> one.interval().years() == 1)
              .map(one -> new RegionYear(one.region(), one.interval().from(), one.movedCounts()))
              .toList();
      ShockModel shocks = YearShocks.estimate(years, ASSUMED).model();
      return new Estimated(
          panel, flows, AnnualMatrices.of(flows.get("3509"), kecamatan, 0, shocks, 3, seed));
    }

    AnnualMatrices.Row row(String region, int i) {
      return matrices.get(region).rows().get(i);
    }
  }

  @Tag("calibration")
  @Test
  void shouldHoldTheTruthAsOftenAsItSays() {
    int held = 0;
    int naive = 0;
    int cells = 0;
    for (long seed = 1; seed <= 12; seed++) {
      Estimated estimated = Estimated.of(truth(80, 0.12, 0.10, YEARLY), seed);
      for (String code : estimated.panel().kecamatan()) {
        double[][] truth = estimated.panel().matrix(code);
        for (int i = 0; i < TIERS; i++) {
          AnnualMatrices.Row row = estimated.row(code, i);
          AnnualMatrix own = estimated.matrices().get(code).own();
          double n = own.rowHouseholds(i);
          for (int j = 0; j < TIERS + 2; j++) {
            double p = truth[i][j];
            RowInterval interval = row.interval().orElseThrow().get(j);
            RowInterval raw =
                RowInterval.findJeffreys(own.probability()[i][j] * n, n, 0.95).orElseThrow();
            held += interval.low() <= p && p <= interval.high() ? 1 : 0;
            naive += raw.low() <= p && p <= raw.high() ? 1 : 0;
            cells++;
          }
        }
      }
    }
    // The kecamatan of a panel share their years' shocks: 12 panels tell the coverage to about 2 %.
    assertThat(held / (double) cells).isBetween(0.90, 0.985);
    assertThat(naive / (double) cells).isLessThan(0.88);
  }

  @Tag("calibration")
  @Test
  void shouldHoldTheTruthOfYearsThatNoCensusSaw() {
    int[] held = new int[3];
    int[] cells = new int[3];
    double ownErrors = 0;
    double pooledErrors = 0;
    for (long seed = 1; seed <= 6; seed++) {
      Estimated estimated = Estimated.of(truth(80, 0.12, 0.10, 2005, 2008, 2011), seed);
      for (String code : estimated.panel().kecamatan()) {
        double[][] truth = estimated.panel().matrix(code);
        for (int i = 0; i <= TIERS; i++) {
          AnnualMatrices.Row row = estimated.row(code, i);
          for (int j = 0; j < TIERS + 2; j++) {
            if (truth[i][j] > 0) {
              RowInterval interval = row.interval().orElseThrow().get(j);
              // Falls into the worst tier, the absent, and all others.
              int kind = i == TIERS ? 1 : i > 0 && j == 0 ? 0 : 2;
              held[kind] += interval.low() <= truth[i][j] && truth[i][j] <= interval.high() ? 1 : 0;
              cells[kind]++;
            }
          }
        }
        double own = estimated.matrices().get(code).own().probability()[0][0];
        ownErrors += Math.pow(own - truth[0][0], 2);
        pooledErrors += Math.pow(estimated.row(code, 0).probability()[0] - truth[0][0], 2);
      }
    }
    for (int kind = 0; kind < 3; kind++) {
      assertThat(held[kind] / (double) cells[kind]).as("kind " + kind).isBetween(0.9, 0.995);
    }
    // Assumed shocks once counted for nine times what they are, and pooling did harm.
    assertThat(pooledErrors).isLessThan(1.1 * ownErrors);
  }

  @Tag("calibration")
  @Test
  void shouldComeNearerToTheTruthThanKecamatanOnTheirOwn() {
    double pooled = 0;
    double own = 0;
    for (long seed = 1; seed <= 3; seed++) {
      Estimated estimated = Estimated.of(truth(300, 0.05, 0.10, YEARLY), seed);
      for (String code : estimated.panel().kecamatan()) {
        for (int i = 0; i < TIERS; i++) {
          for (int j = 0; j < TIERS + 2; j++) {
            double p = estimated.panel().matrix(code)[i][j];
            pooled += Math.pow(estimated.row(code, i).probability()[j] - p, 2);
            own += Math.pow(estimated.matrices().get(code).own().probability()[i][j] - p, 2);
          }
        }
      }
    }
    assertThat(pooled).isLessThan(0.9 * own);
  }

  @Test
  void shouldAddUpToTheFlowsOfAllKecamatan() {
    Estimated estimated = Estimated.of(truth(80, 0.12, 0.10, YEARLY), 5);
    for (int i = 0; i <= TIERS; i++) {
      double[] expected = new double[TIERS + 2];
      double[] observed = new double[TIERS + 2];
      for (String code : estimated.panel().kecamatan()) {
        AnnualMatrix own = estimated.matrices().get(code).own();
        for (int j = 0; j < TIERS + 2; j++) {
          expected[j] += own.rowHouseholds(i) * estimated.row(code, i).probability()[j];
          observed[j] += own.expectedCounts()[i][j];
        }
      }
      assertThat(expected).containsExactly(observed, within(1e-5));
    }
  }

  @Test
  void shouldHaveRowsThatAddUpToOneInsideTheirIntervals() {
    for (int[] years : new int[][] {YEARLY, {2005, 2008, 2011}, {2008, 2009, 2011}}) {
      Estimated estimated = Estimated.of(truth(80, 0.12, 0.10, years), 8);
      assertThat(estimated.matrices()).hasSize(11);
      for (AnnualMatrices.Matrix matrix : estimated.matrices().values()) {
        for (AnnualMatrices.Row row : matrix.rows()) {
          assertThat(Arrays.stream(row.probability()).sum()).isCloseTo(1, within(1e-9));
          for (int j = 0; j < TIERS + 2; j++) {
            RowInterval interval = row.interval().orElseThrow().get(j);
            assertThat(row.probability()[j]).isBetween(interval.low(), interval.high());
            assertThat(interval.high()).isPositive();
          }
          assertThat(Arrays.stream(row.ownWeight()).boxed())
              .allSatisfy(weight -> assertThat(weight).isBetween(0.0, 1.0));
          assertThat(Arrays.stream(row.dispersion().orElseThrow()).boxed())
              .allSatisfy(phi -> assertThat(phi).isGreaterThanOrEqualTo(1));
          assertThat(row.households()).isPositive();
        }
      }
    }
  }

  @Test
  void shouldCountTheYearsOfAKabupatenOnceWhereAKecamatanMissesACensus() {
    InventedPanel.Truth gap =
        new InventedPanel.Truth(
            80, 0.12, 0.10, 0, new long[] {1_500, 14_000}, 10, new int[] {2008, 2009, 2011}, 0);
    InventedPanel.Truth oneMore =
        new InventedPanel.Truth(
            80, 0.12, 0.10, 0, new long[] {1_500, 14_000}, 10, new int[] {2008, 2009, 2011}, 10);
    for (InventedPanel.Truth truth : List.of(gap, oneMore)) {
      InventedPanel panel = new InventedPanel(truth, 4);
      Map<String, List<IntervalFlows>> flows =
          InventedPanel.flows(panel.histories(), panel.kabupatenOf());
      List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();
      // The kabupaten has three intervals with the gap, but no kecamatan has more than two: what
      // years add is then assumed, and with no shocks assumed nothing is added.
      AnnualMatrices.Row row =
          AnnualMatrices.of(
                  flows.get("3509"),
                  kecamatan,
                  0,
                  new ShockModel(0, 0, 1, ShockSource.ASSUMED),
                  3,
                  1)
              .get("3509")
              .rows()
              .get(0);
      assertThat(row.dispersion().orElseThrow()).containsOnly(1);
    }
  }

  @Test
  void shouldLendToKecamatanWithFewHouseholds() {
    Estimated estimated = Estimated.of(truth(80, 0.12, 0.10, YEARLY), 6);
    List<String> bySize = estimated.panel().kecamatan();
    assertThat(estimated.row(bySize.get(0), 0).ownWeight()[0])
        .isLessThan(estimated.row(bySize.get(9), 0).ownWeight()[0]);
    assertThat(estimated.row(bySize.get(0), 0).method()).isEqualTo(AnnualMatrices.Method.POOLED);
    assertThat(estimated.row("3509", 0).ownWeight()).containsOnly(1);
  }

  @Test
  void shouldTakeTheMeanOfTheOthersWhereNobodyWasInTheRow() {
    IntervalFlows many = flows("3509010", new long[][] {{60, 40}, {10, 90}});
    IntervalFlows other = flows("3509020", new long[][] {{55, 45}, {12, 88}});
    IntervalFlows none = flows("3509030", new long[][] {{0, 0}, {5, 45}});
    IntervalFlows all = flows("3509", new long[][] {{115, 85}, {27, 223}});
    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(
            List.of(all),
            List.of(List.of(many), List.of(other), List.of(none)),
            0,
            ASSUMED.over(1),
            3,
            1);
    AnnualMatrices.Row borrowed = matrices.get("3509030").rows().get(0);
    assertThat(borrowed.method()).isEqualTo(AnnualMatrices.Method.KABUPATEN);
    assertThat(borrowed.ownWeight()).containsOnly(0);
    assertThat(borrowed.dispersion()).isEmpty();
    assertThat(borrowed.probability()[0]).isCloseTo(0.575, within(0.02));
    AnnualMatrices.Row assumed = matrices.get("3509030").rows().get(2);
    assertThat(assumed.method()).isEqualTo(AnnualMatrices.Method.ASSUMED_STAYS);
    assertThat(assumed.interval()).isEmpty();
    assertThat(assumed.probability()).containsExactly(0, 0, 1, 0);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  @Test
  void shouldSpreadTheKabupatensRowByWhatAssumedShocksLeaveInIt() {
    ShockModel shocks = new ShockModel(0.12, 0.10, 1, ShockSource.ASSUMED);
    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(
            List.of(flows("3509", new long[][] {{115, 85}, {27, 223}})),
            List.of(
                List.of(flows("3509010", new long[][] {{85, 65}, {10, 90}})),
                List.of(flows("3509020", new long[][] {{30, 20}, {17, 133}}))),
            0,
            shocks,
            3,
            1);
    AnnualMatrices.Row row = matrices.get("3509").rows().get(0);

    // A shock u moves the log odds by u; 150 and 50 households leave 0.625 of the local variance.
    double stayed = 115 / 200.0;
    double left = 0.625;
    double excess = 0.0244 * stayed * (1 - stayed) * 200;
    double local = 1 + 0.01 / 0.0244 * left * excess;
    double deflated = 200 / local;
    RowInterval plain = RowInterval.findJeffreys(stayed * deflated, deflated, 0.95).orElseThrow();
    double shift = 1.959963984540054 * Math.sqrt(0.0144 + left * 0.01);
    double below = Math.hypot((logit(stayed) - logit(plain.low())) / Math.sqrt(local), shift);
    double above = Math.hypot((logit(plain.high()) - logit(stayed)) / Math.sqrt(local), shift);

    assertThat(row.method()).isEqualTo(AnnualMatrices.Method.PROPORTION);
    assertThat(row.households()).isCloseTo(200, within(1e-9));
    assertThat(row.dispersion().orElseThrow()[0])
        .isCloseTo(1 + (0.0144 + left * 0.01) / 0.0244 * excess, within(1e-9));
    RowInterval found = row.interval().orElseThrow().get(0);
    assertThat(logit(found.low())).isCloseTo(logit(stayed) - below, within(1e-9));
    assertThat(logit(found.high())).isCloseTo(logit(stayed) + above, within(1e-9));
    // A kecamatan's years have all of its own shock.
    assertThat(matrices.get("3509010").rows().get(0).dispersion().orElseThrow()[0])
        .isCloseTo(1 + 0.0244 * stayed * (1 - stayed) * 150, within(1e-9));
  }

  private static IntervalFlows flows(String region, long[][] moved) {
    return new IntervalFlows(
        region,
        region.length() == 4 ? Region.Level.KABUPATEN : Region.Level.KECAMATAN,
        new Interval(2008, 2009),
        moved,
        new long[2],
        new long[2],
        new long[2],
        new long[2],
        new long[2],
        new long[2],
        new long[2],
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        region.length() == 4 ? 3 : 1,
        region.length() == 4 ? 3 : 1);
  }

  @Test
  void shouldWidenIntervalsByTheShocksThatYearsLeftInTheAverage() {
    InventedPanel panel = new InventedPanel(truth(80, 0.12, 0.10, YEARLY), 9);
    Map<String, List<IntervalFlows>> flows =
        InventedPanel.flows(panel.histories(), panel.kabupatenOf());
    List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();
    double calm = width(flows, kecamatan, new ShockModel(0, 0, 4, ShockSource.ESTIMATED));
    double shared = width(flows, kecamatan, new ShockModel(0.2, 0, 4, ShockSource.ESTIMATED));
    assertThat(shared).isGreaterThan(2 * calm);
  }

  private static double width(
      Map<String, List<IntervalFlows>> flows,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks) {
    RowInterval stays =
        AnnualMatrices.of(flows.get("3509"), kecamatan, 0, shocks, 3, 1)
            .get("3509")
            .rows()
            .get(0)
            .interval()
            .orElseThrow()
            .get(0);
    return stays.high() - stays.low();
  }

  @Test
  void shouldGiveTheSameIntervalsForTheSameSeed() {
    Estimated one = Estimated.of(truth(80, 0.12, 0.10, YEARLY), 3);
    Estimated again = Estimated.of(truth(80, 0.12, 0.10, YEARLY), 3);
    for (String region : one.matrices().keySet()) {
      for (int i = 0; i <= TIERS; i++) {
        assertThat(again.row(region, i).interval()).isEqualTo(one.row(region, i).interval());
        assertThat(again.row(region, i).probability()).isEqualTo(one.row(region, i).probability());
      }
    }
  }
}
