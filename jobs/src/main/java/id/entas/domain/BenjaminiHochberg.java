package id.entas.domain;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * P-values of many tests of the same kind, such as one a kecamatan, adjusted so that rejecting
 * those below 5 % makes at most 5 % of the rejections false on average (false discovery rate; Y.
 * Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57, 1995).
 *
 * <p>The adjusted value of the i-th smallest of m is the least of m p(j) / j over j from i on, at
 * most 1. Tests must be independent or positively dependent, as those of kecamatan that share their
 * years are.
 */
public final class BenjaminiHochberg {
  /**
   * Adjusts p-values.
   *
   * @param pValues 0 to 1, or NaN where there was nothing to test; these do not count as tests
   * @return adjusted values in the same order, NaN where NaN was given
   */
  public static double[] adjusted(double[] pValues) {
    int[] descending =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 1;
    for (int k = 0; k < descending.length; k++) {
      double p = pValues[descending[k]];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("no p-value: " + p);
      }
      // A factor of at least 1 leaves no value smaller than it was.
      double factor = (double) descending.length / (descending.length - k);
      least = Math.min(least, p * factor);
      adjusted[descending[k]] = least;
    }
    return adjusted;
  }

  private BenjaminiHochberg() {}
}
