package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MobilityIndicesTest {
  private static final MobilityIndices INDICES = new MobilityIndices(2013);

  private static final double[][] YEAR = {
    {0.55, 0.324, 0.0945, 0.0315},
    {0.035, 0.725, 0.19, 0.05},
    {0.006, 0.09, 0.734, 0.17},
    {0.001, 0.02, 0.10, 0.879}
  };

  private static final double[][] COUNTS = {
    {820, 480, 140, 45}, {60, 1250, 330, 85}, {15, 220, 1800, 420}, {2, 30, 150, 1300}
  };

  private static double[] rows(double[][] counts) {
    return Arrays.stream(counts).mapToDouble(Matrices::sum).toArray();
  }

  private static double[] even(int tiers) {
    double[] even = new double[tiers];
    Arrays.fill(even, 1);
    return even;
  }

  private static double[][] shares(double[][] counts) {
    double[][] shares = Matrices.copy(counts);
    for (double[] row : shares) {
      double n = Matrices.sum(row);
      for (int j = 0; j < row.length; j++) {
        row[j] /= n;
      }
    }
    return shares;
  }

  private static TierMoves yearly(double[][] counts) {
    return new TierMoves(counts, rows(counts), even(counts.length), YearTilts.none(), 1, 0);
  }

  private static Map<MobilityIndex, MobilityEstimate> estimate(TierMoves moves) {
    return INDICES.estimate("test", moves);
  }

  private static void assertIndex(
      Map<MobilityIndex, MobilityEstimate> estimates, MobilityIndex index, double value) {
    assertThat(estimates.get(index).value()).as(index.code()).isCloseTo(value, within(1e-12));
  }

  /** Matrix, weights and five decimals of the examples of giddy 2.3 (pysal), markov_mobility. */
  @Test
  void shouldAgreeWithThePublishedExamplesOfGiddy() {
    double[][] matrix = {
      {0.91011236, 0.0886392, 0.00124844, 0, 0},
      {0.09972299, 0.78531856, 0.11080332, 0.00415512, 0},
      {0, 0.10125, 0.78875, 0.1075, 0.0025},
      {0, 0.00417827, 0.11977716, 0.79805014, 0.07799443},
      {0, 0, 0.00125156, 0.07133917, 0.92740926}
    };
    double[] weights = {0.1, 0.2, 0.2, 0.4, 0.1};
    assertThat(MobilityIndices.shorrocks(matrix)).isCloseTo(0.19759, within(5e-6));
    assertThat(MobilityIndices.determinant(matrix)).isCloseTo(0.60685, within(5e-6));
    assertThat(MobilityIndices.secondEigenvalue(matrix)).isCloseTo(0.03978, within(5e-6));
    assertThat(MobilityIndices.bartholomewPrais(matrix, weights)).isCloseTo(0.22777, within(5e-6));
    assertThat(MobilityIndices.bartholomew(matrix, weights) / 4).isCloseTo(0.04637, within(5e-6));
  }

  @Test
  void shouldBeTheCountsOfMovesByHand() {
    double[][] counts = {{6, 3, 1}, {2, 15, 3}, {0, 4, 16}};
    Map<MobilityIndex, MobilityEstimate> estimates = estimate(yearly(counts));
    assertThat(estimates.keySet())
        .containsExactlyInAnyOrder(
            MobilityIndex.SHORROCKS,
            MobilityIndex.DETERMINANT,
            MobilityIndex.SECOND_EIGENVALUE,
            MobilityIndex.BARTHOLOMEW,
            MobilityIndex.BARTHOLOMEW_PRAIS,
            MobilityIndex.UPWARD_SHARE,
            MobilityIndex.DOWNWARD_SHARE,
            MobilityIndex.MEAN_YEARS_TO_EXIT);
    assertIndex(estimates, MobilityIndex.SHORROCKS, (3 - 0.6 - 0.75 - 0.8) / 2);
    double determinant =
        0.6 * (0.75 * 0.8 - 0.15 * 0.2) - 0.3 * (0.1 * 0.8 - 0.15 * 0) + 0.1 * (0.1 * 0.2);
    assertIndex(estimates, MobilityIndex.DETERMINANT, 1 - determinant);
    // The other two eigenvalues have the trace less 1 as sum and the determinant as product.
    double sum = 0.6 + 0.75 + 0.8 - 1;
    double second = (sum + Math.sqrt(sum * sum - 4 * determinant)) / 2;
    assertIndex(estimates, MobilityIndex.SECOND_EIGENVALUE, 1 - second);
    assertIndex(estimates, MobilityIndex.UPWARD_SHARE, 7.0 / 50);
    assertIndex(estimates, MobilityIndex.DOWNWARD_SHARE, 6.0 / 50);
    assertIndex(estimates, MobilityIndex.BARTHOLOMEW, (3 + 2 * 1 + 2 + 3 + 4) / 50.0);
    assertIndex(estimates, MobilityIndex.BARTHOLOMEW_PRAIS, 1.5 * 13 / 50);
    assertIndex(estimates, MobilityIndex.MEAN_YEARS_TO_EXIT, 2.5);
  }

  @Test
  void shouldBeZeroWhereNobodyMovesAndOneUnderPerfectMobility() {
    double[] weights = {3, 1, 1, 5};
    double[][] still = Matrices.identity(4);
    assertThat(MobilityIndices.shorrocks(still)).isZero();
    assertThat(MobilityIndices.determinant(still)).isZero();
    assertThat(MobilityIndices.secondEigenvalue(still)).isZero();
    assertThat(MobilityIndices.bartholomew(still, weights)).isZero();
    assertThat(MobilityIndices.bartholomewPrais(still, weights)).isZero();
    double[] row = {0.1, 0.2, 0.3, 0.4};
    double[][] perfect = {row, row, row, row};
    assertThat(MobilityIndices.shorrocks(perfect)).isCloseTo(1, within(1e-12));
    assertThat(MobilityIndices.determinant(perfect)).isEqualTo(1);
    assertThat(MobilityIndices.secondEigenvalue(perfect)).isEqualTo(1);
  }

  @Test
  void shouldTakeTheModulusOfComplexAndNegativeEigenvalues() {
    double[][] round = {{0.1, 0.8, 0.1}, {0.1, 0.1, 0.8}, {0.8, 0.1, 0.1}};
    assertThat(MobilityIndices.secondEigenvalue(round)).isCloseTo(0.3, within(1e-10));
    double[][] swap = {{0.2, 0.8}, {0.9, 0.1}};
    assertThat(MobilityIndices.secondEigenvalue(swap)).isCloseTo(0.3, within(1e-12));
    assertThat(MobilityIndices.determinant(swap)).isCloseTo(0.3, within(1e-12));
    // Defective: what sets the first tier apart is forgotten after two years, not after one.
    double[][] forgetful = {{0.25, 0.5, 0.25}, {0.25, 0.25, 0.5}, {0.25, 0.25, 0.5}};
    assertThat(MobilityIndices.secondEigenvalue(forgetful)).isEqualTo(1);
  }

  /** By a Schur decomposition, which has nothing in common with repeated squaring. */
  private static double secondModulus(double[][] matrix) {
    EigenDecomposition decomposition = new EigenDecomposition(MatrixUtils.createRealMatrix(matrix));
    double[] moduli = new double[matrix.length];
    for (int i = 0; i < moduli.length; i++) {
      moduli[i] =
          Math.hypot(decomposition.getRealEigenvalue(i), decomposition.getImagEigenvalue(i));
    }
    Arrays.sort(moduli);
    return moduli[moduli.length - 2];
  }

  @Property(tries = 300)
  void shouldAgreeWithDecompositionsOfTheWholeMatrix(
      @ForAll @IntRange(min = 2, max = 10) int tiers,
      @ForAll @Size(100) List<@DoubleRange(min = 0.01, max = 1) Double> cells,
      @ForAll @DoubleRange(min = 0, max = 3) double staying) {
    double[][] matrix = new double[tiers][tiers];
    for (int i = 0; i < tiers; i++) {
      for (int j = 0; j < tiers; j++) {
        matrix[i][j] = cells.get(10 * i + j) + (i == j ? staying : 0);
      }
    }
    matrix = shares(matrix);
    double determinant = new LUDecomposition(MatrixUtils.createRealMatrix(matrix)).getDeterminant();
    assertThat(MobilityIndices.determinant(matrix))
        .isCloseTo(1 - Math.abs(determinant), within(1e-12));
    // Nearly equal rows have eigenvalues near zero that both ways only know to some digits.
    assertThat(MobilityIndices.secondEigenvalue(matrix))
        .isCloseTo(1 - secondModulus(matrix), within(1e-6));
    assertThat(MobilityIndices.bartholomewPrais(matrix, even(tiers)))
        .isCloseTo(MobilityIndices.shorrocks(matrix), within(1e-12));
    double[] weights = matrix[0];
    assertThat(MobilityIndices.bartholomew(matrix, weights))
        .isGreaterThanOrEqualTo(
            MobilityIndices.upwardShare(matrix, weights)
                + MobilityIndices.downwardShare(matrix, weights)
                - 1e-12);
  }

  @Test
  void shouldWeighTiersByTheHouseholdsGiven() {
    double[] weights = {1, 0, 0, 0};
    Map<MobilityIndex, MobilityEstimate> estimates =
        estimate(new TierMoves(COUNTS, weights, even(4), YearTilts.none(), 1, 0));
    assertIndex(estimates, MobilityIndex.UPWARD_SHARE, 665.0 / 1485);
    assertIndex(estimates, MobilityIndex.DOWNWARD_SHARE, 0);
    assertIndex(estimates, MobilityIndex.BARTHOLOMEW, (480 + 2 * 140 + 3 * 45) / 1485.0);
    assertThat(estimates.get(MobilityIndex.DOWNWARD_SHARE))
        .isEqualTo(new MobilityEstimate(0, 0, 0));
  }

  @Test
  void shouldCountTheYearsUntilABetterTierThanTheTarget() {
    double[][] counts = {{50, 40, 10, 0}, {20, 60, 15, 5}, {0, 10, 80, 10}, {0, 0, 0, 0}};
    Map<MobilityIndex, MobilityEstimate> estimates =
        estimate(new TierMoves(counts, rows(counts), even(4), YearTilts.none(), 1, 1));
    // From the two equations m0 = 1 + .5 m0 + .4 m1 and m1 = 1 + .2 m0 + .6 m1.
    assertIndex(estimates, MobilityIndex.MEAN_YEARS_TO_EXIT, (0.2 + 0.5) / (0.5 * 0.4 - 0.2 * 0.4));
    assertThat(MobilityIndices.findMeanYearsToExit(YEAR, 0).orElseThrow())
        .isCloseTo(1 / 0.45, within(1e-12));
    assertThat(MobilityIndices.findMeanYearsToExit(YEAR, 3)).isEmpty();
  }

  @Test
  void shouldCountYearsNotIntervals() {
    for (int years = 1; years <= 3; years++) {
      double[][] over = YearlyRootTest.power(YEAR, years);
      double[][] counts = new double[4][4];
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          counts[i][j] = 2000 * over[i][j];
        }
      }
      MobilityEstimate exit =
          estimate(new TierMoves(counts, rows(counts), even(4), YearTilts.none(), years, 0))
              .get(MobilityIndex.MEAN_YEARS_TO_EXIT);
      assertThat(exit.value()).isCloseTo(1 / 0.45, within(1e-6));
      assertThat(exit.low()).isBetween(1.9, 2.2);
      assertThat(exit.high()).isBetween(2.25, 2.6);
    }
  }

  @Test
  void shouldGiveNoIndexWithoutHouseholdsToTell() {
    double[][] counts = {{50, 40, 10}, {20, 60, 20}, {0, 0, 0}};
    Map<MobilityIndex, MobilityEstimate> seen = estimate(yearly(counts));
    assertThat(seen.keySet())
        .containsExactlyInAnyOrder(
            MobilityIndex.BARTHOLOMEW,
            MobilityIndex.BARTHOLOMEW_PRAIS,
            MobilityIndex.UPWARD_SHARE,
            MobilityIndex.DOWNWARD_SHARE,
            MobilityIndex.MEAN_YEARS_TO_EXIT);
    double[] known = {100, 100, 30};
    assertThat(estimate(new TierMoves(counts, known, even(3), YearTilts.none(), 1, 0)))
        .containsOnlyKeys(MobilityIndex.MEAN_YEARS_TO_EXIT);
    assertThat(estimate(new TierMoves(counts, known, even(3), YearTilts.none(), 2, 0))).isEmpty();
    assertThat(estimate(yearly(new double[3][3]))).isEmpty();
    double[][] nobodyLeft = {{30, 0}, {5, 40}};
    assertThat(estimate(yearly(nobodyLeft)))
        .doesNotContainKey(MobilityIndex.MEAN_YEARS_TO_EXIT)
        .containsKey(MobilityIndex.SHORROCKS);
  }

  @Test
  void shouldKeepTheValueInTheIntervalWhereNobodyMoves() {
    double[][] still = {{40, 0, 0}, {0, 60, 0}, {0, 0, 50}};
    Map<MobilityIndex, MobilityEstimate> estimates = estimate(yearly(still));
    estimates.forEach(
        (index, estimate) -> {
          assertThat(estimate.value()).as(index.code()).isCloseTo(0, within(1e-12));
          assertThat(estimate.low()).as(index.code()).isEqualTo(estimate.value());
          assertThat(estimate.high()).as(index.code()).isBetween(0.001, 0.2);
        });
    assertThat(estimates).hasSize(7);
  }

  @Property(tries = 60)
  void shouldContainItsValueWhateverTheCounts(
      @ForAll @Size(16) List<@IntRange(min = 0, max = 40) Integer> cells,
      @ForAll @IntRange(min = 1, max = 3) int years,
      @ForAll @IntRange(min = 0, max = 3) int target,
      @ForAll @DoubleRange(min = 1, max = 30) double dispersion) {
    double[][] counts = new double[4][4];
    for (int i = 0; i < 16; i++) {
      counts[i / 4][i % 4] = Math.max(0, cells.get(i) - 10);
    }
    double[] dispersions = even(4);
    Arrays.fill(dispersions, dispersion);
    Map<MobilityIndex, MobilityEstimate> estimates =
        estimate(new TierMoves(counts, rows(counts), dispersions, YearTilts.none(), years, target));
    estimates.forEach(
        (index, estimate) -> {
          assertThat(estimate.low())
              .isGreaterThanOrEqualTo(0)
              .isLessThanOrEqualTo(estimate.value());
          assertThat(estimate.high()).isGreaterThanOrEqualTo(estimate.value()).isFinite();
        });
    assertThat(estimates.containsKey(MobilityIndex.SHORROCKS))
        .isEqualTo(Arrays.stream(rows(counts)).allMatch(n -> n > 0));
  }

  /**
   * Shorrocks' index is a sum of independent proportions, so its variance is known (Schluter 1998):
   * the sum of p_ii (1 - p_ii) / n_i over (k - 1)^2.
   */
  @Test
  void shouldHaveTheWidthOfTheDeltaMethod() {
    double[] dispersion = {1, 4, 9, 2};
    double[][] shares = shares(COUNTS);
    double variance = 0;
    for (int i = 0; i < 4; i++) {
      double n = Matrices.sum(COUNTS[i]) / dispersion[i];
      variance += shares[i][i] * (1 - shares[i][i]) / n / 9;
    }
    double half =
        Math.sqrt(variance)
            * new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.975);
    MobilityEstimate estimate =
        estimate(new TierMoves(COUNTS, rows(COUNTS), dispersion, YearTilts.none(), 1, 0))
            .get(MobilityIndex.SHORROCKS);
    // An end of the interval of 1,000 draws has a standard error of 8 % of the half width.
    assertThat(estimate.low()).isCloseTo(estimate.value() - half, within(0.2 * half));
    assertThat(estimate.high()).isCloseTo(estimate.value() + half, within(0.2 * half));
  }

  @Test
  void shouldBeTheIntervalOfAShareWithTwoTiers() {
    double[][] counts = {{37, 13}, {20, 180}};
    double[] onlyFirst = {50, 0};
    MobilityEstimate left =
        estimate(new TierMoves(counts, onlyFirst, even(2), YearTilts.none(), 1, 0))
            .get(MobilityIndex.UPWARD_SHARE);
    RowInterval jeffreys = RowInterval.findJeffreys(13, 50, 0.95).orElseThrow();
    assertThat(left.value()).isCloseTo(0.26, within(1e-12));
    assertThat(left.low()).isCloseTo(jeffreys.low(), within(0.02));
    assertThat(left.high()).isCloseTo(jeffreys.high(), within(0.02));
  }

  @Test
  void shouldDrawTheSameForTheSameNameOnly() {
    TierMoves moves = yearly(COUNTS);
    Map<MobilityIndex, MobilityEstimate> here = INDICES.estimate("3509260 2008", moves);
    assertThat(new MobilityIndices(2013).estimate("3509260 2008", moves)).isEqualTo(here);
    assertThat(INDICES.estimate("3509270 2008", moves)).isNotEqualTo(here);
    assertThat(new MobilityIndices(2014).estimate("3509260 2008", moves)).isNotEqualTo(here);
  }

  @Tag("calibration")
  @Test
  void shouldCoverTheTruthAsOftenAsItSays() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1978L);
    double[] stocks = {60, 300, 500, 600};
    Map<MobilityIndex, Double> truth = new EnumMap<>(MobilityIndex.class);
    truth.put(MobilityIndex.SHORROCKS, MobilityIndices.shorrocks(YEAR));
    truth.put(MobilityIndex.DETERMINANT, MobilityIndices.determinant(YEAR));
    truth.put(MobilityIndex.SECOND_EIGENVALUE, MobilityIndices.secondEigenvalue(YEAR));
    truth.put(MobilityIndex.BARTHOLOMEW, MobilityIndices.bartholomew(YEAR, stocks));
    truth.put(MobilityIndex.BARTHOLOMEW_PRAIS, MobilityIndices.bartholomewPrais(YEAR, stocks));
    truth.put(MobilityIndex.UPWARD_SHARE, MobilityIndices.upwardShare(YEAR, stocks));
    truth.put(MobilityIndex.DOWNWARD_SHARE, MobilityIndices.downwardShare(YEAR, stocks));
    truth.put(MobilityIndex.MEAN_YEARS_TO_EXIT, 1 / 0.45);
    int panels = 400;
    Map<MobilityIndex, Integer> covered = new EnumMap<>(MobilityIndex.class);
    for (int panel = 0; panel < panels; panel++) {
      double[][] counts = new double[4][4];
      for (int i = 0; i < 4; i++) {
        long[] into = new long[4];
        BinomialSampler.addMultinomial(random, (long) stocks[i], YEAR[i], into);
        for (int j = 0; j < 4; j++) {
          counts[i][j] = into[j];
        }
      }
      Map<MobilityIndex, MobilityEstimate> estimates =
          INDICES.estimate("panel " + panel, yearly(counts));
      truth.forEach(
          (index, value) -> {
            covered.merge(index, covers(estimates.get(index), value) ? 1 : 0, Integer::sum);
          });
    }
    // 400 panels have a standard error of 1.1 points; three of them, and one for small counts.
    covered.forEach(
        (index, count) ->
            assertThat((double) count / panels).as(index.code()).isBetween(0.907, 0.993));
    assertThat(covered).hasSize(8);
  }

  @Tag("calibration")
  @Test
  void shouldCoverTheAverageYearWhereAllRowsShareItsShock() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2012L);
    ContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double shock = 0.15;
    int years = 4;
    double[] stocks = {300, 1500, 2500, 3000};
    double[][] average = new double[4][4];
    for (int draw = 0; draw < 20_000; draw++) {
      double[][] year = tilted(shock * normal.sample());
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          average[i][j] += year[i][j] / 20_000;
        }
      }
    }
    int panels = 200;
    int upward = 0;
    int shorrocks = 0;
    int upwardWithoutTilt = 0;
    for (int panel = 0; panel < panels; panel++) {
      double[][] counts = new double[4][4];
      for (int t = 0; t < years; t++) {
        double[][] year = tilted(shock * normal.sample());
        for (int i = 0; i < 4; i++) {
          long[] into = new long[4];
          BinomialSampler.addMultinomial(random, (long) stocks[i], year[i], into);
          for (int j = 0; j < 4; j++) {
            counts[i][j] += into[j];
          }
        }
      }
      Map<MobilityIndex, MobilityEstimate> estimates =
          INDICES.estimate(
              "panel " + panel, new TierMoves(counts, stocks, even(4), alike(shock, years), 1, 0));
      Map<MobilityIndex, MobilityEstimate> without =
          INDICES.estimate(
              "panel " + panel, new TierMoves(counts, stocks, even(4), YearTilts.none(), 1, 0));
      double rises = MobilityIndices.upwardShare(average, stocks);
      upward += covers(estimates.get(MobilityIndex.UPWARD_SHARE), rises) ? 1 : 0;
      upwardWithoutTilt += covers(without.get(MobilityIndex.UPWARD_SHARE), rises) ? 1 : 0;
      shorrocks +=
          covers(estimates.get(MobilityIndex.SHORROCKS), MobilityIndices.shorrocks(average))
              ? 1
              : 0;
    }
    // 200 panels have a standard error of 1.5 points.
    assertThat((double) upward / panels).isBetween(0.9, 0.99);
    assertThat((double) shorrocks / panels).isBetween(0.89, 0.99);
    assertThat((double) upwardWithoutTilt / panels).isLessThan(0.5);
  }

  @Test
  void shouldBeLessSureWhereTheDeviationOfShocksIsAnEstimateFromFewYears() {
    double[][] counts = {
      {550, 324, 95, 31}, {35, 725, 190, 50}, {6, 90, 734, 170}, {1, 20, 100, 879}
    };
    double[] stocks = {1000, 1000, 1000, 1000};
    YearTilts known = alike(0.15, 4);
    YearTilts estimated = new YearTilts(0.15, 3, known.shares());
    MobilityEstimate sure =
        INDICES
            .estimate("known", new TierMoves(counts, stocks, even(4), known, 1, 0))
            .get(MobilityIndex.UPWARD_SHARE);
    MobilityEstimate unsure =
        INDICES
            .estimate("known", new TierMoves(counts, stocks, even(4), estimated, 1, 0))
            .get(MobilityIndex.UPWARD_SHARE);
    // Quantiles of 3.18 and 1.96.
    assertThat((unsure.high() - unsure.low()) / (sure.high() - sure.low())).isBetween(1.3, 1.9);
  }

  /** Shocks of a known deviation in years that weigh alike in all rows. */
  private static YearTilts alike(double shock, int years) {
    double[][] shares = new double[4][years];
    for (double[] row : shares) {
      Arrays.fill(row, 1.0 / years);
    }
    return new YearTilts(shock, Double.POSITIVE_INFINITY, new YearShares(shares));
  }

  private static boolean covers(MobilityEstimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high();
  }

  private static double[][] tilted(double shock) {
    double[][] tilted = Matrices.copy(YEAR);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        tilted[i][j] *= Math.exp(-shock * (j - i));
      }
    }
    return shares(tilted);
  }

  @Test
  void shouldRefuseMovesThatAreNone() {
    double[][] counts = {{1, 2}, {3, 4}};
    double[] two = {1, 1};
    assertThatThrownBy(
            () -> new TierMoves(new double[][] {{1, 2}}, two, two, YearTilts.none(), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new TierMoves(new double[][] {{1, 2}, {3}}, two, two, YearTilts.none(), 1, 0))
        .hasMessageContaining("2 by 1");
    assertThatThrownBy(
            () -> new TierMoves(new double[][] {{1, -2}, {3, 4}}, two, two, YearTilts.none(), 1, 0))
        .hasMessageContaining("-2");
    assertThatThrownBy(
            () -> new TierMoves(counts, new double[] {1, -1}, two, YearTilts.none(), 1, 0))
        .hasMessageContaining("-1");
    assertThatThrownBy(
            () -> new TierMoves(counts, two, new double[] {1, 0.5}, YearTilts.none(), 1, 0))
        .hasMessageContaining("0.5");
    assertThatThrownBy(() -> new TierMoves(counts, two, two, YearTilts.none(), 0, 0))
        .hasMessageContaining("0 years");
    assertThatThrownBy(() -> new TierMoves(counts, two, two, YearTilts.none(), 1, 2))
        .hasMessageContaining("target 2");
    assertThatThrownBy(() -> alike(-0.1, 3)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new MobilityEstimate(1, 2, 3)).hasMessageContaining("2.0 to 3.0");
  }

  @Test
  void shouldNameTheIndicesAsTheTableDoes() {
    assertThat(Arrays.stream(MobilityIndex.values()).map(MobilityIndex::code))
        .containsExactly(
            "shorrocks",
            "determinant",
            "second_eigenvalue",
            "bartholomew",
            "bartholomew_prais",
            "upward_share",
            "downward_share",
            "mean_years_to_exit",
            "relapse_within_2");
  }
}
