package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MatrixInformationTest {
  private static final double[][] TRUTH = {{0.6, 0.3, 0.1}, {0.08, 0.72, 0.2}, {0.02, 0.13, 0.85}};
  private static final long[] STOCKS = {400, 900, 1500};

  private static MatrixInformation of(List<IntervalCounts> observations) {
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(3).estimate(observations);
    return MatrixInformation.of(matrix, observations);
  }

  private static IntervalCounts drawn(UniformRandomProvider random, int years) {
    double[][] power = Matrices.identity(3);
    for (int t = 0; t < years; t++) {
      power = Matrices.product(power, TRUTH);
    }
    double[][] counts = new double[3][3];
    for (int i = 0; i < 3; i++) {
      long[] into = new long[3];
      BinomialSampler.addMultinomial(random, STOCKS[i], power[i], into);
      for (int j = 0; j < 3; j++) {
        counts[i][j] = into[j];
      }
    }
    return new IntervalCounts(years, counts);
  }

  @Test
  void shouldBeTheHouseholdsOfTheRowWhereEveryYearWasSeen() {
    MatrixInformation information =
        of(List.of(drawn(RandomSource.XO_RO_SHI_RO_128_PP.create(1L), 1)));
    assertThat(information.effectiveHouseholds()).containsExactly(400, 900, 1500);
    assertThat(information.leastShare()).isEqualTo(1);
    assertThat(information.isIdentified()).isTrue();
  }

  @Test
  void shouldPredictTheVarianceOfTheMatrixBehindTwoYears() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(22L);
    int panels = 400;
    double[] predicted = new double[3];
    double[] squares = new double[3];
    for (int panel = 0; panel < panels; panel++) {
      List<IntervalCounts> observations = List.of(drawn(random, 2));
      AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(3).estimate(observations);
      double[] effective = MatrixInformation.of(matrix, observations).effectiveHouseholds();
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double p = TRUTH[i][j];
          double error = matrix.probability()[i][j] - p;
          squares[i] += error * error / panels;
          predicted[i] += p * (1 - p) / effective[i] / panels;
        }
      }
    }
    // The ratio of 400 squared errors to their expectation scatters by 7 % (fewer than one
    // independent number a row would give); three times that is allowed.
    for (int i = 0; i < 3; i++) {
      assertThat(squares[i] / predicted[i]).as("row " + i).isCloseTo(1, within(0.21));
    }
  }

  @Test
  void shouldTellLessOverTwoYearsThanTheCompletedCountsPretend() {
    List<IntervalCounts> observations =
        List.of(drawn(RandomSource.XO_RO_SHI_RO_128_PP.create(3L), 2));
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(3).estimate(observations);
    MatrixInformation information = MatrixInformation.of(matrix, observations);
    for (int i = 0; i < 3; i++) {
      assertThat(information.effectiveHouseholds()[i])
          .isPositive()
          .isLessThan(0.8 * matrix.rowHouseholds(i));
    }
    assertThat(information.leastShare()).isBetween(0.05, 0.9);
  }

  @Test
  void shouldSayThatManyRootsExplainFlowsThatForgetTheirOrigin() {
    // Both rows end half and half after two years: the second eigenvalue of the root is zero, where
    // its square does not move.
    List<IntervalCounts> observations =
        List.of(new IntervalCounts(2, new double[][] {{500, 500}, {500, 500}}));
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(2).estimate(observations);
    MatrixInformation information = MatrixInformation.of(matrix, observations);
    assertThat(information.isIdentified()).isFalse();
    assertThat(information.effectiveHouseholds()[0]).isLessThan(5);
  }

  @Test
  void shouldNotTakeAChanceOfNoneForKnownWhereUnseenYearsHideIt() {
    double[][] matrix = {{0.6, 0.3, 0.1}, {0.08, 0.72, 0.2}, {0, 0.13, 0.87}};
    double[][] power = Matrices.product(Matrices.product(matrix, matrix), matrix);
    double[][] counts = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        counts[i][j] = STOCKS[i] * power[i][j];
      }
    }
    // Fewer in the worst tier than come there by the middle one.
    counts[2][0] -= 10;
    counts[2][2] += 10;
    List<IntervalCounts> observations = List.of(new IntervalCounts(3, counts));
    AnnualMatrix fitted = AnnualMatrixEstimator.ofTiers(3).estimate(observations);
    assertThat(MatrixInformation.isOnTheBorder(fitted.probability()[2][0])).isTrue();
    MatrixInformation information = MatrixInformation.of(fitted, observations);
    // 1,500 households over three years are completed to 4,500 moves, of which few tell.
    assertThat(information.cellHouseholds()[2][0])
        .isPositive()
        .isLessThan(0.4 * fitted.rowHouseholds(2));
    assertThat(Matrices.sum(MatrixInformation.raised(fitted).probability()[2]))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldLoseWhatGraduatesLeaveUnknown() {
    double[][] counts = new double[6][6];
    counts[0] = new double[] {60, 25, 10, 5, 0, 0};
    List<IntervalCounts> observations =
        List.of(new IntervalCounts(1, counts, List.of(CensoredCount.graduates(0, 4, 6, 100))));
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiersAbsentGone(4).estimate(observations);
    double effective = MatrixInformation.of(matrix, observations).effectiveHouseholds()[0];
    // 0.3 leave none unknown; the split of the other 0.7 (25, 10, 5) rests on 40 households alone.
    double variance = 0.3 * 0.7 / 200;
    double ofOneHousehold = 0.3 * 0.7;
    for (double share : new double[] {25 / 40.0, 10 / 40.0, 5 / 40.0}) {
      variance += share * share * 0.3 * 0.7 / 200 + 0.7 * 0.7 * share * (1 - share) / 40;
      ofOneHousehold += 0.7 * share * (1 - 0.7 * share);
    }
    assertThat(effective).isCloseTo(ofOneHousehold / variance, within(0.01));
  }
}
