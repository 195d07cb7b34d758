package id.entas.domain;

/**
 * Chains with two states a tier: movers, who follow the matrix, and stayers, who never leave.
 * Records are right.
 */
final class MoverStayerFamily extends ChainFamily {
  private static final double HIGHEST_GUESS = 0.8;

  private MoverStayerFamily(HiddenChain chain, int tiers) {
    super(chain, tiers, 2);
  }

  static MoverStayerFamily of(TierSequences sequences) {
    int tiers = sequences.tiers();
    int[][] support = new int[tiers][];
    for (int tier = 0; tier < tiers; tier++) {
      support[tier] = new int[] {tier, tiers + tier};
    }
    return new MoverStayerFamily(new HiddenChain(sequences, 2 * tiers, support), tiers);
  }

  /** Share of stayers among the households first seen in a tier. */
  double stayers(int tier, double[] parameters) {
    return parameters[restAt() + 2 * tier];
  }

  @Override
  void fill(double[] parameters) {
    HiddenChain chain = chain();
    for (int i = 0; i < tiers(); i++) {
      double stayers = stayers(i, parameters);
      for (int c = 0; c < cohorts(); c++) {
        chain.firstEmission()[c][i][i] = 1;
        chain.firstEmission()[c][tiers() + i][i] = 1;
        double first = parameters[startAt(c) + i];
        chain.start()[c][i] = first * (1 - stayers);
        chain.start()[c][tiers() + i] = first * stayers;
      }
      System.arraycopy(parameters, matrixAt(i), chain.step()[i], 0, tiers());
      chain.step()[tiers() + i][tiers() + i] = 1;
      chain.emission()[i][i] = 1;
      chain.emission()[tiers() + i][i] = 1;
    }
  }

  @Override
  void maximise(double[] parameters) {
    double[][] starts = chain().expectedStarts();
    for (int c = 0; c < cohorts(); c++) {
      double[] first = new double[tiers()];
      for (int i = 0; i < tiers(); i++) {
        first[i] = starts[c][i] + starts[c][tiers() + i];
      }
      write(first, parameters, startAt(c));
    }
    for (int i = 0; i < tiers(); i++) {
      double[] kinds = new double[2];
      for (int c = 0; c < cohorts(); c++) {
        kinds[0] += starts[c][tiers() + i];
        kinds[1] += starts[c][i];
      }
      write(kinds, parameters, restAt() + 2 * i);
      double[] moves = new double[tiers()];
      System.arraycopy(chain().expectedMoves()[i], 0, moves, 0, tiers());
      write(moves, parameters, matrixAt(i));
    }
  }

  @Override
  void guessRest(double[] parameters, StreamRandom random) {
    for (int i = 0; i < tiers(); i++) {
      double stayers = HIGHEST_GUESS * (1 - random.nextDouble());
      parameters[restAt() + 2 * i] = stayers;
      parameters[restAt() + 2 * i + 1] = 1 - stayers;
    }
  }

  /** Every row of probabilities is allowed. */
  @Override
  void confine(double[] parameters) {}
}
