package id.entas.projection;

import id.entas.domain.OpenSystem;
import id.entas.domain.Region;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What the censuses say of a region before anything is projected.
 *
 * @param region BPS code
 * @param level kecamatan or kabupaten
 * @param stocks households by tier, by year of the censuses that cover the region; for a kabupaten,
 *     those that cover all kecamatan that can be assessed
 * @param base the base census, where there is one
 * @param exitProbability yearly chance to leave the target tier, where estimated
 * @param openSystem where the flows of an average year would settle
 * @param kecamatanCovered kecamatan in the figures
 * @param kecamatanTotal kecamatan of the region
 * @param instruments from the base on, the years of each instrument that a census of the region was
 *     made with; the instruments by name
 * @param window what its matrix is estimated from; of a kabupaten, those of its kecamatan together
 */
record Outlook(
    String region,
    Region.Level level,
    SortedMap<Integer, long[]> stocks,
    Optional<Integer> base,
    Optional<Double> exitProbability,
    Optional<OpenSystem> openSystem,
    long kecamatanCovered,
    long kecamatanTotal,
    SortedMap<String, SortedSet<Integer>> instruments,
    Optional<Window> window) {

  /**
   * What the matrix of a region is estimated from.
   *
   * @param method of the target tier's row, as in {@code annual_transition}
   * @param firstYear first census
   * @param lastYear last census
   */
  record Window(String method, int firstYear, int lastYear) {
    Window plus(Window other) {
      return new Window(
          method, Math.min(firstYear, other.firstYear), Math.max(lastYear, other.lastYear));
    }
  }

  /** Whether all censuses from the base to the latest are of one instrument. */
  boolean isComparable() {
    return base.isPresent() && instruments.size() == 1;
  }

  /** The instruments in order of first use, with their years; empty where none is known. */
  Optional<String> findInstrumentsInWords() {
    return instruments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            instruments.entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getValue().first()))
                .map(
                    one ->
                        one.getKey()
                            + one.getValue().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ", " (", ")")))
                .collect(Collectors.joining(", ")));
  }

  Optional<Integer> latest() {
    return stocks.isEmpty() ? Optional.empty() : Optional.of(stocks.lastKey());
  }

  boolean isComplete() {
    return kecamatanCovered == kecamatanTotal;
  }

  /** Listed households of the base census. */
  Optional<Long> listedAtBase(boolean[] listed) {
    return base.map(
        year -> {
          long sum = 0;
          for (int tier = 0; tier < listed.length; tier++) {
            sum += listed[tier] ? stocks.get(year)[tier] : 0;
          }
          return sum;
        });
  }
}
