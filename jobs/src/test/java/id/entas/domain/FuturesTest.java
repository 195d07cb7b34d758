package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FuturesTest {
  private static final ShockModel ESTIMATED = new ShockModel(0.12, 0.10, 4, ShockSource.ESTIMATED);
  private static final ShockModel ASSUMED = new ShockModel(0.12, 0.10, 1, ShockSource.ASSUMED);

  private static final double[] OWN = {1, 1, 1, 1, 1};

  /** The sample's Sumberjambe: rows of tiers and ABSENT over tiers, ABSENT and GONE. */
  private static final double[][] MATRIX = {
    {0.517, 0.3046, 0.0888, 0.0296, 0.04, 0.02},
    {0.0329, 0.6815, 0.1786, 0.047, 0.04, 0.02},
    {0.0056, 0.0846, 0.69, 0.1598, 0.04, 0.02},
    {0.001, 0.0188, 0.094, 0.8262, 0.04, 0.02},
    {0.2, 0.2, 0.15, 0.05, 0.38, 0.02}
  };

  private static FutureInputs inputs(String region, double size) {
    return new FutureInputs(
        region,
        2012,
        new long[] {(long) (556 * size), (long) (3000 * size), (long) (5000 * size), 4000},
        (long) (400 * size),
        MATRIX,
        new double[] {3700 * size, 12000 * size, 20000 * size, 9000 * size, 900 * size},
        OWN,
        0.5,
        FutureInputs.everyDestination(4),
        new double[] {0.003, 0.009, 0.008, 0},
        3,
        new boolean[] {true, true, true, false},
        0);
  }

  private static double[] doubles(int[] counts) {
    double[] doubles = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      doubles[i] = counts[i];
    }
    return doubles;
  }

  private static double correlation(int[] left, int[] right) {
    return new PearsonsCorrelation().correlation(doubles(left), doubles(right));
  }

  @Test
  void shouldAgreeWithTheExactPredictiveDistributionOfTheGoldenSet() {
    GoldenSet golden = GoldenSet.read("24_predictive_very_poor_count");
    List<String> tiers = List.of("very_poor", "poor", "near_poor");
    long[] stocks = new long[4];
    double[] households = new double[5];
    double[][] matrix = new double[5][6];
    boolean[][] allowed = new boolean[5][6];
    for (int i = 0; i < 3; i++) {
      double n = golden.input("origin_observed", tiers.get(i), "");
      double moved = golden.input("moved_to_very_poor", tiers.get(i), "");
      stocks[i] = (long) golden.input("current_households", tiers.get(i), "");
      households[i] = n;
      // How those that did not move to the tier spread over the others does not matter to it.
      matrix[i] = new double[] {moved / n, (n - moved) / n / 2, (n - moved) / n / 2, 0, 0, 0};
      allowed[i] = new boolean[] {true, true, true, true, false, false};
    }
    for (int i = 3; i < 5; i++) {
      matrix[i][i] = 1;
      allowed[i][i] = true;
    }
    FutureInputs inputs =
        new FutureInputs(
            "3509260",
            2012,
            stocks,
            0,
            matrix,
            households,
            OWN,
            1,
            allowed,
            new double[4],
            1,
            new boolean[] {true, true, true, false},
            0);
    FutureCounts counts =
        new Futures(24, 200_000, 2013, ShockModel.none())
            .simulate(inputs, StandardScenario.OBSERVED);
    CountDistribution exact = CountDistributionTest.predictive(golden);
    long[] observed = new long[exact.most() + 1];
    for (int count : counts.households(2013, 0)) {
      observed[count]++;
    }
    assertThat(StatisticalTests.goodnessOfFit(observed, exact)).isGreaterThan(1e-3);
    FutureSummary summary = counts.summary(2013, 0);
    assertThat(summary.mean())
        .isCloseTo(exact.mean(), within(4 * Math.sqrt(exact.variance() / 200_000)));
    assertThat(summary.p05()).isEqualTo(golden.expected("quantile_0.05", "", "").value());
    assertThat(summary.p50()).isEqualTo(golden.expected("quantile_0.5", "", "").value());
    assertThat(summary.p95()).isEqualTo(golden.expected("quantile_0.95", "", "").value());
    assertThat(counts.hits(2013, 0, 5) / 200_000.0)
        .isCloseTo(golden.expected("P_at_most_5", "", "").value(), within(0.003));
  }

  @Test
  void shouldGiveTheSameFuturesWhateverWasDrawnBefore() {
    Futures futures = new Futures(1, 150, 2020, ESTIMATED);
    FutureCounts alone = futures.simulate(inputs("3509260", 1), StandardScenario.OBSERVED);
    futures.simulate(inputs("3509010", 2), StandardScenario.NO_INFLOW);
    FutureCounts again = futures.simulate(inputs("3509260", 1), StandardScenario.OBSERVED);
    FutureCounts more =
        new Futures(1, 300, 2016, ESTIMATED)
            .simulate(inputs("3509260", 1), StandardScenario.OBSERVED);
    for (int year = 2013; year <= 2020; year++) {
      for (int tier = 0; tier < 4; tier++) {
        assertThat(again.households(year, tier)).isEqualTo(alone.households(year, tier));
        if (year <= 2016) {
          assertThat(more.households(year, tier)).startsWith(alone.households(year, tier));
        }
      }
      if (year <= 2016) {
        assertThat(more.newcomers(year)).startsWith(alone.newcomers(year));
        assertThat(more.gone(year)).startsWith(alone.gone(year));
      }
    }
    assertThat(
            new Futures(2, 150, 2020, ESTIMATED)
                .simulate(inputs("3509260", 1), StandardScenario.OBSERVED)
                .households(2013, 0))
        .isNotEqualTo(alone.households(2013, 0));
  }

  @Test
  void shouldGiveTheSameFuturesForScenariosTogetherAsOneByOne() {
    Futures futures = new Futures(14, FutureBlock.MOST + 72, 2016, ESTIMATED);
    FutureInputs inputs = inputs("3509260", 1);
    List<Scenario> scenarios =
        List.of(
            StandardScenario.NO_INFLOW,
            StandardScenario.ABSENT_WORSE,
            StandardScenario.OBSERVED,
            new ScenarioPlan("help", 0.8, 2014, 2015, List.of(new ScenarioPlan.Effect(0, 1, 1.5))));
    List<FutureCounts> together = futures.simulate(inputs, scenarios);
    for (int s = 0; s < scenarios.size(); s++) {
      FutureCounts alone = futures.simulate(inputs, scenarios.get(s));
      for (int year = 2013; year <= 2016; year++) {
        for (int tier = 0; tier < 4; tier++) {
          assertThat(together.get(s).households(year, tier))
              .isEqualTo(alone.households(year, tier));
        }
        assertThat(together.get(s).newcomers(year)).isEqualTo(alone.newcomers(year));
        assertThat(together.get(s).findOrigins(year).orElseThrow())
            .isEqualTo(alone.findOrigins(year).orElseThrow());
      }
    }
    // Before its first year a plan is the flows as observed, to the household.
    assertThat(together.get(3).households(2013, 0)).isEqualTo(together.get(2).households(2013, 0));
    assertThat(together.get(3).households(2014, 0))
        .isNotEqualTo(together.get(2).households(2014, 0));
  }

  @Test
  void shouldRefuseAScenarioThatPreparesAnotherMatrix() {
    Scenario other =
        new Scenario() {
          @Override
          public String code() {
            return "other";
          }

          @Override
          public FutureInputs prepared(FutureInputs inputs) {
            return inputs("3509010", 1);
          }
        };
    assertThatThrownBy(
            () -> new Futures(15, 5, 2014, ASSUMED).simulate(inputs("3509260", 1), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other prepares another matrix");
  }

  @Test
  void shouldShareSharedShocksBetweenKecamatanAndNothingElse() {
    ShockModel onlyShared = new ShockModel(0.15, 0, 4, ShockSource.ESTIMATED);
    ShockModel onlyLocal = new ShockModel(0, 0.15, 4, ShockSource.ESTIMATED);
    for (ShockModel model : List.of(onlyShared, onlyLocal)) {
      Futures futures = new Futures(3, 2000, 2014, model);
      int[] one =
          futures.simulate(inputs("3509260", 20), StandardScenario.OBSERVED).households(2014, 0);
      int[] other =
          futures.simulate(inputs("3509010", 20), StandardScenario.OBSERVED).households(2014, 0);
      if (model == onlyShared) {
        assertThat(correlation(one, other)).isGreaterThan(0.95);
      } else {
        assertThat(correlation(one, other)).isCloseTo(0, within(0.09));
      }
    }
  }

  /**
   * Huge stocks and a known matrix of even chances, so that the tilt can be read back from a year.
   */
  private static FutureInputs transparent(double ownWeight) {
    return new FutureInputs(
        "3509260",
        2012,
        new long[] {400_000_000, 0},
        0,
        new double[][] {{0.5, 0.5, 0, 0}, {0.5, 0.5, 0, 0}, {0, 0, 1, 0}},
        new double[] {0, 0, 0},
        new double[] {ownWeight, ownWeight, ownWeight},
        0,
        FutureInputs.everyDestination(2),
        new double[2],
        1,
        new boolean[] {true, true},
        0);
  }

  private static double tilt(int count) {
    double share = count / 4e8;
    return Math.log(share / (1 - share));
  }

  @Test
  void shouldCarryTheLocalShocksOfPastYearsByTheWeightOfTheKecamatansOwnYears() {
    double sigma = 0.1;
    int draws = 20_000;
    for (double ownWeight : new double[] {0, 0.6, 1}) {
      FutureCounts counts =
          new Futures(4, draws, 2013, new ShockModel(0, sigma, 2, ShockSource.ASSUMED))
              .simulate(transparent(ownWeight), StandardScenario.OBSERVED);
      double squares = 0;
      for (int count : counts.households(2013, 0)) {
        squares += tilt(count) * tilt(count);
      }
      double expected = sigma * sigma * (1 + ownWeight * ownWeight / 2);
      assertThat(squares / draws)
          .isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / draws)));
    }
  }

  @Test
  void shouldSpreadTheSharedShockAsAStudentTWithItsCentre() {
    FutureInputs inputs = transparent(1);
    double sigma = 0.1;
    int draws = 20_000;
    for (int intervals : new int[] {3, 8}) {
      FutureCounts counts =
          new Futures(4, draws, 2013, new ShockModel(sigma, 0, intervals, ShockSource.ESTIMATED))
              .simulate(inputs, StandardScenario.OBSERVED);
      // P(|t| > 2) of Student t with T - 1 degrees of freedom; the centre widens it by 1 + 1/T.
      double scale = sigma * Math.sqrt(1 + 1.0 / intervals);
      int beyond = 0;
      for (int count : counts.households(2013, 0)) {
        beyond += Math.abs(tilt(count)) > 2 * scale ? 1 : 0;
      }
      double expected = 2 * new TDistribution(null, intervals - 1).cumulativeProbability(-2);
      assertThat((double) beyond / draws)
          .isCloseTo(expected, within(4 * Math.sqrt(expected / draws)));
    }
  }

  /** A kecamatan whose matrix is as good as known. */
  private static FutureInputs known(
      String region, long[] stocks, double[][] matrix, double[] newRates) {
    return new FutureInputs(
        region,
        2012,
        stocks,
        0,
        matrix,
        new double[stocks.length + 1],
        new double[stocks.length + 1],
        0,
        FutureInputs.everyDestination(stocks.length),
        newRates,
        1,
        new boolean[] {true, true},
        0);
  }

  @Test
  void shouldTiltNewcomersByTheShockOfTheYear() {
    Futures futures = new Futures(12, 2000, 2013, new ShockModel(0.3, 0, 5, ShockSource.ESTIMATED));
    double[][] frozen = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
    double[][] moving = {{0.5, 0.5, 0, 0}, {0.5, 0.5, 0, 0}, {0, 0, 1, 0}};
    long[] stocks = {500_000, 500_000};
    FutureCounts onlyNew =
        futures.simulate(
            known("a", stocks, frozen, new double[] {0.1, 0.1}), StandardScenario.OBSERVED);
    FutureCounts onlyMoves =
        futures.simulate(
            known("b", stocks, moving, new double[] {0, 0}), StandardScenario.OBSERVED);
    assertThat(correlation(onlyNew.households(2013, 0), onlyMoves.households(2013, 0)))
        .isGreaterThan(0.95);
    assertThat(FutureSummary.of(onlyNew.newcomers(2013)).mean())
        .isCloseTo(200_000, within(4 * Math.sqrt(200_000 / 2000.0)));
  }

  @Test
  void shouldLeaveTheAbsentAndTheGoneOutOfTheShock() {
    double[][] matrix = {{0.5, 0.3, 0.15, 0.05}, {0.3, 0.5, 0.15, 0.05}, {0, 0, 1, 0}};
    FutureCounts counts =
        new Futures(13, 20_000, 2013, new ShockModel(0.5, 0.5, 4, ShockSource.ESTIMATED))
            .simulate(
                known("a", new long[] {300, 200}, matrix, new double[2]),
                StandardScenario.OBSERVED);
    long[] gone = new long[501];
    for (int count : counts.gone(2013)) {
      gone[count]++;
    }
    long[] absent = new long[501];
    for (int count : counts.absent(2013)) {
      absent[count]++;
    }
    assertThat(StatisticalTests.goodnessOfFit(gone, CountDistribution.binomial(500, 0.05)))
        .isGreaterThan(1e-3);
    assertThat(StatisticalTests.goodnessOfFit(absent, CountDistribution.binomial(500, 0.15)))
        .isGreaterThan(1e-3);
  }

  @Test
  void shouldWidenTheKabupatenBySharedShocks() {
    List<FutureInputs> kecamatan =
        List.of(inputs("a", 1), inputs("b", 1), inputs("c", 1), inputs("d", 1));
    double[] widths = new double[2];
    ShockModel[] models = {
      new ShockModel(0.15, 0, 6, ShockSource.ESTIMATED),
      new ShockModel(0, 0.15, 6, ShockSource.ESTIMATED)
    };
    for (int m = 0; m < 2; m++) {
      Futures futures = new Futures(5, 2000, 2014, models[m]);
      FutureCounts sum =
          FutureCounts.sum(
              kecamatan.stream()
                  .map(one -> futures.simulate(one, StandardScenario.OBSERVED))
                  .toList());
      FutureSummary summary = sum.summary(2014, 0);
      widths[m] = summary.p95() - summary.p05();
    }
    assertThat(widths[0]).isGreaterThan(1.4 * widths[1]);
  }

  @Test
  void shouldStopInflowsAsTheScenariosSay() {
    Futures futures = new Futures(6, 500, 2018, ESTIMATED);
    FutureInputs inputs = inputs("3509260", 1);
    FutureCounts observed = futures.simulate(inputs, StandardScenario.OBSERVED);
    FutureCounts noEntrants = futures.simulate(inputs, StandardScenario.NO_ENTRANTS);
    FutureCounts noInflow = futures.simulate(inputs, StandardScenario.NO_INFLOW);
    assertThat(noEntrants.newcomers(2018)).containsOnly(0);
    assertThat(noEntrants.findOrigins(2018).orElseThrow().arrived()).isZero();
    assertThat(observed.findOrigins(2018).orElseThrow().arrived()).isPositive();
    assertThat(noInflow.findOrigins(2018).orElseThrow().inflow()).isZero();
    int[] before = null;
    for (int year = 2013; year <= 2018; year++) {
      assertThat(noInflow.summary(year, 0).mean()).isLessThan(noEntrants.summary(year, 0).mean());
      assertThat(noEntrants.summary(year, 0).mean()).isLessThan(observed.summary(year, 0).mean());
      int[] now = noInflow.households(year, 0);
      for (int f = 0; before != null && f < now.length; f++) {
        assertThat(now[f]).isLessThanOrEqualTo(before[f]);
      }
      before = now;
      if (year > 2013) {
        int[] absentBefore = noEntrants.absent(year - 1);
        int[] absent = noEntrants.absent(year);
        assertThat(FutureSummary.of(absent).mean())
            .isGreaterThan(0.9 * FutureSummary.of(absentBefore).mean());
      }
    }
  }

  @Test
  void shouldFollowTheOriginsOfTheTargetTierFromTheLatestCensus() {
    FutureInputs inputs = inputs("3509260", 1);
    FutureCounts counts =
        new Futures(8, 20_000, 2014, ShockModel.none()).simulate(inputs, StandardScenario.OBSERVED);
    double[][] matrix = inputs.matrix();
    int states = matrix.length;
    double[] known = {0, 3000, 5000, 4000, 400};
    double[] newcomers = new double[states];
    double stayed = 556;
    double listed = 8556;
    for (int year = 2013; year <= 2014; year++) {
      stayed *= matrix[0][0];
      double[] knownNext = new double[states];
      double[] newNext = new double[states];
      double leaves = 0;
      for (int j = 0; j < states; j++) {
        for (int i = 0; i < states; i++) {
          knownNext[j] += known[i] * matrix[i][j];
          newNext[j] += newcomers[i] * matrix[i][j];
        }
        leaves = stayed / matrix[0][0] * matrix[0][j];
        knownNext[j] += j == 0 ? 0 : leaves;
        newNext[j] += j < states - 1 ? listed * inputs.newRates()[j] : 0;
      }
      known = knownNext;
      newcomers = newNext;
      listed = stayed;
      for (int j = 0; j < 3; j++) {
        listed += known[j] + newcomers[j];
      }
    }
    TargetOrigins origins = counts.findOrigins(2014).orElseThrow();
    assertThat(origins.stayed()).isCloseTo(stayed, within(0.01 * stayed));
    assertThat(origins.fell()).isCloseTo(known[0], within(0.02 * known[0]));
    assertThat(origins.arrived()).isCloseTo(newcomers[0], within(0.02 * newcomers[0]));
  }

  @Test
  void shouldCountTheAbsentByTheOddsOfEachScenario() {
    FutureInputs inputs = inputs("3509260", 1);
    long known = 0;
    for (int tier = 0; tier < inputs.tiers(); tier++) {
      known += inputs.stock(tier);
    }
    double share = (double) inputs.stock(0) / known;
    for (StandardScenario scenario :
        List.of(
            StandardScenario.ABSENT_BETTER,
            StandardScenario.ABSENT_SAME,
            StandardScenario.ABSENT_WORSE)) {
      double delta =
          switch (scenario) {
            case ABSENT_BETTER -> 1.0 / 3;
            case ABSENT_SAME -> 1;
            default -> 3;
          };
      FutureInputs found = scenario.prepared(inputs);
      long all = 0;
      for (int tier = 0; tier < inputs.tiers(); tier++) {
        all += found.stock(tier);
      }
      assertThat(all).isEqualTo(known + inputs.absentStock());
      assertThat(found.absentStock()).isZero();
      double odds = delta * share / (1 - share);
      assertThat((double) found.stock(0) - inputs.stock(0))
          .isCloseTo(inputs.absentStock() * odds / (1 + odds), within(1.0));

      double[][] matrix = inputs.matrix();
      scenario.adjust(matrix, 2013, 0);
      int tiers = inputs.tiers();
      for (int i = 0; i < tiers; i++) {
        double[] before = inputs.matrix()[i];
        double seen = 1 - before[tiers] - before[tiers + 1];
        double among = delta * before[0] / (seen - before[0]);
        assertThat(matrix[i][tiers]).isZero();
        assertThat(matrix[i][tiers + 1]).isEqualTo(before[tiers + 1]);
        assertThat(Matrices.sum(matrix[i])).isCloseTo(1, within(1e-12));
        assertThat(matrix[i][0])
            .isCloseTo(before[0] + before[tiers] * among / (1 + among), within(1e-12));
      }
    }
    Futures futures = new Futures(6, 500, 2015, ESTIMATED);
    double better =
        futures.simulate(inputs, StandardScenario.ABSENT_BETTER).summary(2015, 0).mean();
    double same = futures.simulate(inputs, StandardScenario.ABSENT_SAME).summary(2015, 0).mean();
    double worse = futures.simulate(inputs, StandardScenario.ABSENT_WORSE).summary(2015, 0).mean();
    assertThat(better).isLessThan(same);
    assertThat(same).isLessThan(worse);
  }

  @Test
  void shouldUseTheSameLuckInEveryScenario() {
    Futures futures = new Futures(7, 2000, 2014, ESTIMATED);
    FutureInputs inputs = inputs("3509260", 1);
    int[] observed = futures.simulate(inputs, StandardScenario.OBSERVED).households(2014, 0);
    int[] noEntrants = futures.simulate(inputs, StandardScenario.NO_ENTRANTS).households(2014, 0);
    assertThat(correlation(observed, noEntrants)).isGreaterThan(0.8);
  }

  @Test
  void shouldMoveExpectedHouseholdsByTheMatrixAndNameTheirOrigins() {
    FutureInputs inputs = inputs("3509260", 1);
    FutureCounts counts =
        new Futures(8, 20_000, 2014, ShockModel.none()).simulate(inputs, StandardScenario.OBSERVED);
    double stayed = 556 * 0.517;
    double fell = 3000 * 0.0329 + 5000 * 0.0056 + 4000 * 0.001 + 400 * 0.2;
    double arrived = 8556 * 0.003;
    TargetOrigins origins = counts.findOrigins(2013).orElseThrow();
    assertThat(origins.stayed()).isCloseTo(stayed, within(1.0));
    assertThat(origins.fell()).isCloseTo(fell, within(1.0));
    assertThat(origins.arrived()).isCloseTo(arrived, within(0.4));
    assertThat(origins.all()).isCloseTo(counts.summary(2013, 0).mean(), within(1e-9));
    assertThat(counts.findOrigins(2014).orElseThrow().all())
        .isCloseTo(counts.summary(2014, 0).mean(), within(1e-9));
    // A year's newcomers have three times the variance of a Poisson number.
    double mean = 8556 * 0.02;
    double[] newcomers = doubles(counts.newcomers(2013));
    double variance = 0;
    for (double n : newcomers) {
      variance += (n - mean) * (n - mean) / newcomers.length;
    }
    assertThat(variance).isCloseTo(3 * mean, within(0.1 * 3 * mean));
  }

  @Test
  void shouldStayFiniteUnderTheWildestShocks() {
    FutureCounts counts =
        new Futures(9, 300, 2020, new ShockModel(30, 30, 2, ShockSource.ESTIMATED))
            .simulate(inputs("3509260", 1), StandardScenario.OBSERVED);
    assertThat(counts.summary(2020, 0).mean()).isBetween(0.0, 100_000.0);
  }

  @Test
  void shouldKeepEmptyKecamatanEmpty() {
    FutureInputs empty =
        new FutureInputs(
            "3509260",
            2012,
            new long[4],
            0,
            MATRIX,
            new double[5],
            OWN,
            0.5,
            FutureInputs.everyDestination(4),
            new double[] {0.1, 0, 0, 0},
            2,
            new boolean[] {true, true, true, false},
            0);
    FutureCounts counts =
        new Futures(10, 20, 2015, ASSUMED).simulate(empty, StandardScenario.OBSERVED);
    assertThat(counts.households(2015, 0)).containsOnly(0);
    assertThat(counts.hits(2015, 0, 0)).isEqualTo(20);
  }

  @Test
  void shouldSumOverTheYearsProjectedForAllParts() {
    Futures futures = new Futures(11, 30, 2016, ASSUMED);
    FutureInputs later = inputs("3509260", 1);
    FutureInputs earlier =
        new FutureInputs(
            "3509010",
            2011,
            later.tierStocks(),
            later.absentStock(),
            later.matrix(),
            later.rowHouseholds(),
            later.ownWeight(),
            later.prior(),
            later.allowed(),
            later.newRates(),
            later.newDispersion(),
            later.listed(),
            0);
    FutureCounts one = futures.simulate(later, StandardScenario.OBSERVED);
    FutureCounts other = futures.simulate(earlier, StandardScenario.OBSERVED);
    FutureCounts sum = FutureCounts.sum(List.of(one, other));
    assertThat(sum.latestYear()).isEqualTo(2012);
    for (int f = 0; f < 30; f++) {
      assertThat(sum.households(2014, 1)[f])
          .isEqualTo(one.households(2014, 1)[f] + other.households(2014, 1)[f]);
    }
    assertThat(sum.findOrigins(2014).orElseThrow().all())
        .isCloseTo(sum.summary(2014, 0).mean(), within(1e-9));
    assertThatThrownBy(() -> sum.households(2012, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeTheSmallestValueThatReachesAQuantile() {
    int[] counts = new int[10_000];
    for (int f = 0; f < counts.length; f++) {
      counts[f] = counts.length - f;
    }
    assertThat(FutureSummary.of(counts))
        .isEqualTo(new FutureSummary(5000.5, 500, 2500, 5000, 7500, 9500));
    assertThat(FutureSummary.of(new int[] {-3}))
        .isEqualTo(new FutureSummary(-3, -3, -3, -3, -3, -3));
  }

  @Property(tries = 25)
  void shouldConserveHouseholds(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 300) int sizePercent,
      @ForAll @IntRange(min = 0, max = 2) int which) {
    FutureInputs inputs = inputs("3509260", sizePercent / 100.0);
    FutureCounts counts =
        new Futures(seed, 40, 2016, ESTIMATED).simulate(inputs, StandardScenario.values()[which]);
    long start = inputs.absentStock();
    for (long stock : inputs.tierStocks()) {
      start += stock;
    }
    for (int year = 2013; year <= 2016; year++) {
      int[] all = counts.households(year, new boolean[] {true, true, true, true});
      int[] absent = counts.absent(year);
      int[] gone = counts.gone(year);
      int[] newcomers = counts.newcomers(year);
      for (int f = 0; f < 40; f++) {
        assertThat(all[f] + absent[f] + gone[f]).isEqualTo((int) start + newcomers[f]);
        assertThat(Math.min(absent[f], gone[f])).isNotNegative();
      }
    }
  }

  /** In half of such futures everybody moves up as far as there are tiers. */
  @Test
  void shouldTiltUpAsWellAsDownByShocksBeyondAllMeasure() {
    FutureCounts counts =
        new Futures(12, 200, 2014, new ShockModel(0, 1e4, 1, ShockSource.ASSUMED))
            .simulate(inputs("3509260", 1), StandardScenario.OBSERVED);

    int[] all = counts.households(2014, new boolean[] {true, true, true, true});
    int[] best = counts.households(2014, 3);
    assertThat(IntStream.range(0, 200).filter(f -> best[f] > all[f] / 2).count())
        .isBetween(60L, 140L);
  }

  @Test
  void shouldRefuseInputsThatDoNotAddUp() {
    FutureInputs good = inputs("3509260", 1);
    double[][] matrix = good.matrix();
    matrix[0][0] += 0.1;
    assertThatThrownBy(
            () ->
                new FutureInputs(
                    "3509260",
                    2012,
                    good.tierStocks(),
                    0,
                    matrix,
                    good.rowHouseholds(),
                    good.ownWeight(),
                    0.5,
                    good.allowed(),
                    good.newRates(),
                    1,
                    good.listed(),
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3509260");
    assertThatThrownBy(
            () -> new Futures(1, 10, 2012, ASSUMED).simulate(good, StandardScenario.OBSERVED))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
