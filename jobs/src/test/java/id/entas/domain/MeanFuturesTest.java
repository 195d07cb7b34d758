package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.MeanFutures.Effort;
import id.entas.domain.MeanFutures.Help;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.IntegerDistribution;
import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MeanFuturesTest {
  private static final double[][] MATRIX = {
    {0.6, 0.3, 0.05, 0.05}, {0.1, 0.8, 0.06, 0.04}, {0.2, 0.2, 0.5, 0.1}
  };
  private static final double[] NEWCOMERS = {0.05, 0.03};

  /** Twice the odds of leaving would be log 2; these are half more, so that 0.4 becomes 0.5. */
  private static final Help HELP = new Help(Math.log(1.5), 0.5);

  /** Futures whose every year is the average one. */
  private static MeanFutures futures(int number) {
    FutureInputs inputs =
        new FutureInputs(
            "3509260",
            2012,
            new long[] {100, 200},
            40,
            MATRIX,
            new double[3],
            new double[3],
            0,
            FutureInputs.everyDestination(2),
            NEWCOMERS,
            3,
            new boolean[] {true, false},
            0);
    double[][][][] matrices = new double[number][2][][];
    double[][][] newcomers = new double[number][2][];
    for (int future = 0; future < number; future++) {
      for (int year = 0; year < 2; year++) {
        matrices[future][year] = MATRIX;
        newcomers[future][year] = NEWCOMERS;
      }
    }
    return new MeanFutures(inputs, matrices, newcomers);
  }

  private static void assertEffort(
      Effort effort, double expected, double exits, double helpedOut, double keptOut) {
    assertThat(effort.expected()).isCloseTo(expected, within(1e-9));
    assertThat(effort.exits()).isCloseTo(exits, within(1e-9));
    assertThat(effort.helpedOut()).isCloseTo(helpedOut, within(1e-9));
    assertThat(effort.keptOut()).isCloseTo(keptOut, within(1e-9));
  }

  @Test
  void shouldExpectHouseholdsYearByYear() {
    MeanFutures futures = futures(3);

    assertThat(futures.horizonYear()).isEqualTo(2014);
    // 60 stay, 20 and 8 fall or return, and 5 are new by the 100 listed.
    assertEffort(futures.effort(2013, Help.NONE), 93, 40, 0, 0);
    // From 93, 201 and 37: 55.8 stay, 20.1 and 7.4 fall or return, and 4.65 are new.
    assertEffort(futures.effort(2014, Help.NONE), 87.95, (40 + 37.2) / 2, 0, 0);
  }

  @Test
  void shouldHelpHouseholdsOutAndKeepOthersFromComing() {
    MeanFutures futures = futures(2);

    assertThat(futures.exitProbability(Help.NONE)).isCloseTo(0.4, within(1e-12));
    assertThat(futures.exitProbability(HELP)).isCloseTo(0.5, within(1e-12));
    assertThat(futures.exitProbability(new Help(1000, 1))).isEqualTo(1);
    assertEffort(futures.effort(2013, HELP), 66.5, 50, 10, 16.5);
    // From 66.5, 218.5 and 42.25: those who leave go where others went, in the same proportions,
    // and
    // those kept out are where they were.
    assertEffort(
        futures.effort(2014, HELP),
        33.25 + 15.15 + 1.6625,
        (50 + 33.25) / 2,
        (10 + 6.65) / 2,
        (16.5 + 15.15 + 1.6625) / 2);
  }

  /** What it was asked is kept, of as many helps as a search tries. */
  @Test
  void shouldAnswerTheSameInWhicheverOrderItIsAsked() {
    List<Help> helps = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      helps.add(new Help(0.05 * i, 1 - i / 200.0));
    }
    MeanFutures asked = futures(3);
    for (int round = 0; round < 2; round++) {
      for (Help help : helps) {
        for (int year : new int[] {2013, 2014, 2013}) {
          assertThat(asked.chance(year, 90, help)).isEqualTo(futures(3).chance(year, 90, help));
          assertThat(asked.effort(year, help)).isEqualTo(futures(3).effort(year, help));
        }
      }
      Collections.reverse(helps);
    }
  }

  @Test
  void shouldGiveTheChanceByTheMeanAndTheVarianceOfTheCount() {
    // Stays are binomial, moves into the tier Poisson, and newcomers three times as dispersed.
    double first = 0.24 * 100 + 28 + 3 * 5;
    double second = 0.36 * first + 0.24 * 93 + 27.5 + 3 * 4.65;
    assertThat(futures(2).chance(2013, 90, Help.NONE))
        .isCloseTo(MeanFutures.atMost(90, 93, first), within(1e-12));
    assertThat(futures(2).chance(2014, 80, Help.NONE))
        .isCloseTo(MeanFutures.atMost(80, 87.95, second), within(1e-12));
  }

  private static void assertLaw(IntegerDistribution law, double tolerance) {
    double mean = law.getNumericalMean();
    double variance = law.getNumericalVariance();
    for (long met = 0; met < 2 * mean; met++) {
      assertThat(MeanFutures.atMost(met, mean, variance))
          .isCloseTo(law.cumulativeProbability((int) met), within(tolerance));
    }
  }

  @Test
  void shouldBeTheBinomialPoissonOrNegativeBinomialOfAMeanAndAVariance() {
    assertLaw(new BinomialDistribution(12, 0.5), 1e-12);
    assertLaw(new PoissonDistribution(7), 1e-12);
    assertLaw(new PascalDistribution(10, 0.5), 1e-12);
    assertThat(MeanFutures.atMost(0, 0, 0)).isEqualTo(1);
    assertThat(MeanFutures.atMost(12, 6, 3)).isEqualTo(1);
  }

  /**
   * Of no whole number of households, too; the incomplete beta and gamma functions are the
   * yardstick.
   */
  @Test
  void shouldBeTheSameLawOfAnyMeanAndVariance() {
    for (double mean : new double[] {0.01, 0.7, 3.3, 12.5, 31.7, 49.9, 120}) {
      for (double ratio : new double[] {0.31, 0.9, 0.99999, 1, 1.00001, 1.7, 6, 40}) {
        for (long met = 0; met < 450; met = met < 40 ? met + 1 : met + 37) {
          double skewness = (2 * ratio - 1) / Math.sqrt(mean * ratio);
          if (mean * ratio > 50 && skewness < 0.2) {
            continue;
          }
          double households = mean / (1 - ratio);
          // Of millions of households, each with next to no chance, the beta function loses digits.
          double tolerance = Math.abs(households) < 1e5 ? 3e-11 : 3e-9;
          double expected;
          if (ratio == 1) {
            expected = Gamma.regularizedGammaQ(met + 1.0, mean);
          } else if (ratio > 1) {
            expected = Beta.regularizedBeta(1 / ratio, -households, met + 1.0);
          } else {
            expected =
                met >= households ? 1 : Beta.regularizedBeta(ratio, households - met, met + 1.0);
          }
          assertThat(MeanFutures.atMost(met, mean, mean * ratio))
              .as("at most %s of mean %s and ratio %s", met, mean, ratio)
              .isCloseTo(expected, within(tolerance));
        }
      }
    }
  }

  @Test
  void shouldBeNearTheLawWhereItsVarianceIsLargeHoweverSkewedItIs() {
    assertLaw(new BinomialDistribution(400, 0.5), 1e-3);
    assertLaw(new BinomialDistribution(70, 0.1), 1e-3);
    assertLaw(new PoissonDistribution(51), 1e-3);
    assertLaw(new PoissonDistribution(800), 1e-3);
    // Variances of twice, five and twenty times the mean, which a normal curve misses by up to 0.1.
    for (int size : new int[] {2, 5, 20, 50, 300}) {
      for (double ratio : new double[] {2, 5, 20}) {
        assertLaw(new PascalDistribution(size, 1 / ratio), 1e-3);
      }
    }
  }
}
