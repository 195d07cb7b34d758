package id.entas.domain;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ordered tiers of a scheme, worst first. Schemes are data: nothing in Entas knows the four
 * default tiers by name.
 *
 * @param tiers two to ten tiers, worst first, ordinals 1, 2, 3 …, one of them the target's
 */
public record TierScheme(List<Tier> tiers) implements Serializable {
  /** A household's history keeps four bits a census: ten tiers, five outcomes and "not seen". */
  public static final int MOST_TIERS = 10;

  public TierScheme {
    tiers = List.copyOf(tiers);
    if (tiers.size() < 2 || tiers.size() > MOST_TIERS) {
      throw Refusal.mistake(
          "A tier scheme has 2 to "
              + MOST_TIERS
              + " tiers, but this one has "
              + tiers.size()
              + "; correct tiers.csv.");
    }
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      if (tier.ordinal() != i + 1) {
        throw Refusal.mistake(
            "Tiers are written worst first with ordinals 1, 2, 3 …, but "
                + tier.code()
                + " has ordinal "
                + tier.ordinal()
                + " in place "
                + (i + 1)
                + "; correct tiers.csv.");
      }
      if (!codes.add(tier.code())) {
        throw Refusal.mistake(
            "Tier " + tier.code() + " is written twice; keep one of them in tiers.csv.");
      }
    }
    long targets = tiers.stream().filter(Tier::isTarget).count();
    if (targets != 1) {
      throw Refusal.mistake(
          "Exactly one tier is the target's, but "
              + targets
              + " are marked is_target; correct tiers.csv.");
    }
    if (tiers.stream().noneMatch(Tier::isListed)) {
      throw Refusal.mistake(
          "At least one tier must be listed (is_listed = true); correct tiers.csv.");
    }
  }

  public int size() {
    return tiers.size();
  }

  public List<String> codes() {
    return tiers.stream().map(Tier::code).toList();
  }

  public Tier target() {
    return tiers.stream().filter(Tier::isTarget).findFirst().orElseThrow();
  }

  /** The place of the target tier, 0 for the worst. */
  public int targetIndex() {
    return target().ordinal() - 1;
  }

  public Optional<Tier> findByCode(String code) {
    return tiers.stream().filter(tier -> tier.code().equals(code)).findFirst();
  }

  /**
   * The place of a tier, 0 for the worst.
   *
   * @throws IllegalArgumentException if no tier has this code
   */
  public int indexOf(String code) {
    return findByCode(code)
            .orElseThrow(() -> new IllegalArgumentException("no tier " + code + " in " + codes()))
            .ordinal()
        - 1;
  }
}
