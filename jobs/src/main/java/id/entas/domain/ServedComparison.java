package id.entas.domain;

/** Served and unserved households of one tier in one stratum, a kecamatan over an interval. */
public record ServedComparison(ServedOutcomes served, ServedOutcomes unserved) {
  public static final ServedComparison NONE =
      new ServedComparison(ServedOutcomes.NONE, ServedOutcomes.NONE);

  /** The households of both, as if they were of one stratum. */
  public ServedComparison plus(ServedComparison other) {
    return new ServedComparison(served.plus(other.served), unserved.plus(other.unserved));
  }

  /** Whether households of both groups were seen at the end: else the stratum compares nothing. */
  public boolean compares() {
    return served.seen() > 0 && unserved.seen() > 0;
  }
}
