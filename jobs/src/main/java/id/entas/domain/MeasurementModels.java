package id.entas.domain;

import java.util.Locale;

/** Turns the most likely member of a family of chains into a line of the comparison. */
final class MeasurementModels {
  /** Equally likely matrices that differ by more are not settled by the data. */
  private static final double UNSETTLED = 0.02;

  /**
   * @param more free parameters besides the start and the matrix
   * @param misclassification share of sightings recorded in a neighbouring tier
   * @param interval its interval
   * @param stayerShare share of stayers among those first seen in each tier
   * @param supposed the model in a sentence
   */
  static MeasurementModel of(
      MeasurementModel.Kind kind,
      ChainFamily family,
      ChainFit best,
      int more,
      double misclassification,
      RowInterval interval,
      double[] stayerShare,
      String supposed) {
    TierSequences sequences = family.chain().sequences();
    int recorded = sequences.recordedTiers();
    int ofMatrix = recorded * (recorded - 1) + more;
    GoodnessOfFit fit = SequenceGroups.fit(family, best.parameters());
    return new MeasurementModel(
        kind,
        sequences.households(),
        sequences.censuses(),
        Math.min(best.logLikelihood(), 0),
        sequences.firstRecords() - sequences.cohorts() + ofMatrix,
        misclassification,
        interval.low(),
        interval.high(),
        stayerShare,
        first(family),
        matrix(family, best.parameters()),
        fit,
        best.passes(),
        best.converged(),
        best.climbs(),
        best.atMaximum(),
        supposed + words(sequences, best, fit));
  }

  private static double[] first(ChainFamily family) {
    double[] first = new double[family.tiers()];
    double all = 0;
    for (double[] cohort : family.chain().expectedStarts()) {
      for (int state = 0; state < cohort.length; state++) {
        first[state % family.tiers()] += cohort[state];
        all += cohort[state];
      }
    }
    for (int i = 0; i < first.length; i++) {
      first[i] /= all;
    }
    return first;
  }

  private static double[][] matrix(ChainFamily family, double[] parameters) {
    TierSequences sequences = family.chain().sequences();
    double[][] matrix = new double[family.tiers()][family.tiers()];
    for (int i = 0; i < matrix.length; i++) {
      double moves = Matrices.sum(family.chain().expectedMoves()[i]);
      if (sequences.isRecorded(i) && moves > 0) {
        System.arraycopy(parameters, family.matrixAt(i), matrix[i], 0, matrix.length);
      }
    }
    return matrix;
  }

  private static String words(TierSequences sequences, ChainFit best, GoodnessOfFit fit) {
    StringBuilder words = new StringBuilder();
    if (fit.households() == 0) {
      words.append(" No household was seen at all censuses, so its fit is unknown.");
    } else {
      words.append(
          String.format(
              Locale.ROOT,
              " Of %,d households seen at all censuses, %s would need another sequence for a"
                  + " perfect fit%s.",
              fit.households(),
              percent(fit.findDissimilarity().orElseThrow()),
              fit.findPearsonP()
                  .map(p -> p < 0.001 ? " (p < 0.001)" : String.format(Locale.ROOT, " (p %.3f)", p))
                  .orElse(", with no degree of freedom left for a test")));
    }
    if (!best.converged()) {
      words.append(
          String.format(Locale.ROOT, " Not settled after %,d passes of EM.", best.passes()));
    }
    if (best.spread() > UNSETTLED) {
      words.append(
          String.format(
              Locale.ROOT,
              " Equally likely matrices differ by up to %.2f in a probability: the data do not"
                  + " settle the matrix.",
              best.spread()));
    }
    if (sequences.yearsBetween() > 1) {
      words.append(
          String.format(
              Locale.ROOT,
              " Only the matrix over %d years shows in the data; the one-year matrix is a root of"
                  + " it, which need not be the only one.",
              sequences.yearsBetween()));
    }
    return words.toString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private MeasurementModels() {}
}
