package id.entas.domain;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the censuses of one kabupaten have counted.
 *
 * <p>A flow over an interval and a stock of a census depend on no later census: whether a household
 * is an entrant, returned or absent is said by what was seen of it until then. So what was known at
 * a census is what is dated no later ({@link #until}).
 *
 * @param kabupaten BPS code
 * @param whole the kabupaten's flows, one an interval
 * @param kecamatan flows by kecamatan, each in order of their intervals
 * @param stocks households by kecamatan and census: the tiers, then ABSENT
 * @param kecamatanTotal kecamatan of the kabupaten, covered or not
 */
public record KabupatenCensuses(
    String kabupaten,
    List<IntervalFlows> whole,
    SortedMap<String, List<IntervalFlows>> kecamatan,
    SortedMap<String, SortedMap<Integer, long[]>> stocks,
    long kecamatanTotal) {
  public KabupatenCensuses {
    whole = List.copyOf(whole);
    SortedMap<String, List<IntervalFlows>> flows = new TreeMap<>();
    kecamatan.forEach((code, own) -> flows.put(code, List.copyOf(own)));
    kecamatan = Collections.unmodifiableSortedMap(flows);
    SortedMap<String, SortedMap<Integer, long[]>> counts = new TreeMap<>();
    stocks.forEach(
        (code, own) -> {
          SortedMap<Integer, long[]> copy = new TreeMap<>();
          own.forEach((year, stock) -> copy.put(year, stock.clone()));
          counts.put(code, copy);
        });
    stocks = Collections.unmodifiableSortedMap(counts);
    if (kecamatanTotal < stocks.size()) {
      throw new IllegalArgumentException(
          kabupaten + " has " + kecamatanTotal + " kecamatan, but stocks of " + stocks.size());
    }
  }

  /** What was known when the census of a year had been counted. */
  public KabupatenCensuses until(int year) {
    SortedMap<String, List<IntervalFlows>> flows = new TreeMap<>();
    kecamatan.forEach(
        (code, own) -> {
          List<IntervalFlows> known = until(own, year);
          if (!known.isEmpty()) {
            flows.put(code, known);
          }
        });
    SortedMap<String, SortedMap<Integer, long[]>> counts = new TreeMap<>();
    stocks.forEach(
        (code, own) -> {
          SortedMap<Integer, long[]> known = own.headMap(year + 1);
          if (!known.isEmpty()) {
            counts.put(code, known);
          }
        });
    return new KabupatenCensuses(kabupaten, until(whole, year), flows, counts, kecamatanTotal);
  }

  private static List<IntervalFlows> until(List<IntervalFlows> flows, int year) {
    return flows.stream().filter(one -> one.interval().to() <= year).toList();
  }

  /** The years of all censuses that cover some kecamatan. */
  public SortedSet<Integer> years() {
    SortedSet<Integer> years = new TreeSet<>();
    stocks.values().forEach(own -> years.addAll(own.keySet()));
    return years;
  }

  /** Whether a census covers a kecamatan. */
  public boolean covers(String code, int year) {
    return stocks.containsKey(code) && stocks.get(code).containsKey(year);
  }

  /** Households of a tier in some kecamatan together, by the censuses that cover all of them. */
  SortedMap<Integer, Long> households(List<String> codes, int tier) {
    SortedMap<Integer, Long> sums = new TreeMap<>();
    for (int year : years()) {
      if (codes.stream().allMatch(code -> covers(code, year))) {
        sums.put(year, codes.stream().mapToLong(code -> stocks.get(code).get(year)[tier]).sum());
      }
    }
    return sums;
  }

  /** Whether all censuses of some kecamatan were made with one instrument. */
  boolean isComparable(List<String> codes) {
    SortedSet<String> instruments = new TreeSet<>();
    for (String code : codes) {
      kecamatan.getOrDefault(code, List.of()).forEach(one -> instruments.addAll(one.instruments()));
    }
    return instruments.size() == 1;
  }
}
