package id.entas.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measurement noise as a sensitivity: the models of one region's tier sequences side by side.
 *
 * <p>Noise is a finding only where the latent-tier model describes the sequences better than
 * stayers do, and even then it is one reading of them: see {@link LatentTiers} for what else looks
 * like it.
 *
 * @param models the plain chain, and where noise can be told from change the latent-tier model and
 *     the mover-stayer model
 * @param words what the comparison says, or why there is none
 */
public record MeasurementComparison(List<MeasurementModel> models, String words) {
  /** Points that EM climbs from unless told otherwise. */
  public static final int CLIMBS = 5;

  public MeasurementComparison {
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("a comparison of no models: " + words);
    }
  }

  /**
   * Fits the models.
   *
   * @param seed names the random numbers of the points that EM climbs from
   * @param climbs how many there are for each model, at least 1
   * @throws Refusal if no household was seen in a tier at two censuses
   */
  public static MeasurementComparison of(TierSequences sequences, long seed, int climbs) {
    List<MeasurementModel> models = new ArrayList<>();
    models.add(new ObservedChain(seed, climbs).fit(sequences));
    Optional<String> obstacle = sequences.findObstacleToNoise();
    if (obstacle.isPresent()) {
      return new MeasurementComparison(models, obstacle.get());
    }
    models.add(new LatentTiers(seed, climbs).fit(sequences));
    models.add(new MoverStayer(seed, climbs).fit(sequences));
    return new MeasurementComparison(models, words(models));
  }

  /**
   * The model with the smallest BIC.
   *
   * @return empty when there is only one
   */
  public Optional<MeasurementModel> findPreferred() {
    return models.size() < 2 ? Optional.empty() : Optional.of(byBic(models).get(0));
  }

  private static List<MeasurementModel> byBic(List<MeasurementModel> models) {
    return models.stream().sorted(Comparator.comparingDouble(MeasurementModel::bic)).toList();
  }

  private static String words(List<MeasurementModel> models) {
    List<MeasurementModel> ranked = byBic(models);
    MeasurementModel preferred = ranked.get(0);
    String lead =
        String.format(Locale.ROOT, " (BIC lower by %,.0f)", ranked.get(1).bic() - preferred.bic());
    String noise =
        MeasurementModels.percent(
            models.stream().mapToDouble(MeasurementModel::misclassification).max().orElseThrow());
    return switch (preferred.kind()) {
      case OBSERVED_CHAIN ->
          "Neither misrecording nor stayers are needed to describe these households" + lead + ".";
      case LATENT_TIERS ->
          "Misrecording of "
              + noise
              + " describes these households best"
              + lead
              + "; true changes that do not last would look the same.";
      case MOVER_STAYER ->
          "Stayers describe these households best"
              + lead
              + "; the "
              + noise
              + " of misrecording that the latent-tier model finds are no evidence of it.";
    };
  }
}
