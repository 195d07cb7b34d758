package id.entas.domain;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The figures that say what reaching a target would take: rates of geometric and straight paths,
 * and where flows balance.
 *
 * <p>They are arithmetic of two counts or of yearly flows, without a model of chance; each method
 * says its formula. They mislead where the two counts are of other frames or instruments, and where
 * flows do not last: an equilibrium of today's flows is a yardstick, not a forecast. The chances
 * are those of {@link Futures}.
 */
public final class Reachability {
  /** No rate reaches zero, so a target of zero is "below one half a household". */
  private static final double LEAST_GOAL = 0.5;

  /** The chance from which on a year counts as the first one reached. */
  private static final double EVEN_CHANCE = 0.5;

  /**
   * The yearly rate of reduction between two counts, 1 - (to / from)^(1 / years). Negative where
   * the count grew.
   *
   * @param from households at the start, at least 0
   * @param to households at the end, at least 0
   * @param years at least 1
   * @return empty from zero households
   */
  public static Optional<Double> findAnnualRate(double from, double to, int years) {
    if (!(from >= 0) || !(to >= 0) || years < 1) {
      throw new IllegalArgumentException("from " + from + " to " + to + " in " + years + " years");
    }
    return from == 0 ? Optional.empty() : Optional.of(1 - Math.pow(to / from, 1.0 / years));
  }

  /**
   * The yearly rate of reduction that leads from the latest count to the goal, which is the met
   * households but at least one half. Negative where the count may grow.
   *
   * @param latest households in the latest census
   * @param met most households that count as met
   * @param yearsLeft years from the latest census to the target
   * @return empty from zero households, or when no year is left
   */
  public static Optional<Double> findRequiredAnnualRate(long latest, long met, int yearsLeft) {
    return yearsLeft < 1
        ? Optional.empty()
        : findAnnualRate(latest, Math.max(met, LEAST_GOAL), yearsLeft);
  }

  /**
   * The households that must leave the tier net each year on a straight line from the latest count
   * to the met households. Negative where the count may grow.
   *
   * @return empty when no year is left
   */
  public static Optional<Double> findRequiredHouseholdsPerYear(
      long latest, long met, int yearsLeft) {
    return yearsLeft < 1 ? Optional.empty() : Optional.of((double) (latest - met) / yearsLeft);
  }

  /**
   * Where today's flows balance: with as many households as these, as many leave the tier in a year
   * as come into it. The plainest explanation of "why not zero".
   *
   * @param yearlyInflow households into the tier a year
   * @param exitProbability chance that a household of the tier is not in it a year later
   * @return empty when nobody leaves
   */
  public static Optional<Double> findBalanceHouseholds(
      double yearlyInflow, double exitProbability) {
    if (!(yearlyInflow >= 0) || !(exitProbability >= 0 && exitProbability <= 1)) {
      throw new IllegalArgumentException(
          "inflow " + yearlyInflow + ", exit probability " + exitProbability);
    }
    return exitProbability == 0 ? Optional.empty() : Optional.of(yearlyInflow / exitProbability);
  }

  /**
   * The first year with an even chance or better.
   *
   * @param chanceByYear chance of meeting the target by year
   * @return empty when no year has it
   */
  public static Optional<Integer> findFirstYearReached(SortedMap<Integer, Double> chanceByYear) {
    return chanceByYear.entrySet().stream()
        .filter(year -> year.getValue() >= EVEN_CHANCE)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Reachability() {}
}
