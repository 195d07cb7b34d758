package id.entas.domain;

import static id.entas.domain.Panels.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HiddenChainTest {
  private static final int FIRST_YEAR = 2008;

  /** Gaps, late comers, early leavers, one beginning that is also a whole sequence. */
  private static final List<History> HISTORIES =
      List.of(
          history("2008=1 2009=2 2011=1", 5),
          history("2008=1 2009=2", 3),
          history("2008=1 2009=2 2011=3 2012=3", 2),
          history("2008=2 2012=3", 7),
          history("2009=3 2011=1 2012=2", 4),
          history("2009=1", 6),
          history("2012=2", 1),
          history("2008=3 2009=3 2011=3 2012=3", 8));

  private static final TierSequences SEQUENCES = TierSequences.of(HISTORIES, 3);

  /** Sums over every path of hidden states, year by year: what the passes must agree with. */
  private static final class Paths {
    private final HiddenChain chain;
    private final int states;
    private final double[][] starts;
    private final double[][] moves;
    private final double[][] records;
    private final double[][][] firstRecords;
    private double logLikelihood;
    private double householdYears;

    Paths(HiddenChain chain, int states) {
      this.chain = chain;
      this.states = states;
      this.starts = new double[3][states];
      this.moves = new double[states][states];
      this.records = new double[states][3];
      this.firstRecords = new double[3][states][3];
      for (History history : HISTORIES) {
        add(history);
      }
    }

    private void add(History history) {
      List<Sighting> sightings = history.sightings();
      int first = sightings.get(0).year();
      int years = sightings.get(sightings.size() - 1).year() - first;
      int cohort = first == FIRST_YEAR ? 0 : first == 2009 ? 1 : 2;
      int paths = (int) Math.pow(states, years + 1);
      double all = 0;
      for (int round = 0; round < 2; round++) {
        double likelihood = 0;
        for (int path = 0; path < paths; path++) {
          int[] state = new int[years + 1];
          int rest = path;
          for (int t = 0; t <= years; t++) {
            state[t] = rest % states;
            rest /= states;
          }
          double chance = chain.start()[cohort][state[0]];
          for (int t = 1; t <= years; t++) {
            chance *= chain.step()[state[t - 1]][state[t]];
          }
          chance *= chain.firstEmission()[cohort][state[0]][sightings.get(0).tier()];
          for (Sighting sighting : sightings.subList(1, sightings.size())) {
            chance *= chain.emission()[state[sighting.year() - first]][sighting.tier()];
          }
          likelihood += chance;
          if (round == 1) {
            double households = history.households() * chance / all;
            starts[cohort][state[0]] += households;
            for (int t = 1; t <= years; t++) {
              moves[state[t - 1]][state[t]] += households;
            }
            firstRecords[cohort][state[0]][sightings.get(0).tier()] += households;
            for (Sighting sighting : sightings.subList(1, sightings.size())) {
              records[state[sighting.year() - first]][sighting.tier()] += households;
            }
          }
        }
        all = likelihood;
      }
      logLikelihood += history.households() * Math.log(all);
      householdYears += history.households() * years;
    }
  }

  private static void fillRow(StreamRandom random, double[] row, boolean[] allowed) {
    double all = 0;
    for (int j = 0; j < row.length; j++) {
      row[j] = allowed[j] ? random.nextDouble() + 0.01 : 0;
      all += row[j];
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= all;
    }
  }

  private static void fill(HiddenChain chain, int states, int[][] support, long seed) {
    StreamRandom random = new StreamRandom();
    random.start(StreamRandom.name(seed, "chain"));
    boolean[] any = new boolean[states];
    Arrays.fill(any, true);
    for (double[] row : chain.start()) {
      fillRow(random, row, any);
    }
    for (int state = 0; state < states; state++) {
      fillRow(random, chain.step()[state], any);
      boolean[] recorded = new boolean[3];
      for (int tier = 0; tier < 3; tier++) {
        for (int behind : support[tier]) {
          recorded[tier] |= behind == state;
        }
      }
      fillRow(random, chain.emission()[state], recorded);
      for (double[][] cohort : chain.firstEmission()) {
        fillRow(random, cohort[state], recorded);
      }
    }
  }

  private static void assertAgrees(int states, int[][] support, long seed) {
    HiddenChain chain = new HiddenChain(SEQUENCES, states, support);
    fill(chain, states, support, seed);
    Paths paths = new Paths(chain, states);
    assertThat(chain.pass()).isCloseTo(paths.logLikelihood, within(1e-10));
    assertClose(chain.expectedStarts(), paths.starts);
    assertClose(chain.expectedMoves(), paths.moves);
    assertClose(chain.expectedRecords(), paths.records);
    for (int cohort = 0; cohort < 3; cohort++) {
      assertClose(chain.expectedFirstRecords()[cohort], paths.firstRecords[cohort]);
    }
    double moves = 0;
    for (double[] row : chain.expectedMoves()) {
      moves += Matrices.sum(row);
    }
    assertThat(moves).isCloseTo(paths.householdYears, within(1e-9));
    // A second pass over the same chain adds nothing to what the first has left.
    assertThat(chain.pass()).isCloseTo(paths.logLikelihood, within(1e-10));
    assertClose(chain.expectedMoves(), paths.moves);
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).containsExactly(expected[i], within(1e-10));
    }
  }

  @Property(tries = 15)
  void shouldAgreeWithTheSumOverAllPathsWhereNeighboursAreMistaken(@ForAll @IntRange int seed) {
    assertAgrees(3, new int[][] {{0, 1}, {0, 1, 2}, {1, 2}}, seed);
  }

  @Property(tries = 10)
  void shouldAgreeWithTheSumOverAllPathsWhereRecordsAreRight(@ForAll @IntRange int seed) {
    assertAgrees(3, new int[][] {{0}, {1}, {2}}, seed);
  }

  @Property(tries = 5)
  void shouldAgreeWithTheSumOverAllPathsOfTwoStatesATier(@ForAll @IntRange int seed) {
    assertAgrees(6, new int[][] {{0, 3}, {1, 4}, {2, 5}}, seed);
  }
}
