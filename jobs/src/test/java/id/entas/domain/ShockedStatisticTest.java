package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ShockedStatisticTest {
  private static final double[] ROW = {0.1, 0.6, 0.2, 0.1};

  @Test
  void shouldBeTheChiSquareItselfWithoutShocks() {
    ShockedStatistic law =
        ShockedStatistic.of(new double[][] {{400, 100, 900}}, new double[1][3], new int[] {4});
    assertThat(law.phi()).isCloseTo(1, within(1e-12));
    assertThat(law.concentration()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldGatherInOneDirectionWhatLargeShocksAdd() {
    // With shocks that dwarf sampling, X2 is in proportion to a chi-square of one contrast a
    // stratum: 3 strata less one of 9 - here 4 destinations - so three times fewer.
    ShockedStatistic law =
        ShockedStatistic.of(
            new double[][] {{500, 500, 500}}, new double[][] {{1e4, 1e4, 1e4}}, new int[] {4});
    assertThat(law.concentration()).isCloseTo(3, within(1e-3));
  }

  @Test
  void shouldKeepTheSizeOfATestOfYearsThatAreOrdinary() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(31L);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double sigma = 0.15;
    double excess = sigma * sigma * YearShocks.rankVariance(ROW, 0) / 3;
    int rejected = 0;
    int naive = 0;
    int tables = 2000;
    for (int i = 0; i < tables; i++) {
      double[][] years = new double[5][4];
      double[][] households = new double[1][5];
      double[][] added = new double[1][5];
      for (int t = 0; t < 5; t++) {
        double shock = sigma * normal.sample();
        double[] row = new double[4];
        for (int j = 0; j < 4; j++) {
          row[j] = ROW[j] * Math.exp(-shock * j);
        }
        long[] into = new long[4];
        BinomialSampler.addMultinomial(random, 1000, row, into);
        for (int j = 0; j < 4; j++) {
          years[t][j] = into[j];
        }
        households[0][t] = 1000;
        added[0][t] = excess * 1000;
      }
      ShockedStatistic law = ShockedStatistic.of(households, added, new int[] {4});
      ChainTest test = ChainTables.ofRow(years).test();
      Overdispersion dispersion =
          new Overdispersion(law.phi(), Double.POSITIVE_INFINITY, law.concentration());
      rejected += test.findP(ChainStatistic.PEARSON, dispersion).orElseThrow() < 0.05 ? 1 : 0;
      naive +=
          test.findP(
                          ChainStatistic.PEARSON,
                          new Overdispersion(law.phi(), Double.POSITIVE_INFINITY))
                      .orElseThrow()
                  < 0.05
              ? 1
              : 0;
    }
    assertThat(rejected / (double) tables).isBetween(0.03, 0.07);
    // Without the heavier tail the test rejects far too often.
    assertThat(naive / (double) tables).isGreaterThan(0.10);
  }

  @Test
  void shouldVaryLessGivenShocksThatOthersHadToo() {
    double[][] households = {{500, 500, 500}};
    double[][] excess = {{3, 3, 3}};
    int[] destinations = {4};
    ShockedStatistic drawn = ShockedStatistic.of(households, excess, destinations);
    ShockedStatistic half = ShockedStatistic.of(households, excess, destinations, 0.5);
    assertThat(half.phi()).isEqualTo(drawn.phi());
    // Three contrasts of which one has 1 + L = 10 times the variance: 2 (100 + 2) over 2 · 12² / 3.
    assertThat(drawn.concentration()).isCloseTo(3 * 102 / 144.0, within(1e-12));
    // With 4.5 of the 9 given, a noncentral chi-square: 5.5² + 2 · 5.5 · 4.5 instead of 100.
    assertThat(half.concentration()).isCloseTo(3 * 81.75 / 144, within(1e-12));
  }

  @Test
  void shouldSayNothingOfStrataWithoutHouseholds() {
    ShockedStatistic law =
        ShockedStatistic.of(new double[][] {{0, 0}}, new double[1][2], new int[] {0});
    assertThat(law).isEqualTo(new ShockedStatistic(1, 1));
  }
}
