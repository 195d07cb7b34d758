package id.entas.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * What became of the households of one tier over one interval, and what can be said of the tier
 * that the unseen ones are in.
 *
 * <p>The realised probability n_ij / n_i speaks of the households seen in a tier at the end. It
 * holds for all of them only if the absent are missing at random. The bounds and the sensitivity
 * say how far it may be off. Households that are gone are outside every one of these denominators.
 *
 * @param seen households seen in each tier at the end, worst tier first
 * @param absent households absent or not found at the end, reason unknown
 * @param graduated households known to be in a better tier at the end, which one unknown
 * @param gone households that died, moved, merged or departed
 */
public record RealisedRow(long[] seen, long absent, long graduated, long gone) {
  /** Odds of the absent to be in the target tier, against those of the seen. */
  private static final double[] ABSENT_ODDS = {1.0 / 3.0, 1, 3};

  public RealisedRow {
    seen = seen.clone();
    if (Arrays.stream(seen).anyMatch(n -> n < 0) || absent < 0 || graduated < 0 || gone < 0) {
      throw new IllegalArgumentException(
          "negative households in a row: "
              + Arrays.toString(seen)
              + ", "
              + absent
              + ", "
              + graduated
              + ", "
              + gone);
    }
  }

  /** The odds that the sensitivity goes through: 1/3, 1 and 3 (METHODS section 3). */
  public static double[] absentOdds() {
    return ABSENT_ODDS.clone();
  }

  /** Households of the tier that were seen in a tier at the end. */
  public long seenHouseholds() {
    return Arrays.stream(seen).sum();
  }

  @Override
  public long[] seen() {
    return seen.clone();
  }

  /**
   * The realised probability of a destination, n_ij / n_i, over the households seen in a tier.
   *
   * @param to the destination, 0 for the worst tier
   * @return empty when none was seen
   */
  public Optional<Double> findProbability(int to) {
    long all = seenHouseholds();
    return all == 0 ? Optional.empty() : Optional.of((double) seen[to] / all);
  }

  /**
   * Worst-case bounds of a destination over the households seen or absent: none or all of the
   * absent are in it (Horowitz and Manski 1995). They always contain the realised probability.
   *
   * <p>Graduates are left out, as they are of the realised probability. Where there are any, {@link
   * #findBoundsWithGraduates} speaks of all households that are not gone.
   *
   * @param to the destination, 0 for the worst tier
   * @return empty when none was seen or absent
   */
  public Optional<RowInterval> findBounds(int to) {
    double all = seenHouseholds() + (double) absent;
    return all == 0
        ? Optional.empty()
        : Optional.of(new RowInterval(seen[to] / all, (seen[to] + absent) / all));
  }

  /**
   * Worst-case bounds of a destination over the households seen, absent or graduated. A graduate
   * may be in any better tier and is certainly in no other, so these bounds may exclude the
   * realised probability: that one is then known to be wrong for the tier as a whole.
   *
   * @param from the tier of origin, 0 for the worst
   * @param to the destination, 0 for the worst tier
   * @return empty when none was seen, absent or graduated
   */
  public Optional<RowInterval> findBoundsWithGraduates(int from, int to) {
    double all = seenHouseholds() + (double) absent + graduated;
    if (all == 0) {
      return Optional.empty();
    }
    long possible = seen[to] + absent + (to > from ? graduated : 0);
    return Optional.of(new RowInterval(seen[to] / all, possible / all));
  }

  /**
   * The row's most likely probabilities when some households are known only to be in a set of
   * tiers: p_j = n_j / (n + c) outside the set, and inside it the set's probability (n_S + c) / (n
   * + c) shared in the seen proportions. The likelihood is that of censored states in multi-state
   * models (Jackson 2011). Where nobody was seen in the set, its tiers share equally, since the
   * data do not tell them apart.
   *
   * @param within the censoring set, one flag a tier
   * @param censored households known only to be in the set; the row's own graduates are not added
   * @return empty when the row holds no household
   */
  public Optional<double[]> findSetCensored(boolean[] within, long censored) {
    if (within.length != seen.length || censored < 0) {
      throw new IllegalArgumentException(
          within.length + " flags for " + seen.length + " tiers, " + censored + " households");
    }
    long inside = 0;
    int members = 0;
    for (int j = 0; j < seen.length; j++) {
      if (within[j]) {
        inside += seen[j];
        members++;
      }
    }
    if (censored > 0 && members == 0) {
      throw new IllegalArgumentException(censored + " households are in none of the tiers");
    }
    double all = seenHouseholds() + (double) censored;
    if (all == 0) {
      return Optional.empty();
    }
    double[] probability = new double[seen.length];
    for (int j = 0; j < seen.length; j++) {
      if (!within[j]) {
        probability[j] = seen[j] / all;
      } else {
        double share = inside == 0 ? 1.0 / members : (double) seen[j] / inside;
        probability[j] = (inside + censored) / all * share;
      }
    }
    return Optional.of(probability);
  }

  /**
   * The same for the row's own graduates, whose set is every tier better than the origin.
   *
   * @param from the tier of origin, 0 for the worst
   * @return empty when the row holds no household
   */
  public Optional<double[]> findWithGraduates(int from) {
    boolean[] better = new boolean[seen.length];
    Arrays.fill(better, from + 1, seen.length, true);
    return findSetCensored(better, graduated);
  }

  /**
   * The probabilities over the households seen or absent, when the odds that an absent household is
   * in the target tier (a sensitivity in the sense of Pudney and Diaz 2013) are {@code odds} times
   * those of a seen one. The absent that are not in the target tier are in the others in the seen
   * proportions.
   *
   * @param target the target tier, 0 for the worst
   * @param odds at least 0; 1 is "missing at random"
   * @return empty when none was seen, for then there are no odds to start from
   */
  public Optional<double[]> findWithAbsent(int target, double odds) {
    if (!(odds >= 0) || Double.isInfinite(odds)) {
      throw new IllegalArgumentException("no odds ratio: " + odds);
    }
    double all = seenHouseholds();
    if (all == 0) {
      return Optional.empty();
    }
    double inTarget = seen[target];
    double others = all - inTarget;
    // With everyone seen in the target tier its odds are infinite, whatever they are multiplied by.
    double absentInTarget = others == 0 ? 1 : odds * inTarget / (others + odds * inTarget);
    double[] probability = new double[seen.length];
    for (int j = 0; j < seen.length; j++) {
      double absentHere;
      if (j == target) {
        absentHere = absentInTarget;
      } else {
        absentHere = others == 0 ? 0 : (1 - absentInTarget) * seen[j] / others;
      }
      probability[j] = (seen[j] + absent * absentHere) / (all + absent);
    }
    return Optional.of(probability);
  }

  /**
   * The least and the greatest probability of a destination over the households seen or absent,
   * when the odds that an absent household is in the target tier are 1/3, 1 and 3 times those of a
   * seen one.
   *
   * @param target the target tier, 0 for the worst
   * @param to the destination, 0 for the worst tier
   * @return empty when none was seen
   */
  public Optional<RowInterval> findSensitivity(int target, int to) {
    if (seenHouseholds() == 0) {
      return Optional.empty();
    }
    double low = 1;
    double high = 0;
    for (double odds : ABSENT_ODDS) {
      double probability = findWithAbsent(target, odds).orElseThrow()[to];
      low = Math.min(low, probability);
      high = Math.max(high, probability);
    }
    return Optional.of(new RowInterval(Math.min(low, 1), Math.min(high, 1)));
  }
}
