package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MarkovChainTest {
  private static final List<String> STATES = List.of("a", "b", "c", "d", "e");

  private final GoldenSet golden = GoldenSet.read("15_absorption_five_state");
  private final MarkovChain fiveStates = new MarkovChain(golden.matrix("P", STATES));
  private final AbsorbingChain stopped = fiveStates.stoppedIn(states(0, 4));

  private static SortedSet<Integer> states(Integer... states) {
    return new TreeSet<>(Arrays.asList(states));
  }

  @Test
  void shouldMatchTheWholeGoldenSet() {
    double[][] hitting = fiveStates.hittingProbabilities();
    double[][] visits = stopped.meanVisits();
    double[] oz = stationary("land_of_oz_P", List.of("R", "N", "S"));
    double[] quantEcon = stationary("quantecon_P", List.of("0", "1"));
    assertThat(golden.expected()).hasSize(48);
    for (GoldenSet.Value value : golden.expected()) {
      int i = STATES.indexOf(value.i());
      int j = STATES.indexOf(value.j());
      double actual =
          switch (value.name()) {
            case "hitting" -> hitting[i][j];
            case "mean_absorption_time" -> stopped.findMeanTime(i).orElseThrow();
            case "absorption_prob" -> stopped.absorptionProbability(i, j);
            case "mean_visits_transient" ->
                visits[stopped.passingStates().indexOf(i)][stopped.passingStates().indexOf(j)];
            case "land_of_oz_steady_state" -> oz["RNS".indexOf(value.i())];
            case "quantecon_stationary" -> quantEcon[Integer.parseInt(value.i())];
            default -> throw new AssertionError("nothing computes " + value);
          };
      assertThat(actual)
          .as(value.name() + " " + value.i() + " " + value.j())
          .isCloseTo(value.value(), within(value.tolerance()));
    }
  }

  private double[] stationary(String table, List<String> states) {
    return new MarkovChain(golden.matrix(table, states)).findStationary().orElseThrow();
  }

  @Test
  void shouldCountTheStartInTheFundamentalMatrixOnly() {
    double[][] fundamental = stopped.fundamental();
    double[][] visits = stopped.meanVisits();
    assertThat(stopped.passingStates()).containsExactly(1, 2, 3);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(fundamental[i][j] - visits[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void shouldTellTheRuinOfAGambler() {
    double win = 0.45;
    int rich = 12;
    double[][] matrix = new double[rich + 1][rich + 1];
    matrix[0][0] = 1;
    matrix[rich][rich] = 1;
    for (int i = 1; i < rich; i++) {
      matrix[i][i + 1] = win;
      matrix[i][i - 1] = 1 - win;
    }
    AbsorbingChain game = new MarkovChain(matrix).stoppedIn(states(0, rich));
    double odds = (1 - win) / win;
    for (int i = 1; i < rich; i++) {
      double wins = (1 - Math.pow(odds, i)) / (1 - Math.pow(odds, rich));
      assertThat(game.absorptionProbability(i, rich)).isCloseTo(wins, within(1e-12));
      assertThat(game.absorptionProbability(i, 0)).isCloseTo(1 - wins, within(1e-12));
      assertThat(game.findMeanTime(i).orElseThrow())
          .isCloseTo((i - rich * wins) / (1 - 2 * win), within(1e-10));
    }
  }

  @Test
  void shouldGiveNoMeanTimeWhereTheChainMayNeverStop() {
    MarkovChain chain =
        new MarkovChain(
            new double[][] {
              {0.5, 0.2, 0.3, 0, 0},
              {0, 1, 0, 0, 0},
              {0, 0, 0, 1, 0},
              {0, 0, 1, 0, 0},
              {0, 0.5, 0, 0, 0.5}
            });
    AbsorbingChain stopping = chain.stoppedIn(states(1));
    assertThat(stopping.findMeanTime(0)).isEmpty();
    assertThat(stopping.findMeanTime(2)).isEmpty();
    assertThat(stopping.hittingProbability(0)).isCloseTo(0.4, within(1e-12));
    assertThat(stopping.hittingProbability(2)).isZero();
    assertThat(stopping.absorptionProbability(2, 1)).isZero();
    assertThat(stopping.findMeanTime(4)).contains(2.0);
    assertThat(stopping.findMeanTime(1)).contains(0.0);
    assertThat(stopping.hittingProbability(1)).isEqualTo(1);
    assertThat(stopping.passingStates()).containsExactly(0, 4);
    assertThat(chain.findStationary()).isEmpty();
    double[][] hitting = chain.hittingProbabilities();
    assertThat(hitting[0]).containsExactly(new double[] {0.5, 0.4, 0.6, 0.6, 0}, within(1e-12));
    assertThat(hitting[2]).containsExactly(new double[] {0, 0, 1, 1, 0}, within(1e-12));
  }

  @Test
  void shouldStopInATargetThatCouldBeLeft() {
    MarkovChain chain = new MarkovChain(new double[][] {{0.9, 0.1}, {0.3, 0.7}});
    assertThat(chain.stoppedIn(states(1)).findMeanTime(0).orElseThrow())
        .isCloseTo(10, within(1e-9));
    assertThat(chain.stoppedIn(states(0, 1)).findMeanTime(0)).contains(0.0);
    assertThat(chain.stoppedIn(states(0, 1)).fundamental()).isEmpty();
  }

  @Test
  void shouldTellLongStaysFromEndlessOnes() {
    double leave = 1e-20;
    MarkovChain chain =
        new MarkovChain(new double[][] {{0.5, 0.5 - leave, leave}, {0.5, 0.5, 0}, {0, 0, 1}});
    // Both states are equally often come into, and the first is left for the third at 1e-20.
    assertThat(chain.stoppedIn(states(2)).findMeanTime(0).orElseThrow())
        .isCloseTo(2e20, within(1e8));
    double[] shares =
        new MarkovChain(new double[][] {{1 - leave, leave}, {3 * leave, 1 - 3 * leave}})
            .findStationary()
            .orElseThrow();
    assertThat(shares).containsExactly(new double[] {0.75, 0.25}, within(1e-12));
    assertThat(new MarkovChain(Matrices.identity(2)).stoppedIn(states(1)).findMeanTime(0))
        .isEmpty();
  }

  @Test
  void shouldGiveTheLongRunSharesOfACycleAndOfAChainWithAWayIn() {
    double[][] cycle = {{0, 1}, {1, 0}};
    assertThat(new MarkovChain(cycle).findStationary().orElseThrow())
        .containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    double[][] wayIn = {{0.5, 0.25, 0.25}, {0, 0.4, 0.6}, {0, 0.2, 0.8}};
    assertThat(new MarkovChain(wayIn).findStationary().orElseThrow())
        .containsExactly(new double[] {0, 0.25, 0.75}, within(1e-12));
    assertThat(new MarkovChain(Matrices.identity(3)).findStationary()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoChain() {
    assertThatThrownBy(() -> new MarkovChain(new double[][] {{0.5, 0.4}, {0, 1}}))
        .hasMessageContaining("[0.5, 0.4]");
    assertThatThrownBy(() -> new MarkovChain(new double[][] {{1.5, -0.5}, {0, 1}}))
        .hasMessageContaining("-0.5");
    assertThatThrownBy(() -> new MarkovChain(new double[][] {{1, 0}}))
        .hasMessageContaining("1 by 2");
    assertThatThrownBy(() -> fiveStates.stoppedIn(states(5))).hasMessageContaining("[5]");
    assertThatThrownBy(() -> fiveStates.stoppedIn(states())).hasMessageContaining("[]");
    assertThatThrownBy(() -> stopped.absorptionProbability(1, 2)).hasMessageContaining("2");
  }

  @Test
  void shouldAgreeWithSimulatedWalks() {
    double[][] matrix = {{0.5, 0.3, 0.2}, {0.3, 0.5, 0.2}, {0.1, 0.1, 0.8}};
    AbsorbingChain chain = new MarkovChain(matrix).stoppedIn(states(2));
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1955L);
    int walks = 40_000;
    double steps = 0;
    double visits = 0;
    for (int walk = 0; walk < walks; walk++) {
      int state = 0;
      while (state != 2) {
        double u = random.nextDouble();
        state = u < matrix[state][0] ? 0 : u < matrix[state][0] + matrix[state][1] ? 1 : 2;
        steps++;
        visits += state == 1 ? 1 : 0;
      }
    }
    // The chance to leave is 0.2 at either state: 5 steps with standard deviation 4.5.
    assertThat(steps / walks).isCloseTo(5, within(4 * 4.5 / Math.sqrt(walks)));
    assertThat(chain.findMeanTime(0).orElseThrow()).isCloseTo(5, within(1e-12));
    assertThat(visits / walks).isCloseTo(chain.meanVisits()[0][1], within(0.07));
  }

  @Property(tries = 100)
  void shouldFulfilTheEquationsOfAStep(
      @ForAll @Size(16) List<@DoubleRange(min = 0, max = 1) Double> cells,
      @ForAll @IntRange(min = 0, max = 3) int target) {
    double[][] matrix = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        // Some moves never happen.
        matrix[i][j] = Math.max(0, cells.get(4 * i + j) - 0.4);
      }
      double all = Matrices.sum(matrix[i]);
      matrix[i][i] += all == 0 ? 1 : 0;
      for (int j = 0; j < 4 && all > 0; j++) {
        matrix[i][j] /= all;
      }
    }
    MarkovChain chain = new MarkovChain(matrix);
    AbsorbingChain stopping = chain.stoppedIn(states(target));
    for (int i = 0; i < 4; i++) {
      if (i == target) {
        continue;
      }
      double chance = 0;
      double time = 1;
      for (int j = 0; j < 4; j++) {
        chance += matrix[i][j] * stopping.hittingProbability(j);
        time +=
            matrix[i][j] == 0
                ? 0
                : matrix[i][j] * stopping.findMeanTime(j).orElse(Double.POSITIVE_INFINITY);
      }
      assertThat(stopping.hittingProbability(i)).isCloseTo(chance, within(1e-9));
      if (stopping.findMeanTime(i).isPresent()) {
        double mean = stopping.findMeanTime(i).get();
        assertThat(mean).isCloseTo(time, within(1e-9 * mean));
        assertThat(stopping.hittingProbability(i)).isEqualTo(1);
      } else {
        assertThat(time).isInfinite();
      }
    }
    chain
        .findStationary()
        .ifPresent(
            stationary -> {
              assertThat(Matrices.sum(stationary)).isCloseTo(1, within(1e-9));
              assertThat(Matrices.product(new double[][] {stationary}, matrix)[0])
                  .containsExactly(stationary, within(1e-9));
            });
  }
}
