package id.entas.domain;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What households were seen to do, by the years between sightings: the counts that estimators of
 * tiers alone need, in one pass over the histories.
 *
 * <p>A pair is two successive sightings of a household in a tier, whatever lies between them: a
 * household that was absent from a census and came back is a pair over two intervals. A triple is
 * three sightings at successive censuses that cover the region. Both stay within a kecamatan; a
 * kabupaten's pairs and triples also hold the households that changed kecamatan within it.
 *
 * <p>A pair over a census that missed the household takes it for missed at random: where the absent
 * differ from the seen, so do these pairs.
 */
public final class SightingCounts implements HistoryTally<SightingCounts> {

  /**
   * Pairs of one region, by the census at the start and the years to the next sighting.
   *
   * @param years at least 1
   */
  public record Pair(String region, int fromYear, int years)
      implements Comparable<Pair>, Serializable {
    @Override
    public int compareTo(Pair other) {
      int order = region.compareTo(other.region);
      order = order != 0 ? order : Integer.compare(fromYear, other.fromYear);
      return order != 0 ? order : Integer.compare(years, other.years);
    }
  }

  /** Triples of one region, by their three censuses. */
  public record Triple(String region, int firstYear, int middleYear, int lastYear)
      implements Comparable<Triple>, Serializable {
    @Override
    public int compareTo(Triple other) {
      int order = region.compareTo(other.region);
      order = order != 0 ? order : Integer.compare(firstYear, other.firstYear);
      order = order != 0 ? order : Integer.compare(middleYear, other.middleYear);
      return order != 0 ? order : Integer.compare(lastYear, other.lastYear);
    }
  }

  private final int tiers;
  private final Map<String, Set<Interval>> intervals = new HashMap<>();
  private final Map<String, String> kabupatenOf;
  private final SortedMap<Pair, double[][]> pairs = new TreeMap<>();
  private final SortedMap<Triple, double[][][]> triples = new TreeMap<>();

  private SightingCounts(Coverage coverage, int tiers, Map<String, String> kabupatenOf) {
    this.tiers = tiers;
    coverage.kecamatan().forEach(one -> intervals.put(one, new HashSet<>(coverage.intervals(one))));
    this.kabupatenOf = kabupatenOf;
  }

  /**
   * Pairs and triples that have still to be counted.
   *
   * @param coverage the censuses that cover each kecamatan
   * @param tiers tiers of the scheme
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static SightingCounts none(Coverage coverage, int tiers, Map<String, String> kabupatenOf) {
    return new SightingCounts(coverage, tiers, kabupatenOf);
  }

  /**
   * Counts all pairs and triples.
   *
   * @param histories every household of the lake
   * @param coverage the censuses that cover each kecamatan
   * @param tiers tiers of the scheme
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static SightingCounts of(
      Iterable<History> histories, Coverage coverage, int tiers, Map<String, String> kabupatenOf) {
    return HistoryTally.over(histories, none(coverage, tiers, kabupatenOf));
  }

  @Override
  public void add(History history) {
    List<Sighting> seen = history.sightings().stream().filter(Sighting::hasTier).toList();
    for (int at = 0; at + 1 < seen.size(); at++) {
      add(seen.subList(at, seen.size()), history.households());
    }
  }

  @Override
  public void addAll(SightingCounts other) {
    other.pairs.forEach((pair, counts) -> add(countsOf(pair), counts));
    other.triples.forEach(
        (triple, counts) -> {
          double[][][] own = countsOf(triple);
          for (int i = 0; i < tiers; i++) {
            add(own[i], counts[i]);
          }
        });
  }

  private static void add(double[][] sum, double[][] more) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += more[i][j];
      }
    }
  }

  private double[][] countsOf(Pair pair) {
    return pairs.computeIfAbsent(pair, any -> new double[tiers][tiers]);
  }

  private double[][][] countsOf(Triple triple) {
    return triples.computeIfAbsent(triple, any -> new double[tiers][tiers][tiers]);
  }

  private void add(List<Sighting> seen, long households) {
    Sighting first = seen.get(0);
    Sighting second = seen.get(1);
    inRegions(
        seen.subList(0, 2),
        region ->
            countsOf(new Pair(region, first.year(), second.year() - first.year()))[first.tier()][
                    second.tier()] +=
                households);
    if (seen.size() > 2 && follows(first, second) && follows(second, seen.get(2))) {
      Sighting third = seen.get(2);
      inRegions(
          seen.subList(0, 3),
          region ->
              countsOf(new Triple(region, first.year(), second.year(), third.year()))[first.tier()][
                      second.tier()][third.tier()] +=
                  households);
    }
  }

  /** Whether no census covered the earlier kecamatan between two sightings. */
  private boolean follows(Sighting earlier, Sighting later) {
    return intervals
        .getOrDefault(earlier.kecamatan(), Set.of())
        .contains(new Interval(earlier.year(), later.year()));
  }

  private void inRegions(List<Sighting> seen, Consumer<String> count) {
    String kecamatan = seen.get(0).kecamatan();
    String kabupaten = kabupatenOf.get(kecamatan);
    if (seen.stream().allMatch(one -> one.kecamatan().equals(kecamatan))) {
      count.accept(kecamatan);
    }
    if (seen.stream().allMatch(one -> kabupatenOf.get(one.kecamatan()).equals(kabupaten))) {
      count.accept(kabupaten);
    }
  }

  /**
   * Households by tier at both ends, of every region, origin year and length. The map cannot be
   * changed; its counts are the ones kept, as a copy of all of them would cost more than the pass.
   */
  public SortedMap<Pair, double[][]> pairs() {
    return Collections.unmodifiableSortedMap(pairs);
  }

  /** Households by tier at the three censuses, [first][middle][last]; as {@link #pairs}. */
  public SortedMap<Triple, double[][][]> triples() {
    return Collections.unmodifiableSortedMap(triples);
  }

  /** The pairs of one region as flows by length of interval, all origin years together. */
  public List<IntervalCounts> byLength(String region) {
    SortedMap<Integer, double[][]> sums = new TreeMap<>();
    pairs.forEach(
        (pair, counts) -> {
          if (pair.region().equals(region)) {
            add(sums.computeIfAbsent(pair.years(), any -> new double[tiers][tiers]), counts);
          }
        });
    return sums.entrySet().stream()
        .map(entry -> new IntervalCounts(entry.getKey(), entry.getValue()))
        .toList();
  }
}
