package id.entas.domain;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * The futures of one kecamatan without the luck of single households: what each future expects,
 * given its average matrix and its years' shocks. It answers in a fraction of a second what help of
 * some size would do to the chance of reaching the target.
 *
 * <p>The matrices and shocks are those of the first futures of {@link Futures}, so that the answers
 * are of the same futures. Given them, the households of every tier are expected as stocks times
 * matrix plus newcomers. The count of the target tier is taken to have that mean m, and the
 * variance v of stays that are binomial, of moves into the tier that are Poisson, and of newcomers
 * as dispersed as they were: v' = p^2 v + p (1 - p) m + inflow. Its law is the binomial with that
 * mean and variance where v is less than m, else the negative binomial, as in matching moments.
 *
 * <p>It leaves out that a household that left the tier by luck may fall back, so it misleads where
 * tiers hold a handful of households; in its tests the chance is within 0.04 of the simulated.
 */
public final class MeanFutures {
  private static final double NEARLY_POISSON = 1e-6;

  /**
   * Above this variance and below this skewness the exact sums are within 0.001 of their
   * approximation, as compared at variances up to 2,000 that are a fifth to twenty times the mean.
   */
  private static final double LARGE = 50;

  private static final double SKEWED = 0.2;

  private final FutureInputs inputs;

  /** By future, year, row, column. */
  private final double[][][][] matrices;

  /** Expected newcomers per listed household, by future, year, tier. */
  private final double[][][] newcomers;

  MeanFutures(FutureInputs inputs, double[][][][] matrices, double[][][] newcomers) {
    this.inputs = inputs;
    this.matrices = matrices;
    this.newcomers = newcomers;
  }

  /** The last year that they reach. */
  public int horizonYear() {
    return inputs.latestYear() + matrices[0].length;
  }

  /** The kecamatan's yearly chance to leave the target tier in an average year, with help. */
  public double exitProbability(Help help) {
    int target = inputs.target();
    return help.exit(1 - inputs.matrix()[target][target]);
  }

  /**
   * The chance that the target tier holds no more than some households.
   *
   * @param year a projected year
   * @param met most households that count as met
   * @param help from the first projected year on
   */
  public double chance(int year, long met, Help help) {
    double sum = 0;
    for (int future = 0; future < matrices.length; future++) {
      Path path = path(future, year, help);
      sum += atMost(met, path.mean, path.variance);
    }
    return sum / matrices.length;
  }

  /**
   * What help does in an expected year of the way.
   *
   * @param year the last year of the way, a projected one
   * @return the yearly means over the futures
   */
  public Effort effort(int year, Help help) {
    double expected = 0;
    double helpedOut = 0;
    double keptOut = 0;
    double exits = 0;
    int years = year - inputs.latestYear();
    for (int future = 0; future < matrices.length; future++) {
      Path path = path(future, year, help);
      expected += path.mean;
      helpedOut += path.helpedOut / years;
      keptOut += path.keptOut / years;
      exits += path.exits / years;
    }
    int n = matrices.length;
    return new Effort(expected / n, exits / n, helpedOut / n, keptOut / n);
  }

  /**
   * Help that changes the flows of the target tier in every year.
   *
   * @param exitShift added to the log odds of leaving the tier, at least 0
   * @param inflowKept share of the moves into the tier, and of newcomers in it, that still happen,
   *     0 to 1
   */
  public record Help(double exitShift, double inflowKept) {
    /** No help beyond what is given today. */
    public static final Help NONE = new Help(0, 1);

    public Help {
      if (!(exitShift >= 0) || !(inflowKept >= 0 && inflowKept <= 1)) {
        throw new IllegalArgumentException("exit shift " + exitShift + ", inflow " + inflowKept);
      }
    }

    double exit(double probability) {
      double factor = Math.exp(exitShift);
      double helped = probability * factor;
      return Double.isInfinite(factor) ? 1 : helped / (1 - probability + helped);
    }
  }

  /**
   * Households, as means over the futures.
   *
   * @param expected in the target tier in the last year
   * @param exits that leave the tier a year
   * @param helpedOut that leave it a year by help
   * @param keptOut that do not come into it a year by help
   */
  public record Effort(double expected, double exits, double helpedOut, double keptOut) {}

  private static final class Path {
    private double mean;
    private double variance;
    private double exits;
    private double helpedOut;
    private double keptOut;
  }

  private Path path(int future, int year, Help help) {
    int target = inputs.target();
    int tiers = inputs.tiers();
    boolean[] listed = inputs.listed();
    double[] stocks = new double[tiers + 1];
    for (int tier = 0; tier < tiers; tier++) {
      stocks[tier] = inputs.stock(tier);
    }
    stocks[tiers] = inputs.absentStock();
    double[] next = new double[tiers + 1];
    Path path = new Path();
    path.mean = stocks[target];
    for (int y = 0; y < year - inputs.latestYear(); y++) {
      double[][] matrix = matrices[future][y];
      double base = 0;
      for (int tier = 0; tier < tiers; tier++) {
        base += listed[tier] ? stocks[tier] : 0;
      }
      double out = 1 - matrix[target][target];
      double exit = help.exit(out);
      double scale = out > 0 ? exit / out : 0;
      double inflow = 0;
      for (int j = 0; j <= tiers; j++) {
        next[j] = stocks[target] * (j == target ? 1 - exit : scale * matrix[target][j]);
      }
      for (int i = 0; i <= tiers; i++) {
        if (i != target) {
          double falls = stocks[i] * matrix[i][target];
          double kept = falls * help.inflowKept();
          inflow += kept;
          next[i] += falls - kept;
          path.keptOut += falls - kept;
          for (int j = 0; j <= tiers; j++) {
            next[j] += j == target ? 0 : stocks[i] * matrix[i][j];
          }
        }
      }
      double arrived = 0;
      for (int j = 0; j < tiers; j++) {
        double come = base * newcomers[future][y][j];
        if (j == target) {
          arrived = come * help.inflowKept();
          path.keptOut += come - arrived;
        } else {
          next[j] += come;
        }
      }
      path.exits += stocks[target] * exit;
      path.helpedOut += stocks[target] * (exit - out);
      path.variance =
          (1 - exit) * (1 - exit) * path.variance
              + exit * (1 - exit) * path.mean
              + inflow
              + arrived * inputs.newDispersion();
      next[target] += inflow + arrived;
      path.mean = next[target];
      double[] swap = stocks;
      stocks = next;
      next = swap;
    }
    return path;
  }

  /** The chance of at most some households, by the law with a mean and a variance. */
  static double atMost(long met, double mean, double variance) {
    if (mean <= 0) {
      return 1;
    }
    double ratio = variance / mean;
    double skewness = (2 * ratio - 1) / Math.sqrt(variance);
    if (variance > LARGE && skewness < SKEWED) {
      // Edgeworth's first term; the skewness is that of all three laws.
      double z = (met + 0.5 - mean) / Math.sqrt(variance);
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      double chance = Erf.erfc(-z / Math.sqrt(2)) / 2 - skewness / 6 * (z * z - 1) * density;
      return Math.max(0, Math.min(1, chance));
    }
    if (Math.abs(ratio - 1) < NEARLY_POISSON) {
      return Gamma.regularizedGammaQ(met + 1.0, mean);
    }
    if (ratio > 1) {
      return Beta.regularizedBeta(1 / ratio, mean / (ratio - 1), met + 1.0);
    }
    double households = mean / (1 - ratio);
    return met >= households ? 1 : Beta.regularizedBeta(ratio, households - met, met + 1.0);
  }
}
