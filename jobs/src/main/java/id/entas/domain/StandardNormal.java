package id.entas.domain;

/** The standard normal distribution, where quickness matters more than the last digits. */
final class StandardNormal {
  /** Up to here from one half, a chance has a central value. */
  private static final double CENTRAL = 0.425;

  /**
   * The value that a normal number does not exceed with some chance, right to seven digits: PPND7
   * of M. J. Wichura, The percentage points of the normal distribution (Applied Statistics 37,
   * 1988, algorithm AS 241).
   *
   * @param chance from 0 to 1; the ends give the infinities
   */
  static double quantile(double chance) {
    double centred = chance - 0.5;
    return Math.abs(centred) <= CENTRAL ? central(centred) : tail(chance, centred);
  }

  /**
   * {@link #quantile} of many chances: one formula for all in a loop of which HotSpot does several
   * steps at once, and then anew those for which it does not hold.
   *
   * @param size how many, from the first on
   */
  static void quantiles(double[] chances, int size, double[] quantiles) {
    for (int i = 0; i < size; i++) {
      quantiles[i] = central(chances[i] - 0.5);
    }
    for (int i = 0; i < size; i++) {
      double centred = chances[i] - 0.5;
      if (Math.abs(centred) > CENTRAL) {
        quantiles[i] = tail(chances[i], centred);
      }
    }
  }

  private static double central(double centred) {
    double r = 0.180625 - centred * centred;
    return centred
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  private static double tail(double chance, double centred) {
    double tail = centred < 0 ? chance : 1 - chance;
    if (!(tail > 0)) {
      return Math.copySign(Double.POSITIVE_INFINITY, centred);
    }
    double r = Math.sqrt(-Math.log(tail));
    double size;
    if (r <= 5) {
      r -= 1.6;
      size =
          (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
              / ((0.12021132975 * r + 0.73700164250) * r + 1);
    } else {
      r -= 5;
      size =
          (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
              / ((0.012258202635 * r + 0.24197894225) * r + 1);
    }
    return Math.copySign(size, centred);
  }

  private StandardNormal() {}
}
