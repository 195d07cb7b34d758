package id.entas.domain;

import java.util.List;

/**
 * One region's flows between tiers over one year, of the households seen at both ends.
 *
 * @param regionCode the region
 * @param fromYear the census at the start; the other is one year later
 * @param counts households by tier at the start and at the end, worst tier first
 */
public record RegionYear(String regionCode, int fromYear, double[][] counts) {
  public RegionYear {
    counts = Matrices.copy(counts);
    for (double[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException(
            "counts of " + counts.length + " by " + row.length + " tiers are not square");
      }
      for (double n : row) {
        if (!(n >= 0) || Double.isInfinite(n)) {
          throw new IllegalArgumentException("a count of " + n + " households");
        }
      }
    }
  }

  /**
   * The yearly flows of kecamatan; intervals of several years are left out.
   *
   * @param kecamatan flows by interval of each kecamatan
   */
  public static List<RegionYear> of(List<List<IntervalFlows>> kecamatan) {
    return kecamatan.stream()
        .flatMap(List::stream)
        .filter(one -> one.interval().years() == 1)
        .map(one -> new RegionYear(one.region(), one.interval().from(), one.movedCounts()))
        .toList();
  }

  @Override
  public double[][] counts() {
    return Matrices.copy(counts);
  }
}
