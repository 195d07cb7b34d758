package id.entas.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The target: in a year, no more than some households in the target tier.
 *
 * @param year the year in which it must be met
 * @param households households that may remain before tolerance, at least 0
 */
public record Target(int year, long households) {
  public Target {
    if (households < 0) {
      throw Refusal.mistake(
          "A target allows 0 or more households, not "
              + households
              + "; correct target.households.");
    }
  }

  /**
   * The tolerance in households: the share of the households listed in the base census, rounded
   * down.
   *
   * @param share 0 to 1, taken as the decimal it is written as: 0.29 of 100 is 29, though in binary
   *     it is a little less
   * @param listedInBase households listed in the base census
   */
  public static long toleranceHouseholds(double share, long listedInBase) {
    if (!(share >= 0 && share <= 1) || listedInBase < 0) {
      throw new IllegalArgumentException(share + " of " + listedInBase + " households");
    }
    return BigDecimal.valueOf(share)
        .multiply(BigDecimal.valueOf(listedInBase))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /**
   * The most households in the target tier that count as met: the target's own and the tolerance.
   */
  public long metHouseholds(double share, long listedInBase) {
    return households + toleranceHouseholds(share, listedInBase);
  }
}
