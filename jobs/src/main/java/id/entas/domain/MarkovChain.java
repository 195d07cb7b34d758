package id.entas.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A Markov chain on a few states whose probabilities are the same at every step (Kemeny and Snell,
 * Finite Markov Chains, 1960; Grinstead and Snell, Introduction to Probability, chapter 11).
 *
 * <p>Its long-run figures say where today's moves would lead if they went on for ever. They mislead
 * where moves depend on how long a household has been in its tier: then stays are both shorter and
 * longer than the chain's, and those who left come back more often.
 *
 * @param probability chances by state of origin and destination, square, every row summing to 1
 */
public record MarkovChain(double[][] probability) {
  private static final double ROUNDING = 1e-9;

  public MarkovChain {
    probability = Matrices.copy(probability);
    for (double[] row : probability) {
      if (row.length != probability.length) {
        throw new IllegalArgumentException(
            probability.length + " by " + row.length + " probabilities are not square");
      }
      for (double p : row) {
        if (!(p >= 0)) {
          throw new IllegalArgumentException("no probability: " + p);
        }
      }
      if (!(Math.abs(Matrices.sum(row) - 1) <= ROUNDING)) {
        throw new IllegalArgumentException(
            "probabilities that do not sum to 1: " + Arrays.toString(row));
      }
    }
  }

  @Override
  public double[][] probability() {
    return Matrices.copy(probability);
  }

  public int states() {
    return probability.length;
  }

  /**
   * The chain stopped as soon as it is in one of the states, whatever their rows say.
   *
   * @param targets the states, counted from 0, at least one
   */
  public AbsorbingChain stoppedIn(SortedSet<Integer> targets) {
    return new AbsorbingChain(probability, targets);
  }

  /**
   * The chance to be in a state at some step after the start. For the state itself this is the
   * chance to return, which is 1 for an absorbing state.
   *
   * @return chances by state at the start and state hit
   */
  public double[][] hittingProbabilities() {
    double[][] hitting = new double[states()][states()];
    for (int to = 0; to < states(); to++) {
      AbsorbingChain stopped = stoppedIn(new TreeSet<>(List.of(to)));
      for (int from = 0; from < states(); from++) {
        if (from != to) {
          hitting[from][to] = stopped.hittingProbability(from);
        }
      }
      double back = probability[to][to];
      for (int next = 0; next < states(); next++) {
        back += next == to ? 0 : probability[to][next] * hitting[next][to];
      }
      hitting[to][to] = back;
    }
    return hitting;
  }

  /**
   * The distribution that a step leaves as it is: the shares of time spent in each state in the
   * long run, and for a chain without cycles also the distribution that any start tends to. By the
   * elimination of Grassmann, Taksar and Heyman (1985), which never subtracts.
   *
   * @return empty when there are several, because the chain can end in more than one set of states
   *     that it never leaves
   */
  public Optional<double[]> findStationary() {
    boolean[][] reaches = reaches(probability);
    List<Integer> closed =
        IntStream.range(0, states()).filter(i -> alwaysComesBack(reaches, i)).boxed().toList();
    if (!closed.stream().allMatch(i -> reaches[closed.get(0)][i])) {
      return Optional.empty();
    }
    int size = closed.size();
    double[][] moves = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < size; b++) {
        moves[a][b] = probability[closed.get(a)][closed.get(b)];
      }
    }
    for (int s = size - 1; s > 0; s--) {
      double leaves = 0;
      for (int b = 0; b < s; b++) {
        leaves += moves[s][b];
      }
      for (int a = 0; a < s; a++) {
        moves[a][s] /= leaves;
        for (int b = 0; b < s; b++) {
          moves[a][b] += moves[a][s] * moves[s][b];
        }
      }
    }
    double[] visits = new double[size];
    visits[0] = 1;
    for (int s = 1; s < size; s++) {
      for (int a = 0; a < s; a++) {
        visits[s] += visits[a] * moves[a][s];
      }
    }
    double[] stationary = new double[states()];
    for (int s = 0; s < size; s++) {
      stationary[closed.get(s)] = visits[s] / Matrices.sum(visits);
    }
    return Optional.of(stationary);
  }

  private static boolean alwaysComesBack(boolean[][] reaches, int state) {
    for (int j = 0; j < reaches.length; j++) {
      if (reaches[state][j] && !reaches[j][state]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Which states can be reached from which, in any number of steps; each reaches itself in none.
   */
  static boolean[][] reaches(double[][] probability) {
    int size = probability.length;
    boolean[][] reaches = new boolean[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        reaches[i][j] = i == j || probability[i][j] > 0;
      }
    }
    for (int through = 0; through < size; through++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          reaches[i][j] |= reaches[i][through] && reaches[through][j];
        }
      }
    }
    return reaches;
  }
}
