package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.job.Settings;
import id.entas.synthesize.Behaviour.Programme;
import id.entas.synthesize.Truth.PlaceTruth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final SynthesisPlan PLAN =
      SynthesisPlan.jember(Settings.defaults(), SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012, 8482);
  private static final Truth TRUTH = Truth.of(PLAN);

  private static PlaceTruth sumberjambe() {
    return TRUTH.places().stream()
        .filter(at -> at.place().code().equals("3509260"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldLeaveSumberjambeTheMatrixOfTheMethods() {
    double[][] matrix = sumberjambe().matrix();
    assertThat(matrix[0]).containsExactly(new double[] {.55, .324, .0945, .0315}, within(1e-12));
    assertThat(matrix[1]).containsExactly(new double[] {.035, .725, .19, .05}, within(1e-12));
    assertThat(matrix[2]).containsExactly(new double[] {.006, .09, .734, .17}, within(1e-12));
    assertThat(matrix[3]).containsExactly(new double[] {.001, .02, .10, .879}, within(1e-12));
    assertThat(sumberjambe().inflow()).isEqualTo(1);
  }

  @Test
  void shouldLeadSumberjambeFrom1485ToAbout485WithoutShocks() {
    double[] stock = {1_485, 5_574, 5_768, 0};
    double[] veryPoor = new double[5];
    for (int year = 0; year < 5; year++) {
      double entrants = .02 * (stock[0] + stock[1] + stock[2]);
      double[] next = new double[4];
      for (int to = 0; to < 4; to++) {
        for (int from = 0; from < 4; from++) {
          next[to] += .98 * stock[from] * sumberjambe().matrix()[from][to];
        }
        next[to] += to < 3 ? entrants * PLAN.behaviour().entrantTiers().get(to) : 0;
      }
      stock = next;
      veryPoor[year] = stock[0];
    }
    assertThat(veryPoor).containsExactly(new double[] {1_064, 815, 659, 556, 485}, within(3.0));
  }

  @Test
  void shouldGiveEveryKecamatanAndYearRowsThatAddUpToOne() {
    for (PlaceTruth at : TRUTH.places()) {
      for (int step = 1; step < TRUTH.steps(); step++) {
        for (int tier = 0; tier < InventedTier.COUNT; tier++) {
          assertThat(Arrays.stream(at.shockedMatrix(step)[tier]).sum()).isCloseTo(1, within(1e-12));
          assertThat(Arrays.stream(at.matrix()[tier]).sum()).isCloseTo(1, within(1e-12));
          assertThat(Arrays.stream(at.matrix()[tier]).min().orElse(-1)).isNotNegative();
        }
      }
    }
  }

  @Test
  void shouldTiltRowsByTheShock() {
    double[][] tilted = Truth.tilted(new double[][] {{.5, .5}, {.2, .8}}, Math.log(2));
    assertThat(tilted[0]).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, within(1e-12));
    assertThat(tilted[1]).containsExactly(new double[] {1 / 3.0, 2 / 3.0}, within(1e-12));
  }

  @Test
  void shouldKeepTheTrueMatrixOverServedAndUnserved() {
    List<Programme> programmes = PLAN.behaviour().programmes();
    for (int place = 0; place < TRUTH.places().size(); place++) {
      for (int step = 1; step < TRUTH.steps(); step++) {
        for (int tier = 0; tier < InventedTier.COUNT; tier++) {
          double mean = 0;
          for (int served = 0; served < 16; served++) {
            double share = 1;
            for (int cluster = 0; cluster < 4; cluster++) {
              double coverage = programmes.get(cluster).coverage().get(tier);
              share *= (served >> cluster & 1) == 1 ? coverage : 1 - coverage;
            }
            mean += share * TRUTH.exit(place, step, tier, served);
          }
          double exit = Truth.exit(TRUTH.place(place).shockedMatrix(step)[tier], tier);
          assertThat(mean).isCloseTo(exit, within(1e-12));
        }
      }
    }
  }

  @Test
  void shouldKeepTheTrueMatrixWhereProgrammesWouldMakeAnExitMoreThanCertain() {
    // With this seed a kecamatan leaves no room for the full effect of the programmes in a year.
    Truth crowded = Truth.of(SynthesisPlan.jember(Settings.defaults(), 237_700, 2008, 2012, 425));
    int found = 0;
    for (int place = 0; place < crowded.places().size(); place++) {
      if (crowded.leastEffect(place) < 1) {
        found++;
        for (int step = 1; step < crowded.steps(); step++) {
          assertThat(crowded.exit(place, step, 0, 15)).isLessThanOrEqualTo(1 + 1e-12);
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void shouldMissTheVeryPoorWithTwiceTheOddsAndFourInAHundredOfAll() {
    double veryPoor = TRUTH.absence(0) / (1 - TRUTH.absence(0));
    double others = TRUTH.absence(1) / (1 - TRUTH.absence(1));
    assertThat(veryPoor / others).isCloseTo(2, within(1e-9));
    double share =
        PLAN.places().stream().mapToDouble(place -> place.households().get(0)).sum() / 237_700;
    assertThat(share * TRUTH.absence(0) + (1 - share) * TRUTH.absence(1))
        .isCloseTo(.04, within(1e-9));
  }

  @Test
  void shouldNumberEveryHouseholdOnceAndListTheExactTiersAtTheFirstCensus() {
    long[][] counts = new long[TRUTH.places().size()][InventedTier.LISTED];
    Set<Integer> villages = new HashSet<>();
    for (long household = 0; household < TRUTH.households(); household++) {
      int home = TRUTH.homeOf(household);
      long number = TRUTH.numberAtHome(household, home);
      PlaceTruth at = TRUTH.place(home);
      assertThat(number).isBetween(0L, at.households() - 1);
      if (at.entryStep(number) == 0) {
        counts[home][at.firstTier(number)]++;
      }
      villages.add(1_000 * home + at.homeVillage(number));
    }
    for (int place = 0; place < counts.length; place++) {
      assertThat(counts[place])
          .containsExactly(
              PLAN.places().get(place).households().stream().mapToLong(n -> n).toArray());
    }
    assertThat(villages)
        .hasSize(PLAN.places().stream().mapToInt(place -> place.villages().size()).sum());
  }

  @Test
  void shouldHaveTwoEntrantsAHundredListedInSumberjambe() {
    assertThat(sumberjambe().entrants(1)).isEqualTo(Math.round(.02 * 12_827));
    assertThat(sumberjambe().entrants(0)).isZero();
  }

  @Test
  void shouldSendMoversAnywhereButHome() {
    for (int own = 0; own < TRUTH.places().size(); own++) {
      for (double share = 0; share < 1; share += .001) {
        assertThat(TRUTH.otherPlaceAt(own, share)).isNotEqualTo(own);
      }
    }
  }
}
