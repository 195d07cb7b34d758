package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ChainFitTest {
  private static final TierSequences NOISY =
      Panels.sequences(
          Panels.draw(
              Panels.Truth.ofChain(2008, 2009, 2010, 2012).misrecording(.05).missing(.1), 4000, 2));

  private static List<ChainFamily> families(TierSequences sequences) {
    List<ChainFamily> families = new ArrayList<>();
    families.add(LatentFamily.assuming(sequences, 0));
    families.add(LatentFamily.assuming(sequences, 0.1));
    families.add(LatentFamily.estimating(sequences));
    families.add(MoverStayerFamily.of(sequences));
    return families;
  }

  private static double[] guess(ChainFamily family, long seed) {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(seed, "guess"));
    return family.guess(random);
  }

  private static void assertProbabilities(ChainFamily family, double[] parameters) {
    int at = 0;
    for (int row : family.rows()) {
      double all = 0;
      for (int i = at; i < at + row; i++) {
        assertThat(parameters[i]).isBetween(0.0, 1.0 + 1e-12);
        all += parameters[i];
      }
      assertThat(all).isCloseTo(1, within(1e-12));
      at += row;
    }
    assertThat(at).isEqualTo(parameters.length);
  }

  @Test
  void shouldSettleInFarFewerPassesThanPlainEm() {
    ChainFit fit = ChainFit.best(LatentFamily.estimating(NOISY), 1, 1);

    assertThat(fit.converged()).isTrue();
    // Plain EM takes 164 passes here, and with the extrapolation it takes 33.
    assertThat(fit.passes()).isLessThan(60);
  }

  /** Histories of any shape: 2 to 10 tiers, up to five censuses, gaps, few households. */
  private static TierSequences anything(long seed, int tiers) {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(seed, "anything"));
    List<History> histories = new ArrayList<>();
    histories.add(Panels.history("2008=1 2009=2 2010=1", 1));
    int sorts = 1 + random.nextInt(30);
    for (int h = 0; h < sorts; h++) {
      StringBuilder text = new StringBuilder();
      for (int year : new int[] {2008, 2009, 2010, 2013, 2014}) {
        if (random.nextDouble() < 0.7) {
          text.append(text.length() == 0 ? "" : " ")
              .append(year)
              .append('=')
              .append(1 + random.nextInt(tiers));
        }
      }
      if (text.length() > 0) {
        histories.add(Panels.history(text.toString(), 1 + random.nextInt(50)));
      }
    }
    return TierSequences.of(histories, tiers);
  }

  @Property(tries = 15)
  void shouldNeverLoseLikelihoodByAStepOfEm(
      @ForAll @IntRange int seed, @ForAll @IntRange(min = 2, max = 10) int tiers) {
    for (ChainFamily family : families(anything(seed, tiers))) {
      double[] parameters = guess(family, seed);
      assertProbabilities(family, parameters);
      double before = family.pass(parameters);
      for (int step = 0; step < 15; step++) {
        parameters = family.improved(parameters);
        double after = family.pass(parameters);
        assertThat(after).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
        before = after;
      }
      assertProbabilities(family, parameters);
    }
  }

  @Property(tries = 8)
  void shouldNeverLoseLikelihoodWhereItExtrapolates(
      @ForAll @IntRange int seed, @ForAll @IntRange(min = 2, max = 10) int tiers) {
    for (ChainFamily family : families(anything(seed, tiers))) {
      double[] from = guess(family, seed);
      double before = Double.NEGATIVE_INFINITY;
      for (int most = 1; most <= 40; most += 3) {
        ChainFit fit = ChainFit.climb(family, from, 0, most);
        assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-9 * Math.abs(before));
        assertThat(fit.logLikelihood())
            .isCloseTo(family.pass(fit.parameters()), within(1e-9 * Math.abs(fit.logLikelihood())));
        assertProbabilities(family, fit.parameters());
        before = fit.logLikelihood();
      }
    }
  }

  @Test
  void shouldEndWhereEmWithoutExtrapolationEndsInFewerPasses() {
    for (ChainFamily family : families(NOISY)) {
      ChainFit fit = ChainFit.climb(family, guess(family, 3), 1e-8, 4000);
      double[] parameters = guess(family, 3);
      double[] before = parameters.clone();
      int steps = 0;
      double change = 1;
      while (change > 1e-9 && steps < 20_000) {
        family.pass(parameters);
        parameters = family.improved(parameters);
        change = 0;
        for (int i = 0; i < parameters.length; i++) {
          change = Math.max(change, Math.abs(parameters[i] - before[i]));
        }
        before = parameters.clone();
        steps++;
      }
      assertThat(fit.converged()).isTrue();
      assertThat(fit.logLikelihood()).isCloseTo(family.pass(parameters), within(1e-4));
      assertThat(fit.parameters()).containsExactly(parameters, within(1e-4));
      assertThat(fit.passes()).isLessThan(steps + 3);
    }
  }

  @Test
  void shouldEndWhereNoSmallChangeOfAProbabilityIsLikelier() {
    for (ChainFamily family : families(NOISY)) {
      ChainFit best = ChainFit.best(family, 4, 3);
      int at = 0;
      for (int row : family.rows()) {
        for (int from = at; from < at + row; from++) {
          for (int to = at; to < at + row; to++) {
            double moved = Math.min(0.01, best.parameters()[from] / 2);
            double[] other = best.parameters().clone();
            other[from] -= moved;
            other[to] += moved;
            assertThat(family.pass(other)).isLessThanOrEqualTo(best.logLikelihood() + 1e-6);
          }
        }
        at += row;
      }
    }
  }

  /** A family that notes what is asked of it. */
  private static final class Watched extends ChainFamily {
    private final ChainFamily family;
    private final List<double[]> passed = new ArrayList<>();
    private final List<double[]> guessed = new ArrayList<>();
    private final List<double[]> confined = new ArrayList<>();

    Watched(ChainFamily family, int more) {
      super(family.chain(), more, 2);
      this.family = family;
    }

    @Override
    void fill(double[] parameters) {
      passed.add(parameters.clone());
      family.fill(parameters);
    }

    @Override
    void maximise(double[] parameters) {
      family.maximise(parameters);
    }

    @Override
    void guessRest(double[] parameters, StreamRandom random) {
      family.guessRest(parameters, random);
      guessed.add(parameters.clone());
    }

    @Override
    void confine(double[] parameters) {
      family.confine(parameters);
      confined.add(parameters.clone());
    }
  }

  @Test
  void shouldCountEveryPassOfTheClimbThatItSpeaksOf() {
    int turnedDown = 0;
    for (int seed = 1; seed <= 8; seed++) {
      Watched family = new Watched(LatentFamily.estimating(anything(seed, 4)), 1);
      ChainFit fit = ChainFit.climb(family, guess(family, seed), 1e-7, 300);
      assertThat(fit.passes()).isEqualTo(family.passed.size());
      // Two passes a round and one at the start, and a third where a round's longer step fell.
      turnedDown += (fit.passes() - 1) % 2 == 0 ? 0 : 1;

      Watched again = new Watched(LatentFamily.estimating(anything(seed, 4)), 1);
      ChainFit best = ChainFit.best(again, seed, 1);
      // One more is made for the moves that are expected where the best climb ended.
      assertThat(best.passes()).isEqualTo(again.passed.size() - 1);
    }
    assertThat(turnedDown).isPositive();
  }

  @Test
  void shouldStartEveryClimbFromAPointOfItsOwn() {
    Watched family = new Watched(LatentFamily.estimating(NOISY), 1);
    ChainFit.best(family, 7, 4);
    assertThat(family.guessed.stream().map(Arrays::toString)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void shouldPassThroughNoExtrapolatedPointThatTheFamilyDidNotConfine() {
    Watched family = new Watched(LatentFamily.estimating(NOISY), 1);
    ChainFit fit = ChainFit.climb(family, guess(family, 7), 1e-7, 400);
    assertThat(fit.converged()).isTrue();
    assertThat(family.confined).isNotEmpty();
    List<String> passed = family.passed.stream().map(Arrays::toString).toList();
    assertThat(family.confined).allSatisfy(p -> assertThat(passed).contains(Arrays.toString(p)));
  }

  @Test
  void shouldSayHowFarClimbsOfOneHeightEndApartWhereTheDataDoNotSettleTheMatrix() {
    // With two censuses alone what is recorded wrongly cannot be told from what moved.
    TierSequences two =
        Panels.sequences(Panels.draw(Panels.Truth.ofChain(2008, 2009).misrecording(.05), 4000, 3));
    LatentFamily family = LatentFamily.estimating(two);
    ChainFit fit = ChainFit.best(family, 2, 8);

    assertThat(fit.atMaximum()).isGreaterThan(1);
    assertThat(fit.spread()).isBetween(0.02, 1.0);
    // Nobody is recorded in a fourth tier: its row is whatever a climb began with.
    TierSequences three =
        TierSequences.of(
            Panels.draw(
                new Panels.Truth(
                    new int[] {2008, 2009, 2010, 2011, 2012},
                    new double[] {.2, .3, .5, 0},
                    new double[][] {
                      {.6, .3, .1, 0}, {.1, .7, .2, 0}, {.05, .1, .85, 0}, {0, 0, 0, 1}
                    },
                    new double[4],
                    0,
                    0),
                4000,
                3),
            4);
    ChainFit settled = ChainFit.best(LatentFamily.assuming(three, 0), 2, 4);
    assertThat(settled.atMaximum()).isEqualTo(4);
    assertThat(settled.spread()).isLessThan(1e-5);
  }

  @Test
  void shouldSayHowManyClimbsReachedTheMaximumAndGiveTheSameAgain() {
    LatentFamily family = LatentFamily.estimating(NOISY);
    ChainFit best = ChainFit.best(family, 5, 6);
    assertThat(best.climbs()).isEqualTo(6);
    assertThat(best.atMaximum()).isBetween(1, 6);
    assertThat(best.spread()).isLessThan(0.01);
    ChainFit again = ChainFit.best(LatentFamily.estimating(NOISY), 5, 6);
    assertThat(again.parameters()).isEqualTo(best.parameters());
    assertThat(ChainFit.best(family, 6, 6).logLikelihood())
        .isCloseTo(best.logLikelihood(), within(1e-3));
    ChainFit stopped = ChainFit.climb(family, guess(family, 1), 1e-8, 4);
    assertThat(stopped.converged()).isFalse();
    assertThat(stopped.logLikelihood()).isLessThan(best.logLikelihood());
    assertThatThrownBy(() -> ChainFit.best(family, 5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 climbs");
  }
}
