package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AnnualMatrixEstimatorTest {
  private static final List<String> TIERS = List.of("very_poor", "poor", "near_poor");

  private final GoldenSet golden = GoldenSet.read("22_unequal_intervals_em");
  private final double[][] oneYear = golden.matrix("count_dt1", TIERS);
  private final double[][] twoYears = golden.matrix("count_dt2", TIERS);

  private void assertMatches(String quantity, double[][] actual) {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        GoldenSet.Value value = golden.expected(quantity, TIERS.get(i), TIERS.get(j));
        assertThat(actual[i][j])
            .as(quantity + " " + i + " " + j)
            .isCloseTo(value.value(), within(value.tolerance()));
      }
    }
  }

  @Test
  void shouldMatchTheGoldenOneYearMatrixBehindUnequalIntervals() {
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(3)
            .estimate(List.of(new IntervalCounts(1, oneYear), new IntervalCounts(2, twoYears)));
    assertMatches("P_mle_one_year", matrix.probability());
    GoldenSet.Value logLik = golden.expected("logLik", "", "");
    assertThat(matrix.logLikelihood()).isCloseTo(logLik.value(), within(logLik.tolerance()));
    assertThat(matrix.converged()).isTrue();
  }

  @Test
  void shouldBeThePlainProportionOverSingleYears() {
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(3).estimate(List.of(new IntervalCounts(1, oneYear)));
    assertMatches("P_dt1_only", matrix.probability());
    assertThat(matrix.rowHouseholds(0)).isCloseTo(200, within(1e-9));
  }

  @Test
  void shouldNotFallIntoTheTrapOfTakingTwoYearsForOne() {
    double[][] pooled = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        pooled[i][j] = oneYear[i][j] + twoYears[i][j];
      }
    }
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofTiers(3);
    assertMatches(
        "P_naive_pooled_TRAP",
        estimator.estimate(List.of(new IntervalCounts(1, pooled))).probability());
    AnnualMatrix right =
        estimator.estimate(
            List.of(new IntervalCounts(1, oneYear), new IntervalCounts(2, twoYears)));
    double trap = golden.expected("P_naive_pooled_TRAP", "very_poor", "very_poor").value();
    assertThat(right.probability()[0][0] - trap).isGreaterThan(0.04);
  }

  @Test
  void shouldRecoverTheMatrixFromWhatItExpectsOverThreeYears() {
    double[][] truth = {{0.6, 0.3, 0.1}, {0.1, 0.7, 0.2}, {0.02, 0.18, 0.8}};
    double[][] cubed = Matrices.product(Matrices.product(truth, truth), truth);
    double[][] counts = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        counts[i][j] = 1000 * cubed[i][j];
      }
    }
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(3).estimate(List.of(new IntervalCounts(3, counts)));
    for (int i = 0; i < 3; i++) {
      assertThat(matrix.probability()[i]).containsExactly(truth[i], within(1e-6));
    }
  }

  @Test
  void shouldFindTheRootOfHouseholdsThatMostlyStay() {
    // The square of this matrix has other roots, in which nobody stays very poor.
    double[][] truth = {{0.6, 0.3, 0.1}, {0.08, 0.72, 0.2}, {0.02, 0.13, 0.85}};
    double[] stocks = {400, 900, 1500};
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(3L);
    double[][] squared = Matrices.product(truth, truth);
    for (int panel = 0; panel < 50; panel++) {
      double[][] counts = new double[3][3];
      for (int i = 0; i < 3; i++) {
        long[] into = new long[3];
        BinomialSampler.addMultinomial(random, (long) stocks[i], squared[i], into);
        for (int j = 0; j < 3; j++) {
          counts[i][j] = into[j];
        }
      }
      AnnualMatrix matrix =
          AnnualMatrixEstimator.ofTiers(3).estimate(List.of(new IntervalCounts(2, counts)));
      assertThat(matrix.converged()).isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(matrix.probability()[i]).containsExactly(truth[i], within(0.12));
      }
    }
  }

  @Test
  void shouldSettleInFarFewerStepsThanPlainEmOverLongIntervals() {
    double[][] truth = {{0.6, 0.3, 0.1}, {0.1, 0.7, 0.2}, {0.02, 0.18, 0.8}};
    double[][] over = Matrices.identity(3);
    for (int year = 0; year < 3; year++) {
      over = Matrices.product(over, truth);
    }
    double[][] counts = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        counts[i][j] = 1000 * over[i][j];
      }
    }
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(3).estimate(List.of(new IntervalCounts(3, counts)));

    assertThat(matrix.converged()).isTrue();
    // Plain EM takes 276 steps here, and with the extrapolation it takes 53.
    assertThat(matrix.iterations()).isLessThan(80);
  }

  @Test
  void shouldGiveGraduatesTheShareOfTheirSet() {
    double[][] counts = new double[6][6];
    counts[0] = new double[] {60, 25, 10, 0, 4, 1};
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiersAbsentGone(4)
            .estimate(
                List.of(
                    new IntervalCounts(1, counts, List.of(CensoredCount.graduates(0, 4, 6, 15)))));
    double[] row = matrix.findRow(0).orElseThrow();
    assertThat(row)
        .containsExactly(
            new double[] {
              60 / 115.0, 50.0 / 115 * 25 / 35, 50.0 / 115 * 10 / 35, 0, 4 / 115.0, 1 / 115.0
            },
            within(1e-9));
    assertThat(matrix.expectedCounts()[0][1]).isCloseTo(25 + 15 * 25.0 / 35, within(1e-6));
  }

  @Test
  void shouldAgreeWithTheClosedFormOfTheGoldenCensoringSet() {
    GoldenSet absent = GoldenSet.read("23_absent_households");
    double[][] counts = absent.matrix("count", TIERS);
    List<CensoredCount> censored = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      censored.add(
          new CensoredCount(
              i,
              new boolean[] {false, true, true},
              absent.input("set_censored_not_very_poor", TIERS.get(i), "")));
    }
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(3).estimate(List.of(new IntervalCounts(1, counts, censored)));
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(matrix.probability()[i][j])
            .isCloseTo(
                absent.expected("P_set_censored", TIERS.get(i), TIERS.get(j)).value(),
                within(1e-11));
      }
    }
  }

  @Test
  void shouldGiveNoEstimateForARowWithoutHouseholds() {
    double[][] counts = new double[5][5];
    counts[0] = new double[] {6, 3, 1, 1, 1};
    counts[1] = new double[] {1, 8, 1, 0, 0};
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiersAbsentGone(3).estimate(List.of(new IntervalCounts(1, counts)));
    assertThat(matrix.findRow(0)).isPresent();
    assertThat(matrix.findRow(2)).isEmpty();
    assertThat(matrix.findRow(3)).isEmpty();
    assertThat(matrix.probability()[2]).containsOnly(0);
    assertThat(matrix.findRow(4).orElseThrow()).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void shouldRefuseMovesThatTheMaskDoesNotAllow() {
    double[][] counts = new double[5][5];
    counts[4][0] = 1;
    assertThatThrownBy(
            () ->
                AnnualMatrixEstimator.ofTiersAbsentGone(3)
                    .estimate(List.of(new IntervalCounts(2, counts))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not allow");
  }

  @Test
  void shouldRefuseCensoredHouseholdsWhereTheMaskLetsNoneBe() {
    boolean[] within = {true, true, false, false, false};
    CensoredCount graduated = new CensoredCount(4, within, 7);
    CensoredCount none = new CensoredCount(4, within, 0);
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofTiersAbsentGone(3);
    double[][] counts = new double[5][5];
    counts[0][1] = 5;

    assertThatThrownBy(
            () -> estimator.estimate(List.of(new IntervalCounts(2, counts, List.of(graduated)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "7.0 households left state 4 over 2 years by moves that the mask does not allow");
    assertThat(estimator.estimate(List.of(new IntervalCounts(2, counts, List.of(none)))))
        .returns(true, AnnualMatrix::converged);
  }

  @Property(tries = 60)
  void shouldNeverLoseLikelihoodAndKeepRowsSummingToOne(
      @ForAll @Size(16) List<@IntRange(min = 0, max = 40) Integer> one,
      @ForAll @Size(16) List<@IntRange(min = 0, max = 40) Integer> three,
      @ForAll @IntRange(max = 30) int graduates) {
    List<IntervalCounts> observations =
        List.of(
            new IntervalCounts(
                1, square(one), List.of(CensoredCount.graduates(0, 3, 4, graduates))),
            new IntervalCounts(3, square(three)));
    AnnualMatrixEstimator estimator = AnnualMatrixEstimator.ofTiers(4);
    double before = Double.NEGATIVE_INFINITY;
    for (int most = 0; most <= 25; most++) {
      AnnualMatrix matrix = estimator.estimate(observations, most);
      assertThat(matrix.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-9);
      before = matrix.logLikelihood();
      for (int i = 0; i < 4; i++) {
        if (matrix.findRow(i).isPresent()) {
          assertThat(Arrays.stream(matrix.probability()[i]).sum()).isCloseTo(1, within(1e-12));
          assertThat(Arrays.stream(matrix.probability()[i]).min().orElseThrow()).isNotNegative();
        }
      }
      double moves = Arrays.stream(matrix.expectedCounts()).mapToDouble(Matrices::sum).sum();
      double years = total(one) + graduates + 3 * total(three);
      assertThat(moves).isCloseTo(years, within(1e-8 * (1 + years)));
    }
  }

  private static double total(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private static double[][] square(List<Integer> counts) {
    double[][] square = new double[4][4];
    for (int i = 0; i < 16; i++) {
      square[i / 4][i % 4] = counts.get(i);
    }
    return square;
  }
}
