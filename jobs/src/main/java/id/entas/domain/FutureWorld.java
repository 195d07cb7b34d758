package id.entas.domain;

import java.util.Arrays;

/** The households of one kecamatan under one scenario, as they live through the futures. */
final class FutureWorld {
  private final FutureInputs inputs;
  private final Scenario scenario;
  private final FutureDraws draws;
  private final int tiers;
  private final int target;
  private final boolean[] listed;
  private final double[] averageRates;
  private final long[] startStocks;

  /** By year, then tiers, ABSENT, GONE, newcomers; by future. */
  private final int[][][] households;

  private final long[][] origins;

  private final double[][] matrix;
  private long[] stocks;
  private long[] next;
  private final double averageRate;
  private final double[] rates;

  /** Chance of each destination for those that no earlier one took, by row. */
  private final double[][] chances;

  private final double[][] ownChances;
  private final long[] left;
  private double stayedShare;
  private long newcomers;

  /** Share of each state's households that came new since the latest census, expected. */
  private double[] newcomerShare;

  private double[] nextNewcomers;

  /**
   * @param inputs of the kecamatan as the scenario prepares them
   */
  FutureWorld(FutureInputs inputs, Scenario scenario, FutureDraws draws, int years, int futures) {
    this.inputs = inputs;
    this.scenario = scenario;
    this.draws = draws;
    tiers = inputs.tiers();
    target = inputs.target();
    listed = inputs.listed();
    averageRates = inputs.newRates();
    averageRate = Matrices.sum(averageRates);
    startStocks = Arrays.copyOf(inputs.tierStocks(), tiers + 2);
    startStocks[tiers] = inputs.absentStock();
    households = new int[years][tiers + 3][futures];
    origins = new long[years][3];
    matrix = new double[tiers + 1][tiers + 2];
    stocks = new long[tiers + 2];
    next = new long[tiers + 2];
    rates = new double[tiers];
    ownChances = new double[tiers + 2][tiers + 2];
    chances = ownChances.clone();
    left = new long[tiers + 2];
    newcomerShare = new double[tiers + 2];
    nextNewcomers = new double[tiers + 2];
  }

  FutureCounts counts() {
    return new FutureCounts(inputs.latestYear(), tiers, households, origins);
  }

  /** Goes back to the latest census. */
  void start() {
    System.arraycopy(startStocks, 0, stocks, 0, stocks.length);
    Arrays.fill(newcomerShare, 0);
    stayedShare = 1;
    newcomers = 0;
  }

  /**
   * Lives through the year that was drawn last.
   *
   * @param y its place, 0 for the first after the latest census
   */
  void live(int future, int y) {
    for (int i = 0; i <= tiers; i++) {
      System.arraycopy(draws.matrix()[i], 0, matrix[i], 0, tiers + 2);
    }
    scenario.adjust(matrix, inputs.latestYear() + 1 + y, target);
    for (int i = 0; i <= tiers; i++) {
      // Most scenarios change a row or two.
      if (Arrays.equals(matrix[i], draws.matrix()[i])) {
        chances[i] = draws.chances(i);
      } else {
        chances[i] = ownChances[i];
        FutureDraws.shareOut(matrix[i], chances[i]);
      }
    }
    System.arraycopy(stocks, 0, left, 0, tiers + 1);
    left[tiers + 1] = entering();
    newcomers += left[tiers + 1];
    Arrays.fill(next, 0);
    next[tiers + 1] = stocks[tiers + 1];
    // Whoever enters came new.
    newcomerShare[tiers + 1] = 1;
    double stayed = stayedShare * move();
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

  /**
   * Moves the households of every row, destination by destination, out of those that are left. Rows
   * do not wait for each other, so that the processor works on several at once.
   *
   * @return how many stay in the target tier
   */
  private long move() {
    long stay = 0;
    for (int j = 0; j < tiers + 2; j++) {
      long into = 0;
      double newInto = 0;
      for (int i = 0; i < tiers + 2; i++) {
        double chance = chances[i][j];
        long there = left[i];
        if (chance > 0 && there > 0) {
          long here = chance < 1 ? draws.moved(i, j, there, chance) : there;
          left[i] = there - here;
          into += here;
          // Households of one tier move alike, so those that move are a sample of it.
          newInto += newcomerShare[i] * here;
          stay = i == target && j == target ? here : stay;
        }
      }
      next[j] += into;
      nextNewcomers[j] = newInto;
    }
    return stay;
  }

  /** Draws a year's entrants and arrivals, by the listed households at its start. */
  private long entering() {
    long base = 0;
    for (int j = 0; j < tiers; j++) {
      base += listed[j] ? stocks[j] : 0;
    }
    double mean = averageRate * base;
    if (!(mean > 0)) {
      return 0;
    }
    draws.newcomerRates(averageRates, rates);
    FutureDraws.shareOut(rates, chances[tiers + 1]);
    return draws.newcomers(mean, inputs.newDispersion());
  }
}
