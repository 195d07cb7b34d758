package id.entas.domain;

import java.util.SortedSet;

/**
 * All flows of one region over one interval, by tier: what the estimators start from.
 *
 * <p>Arrays have one entry per tier, worst first; {@code moved[i][j]} went from tier i to tier j
 * within the region.
 *
 * @param region BPS code
 * @param level kecamatan or kabupaten
 * @param interval the two censuses
 * @param moved households seen in a tier of the region at both ends, k by k
 * @param absent households of each tier that were absent or not found at the end
 * @param departed households of each tier seen in another kecamatan at the end
 * @param gone households of each tier that died, moved away or merged
 * @param graduated households of each tier recorded as graduated, in a better tier, which one
 *     unknown
 * @param entrants households seen for the first time, by tier at the end
 * @param returned households seen before but not at the start, by tier at the end
 * @param arrived households that came from another kecamatan, by tier at the end
 * @param absentPool households absent at the start
 * @param instruments instruments of the two censuses, in all kecamatan that the flows are the sum
 *     of
 * @param kecamatanCovered kecamatan that the flows are the sum of
 * @param kecamatanTotal kecamatan of the region
 */
public record IntervalFlows(
    String region,
    Region.Level level,
    Interval interval,
    long[][] moved,
    long[] absent,
    long[] departed,
    long[] gone,
    long[] graduated,
    long[] entrants,
    long[] returned,
    long[] arrived,
    long absentPool,
    SortedSet<String> instruments,
    long kecamatanCovered,
    long kecamatanTotal) {

  /** Whether both censuses were made with one instrument: else a move may be the instrument's. */
  public boolean isComparable() {
    return instruments.size() == 1;
  }

  public int tiers() {
    return moved.length;
  }

  /** {@link #moved} as the estimators take it. */
  public double[][] movedCounts() {
    double[][] counts = new double[moved.length][moved.length];
    for (int i = 0; i < moved.length; i++) {
      for (int j = 0; j < moved.length; j++) {
        counts[i][j] = moved[i][j];
      }
    }
    return counts;
  }

  /** Households of a tier at the start: the sum of the flows out of it. */
  public long stockFrom(int tier) {
    return seen(tier) + absent[tier] + departed[tier] + gone[tier] + graduated[tier];
  }

  /** Households of a tier at the end: the sum of the flows into it. */
  public long stockTo(int tier) {
    long stock = entrants[tier] + returned[tier] + arrived[tier];
    for (long[] row : moved) {
      stock += row[tier];
    }
    return stock;
  }

  /** Households of a tier at the start that were seen in a tier of the region at the end. */
  public long seen(int tier) {
    long seen = 0;
    for (long count : moved[tier]) {
      seen += count;
    }
    return seen;
  }

  public boolean isComplete() {
    return kecamatanCovered == kecamatanTotal;
  }
}
