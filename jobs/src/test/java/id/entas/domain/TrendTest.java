package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TrendTest {
  private static SortedMap<Integer, Long> counts(int[] years, long... households) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int t = 0; t < years.length; t++) {
      counts.put(years[t], households[t]);
    }
    return counts;
  }

  private static void assertTrend(
      SortedMap<Integer, Long> counts, double rate, double low, double high, double dispersion) {
    Trend trend = Trend.find(counts).orElseThrow();
    assertThat(trend.annualRate()).isCloseTo(rate, within(1e-9));
    assertThat(trend.low()).isCloseTo(low, within(1e-8));
    assertThat(trend.high()).isCloseTo(high, within(1e-8));
    assertThat(trend.dispersion()).isCloseTo(dispersion, within(1e-7 * (1 + dispersion)));
    assertThat(trend.censuses()).isEqualTo(counts.size());
  }

  /** Expected: statsmodels 0.15.0, GLM Poisson with scale = 'X2', and Student's t of scipy. */
  @Test
  void shouldAgreeWithAGeneralizedLinearModelFittedElsewhere() {
    assertTrend(
        counts(new int[] {2008, 2009, 2010, 2011, 2012}, 1485, 1064, 815, 659, 556),
        0.22426178600268953,
        0.1754655667780548,
        0.2701702289081299,
        3.1000635063297017);
    assertTrend(
        counts(new int[] {2005, 2008, 2011, 2014}, 7240, 3511, 2609, 2390),
        0.1280005547187525,
        -0.0134461345980732,
        0.24970552788938638,
        188.28829825753905);
    assertTrend(
        counts(new int[] {2008, 2009, 2011, 2012}, 12, 0, 3, 1),
        0.4378105150232038,
        -2.3168399350474798,
        0.9047114050699733,
        3.7665963201046773);
    assertTrend(
        counts(new int[] {2008, 2009, 2010, 2012, 2013, 2015}, 40, 52, 47, 66, 71, 90),
        -0.11558785683016981,
        -0.15311723159752355,
        -0.07927991377877963,
        0.306337632043105);
  }

  @Test
  void shouldFindAnExactDeclineWithoutDoubt() {
    assertTrend(
        counts(new int[] {2005, 2006, 2008, 2011, 2012}, 16384, 12288, 6912, 2916, 2187),
        0.25,
        0.25,
        0.25,
        0);
    assertTrend(counts(new int[] {2008, 2009, 2010, 2011}, 70, 70, 70, 70), 0, 0, 0, 0);
  }

  @Test
  void shouldGiveNoTrendWhereTooLittleTells() {
    int[] four = {2008, 2009, 2010, 2011};
    assertThat(Trend.find(counts(new int[] {2008, 2009, 2010}, 90, 60, 40))).isEmpty();
    assertThat(Trend.find(counts(four, 0, 0, 0, 0))).isEmpty();
    assertThat(Trend.find(counts(four, 50, 0, 0, 0))).isEmpty();
    assertThat(Trend.find(counts(four, 0, 50, 0, 0))).isEmpty();
    assertThat(Trend.find(counts(four, 50, 1, 0, 0))).isPresent();
    // Its interval reaches below -e^709.
    assertThat(Trend.find(counts(new int[] {2008, 2009, 2011, 2015}, 86, 0, 0, 1))).isEmpty();
    assertThat(Trend.find(new TreeMap<>())).isEmpty();
    assertThatThrownBy(() -> Trend.find(counts(four, 5, -1, 3, 2))).hasMessageContaining("-1");
  }

  @Property(tries = 300)
  void shouldSolveTheLikelihoodEquationsAndNotMindTheCalendar(
      @ForAll @Size(min = 4, max = 9) List<@IntRange(min = 0, max = 3000) Integer> households,
      @ForAll @Size(9) List<@IntRange(min = 1, max = 4) Integer> gaps,
      @ForAll @IntRange(min = -2000, max = 100_000) int shift) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    SortedMap<Integer, Long> shifted = new TreeMap<>();
    SortedMap<Integer, Long> tenfold = new TreeMap<>();
    int year = 2000;
    for (int t = 0; t < households.size(); t++) {
      year += gaps.get(t);
      counts.put(year, (long) households.get(t));
      shifted.put(year + shift, (long) households.get(t));
      tenfold.put(year, 10L * households.get(t));
    }
    Optional<Trend> found = Trend.find(counts);
    if (found.isEmpty()) {
      // One census holds all or nearly all: no slope is the most likely, or its interval has no
      // end.
      int all = households.stream().mapToInt(n -> n).sum();
      assertThat(households).anyMatch(n -> n >= 0.9 * all);
      return;
    }
    Trend trend = found.get();
    assertThat(trend.low()).isLessThanOrEqualTo(trend.annualRate());
    assertThat(trend.high()).isGreaterThanOrEqualTo(trend.annualRate()).isLessThanOrEqualTo(1);

    // Written down anew, from the fitted counts: both equations, Pearson's X2 and the interval.
    double slope = Math.log1p(-trend.annualRate());
    int first = counts.firstKey();
    double all = counts.values().stream().mapToLong(n -> n).sum();
    double scale = 0;
    for (int at : counts.keySet()) {
      scale += Math.exp(slope * (at - first));
    }
    double score = 0;
    double pearson = 0;
    double[] information = new double[3];
    for (int at : counts.keySet()) {
      double fitted = all * Math.exp(slope * (at - first)) / scale;
      double x = at - first;
      score += x * (counts.get(at) - fitted);
      pearson += (counts.get(at) - fitted) * (counts.get(at) - fitted) / fitted;
      information[0] += fitted;
      information[1] += fitted * x;
      information[2] += fitted * x * x;
    }
    assertThat(score).isCloseTo(0, within(1e-8 * all));
    int degrees = counts.size() - 2;
    assertThat(trend.dispersion()).isCloseTo(pearson / degrees, within(1e-5 * (1 + pearson)));
    double variance =
        pearson
            / degrees
            * information[0]
            / (information[0] * information[2] - information[1] * information[1]);
    double half =
        Math.sqrt(variance) * new TDistribution(null, degrees).inverseCumulativeProbability(0.975);
    double low = 1 - Math.exp(slope + half);
    assertThat(trend.low()).isCloseTo(low, within(1e-5 * (1 + Math.abs(low))));

    Trend later = Trend.find(shifted).orElseThrow();
    assertThat(later).isEqualTo(trend);
    // Ten times the households: the same rate and interval, ten times the dispersion.
    Trend large = Trend.find(tenfold).orElseThrow();
    assertThat(large.annualRate()).isCloseTo(trend.annualRate(), within(1e-9));
    assertThat(large.low()).isCloseTo(trend.low(), within(1e-6 * (1 + Math.abs(trend.low()))));
    assertThat(large.dispersion())
        .isCloseTo(10 * trend.dispersion(), within(1e-6 * (1 + 10 * trend.dispersion())));
  }

  private static final int[] CENSUSES = {2005, 2008, 2009, 2011, 2012};

  /**
   * @param walk deviation that each year adds and the next ones keep
   * @param assumed what the trend takes it for
   */
  private static double coverage(
      UniformRandomProvider random, double phi, double walk, double assumed) {
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double truth = 1 - Math.exp(-0.15);
    int covered = 0;
    int panels = 2000;
    for (int panel = 0; panel < panels; panel++) {
      SortedMap<Integer, Long> counts = new TreeMap<>();
      double deviation = 0;
      int before = CENSUSES[0];
      for (int year : CENSUSES) {
        deviation += walk * Math.sqrt(year - before) * normal.sample();
        before = year;
        double mean = 1500 * Math.exp(-0.15 * (year - CENSUSES[0]) + deviation);
        if (phi > 1) {
          mean =
              AhrensDieterMarsagliaTsangGammaSampler.of(random, mean / (phi - 1), phi - 1).sample();
        }
        counts.put(year, (long) PoissonSampler.of(random, mean).sample());
      }
      Trend trend = Trend.find(counts, walked(assumed)).orElseThrow();
      covered += trend.low() <= truth && truth <= trend.high() ? 1 : 0;
    }
    return (double) covered / panels;
  }

  private static double[][] walked(double deviation) {
    double[][] covariance = new double[CENSUSES.length][CENSUSES.length];
    for (int s = 0; s < CENSUSES.length; s++) {
      for (int t = 0; t < CENSUSES.length; t++) {
        int first = CENSUSES[Math.min(s, t)] - CENSUSES[0];
        int both = CENSUSES[s] + CENSUSES[t] - 2 * CENSUSES[0];
        covariance[s][t] = deviation * deviation * first * 1500 * 1500 * Math.exp(-0.15 * both);
      }
    }
    return covariance;
  }

  @Test
  void shouldCoverTheTrueRateWhereCensusesDeviateIndependently() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2015L);
    // 2,000 panels have a standard error of half a point.
    assertThat(coverage(random, 1, 0, 0)).isBetween(0.93, 0.97);
    assertThat(coverage(random, 20, 0, 0)).isBetween(0.93, 0.97);
  }

  @Test
  void shouldCoverLessWhereDeviationsCarryOverAsItsDescriptionSays() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2016L);
    assertThat(coverage(random, 1, 0.1, 0)).isBetween(0.65, 0.85);
  }

  @Test
  void shouldCoverTheTrueRateWhereItKnowsThatDeviationsCarryOver() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2017L);
    assertThat(coverage(random, 1, 0.1, 0.1)).isBetween(0.93, 0.97);
    // Their size may be wrong, as phi makes up for it, but not that they carry over.
    assertThat(coverage(random, 1, 0.1, 0.2)).isBetween(0.92, 0.98);
  }

  @Test
  void shouldRefuseACovarianceOfOtherCensuses() {
    assertThatThrownBy(
            () ->
                Trend.find(
                    counts(new int[] {2008, 2009, 2010, 2011}, 9, 8, 7, 6), new double[3][3]))
        .hasMessageContaining("4 censuses with a covariance of 3");
  }
}
