package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * How the counts of a tier deviate together over censuses, as a bad year's households stay poor.
 *
 * <p>Model: a shock u of one year tilts the rows of the one-year matrix ({@link ShockModel}), which
 * moves sum_i x_i p_ij (m_i - j) u households into tier j, x being the households of each tier and
 * m_i the mean rank that row i leads to. Later years move them on by the matrix alone. Shocks of
 * different years are independent, so the covariance of the counts of two censuses is the sum over
 * the years before both of the products of what a shock left in each, times the shocks' variance:
 * the first census deviates by nothing, and the later ones more and more alike.
 *
 * <p>To first order in the shocks, with the matrix taken as known and newcomers as unmoved by the
 * year. It misleads where an unusual year wears off otherwise than the average matrix says, as
 * where those who fell in it climb back sooner than others.
 *
 * @param matrix one-year matrix on the tiers, ABSENT and GONE
 * @param variance of the shock of one year in the region
 */
public record CarriedShocks(double[][] matrix, double variance) {
  public CarriedShocks {
    matrix = Matrices.copy(matrix);
    if (!(variance >= 0) || Double.isInfinite(variance)) {
      throw new IllegalArgumentException("shocks of variance " + variance);
    }
  }

  /**
   * Those of a kabupaten, in which local shocks cancel as far as its kecamatan are many and of one
   * size, and of its kecamatan, by region.
   *
   * @param matrices of all of them
   * @param kecamatan flows by interval of each kecamatan
   */
  public static Map<String, CarriedShocks> ofRegions(
      Map<String, AnnualMatrices.Matrix> matrices,
      List<List<IntervalFlows>> kecamatan,
      ShockModel shocks) {
    double concentration =
        ShockModel.concentration(
            kecamatan.stream().mapToDouble(own -> households(own.get(own.size() - 1))).toArray());
    Set<String> parts =
        kecamatan.stream().map(own -> own.get(0).region()).collect(Collectors.toSet());
    Map<String, CarriedShocks> carried = new HashMap<>();
    matrices.forEach(
        (region, matrix) ->
            carried.put(
                region,
                of(matrix.rows(), shocks.variance(parts.contains(region) ? 1 : concentration))));
    return carried;
  }

  private static double households(IntervalFlows flows) {
    double households = 0;
    for (int tier = 0; tier < flows.tiers(); tier++) {
      households += flows.stockTo(tier);
    }
    return households;
  }

  /** Nobody comes back from GONE. */
  private static CarriedShocks of(List<AnnualMatrices.Row> rows, double variance) {
    double[][] matrix = Matrices.identity(rows.size() + 1);
    for (int i = 0; i < rows.size(); i++) {
      matrix[i] = rows.get(i).probability();
    }
    return new CarriedShocks(matrix, variance);
  }

  @Override
  public double[][] matrix() {
    return Matrices.copy(matrix);
  }

  /**
   * The covariance of a tier's counts over the censuses, by the shocks of the years between them.
   *
   * @param stocks households by tier at each census; those absent from one are taken from the
   *     matrix
   * @param tier 0 for the worst
   * @param members of a household, where people are counted and not households: people move by
   *     households, so the covariance of their counts grows with the square of it, and what a count
   *     varies by itself, which it is a multiple of, with it once; else 1
   */
  public double[][] covariance(SortedMap<Integer, double[]> stocks, int tier, double members) {
    List<Integer> censuses = new ArrayList<>(stocks.keySet());
    double[][] covariance = new double[censuses.size()][censuses.size()];
    double absent = 0;
    for (int from = 0; from + 1 < censuses.size(); from++) {
      double[] state = Arrays.copyOf(stocks.get(censuses.get(from)), matrix.length);
      state[tiers()] = absent;
      for (int year = censuses.get(from); year < censuses.get(from + 1); year++) {
        add(covariance, left(state, year, censuses, tier), members * variance);
        state = next(state);
      }
      absent = state[tiers()];
    }
    return covariance;
  }

  private int tiers() {
    return matrix.length - 2;
  }

  private static void add(double[][] covariance, double[] left, double factor) {
    for (int s = 0; s < left.length; s++) {
      for (int t = 0; t < left.length; t++) {
        covariance[s][t] += factor * left[s] * left[t];
      }
    }
  }

  /** What a shock of one in a year leaves in the tier at each census. */
  private double[] left(double[] state, int year, List<Integer> censuses, int tier) {
    double[] moved = moved(state);
    double[] left = new double[censuses.size()];
    int at = year + 1;
    for (int census = 0; census < left.length; census++) {
      if (censuses.get(census) > year) {
        for (; at < censuses.get(census); at++) {
          moved = next(moved);
        }
        left[census] = moved[tier];
      }
    }
    return left;
  }

  /** Households that a shock of one moves into each state within its year. */
  private double[] moved(double[] state) {
    double[] moved = new double[state.length];
    for (int i = 0; i <= tiers(); i++) {
      double mass = 0;
      double mean = 0;
      for (int j = 0; j < tiers(); j++) {
        mass += matrix[i][j];
        mean += matrix[i][j] * j;
      }
      for (int j = 0; j < tiers() && mass > 0; j++) {
        moved[j] += state[i] * matrix[i][j] * (mean / mass - j);
      }
    }
    return moved;
  }

  private double[] next(double[] state) {
    return Matrices.product(new double[][] {state}, matrix)[0];
  }
}
