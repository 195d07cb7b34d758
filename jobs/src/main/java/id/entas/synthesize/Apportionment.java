package id.entas.synthesize;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Whole numbers in proportion to weights that add up exactly, by the largest remainders. */
final class Apportionment {
  private Apportionment() {}

  /**
   * Shares a total out.
   *
   * @param total at least 0
   * @param weights at least 0 each, above 0 together
   * @return as many counts as weights, each within one of its exact share; where remainders tie,
   *     the earlier weight gets the more
   */
  static long[] of(long total, double... weights) {
    double sum = Arrays.stream(weights).sum();
    if (total < 0 || !(sum > 0) || Arrays.stream(weights).anyMatch(weight -> !(weight >= 0))) {
      throw new IllegalArgumentException(
          "cannot share " + total + " by the weights " + Arrays.toString(weights));
    }
    long[] counts = new long[weights.length];
    double[] remainders = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double exact = total * (weights[i] / sum);
      counts[i] = (long) Math.floor(exact);
      remainders[i] = exact - counts[i];
    }
    long left = total - Arrays.stream(counts).sum();
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -remainders[i]))
        .limit(left)
        .forEach(i -> counts[i]++);
    return counts;
  }
}
