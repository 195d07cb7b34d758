package id.entas.domain;

import java.util.Map;

/**
 * What an ingest lays for a kecamatan in a census, against what the lake holds of it.
 *
 * @param before households in the lake by tier, "" where they have an outcome and no tier
 * @param after households accepted, likewise
 */
public record RegionReplacement(
    int year, String kecamatan, Map<String, Long> before, Map<String, Long> after) {

  public RegionReplacement {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  public long householdsBefore() {
    return sum(before);
  }

  public long householdsAfter() {
    return sum(after);
  }

  public long listedBefore(TierScheme tiers) {
    return listed(before, tiers);
  }

  public long listedAfter(TierScheme tiers) {
    return listed(after, tiers);
  }

  private static long sum(Map<String, Long> households) {
    return households.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long listed(Map<String, Long> households, TierScheme tiers) {
    return tiers.tiers().stream()
        .filter(Tier::isListed)
        .mapToLong(tier -> households.getOrDefault(tier.code(), 0L))
        .sum();
  }
}
