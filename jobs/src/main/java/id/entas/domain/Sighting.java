package id.entas.domain;

import java.io.Serializable;
import java.util.Optional;

/**
 * What one census says of a household.
 *
 * @param year the census year
 * @param kecamatan BPS code of the kecamatan whose extract has the household
 * @param tier index of its tier, 0 for the worst, or {@link #NO_TIER}
 * @param outcome why it is in no tier, where it is in none
 */
public record Sighting(int year, String kecamatan, int tier, Optional<Outcome> outcome)
    implements Serializable {
  public static final int NO_TIER = -1;

  public Sighting {
    if ((tier == NO_TIER) == outcome.isEmpty()) {
      throw new IllegalArgumentException(
          "a sighting has a tier or an outcome: " + year + ", " + tier + ", " + outcome);
    }
  }

  public static Sighting inTier(int year, String kecamatan, int tier) {
    return new Sighting(year, kecamatan, tier, Optional.empty());
  }

  public static Sighting withOutcome(int year, String kecamatan, Outcome outcome) {
    return new Sighting(year, kecamatan, NO_TIER, Optional.of(outcome));
  }

  public boolean hasTier() {
    return tier != NO_TIER;
  }
}
