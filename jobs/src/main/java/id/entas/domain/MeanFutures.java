package id.entas.domain;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * <p>It keeps what it was last asked, so it is for one thread.
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

  /** More are summed sooner by a continued fraction. */
  private static final int MOST_TERMS = 300;

  /** The logarithm of a chance from which the others can still be reached. */
  private static final double LEAST_LOG = -600;

  /** Chances beyond the mean that no sum feels: together less than its last digit. */
  private static final double NOTHING = 1e-19;

  /**
   * Ways that are kept. A search begins with the same help as that for another goal or year, and
   * comes back to what it tried.
   */
  private static final int MOST_WAYS = 48;

  private final FutureInputs inputs;

  /** By future, year, row, column. */
  private final double[][][][] matrices;

  /** Expected newcomers per listed household, by future, year, tier. */
  private final double[][][] newcomers;

  private final Map<Help, Way> ways = new LinkedHashMap<>(2 * MOST_WAYS, 0.75f, true);

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
    Way way = way(year, help);
    double[] means = way.means[year - inputs.latestYear()];
    double[] variances = way.variances[year - inputs.latestYear()];
    double sum = 0;
    for (int future = 0; future < means.length; future++) {
      sum += atMost(met, means[future], variances[future]);
    }
    return sum / means.length;
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
    Way way = way(year, help);
    int n = matrices.length;
    for (int future = 0; future < n; future++) {
      expected += way.means[years][future];
      helpedOut += way.helpedOut[years][future] / years;
      keptOut += way.keptOut[years][future] / years;
      exits += way.exits[years][future] / years;
    }
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
      return exit(probability, Math.exp(exitShift));
    }

    /**
     * @param factor of the odds
     */
    private static double exit(double probability, double factor) {
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

  /**
   * What is expected of the target tier with some help, by years since the latest census, and by
   * future; what leaves and what help does since then.
   */
  private static final class Way {
    private final double[][] means;
    private final double[][] variances;
    private final double[][] exits;
    private final double[][] helpedOut;
    private final double[][] keptOut;

    Way(int years, int futures) {
      means = new double[years + 1][futures];
      variances = new double[years + 1][futures];
      exits = new double[years + 1][futures];
      helpedOut = new double[years + 1][futures];
      keptOut = new double[years + 1][futures];
    }
  }

  /** The way to a year at least; each year of one is the same however far it goes. */
  private Way way(int year, Help help) {
    int years = year - inputs.latestYear();
    Way kept = ways.get(help);
    if (kept == null || kept.means.length <= years) {
      // Whoever asks for another year of a help may ask for all.
      kept = way(kept == null ? years : matrices[0].length, help, new Stocks(inputs.tiers()));
      ways.put(help, kept);
      if (ways.size() > MOST_WAYS) {
        ways.remove(ways.keySet().iterator().next());
      }
    }
    return kept;
  }

  /** Households of a future at the start and at the end of a year: tiers and ABSENT. */
  private static final class Stocks {
    private double[] now;
    private double[] next;

    Stocks(int tiers) {
      now = new double[tiers + 1];
      next = new double[tiers + 1];
    }

    void swap() {
      double[] swap = now;
      now = next;
      next = swap;
    }
  }

  private Way way(int years, Help help, Stocks stocks) {
    int tiers = inputs.tiers();
    Way way = new Way(years, matrices.length);
    double factor = Math.exp(help.exitShift());
    boolean[] listed = inputs.listed();
    for (int future = 0; future < matrices.length; future++) {
      for (int tier = 0; tier < tiers; tier++) {
        stocks.now[tier] = inputs.stock(tier);
      }
      stocks.now[tiers] = inputs.absentStock();
      way.means[0][future] = stocks.now[inputs.target()];
      for (int y = 0; y < years; y++) {
        goOn(way, future, y, help, factor, listed, stocks);
      }
    }
    return way;
  }

  private void goOn(
      Way way, int future, int y, Help help, double factor, boolean[] listed, Stocks stocks) {
    int target = inputs.target();
    int tiers = inputs.tiers();
    double[] now = stocks.now;
    double[] next = stocks.next;
    double[][] matrix = matrices[future][y];
    double base = 0;
    for (int tier = 0; tier < tiers; tier++) {
      base += listed[tier] ? now[tier] : 0;
    }
    double out = 1 - matrix[target][target];
    double exit = Help.exit(out, factor);
    double scale = out > 0 ? exit / out : 0;
    double keptOut = way.keptOut[y][future];
    double inflow = 0;
    for (int j = 0; j <= tiers; j++) {
      next[j] = now[target] * (j == target ? 1 - exit : scale * matrix[target][j]);
    }
    for (int i = 0; i <= tiers; i++) {
      if (i != target) {
        double falls = now[i] * matrix[i][target];
        double kept = falls * help.inflowKept();
        inflow += kept;
        next[i] += falls - kept;
        keptOut += falls - kept;
        for (int j = 0; j <= tiers; j++) {
          next[j] += j == target ? 0 : now[i] * matrix[i][j];
        }
      }
    }
    double arrived = 0;
    for (int j = 0; j < tiers; j++) {
      double come = base * newcomers[future][y][j];
      if (j == target) {
        arrived = come * help.inflowKept();
        keptOut += come - arrived;
      } else {
        next[j] += come;
      }
    }
    way.keptOut[y + 1][future] = keptOut;
    way.exits[y + 1][future] = way.exits[y][future] + now[target] * exit;
    way.helpedOut[y + 1][future] = way.helpedOut[y][future] + now[target] * (exit - out);
    way.variances[y + 1][future] =
        (1 - exit) * (1 - exit) * way.variances[y][future]
            + exit * (1 - exit) * way.means[y][future]
            + inflow
            + arrived * inputs.newDispersion();
    next[target] += inflow + arrived;
    way.means[y + 1][future] = next[target];
    stocks.swap();
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
    boolean isPoisson = Math.abs(ratio - 1) < NEARLY_POISSON;
    double households = mean / (1 - ratio);
    if (ratio < 1 && !isPoisson && met >= households) {
      return 1;
    }
    double logOfNone = isPoisson ? -mean : households * Math.log(ratio);
    if (met <= MOST_TERMS && logOfNone > LEAST_LOG) {
      return summed(met, mean, isPoisson ? 1 : ratio, Math.exp(logOfNone));
    }
    if (isPoisson) {
      return Gamma.regularizedGammaQ(met + 1.0, mean);
    }
    return ratio > 1
        ? Beta.regularizedBeta(1 / ratio, mean / (ratio - 1), met + 1.0)
        : Beta.regularizedBeta(ratio, households - met, met + 1.0);
  }

  /**
   * The chances of none, one, two … households added up: of all three laws each follows from the
   * one before (H. H. Panjer, Recursive evaluation of a family of compound distributions, ASTIN
   * Bulletin 12, 1981).
   *
   * @param ratio variance over mean
   * @param ofNone chance of none
   */
  private static double summed(long met, double mean, double ratio, double ofNone) {
    double chance = ofNone;
    double sum = ofNone;
    for (int k = 0; k < met && (k < mean || chance > NOTHING); k++) {
      chance *= (mean - k * (1 - ratio)) / (ratio * (k + 1));
      sum += chance;
    }
    return Math.min(1, sum);
  }
}
