package id.entas.transition;

import id.entas.domain.Coverage;
import id.entas.domain.IntervalFlows;
import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.Table;
import java.util.List;
import java.util.Map;

/**
 * How many of a region's kecamatan a figure rests on.
 *
 * @param covered kecamatan in the figure
 * @param total kecamatan of the region
 */
record CoveredKecamatan(long covered, long total) {
  CoveredKecamatan {
    if (covered < 0 || covered > total) {
      throw new IllegalArgumentException(covered + " of " + total + " kecamatan");
    }
  }

  /** Those of the region's last interval. */
  static CoveredKecamatan ofLast(List<IntervalFlows> flows) {
    IntervalFlows last = flows.get(flows.size() - 1);
    return new CoveredKecamatan(last.kecamatanCovered(), last.kecamatanTotal());
  }

  /** Those of the kecamatan or kabupaten that any census covers. */
  static CoveredKecamatan ofAnyCensus(
      String region, Coverage coverage, Map<String, String> kabupatenOf) {
    if (kabupatenOf.containsKey(region)) {
      return new CoveredKecamatan(coverage.kecamatan().contains(region) ? 1 : 0, 1);
    }
    return new CoveredKecamatan(
        coverage.kecamatan().stream().filter(code -> region.equals(kabupatenOf.get(code))).count(),
        kabupatenOf.values().stream().filter(region::equals).count());
  }

  /** Those of a kabupaten that have an interval of one year. */
  static CoveredKecamatan ofYears(List<IntervalFlows> whole, List<List<IntervalFlows>> kecamatan) {
    return new CoveredKecamatan(
        kecamatan.stream()
            .filter(own -> own.stream().anyMatch(one -> one.interval().years() == 1))
            .count(),
        whole.get(0).kecamatanTotal());
  }

  /**
   * Writes the three columns that every such table has.
   *
   * @param ofTable the table's own {@code kecamatan_covered}, which says what it covers
   */
  Table.RowBuilder set(Table.RowBuilder row, Field ofTable) {
    return row.set(ofTable, covered)
        .set(Fields.KECAMATAN_TOTAL, total)
        .set(Fields.COMPLETE, covered == total);
  }
}
