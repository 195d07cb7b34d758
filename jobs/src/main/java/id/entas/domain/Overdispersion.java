package id.entas.domain;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * How much more counts vary than those of households that move independently of each other: their
 * variance is phi times the multinomial one (quasi-likelihood; P. McCullagh and J. A. Nelder,
 * Generalized Linear Models, 2nd ed. 1989, sections 4.5 and 5.5).
 *
 * <p>A dispersion must not come from the contrast that it is used to test: X2 over years divided by
 * its own dispersion over years is 1 whatever the years did. Years are tested against the
 * dispersion of kecamatan within years, kecamatan against that over the years within kecamatan.
 *
 * @param phi variance over that of independent households, above 0
 * @param degreesOfFreedom of the estimate of phi, above 0; infinite where phi is known
 * @param concentration how many of the statistic's degrees of freedom go into one of the chi-square
 *     that it is in proportion to, at least 1: above 1 where the variance beyond that of households
 *     lies in few directions, as that of shocks does ({@link ShockedStatistic})
 */
public record Overdispersion(double phi, double degreesOfFreedom, double concentration) {
  /** Households that move independently of each other. */
  public static final Overdispersion NONE = new Overdispersion(1, Double.POSITIVE_INFINITY);

  public Overdispersion {
    if (!(phi > 0)
        || Double.isInfinite(phi)
        || !(degreesOfFreedom > 0)
        || !(concentration >= 1)
        || Double.isInfinite(concentration)) {
      throw new IllegalArgumentException(
          "no dispersion: "
              + phi
              + " with "
              + degreesOfFreedom
              + " degrees of freedom, concentration "
              + concentration);
    }
  }

  /** A dispersion that lies in all directions alike. */
  public Overdispersion(double phi, double degreesOfFreedom) {
    this(phi, degreesOfFreedom, 1);
  }

  /**
   * The chance of a statistic at least this large when nothing differs: statistic / df / phi is
   * taken as F with df and phi's degrees of freedom, statistic / phi as chi-square where phi is
   * known.
   *
   * <p>Both are approximations for large expected counts. F takes phi as independent of the
   * statistic.
   *
   * @param statistic at least 0; infinite has chance 0
   * @param df degrees of freedom of the statistic, at least 1
   */
  public double upperTail(double statistic, int df) {
    if (!(statistic >= 0) || df < 1) {
      throw new IllegalArgumentException(
          "statistic " + statistic + " with " + df + " degrees of freedom");
    }
    double scaled = statistic / phi / concentration;
    double effective = df / concentration;
    if (Double.isInfinite(scaled)) {
      return 0;
    }
    // Tails are computed as such: one less the distribution function ends at 1e-16.
    return Double.isInfinite(degreesOfFreedom)
        ? Gamma.regularizedGammaQ(effective / 2, scaled / 2)
        : Beta.regularizedBeta(
            degreesOfFreedom / (degreesOfFreedom + scaled), degreesOfFreedom / 2, effective / 2);
  }
}
