package id.entas.domain;

/**
 * The shocks to assume where too few years were observed to estimate them (settings).
 *
 * @param sigmaShared standard deviation of the shared shock, per tier step
 * @param sigmaLocal standard deviation of the local shock, per tier step
 * @param minIntervals yearly intervals from which on the shocks are estimated, at least 3
 */
public record AssumedShocks(double sigmaShared, double sigmaLocal, int minIntervals) {
  public AssumedShocks {
    if (!(sigmaShared >= 0) || !(sigmaLocal >= 0)) {
      throw Refusal.mistake(
          "Assumed shocks are standard deviations of 0 or more, not "
              + sigmaShared
              + " and "
              + sigmaLocal
              + "; correct projection.assumed-shared-shock and projection.assumed-local-shock.");
    }
    if (minIntervals < 3) {
      throw Refusal.mistake(
          "Shocks cannot be estimated from fewer than 3 intervals, but projection.min-intervals is "
              + minIntervals
              + "; raise it.");
    }
  }

  /** The assumed model for a matrix that averages over some yearly intervals. */
  public ShockModel over(int intervals) {
    return new ShockModel(sigmaShared, sigmaLocal, Math.max(intervals, 1), ShockSource.ASSUMED);
  }
}
