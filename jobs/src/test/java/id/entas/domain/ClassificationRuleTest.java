package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.ClassificationRule.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassificationRuleTest {
  private static final List<Double> ONES = Collections.nCopies(14, 1.0);
  private static final TierScheme FOUR =
      new TierScheme(
          List.of(
              tier("SANGAT_MISKIN", 1, true),
              tier("MISKIN", 2, false),
              tier("HAMPIR_MISKIN", 3, false),
              tier("TIDAK_MISKIN", 4, false)));

  private static Tier tier(String code, int ordinal, boolean isTarget) {
    return new Tier(code, ordinal, code, code, ordinal < 4, isTarget, List.of());
  }

  private static Step step(String tier, double least, Integer... mandatory) {
    return new Step(tier, least, Set.of(mandatory));
  }

  private static ClassificationRule counting() {
    return ClassificationRule.of(
        FOUR,
        ONES,
        List.of(step("SANGAT_MISKIN", 14), step("MISKIN", 11), step("HAMPIR_MISKIN", 9)),
        1);
  }

  /** Weights that add up inexactly, and mandatory criteria that cross the scores. */
  private static ClassificationRule weighted() {
    return ClassificationRule.of(
        FOUR,
        List.of(0.1, 0.1, 0.1, 0.2, 0.2, 0.0, 0.3, 0.7, 0.1, 0.4, 0.1, 0.9, 0.2, 0.6),
        List.of(step("SANGAT_MISKIN", 2.8, 1, 2), step("MISKIN", 1.2, 6), step("HAMPIR_MISKIN", 1)),
        0);
  }

  private static List<Boolean> bits(int bits) {
    List<Boolean> met = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      met.add((bits >> i & 1) == 1);
    }
    return met;
  }

  @Test
  void shouldCountTheCriteriaOfEveryHouseholdThatCanBe() {
    ClassificationRule rule = counting();
    for (int bits = 0; bits < 1 << 14; bits++) {
      int met = Integer.bitCount(bits);
      String expected =
          met == 14
              ? "SANGAT_MISKIN"
              : met >= 11 ? "MISKIN" : met >= 9 ? "HAMPIR_MISKIN" : "TIDAK_MISKIN";
      assertThat(rule.findTier(bits(bits))).contains(expected);
    }
  }

  @Test
  void shouldNeverMakeAHouseholdBetterOffByOneMoreCriterion() {
    List<String> tiers = tiersOfAllAnswers(weighted());
    List<Integer> betterOff = new ArrayList<>();
    for (int bits = 0; bits < 1 << 14; bits++) {
      for (int more = 0; more < 14; more++) {
        if (FOUR.indexOf(tiers.get(bits | 1 << more)) > FOUR.indexOf(tiers.get(bits))) {
          betterOff.add(bits);
        }
      }
    }
    assertThat(betterOff).isEmpty();
    assertThat(Set.copyOf(tiers)).hasSizeGreaterThan(2);
  }

  @Test
  void shouldDeriveATierExactlyWhereNoAnswerToTheBlankOnesCouldChangeIt() {
    ClassificationRule rule = weighted();
    List<String> tiers = tiersOfAllAnswers(rule);
    Random random = new Random(5);
    int open = 0;
    for (int i = 0; i < 400; i++) {
      int answers = random.nextInt(1 << 14);
      List<Boolean> known = bits(answers);
      int blank = 0;
      for (int blanks = random.nextInt(5); blanks > 0; blanks--) {
        int criterion = random.nextInt(14);
        known.set(criterion, null);
        blank |= 1 << criterion;
      }
      Set<String> possible = new HashSet<>();
      for (int bits = 0; bits < 1 << 14; bits++) {
        if (((bits ^ answers) & ~blank) == 0) {
          possible.add(tiers.get(bits));
        }
      }
      open += possible.size() > 1 ? 1 : 0;
      assertThat(rule.findTier(known).stream().toList())
          .isEqualTo(possible.size() == 1 ? List.copyOf(possible) : List.of());
    }
    assertThat(open).isBetween(50, 350);
  }

  /** The tier of every way to answer all fourteen criteria, by the bits of the answers. */
  private static List<String> tiersOfAllAnswers(ClassificationRule rule) {
    return IntStream.range(0, 1 << 14)
        .mapToObj(bits -> rule.findTier(bits(bits)).orElseThrow())
        .toList();
  }

  @Test
  void shouldWantTheMandatoryCriteria() {
    ClassificationRule tenOfFourteen =
        ClassificationRule.of(FOUR, ONES, List.of(step("MISKIN", 10, 1, 2, 3, 4, 5)), 1);

    assertThat(tenOfFourteen.findTier(bits(0b00001111111111))).contains("MISKIN");
    assertThat(tenOfFourteen.findTier(bits(0b11111111111110))).contains("TIDAK_MISKIN");
  }

  @Test
  void shouldWantEnoughAnswersEvenWhereTheyTell() {
    List<Boolean> nineMet = new ArrayList<>(Collections.nCopies(14, (Boolean) null));
    for (int i = 0; i < 9; i++) {
      nineMet.set(i, false);
    }
    assertThat(counting().findTier(nineMet)).contains("TIDAK_MISKIN");
    assertThat(ClassificationRule.of(FOUR, ONES, counting().steps(), 10).findTier(nineMet))
        .isEmpty();
    assertThat(counting().findTier(Collections.nCopies(14, (Boolean) null))).isEmpty();
  }

  @Test
  void shouldMeetAScoreThatOnlyRoundingMisses() {
    ClassificationRule rule =
        ClassificationRule.of(FOUR, Collections.nCopies(14, 0.1), List.of(step("MISKIN", 0.8)), 0);

    assertThat(rule.findTier(bits(0b11111111))).contains("MISKIN");
  }

  @Test
  void shouldTakeWhatStandsAtTheEdgeOfWhatCanBe() {
    List<Double> noneForTheLast = new ArrayList<>(ONES);
    noneForTheLast.set(13, 0.0);
    ClassificationRule rule =
        ClassificationRule.of(FOUR, noneForTheLast, List.of(step("MISKIN", 13, 1, 14)), 14);

    // A criterion without weight changes a tier where it is mandatory.
    assertThat(rule.criteriaUsed()).hasSize(14);
    assertThat(rule.findTier(bits(0b11111111111111))).contains("MISKIN");
    assertThat(rule.findTier(bits(0b01111111111111))).contains("TIDAK_MISKIN");
    assertThat(
            ClassificationRule.of(FOUR, noneForTheLast, List.of(step("MISKIN", 13)), 13)
                .criteriaUsed())
        .doesNotContain(14)
        .hasSize(13);
    refused(noneForTheLast, 14, "0 to the 13 criteria", step("MISKIN", 13));
    refused(ONES, -1, "not -1", step("MISKIN", 9));
    refused(ONES, 1, "from 1 to 14, not 0", step("MISKIN", 9, 0));
    refused(Collections.nCopies(14, Double.POSITIVE_INFINITY), 1, "Infinity", step("MISKIN", 9));
    refused(ONES, 1, "behind MISKIN", step("MISKIN", 11), step("MISKIN", 10));
  }

  @Test
  void shouldRefuseARuleThatCannotBe() {
    refused(ONES, 1, "fall from the worst tier on", step("SANGAT_MISKIN", 9), step("MISKIN", 9));
    refused(ONES, 1, "tiers.csv has SANGAT_MISKIN, MISKIN", step("DESIL_1", 9));
    refused(ONES, 1, "behind MISKIN", step("MISKIN", 11), step("SANGAT_MISKIN", 10));
    refused(ONES, 1, "the best tier of tiers.csv", step("TIDAK_MISKIN", 1));
    refused(ONES, 1, "at most the sum of the weights, 14.0, not 15.0", step("MISKIN", 15));
    refused(ONES, 1, "above 0", step("MISKIN", 0));
    refused(ONES, 1, "from 1 to 14, not 15", step("MISKIN", 9, 15));
    refused(ONES, 15, "min-answered", step("MISKIN", 9));
    refused(ONES.subList(0, 13), 1, "14 numbers", step("MISKIN", 9));
    refused(ONES, 1, "names no tier");
    List<Double> negative = new ArrayList<>(ONES);
    negative.set(3, -1.0);
    refused(negative, 1, "0 or more, not -1.0", step("MISKIN", 9));
  }

  private static void refused(List<Double> weights, int answered, String words, Step... steps) {
    assertThatThrownBy(() -> ClassificationRule.of(FOUR, weights, Arrays.asList(steps), answered))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(words)
        .hasMessageEndingWith(".");
  }
}
