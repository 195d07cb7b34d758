package id.entas.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that the censuses say of a household, and of how many households they say the same.
 *
 * <p>As text, a history is the censuses that saw the household, {@code year=state} joined by
 * spaces: the ordinal of the tier or the name of the outcome, with {@code @kecamatan} where that is
 * another than the first. {@code 2008=1 2009=2 2011=2@3509270 2012=DIED} is a very poor household
 * that became poor, moved to 3509270 and died there.
 *
 * @param sightings oldest first, at least one, at most one a year
 * @param households how many share it, at least one
 */
public record History(List<Sighting> sightings, long households) {
  public History {
    sightings = List.copyOf(sightings);
    if (sightings.isEmpty() || households < 1) {
      throw new IllegalArgumentException(
          "a history has a sighting and a household: " + sightings + ", " + households);
    }
    for (int i = 1; i < sightings.size(); i++) {
      if (sightings.get(i).year() <= sightings.get(i - 1).year()) {
        throw new IllegalArgumentException(
            "a history has one sighting a year, oldest first: " + sightings);
      }
    }
  }

  /**
   * Reads the text of a history.
   *
   * @param home kecamatan of the first sighting
   * @throws IllegalArgumentException if the text is no history
   */
  public static History parse(String home, String text, long households) {
    List<Sighting> sightings = new ArrayList<>();
    for (String token : text.split(" ")) {
      int equals = token.indexOf('=');
      int at = token.indexOf('@');
      if (equals < 0) {
        throw new IllegalArgumentException("no history: '" + text + "'");
      }
      int year = Integer.parseInt(token.substring(0, equals));
      String state = token.substring(equals + 1, at < 0 ? token.length() : at);
      String kecamatan = at < 0 ? home : token.substring(at + 1);
      sightings.add(
          Character.isDigit(state.charAt(0))
              ? Sighting.inTier(year, kecamatan, Integer.parseInt(state) - 1)
              : Sighting.withOutcome(year, kecamatan, Outcome.valueOf(state)));
    }
    sightings.sort(Comparator.comparingInt(Sighting::year));
    return new History(sightings, households);
  }

  public Optional<Sighting> findAt(int year) {
    for (Sighting sighting : sightings) {
      if (sighting.year() == year) {
        return Optional.of(sighting);
      }
    }
    return Optional.empty();
  }

  /** The last sighting at or before a year. */
  public Optional<Sighting> findLastUntil(int year) {
    Sighting last = null;
    for (Sighting sighting : sightings) {
      if (sighting.year() <= year) {
        last = sighting;
      }
    }
    return Optional.ofNullable(last);
  }

  public boolean isSeenBefore(int year) {
    return sightings.get(0).year() < year;
  }

  /** Whether the household was in a tier at some census before a year. */
  public boolean wasInTierBefore(int tier, int year) {
    return sightings.stream()
        .anyMatch(sighting -> sighting.year() < year && sighting.tier() == tier);
  }
}
