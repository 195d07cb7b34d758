package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.Outcome;
import id.entas.job.Settings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One draw of the whole sample, compared with what its plan says; errors are binomial. */
class LifeTest {
  private static final SynthesisPlan PLAN =
      SynthesisPlan.jember(Settings.defaults(), SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012, 8482);
  private static final Truth TRUTH = Truth.of(PLAN);
  private static final int STEPS = TRUTH.steps();
  private static final int GONE = InventedTier.COUNT;

  /** Kecamatan, step, from tier, to tier or gone. */
  private static final long[][][][] FLOWS =
      new long[TRUTH.places().size()][STEPS][InventedTier.COUNT][InventedTier.COUNT + 1];

  /** Cluster, served, leaves the worst tier. */
  private static final long[][][] WORST = new long[Behaviour.CLUSTERS][2][2];

  private static final long[][] MISSED = new long[InventedTier.COUNT][2];
  private static final long[] RETURNED = new long[2];
  private static final long[] MOVED = new long[2];
  private static final long[] MISRECORDED = new long[2];
  private static final long[] OUTCOME_AFTER_GONE = new long[2];
  private static final long[] MEMBERS = new long[13];

  @BeforeAll
  static void drawTheSample() {
    Life life = new Life(TRUTH);
    for (long household = 0; household < TRUTH.households(); household++) {
      life.draw(household, STEPS - 1);
      MEMBERS[life.members()]++;
      for (int step = 1; step < STEPS; step++) {
        if (life.tier(step - 1) != Life.NO_TIER) {
          countStep(life, step);
        }
      }
      countSecondCensus(life);
    }
  }

  private static void countStep(Life life, int step) {
    int from = life.tier(step - 1);
    int to = life.tier(step) == Life.NO_TIER ? GONE : life.tier(step);
    FLOWS[life.place(step - 1)][step][from][to]++;
    if (to == GONE) {
      boolean seenBefore = life.record(step - 1) != Life.NO_RECORD;
      boolean tierBefore = seenBefore && life.record(step - 1) < Life.FIRST_OUTCOME;
      boolean covered = TRUTH.place(life.place(step)).isCovered(step);
      if (tierBefore && covered) {
        OUTCOME_AFTER_GONE[life.record(step) >= Life.FIRST_OUTCOME ? 1 : 0]++;
      }
      return;
    }
    MOVED[life.place(step) == life.place(step - 1) ? 0 : 1]++;
    if (from == 0) {
      for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
        WORST[cluster][life.served(step - 1) >> cluster & 1][to > 0 ? 1 : 0]++;
      }
    }
    if (life.record(step) >= 0 && life.record(step) < Life.FIRST_OUTCOME) {
      MISRECORDED[life.record(step) == to ? 0 : 1]++;
      assertThat(Math.abs(life.record(step) - to)).isLessThanOrEqualTo(1);
    }
  }

  private static void countSecondCensus(Life life) {
    if (life.tier(0) == Life.NO_TIER || life.tier(1) == Life.NO_TIER) {
      return;
    }
    int notFound = Life.FIRST_OUTCOME + Outcome.NOT_FOUND.ordinal();
    boolean missed = life.record(1) == Life.NO_RECORD || life.record(1) == notFound;
    MISSED[life.tier(1)][missed ? 1 : 0]++;
    boolean covered = TRUTH.place(life.place(2)).isCovered(2);
    if (missed && life.tier(2) != Life.NO_TIER && covered) {
      RETURNED[life.record(2) == Life.NO_RECORD ? 0 : 1]++;
    }
  }

  private static void assertShare(String what, long yes, long all, double probability) {
    double error = Math.sqrt(probability * (1 - probability) / all);
    assertThat((double) yes / all).as(what).isCloseTo(probability, within(5 * error));
  }

  private static void assertShare(String what, long[] noYes, double probability) {
    assertShare(what, noYes[1], noYes[0] + noYes[1], probability);
  }

  @Test
  void shouldMoveHouseholdsByTheShockedMatrixOfTheirKecamatanAndYear() {
    int compared = 0;
    for (int place = 0; place < FLOWS.length; place++) {
      for (int step = 1; step < STEPS; step++) {
        for (int from = 0; from < InventedTier.COUNT; from++) {
          long[] flows = FLOWS[place][step][from];
          long all = Arrays.stream(flows).sum();
          for (int to = 0; to < InventedTier.COUNT; to++) {
            double probability = .98 * TRUTH.place(place).shockedMatrix(step)[from][to];
            if (all * probability >= 20) {
              assertShare(place + "," + step + "," + from + "," + to, flows[to], all, probability);
              compared++;
            }
          }
          if (all >= 1_000) {
            assertShare("gone", flows[GONE], all, .02);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @Test
  void shouldGiveEachClusterItsEffectOnExitsFromTheWorstTier() {
    for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
      long[] unserved = WORST[cluster][0];
      long[] served = WORST[cluster][1];
      double servedShare = (double) served[1] / (served[0] + served[1]);
      double unservedShare = (double) unserved[1] / (unserved[0] + unserved[1]);
      double error = Math.sqrt((1 - servedShare) / served[1] + (1 - unservedShare) / unserved[1]);
      assertThat(Math.log(servedShare / unservedShare))
          .as("cluster " + (cluster + 1))
          .isCloseTo(
              Math.log(PLAN.behaviour().programmes().get(cluster).exitRisk()), within(4 * error));
    }
  }

  @Test
  void shouldServeTheVeryPoorAsOftenAsTheCoverageSays() {
    for (int cluster = 0; cluster < Behaviour.CLUSTERS; cluster++) {
      long served = WORST[cluster][1][0] + WORST[cluster][1][1];
      long all = served + WORST[cluster][0][0] + WORST[cluster][0][1];
      assertShare(
          "cluster " + (cluster + 1),
          served,
          all,
          PLAN.behaviour().programmes().get(cluster).coverage().get(0));
    }
  }

  @Test
  void shouldMissAndFindHouseholdsAgainAsOftenAsThePlanSays() {
    for (int tier = 0; tier < InventedTier.COUNT; tier++) {
      assertShare("missed in tier " + tier, MISSED[tier], TRUTH.absence(tier));
    }
    assertShare("returned", RETURNED, .6);
  }

  @Test
  void shouldMoveAndMisrecordHouseholdsAsOftenAsThePlanSays() {
    assertShare("moved", MOVED, .003);
    // GRADUATED takes one in a hundred of those who look better off, misrecorded or not.
    assertShare("misrecorded", MISRECORDED, .03);
  }

  @Test
  void shouldSayWhyAHouseholdThatWasSeenIsGone() {
    assertThat(OUTCOME_AFTER_GONE[0]).isZero();
    assertThat(OUTCOME_AFTER_GONE[1]).isGreaterThan(10_000);
  }

  @Test
  void shouldHaveOneToTwelveMembersAndMostlyThreeOrFour() {
    assertThat(MEMBERS[0]).isZero();
    assertThat(MEMBERS[12]).isPositive();
    assertThat(MEMBERS[3] + MEMBERS[4]).isGreaterThan(TRUTH.households() * 2 / 5);
  }

  @Test
  void shouldBeginALongerLifeLikeTheShorterOne() {
    Life longer = new Life(TRUTH);
    Life shorter = new Life(TRUTH);
    for (long household = 0; household < TRUTH.households(); household += 97) {
      longer.draw(household, STEPS - 1);
      shorter.draw(household, 2);
      for (int step = 0; step <= 2; step++) {
        assertThat(shorter.record(step)).isEqualTo(longer.record(step));
        assertThat(shorter.served(step)).isEqualTo(longer.served(step));
        assertThat(shorter.village(step)).isEqualTo(longer.village(step));
      }
      assertThat(shorter.members()).isEqualTo(longer.members());
    }
  }

  @Test
  void shouldRecordTheFirstCensusExactlyAndNobodyNotPoorInIt() {
    Life life = new Life(TRUTH);
    for (long household = 0; household < TRUTH.households(); household += 7) {
      life.draw(household, 0);
      assertThat(life.record(0)).isEqualTo(life.tier(0)).isLessThan(InventedTier.LISTED);
    }
  }

  @Test
  void shouldRecordNothingOfAMissingCensusAndSayAtTheNextWhoIsGone() {
    Life life = new Life(TRUTH);
    int goneIn2010 = 0;
    for (long household = 0; household < TRUTH.households(); household++) {
      life.draw(household, STEPS - 1);
      if (life.tier(2) != Life.NO_TIER || life.tier(1) != Life.NO_TIER) {
        String place = TRUTH.place(life.place(2)).place().code();
        if (place.equals("3509060")) {
          assertThat(life.record(2)).isEqualTo(Life.NO_RECORD);
          boolean seenIn2009 = life.record(1) >= 0 && life.record(1) < Life.FIRST_OUTCOME;
          if (seenIn2009 && life.tier(2) == Life.NO_TIER) {
            assertThat(life.record(3)).isGreaterThanOrEqualTo(Life.FIRST_OUTCOME);
            goneIn2010++;
          }
        }
      }
    }
    assertThat(goneIn2010).isGreaterThan(50);
  }

  @Test
  void shouldLeaveTheNotPoorOutOfAFrameOfTheListedAlone() {
    Truth listedOnly = Truth.of(PLAN.withFrame(Settings.Frame.LISTED_ONLY));
    Life life = new Life(listedOnly);
    int relisted = 0;
    for (long household = 0; household < listedOnly.households(); household += 5) {
      life.draw(household, STEPS - 1);
      boolean wasLeftOut = false;
      for (int step = 0; step < STEPS; step++) {
        int record = life.record(step);
        assertThat(record).isNotEqualTo(InventedTier.TIDAK_MISKIN.ordinal());
        boolean inTier = record >= 0 && record < InventedTier.LISTED;
        relisted += wasLeftOut && inTier ? 1 : 0;
        wasLeftOut = life.tier(step) == InventedTier.TIDAK_MISKIN.ordinal();
      }
    }
    assertThat(relisted).isGreaterThan(100);
  }

  @Test
  void shouldLiveThroughTheYearsBetweenTwoCensuses() {
    Truth gap = Truth.of(PLAN.withYears(List.of(2008, 2011)));
    assertThat(gap.steps()).isEqualTo(4);
    Life life = new Life(gap);
    int changed = 0;
    for (long household = 0; household < gap.households(); household += 5) {
      life.draw(household, 3);
      assertThat(life.record(1)).isEqualTo(Life.NO_RECORD);
      assertThat(life.record(2)).isEqualTo(Life.NO_RECORD);
      changed += life.record(3) != life.record(0) ? 1 : 0;
    }
    assertThat(changed).isGreaterThan(10_000);
  }
}
