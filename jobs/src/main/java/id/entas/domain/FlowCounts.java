package id.entas.domain;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
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
      implements Comparable<Flow>, Serializable {
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

  private final Map<Flow, Long> households = new HashMap<>();
  private final Kind kind;
  private final SortedMap<Interval, SortedSet<String>> kecamatanByInterval;
  private final TierScheme tiers;
  private final Map<String, String> kabupatenOf;

  private FlowCounts(
      Kind kind, Coverage coverage, TierScheme tiers, Map<String, String> kabupatenOf) {
    this.kind = kind;
    this.kecamatanByInterval = coverage.kecamatanByInterval();
    this.tiers = tiers;
    this.kabupatenOf = kabupatenOf;
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
  public static FlowCounts noRelapses(
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

  /** Counts the relapses, as {@link #noRelapses} says. */
  public static FlowCounts relapses(
      Iterable<History> histories,
      Coverage coverage,
      TierScheme tiers,
      Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, noRelapses(coverage, tiers, kabupatenOf));
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
    other.households.forEach((flow, count) -> households.merge(flow, count, Long::sum));
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
    String startCode = startTier ? tiers.tiers().get(start.tier()).code() : null;
    String endCode = endTier ? tiers.tiers().get(end.tier()).code() : null;
    String away =
        end == null ? FlowState.ABSENT : end.outcome().map(Enum::name).orElse(FlowState.DEPARTED);
    String back =
        startTier
            ? FlowState.ARRIVED
            : history.isSeenBefore(interval.to()) ? FlowState.RETURNED : FlowState.ENTRANT;

    boolean sameKecamatan = startTier && endTier && start.kecamatan().equals(end.kecamatan());
    if (startIn) {
      add(
          start.kecamatan(),
          interval,
          startCode,
          sameKecamatan ? endCode : away,
          history.households());
    }
    if (endIn && !sameKecamatan) {
      add(end.kecamatan(), interval, back, endCode, history.households());
    }

    String startKabupaten = startIn ? kabupatenOf.get(start.kecamatan()) : null;
    String endKabupaten = endIn ? kabupatenOf.get(end.kecamatan()) : null;
    boolean sameKabupaten = startIn && startKabupaten.equals(endKabupaten);
    if (startIn) {
      add(
          startKabupaten,
          interval,
          startCode,
          sameKabupaten ? endCode : away,
          history.households());
    }
    if (endIn && !sameKabupaten) {
      add(endKabupaten, interval, back, endCode, history.households());
    }
  }

  private void add(String region, Interval interval, String from, String to, long count) {
    households.merge(new Flow(region, interval, from, to), count, Long::sum);
  }

  /** Households by flow, without empty flows, sorted by region, interval, from and to. */
  public SortedMap<Flow, Long> households() {
    return new TreeMap<>(households);
  }

  /** Households of one flow, 0 where there is none. */
  public long households(String region, Interval interval, String from, String to) {
    return households.getOrDefault(new Flow(region, interval, from, to), 0L);
  }
}
