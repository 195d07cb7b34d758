package id.entas.publish;

import id.entas.domain.Region;
import id.entas.tables.Field;
import id.entas.tables.FlowReader;
import id.entas.tables.TargetReachabilityTable;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What a region's row of {@code target_reachability} says, for people.
 *
 * <p>Numbers are absent where the table has none: a region without a base has no projection, a
 * chance too small to tell has only an upper bound, and counts of few households may be suppressed.
 */
record VerdictLine(
    String region,
    Region.Level level,
    String name,
    String scenario,
    int targetYear,
    double toleranceShare,
    Optional<Long> toleranceHouseholds,
    Optional<Integer> baseYear,
    Optional<Long> baseHouseholds,
    Optional<Integer> latestYear,
    Optional<Long> latestHouseholds,
    Optional<Double> expected,
    Optional<Double> low,
    Optional<Double> high,
    Optional<Double> probability,
    Optional<Double> probabilityUpper,
    Optional<Double> yearlyInflow,
    Optional<Double> requiredPerYear,
    String verdict,
    boolean comparable,
    Optional<String> instruments,
    Optional<String> shockSource,
    Optional<String> rejectedAssumptions,
    long kecamatanCovered,
    long kecamatanTotal) {

  /** The verdict of a region of which it would tell a count that is suppressed. */
  static final String NOT_SHOWN = "NOT_SHOWN";

  static VerdictLine of(Row row, String name) {
    return new VerdictLine(
        TargetReachabilityTable.REGION_CODE.text(row),
        FlowReader.levelOf(TargetReachabilityTable.REGION_LEVEL.text(row)),
        name,
        TargetReachabilityTable.SCENARIO.text(row),
        TargetReachabilityTable.TARGET_YEAR.year(row),
        TargetReachabilityTable.TOLERANCE_SHARE.number(row),
        find(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS, row),
        find(TargetReachabilityTable.BASE_YEAR, row),
        find(TargetReachabilityTable.BASE_HOUSEHOLDS, row),
        find(TargetReachabilityTable.LATEST_YEAR, row),
        find(TargetReachabilityTable.LATEST_HOUSEHOLDS, row),
        find(TargetReachabilityTable.EXPECTED_HOUSEHOLDS, row),
        find(TargetReachabilityTable.P05, row),
        find(TargetReachabilityTable.P95, row),
        find(TargetReachabilityTable.PROBABILITY_REACHED, row),
        find(TargetReachabilityTable.PROBABILITY_UPPER, row),
        find(TargetReachabilityTable.YEARLY_INFLOW, row),
        find(TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR, row),
        VerdictLine.<String>find(TargetReachabilityTable.VERDICT, row).orElse(NOT_SHOWN),
        TargetReachabilityTable.COMPARABLE.flag(row),
        find(TargetReachabilityTable.INSTRUMENTS, row),
        find(TargetReachabilityTable.SHOCK_SOURCE, row),
        find(TargetReachabilityTable.REJECTED_ASSUMPTIONS, row),
        TargetReachabilityTable.KECAMATAN_COVERED.count(row),
        TargetReachabilityTable.KECAMATAN_TOTAL.count(row));
  }

  private static <T> Optional<T> find(Field field, Row row) {
    return Optional.ofNullable(row.<T>getAs(field.name()));
  }

  /** Whether its counts are suppressed: a region with a latest census had some there. */
  boolean isSuppressed() {
    return latestYear.isPresent() && latestHouseholds.isEmpty();
  }

  /** The chance for sorting: the probability, else its upper bound. */
  double chance() {
    return probability.or(() -> probabilityUpper).orElse(-1.0);
  }
}
