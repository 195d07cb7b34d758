package id.entas.domain;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * How many households that left the target tier are in it again within two years.
 *
 * <p>An exit is a household seen in the target tier or a worse one at one census and in a better
 * one at the next, both times in the same kecamatan; for a kabupaten, in any of its kecamatan that
 * have the interval. It is followed through the censuses of the two years after, in whatever
 * kecamatan they see it, in a tier. Who is not seen again is in neither number.
 *
 * <p>The share misleads where those who fell back are likelier to be seen again than those who did
 * not, as where graduates are no longer listed; a household recorded as graduated is therefore no
 * exit here. And a household recorded in the wrong tier once looks like an exit with a relapse.
 */
public final class Relapses implements HistoryTally<Relapses> {
  private static final int WITHIN_YEARS = 2;

  /** A region's households that left over one interval. */
  public record Leavers(String region, Interval interval)
      implements Comparable<Leavers>, Serializable {
    @Override
    public int compareTo(Leavers other) {
      int order = region.compareTo(other.region);
      return order != 0 ? order : interval.compareTo(other.interval);
    }
  }

  private final SortedMap<Leavers, Relapse> byLeavers = new TreeMap<>();
  private final SortedMap<Interval, SortedSet<String>> kecamatanByInterval;
  private final int target;
  private final Map<String, String> kabupatenOf;

  private Relapses(Coverage coverage, int target, Map<String, String> kabupatenOf) {
    this.kecamatanByInterval = coverage.kecamatanByInterval();
    this.target = target;
    this.kabupatenOf = kabupatenOf;
    kecamatanByInterval.forEach(
        (interval, kecamatan) -> {
          for (String one : kecamatan) {
            Relapse none = new Relapse(0, 0, 0, followUpYears(coverage, one, interval));
            add(new Leavers(one, interval), none);
            // A kabupaten is followed as long as the kecamatan that is followed least.
            byLeavers.merge(
                new Leavers(kabupatenOf.get(one), interval),
                none,
                (left, right) -> left.followUpYears() <= right.followUpYears() ? left : right);
          }
        });
  }

  /**
   * Exits and relapses that have still to be counted.
   *
   * @param coverage the censuses that cover each kecamatan
   * @param target place of the target tier, 0 for the worst
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static Relapses none(Coverage coverage, int target, Map<String, String> kabupatenOf) {
    return new Relapses(coverage, target, kabupatenOf);
  }

  /**
   * Counts the exits and relapses of every kecamatan and kabupaten over every interval it has.
   *
   * @param histories every household of the lake
   * @param coverage the censuses that cover each kecamatan
   * @param target place of the target tier, 0 for the worst
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static SortedMap<Leavers, Relapse> of(
      Iterable<History> histories, Coverage coverage, int target, Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, none(coverage, target, kabupatenOf)).byLeavers();
  }

  @Override
  public void add(History history) {
    kecamatanByInterval.forEach(
        (interval, kecamatan) -> {
          Optional<Sighting> start = findIn(history, interval.from(), kecamatan);
          Optional<Sighting> end = findIn(history, interval.to(), kecamatan);
          if (start.isPresent()
              && end.isPresent()
              && start.get().tier() <= target
              && end.get().tier() > target) {
            String from = start.get().kecamatan();
            String to = end.get().kecamatan();
            Relapse relapse = relapse(history, interval.to(), target);
            if (from.equals(to)) {
              add(new Leavers(from, interval), relapse);
            }
            if (kabupatenOf.get(from).equals(kabupatenOf.get(to))) {
              add(new Leavers(kabupatenOf.get(from), interval), relapse);
            }
          }
        });
  }

  @Override
  public void addAll(Relapses other) {
    other.byLeavers.forEach(this::add);
  }

  /** Exits and relapses of every kecamatan and kabupaten over every interval it has. */
  public SortedMap<Leavers, Relapse> byLeavers() {
    return Collections.unmodifiableSortedMap(byLeavers);
  }

  private static Optional<Sighting> findIn(History history, int year, SortedSet<String> kecamatan) {
    return history
        .findAt(year)
        .filter(sighting -> sighting.hasTier() && kecamatan.contains(sighting.kecamatan()));
  }

  private static Relapse relapse(History history, int exitYear, int target) {
    long followed = 0;
    long relapsed = 0;
    for (Sighting later : history.sightings()) {
      if (later.hasTier() && later.year() > exitYear && later.year() <= exitYear + WITHIN_YEARS) {
        followed = history.households();
        relapsed = later.tier() <= target ? history.households() : relapsed;
      }
    }
    return new Relapse(history.households(), followed, relapsed, 0);
  }

  private static int followUpYears(Coverage coverage, String kecamatan, Interval interval) {
    int years = 0;
    for (int after = 1; after <= WITHIN_YEARS; after++) {
      years = coverage.covers(kecamatan, interval.to() + after) ? after : years;
    }
    return years;
  }

  private void add(Leavers leavers, Relapse more) {
    byLeavers.merge(
        leavers,
        more,
        (left, right) ->
            new Relapse(
                left.exits() + right.exits(),
                left.followed() + right.followed(),
                left.relapsed() + right.relapsed(),
                Math.max(left.followUpYears(), right.followUpYears())));
  }
}
