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
    return sigmaShared * sigmaShared + sigmaLocal * sigmaLocal;
  }
}
