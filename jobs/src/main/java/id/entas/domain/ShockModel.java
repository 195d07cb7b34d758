package id.entas.domain;

import java.io.Serializable;

/**
 * How much good and bad years move the rows of an annual matrix.
 *
 * <p>In a year with shock u, row i of the matrix is p_ij · exp(-u (rank_j - rank_i)), renormalised
 * over the tiers, with rank 0 for the worst tier: a positive u is a bad year. u is the sum of a
 * shock shared by all kecamatan and one of the kecamatan's own.
 *
 * @param sigmaShared standard deviation of the shared shock, per tier step
 * @param sigmaLocal standard deviation of the local shock, per tier step
 * @param intervals yearly intervals that the matrix averages over, at least 1
 * @param source whether the deviations were estimated or assumed
 */
public record ShockModel(double sigmaShared, double sigmaLocal, int intervals, ShockSource source)
    implements Serializable {
  public ShockModel {
    if (!(sigmaShared >= 0)
        || !(sigmaLocal >= 0)
        || Double.isInfinite(sigmaShared)
        || Double.isInfinite(sigmaLocal)) {
      throw new IllegalArgumentException(
          "no standard deviations of shocks: " + sigmaShared + ", " + sigmaLocal);
    }
    if (intervals < 1 || source == ShockSource.ESTIMATED && intervals < 2) {
      throw new IllegalArgumentException(intervals + " intervals of " + source + " shocks");
    }
  }

  /** No shocks: every year is like the average one. */
  public static ShockModel none() {
    return new ShockModel(0, 0, 1, ShockSource.ASSUMED);
  }

  /** Variance of the two shocks together. */
  public double variance() {
    return variance(1);
  }

  /**
   * Variance of the shared shock and some share of the local one's, as in a mean over kecamatan,
   * where local shocks cancel.
   *
   * @param localShare of the local variance that is left, at least 0; 1 for one kecamatan
   */
  public double variance(double localShare) {
    return sigmaShared * sigmaShared + localShare * sigmaLocal * sigmaLocal;
  }

  /**
   * How far local shocks fail to cancel in a sum over kecamatan: the share of their variance that
   * is left, the sum of the squared shares of the kecamatan.
   *
   * @param households of each kecamatan, at least 0
   * @return 1 for one kecamatan or none, 1 / n for n of one size
   */
  public static double concentration(double[] households) {
    double all = Matrices.sum(households);
    double squares = 0;
    for (double own : households) {
      squares += own * own;
    }
    return all > 0 ? squares / (all * all) : 1;
  }

  /**
   * Degrees of freedom of {@link #variance(double)} as an estimate (Satterthwaite, Biometrics
   * Bulletin 2, 1946): the shared variance rests on one contrast less than there are years, the
   * local one on as many for every kecamatan but one. With few years a mean shock is therefore a
   * Student t and not normal.
   *
   * @param localShare as there
   * @param kecamatan that the shocks were estimated from
   * @return infinite where the deviations are assumed, or both 0
   */
  public double degrees(double localShare, int kecamatan) {
    double shared = sigmaShared * sigmaShared;
    double local = localShare * sigmaLocal * sigmaLocal;
    if (source == ShockSource.ASSUMED || shared + local == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double contrasts = intervals - 1;
    return (shared + local)
        * (shared + local)
        / (shared * shared / contrasts + local * local / (contrasts * Math.max(1, kecamatan - 1)));
  }
}
