package id.entas.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The most likely one-year matrix behind flows over intervals of any length, by the EM algorithm.
 *
 * <p>An interval of several years says nothing directly about single years: counting it as one year
 * would make every tier look less stable than it is. The E-step adds up, over all paths through the
 * unseen years that join the observed ends, the moves expected in each year (Craig and Sendi 2002).
 * A household known only to have ended in a set of states counts as each of them in proportion to
 * its probability (Dempster, Laird and Rubin 1977). The M-step is then a plain proportion, expected
 * moves from i to j by expected household-years in i, so flows over single years without censored
 * ends give exactly n_ij / n_i.
 *
 * <p>EM crawls where much is unseen, as over three years, so every second step is tried from a
 * point extrapolated along the last two (SQUAREM, Varadhan and Roland 2008), which is kept only if
 * it is more likely. The likelihood never falls.
 *
 * <p>Assumes that all years have one matrix and that the moves of a household depend on its state
 * alone. It misleads where years differ much (see {@link RowDispersion}), and where long intervals
 * alone were seen: several one-year matrices may then explain them almost as well ({@link
 * MatrixInformation} tells).
 */
public final class AnnualMatrixEstimator {
  private static final int MOST_ITERATIONS = 20_000;
  private static final double SETTLED = 1e-12;

  /** Steps before the first is extrapolated: the first ones are large and point elsewhere. */
  private static final int PLAIN_ITERATIONS = 10;

  private final boolean[][] allowed;

  /**
   * @param allowed destinations that each state may reach within one year; a state that reaches
   *     only itself is absorbing
   */
  public AnnualMatrixEstimator(boolean[][] allowed) {
    this.allowed = new boolean[allowed.length][];
    for (int i = 0; i < allowed.length; i++) {
      if (allowed[i].length != allowed.length) {
        throw new IllegalArgumentException(
            "a mask of " + allowed.length + " by " + allowed[i].length + " states is not square");
      }
      this.allowed[i] = allowed[i].clone();
    }
  }

  /** An estimator over tiers alone, every one reachable from every other. */
  public static AnnualMatrixEstimator ofTiers(int tiers) {
    boolean[][] allowed = new boolean[tiers][tiers];
    for (boolean[] row : allowed) {
      Arrays.fill(row, true);
    }
    return new AnnualMatrixEstimator(allowed);
  }

  /**
   * An estimator over the tiers, ABSENT and GONE, in this order. GONE is absorbing, every other
   * move is allowed.
   */
  public static AnnualMatrixEstimator ofTiersAbsentGone(int tiers) {
    return new AnnualMatrixEstimator(withAbsorbingGone(tiers));
  }

  /**
   * The same for flows as {@link AnnualFlows} has them: nobody hears of an absent household that it
   * is gone, so ABSENT leads to GONE by way of a tier alone.
   */
  static AnnualMatrixEstimator ofFlows(int tiers) {
    boolean[][] allowed = withAbsorbingGone(tiers);
    allowed[tiers][tiers + 1] = false;
    return new AnnualMatrixEstimator(allowed);
  }

  private static boolean[][] withAbsorbingGone(int tiers) {
    int states = tiers + 2;
    boolean[][] allowed = new boolean[states][states];
    for (int i = 0; i < states - 1; i++) {
      Arrays.fill(allowed[i], true);
    }
    allowed[states - 1][states - 1] = true;
    return allowed;
  }

  /**
   * Estimates the matrix.
   *
   * @param observations flows by length of interval; several of one length add up
   * @throws IllegalArgumentException if a household made a move that the mask does not allow
   */
  public AnnualMatrix estimate(List<IntervalCounts> observations) {
    return estimate(observations, MOST_ITERATIONS);
  }

  AnnualMatrix estimate(List<IntervalCounts> observations, int mostIterations) {
    for (IntervalCounts some : observations) {
      if (some.counts().length != allowed.length) {
        throw new IllegalArgumentException(
            some.counts().length + " states in counts, " + allowed.length + " in the mask");
      }
    }
    List<IntervalCounts> merged = merged(observations);
    double[][] matrix = start();
    int iteration = 0;
    boolean converged = false;
    Expectation expectation = expect(matrix, merged);
    double[][] before = null;
    while (!converged && iteration < mostIterations) {
      iteration++;
      double[][] next = maximise(expectation.moves(), matrix);
      converged = change(matrix, next) < SETTLED;
      Expectation reached = expect(next, merged);
      if (!converged && iteration >= PLAIN_ITERATIONS && iteration % 2 == 0) {
        Optional<double[][]> ahead = findExtrapolated(before, matrix, next);
        if (ahead.isPresent()) {
          Expectation tried = expect(ahead.get(), merged);
          if (tried.logLikelihood() > reached.logLikelihood()) {
            next = ahead.get();
            reached = tried;
          }
        }
      }
      before = matrix;
      matrix = next;
      expectation = reached;
    }
    double[][] probability = Matrices.copy(matrix);
    for (int i = 0; i < probability.length; i++) {
      if (Matrices.sum(expectation.moves()[i]) == 0 && destinations(i) > 1) {
        probability[i] = new double[probability.length];
      }
    }
    return new AnnualMatrix(
        probability, expectation.moves(), expectation.logLikelihood(), iteration, converged);
  }

  /** Flows of one length together: they enter the likelihood only as their sum. */
  private static List<IntervalCounts> merged(List<IntervalCounts> observations) {
    Map<Integer, List<IntervalCounts>> byLength = new TreeMap<>();
    observations.forEach(
        some -> byLength.computeIfAbsent(some.years(), any -> new ArrayList<>()).add(some));
    List<IntervalCounts> merged = new ArrayList<>();
    byLength.forEach(
        (years, same) -> {
          double[][] sum = new double[same.get(0).counts().length][same.get(0).counts().length];
          Map<List<Object>, CensoredCount> censored = new LinkedHashMap<>();
          for (IntervalCounts some : same) {
            double[][] counts = some.counts();
            for (int i = 0; i < sum.length; i++) {
              for (int j = 0; j < sum.length; j++) {
                sum[i][j] += counts[i][j];
              }
            }
            for (CensoredCount one : some.censored()) {
              censored.merge(
                  List.of(one.from(), Arrays.toString(one.within())),
                  one,
                  (a, b) ->
                      new CensoredCount(a.from(), a.within(), a.households() + b.households()));
            }
          }
          merged.add(new IntervalCounts(years, sum, List.copyOf(censored.values())));
        });
    return merged;
  }

  private static double change(double[][] one, double[][] other) {
    double change = 0;
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < one.length; j++) {
        change = Math.max(change, Math.abs(other[i][j] - one[i][j]));
      }
    }
    return change;
  }

  /**
   * The point that three successive steps of EM point at: rows still sum to one, as every step is a
   * difference of rows that do.
   *
   * @return empty where the steps point nowhere, or to probabilities that are not positive where
   *     the last step's are
   */
  private static Optional<double[][]> findExtrapolated(
      double[][] first, double[][] second, double[][] third) {
    double steps = 0;
    double bends = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first.length; j++) {
        double step = second[i][j] - first[i][j];
        double bend = third[i][j] - second[i][j] - step;
        steps += step * step;
        bends += bend * bend;
      }
    }
    if (bends == 0) {
      return Optional.empty();
    }
    double length = Math.sqrt(steps / bends);
    double[][] ahead = new double[first.length][first.length];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first.length; j++) {
        double step = second[i][j] - first[i][j];
        double bend = third[i][j] - second[i][j] - step;
        ahead[i][j] = first[i][j] + 2 * length * step + length * length * bend;
        if (third[i][j] > 0 ? !(ahead[i][j] > 0) : ahead[i][j] != 0) {
          return Optional.empty();
        }
      }
      double sum = Matrices.sum(ahead[i]);
      for (int j = 0; j < first.length; j++) {
        ahead[i][j] /= sum;
      }
    }
    return Optional.of(ahead);
  }

  /**
   * Half stay, the others go anywhere. EM never leaves a zero, so it may start at none that is not
   * certain. And a matrix over two years has several roots, of which the start chooses one: that of
   * households that mostly stay, and not of those that change places every year.
   */
  private double[][] start() {
    double[][] start = new double[allowed.length][allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      double stay = allowed[i][i] ? 0.5 : 0;
      for (int j = 0; j < allowed.length; j++) {
        start[i][j] = (allowed[i][j] ? (1 - stay) / destinations(i) : 0) + (i == j ? stay : 0);
      }
    }
    return start;
  }

  private int destinations(int from) {
    int destinations = 0;
    for (boolean may : allowed[from]) {
      destinations += may ? 1 : 0;
    }
    return destinations;
  }

  private static double[][] maximise(double[][] moves, double[][] before) {
    double[][] matrix = new double[moves.length][moves.length];
    for (int i = 0; i < moves.length; i++) {
      double all = Matrices.sum(moves[i]);
      for (int j = 0; j < moves.length; j++) {
        matrix[i][j] = all > 0 ? moves[i][j] / all : before[i][j];
      }
    }
    return matrix;
  }

  /** One-year moves expected under a matrix, and the likelihood of the observations under it. */
  record Expectation(double[][] moves, double logLikelihood) {}

  static Expectation expect(double[][] matrix, List<IntervalCounts> observations) {
    int states = matrix.length;
    double[][] moves = new double[states][states];
    double logLikelihood = 0;
    for (IntervalCounts some : observations) {
      int years = some.years();
      double[][][] power = new double[years + 1][][];
      power[0] = Matrices.identity(states);
      for (int t = 1; t <= years; t++) {
        power[t] = Matrices.product(power[t - 1], matrix);
      }
      double[][] over = power[years];
      double[][] counts = some.counts();
      double[][] weight = new double[states][states];
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          if (counts[i][j] > 0) {
            possible(over[i][j], counts[i][j], i, years);
            weight[i][j] = counts[i][j] / over[i][j];
            logLikelihood += counts[i][j] * Math.log(over[i][j]);
          }
        }
      }
      for (CensoredCount censored : some.censored()) {
        if (censored.households() > 0) {
          boolean[] within = censored.within();
          int i = censored.from();
          double chance = 0;
          for (int j = 0; j < states; j++) {
            chance += within[j] ? over[i][j] : 0;
          }
          possible(chance, censored.households(), i, years);
          for (int j = 0; j < states; j++) {
            weight[i][j] += within[j] ? censored.households() / chance : 0;
          }
          logLikelihood += censored.households() * Math.log(chance);
        }
      }
      for (int t = 0; t < years; t++) {
        // Paths that are in a after t years and in b one year later: before[a] · P[a][b] ·
        // after[b].
        double[][] joined =
            Matrices.product(
                Matrices.product(Matrices.transposed(power[t]), weight),
                Matrices.transposed(power[years - 1 - t]));
        for (int a = 0; a < states; a++) {
          for (int b = 0; b < states; b++) {
            moves[a][b] += matrix[a][b] * joined[a][b];
          }
        }
      }
    }
    return new Expectation(moves, logLikelihood);
  }

  private static void possible(double chance, double households, int from, int years) {
    if (!(chance > 0)) {
      throw new IllegalArgumentException(
          households
              + " households left state "
              + from
              + " over "
              + years
              + " years by moves that the mask does not allow");
    }
  }
}
