package id.entas.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the 14 BPS criteria of a household make its tier.
 *
 * <p>A criterion is met (1), not met (0) or unknown. The score is the sum of the weights of the
 * criteria that are met. A household is in the worst tier whose step it meets: its score is at
 * least the step's, and every mandatory criterion of the step is met. One that meets no step is in
 * the best tier of the scheme.
 *
 * <p>Meeting one more criterion never makes a household better off. So what unknown criteria may
 * change lies between the tier where none of them is met and the tier where all are; only where
 * both are the same is the tier known.
 *
 * @param weights weight of each criterion, 0 or more, one of them more
 * @param steps steps of some tiers of the scheme, worst first, their scores falling
 * @param bestTier code of the tier of a household that meets no step
 * @param minAnswered how many of the criteria that can change a tier must be known for one to be
 *     derived
 */
public record ClassificationRule(
    List<Double> weights, List<Step> steps, String bestTier, int minAnswered)
    implements Serializable {
  /** The criteria of BPS. */
  public static final int CRITERIA = 14;

  /** What adding weights may round off: a score this near below a step meets it. */
  public static final double ROUNDING = 1e-9;

  private static final String CORRECT = "; correct classification in the settings.";

  /**
   * What makes a tier.
   *
   * @param tier code of the tier
   * @param leastScore least sum of weights, more than 0
   * @param mandatory numbers of the criteria that must be met, 1 to 14
   */
  public record Step(String tier, double leastScore, Set<Integer> mandatory)
      implements Serializable {
    public Step {
      mandatory = Collections.unmodifiableSet(new TreeSet<>(mandatory));
    }
  }

  public ClassificationRule {
    weights = List.copyOf(weights);
    steps = List.copyOf(steps);
    if (weights.size() != CRITERIA) {
      throw Refusal.mistake(
          "classification.weights has "
              + CRITERIA
              + " numbers, one for each criterion, not "
              + weights.size()
              + CORRECT);
    }
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw Refusal.mistake(
            "A weight in classification.weights is 0 or more, not " + weight + CORRECT);
      }
    }
    if (steps.isEmpty()) {
      throw Refusal.mistake("classification.tiers names no tier" + CORRECT);
    }
    double most = weights.stream().mapToDouble(Double::doubleValue).sum();
    Step worse = null;
    for (Step step : steps) {
      refuseUnusable(step, most);
      if (worse != null && !(step.leastScore() < worse.leastScore())) {
        throw Refusal.mistake(
            "The scores of classification.tiers fall from the worst tier on, but that of "
                + step.tier()
                + " ("
                + step.leastScore()
                + ") is not below that of "
                + worse.tier()
                + " ("
                + worse.leastScore()
                + ")"
                + CORRECT);
      }
      worse = step;
    }
    int used = used(weights, steps).size();
    if (minAnswered < 0 || minAnswered > used) {
      throw Refusal.mistake(
          "classification.min-answered is from 0 to the "
              + used
              + " criteria that have a weight or are mandatory, not "
              + minAnswered
              + CORRECT);
    }
  }

  private static void refuseUnusable(Step step, double most) {
    if (!(step.leastScore() > 0 && step.leastScore() <= most + ROUNDING)) {
      throw Refusal.mistake(
          "The least score of "
              + step.tier()
              + " in classification.tiers is above 0 and at most the sum of the weights, "
              + most
              + ", not "
              + step.leastScore()
              + CORRECT);
    }
    for (int criterion : step.mandatory()) {
      if (criterion < 1 || criterion > CRITERIA) {
        throw Refusal.mistake(
            "A mandatory criterion of "
                + step.tier()
                + " in classification.tiers is from 1 to "
                + CRITERIA
                + ", not "
                + criterion
                + CORRECT);
      }
    }
  }

  /**
   * The rule for a scheme.
   *
   * @throws Refusal if a step names a tier that the scheme does not have, names the best one, or
   *     does not stand in the scheme's order
   */
  public static ClassificationRule of(
      TierScheme scheme, List<Double> weights, List<Step> steps, int minAnswered) {
    String best = scheme.codes().get(scheme.size() - 1);
    int before = -1;
    for (Step step : steps) {
      if (scheme.findByCode(step.tier()).isEmpty()) {
        throw Refusal.mistake(
            "classification.tiers names the tier "
                + step.tier()
                + ", but tiers.csv has "
                + String.join(", ", scheme.codes())
                + CORRECT);
      }
      if (step.tier().equals(best)) {
        throw Refusal.mistake(
            "classification.tiers names "
                + best
                + ", the best tier of tiers.csv, which needs no score because a household that"
                + " meets no other is in it"
                + CORRECT);
      }
      int place = scheme.indexOf(step.tier());
      if (place <= before) {
        throw Refusal.mistake(
            "classification.tiers names each tier once and in the order of tiers.csv, "
                + String.join(", ", scheme.codes())
                + ", but "
                + step.tier()
                + " stands behind "
                + scheme.codes().get(before)
                + CORRECT);
      }
      before = place;
    }
    return new ClassificationRule(weights, steps, best, minAnswered);
  }

  /** The numbers of the criteria that can change a tier: with a weight, or mandatory. */
  public Set<Integer> criteriaUsed() {
    return used(weights, steps);
  }

  private static Set<Integer> used(List<Double> weights, List<Step> steps) {
    Set<Integer> used = new TreeSet<>();
    for (int criterion = 1; criterion <= CRITERIA; criterion++) {
      if (weights.get(criterion - 1) > 0) {
        used.add(criterion);
      }
    }
    steps.forEach(step -> used.addAll(step.mandatory()));
    return used;
  }

  /**
   * The tier of a household, where what is known of it tells.
   *
   * @param met whether each criterion is met, null where that is unknown
   */
  public Optional<String> findTier(List<Boolean> met) {
    List<Boolean> allMet = new ArrayList<>();
    List<Boolean> noneMet = new ArrayList<>();
    for (Boolean one : met) {
      allMet.add(one == null || one);
      noneMet.add(one != null && one);
    }
    long answered =
        criteriaUsed().stream().filter(criterion -> met.get(criterion - 1) != null).count();
    String worst = tierOf(allMet);
    return answered >= minAnswered && worst.equals(tierOf(noneMet))
        ? Optional.of(worst)
        : Optional.empty();
  }

  private String tierOf(List<Boolean> met) {
    double score = 0;
    for (int i = 0; i < CRITERIA; i++) {
      score += met.get(i) ? weights.get(i) : 0;
    }
    for (Step step : steps) {
      if (score + ROUNDING >= step.leastScore()
          && step.mandatory().stream().allMatch(criterion -> met.get(criterion - 1))) {
        return step.tier();
      }
    }
    return bestTier;
  }
}
