package id.entas.ingest;

import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

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

  static LakeHoldings of(Lake lake) {
    return lake.has(HouseholdTable.TABLE)
        ? of(lake.read(HouseholdTable.TABLE))
        : new LakeHoldings(List.of());
  }

  /**
   * @param households rows of the table
   */
  static LakeHoldings of(Dataset<Row> households) {
    List<Row> rows =
        households
            .groupBy(
                HouseholdTable.CENSUS_YEAR.col(),
                HouseholdTable.REGION_CODE.col(),
                HouseholdTable.SOURCE_FILE.col(),
                HouseholdTable.UNIT.col(),
                HouseholdTable.TIER.col())
            .agg(functions.count(functions.lit(1)).as(Fields.HOUSEHOLDS.name()))
            .collectAsList();
    return new LakeHoldings(
        rows.stream()
            .map(
                row ->
                    new Holding(
                        HouseholdTable.CENSUS_YEAR.year(row),
                        HouseholdTable.REGION_CODE.text(row),
                        HouseholdTable.SOURCE_FILE.text(row),
                        HouseholdTable.UNIT.text(row),
                        HouseholdTable.TIER.text(row),
                        Fields.HOUSEHOLDS.count(row)))
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
