package id.entas.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The flows of households over the intervals of every kecamatan and kabupaten (METHODS section 2).
 *
 * <p>A kecamatan's flows take its own intervals. A kabupaten's flows over an interval sum the
 * kecamatan that have this interval; a household that changed kecamatan among them is an ordinary
 * tier-to-tier flow there.
 */
public final class FlowCounts implements HistoryTally<FlowCounts> {

  /** One flow: a region, an interval, and where households came from and went. */
  public record Flow(String region, Interval interval, String from, String to)
      implements Comparable<Flow> {
    @Override
    public int compareTo(Flow other) {
      int order = region.compareTo(other.region);
      order = order != 0 ? order : interval.compareTo(other.interval);
      order = order != 0 ? order : from.compareTo(other.from);
      return order != 0 ? order : to.compareTo(other.to);
    }
  }

  /** Which flows are counted. */
  private enum Kind {
    ALL,
    RELAPSES
  }

  private final Kind kind;
  private final SortedMap<Interval, SortedSet<String>> kecamatanByInterval;
  private final Map<String, String> kabupatenOf;
  private final int tiers;
  private final List<String> sources;
  private final List<String> goals;

  /** Households by interval and region, [source][goal]. */
  private final Map<Interval, Map<String, long[][]>> households = new HashMap<>();

  private FlowCounts(
      Kind kind, Coverage coverage, TierScheme tiers, Map<String, String> kabupatenOf) {
    this.kind = kind;
    this.kecamatanByInterval = coverage.kecamatanByInterval();
    this.kabupatenOf = kabupatenOf;
    this.tiers = tiers.size();
    this.sources = ends(tiers, FlowState.SOURCES);
    this.goals = ends(tiers, FlowState.GOALS);
  }

  private static List<String> ends(TierScheme tiers, List<String> others) {
    List<String> all = new ArrayList<>(tiers.codes());
    all.addAll(others);
    return List.copyOf(all);
  }

  /**
   * Counts that have still to be made, of all flows.
   *
   * @param coverage the censuses that cover each kecamatan
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static FlowCounts none(
      Coverage coverage, TierScheme tiers, Map<String, String> kabupatenOf) {
    return new FlowCounts(Kind.ALL, coverage, tiers, kabupatenOf);
  }

  /**
   * Counts that have still to be made, of the relapses: tier-to-tier flows into a worse tier by
   * households that were in that tier before the interval.
   */
  public static FlowCounts noneOfRelapses(
      Coverage coverage, TierScheme tiers, Map<String, String> kabupatenOf) {
    return new FlowCounts(Kind.RELAPSES, coverage, tiers, kabupatenOf);
  }

  /**
   * Counts all flows.
   *
   * @param histories every household of the lake
   * @param coverage the censuses that cover each kecamatan
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static FlowCounts of(
      Iterable<History> histories,
      Coverage coverage,
      TierScheme tiers,
      Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, none(coverage, tiers, kabupatenOf));
  }

  /** Counts the relapses, as {@link #noneOfRelapses} says. */
  public static FlowCounts relapses(
      Iterable<History> histories,
      Coverage coverage,
      TierScheme tiers,
      Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, noneOfRelapses(coverage, tiers, kabupatenOf));
  }

  @Override
  public void add(History history) {
    kecamatanByInterval.forEach(
        (interval, kecamatan) -> {
          if (kind == Kind.ALL || fellBack(history, interval)) {
            add(history, interval, kecamatan);
          }
        });
  }

  @Override
  public void addAll(FlowCounts other) {
    other.households.forEach(
        (interval, byRegion) ->
            byRegion.forEach(
                (region, more) -> {
                  long[][] own = countsOf(interval, region);
                  for (int source = 0; source < more.length; source++) {
                    for (int goal = 0; goal < more[source].length; goal++) {
                      own[source][goal] += more[source][goal];
                    }
                  }
                }));
  }

  private static boolean fellBack(History history, Interval interval) {
    Optional<Sighting> end = history.findAt(interval.to());
    return end.isPresent()
        && end.get().hasTier()
        && history.findAt(interval.from()).stream().anyMatch(s -> s.tier() > end.get().tier())
        && history.wasInTierBefore(end.get().tier(), interval.from());
  }

  private void add(History history, Interval interval, SortedSet<String> kecamatan) {
    Sighting start = history.findAt(interval.from()).orElse(null);
    Sighting end = history.findAt(interval.to()).orElse(null);
    boolean startTier = start != null && start.hasTier();
    boolean endTier = end != null && end.hasTier();
    boolean startIn = startTier && kecamatan.contains(start.kecamatan());
    boolean endIn = endTier && kecamatan.contains(end.kecamatan());
    if (!startIn && !endIn) {
      return;
    }
    int back =
        source(
            startTier
                ? FlowState.ARRIVED
                : history.isSeenBefore(interval.to()) ? FlowState.RETURNED : FlowState.ENTRANT);
    int away =
        goal(
            end == null
                ? FlowState.ABSENT
                : end.outcome().map(Enum::name).orElse(FlowState.DEPARTED));
    long count = history.households();

    boolean sameKecamatan = startTier && endTier && start.kecamatan().equals(end.kecamatan());
    if (startIn) {
      countsOf(interval, start.kecamatan())[tierOf(start)][sameKecamatan ? tierOf(end) : away] +=
          count;
    }
    if (endIn && !sameKecamatan) {
      countsOf(interval, end.kecamatan())[back][tierOf(end)] += count;
    }

    String startKabupaten = startIn ? kabupatenOf.get(start.kecamatan()) : null;
    String endKabupaten = endIn ? kabupatenOf.get(end.kecamatan()) : null;
    boolean sameKabupaten = startIn && startKabupaten.equals(endKabupaten);
    if (startIn) {
      countsOf(interval, startKabupaten)[tierOf(start)][sameKabupaten ? tierOf(end) : away] +=
          count;
    }
    if (endIn && !sameKabupaten) {
      countsOf(interval, endKabupaten)[back][tierOf(end)] += count;
    }
  }

  /** After the tiers come the other ends. */
  private int tierOf(Sighting sighting) {
    return Objects.checkIndex(sighting.tier(), tiers);
  }

  private int source(String state) {
    return tiers + FlowState.SOURCES.indexOf(state);
  }

  private int goal(String state) {
    return tiers + FlowState.GOALS.indexOf(state);
  }

  private long[][] countsOf(Interval interval, String region) {
    return households
        .computeIfAbsent(interval, any -> new HashMap<>())
        .computeIfAbsent(region, any -> new long[sources.size()][goals.size()]);
  }

  /** Households by flow, without empty flows, sorted by region, interval, from and to. */
  public SortedMap<Flow, Long> households() {
    SortedMap<Flow, Long> flows = new TreeMap<>();
    households.forEach(
        (interval, byRegion) ->
            byRegion.forEach(
                (region, counts) -> {
                  for (int source = 0; source < counts.length; source++) {
                    for (int goal = 0; goal < counts[source].length; goal++) {
                      if (counts[source][goal] > 0) {
                        flows.put(
                            new Flow(region, interval, sources.get(source), goals.get(goal)),
                            counts[source][goal]);
                      }
                    }
                  }
                }));
    return flows;
  }

  /**
   * Households of one flow, 0 where there is none.
   *
   * @throws IllegalArgumentException if households never come from or go where it says
   */
  public long households(String region, Interval interval, String from, String to) {
    if (!sources.contains(from) || !goals.contains(to)) {
      throw new IllegalArgumentException("no flow from " + from + " to " + to);
    }
    long[][] counts = households.getOrDefault(interval, Map.of()).get(region);
    return counts == null ? 0 : counts[sources.indexOf(from)][goals.indexOf(to)];
  }
}
