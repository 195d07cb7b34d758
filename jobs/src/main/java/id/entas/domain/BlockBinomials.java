package id.entas.domain;

import org.apache.commons.math3.special.Beta;

/**
 * Exact quantiles of binomial counts in all futures of a block at once: {@link CountQuantile}'s
 * expansion of each, and its distribution function where that leaves a doubt.
 *
 * <p>The expansion is one formula in several short loops without a choice: HotSpot makes such loops
 * do as many futures in one step as the processor can, three times as quick as one loop or as one
 * future after another. A longer loop it leaves as it is.
 */
final class BlockBinomials {
  private final double[] means;
  private final double[] variances;
  private final double[] deviations;
  private final double[] terms;
  private final double[] certainty;

  /**
   * @param most futures of a block
   */
  BlockBinomials(int most) {
    means = new double[most];
    variances = new double[most];
    deviations = new double[most];
    terms = new double[most];
    certainty = new double[most];
  }

  /**
   * How many of some households make a move that each makes with the same chance.
   *
   * @param luck of the move
   * @param n households by future, whole numbers of at least 0
   * @param p chance by future, 0 to 1
   * @param size how many futures
   * @param counts where the counts are put, by future
   */
  void draw(MoveLuck luck, double[] n, double[] p, int size, double[] counts) {
    moments(n, p, size);
    if (isWithoutLuck(n, p, size, counts)) {
      return;
    }
    double[] deviates = luck.deviates(size);
    terms(p, deviates, size);
    moreTerms(p, deviates, size);
    guess(p, deviates, size, counts);
    round(luck.doubts(size), size, counts);
    limit(n, size, counts);
    for (int f = 0; f < size; f++) {
      // No number where there is no variance.
      if (!(certainty[f] > 0)) {
        counts[f] = uncertain(luck.uniform(f), deviates[f], n[f], p[f]);
      }
    }
  }

  /** Whether in every future nobody moves or all do, and then how many. */
  private boolean isWithoutLuck(double[] n, double[] p, int size, double[] counts) {
    for (int f = 0; f < size; f++) {
      if (means[f] != 0 && p[f] != 1) {
        return false;
      }
      counts[f] = means[f] == 0 ? 0 : n[f];
    }
    return true;
  }

  private static double uncertain(double u, double deviate, double n, double p) {
    if (n * p == 0) {
      return 0;
    }
    if (p == 1) {
      return n;
    }
    long all = (long) n;
    return n * Math.min(p, 1 - p) <= CountQuantile.LARGEST_MEAN_OF_INVERSION
        ? CountQuantile.fewBinomial(u, all, p)
        : CountQuantile.searched(
            u,
            Math.max(0, Math.min(all, Math.round(n * p + deviate * Math.sqrt(n * p * (1 - p))))),
            all,
            k -> Beta.regularizedBeta(1 - p, all - k, k + 1.0));
  }

  private void moments(double[] n, double[] p, int size) {
    for (int f = 0; f < size; f++) {
      double mean = n[f] * p[f];
      double variance = mean * (1 - p[f]);
      means[f] = mean;
      variances[f] = variance;
      deviations[f] = Math.sqrt(variance);
    }
  }

  private void terms(double[] p, double[] z, int size) {
    for (int f = 0; f < size; f++) {
      double w = p[f] * (1 - p[f]);
      double square = z[f] * z[f];
      terms[f] = z[f] * (14 * w - 2 - (1 + 2 * w) * square) * deviations[f] * (1.0 / 72);
    }
  }

  private void moreTerms(double[] p, double[] z, int size) {
    for (int f = 0; f < size; f++) {
      double w = p[f] * (1 - p[f]);
      double square = z[f] * z[f];
      terms[f] += (1 - 2 * p[f]) * (1 + w * 0.5) * ((3 * square + 7) * square - 16) * (1.0 / 810);
    }
  }

  private void guess(double[] p, double[] z, int size, double[] guesses) {
    for (int f = 0; f < size; f++) {
      guesses[f] =
          means[f]
              + deviations[f] * z[f]
              + ((1 - 2 * p[f]) * (z[f] * z[f] - 1) * (1.0 / 6) + 0.5)
              + terms[f] / variances[f];
    }
  }

  private void round(double[] doubts, int size, double[] guesses) {
    for (int f = 0; f < size; f++) {
      double whole = Math.floor(guesses[f]);
      certainty[f] =
          CountQuantile.margin(guesses[f] - whole, deviations[f]) * (variances[f] * deviations[f])
              - doubts[f];
      guesses[f] = whole;
    }
  }

  /** Nothing is certain of a small variance, nor beyond the counts that there are. */
  private void limit(double[] n, int size, double[] guesses) {
    for (int f = 0; f < size; f++) {
      double inside = Math.min(guesses[f], n[f] - guesses[f]) + 1;
      double enough = Math.min(inside, variances[f] - CountQuantile.LEAST_VARIANCE);
      certainty[f] = Math.min(certainty[f], enough);
    }
  }
}
