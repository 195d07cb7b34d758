package id.entas.domain;

/**
 * What Pearson's X2 or LR looks like when nothing differs but ordinary years do.
 *
 * <p>Shocks tilt a whole row, and all rows of a stratum (a year, or a kecamatan's years) at once:
 * they add variance in one direction of many. So X2 has not only a larger mean, but a heavier tail
 * than a chi-square of its degrees of freedom times a dispersion. Stratum s, with K contrasts
 * between destinations over all its rows and shocks that add L_s to the mean of its part, has the
 * law of (1 + L_s) chi-square(1) + chi-square(K - 1). The sum over strata is taken as m / v
 * chi-square(v) with its mean m and variance 2 m² / v (Satterthwaite 1946).
 *
 * @param phi mean of the statistic over its degrees of freedom, at least 1
 * @param effectiveDegrees degrees of freedom v of the chi-square that it is in proportion to, above
 *     0 and at most the statistic's own
 */
public record ShockedStatistic(double phi, double effectiveDegrees) {

  /**
   * The law of a statistic over strata.
   *
   * @param households by row and stratum
   * @param excess mean of what shocks add to each household-contrast, c h, by row and stratum, at
   *     least 0
   * @param destinations destinations that anybody of the row reached, by row
   */
  public static ShockedStatistic of(
      double[][] households, double[][] excess, int[] destinations) {
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
      double contrastRows = 0;
      double shocks = 0;
      double heaviest = 0;
      for (int i = 0; i < households.length; i++) {
        if (households[i][s] > 0 && destinations[i] > 1) {
          // The pooled row follows a stratum that holds most of it: its part varies less.
          double free = 1 - households[i][s] / totals[i];
          contrasts += free * (destinations[i] - 1);
          contrastRows += free * free * (destinations[i] - 1);
          shocks += free * (destinations[i] - 1) * excess[i][s];
          heaviest = Math.max(heaviest, free);
        }
      }
      degrees += contrasts;
      mean += contrasts + shocks;
      variance +=
          2 * ((heaviest + shocks) * (heaviest + shocks) - heaviest * heaviest + contrastRows);
    }
    return degrees > 0
        ? new ShockedStatistic(mean / degrees, 2 * mean * mean / variance)
        : new ShockedStatistic(1, 1);
  }
}
