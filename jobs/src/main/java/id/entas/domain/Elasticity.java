package id.entas.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By how many percent the expected households of the target tier change when one flow changes by
 * one percent: which flow a programme should aim at.
 *
 * <p>Derivative of the logarithm of the count expected by the average matrix to the logarithm of
 * the cell, the diagonal taking the complement, by central differences (Caswell, Matrix Population
 * Models, 2001, chapter 9, of transient counts). It is of small changes: the answer to a large one
 * is that of a scenario.
 *
 * @param from place of the tier before; the number of tiers is ABSENT, one more is newcomers
 * @param to place of the tier after, then ABSENT, then GONE
 * @param value percent of change by percent, of either sign
 */
public record Elasticity(int from, int to, double value) {
  private static final double STEP = 1e-4;

  /**
   * The elasticities of a kecamatan, the largest in size first.
   *
   * @param year a year after the latest census
   */
  public static List<Elasticity> of(FutureInputs inputs, int year) {
    int tiers = inputs.tiers();
    double[][] matrix = inputs.matrix();
    double[] rates = inputs.newRates();
    List<Elasticity> all = new ArrayList<>();
    for (int i = 0; i <= tiers; i++) {
      for (int j = 0; j < tiers + 2; j++) {
        double p = matrix[i][j];
        if (i != j && p > 0) {
          double stays = matrix[i][i];
          double step = Math.min(STEP * p, stays);
          matrix[i][j] = p + step;
          matrix[i][i] = stays - step;
          double more = expected(inputs, matrix, rates, year);
          matrix[i][j] = p - step;
          matrix[i][i] = stays + step;
          double less = expected(inputs, matrix, rates, year);
          matrix[i][j] = p;
          matrix[i][i] = stays;
          if (step > 0 && more > 0 && less > 0) {
            all.add(new Elasticity(i, j, (Math.log(more) - Math.log(less)) * p / (2 * step)));
          }
        }
      }
    }
    for (int j = 0; j < tiers; j++) {
      double rate = rates[j];
      if (rate > 0) {
        rates[j] = rate * (1 + STEP);
        double more = expected(inputs, matrix, rates, year);
        rates[j] = rate * (1 - STEP);
        double less = expected(inputs, matrix, rates, year);
        rates[j] = rate;
        if (more > 0 && less > 0) {
          all.add(new Elasticity(tiers + 1, j, (Math.log(more) - Math.log(less)) / (2 * STEP)));
        }
      }
    }
    all.sort(Comparator.comparingDouble((Elasticity one) -> -Math.abs(one.value())));
    return all;
  }

  /** Households of the target tier that average years lead to. */
  private static double expected(FutureInputs inputs, double[][] matrix, double[] rates, int year) {
    int tiers = inputs.tiers();
    boolean[] listed = inputs.listed();
    double[] stocks = new double[tiers + 1];
    for (int tier = 0; tier < tiers; tier++) {
      stocks[tier] = inputs.stock(tier);
    }
    stocks[tiers] = inputs.absentStock();
    for (int y = inputs.latestYear(); y < year; y++) {
      double[] next = new double[tiers + 1];
      double base = 0;
      for (int i = 0; i <= tiers; i++) {
        base += i < tiers && listed[i] ? stocks[i] : 0;
        for (int j = 0; j <= tiers; j++) {
          next[j] += stocks[i] * matrix[i][j];
        }
      }
      for (int j = 0; j < tiers; j++) {
        next[j] += base * rates[j];
      }
      stocks = next;
    }
    return stocks[inputs.target()];
  }
}
