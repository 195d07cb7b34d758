package id.entas.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * A model of tier sequences, fitted: one line of a comparison.
 *
 * @param kind what the model supposes
 * @param households households seen in a tier at least once
 * @param censuses censuses that saw some
 * @param logLikelihood natural logarithm of the likelihood of the sequences, without the
 *     multinomial constant
 * @param parameters free parameters: the start of each cohort of households first seen at the same
 *     census over the tiers recorded then, the matrix over the tiers ever recorded, and what the
 *     kind has besides
 * @param misclassification share of sightings recorded in a neighbouring tier, 0 to 1; 0 where the
 *     kind knows no misrecording
 * @param misclassificationLow lower end of its 95 % interval; where the share is supposed and not
 *     estimated, both ends are the share itself
 * @param misclassificationHigh upper end
 * @param stayerShare share of the households first seen in each tier that never move, 0 to 1; 0
 *     where the kind knows no stayers, and where no household first seen in the tier was seen again
 * @param first share of each tier at a household's first sighting, as it is and not as it was
 *     recorded; adds up to 1
 * @param matrix one-year probabilities by tier of origin and destination, of the movers where there
 *     are stayers; the row of a tier that tells nothing holds zeros
 * @param fit agreement with the households seen at all censuses
 * @param passes passes of the EM algorithm over the sequences
 * @param converged whether the probabilities had settled by then
 * @param climbs points that the EM algorithm climbed from
 * @param climbsAtMaximum how many of them led to this likelihood, to a tenth in its logarithm
 * @param words the model, its fit, and what is wrong with it, in sentences
 */
public record MeasurementModel(
    Kind kind,
    long households,
    int censuses,
    double logLikelihood,
    int parameters,
    double misclassification,
    double misclassificationLow,
    double misclassificationHigh,
    double[] stayerShare,
    double[] first,
    double[][] matrix,
    GoodnessOfFit fit,
    int passes,
    boolean converged,
    int climbs,
    int climbsAtMaximum,
    String words) {

  /** What a model supposes of households and records. */
  public enum Kind {
    /** One chain for all households, records right. */
    OBSERVED_CHAIN,
    /** One chain for all households, some recorded in a neighbouring tier. */
    LATENT_TIERS,
    /** Households that never move beside a chain for the others, records right. */
    MOVER_STAYER
  }

  public MeasurementModel {
    stayerShare = stayerShare.clone();
    first = first.clone();
    matrix = Matrices.copy(matrix);
    if (!(0 <= misclassificationLow
            && misclassificationLow <= misclassification
            && misclassification <= misclassificationHigh
            && misclassificationHigh <= 1)
        || Arrays.stream(stayerShare).anyMatch(share -> !(share >= 0 && share <= 1))) {
      throw new IllegalArgumentException(
          "no shares: misclassification "
              + misclassification
              + " in "
              + misclassificationLow
              + " to "
              + misclassificationHigh
              + ", stayers "
              + Arrays.toString(stayerShare));
    }
    if (!(logLikelihood <= 0) || Double.isInfinite(logLikelihood) || households < 1) {
      throw new IllegalArgumentException(
          "log-likelihood " + logLikelihood + " of " + households + " households");
    }
  }

  @Override
  public double[] stayerShare() {
    return stayerShare.clone();
  }

  @Override
  public double[] first() {
    return first.clone();
  }

  @Override
  public double[][] matrix() {
    return Matrices.copy(matrix);
  }

  /**
   * The one-year probabilities of a row.
   *
   * @param from tier of origin, 0 for the worst
   * @return empty when the data tell nothing of the tier
   */
  public Optional<double[]> findRow(int from) {
    return Matrices.sum(matrix[from]) > 0 ? Optional.of(matrix[from].clone()) : Optional.empty();
  }

  /**
   * Schwarz's criterion, parameters · ln(households) - 2 · log-likelihood (1978). Of two models for
   * the same households the one with the smaller is preferred. It takes households as independent:
   * shocks that a year's households share make every difference look larger than it is.
   */
  public double bic() {
    return parameters * Math.log(households) - 2 * logLikelihood;
  }

  /** Share of all households that never move. */
  public double stayers() {
    double stayers = 0;
    for (int i = 0; i < first.length; i++) {
      stayers += first[i] * stayerShare[i];
    }
    return stayers;
  }
}
