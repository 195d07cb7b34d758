package id.entas.domain;

import java.util.Optional;

/**
 * The shocks between years with the uncertainty of their size.
 *
 * @param model standard deviations of the shared and the local shock
 * @param shared 95 % interval of the shared standard deviation; empty where it is assumed
 * @param local 95 % interval of the local standard deviation; empty where it is assumed
 */
public record ShockEstimate(ShockModel model, Optional<Range> shared, Optional<Range> local) {

  /** Two ends of a standard deviation, per tier step. */
  public record Range(double low, double high) {
    public Range {
      if (!(low >= 0) || !(high >= low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException("no range of a deviation: " + low + " to " + high);
      }
    }
  }

  /** Shocks that are assumed have no interval: no data speak of them. */
  public static ShockEstimate assumed(ShockModel model) {
    return new ShockEstimate(model, Optional.empty(), Optional.empty());
  }
}
