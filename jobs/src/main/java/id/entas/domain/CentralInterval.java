package id.entas.domain;

/** The central intervals whose coverage is counted. */
public enum CentralInterval {
  OF_50(0.50),
  OF_80(0.80),
  OF_90(0.90),
  OF_95(0.95);

  private final double level;

  CentralInterval(double level) {
    this.level = level;
  }

  /** The chance that it should hold the count, 0 to 1. */
  public double level() {
    return level;
  }

  /** The share of the futures below it. */
  public double lowerShare() {
    return (1 - level) / 2;
  }

  /** The share of the futures up to its upper end. */
  public double upperShare() {
    return (1 + level) / 2;
  }
}
