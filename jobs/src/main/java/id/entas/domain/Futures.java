package id.entas.domain;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Simulated futures of kecamatan: the counts of every tier, year by year.
 *
 * <p>A future draws once, for all its years, what is not known of the average year: the matrix
 * (Dirichlet), the size of the shared shock, and the centres of both shocks, which are the shocks
 * of the years observed that the average still carries. Then each year draws its shocks, tilts
 * every row by them, and moves every household by its row; newcomers are drawn from a negative
 * binomial and tilted by the same shock.
 *
 * <p>With estimated shocks the shared one is a Student t with one degree of freedom less than the
 * intervals observed: a few years do not tell how bad a bad year is.
 *
 * <p>Every draw is named by seed, purpose, kecamatan, future and year ({@link StreamRandom}). The
 * result is the same to the bit in any order and on any number of processes; futures share their
 * shared shocks between kecamatan, and all their draws between scenarios.
 */
public final class Futures {
  /**
   * Shocks are cut here. A Student t with two degrees of freedom may draw any size; a tilt of 20
   * already empties all tiers but one, and its powers are still finite.
   */
  private static final double LARGEST_SHOCK = 20;

  /** Keeps the shared deviation finite; with two degrees of freedom less has a chance of 5e-10. */
  private static final double LEAST_CHI_SQUARE = 1e-9;

  private static final double LEAST_OVERDISPERSION = 1e-9;

  private final long seed;
  private final int futures;
  private final int horizonYear;
  private final ShockModel shocks;

  /**
   * @param seed seed of every draw
   * @param futures futures to draw, at least 1
   * @param horizonYear last year to project
   * @param shocks how years differ
   */
  public Futures(long seed, int futures, int horizonYear, ShockModel shocks) {
    if (futures < 1) {
      throw new IllegalArgumentException(futures + " futures");
    }
    this.seed = seed;
    this.futures = futures;
    this.horizonYear = horizonYear;
    this.shocks = shocks;
  }

  /**
   * Simulates one kecamatan under one scenario. A pure function of its arguments.
   *
   * @throws IllegalArgumentException if the latest census is not before the horizon
   */
  public FutureCounts simulate(FutureInputs inputs, Scenario scenario) {
    int years = horizonYear - inputs.latestYear();
    if (years < 1) {
      throw new IllegalArgumentException(
          "nothing to project from " + inputs.latestYear() + " to " + horizonYear);
    }
    FutureInputs prepared = scenario.prepared(inputs);
    int[][][] households = new int[years][prepared.tiers() + 3][futures];
    long[][] origins = new long[years][3];
    Draws draws = new Draws(prepared, scenario);
    for (int future = 0; future < futures; future++) {
      draws.run(future, households, origins);
    }
    return new FutureCounts(prepared.latestYear(), prepared.tiers(), households, origins);
  }

  /**
   * What the first futures of a kecamatan expect, under the matrices and shocks that {@link
   * #simulate} draws for them.
   *
   * @param some how many of the futures
   */
  public MeanFutures means(FutureInputs inputs, int some) {
    int years = horizonYear - inputs.latestYear();
    if (some < 1 || some > futures || years < 1) {
      throw new IllegalArgumentException(some + " futures over " + years + " years");
    }
    Draws draws = new Draws(inputs, StandardScenario.OBSERVED);
    double[][][][] matrices = new double[some][years][][];
    double[][][] newcomers = new double[some][years][];
    for (int future = 0; future < some; future++) {
      draws.start(future);
      for (int y = 0; y < years; y++) {
        draws.tilt(draws.shock(future, inputs.latestYear() + 1 + y));
        matrices[future][y] = Matrices.copy(draws.matrix);
        newcomers[future][y] = draws.newcomerRates();
      }
    }
    return new MeanFutures(inputs, matrices, newcomers);
  }

  /** What one kecamatan's futures need, reused from one future to the next. */
  private final class Draws {
    private final FutureInputs inputs;
    private final Scenario scenario;
    private final int tiers;
    private final int target;
    private final boolean[] listed;
    private final double[] newRates;
    private final long[] startStocks;
    private final double[][] average;

    private final StreamRandom random = new StreamRandom();
    private final ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    private final SharedStateContinuousSampler[][] weights;
    private final ContinuousSampler chiSquare;
    private final long sharedName;
    private final long localName;
    private final long matrixName;
    private final long movesName;
    private final long newName;

    private double sigma;
    private double sharedCentre;
    private double localCentre;
    private final double[][] drawn;
    private final double[] tierMass;
    private final double[][] matrix;
    private final double[] powers;
    private final double[] newShares;
    private long[] stocks;
    private long[] next;
    private final long[] arrived;
    private final long[] moved;

    /** Share of each state's households that came new since the latest census, expected. */
    private double[] newcomerShare;

    private double[] nextNewcomers;

    Draws(FutureInputs inputs, Scenario scenario) {
      this.inputs = inputs;
      this.scenario = scenario;
      tiers = inputs.tiers();
      target = inputs.target();
      listed = inputs.listed();
      newRates = inputs.newRates();
      startStocks = Arrays.copyOf(inputs.tierStocks(), tiers + 2);
      startStocks[tiers] = inputs.absentStock();
      average = inputs.matrix();
      weights = weights(inputs.posterior());
      chiSquare =
          shocks.source() == ShockSource.ESTIMATED
              ? AhrensDieterMarsagliaTsangGammaSampler.of(random, (shocks.intervals() - 1) / 2.0, 2)
              : null;
      // The shared shocks are named without the kecamatan: all kecamatan have them in common.
      sharedName = StreamRandom.name(seed, "shared");
      localName = StreamRandom.name(StreamRandom.name(seed, "local"), inputs.regionCode());
      matrixName = StreamRandom.name(StreamRandom.name(seed, "matrix"), inputs.regionCode());
      movesName = StreamRandom.name(StreamRandom.name(seed, "moves"), inputs.regionCode());
      newName = StreamRandom.name(StreamRandom.name(seed, "newcomers"), inputs.regionCode());
      drawn = new double[tiers + 1][tiers + 2];
      tierMass = new double[tiers + 1];
      matrix = new double[tiers + 1][tiers + 2];
      powers = new double[tiers];
      newShares = new double[tiers];
      stocks = new long[tiers + 2];
      next = new long[tiers + 2];
      arrived = new long[tiers];
      moved = new long[tiers + 2];
      newcomerShare = new double[tiers + 2];
      nextNewcomers = new double[tiers + 2];
    }

    private SharedStateContinuousSampler[][] weights(double[][] posterior) {
      SharedStateContinuousSampler[][] samplers =
          new SharedStateContinuousSampler[tiers + 1][tiers + 2];
      for (int i = 0; i <= tiers; i++) {
        for (int j = 0; j < tiers + 2; j++) {
          if (posterior[i][j] > 0) {
            samplers[i][j] = AhrensDieterMarsagliaTsangGammaSampler.of(random, posterior[i][j], 1);
          }
        }
      }
      return samplers;
    }

    /** Draws what a future has for all its years. */
    void start(int future) {
      random.start(StreamRandom.name(sharedName, future));
      sigma = shocks.sigmaShared();
      int intervals = shocks.intervals();
      if (chiSquare != null) {
        sigma *= Math.sqrt((intervals - 1) / Math.max(chiSquare.sample(), LEAST_CHI_SQUARE));
      }
      sharedCentre = sigma / Math.sqrt(intervals) * normal.sample();
      random.start(StreamRandom.name(localName, future));
      localCentre = shocks.sigmaLocal() / Math.sqrt(intervals) * normal.sample();
      drawMatrix(future);
    }

    double shock(int future, int year) {
      random.start(StreamRandom.name(StreamRandom.name(sharedName, future), year));
      double shock = sharedCentre + sigma * normal.sample();
      random.start(StreamRandom.name(StreamRandom.name(localName, future), year));
      shock += localCentre + shocks.sigmaLocal() * normal.sample();
      return Math.max(-LARGEST_SHOCK, Math.min(LARGEST_SHOCK, shock));
    }

    /** Expected newcomers per listed household into each tier, in the year of the last tilt. */
    double[] newcomerRates() {
      double rate = 0;
      double sum = 0;
      for (int j = 0; j < tiers; j++) {
        rate += newRates[j];
        sum += newRates[j] * powers[j];
      }
      double[] rates = new double[tiers];
      for (int j = 0; j < tiers && sum > 0; j++) {
        rates[j] = rate * newRates[j] * powers[j] / sum;
      }
      return rates;
    }

    void run(int future, int[][][] households, long[][] origins) {
      start(future);
      System.arraycopy(startStocks, 0, stocks, 0, stocks.length);
      Arrays.fill(newcomerShare, 0);
      double stayedShare = 1;
      long newcomers = 0;
      for (int y = 0; y < households.length; y++) {
        int year = inputs.latestYear() + 1 + y;
        tilt(shock(future, year));
        scenario.adjust(matrix, year, target);

        long yearName = StreamRandom.name(StreamRandom.name(movesName, future), year);
        Arrays.fill(next, 0);
        Arrays.fill(nextNewcomers, 0);
        next[tiers + 1] = stocks[tiers + 1];
        double stayed = 0;
        for (int i = 0; i <= tiers; i++) {
          if (stocks[i] > 0) {
            random.start(StreamRandom.name(yearName, i));
            Arrays.fill(moved, 0);
            BinomialSampler.addMultinomial(random, stocks[i], matrix[i], moved);
            for (int j = 0; j < tiers + 2; j++) {
              next[j] += moved[j];
              // Households of one tier move alike, so those that move are a sample of it.
              nextNewcomers[j] += newcomerShare[i] * moved[j];
            }
            if (i == target) {
              stayed = stayedShare * moved[target];
            }
          }
        }
        newcomers += drawNewcomers(future, year);
        for (int j = 0; j < tiers; j++) {
          next[j] += arrived[j];
          nextNewcomers[j] += arrived[j];
        }
        long stayedParts = FutureCounts.parts(stayed);
        long newParts = FutureCounts.parts(nextNewcomers[target]);
        origins[y][0] += stayedParts;
        origins[y][1] += FutureCounts.parts(next[target]) - stayedParts - newParts;
        origins[y][2] += newParts;
        stayedShare = next[target] > 0 ? stayed / next[target] : 0;
        for (int j = 0; j < tiers + 2; j++) {
          newcomerShare[j] = next[j] > 0 ? nextNewcomers[j] / next[j] : 0;
        }
        long[] swap = stocks;
        stocks = next;
        next = swap;
        for (int state = 0; state < tiers + 2; state++) {
          households[y][state][future] = Math.toIntExact(stocks[state]);
        }
        households[y][tiers + 2][future] = Math.toIntExact(newcomers);
      }
    }

    private void drawMatrix(int future) {
      random.start(StreamRandom.name(matrixName, future));
      for (int i = 0; i <= tiers; i++) {
        double[] row = drawn[i];
        double sum = 0;
        for (int j = 0; j < tiers + 2; j++) {
          row[j] = weights[i][j] == null ? 0 : weights[i][j].sample();
          sum += row[j];
        }
        double mass = 0;
        for (int j = 0; j < tiers + 2; j++) {
          // Without household and prior, or with weights so small that all underflow, there is
          // nothing to draw from.
          row[j] = sum > 0 ? row[j] / sum : average[i][j];
          mass += j < tiers ? row[j] : 0;
        }
        tierMass[i] = mass;
      }
    }

    /** Tilts each row over the tiers; what becomes absent or gone is as in any year. */
    private void tilt(double shock) {
      double step = Math.exp(-shock);
      powers[0] = 1;
      for (int j = 1; j < tiers; j++) {
        powers[j] = powers[j - 1] * step;
      }
      for (int i = 0; i <= tiers; i++) {
        double[] from = drawn[i];
        double[] to = matrix[i];
        double sum = 0;
        for (int j = 0; j < tiers; j++) {
          to[j] = from[j] * powers[j];
          sum += to[j];
        }
        // The origin's rank is in every cell of the row and falls out with the sum.
        double scale = sum > 0 ? tierMass[i] / sum : 0;
        for (int j = 0; j < tiers; j++) {
          to[j] *= scale;
        }
        to[tiers] = from[tiers];
        to[tiers + 1] = from[tiers + 1];
      }
    }

    /**
     * Draws a year's entrants and arrivals from the listed households at its start. The shock tilts
     * their tiers around the mean one; their number it leaves, as a tilt around the mean does to
     * first order.
     */
    private long drawNewcomers(int future, int year) {
      Arrays.fill(arrived, 0);
      long base = 0;
      double rate = 0;
      double sum = 0;
      for (int j = 0; j < tiers; j++) {
        base += listed[j] ? stocks[j] : 0;
        rate += newRates[j];
        newShares[j] = newRates[j] * powers[j];
        sum += newShares[j];
      }
      double mean = rate * base;
      if (!(mean > 0) || !(sum > 0)) {
        return 0;
      }
      random.start(StreamRandom.name(StreamRandom.name(newName, future), year));
      double scale = inputs.newDispersion() - 1;
      if (scale > LEAST_OVERDISPERSION) {
        mean = AhrensDieterMarsagliaTsangGammaSampler.of(random, mean / scale, scale).sample();
      }
      long newcomers = mean > 0 ? PoissonSampler.of(random, mean).sample() : 0;
      BinomialSampler.addMultinomial(random, newcomers, newShares, arrived);
      return newcomers;
    }
  }
}
