package id.entas.domain;

import java.util.List;
import java.util.Optional;

/**
 * What a region's own flows tell of its one-year matrix, before any other region lends.
 *
 * @param region BPS code
 * @param flows by interval
 * @param intervals the same in the form of the unconditional matrix
 * @param own the most likely matrix
 * @param information what the flows tell about it
 * @param years how much each calendar year weighs in its rows
 * @param ofTarget by row, how much the chance of the target tier varies between intervals
 * @param ofOthers by row, how much the shares among the other destinations vary
 */
record FittedRegion(
    String region,
    List<IntervalFlows> flows,
    List<IntervalCounts> intervals,
    AnnualMatrix own,
    MatrixInformation information,
    YearShares years,
    List<RowDispersion> ofTarget,
    List<RowDispersion> ofOthers) {

  static FittedRegion of(AnnualMatrixEstimator estimator, List<IntervalFlows> flows, int target) {
    List<IntervalCounts> intervals = flows.stream().map(AnnualFlows::of).toList();
    AnnualMatrix own = estimator.estimate(intervals);
    double[][] probability = own.probability();
    return new FittedRegion(
        flows.get(0).region(),
        flows,
        intervals,
        own,
        MatrixInformation.of(own, intervals),
        YearShares.of(flows, probability),
        RowDispersion.ofRows(probability, intervals, row -> NestedRow.targetOrNot(row, target)),
        RowDispersion.ofRows(probability, intervals, row -> NestedRow.others(row, target)));
  }

  /** Households, each seen every year, that would tell as much of a row. */
  double effective(int row) {
    return own.findRow(row).isPresent() ? information.effectiveHouseholds()[row] : 0;
  }

  /** Where years are unseen, what their shocks left in the estimate. */
  Optional<YearTraces> findTraces() {
    return intervals.stream().allMatch(one -> one.years() == 1)
        ? Optional.empty()
        : Optional.of(YearTraces.of(flows, own));
  }

  /** Whether its rows are plain proportions. */
  boolean isPlain() {
    return intervals.stream().allMatch(one -> one.years() == 1 && one.censored().isEmpty());
  }
}
