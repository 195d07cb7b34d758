package id.entas.ingest;

import id.entas.tables.HouseholdTable;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What an ingest replaces: for each census year the kecamatan that it read.
 *
 * @param regionsByYear codes of the kecamatan by census year, at least one of each
 */
record Replacement(SortedMap<Integer, SortedSet<String>> regionsByYear) {

  /**
   * The rows to replace, as SQL over {@code household}. A census year of which everything is
   * replaced is named alone, so that Delta drops its files instead of rewriting them.
   */
  String predicate(LakeHoldings holdings) {
    return regionsByYear.entrySet().stream()
        .map(
            entry ->
                holdings.regions(entry.getKey()).stream().allMatch(entry.getValue()::contains)
                    ? isYear(entry.getKey())
                    : isYear(entry.getKey()) + " AND " + isIn(entry.getValue()))
        .map(term -> "(" + term + ")")
        .collect(Collectors.joining(" OR "));
  }

  /** The census years of which something is replaced, as the table's partitions are called. */
  Set<String> years() {
    return regionsByYear.keySet().stream()
        .map(year -> Integer.toString(year))
        .collect(Collectors.toSet());
  }

  /** Whether a census that is read keeps households of the lake in some other kecamatan. */
  boolean leavesSome(LakeHoldings holdings) {
    return regionsByYear.entrySet().stream()
        .anyMatch(entry -> !entry.getValue().containsAll(holdings.regions(entry.getKey())));
  }

  /** The households of the lake, in the census years that are read, that stay: SQL. */
  String staying() {
    return regionsByYear.entrySet().stream()
        .map(entry -> "(" + isYear(entry.getKey()) + " AND NOT " + isIn(entry.getValue()) + ")")
        .collect(Collectors.joining(" OR "));
  }

  private static String isYear(int year) {
    return HouseholdTable.CENSUS_YEAR.name() + " = " + year;
  }

  private static String isIn(SortedSet<String> regions) {
    return HouseholdTable.REGION_CODE.name()
        + regions.stream()
            .map(code -> "'" + code + "'")
            .collect(Collectors.joining(", ", " IN (", ")"));
  }
}
