package id.entas.domain;

import java.util.Arrays;

/**
 * A family of hidden chains whose parameters are rows of probabilities, one after the other: the
 * start of each cohort over the tiers, the one-year matrix, and what the family has besides.
 */
abstract class ChainFamily {
  /** Added to every count in a first guess: EM never leaves a zero, so it may not start at one. */
  private static final double HALF = 0.5;

  private final HiddenChain chain;
  private final int tiers;
  private final int cohorts;
  private final int[] rows;

  /**
   * @param chain a chain of the family's states
   * @param more rows after those of the start and of the matrix
   * @param length probabilities in each of these
   */
  ChainFamily(HiddenChain chain, int more, int length) {
    this.chain = chain;
    this.tiers = chain.sequences().tiers();
    this.cohorts = chain.sequences().cohorts();
    this.rows = new int[cohorts + tiers + more];
    Arrays.fill(rows, 0, cohorts + tiers, tiers);
    Arrays.fill(rows, cohorts + tiers, rows.length, length);
  }

  final HiddenChain chain() {
    return chain;
  }

  final int tiers() {
    return tiers;
  }

  final int cohorts() {
    return cohorts;
  }

  /** Lengths of the rows of parameters. */
  final int[] rows() {
    return rows;
  }

  final int startAt(int cohort) {
    return cohort * tiers;
  }

  final int matrixAt(int from) {
    return (cohorts + from) * tiers;
  }

  /** Where the parameters besides the start and the matrix begin. */
  final int restAt() {
    return (cohorts + tiers) * tiers;
  }

  final int parameters() {
    return Arrays.stream(rows).sum();
  }

  /** Writes the chances that parameters stand for into the chain. */
  abstract void fill(double[] parameters);

  /**
   * The M-step: writes the most likely parameters for what the chain's last pass expects. Rows that
   * nothing is expected of stay as they are.
   */
  abstract void maximise(double[] parameters);

  /** Writes a first guess of the parameters besides the start and the matrix. */
  abstract void guessRest(double[] parameters, StreamRandom random);

  /** Moves parameters that were extrapolated too far back into their range. */
  abstract void confine(double[] parameters);

  /** One step of the EM algorithm after a pass under {@code parameters}. */
  final double[] improved(double[] parameters) {
    double[] next = parameters.clone();
    maximise(next);
    return next;
  }

  final double pass(double[] parameters) {
    fill(parameters);
    return chain.pass();
  }

  /**
   * A point to climb from: what was recorded, mixed with chance.
   *
   * @param random a stream named by the attempt
   */
  final double[] guess(StreamRandom random) {
    TierSequences sequences = chain.sequences();
    double[] guess = new double[parameters()];
    Arrays.fill(guess, 0, restAt(), HALF);
    for (int node = 0; node < sequences.nodes(); node++) {
      int tier = sequences.tier(node);
      double households = sequences.passing(node);
      int row =
          sequences.isFirstSighting(node)
              ? startAt(sequences.cohort(node))
              : matrixAt(sequences.tier(sequences.parent(node)));
      guess[row + tier] += households;
    }
    double luck = random.nextDouble();
    for (int row = 0; row < cohorts + tiers; row++) {
      double[] drawn = new double[tiers];
      double all = 0;
      double recorded = 0;
      for (int j = 0; j < tiers; j++) {
        drawn[j] = -Math.log1p(-random.nextDouble()) + 1e-3;
        all += drawn[j];
        recorded += guess[row * tiers + j];
      }
      for (int j = 0; j < tiers; j++) {
        int at = row * tiers + j;
        guess[at] = (1 - luck) * guess[at] / recorded + luck * drawn[j] / all;
      }
    }
    guessRest(guess, random);
    return guess;
  }

  /** Writes counts as a row of probabilities, unless there are none. */
  static void write(double[] counts, double[] parameters, int at) {
    double all = Matrices.sum(counts);
    for (int j = 0; j < counts.length && all > 0; j++) {
      parameters[at + j] = counts[j] / all;
    }
  }
}
