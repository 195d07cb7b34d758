package id.entas.domain;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often households were in each tier: very poor in k of the n censuses that saw them.
 *
 * <p>Every household seen in a tier counts once for each tier of the scheme, in the region of its
 * first sighting, by the number n of censuses that saw it in any tier and the number k of those
 * that saw it in this one. So for a region and n the households of all k are the same for every
 * tier, and a kabupaten is the sum of its kecamatan. A household never in the tier is k = 0.
 *
 * <p>It is a count, without a model. It misleads where n differs between households for reasons of
 * their tier: those who graduate off the list have few censuses, so the shares among households
 * seen n times are those of households that stayed in sight. Households recorded in the wrong tier
 * now and then make persistence look lower than it is.
 */
public final class Persistence implements HistoryTally<Persistence> {

  /**
   * A group of households.
   *
   * @param region BPS code of a kecamatan or kabupaten
   * @param tier code of the tier
   * @param censuses censuses that saw the household in any tier, at least 1
   * @param timesInTier how many of them saw it in this tier, from 0
   */
  public record Group(String region, String tier, int censuses, int timesInTier)
      implements Comparable<Group>, Serializable {
    @Override
    public int compareTo(Group other) {
      int order = region.compareTo(other.region);
      order = order != 0 ? order : tier.compareTo(other.tier);
      order = order != 0 ? order : Integer.compare(censuses, other.censuses);
      return order != 0 ? order : Integer.compare(timesInTier, other.timesInTier);
    }
  }

  private final SortedMap<Group, Long> groups = new TreeMap<>();
  private final TierScheme tiers;
  private final Map<String, String> kabupatenOf;

  private Persistence(TierScheme tiers, Map<String, String> kabupatenOf) {
    this.tiers = tiers;
    this.kabupatenOf = kabupatenOf;
  }

  /**
   * Groups that have still to be counted.
   *
   * @param tiers the scheme that the households' tiers are of
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static Persistence none(TierScheme tiers, Map<String, String> kabupatenOf) {
    return new Persistence(tiers, kabupatenOf);
  }

  /**
   * Counts the groups, without empty ones.
   *
   * @param histories every household of the lake
   * @param tiers the scheme that their tiers are of
   * @param kabupatenOf kabupaten by kecamatan
   * @return households by group; those never seen in a tier are in none
   */
  public static SortedMap<Group, Long> of(
      Iterable<History> histories, TierScheme tiers, Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, none(tiers, kabupatenOf)).groups();
  }

  @Override
  public void add(History history) {
    int[] times = new int[tiers.size()];
    int censuses = 0;
    for (Sighting sighting : history.sightings()) {
      if (sighting.hasTier()) {
        times[sighting.tier()]++;
        censuses++;
      }
    }
    String kecamatan = history.sightings().get(0).kecamatan();
    for (Tier tier : tiers.tiers()) {
      int in = times[tier.ordinal() - 1];
      if (censuses > 0) {
        Group own = new Group(kecamatan, tier.code(), censuses, in);
        Group whole = new Group(kabupatenOf.get(kecamatan), tier.code(), censuses, in);
        groups.merge(own, history.households(), Long::sum);
        groups.merge(whole, history.households(), Long::sum);
      }
    }
  }

  @Override
  public void addAll(Persistence other) {
    other.groups.forEach((group, households) -> groups.merge(group, households, Long::sum));
  }

  /** Households by group, without empty ones; those never seen in a tier are in none. */
  public SortedMap<Group, Long> groups() {
    return Collections.unmodifiableSortedMap(groups);
  }
}
