package id.entas.domain;

import java.util.Arrays;

/**
 * Chains of the tiers themselves, recorded right or in a neighbouring tier, at one rate for all
 * tiers and censuses.
 *
 * <p>A list of the poor takes up households of the listed tiers only. So a household is in one of
 * the tiers recorded at its cohort's first sightings then, and errs among these alone, with all of
 * the rate to its only neighbour where they end. Without this the missing records beyond would
 * testify against any misrecording.
 */
final class LatentFamily extends ChainFamily {
  /** Above it a record would say that a household is rather not in the tier recorded. */
  static final double HIGHEST_RATE = 0.5;

  private static final double HIGHEST_GUESS = 0.2;

  private final int ratesToEstimate;
  private final double assumedRate;
  private final boolean[][] recordedFirst;

  private LatentFamily(
      TierSequences sequences, int[][] support, int ratesToEstimate, double assumedRate) {
    super(new HiddenChain(sequences, sequences.tiers(), support), ratesToEstimate, 2);
    this.ratesToEstimate = ratesToEstimate;
    this.assumedRate = assumedRate;
    this.recordedFirst = new boolean[cohorts()][tiers()];
    for (int c = 0; c < cohorts(); c++) {
      for (int i = 0; i < tiers(); i++) {
        recordedFirst[c][i] = sequences.isRecordedFirst(c, i);
      }
    }
  }

  static LatentFamily estimating(TierSequences sequences) {
    return new LatentFamily(sequences, neighbours(sequences.tiers()), 1, 0);
  }

  static LatentFamily assuming(TierSequences sequences, double rate) {
    if (!(rate >= 0 && rate <= HIGHEST_RATE)) {
      throw Refusal.mistake(
          "Between 0 and "
              + HIGHEST_RATE
              + " of the households may be assumed to be recorded in a neighbouring tier, not "
              + rate
              + "; correct the rate.");
    }
    int tiers = sequences.tiers();
    return new LatentFamily(sequences, rate == 0 ? themselves(tiers) : neighbours(tiers), 0, rate);
  }

  private static int[][] themselves(int tiers) {
    int[][] support = new int[tiers][];
    Arrays.setAll(support, tier -> new int[] {tier});
    return support;
  }

  private static int[][] neighbours(int tiers) {
    int[][] support = new int[tiers][];
    for (int tier = 0; tier < tiers; tier++) {
      int low = Math.max(tier - 1, 0);
      support[tier] = new int[Math.min(tier + 1, tiers - 1) - low + 1];
      for (int a = 0; a < support[tier].length; a++) {
        support[tier][a] = low + a;
      }
    }
    return support;
  }

  double rate(double[] parameters) {
    return ratesToEstimate == 0 ? assumedRate : parameters[restAt()];
  }

  @Override
  void fill(double[] parameters) {
    double rate = rate(parameters);
    for (int c = 0; c < cohorts(); c++) {
      System.arraycopy(parameters, startAt(c), chain().start()[c], 0, tiers());
      fillFirst(recordedFirst[c], rate, chain().firstEmission()[c]);
    }
    double[][] recorded = Misrecording.chances(tiers(), rate);
    for (int i = 0; i < tiers(); i++) {
      System.arraycopy(parameters, matrixAt(i), chain().step()[i], 0, tiers());
      System.arraycopy(recorded[i], 0, chain().emission()[i], 0, tiers());
    }
  }

  private static void fillFirst(boolean[] possible, double rate, double[][] chances) {
    for (int i = 0; i < possible.length; i++) {
      int neighbours = possibleNeighbours(possible, i);
      for (int j = Math.max(i - 1, 0); j <= Math.min(i + 1, possible.length - 1); j++) {
        if (!possible[i] || !possible[j]) {
          chances[i][j] = 0;
        } else if (i == j) {
          chances[i][j] = neighbours == 0 ? 1 : 1 - rate;
        } else {
          chances[i][j] = rate / neighbours;
        }
      }
    }
  }

  private static int possibleNeighbours(boolean[] possible, int tier) {
    int below = tier > 0 && possible[tier - 1] ? 1 : 0;
    int above = tier < possible.length - 1 && possible[tier + 1] ? 1 : 0;
    return below + above;
  }

  @Override
  void maximise(double[] parameters) {
    for (int c = 0; c < cohorts(); c++) {
      write(chain().expectedStarts()[c], parameters, startAt(c));
    }
    double wrong = 0;
    double all = 0;
    for (int i = 0; i < tiers(); i++) {
      write(chain().expectedMoves()[i], parameters, matrixAt(i));
      wrong += elsewhere(chain().expectedRecords()[i], i);
      all += Matrices.sum(chain().expectedRecords()[i]);
      for (int c = 0; c < cohorts(); c++) {
        if (possibleNeighbours(recordedFirst[c], i) > 0) {
          wrong += elsewhere(chain().expectedFirstRecords()[c][i], i);
          all += Matrices.sum(chain().expectedFirstRecords()[c][i]);
        }
      }
    }
    if (ratesToEstimate > 0) {
      writeRate(wrong / all, parameters);
    }
  }

  private static double elsewhere(double[] records, int own) {
    double elsewhere = 0;
    for (int recorded = 0; recorded < records.length; recorded++) {
      elsewhere += recorded == own ? 0 : records[recorded];
    }
    return elsewhere;
  }

  @Override
  void guessRest(double[] parameters, StreamRandom random) {
    if (ratesToEstimate > 0) {
      writeRate(HIGHEST_GUESS * (1 - random.nextDouble()), parameters);
    }
  }

  @Override
  void confine(double[] parameters) {
    if (ratesToEstimate > 0) {
      writeRate(parameters[restAt()], parameters);
    }
  }

  /** The likelihood of a rate alone has one peak, so its highest allowed value is at the bound. */
  private void writeRate(double rate, double[] parameters) {
    parameters[restAt()] = Math.max(0, Math.min(rate, HIGHEST_RATE));
    parameters[restAt() + 1] = 1 - parameters[restAt()];
  }
}
