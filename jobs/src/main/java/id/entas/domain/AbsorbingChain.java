package id.entas.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A Markov chain that stops as soon as it is in one of its target states: whether it gets there,
 * where, when, and what it passes on the way.
 *
 * <p>The states from which a target can be reached are those it passes through, Q being the chances
 * among them. All figures come from the fundamental matrix N = (I - Q)^-1, the expected number of
 * steps at which the chain is in each of them, the start included (Kemeny and Snell 1960, chapter
 * 3). From a state that may lead to where no target can be reached, the mean time is infinite and
 * not given.
 */
public final class AbsorbingChain {
  private final double[][] probability;
  private final SortedSet<Integer> targets;
  private final boolean[][] reaches;
  private final List<Integer> passing;
  private final double[][] fundamental;

  AbsorbingChain(double[][] probability, SortedSet<Integer> targets) {
    if (targets.isEmpty() || targets.first() < 0 || targets.last() >= probability.length) {
      throw new IllegalArgumentException(
          "targets " + targets + " of " + probability.length + " states");
    }
    this.targets = new TreeSet<>(targets);
    this.probability = Matrices.copy(probability);
    for (int target : targets) {
      this.probability[target] = new double[probability.length];
      this.probability[target][target] = 1;
    }
    this.reaches = MarkovChain.reaches(this.probability);
    this.passing = new ArrayList<>();
    for (int i = 0; i < probability.length; i++) {
      if (!targets.contains(i) && reachesTarget(i)) {
        passing.add(i);
      }
    }
    this.fundamental = invert();
  }

  /**
   * (I - Q)^-1 by an elimination that never subtracts (Grassmann, Taksar and Heyman 1985): the
   * chance to leave a state is a sum of those to go elsewhere, not 1 less the chance to stay, so
   * that stays of 1e20 steps keep all their digits.
   */
  private double[][] invert() {
    int size = passing.size();
    double[][] moves = new double[size][size];
    double[] stops = new double[size];
    for (int a = 0; a < size; a++) {
      for (int j = 0; j < probability.length; j++) {
        int b = passing.indexOf(j);
        if (b < 0) {
          stops[a] += probability[passing.get(a)][j];
        } else {
          moves[a][b] = probability[passing.get(a)][j];
        }
      }
    }
    double[][] inverse = Matrices.identity(size);
    double[] leaves = new double[size];
    for (int s = 0; s < size; s++) {
      leaves[s] = stops[s];
      for (int b = s + 1; b < size; b++) {
        leaves[s] += moves[s][b];
      }
      for (int a = s + 1; a < size; a++) {
        double through = moves[a][s] / leaves[s];
        stops[a] += through * stops[s];
        for (int b = 0; b < size; b++) {
          moves[a][b] += b > s ? through * moves[s][b] : 0;
          inverse[a][b] += through * inverse[s][b];
        }
      }
    }
    for (int s = size - 1; s >= 0; s--) {
      for (int b = 0; b < size; b++) {
        for (int later = s + 1; later < size; later++) {
          inverse[s][b] += moves[s][later] * inverse[later][b];
        }
        inverse[s][b] /= leaves[s];
      }
    }
    return inverse;
  }

  /** The states that are no target and from which one can be reached, in order. */
  public List<Integer> passingStates() {
    return List.copyOf(passing);
  }

  /**
   * Expected number of steps at which the chain, started in one passing state, is in another, the
   * start included; rows and columns in the order of {@link #passingStates}.
   */
  public double[][] fundamental() {
    return Matrices.copy(fundamental);
  }

  /**
   * The same without the start: how often a passing state is come into.
   *
   * @return visits by place in {@link #passingStates} of the start and of the state visited
   */
  public double[][] meanVisits() {
    double[][] visits = Matrices.copy(fundamental);
    for (int a = 0; a < visits.length; a++) {
      visits[a][a] -= 1;
    }
    return visits;
  }

  /**
   * The chance that the chain stops in this target.
   *
   * @param from state at the start; a target stops at once, in itself
   * @param target one of the targets
   */
  public double absorptionProbability(int from, int target) {
    if (!targets.contains(target)) {
      throw new IllegalArgumentException(target + " is none of the targets " + targets);
    }
    int row = passing.indexOf(from);
    if (row < 0) {
      return from == target ? 1 : 0;
    }
    double chance = 0;
    for (int b = 0; b < passing.size(); b++) {
      chance += fundamental[row][b] * probability[passing.get(b)][target];
    }
    return Math.min(1, chance);
  }

  /** The chance that the chain ever stops, 1 at a target. */
  public double hittingProbability(int from) {
    if (stopsSurely(from)) {
      return 1;
    }
    double chance = 0;
    for (int target : targets) {
      chance += absorptionProbability(from, target);
    }
    return Math.min(1, chance);
  }

  /**
   * The expected number of steps until the chain stops, 0 at a target.
   *
   * @return empty when it may never stop
   */
  public Optional<Double> findMeanTime(int from) {
    if (!stopsSurely(from)) {
      return Optional.empty();
    }
    int row = passing.indexOf(from);
    return Optional.of(row < 0 ? 0 : Matrices.sum(fundamental[row]));
  }

  /** Whether a target can still be reached from wherever the chain may go. */
  private boolean stopsSurely(int from) {
    for (int j = 0; j < probability.length; j++) {
      if (reaches[from][j] && !reachesTarget(j)) {
        return false;
      }
    }
    return true;
  }

  private boolean reachesTarget(int from) {
    return targets.stream().anyMatch(target -> reaches[from][target]);
  }
}
