package id.entas.domain;

import java.util.Arrays;

/**
 * What the shocks of the years observed left in the average matrix of these years.
 *
 * <p>In a year with shock u_t row i is p_ij exp(-u_t (j - i)) in proportion ({@link ShockModel}),
 * and the average over the years is tilted by the sum over t of w_it u_t, w_it being the {@link
 * YearShares}: all rows by the same shocks, each with weights of its own. The u_t are normal with a
 * common deviation that is an estimate, so that jointly they are a multivariate Student t.
 *
 * <p>To first order in u: the average of rows tilted back and forth also spreads a little, by half
 * the variance of u, which at deviations of 0.15 is a tenth of what the tilt itself does.
 *
 * @param deviation standard deviation of a year's shock, per tier step, at least 0
 * @param degrees degrees of freedom that it was estimated with, positive; infinite where it is
 *     assumed
 * @param shares how much each year weighs in each row
 */
public record YearTilts(double deviation, double degrees, YearShares shares) {
  public YearTilts {
    if (!(deviation >= 0) || Double.isInfinite(deviation) || !(degrees > 0)) {
      throw new IllegalArgumentException(
          "no deviation of a shock: " + deviation + " on " + degrees + " degrees of freedom");
    }
  }

  /** No shocks: what one interval did. */
  public static YearTilts none() {
    return new YearTilts(0, Double.POSITIVE_INFINITY, new YearShares(new double[0][]));
  }

  /**
   * The tilts of the rows.
   *
   * @param normals a standard normal variable for each year
   * @param chiSquarePerDegree a chi-square variable with these degrees of freedom, divided by them;
   *     1 where they are infinite
   */
  double[] ofRows(double[] normals, double chiSquarePerDegree) {
    double scale = deviation / Math.sqrt(chiSquarePerDegree);
    return Arrays.stream(shares.shares())
        .mapToDouble(
            row -> {
              double tilt = 0;
              for (int t = 0; t < row.length; t++) {
                tilt += row[t] * scale * normals[t];
              }
              return tilt;
            })
        .toArray();
  }

  /** Years that the shares speak of. */
  int years() {
    double[][] rows = shares.shares();
    return rows.length == 0 ? 0 : rows[0].length;
  }
}
