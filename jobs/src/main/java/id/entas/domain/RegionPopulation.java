package id.entas.domain;

import java.util.Optional;

/**
 * How many households and people live in a region, poor or not, as somebody published it.
 *
 * @param year that the figure is of
 * @param regionLevel {@code desa}, {@code kecamatan}, {@code kabupaten}, {@code provinsi} or {@code
 *     nasional}
 * @param regionCode BPS code; 2 digits for a province, 0 for the nation
 * @param households all households, or null where only people are known
 * @param people all people, or null where only households are known
 * @param source where it was published
 */
public record RegionPopulation(
    int year, String regionLevel, String regionCode, Long households, Long people, String source) {

  public RegionPopulation {
    if (households == null && people == null) {
      throw new IllegalArgumentException("nothing is known of " + regionCode + " in " + year);
    }
    if (households != null && households < 1 || people != null && people < 1) {
      throw new IllegalArgumentException("nobody lives in " + regionCode + " in " + year);
    }
    if (source.isBlank()) {
      throw new IllegalArgumentException("no source of " + regionCode + " in " + year);
    }
  }

  public Optional<Long> findHouseholds() {
    return Optional.ofNullable(households);
  }

  public Optional<Long> findPeople() {
    return Optional.ofNullable(people);
  }
}
