package id.entas.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Households seen at all censuses, grouped by their sequence, beside what a chain expects of them.
 *
 * <p>The tree of all possible sequences is gone down only where five households or more are
 * expected: everything below is of the group of rare sequences anyway. So the work grows with the
 * households, not with the number of tiers to the power of the censuses.
 */
final class SequenceGroups {
  private static final double LEAST_EXPECTED = 5;

  /**
   * @param expected households expected, by the tier first recorded
   * @param gradient change of their sum in each direction of the parameters
   */
  private record Group(double observed, double[] expected, double[] gradient) {
    double all() {
      return Matrices.sum(expected);
    }

    Group with(Group other) {
      return new Group(
          observed + other.observed,
          sum(expected, other.expected, 1),
          sum(gradient, other.gradient, 1));
    }
  }

  private final HiddenChain chain;
  private final TierSequences sequences;
  private final Scores scores;
  private final int[] years;
  private final long[] started;
  private final List<Group> groups = new ArrayList<>();
  private Group rare;
  private int first;

  private SequenceGroups(HiddenChain chain, Scores scores) {
    this.chain = chain;
    this.sequences = chain.sequences();
    this.scores = scores;
    this.years = sequences.years();
    this.started = new long[sequences.tiers()];
    this.rare = new Group(0, new double[sequences.tiers()], new double[scores.directions()]);
  }

  /** Compares a fitted chain with the sequences that it was fitted to. */
  static GoodnessOfFit fit(ChainFamily family, double[] parameters) {
    SequenceGroups groups = new SequenceGroups(family.chain(), Scores.of(family, parameters));
    for (int node = 0; node < groups.sequences.nodes(); node++) {
      if (groups.sequences.isFromFirstCensus(node) && groups.sequences.seenAlways(node) > 0) {
        groups.begin(node);
      }
    }
    groups.joinRare();
    return groups.result();
  }

  private static double[] sum(double[] left, double[] right, double factor) {
    double[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * right[i];
    }
    return sum;
  }

  private void begin(int node) {
    int tier = sequences.tier(node);
    int cohort = sequences.cohort(node);
    first = node;
    started[tier] = sequences.seenAlways(node);
    double[] expected = new double[chain.states()];
    for (int state = 0; state < expected.length; state++) {
      expected[state] = chain.start()[cohort][state] * chain.firstEmission()[cohort][state][tier];
    }
    double all = Matrices.sum(expected);
    for (int state = 0; state < expected.length; state++) {
      expected[state] *= started[tier] / all;
    }
    descend(node, 0, expected);
  }

  /**
   * @param node the sequences' beginning up to a census, or none if no household has it
   * @param expected households expected to begin like this, by state at that census
   */
  private void descend(int node, int census, double[] expected) {
    double all = Matrices.sum(expected);
    if (all < LEAST_EXPECTED) {
      double[] byFirst = new double[sequences.tiers()];
      byFirst[sequences.tier(first)] = all;
      // In a direction the rare sequences lose what the others gain, which add() takes off.
      rare =
          rare.with(
              new Group(sequences.seenAlways(node), byFirst, new double[scores.directions()]));
    } else if (census == years.length - 1) {
      add(node, all);
    } else {
      double[][] move = chain.over(years[census + 1] - years[census]);
      for (int tier = 0; tier < sequences.tiers(); tier++) {
        double[] next = new double[expected.length];
        for (int to = 0; to < next.length; to++) {
          double recorded = chain.emission()[to][tier];
          for (int from = 0; from < expected.length && recorded > 0; from++) {
            next[to] += expected[from] * move[from][to] * recorded;
          }
        }
        descend(sequences.atNextCensus(node, tier), census + 1, next);
      }
    }
  }

  private void add(int node, double all) {
    double[] byFirst = new double[sequences.tiers()];
    byFirst[sequences.tier(first)] = all;
    double[] gradient = new double[scores.directions()];
    // A sequence that nobody has, though five are expected, has no scores. There are few.
    if (sequences.seenAlways(node) > 0) {
      gradient = sum(gradient, scores.ofRest(node, first), all);
    }
    groups.add(new Group(sequences.seenAlways(node), byFirst, gradient));
    rare = new Group(rare.observed(), rare.expected(), sum(rare.gradient(), gradient, -1));
  }

  /** Rare sequences that together are rare join the group of which fewest are expected. */
  private void joinRare() {
    if (rare.observed() == 0 && rare.all() == 0) {
      return;
    }
    if (rare.all() < LEAST_EXPECTED && !groups.isEmpty()) {
      int least = 0;
      for (int g = 1; g < groups.size(); g++) {
        least = groups.get(g).all() < groups.get(least).all() ? g : least;
      }
      rare = rare.with(groups.remove(least));
    }
    groups.add(rare);
  }

  private GoodnessOfFit result() {
    double pearson = 0;
    double likelihoodRatio = 0;
    double misplaced = 0;
    double freedom = 0;
    for (Group group : groups) {
      double expected = group.all();
      double off = group.observed() - expected;
      pearson += off * off / expected;
      misplaced += Math.abs(off) / 2;
      if (group.observed() > 0) {
        likelihoodRatio += 2 * group.observed() * Math.log(group.observed() / expected);
      }
      // Variance of observed less expected over expected: that of a multinomial count for each
      // first tier, less what fitting the parameters to the same households takes away.
      double variance = expected - scores.variance(group.gradient());
      for (int tier = 0; tier < started.length; tier++) {
        double some = group.expected()[tier];
        variance -= some > 0 ? some * some / started[tier] : 0;
      }
      freedom += variance / expected;
    }
    long households = 0;
    for (long some : started) {
      households += some;
    }
    return new GoodnessOfFit(
        households,
        groups.size(),
        pearson,
        likelihoodRatio,
        Math.max(freedom, 0),
        Math.min(misplaced, households));
  }
}
