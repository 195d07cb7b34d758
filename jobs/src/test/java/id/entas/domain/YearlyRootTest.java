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
class YearlyRootTest {
  private static final double[][] YEAR = {
    {0.55, 0.324, 0.0945, 0.0315},
    {0.035, 0.725, 0.19, 0.05},
    {0.006, 0.09, 0.734, 0.17},
    {0.001, 0.02, 0.10, 0.879}
  };

  static double[][] power(double[][] matrix, int years) {
    double[][] power = Matrices.identity(matrix.length);
    for (int year = 0; year < years; year++) {
      power = Matrices.product(power, matrix);
    }
    return power;
  }

  private static double[][] counts(double[][] matrix, double... stocks) {
    double[][] counts = Matrices.copy(matrix);
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] *= stocks[i];
      }
    }
    return counts;
  }

  private static void assertSame(double[][] actual, double[][] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("row " + i).containsExactly(expected[i], within(tolerance));
    }
  }

  @Test
  void shouldFindTheYearBehindAnyNumberOfYears() {
    for (int years = 1; years <= 6; years++) {
      double[][] found =
          YearlyRoot.nearlyMostLikely(counts(power(YEAR, years), 50, 700, 900, 20), years);
      assertSame(found, YEAR, 1e-9);
    }
  }

  @Test
  void shouldBeTheMostLikelyMatrixWhereThereIsNoRootOfChances() {
    // Nobody of the best tier was in the worst two years later, though some fell half the way: the
    // root has a negative entry there.
    double[][] counts = {{31, 39, 20, 10}, {12, 180, 85, 40}, {5, 40, 190, 90}, {0, 12, 50, 240}};
    double[][] root = YearlyRoot.findRoot(shares(counts), 2).orElseThrow();
    assertThat(root[3][0]).isNegative();
    assertSame(power(root, 2), shares(counts), 1e-9);
    double[][] likeliest =
        AnnualMatrixEstimator.ofTiers(4)
            .estimate(List.of(new IntervalCounts(2, counts)))
            .probability();
    assertSame(YearlyRoot.mostLikely(counts, 2), likeliest, 1e-4);
    assertSame(YearlyRoot.nearlyMostLikely(counts, 2), likeliest, 5e-3);
  }

  @Test
  void shouldFindAMatrixWhereTheRootIsNotReal() {
    double[][] counts = {{10, 90}, {80, 20}};
    assertThat(YearlyRoot.findRoot(shares(counts), 2)).isEmpty();
    double[][] found = YearlyRoot.mostLikely(counts, 2);
    // No two equal years make more households change places than stay: half is the most.
    double[][] twoYears = power(found, 2);
    assertThat(twoYears[0][1]).isLessThan(0.6);
    for (double[] row : found) {
      assertThat(Matrices.sum(row)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void shouldFitDrawnCountsAsWellAsEm() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(2004L);
    for (int sample = 0; sample < 20; sample++) {
      int years = 2 + sample % 2;
      double[][] over = power(YEAR, years);
      double[][] counts = new double[4][4];
      for (int i = 0; i < 4; i++) {
        long[] into = new long[4];
        BinomialSampler.addMultinomial(random, 100 * (i + 1), over[i], into);
        for (int j = 0; j < 4; j++) {
          counts[i][j] = into[j];
        }
      }
      double[][] em =
          AnnualMatrixEstimator.ofTiers(4)
              .estimate(List.of(new IntervalCounts(years, counts)), 1000)
              .probability();
      double[][] quick = YearlyRoot.nearlyMostLikely(counts, years);
      assertThat(logLikelihood(counts, quick, years))
          .isGreaterThan(logLikelihood(counts, em, years) - 0.2);
    }
  }

  private static double logLikelihood(double[][] counts, double[][] matrix, int years) {
    double[][] over = power(matrix, years);
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        sum += counts[i][j] > 0 ? counts[i][j] * Math.log(over[i][j]) : 0;
      }
    }
    return sum;
  }

  private static double[][] shares(double[][] counts) {
    return YearlyRoot.mostLikely(counts, 1);
  }
}
