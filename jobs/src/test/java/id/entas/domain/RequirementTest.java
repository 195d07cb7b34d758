package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

class RequirementTest {
  private static final int FUTURES = 4000;
  private static final ShockModel SHOCKS = new ShockModel(0.12, 0.1, 4, ShockSource.ESTIMATED);

  private static FutureInputs inputs(double[] newRates) {
    double[][] matrix = {
      {0.517, 0.304, 0.089, 0.03, 0.04, 0.02},
      {0.0329, 0.6815, 0.1786, 0.047, 0.04, 0.02},
      {0.0056, 0.0846, 0.69, 0.1598, 0.04, 0.02},
      {0.001, 0.0188, 0.094, 0.8262, 0.04, 0.02},
      {0.2, 0.2, 0.15, 0.05, 0.38, 0.02}
    };
    return new FutureInputs(
        "3509260",
        2012,
        new long[] {556, 3000, 5000, 4000},
        400,
        matrix,
        new double[] {3000, 9000, 15000, 12000, 1000},
        new double[] {1, 1, 1, 1, 1},
        0.5,
        FutureInputs.everyDestination(4),
        newRates,
        3,
        new boolean[] {true, true, true, false},
        0);
  }

  private static final FutureInputs INPUTS = inputs(new double[] {0.003, 0.009, 0.008, 0});

  private static Futures futures() {
    return new Futures(11, FUTURES, 2016, SHOCKS);
  }

  private static MeanFutures means(FutureInputs inputs) {
    return futures().means(inputs, 1000);
  }

  /** The help as a scenario of the simulation. */
  private record Helped(MeanFutures.Help help) implements Scenario {
    @Override
    public String code() {
      return "helped";
    }

    @Override
    public FutureInputs prepared(FutureInputs inputs) {
      double[] rates = inputs.newRates();
      rates[0] *= help.inflowKept();
      return inputs(rates);
    }

    @Override
    public void adjust(double[][] matrix, int year, int target) {
      double exit = 1 - matrix[0][0];
      double helped = help.exit(exit);
      for (int j = 1; j < matrix[0].length; j++) {
        matrix[0][j] *= helped / exit;
      }
      matrix[0][0] = 1 - helped;
      for (int i = 1; i < matrix.length; i++) {
        double kept = matrix[i][0] * help.inflowKept();
        matrix[i][i] += matrix[i][0] - kept;
        matrix[i][0] = kept;
      }
    }
  }

  private static double simulated(int year, long met, MeanFutures.Help help) {
    FutureCounts counts = futures().simulate(INPUTS, new Helped(help));
    return (double) counts.hits(year, 0, met) / FUTURES;
  }

  @Test
  void shouldGiveTheChancesThatSimulationGives() {
    MeanFutures means = means(INPUTS);
    for (long met : new long[] {300, 400, 450, 500}) {
      for (int year : new int[] {2013, 2016}) {
        assertThat(means.chance(year, met, MeanFutures.Help.NONE))
            .as("%s households in %s", met, year)
            .isCloseTo(simulated(year, met, MeanFutures.Help.NONE), within(0.04));
      }
    }
    MeanFutures.Effort effort = means.effort(2016, MeanFutures.Help.NONE);
    assertThat(effort.expected())
        .isCloseTo(
            futures().simulate(INPUTS, StandardScenario.OBSERVED).summary(2016, 0).mean(),
            within(5.0));
    assertThat(effort.helpedOut()).isZero();
    assertThat(effort.keptOut()).isZero();
  }

  @Test
  void shouldReachTheChanceWithTheHelpItFinds() {
    MeanFutures means = means(INPUTS);
    Requirement requirement = new Requirement(means, 2016, 400, 0.8);
    MeanFutures.Help exits = requirement.findExitsAlone().orElseThrow();
    MeanFutures.Help inflow = requirement.findInflowAlone().orElseThrow();
    MeanFutures.Help mix = requirement.findCheapest(1, 1).orElseThrow();
    for (MeanFutures.Help help : new MeanFutures.Help[] {exits, inflow, mix}) {
      assertThat(means.chance(2016, 400, help)).isCloseTo(0.8, within(0.002));
      assertThat(simulated(2016, 400, help)).isCloseTo(0.8, within(0.04));
    }
    assertThat(exits.exitShift()).isPositive();
    assertThat(exits.inflowKept()).isOne();
    assertThat(inflow.exitShift()).isZero();
    assertThat(inflow.inflowKept()).isBetween(0.0, 0.999);
    assertThat(cost(means, mix)).isLessThanOrEqualTo(cost(means, exits) + 0.5);
    assertThat(cost(means, mix)).isLessThanOrEqualTo(cost(means, inflow) + 0.5);
    // One that costs nothing does it all.
    assertThat(requirement.findCheapest(1, 0).orElseThrow().exitShift()).isZero();
    assertThat(requirement.findCheapest(0, 1).orElseThrow().inflowKept()).isOne();
  }

  private static double cost(MeanFutures means, MeanFutures.Help help) {
    MeanFutures.Effort effort = means.effort(2016, help);
    return effort.helpedOut() + effort.keptOut();
  }

  @Test
  void shouldSayThatNoExitIsEnoughWhereTheInflowOfAYearExceedsTheTarget() {
    Requirement zero = new Requirement(means(INPUTS), 2016, 0, 0.8);
    assertThat(zero.findExitsAlone()).isEmpty();
    assertThat(zero.findInflowAlone()).isEmpty();
    assertThat(zero.findCheapest(1, 1).orElseThrow().inflowKept()).isLessThan(0.01);
    Requirement easy = new Requirement(means(INPUTS), 2016, 2000, 0.8);
    assertThat(easy.findExitsAlone()).contains(MeanFutures.Help.NONE);
    assertThat(easy.findInflowAlone()).contains(MeanFutures.Help.NONE);
    assertThatThrownBy(() -> new Requirement(means(INPUTS), 2016, 0, 1))
        .hasMessageContaining("chance of 1");
  }

  @Test
  void shouldMatchTheLawsOfThoseMeansAndVariances() {
    assertThat(MeanFutures.atMost(3, 4, 4))
        .isCloseTo(new PoissonDistribution(4).cumulativeProbability(3), within(1e-9));
    assertThat(MeanFutures.atMost(3, 10 * 0.4, 10 * 0.4 * 0.6))
        .isCloseTo(new BinomialDistribution(10, 0.4).cumulativeProbability(3), within(1e-9));
    // Failures before the fifth success: mean r (1 - p) / p, variance mean / p.
    assertThat(MeanFutures.atMost(3, 5 * 0.6 / 0.4, 5 * 0.6 / 0.4 / 0.4))
        .isCloseTo(new PascalDistribution(5, 0.4).cumulativeProbability(3), within(1e-9));
    for (int met = 40; met <= 160; met += 5) {
      assertThat(MeanFutures.atMost(met, 100, 100))
          .isCloseTo(new PoissonDistribution(100).cumulativeProbability(met), within(1e-3));
      assertThat(MeanFutures.atMost(met, 250 * 0.5, 250 * 0.25))
          .isCloseTo(new BinomialDistribution(250, 0.5).cumulativeProbability(met), within(1e-3));
      assertThat(MeanFutures.atMost(met, 100.5, 251.25))
          .isCloseTo(new PascalDistribution(67, 0.4).cumulativeProbability(met), within(2e-3));
    }
    assertThat(MeanFutures.atMost(10, 4, 2.4)).isOne();
    assertThat(MeanFutures.atMost(0, 0, 0)).isOne();
  }
}
