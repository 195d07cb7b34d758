package id.entas.domain;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the futures of one kecamatan start from.
 *
 * <p>Tiers are worst first. Rows of the matrix are the tiers and ABSENT, its columns the tiers,
 * ABSENT and GONE.
 *
 * @param regionCode the kecamatan; its code names its random numbers
 * @param latestYear the census that the futures start from
 * @param tierStocks households by tier in that census
 * @param absentStock households known from before that were absent in it
 * @param matrix average one-year probabilities, one row a tier and one for ABSENT, each summing to
 *     one
 * @param rowHouseholds household-years that each row was estimated from. They are not deflated by
 *     the dispersion between years: that uncertainty enters by the centre of the shocks, and would
 *     count twice
 * @param ownWeight weight of the kecamatan's own years in each row, 0 to 1: how much of the local
 *     shocks that their average still carries is in it
 * @param prior Dirichlet weight added to each allowed destination, at least 0
 * @param allowed destinations that get the prior, in the shape of the matrix; the others must have
 *     probability 0
 * @param newRates expected entrants and arrivals into each tier, per listed household and year
 * @param newDispersion variance over mean of a year's entrants and arrivals, at least 1
 * @param listed whether each tier's households are listed
 * @param target the target tier, 0 for the worst
 */
public record FutureInputs(
    String regionCode,
    int latestYear,
    long[] tierStocks,
    long absentStock,
    double[][] matrix,
    double[] rowHouseholds,
    double[] ownWeight,
    double prior,
    boolean[][] allowed,
    double[] newRates,
    double newDispersion,
    boolean[] listed,
    int target)
    implements Serializable {
  private static final double SUM_TOLERANCE = 1e-6;

  public FutureInputs {
    int tiers = tierStocks.length;
    tierStocks = tierStocks.clone();
    matrix = Matrices.copy(matrix);
    rowHouseholds = rowHouseholds.clone();
    ownWeight = ownWeight.clone();
    boolean[][] given = allowed;
    allowed = new boolean[given.length][];
    for (int i = 0; i < given.length; i++) {
      allowed[i] = given[i].clone();
    }
    newRates = newRates.clone();
    listed = listed.clone();
    if (tiers < 2 || tiers > TierScheme.MOST_TIERS) {
      throw new IllegalArgumentException(tiers + " tiers in " + regionCode);
    }
    if (matrix.length != tiers + 1
        || allowed.length != tiers + 1
        || rowHouseholds.length != tiers + 1
        || ownWeight.length != tiers + 1
        || newRates.length != tiers
        || listed.length != tiers
        || target < 0
        || target >= tiers) {
      throw new IllegalArgumentException("inputs of " + regionCode + " differ in their tiers");
    }
    if (Arrays.stream(tierStocks).anyMatch(n -> n < 0) || absentStock < 0) {
      throw new IllegalArgumentException("negative stocks in " + regionCode);
    }
    if (!(prior >= 0) || !(newDispersion >= 1) || Double.isInfinite(newDispersion)) {
      throw new IllegalArgumentException(
          "prior " + prior + ", dispersion " + newDispersion + " in " + regionCode);
    }
    if (Arrays.stream(ownWeight).anyMatch(weight -> !(weight >= 0 && weight <= 1))) {
      throw new IllegalArgumentException(
          "own weights " + Arrays.toString(ownWeight) + " in " + regionCode);
    }
    if (Arrays.stream(newRates).anyMatch(rate -> !(rate >= 0) || Double.isInfinite(rate))) {
      throw new IllegalArgumentException(
          "rates of newcomers " + Arrays.toString(newRates) + " in " + regionCode);
    }
    for (int i = 0; i <= tiers; i++) {
      checkRow(regionCode, tiers, matrix[i], allowed[i], rowHouseholds[i]);
    }
  }

  private static void checkRow(
      String regionCode, int tiers, double[] row, boolean[] allowed, double households) {
    if (row.length != tiers + 2 || allowed.length != tiers + 2) {
      throw new IllegalArgumentException("inputs of " + regionCode + " differ in their tiers");
    }
    boolean possible = true;
    for (int j = 0; j < row.length; j++) {
      possible &= row[j] >= 0 && (allowed[j] || row[j] == 0);
    }
    if (!possible || !(Math.abs(Matrices.sum(row) - 1) < SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "no probabilities over allowed destinations: "
              + Arrays.toString(row)
              + " in "
              + regionCode);
    }
    if (!(households >= 0) || Double.isInfinite(households)) {
      throw new IllegalArgumentException(households + " households behind a row of " + regionCode);
    }
  }

  /** A mask that allows every destination. */
  public static boolean[][] everyDestination(int tiers) {
    boolean[][] allowed = new boolean[tiers + 1][tiers + 2];
    for (boolean[] row : allowed) {
      Arrays.fill(row, true);
    }
    return allowed;
  }

  /** The same kecamatan without entrants and arrivals. */
  public FutureInputs withoutNewcomers() {
    return new FutureInputs(
        regionCode,
        latestYear,
        tierStocks,
        absentStock,
        matrix,
        rowHouseholds,
        ownWeight,
        prior,
        allowed,
        new double[newRates.length],
        newDispersion,
        listed,
        target);
  }

  /** Whether both start from the same census of a kecamatan with the same belief in its matrix. */
  boolean hasMatrixOf(FutureInputs other) {
    return regionCode.equals(other.regionCode)
        && latestYear == other.latestYear
        && prior == other.prior
        && Arrays.equals(rowHouseholds, other.rowHouseholds)
        && Arrays.equals(ownWeight, other.ownWeight)
        && Arrays.deepEquals(matrix, other.matrix)
        && Arrays.deepEquals(allowed, other.allowed);
  }

  /** Households of a tier in the latest census. */
  public long stock(int tier) {
    return tierStocks[tier];
  }

  /** The same kecamatan with other stocks. */
  FutureInputs withStocks(long[] otherStocks, long otherAbsent) {
    return new FutureInputs(
        regionCode,
        latestYear,
        otherStocks,
        otherAbsent,
        matrix,
        rowHouseholds,
        ownWeight,
        prior,
        allowed,
        newRates,
        newDispersion,
        listed,
        target);
  }

  /** Number of tiers. */
  public int tiers() {
    return tierStocks.length;
  }

  /**
   * Parameters of the Dirichlet posterior of each row: households times probability, plus the prior
   * on each allowed destination. A row without either is as good as known.
   */
  double[][] posterior() {
    double[][] posterior = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      posterior[i] = new double[matrix[i].length];
      for (int j = 0; j < matrix[i].length; j++) {
        posterior[i][j] = rowHouseholds[i] * matrix[i][j] + (allowed[i][j] ? prior : 0);
      }
    }
    return posterior;
  }
}
