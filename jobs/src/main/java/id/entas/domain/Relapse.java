package id.entas.domain;

import java.io.Serializable;
import java.util.Optional;

/**
 * What became of the households that left the target tier over an interval.
 *
 * @param exits households in the target tier or a worse one at the start, in a better one at the
 *     end
 * @param followed those of them seen in a tier again within two years of the end
 * @param relapsed those of {@code followed} seen in the target tier or a worse one by then
 * @param followUpYears years from the end to the last census within two years of it, 0 without one;
 *     with 1 the second year is still unknown, and the share is smaller than it will be
 */
public record Relapse(long exits, long followed, long relapsed, int followUpYears)
    implements Serializable {
  private static final double LEVEL = 0.95;

  public Relapse {
    if (relapsed < 0 || relapsed > followed || followed > exits || followUpYears < 0) {
      throw new IllegalArgumentException(
          relapsed + " of " + followed + " of " + exits + " after " + followUpYears + " years");
    }
  }

  /**
   * The share of the followed that fell back, with its interval.
   *
   * <p>Model: the relapsed are binomial, relapsed ~ Bin(followed, s), with variances phi times as
   * large where years differ. The estimate is s = relapsed / followed. The 95 % interval is
   * Jeffreys': the quantiles of Beta((relapsed + phi / 2) / phi, (followed - relapsed + phi / 2) /
   * phi), which are those of the counts divided by phi (Brown, Cai and DasGupta, Statistical
   * Science 16, 2001; McCullagh and Nelder 1989, section 4.5), widened to the estimate where nobody
   * or everybody fell back.
   *
   * <p>It takes the households as independent and those not followed as missing at random. It
   * misleads where those who fell back are likelier to be seen again, and where a tier recorded
   * wrongly once looks like an exit with a relapse ({@link Relapses}).
   *
   * @param dispersion how much more the share varies between years than households drawn
   *     independently, at least 1
   * @return empty when nobody was followed
   */
  public Optional<MobilityEstimate> findShare(double dispersion) {
    if (!(dispersion >= 1)) {
      throw new IllegalArgumentException("no dispersion: " + dispersion);
    }
    if (followed == 0) {
      return Optional.empty();
    }
    double share = (double) relapsed / followed;
    return RowInterval.findJeffreys(relapsed / dispersion, followed / dispersion, LEVEL)
        .map(
            interval ->
                new MobilityEstimate(
                    share, Math.min(share, interval.low()), Math.max(share, interval.high())));
  }
}
