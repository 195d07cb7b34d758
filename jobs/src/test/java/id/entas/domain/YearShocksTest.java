package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class YearShocksTest {
  private static final AssumedShocks ASSUMED = new AssumedShocks(0.12, 0.10, 3);

  private static final double[][] BASE = {
    {0.55, 0.324, 0.0945, 0.0315},
    {0.035, 0.725, 0.19, 0.05},
    {0.006, 0.09, 0.734, 0.17},
    {0.001, 0.02, 0.10, 0.879}
  };

  private static final long[] STOCKS = {400, 1500, 2500, 3000};

  /** Yearly flows with shocks; the first region's middle year is not covered. */
  private static List<RegionYear> simulated(
      UniformRandomProvider random, int regions, int years, double shared, double local) {
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] sharedShock = new double[years];
    for (int t = 0; t < years; t++) {
      sharedShock[t] = shared * normal.sample();
    }
    List<RegionYear> all = new ArrayList<>();
    for (int r = 0; r < regions; r++) {
      for (int t = 0; t < years; t++) {
        double shock = sharedShock[t] + local * normal.sample();
        if (r == 0 && t == years / 2) {
          continue;
        }
        all.add(year("r" + r, 2008 + t, shock, 1.0 / (1 + r % 5), random));
      }
    }
    return all;
  }

  private static RegionYear year(
      String region, int from, double shock, double size, UniformRandomProvider random) {
    double[][] counts = new double[4][4];
    for (int i = 0; i < 4; i++) {
      double[] row = new double[4];
      long[] into = new long[4];
      for (int j = 0; j < 4; j++) {
        row[j] = BASE[i][j] * Math.exp(-shock * (j - i));
      }
      BinomialSampler.addMultinomial(random, (long) (STOCKS[i] * size), row, into);
      for (int j = 0; j < 4; j++) {
        counts[i][j] = into[j];
      }
    }
    return new RegionYear(region, from, counts);
  }

  @Tag("calibration")
  @Test
  void shouldRecoverTheVariancesOfBothShocksOnAverage() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2013L);
    double shared = 0;
    double local = 0;
    int panels = 60;
    for (int i = 0; i < panels; i++) {
      ShockModel model = YearShocks.estimate(simulated(random, 20, 6, 0.12, 0.10), ASSUMED).model();
      assertThat(model.source()).isEqualTo(ShockSource.ESTIMATED);
      assertThat(model.intervals()).isEqualTo(6);
      shared += model.sigmaShared() * model.sigmaShared() / panels;
      local += model.sigmaLocal() * model.sigmaLocal() / panels;
    }
    // A panel's shared variance has 5 degrees of freedom, so the mean of 60 has a relative standard
    // error of 8 %; the local one, with about 94 each, of 2 %. Three of them are allowed.
    assertThat(shared).isCloseTo(0.12 * 0.12, within(0.12 * 0.12 * 0.25));
    assertThat(local).isCloseTo(0.10 * 0.10, within(0.10 * 0.10 * 0.07));
  }

  @Tag("calibration")
  @Test
  void shouldCoverTheTrueDeviationsWithTheirIntervals() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2014L);
    int shared = 0;
    int local = 0;
    int panels = 200;
    for (int i = 0; i < panels; i++) {
      ShockEstimate estimate = YearShocks.estimate(simulated(random, 12, 5, 0.12, 0.10), ASSUMED);
      shared += holds(estimate.shared().orElseThrow(), 0.12) ? 1 : 0;
      local += holds(estimate.local().orElseThrow(), 0.10) ? 1 : 0;
    }
    // At 95 % four standard errors of 200 panels are 6.2 %.
    assertThat(shared / (double) panels).isBetween(0.888, 1.0);
    assertThat(local / (double) panels).isBetween(0.888, 1.0);
  }

  private static boolean holds(ShockEstimate.Range range, double sigma) {
    return range.low() <= sigma && sigma <= range.high();
  }

  @Test
  void shouldGiveAssumedShocksNoInterval() {
    ShockEstimate estimate = YearShocks.estimate(List.of(), ASSUMED);
    assertThat(estimate.model().source()).isEqualTo(ShockSource.ASSUMED);
    assertThat(estimate.shared()).isEmpty();
    assertThat(estimate.local()).isEmpty();
  }

  @Test
  void shouldFindNextToNoShocksWhereThereAreNone() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(5L);
    for (int i = 0; i < 20; i++) {
      ShockModel model = YearShocks.estimate(simulated(random, 20, 5, 0, 0), ASSUMED).model();
      assertThat(model.sigmaShared()).isBetween(0.0, 0.02);
      assertThat(model.sigmaLocal()).isBetween(0.0, 0.03);
    }
  }

  @Test
  void shouldFindExactlyNoShocksInYearsThatAreAllAlike() {
    List<RegionYear> years = new ArrayList<>();
    for (int r = 0; r < 3; r++) {
      for (int t = 0; t < 4; t++) {
        years.add(new RegionYear("r" + r, 2008 + t, new double[][] {{60, 40}, {10, 90}}));
      }
    }
    ShockModel model = YearShocks.estimate(years, ASSUMED).model();
    assertThat(model).isEqualTo(new ShockModel(0, 0, 4, ShockSource.ESTIMATED));
  }

  @Test
  void shouldTellLocalShocksFromSharedOnes() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(6L);
    ShockModel onlyLocal = YearShocks.estimate(simulated(random, 30, 8, 0, 0.15), ASSUMED).model();
    assertThat(onlyLocal.sigmaLocal()).isCloseTo(0.15, within(0.03));
    assertThat(onlyLocal.sigmaShared()).isLessThan(0.05);
    ShockModel onlyShared = YearShocks.estimate(simulated(random, 30, 8, 0.15, 0), ASSUMED).model();
    assertThat(onlyShared.sigmaLocal()).isLessThan(0.03);
    assertThat(onlyShared.sigmaShared()).isBetween(0.07, 0.25);
  }

  @Test
  void shouldAssumeShocksFromTooFewYearsOrASingleRegion() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(7L);
    assertThat(YearShocks.estimate(simulated(random, 9, 2, 0.3, 0.3), ASSUMED).model())
        .isEqualTo(new ShockModel(0.12, 0.10, 2, ShockSource.ASSUMED));
    assertThat(YearShocks.estimate(simulated(random, 1, 6, 0.3, 0.3), ASSUMED).model().source())
        .isEqualTo(ShockSource.ASSUMED);
    assertThat(YearShocks.estimate(List.of(), ASSUMED).model())
        .isEqualTo(new ShockModel(0.12, 0.10, 1, ShockSource.ASSUMED));
  }

  @Test
  void shouldStayFiniteWhereSparseYearsEmptyAllTiersButOne() {
    List<RegionYear> years = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      years.add(
          new RegionYear(
              "sparse",
              2008 + t,
              t == 0 ? new double[][] {{2, 0}, {1, 0}} : new double[][] {{0, 2}, {0, 1}}));
      years.add(new RegionYear("large", 2008 + t, new double[][] {{600, 400}, {90, 910}}));
      years.add(new RegionYear("frozen", 2008 + t, new double[][] {{5, 0}, {0, 5}}));
      years.add(new RegionYear("empty", 2008 + t, new double[2][2]));
    }
    ShockModel model = YearShocks.estimate(years, ASSUMED).model();
    assertThat(model.sigmaShared()).isBetween(0.0, 5.0);
    assertThat(model.sigmaLocal()).isBetween(0.0, 5.0);
  }

  @Test
  void shouldCallABadYearPositive() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(8L);
    List<RegionYear> years =
        List.of(year("a", 2008, 0.3, 100, random), year("a", 2009, -0.3, 100, random));
    List<YearShocks.Tilt> tilts = YearShocks.tilts(years);
    assertThat(tilts.get(0).tilt()).isCloseTo(0.3, within(0.03));
    assertThat(tilts.get(1).tilt()).isCloseTo(-0.3, within(0.03));
  }

  @Test
  void shouldMeasureDispersionBetweenYears() {
    // Two years of 100, 40 and 60 in the cell: X2 = 4 · 10² / 50 = 8 on one degree of freedom.
    assertThat(YearShocks.findDispersion(new double[][] {{40, 60}, {60, 40}}).orElseThrow())
        .isCloseTo(8, within(1e-12));
    assertThat(YearShocks.findDispersion(new double[][] {{40, 60}, {40, 60}})).contains(1.0);
    assertThat(YearShocks.findDispersion(new double[][] {{40, 60}})).isEmpty();
    assertThat(YearShocks.findDispersion(new double[][] {{40, 0}, {60, 0}})).isEmpty();
    assertThat(YearShocks.findDispersion(new double[0][0])).isEmpty();
  }

  @Test
  void shouldImplyTheDispersionThatSmallShocksMake() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(9L);
    int years = 2000;
    double[][] row = new double[years][];
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (int t = 0; t < years; t++) {
      row[t] = year("a", 2008, 0.05 * normal.sample(), 1, random).counts()[1];
    }
    double implied = YearShocks.assumedDispersion(STOCKS[1], 0.05 * 0.05, BASE[1], 4);
    assertThat(implied).isGreaterThan(1.4);
    assertThat(YearShocks.findDispersion(row).orElseThrow())
        .isCloseTo(implied, within(0.1 * implied));
  }
}
