package id.entas.domain;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A chain of states, one step a year, of which the censuses record a tier: its likelihood and what
 * it makes of the households, by the forward-backward algorithm (Baum, Petrie, Soules and Weiss
 * 1970).
 *
 * <p>A household enters the chain at its first sighting, from a distribution of its own cohort (the
 * households first seen at the same census): those who come onto a list later are poorer than those
 * it began with, so one start for all would be wrong. Years without a sighting have no emission.
 *
 * <p>Both passes run over the tree of beginnings ({@link TierSequences}), not over sequences: the
 * backward messages of all sequences with a common beginning, each weighted by its households over
 * its likelihood, add up, since the recursion is linear. Between two sightings only the few states
 * that can be recorded as the two tiers are gone through, and intervals of several years are taken
 * by powers of the matrix and shared out over their years afterwards, as in {@link
 * AnnualMatrixEstimator}.
 *
 * <p>Likelihoods are not scaled: a history has at most sixteen censuses, and probabilities whose
 * product over so few underflows are none that a likelihood settles on.
 */
final class HiddenChain {
  private final TierSequences sequences;
  private final int tiers;
  private final int states;
  private final int[][] support;
  private final int width;
  private final int[] intervals;
  private final int[] block;
  private final int[] parent;
  private final int[] tier;
  private final int[] cohort;
  private final double[] ends;

  private final double[][] start;
  private final double[][] step;
  private final double[][] emission;
  private final double[][][] firstEmission;
  private final double[][][] power;
  private final double[] chance;
  private final double[] weight;
  private final double[] forward;
  private final double[] backward;

  private final double[][] starts;
  private final double[][] moves;
  private final double[][] records;
  private final double[][][] firstRecords;

  /**
   * @param states states of the chain
   * @param support states that may be recorded as each tier
   */
  HiddenChain(TierSequences sequences, int states, int[][] support) {
    this.sequences = sequences;
    this.tiers = sequences.tiers();
    this.states = states;
    this.support = support;
    this.width = Arrays.stream(support).mapToInt(some -> some.length).max().orElseThrow();
    int nodes = sequences.nodes();
    this.parent = new int[nodes];
    this.tier = new int[nodes];
    this.cohort = new int[nodes];
    this.ends = new double[nodes];
    this.block = new int[nodes];
    TreeSet<Integer> lengths = new TreeSet<>();
    for (int node = 0; node < nodes; node++) {
      if (!sequences.isFirstSighting(node)) {
        lengths.add(sequences.yearsSinceParent(node));
      }
    }
    this.intervals = lengths.stream().mapToInt(Integer::intValue).toArray();
    for (int node = 0; node < nodes; node++) {
      parent[node] = sequences.parent(node);
      tier[node] = sequences.tier(node);
      ends[node] = sequences.ends(node);
      if (sequences.isFirstSighting(node)) {
        cohort[node] = sequences.cohort(node);
      } else {
        int interval = Arrays.binarySearch(intervals, sequences.yearsSinceParent(node));
        block[node] = block(interval, tier[parent[node]], tier[node]);
      }
    }
    this.start = new double[sequences.cohorts()][states];
    this.step = new double[states][states];
    this.emission = new double[states][tiers];
    this.firstEmission = new double[sequences.cohorts()][states][tiers];
    this.power = new double[intervals.length][][];
    this.chance = new double[intervals.length * tiers * tiers * width * width];
    this.weight = new double[chance.length];
    this.forward = new double[nodes * width];
    this.backward = new double[nodes * width];
    this.starts = new double[sequences.cohorts()][states];
    this.moves = new double[states][states];
    this.records = new double[states][tiers];
    this.firstRecords = new double[sequences.cohorts()][states][tiers];
  }

  /** Where the square of chances between the states behind two recorded tiers begins. */
  private int block(int interval, int from, int to) {
    return ((interval * tiers + from) * tiers + to) * width * width;
  }

  TierSequences sequences() {
    return sequences;
  }

  int states() {
    return states;
  }

  /** Chances of the state at the first sighting, by cohort; to be filled in before a pass. */
  double[][] start() {
    return start;
  }

  /** Chances of a year's moves; to be filled in before a pass. */
  double[][] step() {
    return step;
  }

  /**
   * Chances of the tier recorded in each state, but for the first sighting; to be filled in before
   * a pass.
   */
  double[][] emission() {
    return emission;
  }

  /** The same for the first sighting, by cohort. */
  double[][][] firstEmission() {
    return firstEmission;
  }

  /** Households of each cohort expected to have started in each state, after a pass. */
  double[][] expectedStarts() {
    return starts;
  }

  /** Household-years expected between each two states, after a pass. */
  double[][] expectedMoves() {
    return moves;
  }

  /** Sightings expected of each state as each tier, but for the first one, after a pass. */
  double[][] expectedRecords() {
    return records;
  }

  /** The same for the first sighting, by cohort. */
  double[][][] expectedFirstRecords() {
    return firstRecords;
  }

  /**
   * Goes through all sequences forward and backward.
   *
   * @return the logarithm of the likelihood, without the multinomial constant
   */
  double pass() {
    fillChances();
    goForward();
    double logLikelihood = goBackward();
    collectMoves();
    return logLikelihood;
  }

  /** The likelihood of each beginning of a sequence, by a forward pass alone. */
  double[] likelihoods() {
    fillChances();
    goForward();
    double[] likelihoods = new double[parent.length];
    for (int i = 0; i < forward.length; i++) {
      likelihoods[i / width] += forward[i];
    }
    return likelihoods;
  }

  /** The chances of moves over so many years, an interval that occurs in the sequences. */
  double[][] over(int years) {
    return power[Arrays.binarySearch(intervals, years)];
  }

  private void fillChances() {
    TreeMap<Integer, double[][]> powers = new TreeMap<>();
    powers.put(1, step);
    for (int g = 0; g < intervals.length; g++) {
      int before = powers.floorKey(intervals[g]);
      double[][] product = powers.get(before);
      for (int years = before; years < intervals[g]; years++) {
        product = Matrices.product(product, step);
      }
      powers.put(intervals[g], product);
      power[g] = product;
      for (int from = 0; from < tiers; from++) {
        for (int to = 0; to < tiers; to++) {
          int at = block(g, from, to);
          for (int a = 0; a < support[from].length; a++) {
            for (int b = 0; b < support[to].length; b++) {
              int state = support[to][b];
              chance[at + a * width + b] = product[support[from][a]][state] * emission[state][to];
            }
          }
        }
      }
    }
  }

  private void goForward() {
    Arrays.fill(forward, 0);
    for (int node = 0; node < parent.length; node++) {
      int here = node * width;
      if (parent[node] < 0) {
        int[] behind = support[tier[node]];
        for (int a = 0; a < behind.length; a++) {
          forward[here + a] =
              start[cohort[node]][behind[a]] * firstEmission[cohort[node]][behind[a]][tier[node]];
        }
      } else {
        int before = parent[node] * width;
        int at = block[node];
        for (int a = 0; a < width; a++) {
          double mass = forward[before + a];
          for (int b = 0; b < width; b++) {
            forward[here + b] += mass * chance[at + a * width + b];
          }
        }
      }
    }
  }

  private double goBackward() {
    Arrays.fill(backward, 0);
    Arrays.fill(weight, 0);
    clear(starts);
    clear(records);
    for (double[][] cohortRecords : firstRecords) {
      clear(cohortRecords);
    }
    double logLikelihood = 0;
    for (int node = parent.length - 1; node >= 0; node--) {
      int here = node * width;
      if (ends[node] > 0) {
        double likelihood = 0;
        for (int a = 0; a < width; a++) {
          likelihood += forward[here + a];
        }
        logLikelihood += ends[node] * Math.log(likelihood);
        for (int a = 0; a < width; a++) {
          backward[here + a] += ends[node] / likelihood;
        }
      }
      int[] behind = support[tier[node]];
      for (int a = 0; a < behind.length; a++) {
        double households = forward[here + a] * backward[here + a];
        if (parent[node] < 0) {
          starts[cohort[node]][behind[a]] += households;
          firstRecords[cohort[node]][behind[a]][tier[node]] += households;
        } else {
          records[behind[a]][tier[node]] += households;
        }
      }
      if (parent[node] >= 0) {
        int before = parent[node] * width;
        int at = block[node];
        for (int a = 0; a < width; a++) {
          double mass = forward[before + a];
          double message = 0;
          for (int b = 0; b < width; b++) {
            weight[at + a * width + b] += mass * backward[here + b];
            message += chance[at + a * width + b] * backward[here + b];
          }
          backward[before + a] += message;
        }
      }
    }
    return logLikelihood;
  }

  private void collectMoves() {
    clear(moves);
    for (int g = 0; g < intervals.length; g++) {
      double[][] ratio = new double[states][states];
      for (int from = 0; from < tiers; from++) {
        for (int to = 0; to < tiers; to++) {
          int at = block(g, from, to);
          for (int a = 0; a < support[from].length; a++) {
            for (int b = 0; b < support[to].length; b++) {
              int state = support[to][b];
              ratio[support[from][a]][state] += weight[at + a * width + b] * emission[state][to];
            }
          }
        }
      }
      shareOut(intervals[g], ratio);
    }
  }

  /** The moves of each year of an interval: before[a] · step[a][b] · after[b], over all paths. */
  private void shareOut(int years, double[][] ratio) {
    double[][] transposed = Matrices.transposed(step);
    double[][][] after = new double[years][][];
    after[0] = ratio;
    for (int t = 1; t < years; t++) {
      after[t] = Matrices.product(after[t - 1], transposed);
    }
    double[][] sum = after[0];
    for (int t = 1; t < years; t++) {
      // Horner's scheme of the sum over t of (stepᵀ)^(years - 1 - t) · ratio · (stepᵀ)^t.
      sum = Matrices.product(transposed, sum);
      for (int a = 0; a < states; a++) {
        for (int b = 0; b < states; b++) {
          sum[a][b] += after[t][a][b];
        }
      }
    }
    for (int a = 0; a < states; a++) {
      for (int b = 0; b < states; b++) {
        moves[a][b] += step[a][b] * sum[a][b];
      }
    }
  }

  private static void clear(double[][] table) {
    for (double[] row : table) {
      Arrays.fill(row, 0);
    }
  }
}
