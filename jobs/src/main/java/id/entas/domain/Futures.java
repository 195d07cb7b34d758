package id.entas.domain;

import java.util.Arrays;
import java.util.List;

/**
 * Simulated futures of kecamatan: the counts of every tier, year by year.
 *
 * <p>A future draws once, for all its years, what is not known of the average year: the matrix
 * (Dirichlet), the size of the shared shock, and the centres of both shocks, which are the shocks
 * of the years observed that the average still carries: a row carries the local ones by the weight
 * of the kecamatan's own years in it. Then each year draws its shocks, tilts every row by them, and
 * moves every household by its row; newcomers are drawn from a negative binomial and tilted by the
 * same shock.
 *
 * <p>With estimated shocks the shared one is a Student t with one degree of freedom less than the
 * intervals observed: a few years do not tell how bad a bad year is.
 *
 * <p>Every draw is named by seed, purpose, kecamatan, future and year ({@link StreamRandom}). The
 * result is the same to the bit in any order and on any number of processes; futures share their
 * shared shocks between kecamatan, and all their draws between scenarios.
 */
public final class Futures {
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
    return simulate(inputs, List.of(scenario)).get(0);
  }

  /**
   * Simulates one kecamatan under several scenarios, which are the same to the bit as one by one:
   * together they draw only once what they share.
   *
   * @return the futures of each scenario, in their order
   */
  public List<FutureCounts> simulate(FutureInputs inputs, List<? extends Scenario> scenarios) {
    int years = years(inputs);
    FutureDraws draws = new FutureDraws(seed, shocks, inputs);
    FutureWorld[] worlds = new FutureWorld[scenarios.size()];
    for (int s = 0; s < worlds.length; s++) {
      Scenario scenario = scenarios.get(s);
      FutureInputs prepared = scenario.prepared(inputs);
      if (!prepared.hasMatrixOf(inputs)) {
        throw new IllegalArgumentException(
            scenario.code() + " prepares another matrix; it must adjust that of every year");
      }
      worlds[s] = new FutureWorld(prepared, inputs, scenario, years, futures);
    }
    FutureBlock block = new FutureBlock(draws, inputs.tiers(), inputs.latestYear() + 1, years);
    for (int first = 0; first < futures; first += FutureBlock.MOST) {
      block.draw(first, Math.min(FutureBlock.MOST, futures - first));
      for (FutureWorld world : worlds) {
        world.live(block);
      }
    }
    return Arrays.stream(worlds).map(FutureWorld::counts).toList();
  }

  private int years(FutureInputs inputs) {
    int years = horizonYear - inputs.latestYear();
    if (years < 1) {
      throw new IllegalArgumentException(
          "nothing to project from " + inputs.latestYear() + " to " + horizonYear);
    }
    return years;
  }

  /**
   * What the first futures of a kecamatan expect, under the matrices and shocks that {@link
   * #simulate} draws for them.
   *
   * @param some how many of the futures
   */
  public MeanFutures means(FutureInputs inputs, int some) {
    int years = years(inputs);
    if (some < 1 || some > futures) {
      throw new IllegalArgumentException(some + " of " + futures + " futures");
    }
    FutureDraws draws = new FutureDraws(seed, shocks, inputs);
    double[][][][] matrices = new double[some][years][][];
    double[][][] newcomers = new double[some][years][];
    for (int future = 0; future < some; future++) {
      draws.start(future);
      for (int y = 0; y < years; y++) {
        draws.startYear(inputs.latestYear() + 1 + y);
        matrices[future][y] = Matrices.copy(draws.matrix());
        newcomers[future][y] = new double[inputs.tiers()];
        FutureDraws.newcomerRates(inputs.newRates(), draws.newcomerTilt(), newcomers[future][y]);
      }
    }
    return new MeanFutures(inputs, matrices, newcomers);
  }
}
