package id.entas.domain;

import java.util.Arrays;

/**
 * The interval of the rate of misrecording by the profile likelihood: the rates at which the best
 * chain is less likely than the best of all by no more than chance explains.
 *
 * <p>Model: with l(e) the greatest logarithm of the likelihood at the rate e, over everything else,
 * the 95 % interval is all e with sqrt(2 (l(e_best) - l(e))) below the normal quantile 1.96 (Wilks,
 * Ann. Math. Statist. 9, 1938; Venzon and Moolgavkar, A method for computing
 * profile-likelihood-based confidence intervals, Appl. Statist. 37, 1988). At 0, the border, a rate
 * of 0 is thus kept a little more often than 95 % asks for (Self and Liang 1987).
 *
 * <p>It takes households as independent and the model as true, and misleads, being too short, where
 * years or villages err together, and where a climb ends in a lesser maximum.
 */
final class RateInterval {
  /** Two-sided 95 % quantile of the normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  private static final double CLOSE = 0.01;
  private static final double SHORTEST = 1e-7;
  private static final int MOST_TRIES = 30;

  /** An end needs fewer digits than the estimate. */
  private static final double SETTLED = 1e-6;

  private static final int MOST_PASSES = 1_000;

  /** Chances that are zero at one rate may have to be positive at another. */
  private static final double LEAST_CHANCE = 1e-6;

  private final LatentFamily family;
  private final ChainFit best;
  private final double rate;

  RateInterval(LatentFamily family, ChainFit best) {
    this.family = family;
    this.best = best;
    this.rate = family.rate(best.parameters());
  }

  RowInterval interval() {
    return new RowInterval(end(0), end(LatentFamily.HIGHEST_RATE));
  }

  /**
   * The end between the estimate and a bound, which is the bound itself if that is not rejected.
   *
   * <p>The root of the likelihood ratio is nearly a straight line in the rate, so dividing leads to
   * the end in a few tries; where it does not, halving does.
   */
  private double end(double bound) {
    double inside = rate;
    double outside = bound;
    boolean boundTried = false;
    double at = rate + Math.signum(bound - rate) * firstReach();
    for (int i = 0; i < MOST_TRIES && Math.abs(outside - inside) > SHORTEST; i++) {
      if (Math.abs(at - rate) >= Math.abs(outside - rate)) {
        at = boundTried ? (inside + outside) / 2 : bound;
      } else if (Math.abs(at - rate) <= Math.abs(inside - rate)) {
        at = (inside + outside) / 2;
      }
      double root = root(at);
      if (Math.abs(root - QUANTILE) < CLOSE || at == bound && root < QUANTILE) {
        return at;
      }
      if (root < QUANTILE) {
        inside = at;
      } else {
        outside = at;
        boundTried = true;
      }
      at = root > 0 ? rate + (at - rate) * QUANTILE / root : bound;
    }
    return (inside + outside) / 2;
  }

  /** Four standard errors of a share of sightings that are seen to be misrecorded or not. */
  private double firstReach() {
    double households = family.chain().sequences().households();
    return 4 * Math.sqrt((rate + 0.5 / households) / households);
  }

  /** Root of the likelihood ratio against a chain with this rate. */
  private double root(double at) {
    LatentFamily assuming = LatentFamily.assuming(family.chain().sequences(), at);
    double[] from = Arrays.copyOf(best.parameters(), assuming.parameters());
    for (int row = 0; row < from.length; row += family.tiers()) {
      double all = 0;
      for (int i = row; i < row + family.tiers(); i++) {
        from[i] = Math.max(from[i], LEAST_CHANCE);
        all += from[i];
      }
      for (int i = row; i < row + family.tiers(); i++) {
        from[i] /= all;
      }
    }
    double fall =
        best.logLikelihood() - ChainFit.climb(assuming, from, SETTLED, MOST_PASSES).logLikelihood();
    return Math.sqrt(2 * Math.max(fall, 0));
  }
}
