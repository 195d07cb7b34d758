package id.entas.projection;

import id.entas.domain.Region;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the censuses say of a region before anything is projected.
 *
 * @param region BPS code
 * @param level kecamatan or kabupaten
 * @param stocks households by tier, by year of the censuses that cover the region; for a kabupaten,
 *     those that cover all kecamatan that can be assessed
 * @param base the base census, where there is one
 * @param exitProbability yearly chance to leave the target tier, where estimated
 * @param kecamatanCovered kecamatan in the figures
 * @param kecamatanTotal kecamatan of the region
 * @param comparable whether all censuses from the base on are of one instrument
 */
record Outlook(
    String region,
    Region.Level level,
    SortedMap<Integer, long[]> stocks,
    Optional<Integer> base,
    Optional<Double> exitProbability,
    long kecamatanCovered,
    long kecamatanTotal,
    boolean comparable) {

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
