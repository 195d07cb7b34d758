package id.entas.domain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which censuses cover which kecamatan: those with an accepted extract that contains it. */
public final class Coverage implements Serializable {
  private final SortedMap<String, NavigableSet<Integer>> years = new TreeMap<>();

  /** The coverage that histories show. */
  public static Coverage of(Iterable<History> histories) {
    Coverage coverage = new Coverage();
    histories.forEach(
        history -> history.sightings().forEach(s -> coverage.add(s.kecamatan(), s.year())));
    return coverage;
  }

  public void add(String kecamatan, int year) {
    years.computeIfAbsent(kecamatan, any -> new TreeSet<>()).add(year);
  }

  public boolean covers(String kecamatan, int year) {
    return years.getOrDefault(kecamatan, Collections.emptyNavigableSet()).contains(year);
  }

  public SortedSet<String> kecamatan() {
    return new TreeSet<>(years.keySet());
  }

  /** All census years, oldest first. */
  public SortedSet<Integer> years() {
    SortedSet<Integer> all = new TreeSet<>();
    years.values().forEach(all::addAll);
    return all;
  }

  /** The intervals of a kecamatan, oldest first. */
  public List<Interval> intervals(String kecamatan) {
    List<Interval> intervals = new ArrayList<>();
    Integer before = null;
    for (int year : years.getOrDefault(kecamatan, Collections.emptyNavigableSet())) {
      if (before != null) {
        intervals.add(new Interval(before, year));
      }
      before = year;
    }
    return intervals;
  }

  /** Every interval that some kecamatan has, with the kecamatan that have it. */
  public SortedMap<Interval, SortedSet<String>> kecamatanByInterval() {
    SortedMap<Interval, SortedSet<String>> all = new TreeMap<>();
    for (Map.Entry<String, NavigableSet<Integer>> entry : years.entrySet()) {
      for (Interval interval : intervals(entry.getKey())) {
        all.computeIfAbsent(interval, any -> new TreeSet<>()).add(entry.getKey());
      }
    }
    return all;
  }
}
