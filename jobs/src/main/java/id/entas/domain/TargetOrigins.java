package id.entas.domain;

import java.io.Serializable;

/**
 * Where the expected households of the target tier were at the latest census.
 *
 * @param stayed in the tier then, and in every year since
 * @param fell known then and in another tier or absent, or out of the tier in between
 * @param arrived not in the kecamatan's data then: entrants and arrivals since
 */
public record TargetOrigins(double stayed, double fell, double arrived) implements Serializable {
  /** Households expected to have come into the tier; of the first year, in a year. */
  public double inflow() {
    return fell + arrived;
  }

  /** All expected households of the tier. */
  public double all() {
    return stayed + fell + arrived;
  }
}
