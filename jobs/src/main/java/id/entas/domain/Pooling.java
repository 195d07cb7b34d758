package id.entas.domain;

/**
 * How to pool a row over regions.
 *
 * @param level coverage of the intervals, between 0 and 1
 * @param draws bootstrap samples behind the intervals, at least 1; with 200 their ends are as good
 *     as those of any number
 * @param seed seed of the samples
 * @param row name of the row, such as its tier: with the seed it names the samples
 * @param ends whether the ends of the intervals are wanted
 */
public record Pooling(double level, int draws, long seed, String row, Ends ends) {

  /** Whether the ends of the intervals are wanted, which take three quarters of the time. */
  public enum Ends {
    /** The quantiles of the posterior. */
    QUANTILES,
    /** 0 and 1; probabilities, weights and households are the same. */
    LEFT_OPEN
  }

  public Pooling {
    if (!(level > 0) || !(level < 1)) {
      throw new IllegalArgumentException("no level between 0 and 1: " + level);
    }
    if (draws < 1) {
      throw new IllegalArgumentException(draws + " bootstrap samples");
    }
  }

  /** With the ends of the intervals. */
  public Pooling(double level, int draws, long seed, String row) {
    this(level, draws, seed, row, Ends.QUANTILES);
  }

  /** Intervals of 95 % from 200 samples. */
  public static Pooling ofRow(long seed, String row) {
    return ofRow(seed, row, Ends.QUANTILES);
  }

  /** The same, with or without their ends. */
  public static Pooling ofRow(long seed, String row, Ends ends) {
    return new Pooling(0.95, 200, seed, row, ends);
  }
}
