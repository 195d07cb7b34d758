package id.entas.domain;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** Goodness of fit of simulated counts. */
final class StatisticalTests {
  /**
   * The p-value of Pearson's test of simulated counts against their exact distribution,
   * neighbouring values joined until each group expects at least ten.
   */
  static double goodnessOfFit(long[] observed, CountDistribution exact) {
    long draws = 0;
    for (long count : observed) {
      draws += count;
    }
    double statistic = 0;
    int groups = 0;
    double expected = 0;
    double seen = 0;
    double left = draws;
    for (int k = 0; k <= exact.most(); k++) {
      expected += draws * exact.probability(k);
      seen += k < observed.length ? observed[k] : 0;
      if (expected >= 10 && left - expected >= 10 || k == exact.most()) {
        statistic += expected > 0 ? (seen - expected) * (seen - expected) / expected : 0;
        groups++;
        left -= expected;
        expected = 0;
        seen = 0;
      }
    }
    return 1
        - new ChiSquaredDistribution(null, Math.max(groups - 1, 1))
            .cumulativeProbability(statistic);
  }

  private StatisticalTests() {}
}
