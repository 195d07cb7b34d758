package id.entas.domain;

import java.util.List;

/**
 * Flows over intervals of one length.
 *
 * @param years length of the interval, at least 1
 * @param counts households by state at the start and at the end; fractions are allowed
 * @param censored households whose end is known only to be in a set of states, not among {@code
 *     counts}
 */
public record IntervalCounts(int years, double[][] counts, List<CensoredCount> censored) {
  public IntervalCounts {
    counts = Matrices.copy(counts);
    censored = List.copyOf(censored);
    if (years < 1) {
      throw new IllegalArgumentException("an interval of " + years + " years");
    }
    for (double[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException(
            "counts of " + counts.length + " by " + row.length + " states are not square");
      }
      for (double n : row) {
        if (!(n >= 0) || Double.isInfinite(n)) {
          throw new IllegalArgumentException("a count of " + n + " households");
        }
      }
    }
    for (CensoredCount some : censored) {
      if (some.within().length != counts.length) {
        throw new IllegalArgumentException(
            some.within().length + " flags for " + counts.length + " states");
      }
    }
  }

  /** Flows without censored ends. */
  public IntervalCounts(int years, double[][] counts) {
    this(years, counts, List.of());
  }

  @Override
  public double[][] counts() {
    return Matrices.copy(counts);
  }
}
