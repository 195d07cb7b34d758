package id.entas.domain;

import java.util.Optional;
import org.apache.commons.math3.special.Gamma;

/**
 * How well a model of tier sequences agrees with what was recorded of the households seen at all
 * censuses.
 *
 * <p>Each group is a sequence; those of which fewer than five households are expected form one
 * group. Expected are the households first recorded in the same tier, times the model's chance of
 * what follows, so a selection by the first tier alone does no harm. Selection by later tiers does:
 * where absence depends on the tier, the households seen at all censuses differ from the model's
 * even if it is right.
 *
 * <p>The model is fitted to sequences before they are grouped, and to households that were not seen
 * at all censuses as well, so its parameters take less from X2 than their number (Chernoff and
 * Lehmann 1954). The degrees of freedom are therefore the expectation of X2 under the model: for
 * each group the variance of a multinomial count less that of its fitted expectation, over the
 * expectation. They need not be whole. Where every sequence is a group of its own and every
 * household was seen at all censuses they are the groups less the first tiers less the parameters.
 *
 * <p>With many households every model is rejected. The index of dissimilarity and the effect size
 * say how far off a rejected model is.
 *
 * @param households households seen at all censuses
 * @param groups groups of sequences
 * @param pearson Pearson's X2, the sum of (observed - expected)² / expected
 * @param likelihoodRatio G2, twice the sum of observed · ln(observed / expected)
 * @param degreesOfFreedom expectation of X2 under the model, at least 0; below 1 there is no test
 * @param misplaced households that would have to be in another group for a perfect fit
 */
public record GoodnessOfFit(
    long households,
    int groups,
    double pearson,
    double likelihoodRatio,
    double degreesOfFreedom,
    double misplaced) {
  public GoodnessOfFit {
    if (households < 0
        || groups < 0
        || !(pearson >= 0)
        || !(degreesOfFreedom >= 0)
        || !(misplaced >= 0)
        || !(misplaced <= households)) {
      throw new IllegalArgumentException(
          "no goodness of fit: "
              + households
              + " households in "
              + groups
              + " groups, X2 "
              + pearson
              + " on "
              + degreesOfFreedom
              + ", misplaced "
              + misplaced);
    }
  }

  /**
   * The p-value of Pearson's test against chi-squared.
   *
   * @return empty without a degree of freedom
   */
  public Optional<Double> findPearsonP() {
    return findP(pearson);
  }

  /**
   * The p-value of the likelihood ratio test against chi-squared.
   *
   * @return empty without a degree of freedom
   */
  public Optional<Double> findLikelihoodRatioP() {
    return findP(likelihoodRatio);
  }

  private Optional<Double> findP(double statistic) {
    return degreesOfFreedom < 1
        ? Optional.empty()
        : Optional.of(Gamma.regularizedGammaQ(degreesOfFreedom / 2, Math.max(statistic, 0) / 2));
  }

  /**
   * The index of dissimilarity: the share of the households that would have to be in another group
   * for a perfect fit (Gini 1914; Kuha and Firth 2011). Sampling alone makes it positive, the more
   * the fewer households there are.
   *
   * @return empty without households seen at all censuses
   */
  public Optional<Double> findDissimilarity() {
    return households == 0 ? Optional.empty() : Optional.of(misplaced / households);
  }

  /**
   * Cohen's w, the square root of X2 / households (Cohen 1988): 0.1 is small, 0.3 medium.
   *
   * @return empty without households seen at all censuses
   */
  public Optional<Double> findEffectSize() {
    return households == 0 ? Optional.empty() : Optional.of(Math.sqrt(pearson / households));
  }
}
