package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All flows of a kabupaten over an interval, and those of its kecamatan that have the interval.
 *
 * <p>Cells are [from][to], in the order of {@link #rows} and {@link #columns}.
 *
 * @param kabupaten BPS code
 * @param interval the two censuses
 * @param ofAll flows of the kabupaten
 * @param ofKecamatan flows by kecamatan
 * @param isComplete whether all kecamatan of the kabupaten have the interval
 */
public record FlowTable(
    String kabupaten,
    Interval interval,
    long[][] ofAll,
    SortedMap<String, long[][]> ofKecamatan,
    boolean isComplete) {

  public FlowTable {
    ofAll = copy(ofAll);
    SortedMap<String, long[][]> copies = new TreeMap<>();
    ofKecamatan.forEach((region, cells) -> copies.put(region, copy(cells)));
    ofKecamatan = copies;
  }

  /** What flows come from: the tiers and then those who were in none. */
  public static List<String> rows(List<String> tiers) {
    return Stream.concat(tiers.stream(), FlowState.SOURCES.stream()).toList();
  }

  /** What flows lead to: the tiers and then those who are in none. */
  public static List<String> columns(List<String> tiers) {
    return Stream.concat(tiers.stream(), FlowState.GOALS.stream()).toList();
  }

  static long[][] copy(long[][] cells) {
    List<long[]> rows = new ArrayList<>();
    for (long[] row : cells) {
      rows.add(row.clone());
    }
    return rows.toArray(new long[0][]);
  }
}
