package id.entas.domain;

import java.util.Arrays;

/**
 * The households of one kecamatan under one scenario, as they live through the futures, a block of
 * futures at a time. Counts are whole numbers in doubles, which hold them exactly up to 2^53.
 */
final class FutureWorld {
  private final FutureInputs inputs;
  private final Scenario scenario;
  private final int years;
  private final int tiers;
  private final int target;
  private final boolean[] listed;
  private final double[] averageRates;
  private final double averageRate;
  private final boolean hasNewcomersAsDrawn;
  private final double[] startStocks;

  /** By year, then tiers, ABSENT, GONE, newcomers; by future. */
  private final int[][][] households;

  private final long[][] origins;

  /** By state and future of the block. */
  private double[][] stocks;

  private double[][] next;

  /** Of every row, those that no destination has taken yet. */
  private final double[][] left;

  private final double[] newcomers;

  /** Share of each state's households that came new since the latest census, expected. */
  private double[][] newcomerShare;

  private double[][] nextNewcomers;

  /** Of the target tier's households, the share that stayed in it since the latest census. */
  private final double[] stayedShare;

  private final double[] stay;

  /** Chance of each destination for those that no earlier one took, by row. */
  private final double[][][] chances;

  private final double[][][] ownChances;

  private final double[][] matrix;
  private final int[] changingRows;
  private final double[] rates;
  private final double[] ofRow;
  private final double[] counts;
  private final BlockBinomials binomials = new BlockBinomials(FutureBlock.MOST);

  /**
   * @param inputs of the kecamatan as the scenario prepares them
   * @param drawnFor the inputs that blocks are drawn for
   */
  FutureWorld(
      FutureInputs inputs, FutureInputs drawnFor, Scenario scenario, int years, int futures) {
    this.inputs = inputs;
    this.scenario = scenario;
    this.years = years;
    tiers = inputs.tiers();
    target = inputs.target();
    listed = inputs.listed();
    averageRates = inputs.newRates();
    averageRate = Matrices.sum(averageRates);
    hasNewcomersAsDrawn = Arrays.equals(averageRates, drawnFor.newRates());
    startStocks = new double[tiers + 2];
    for (int tier = 0; tier < tiers; tier++) {
      startStocks[tier] = inputs.stock(tier);
    }
    startStocks[tiers] = inputs.absentStock();
    households = new int[years][tiers + 3][futures];
    origins = new long[years][3];
    stocks = new double[tiers + 2][FutureBlock.MOST];
    next = new double[tiers + 2][FutureBlock.MOST];
    left = new double[tiers + 2][FutureBlock.MOST];
    newcomers = new double[FutureBlock.MOST];
    newcomerShare = new double[tiers + 2][FutureBlock.MOST];
    nextNewcomers = new double[tiers + 2][FutureBlock.MOST];
    stayedShare = new double[FutureBlock.MOST];
    stay = new double[FutureBlock.MOST];
    ownChances = new double[tiers + 2][tiers + 2][FutureBlock.MOST];
    chances = ownChances.clone();
    matrix = new double[tiers + 1][tiers + 2];
    changingRows = new int[tiers + 1];
    rates = new double[tiers];
    ofRow = new double[tiers + 2];
    counts = new double[FutureBlock.MOST];
  }

  FutureCounts counts() {
    return new FutureCounts(inputs.latestYear(), tiers, households, origins);
  }

  /** Lives through all years of the futures of a block, from the latest census. */
  void live(FutureBlock block) {
    for (int state = 0; state < tiers + 2; state++) {
      Arrays.fill(stocks[state], startStocks[state]);
      Arrays.fill(newcomerShare[state], 0);
    }
    Arrays.fill(stayedShare, 1);
    Arrays.fill(newcomers, 0);
    for (int y = 0; y < years; y++) {
      adjust(block, y);
      enter(block, y);
      move(block, y);
      keep(block, y);
    }
  }

  /** Takes the block's chances of every row that the scenario leaves as it is in all futures. */
  private void adjust(FutureBlock block, int y) {
    int year = inputs.latestYear() + 1 + y;
    int changing = 0;
    for (int i = 0; i <= tiers; i++) {
      chances[i] = block.chances(y, i);
      if (scenario.changes(i, tiers, year)) {
        changingRows[changing++] = i;
      }
    }
    for (int future = 0; changing > 0 && future < block.size(); future++) {
      double[][] drawn = block.matrix(y, future);
      for (int c = 0; c < changing; c++) {
        int i = changingRows[c];
        System.arraycopy(drawn[i], 0, matrix[i], 0, tiers + 2);
      }
      scenario.adjust(matrix, year, target);
      for (int c = 0; c < changing; c++) {
        int i = changingRows[c];
        // Most scenarios change a row or two.
        boolean isChanged = differs(matrix[i], drawn[i]);
        if (isChanged && chances[i] != ownChances[i]) {
          for (int j = 0; j < tiers + 2; j++) {
            System.arraycopy(chances[i][j], 0, ownChances[i][j], 0, block.size());
          }
          chances[i] = ownChances[i];
        }
        if (isChanged) {
          FutureDraws.shareOut(matrix[i], ofRow);
          put(ofRow, ownChances[i], future);
        }
      }
    }
  }

  private static boolean differs(double[] row, double[] other) {
    for (int j = 0; j < row.length; j++) {
      if (row[j] != other[j]) {
        return true;
      }
    }
    return false;
  }

  private static void put(double[] row, double[][] chances, int future) {
    for (int j = 0; j < row.length; j++) {
      chances[j][future] = row[j];
    }
  }

  /** Draws a year's entrants and arrivals, by the listed households at its start. */
  private void enter(FutureBlock block, int y) {
    if (hasNewcomersAsDrawn) {
      chances[tiers + 1] = block.newcomerChances(y);
    }
    for (int future = 0; future < block.size(); future++) {
      double base = 0;
      for (int j = 0; j < tiers; j++) {
        base += listed[j] ? stocks[j][future] : 0;
      }
      double mean = averageRate * base;
      double come = 0;
      if (mean > 0) {
        come = block.newcomers(y, future, mean, inputs.newDispersion());
        if (!hasNewcomersAsDrawn) {
          FutureDraws.newcomerRates(averageRates, block.newcomerTilt(y, future), rates);
          FutureDraws.shareOut(rates, ofRow);
          put(ofRow, ownChances[tiers + 1], future);
        }
      }
      left[tiers + 1][future] = come;
      newcomers[future] += come;
    }
  }

  /** Moves the households of every row, destination by destination, out of those that are left. */
  private void move(FutureBlock block, int y) {
    int size = block.size();
    for (int i = 0; i <= tiers; i++) {
      System.arraycopy(stocks[i], 0, left[i], 0, size);
    }
    // Whoever enters came new.
    Arrays.fill(newcomerShare[tiers + 1], 1);
    for (int j = 0; j < tiers + 2; j++) {
      Arrays.fill(next[j], 0);
      Arrays.fill(nextNewcomers[j], 0);
      for (int i = 0; i < tiers + 2; i++) {
        if (j <= tiers) {
          binomials.draw(block.luck(y, i, j), left[i], chances[i][j], size, counts);
        } else {
          // The last takes whoever is left: its chance is 1, or 0 where an earlier one was the
          // last.
          System.arraycopy(left[i], 0, counts, 0, size);
        }
        take(left[i], newcomerShare[i], next[j], nextNewcomers[j], size);
        if (i == target && j == target) {
          System.arraycopy(counts, 0, stay, 0, size);
        }
      }
    }
    for (int future = 0; future < size; future++) {
      next[tiers + 1][future] += stocks[tiers + 1][future];
    }
  }

  /** Households of one tier move alike, so those that move are a sample of it. */
  private void take(double[] from, double[] shareNew, double[] into, double[] intoNew, int size) {
    for (int future = 0; future < size; future++) {
      double here = counts[future];
      from[future] -= here;
      into[future] += here;
      intoNew[future] += shareNew[future] * here;
    }
  }

  private void keep(FutureBlock block, int y) {
    for (int future = 0; future < block.size(); future++) {
      double inTarget = next[target][future];
      double stayed = stayedShare[future] * stay[future];
      long stayedParts = FutureCounts.parts(stayed);
      long newParts = FutureCounts.parts(nextNewcomers[target][future]);
      origins[y][0] += stayedParts;
      origins[y][1] += FutureCounts.parts(inTarget) - stayedParts - newParts;
      origins[y][2] += newParts;
      stayedShare[future] = stayed / Math.max(inTarget, 1);
    }
    for (int j = 0; j < tiers + 2; j++) {
      share(nextNewcomers[j], next[j], newcomerShare[j]);
    }
    double[][] swap = stocks;
    stocks = next;
    next = swap;
    for (int state = 0; state < tiers + 2; state++) {
      keep(stocks[state], households[y][state], block);
    }
    keep(newcomers, households[y][tiers + 2], block);
  }

  /** The share of none is 0. */
  private static void share(double[] part, double[] whole, double[] share) {
    for (int future = 0; future < share.length; future++) {
      share[future] = part[future] / Math.max(whole[future], 1);
    }
  }

  private static void keep(double[] counts, int[] households, FutureBlock block) {
    for (int future = 0; future < block.size(); future++) {
      households[block.first() + future] = Math.toIntExact((long) counts[future]);
    }
  }
}
