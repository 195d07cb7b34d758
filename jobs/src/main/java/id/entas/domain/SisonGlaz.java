package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.PoissonDistribution;

/**
 * Simultaneous intervals of a multinomial row; {@link IntervalMethod#SISON_GLAZ} says what they
 * are.
 *
 * <p>C. P. Sison and J. Glaz, Simultaneous confidence intervals and sample size determination for
 * multinomial proportions, J. Amer. Statist. Assoc. 90, 1995; W. L. May and W. D. Johnson, J.
 * Statist. Software 5(6), 2000, whose convention that nu(0) = 0 is kept; B. Levin, Ann. Statist. 9,
 * 1981.
 */
final class SisonGlaz {
  private final long all;
  private final double sumAtMean;
  private final List<Window> windows = new ArrayList<>();

  private SisonGlaz(List<Long> counts) {
    all = counts.stream().mapToLong(Long::longValue).sum();
    sumAtMean = atMean(all);
    for (long count : counts) {
      // A Poisson count of mean 0 is always 0 and adds nothing to any chance or moment.
      if (count > 0) {
        windows.add(new Window(count));
      }
    }
  }

  /**
   * The intervals of a row.
   *
   * @param counts households by destination; fractions are rounded to find the width
   * @return empty when fewer than two destinations have households after rounding
   */
  static Optional<List<RowInterval>> findRow(double[] counts, double level) {
    List<Long> rounded = new ArrayList<>();
    for (double x : counts) {
      rounded.add(Math.round(x));
    }
    if (rounded.stream().filter(x -> x > 0).count() < 2) {
      return Optional.empty();
    }
    SisonGlaz row = new SisonGlaz(rounded);
    double below = 0;
    double reached = 0;
    long c = 0;
    while (reached <= level) {
      below = reached;
      c++;
      // All counts are within n of any others, which the expansion need not know.
      reached = c < row.all ? row.widened() : 1;
    }
    c--;
    double delta = (level - below) / (reached - below);
    double n = Matrices.sum(counts);
    List<RowInterval> intervals = new ArrayList<>();
    for (double x : counts) {
      double low = x / n - (double) c / row.all;
      double high = x / n + (c + 2 * delta) / row.all;
      intervals.add(new RowInterval(Math.max(0, low), Math.min(1, high)));
    }
    return Optional.of(intervals);
  }

  /** The chance nu(c) that all counts are within c of the observed ones, for the next c. */
  private double widened() {
    double chance = 1;
    double mean = 0;
    double variance = 0;
    double third = 0;
    double fourth = 0;
    for (Window window : windows) {
      window.widen();
      chance *= window.chance();
      mean += window.excess();
      variance += window.variance();
      third += window.thirdMoment();
      fourth += window.fourthCumulant();
    }
    double z = -mean / Math.sqrt(variance);
    double skewness = third / Math.pow(variance, 1.5);
    double kurtosis = fourth / (variance * variance);
    double z2 = z * z;
    double expansion =
        1
            + skewness * (z2 - 3) * z / 6
            + kurtosis * ((z2 - 6) * z2 + 3) / 24
            + skewness * skewness * (((z2 - 15) * z2 + 45) * z2 - 15) / 72;
    double density = Math.exp(-z2 / 2) / Math.sqrt(2 * Math.PI * variance) * expansion;
    return chance * density / sumAtMean;
  }

  /**
   * A Poisson count held within c of its mean. Sums run over the distance from the mean, so that
   * the moments of counts of a million are no differences of large numbers.
   */
  private static final class Window {
    private final long count;
    private int c;
    private double lowest;
    private double highest;
    private final double[] sums = new double[5];

    Window(long count) {
      this.count = count;
      lowest = atMean(count);
      highest = lowest;
      sums[0] = lowest;
    }

    /** Goes from c to c + 1: one more value at each side, of which none is below 0. */
    void widen() {
      lowest *= Math.max(0, count - c) / (double) count;
      c++;
      highest *= count / (double) (count + c);
      double power = 1;
      double opposite = 1;
      for (int r = 0; r < sums.length; r++) {
        sums[r] += lowest * opposite + highest * power;
        power *= c;
        opposite *= -c;
      }
    }

    double chance() {
      return sums[0];
    }

    /** The mean less the observed count. */
    double excess() {
      return sums[1] / sums[0];
    }

    double variance() {
      return sums[2] / sums[0] - excess() * excess();
    }

    double thirdMoment() {
      double mean = excess();
      return sums[3] / sums[0] - 3 * mean * sums[2] / sums[0] + 2 * mean * mean * mean;
    }

    double fourthCumulant() {
      double mean = excess();
      double square = mean * mean;
      double fourth =
          (sums[4] - 4 * mean * sums[3] + 6 * square * sums[2]) / sums[0] - 3 * square * square;
      return fourth - 3 * variance() * variance();
    }
  }

  /** The chance that a Poisson count of this mean is its mean. */
  private static double atMean(long mean) {
    // No generator is passed: the distribution is asked for a chance, never for a draw.
    return new PoissonDistribution(
            null,
            mean,
            PoissonDistribution.DEFAULT_EPSILON,
            PoissonDistribution.DEFAULT_MAX_ITERATIONS)
        .probability(Math.toIntExact(mean));
  }
}
