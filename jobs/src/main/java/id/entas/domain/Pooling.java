package id.entas.domain;

/**
 * How to pool a row over regions.
 *
 * @param level coverage of the intervals, between 0 and 1
 * @param draws bootstrap samples behind the intervals, at least 1; with 200 their ends are as good
 *     as those of any number
 * @param seed seed of the samples
 * @param row name of the row, such as its tier: with the seed it names the samples
 */
public record Pooling(double level, int draws, long seed, String row) {
  public Pooling {
    if (!(level > 0) || !(level < 1)) {
      throw new IllegalArgumentException("no level between 0 and 1: " + level);
    }
    if (draws < 1) {
      throw new IllegalArgumentException(draws + " bootstrap samples");
    }
  }

  /** Intervals of 95 % from 200 samples. */
  public static Pooling ofRow(long seed, String row) {
    return new Pooling(0.95, 200, seed, row);
  }
}
