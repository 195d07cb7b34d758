package id.entas.domain;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * What it would take to reach the target with a chance, solved on the futures by Brent's method
 * (Brent, Algorithms for Minimization without Derivatives, 1973): more exits, less inflow, or the
 * cheapest mix of both.
 *
 * <p>The chance grows with both, so each has one least answer or none. None means infeasible: not
 * even if everybody leaves the tier every year, because the inflow of the last year alone exceeds
 * what counts as met; or not even without any inflow, because those that stay are too many.
 */
public final class Requirement {
  /** Log odds beyond which all but one in a billion leave. */
  private static final double LARGEST_SHIFT = 30;

  private static final double ACCURACY = 1e-4;
  private static final int MOST_TRIES = 100;

  private final MeanFutures futures;
  private final int year;
  private final long met;
  private final double chance;

  /**
   * @param futures of the kecamatan
   * @param year by which the target is to be met, a projected one
   * @param met most households that count as met
   * @param chance that is asked for, above 0 and below 1
   */
  public Requirement(MeanFutures futures, int year, long met, double chance) {
    if (!(chance > 0 && chance < 1) || met < 0) {
      throw new IllegalArgumentException(met + " households with a chance of " + chance);
    }
    this.futures = futures;
    this.year = year;
    this.met = met;
    this.chance = chance;
  }

  /** The least help that raises exits alone; empty where no exit is enough. */
  public Optional<MeanFutures.Help> findExitsAlone() {
    return findShift(1).map(shift -> new MeanFutures.Help(shift, 1));
  }

  /** The least cut in inflow alone; empty where even none at all is too little. */
  public Optional<MeanFutures.Help> findInflowAlone() {
    return findKept(0).map(kept -> new MeanFutures.Help(0, kept));
  }

  /**
   * The mix with the least cost a year.
   *
   * @param costOfExit of one household helped out of the tier, at least 0
   * @param costOfInflow of one household kept from coming into it, at least 0
   * @return empty where no mix is enough
   */
  public Optional<MeanFutures.Help> findCheapest(double costOfExit, double costOfInflow) {
    // The largest share of the inflow that some exits can make up for.
    Optional<Double> most = findKept(LARGEST_SHIFT);
    if (most.isEmpty()) {
      return Optional.empty();
    }
    if (most.get() == 0) {
      return Optional.of(new MeanFutures.Help(LARGEST_SHIFT, 0));
    }
    DoubleUnaryOperator cost =
        kept ->
            findShift(kept)
                .map(
                    shift -> {
                      MeanFutures.Effort effort =
                          futures.effort(year, new MeanFutures.Help(shift, kept));
                      return costOfExit * effort.helpedOut() + costOfInflow * effort.keptOut();
                    })
                .orElse(Double.MAX_VALUE);
    double best =
        new BrentOptimizer(1e-3, 1e-3)
            .optimize(
                new MaxEval(MOST_TRIES),
                new UnivariateObjectiveFunction(cost::applyAsDouble),
                GoalType.MINIMIZE,
                new SearchInterval(0, most.get()))
            .getPoint();
    // The optimum may be at an end, which the search comes near to and does not try.
    double kept = best;
    for (double end : new double[] {0, most.get()}) {
      kept = cost.applyAsDouble(end) <= cost.applyAsDouble(kept) ? end : kept;
    }
    double chosen = kept;
    return findShift(chosen).map(shift -> new MeanFutures.Help(shift, chosen));
  }

  private Optional<Double> findShift(double kept) {
    return findLeast(
        shift -> futures.chance(year, met, new MeanFutures.Help(shift, kept)) - chance,
        LARGEST_SHIFT);
  }

  /** The largest share of the inflow, as 1 minus the least cut. */
  private Optional<Double> findKept(double shift) {
    return findLeast(
            cut -> futures.chance(year, met, new MeanFutures.Help(shift, 1 - cut)) - chance, 1)
        .map(cut -> 1 - cut);
  }

  /** Where a growing function crosses zero between 0 and some end. */
  private static Optional<Double> findLeast(DoubleUnaryOperator above, double end) {
    if (above.applyAsDouble(0) >= 0) {
      return Optional.of(0.0);
    }
    if (above.applyAsDouble(end) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new BrentSolver(ACCURACY, ACCURACY).solve(MOST_TRIES, above::applyAsDouble, 0, end));
  }
}
