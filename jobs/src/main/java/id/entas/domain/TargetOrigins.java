package id.entas.domain;

import java.io.Serializable;

/**
 * Where the expected households of the target tier were the year before.
 *
 * @param stayed in the tier already
 * @param fell in another tier, or absent
 * @param arrived not in the kecamatan's data: entrants and arrivals
 */
public record TargetOrigins(double stayed, double fell, double arrived) implements Serializable {
  /** Households expected to come into the tier in the year. */
  public double inflow() {
    return fell + arrived;
  }

  /** All expected households of the tier. */
  public double all() {
    return stayed + fell + arrived;
  }
}
