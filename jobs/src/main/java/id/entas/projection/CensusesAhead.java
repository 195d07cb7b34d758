package id.entas.projection;

import id.entas.domain.FutureCounts;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of some kecamatan in years that others of their kabupaten project, as not all
 * have the same latest census. The kabupaten's futures then have for each what is known of it.
 *
 * @param starts by kabupaten, the census after which its futures begin: the earliest after which
 *     every kecamatan is counted or projected in every year; the last year projected where there is
 *     no such
 * @param censuses households of the tiers and ABSENT after that, by kecamatan that has any, and by
 *     year
 */
record CensusesAhead(
    Map<String, Integer> starts, SortedMap<String, SortedMap<Integer, long[]>> censuses)
    implements Serializable {

  /**
   * @param stocks households of the tiers and ABSENT by kecamatan and census, of all kecamatan that
   *     can be assessed
   * @param kabupatenOf kabupaten by kecamatan
   * @param horizonYear the last year projected
   */
  static CensusesAhead of(
      Map<String, SortedMap<Integer, long[]>> stocks,
      Map<String, String> kabupatenOf,
      int horizonYear) {
    Map<String, Map<String, SortedMap<Integer, long[]>>> byKabupaten = new HashMap<>();
    stocks.forEach(
        (kecamatan, own) ->
            byKabupaten
                .computeIfAbsent(kabupatenOf.get(kecamatan), any -> new HashMap<>())
                .put(kecamatan, own));
    Map<String, Integer> starts = new HashMap<>();
    SortedMap<String, SortedMap<Integer, long[]>> censuses = new TreeMap<>();
    byKabupaten.forEach(
        (kabupaten, parts) -> {
          int first = start(parts, horizonYear);
          starts.put(kabupaten, first);
          parts.forEach(
              (kecamatan, own) -> {
                if (own.lastKey() > first) {
                  censuses.put(kecamatan, new TreeMap<>(own.tailMap(first + 1)));
                }
              });
        });
    return new CensusesAhead(starts, censuses);
  }

  /** A year in which one is neither counted nor projected cannot be told of all. */
  private static int start(Map<String, SortedMap<Integer, long[]>> parts, int horizonYear) {
    int start = parts.values().stream().mapToInt(SortedMap::lastKey).min().orElseThrow();
    for (SortedMap<Integer, long[]> own : parts.values()) {
      for (int year = Math.min(own.lastKey(), horizonYear); year > start; year--) {
        if (!own.containsKey(year)) {
          start = year;
        }
      }
    }
    return Math.min(start, horizonYear);
  }

  /** The census after which the futures of a kabupaten begin. */
  int start(String kabupaten) {
    return starts.get(kabupaten);
  }

  /** The futures of a kecamatan from where on its kabupaten's are told. */
  FutureCounts prepended(String kabupaten, String kecamatan, FutureCounts futures) {
    return censuses.containsKey(kecamatan)
        ? futures.since(start(kabupaten), censuses.get(kecamatan))
        : futures;
  }

  /** The censuses of the kecamatan of a kabupaten, of those that have any. */
  SortedMap<String, SortedMap<Integer, long[]>> ofKabupaten(
      String kabupaten, Map<String, String> kabupatenOf) {
    SortedMap<String, SortedMap<Integer, long[]>> own = new TreeMap<>(censuses);
    own.keySet().removeIf(kecamatan -> !kabupaten.equals(kabupatenOf.get(kecamatan)));
    return own;
  }
}
