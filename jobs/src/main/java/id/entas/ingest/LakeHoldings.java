package id.entas.ingest;

import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RowGroup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the lake holds before an ingest: households by census year, kecamatan, file, unit and tier.
 *
 * @param holdings one for each combination
 */
record LakeHoldings(List<Holding> holdings) {
  /**
   * The households of one file and tier in a kecamatan and census year.
   *
   * @param tier null where they have none
   */
  record Holding(
      int year, String region, String sourceFile, String unit, String tier, long households) {}

  LakeHoldings {
    holdings = List.copyOf(holdings);
  }

  private static final List<Field> BY =
      List.of(
          HouseholdTable.REGION_CODE,
          HouseholdTable.SOURCE_FILE,
          HouseholdTable.UNIT,
          HouseholdTable.TIER);

  static LakeHoldings of(Lake lake) {
    return of(lake.count(HouseholdTable.TABLE, BY, List.of()));
  }

  /** Those of an earlier run. */
  static LakeHoldings of(PublishedRun earlier) {
    return of(earlier.count(HouseholdTable.TABLE, BY, List.of()));
  }

  private static LakeHoldings of(List<RowGroup> groups) {
    return new LakeHoldings(
        groups.stream()
            .map(
                group ->
                    new Holding(
                        Integer.parseInt(group.partition()),
                        group.word(0),
                        group.word(1),
                        group.word(2),
                        group.word(3),
                        group.rows()))
            .toList());
  }

  long householdsOf(String sourceFile) {
    return holdings.stream()
        .filter(holding -> holding.sourceFile().equals(sourceFile))
        .mapToLong(Holding::households)
        .sum();
  }

  /** The unit of the series, which all households of a lake share. */
  Optional<String> findUnit() {
    return holdings.stream().map(Holding::unit).findFirst();
  }

  Optional<Integer> findFirstYear() {
    return holdings.stream().map(Holding::year).min(Integer::compare);
  }

  SortedSet<Integer> years() {
    return holdings.stream().map(Holding::year).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The households of a kecamatan and census year by tier, "" where they have none. */
  Map<String, Long> tiers(int year, String region) {
    Map<String, Long> tiers = new TreeMap<>();
    holdings.stream()
        .filter(holding -> holding.year() == year && holding.region().equals(region))
        .forEach(
            holding ->
                tiers.merge(
                    Objects.requireNonNullElse(holding.tier(), ""),
                    holding.households(),
                    Long::sum));
    return tiers;
  }

  /** The kecamatan that a census year has in the lake. */
  SortedSet<String> regions(int year) {
    return holdings.stream()
        .filter(holding -> holding.year() == year)
        .map(Holding::region)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
