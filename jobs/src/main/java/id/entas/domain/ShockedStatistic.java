package id.entas.domain;

/**
 * What Pearson's X2 or LR looks like when nothing differs but ordinary years do.
 *
 * <p>Shocks tilt a whole row, and all rows of a stratum (a year, or a kecamatan's years) at once:
 * they add variance in one direction of many. So X2 has not only a larger mean, but a heavier tail
 * than a chi-square of its degrees of freedom times a dispersion. Stratum s, with K contrasts
 * between destinations over all its rows and shocks that add L_s to the mean of its part, has the
 * law of (1 + L_s) chi-square(1) + chi-square(K - 1), for small tilts of normal size; a single
 * extreme year has a heavier tail still. The sum over strata is taken as m / v chi-square(v) with
 * its mean m and variance 2 m² / v (Satterthwaite 1946).
 *
 * <p>Where the size of the shocks was read off the same years of other kecamatan, the shared shocks
 * are in both, and are no luck of the one that is tested: given them, the part L - L_s of a stratum
 * is drawn and L_s is there already, so that its direction has the law of a noncentral chi-square
 * of one degree of freedom times 1 + L - L_s, of the same mean and of the variance 2 (1 + L - L_s)²
 * + 4 (1 + L - L_s) L_s, less than 2 (1 + L)² (Johnson, Kotz and Balakrishnan, Continuous
 * Univariate Distributions 2, 1995, chapter 29).
 *
 * @param phi mean of the statistic over its degrees of freedom, at least 1
 * @param concentration degrees of freedom of the statistic over those, v, of the chi-square that it
 *     is in proportion to, at least 1; 1 without shocks
 */
public record ShockedStatistic(double phi, double concentration) {
  public ShockedStatistic {
    if (!(phi >= 1) || !(concentration >= 1)) {
      throw new IllegalArgumentException(
          "a statistic " + phi + " times its degrees of freedom, in " + concentration);
    }
  }

  /**
   * The law of a statistic over strata whose shocks are all drawn anew.
   *
   * @param households by row and stratum
   * @param excess mean of what shocks add to each household-contrast, c h, by row and stratum, at
   *     least 0
   * @param destinations destinations that anybody of the row reached, by row
   */
  public static ShockedStatistic of(double[][] households, double[][] excess, int[] destinations) {
    return of(households, excess, destinations, 0);
  }

  /**
   * The law of a statistic over strata.
   *
   * @param households by row and stratum
   * @param excess mean of what shocks add to each household-contrast, c h, by row and stratum, at
   *     least 0
   * @param destinations destinations that anybody of the row reached, by row
   * @param given share of the excess by shocks that the excess itself was read off, 0 to 1
   */
  public static ShockedStatistic of(
      double[][] households, double[][] excess, int[] destinations, double given) {
    if (!(given >= 0 && given <= 1)) {
      throw new IllegalArgumentException("a share of " + given);
    }
    int strata = households.length == 0 ? 0 : households[0].length;
    double[] totals = new double[households.length];
    for (int i = 0; i < households.length; i++) {
      totals[i] = Matrices.sum(households[i]);
    }
    double degrees = 0;
    double mean = 0;
    double variance = 0;
    for (int s = 0; s < strata; s++) {
      double contrasts = 0;
      double all = 0;
      double shocks = 0;
      for (int i = 0; i < households.length; i++) {
        if (households[i][s] > 0 && destinations[i] > 1) {
          // The pooled row follows a stratum that holds most of it: its part varies less.
          double free = 1 - households[i][s] / totals[i];
          all += destinations[i] - 1;
          contrasts += free * (destinations[i] - 1);
          shocks += free * (destinations[i] - 1) * excess[i][s];
        }
      }
      if (contrasts > 0) {
        double free = contrasts / all;
        double drawn = 1 + (1 - given) * shocks / free;
        double direction = drawn * (drawn + 2 * given * shocks / free);
        degrees += contrasts;
        mean += contrasts + shocks;
        variance += 2 * free * (direction + all - 1);
      }
    }
    if (degrees == 0) {
      return new ShockedStatistic(1, 1);
    }
    return new ShockedStatistic(
        mean / degrees, Math.max(1, degrees * variance / (2 * mean * mean)));
  }
}
