package id.entas.domain;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How much more often served households leave a tier for a better one than unserved households of
 * the same stratum do (Mantel and Haenszel 1959).
 *
 * <p>A stratum is a kecamatan over an interval, so that a good year or a kecamatan where exits are
 * easy does not count for the programme. Within it {@code a} of the served households seen at the
 * end left and {@code b} stayed, {@code c} of the unserved left and {@code d} stayed, {@code n} in
 * all.
 *
 * <p>Both ratios suppose that the strata share one true ratio; where they do not, each is a
 * weighted mean of them and the interval says nothing of how far they scatter. Both intervals hold
 * for a few large strata and for many small ones. A stratum with one group alone adds nothing.
 *
 * <p>The ratios describe and do not say what the programme did: aid is aimed at the poorest of a
 * tier, who would leave it more rarely without aid too. They are ratios of the households seen;
 * where the served are found again more often, the absent of both groups tell how far that may
 * mislead. A tier recorded wrongly draws both ratios towards 1.
 */
public final class MantelHaenszel {
  private MantelHaenszel() {}

  /**
   * The odds ratio of exit, served against unserved: sum of {@code ad/n} over sum of {@code bc/n}.
   * The interval is normal in the logarithm, with the variance of Robins, Breslow and Greenland
   * (1986, Biometrics 42, 311-323), and so is the same whether exits or stays are counted.
   *
   * <p>It is no ratio of probabilities: where half of the households leave, an odds ratio of 1.5 is
   * a probability 1.2 times as high. Unlike that ratio it can be the same in a kecamatan where few
   * households leave as in one where most do.
   *
   * @param strata in any order
   * @param level coverage of the interval, between 0 and 1
   * @return empty where no stratum tells it, or where it would be 0 or infinite
   */
  public static Optional<RatioEstimate> findOddsRatio(List<ServedComparison> strata, double level) {
    double sumR = 0;
    double sumS = 0;
    double sumPR = 0;
    double sumMixed = 0;
    double sumQS = 0;
    for (ServedComparison stratum : strata) {
      if (stratum.compares()) {
        double a = stratum.served().exits();
        double b = stratum.served().stays();
        double c = stratum.unserved().exits();
        double d = stratum.unserved().stays();
        double n = a + b + c + d;
        double p = (a + d) / n;
        double q = (b + c) / n;
        double r = a * d / n;
        double s = b * c / n;
        sumR += r;
        sumS += s;
        sumPR += p * r;
        sumMixed += p * s + q * r;
        sumQS += q * s;
      }
    }
    double variance =
        sumPR / (2 * sumR * sumR) + sumMixed / (2 * sumR * sumS) + sumQS / (2 * sumS * sumS);
    return findEstimate(sumR, sumS, variance, level);
  }

  /**
   * The risk ratio of exit, served against unserved: sum of {@code a(c+d)/n} over sum of {@code
   * c(a+b)/n}, how many times as likely a served household is to leave. The interval is normal in
   * the logarithm, with the variance of Greenland and Robins (1985, Biometrics 41, 55-68).
   *
   * <p>Where most unserved households leave, it cannot be far above 1, whatever the programme does.
   *
   * @param strata in any order
   * @param level coverage of the interval, between 0 and 1
   * @return empty where no stratum tells it, where it would be 0 or infinite, or where every
   *     household left, so that there is nothing to tell its error by
   */
  public static Optional<RatioEstimate> findRiskRatio(List<ServedComparison> strata, double level) {
    double servedSum = 0;
    double unservedSum = 0;
    double spread = 0;
    for (ServedComparison stratum : strata) {
      if (stratum.compares()) {
        double a = stratum.served().exits();
        double c = stratum.unserved().exits();
        double served = stratum.served().seen();
        double unserved = stratum.unserved().seen();
        double n = served + unserved;
        servedSum += a * unserved / n;
        unservedSum += c * served / n;
        spread += ((a + c) * served * unserved - a * c * n) / (n * n);
      }
    }
    return spread > 0
        ? findEstimate(servedSum, unservedSum, spread / (servedSum * unservedSum), level)
        : Optional.empty();
  }

  private static Optional<RatioEstimate> findEstimate(
      double above, double below, double logVariance, double level) {
    if (!(above > 0 && below > 0)) {
      return Optional.empty();
    }
    double ratio = above / below;
    double quantile = new NormalDistribution(0, 1).inverseCumulativeProbability((1 + level) / 2);
    double factor = Math.exp(quantile * Math.sqrt(logVariance));
    return Optional.of(new RatioEstimate(ratio, ratio / factor, ratio * factor));
  }
}
