package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MantelHaenszelTest {
  private static final double LEVEL = 0.95;
  private static final double Z = 1.959963984540054;

  /**
   * Admissions to Berkeley in 1973 by department A to F (Bickel, Hammel and O'Connell 1975): men
   * admitted and rejected, women admitted and rejected.
   */
  private static final List<ServedComparison> BERKELEY =
      List.of(
          stratum(512, 313, 89, 19),
          stratum(353, 207, 17, 8),
          stratum(120, 205, 202, 391),
          stratum(138, 279, 131, 244),
          stratum(53, 138, 94, 299),
          stratum(22, 351, 24, 317));

  /** Deaths and survivors on tolbutamide and on placebo by age, the trial UGDP (1970). */
  private static final List<ServedComparison> TOLBUTAMIDE =
      List.of(stratum(8, 98, 5, 115), stratum(22, 76, 16, 69));

  private static ServedComparison stratum(long a, long b, long c, long d) {
    return new ServedComparison(
        new ServedOutcomes(a + b, a + b, a, 0), new ServedOutcomes(c + d, c + d, c, 0));
  }

  private static ServedComparison swapGroups(ServedComparison stratum) {
    return new ServedComparison(stratum.unserved(), stratum.served());
  }

  private static ServedComparison swapExits(ServedComparison stratum) {
    return stratum(
        stratum.served().stays(),
        stratum.served().exits(),
        stratum.unserved().stays(),
        stratum.unserved().exits());
  }

  private static RatioEstimate odds(List<ServedComparison> strata) {
    return MantelHaenszel.findOddsRatio(strata, LEVEL).orElseThrow();
  }

  private static RatioEstimate risk(List<ServedComparison> strata) {
    return MantelHaenszel.findRiskRatio(strata, LEVEL).orElseThrow();
  }

  @Test
  void shouldGiveTheOddsRatioOfTheBerkeleyAdmissionsThatRPrints() {
    RatioEstimate ratio = odds(BERKELEY);

    assertThat(ratio.ratio()).isCloseTo(0.9046968, within(5e-8));
    assertThat(ratio.low()).isCloseTo(0.7719074, within(5e-8));
    assertThat(ratio.high()).isCloseTo(1.0603298, within(5e-8));
  }

  @Test
  void shouldGiveTheRiskRatioOfTheTolbutamideTrialThatStataPrints() {
    RatioEstimate ratio = risk(TOLBUTAMIDE);

    assertThat(ratio.ratio()).isCloseTo(1.325555, within(5e-7));
    assertThat(ratio.low()).isCloseTo(0.797907, within(5e-7));
    assertThat(ratio.high()).isCloseTo(2.202132, within(5e-7));
  }

  @Test
  void shouldBeThePlainOddsRatioAndWoolfsIntervalInOneStratum() {
    RatioEstimate ratio = odds(List.of(stratum(8, 98, 5, 115)));
    double factor = Math.exp(Z * Math.sqrt(1. / 8 + 1. / 98 + 1. / 5 + 1. / 115));

    assertThat(ratio.ratio()).isCloseTo(8. * 115 / (98. * 5), within(1e-12));
    assertThat(ratio.low()).isCloseTo(ratio.ratio() / factor, within(1e-12));
    assertThat(ratio.high()).isCloseTo(ratio.ratio() * factor, within(1e-12));
  }

  @Test
  void shouldBeThePlainRiskRatioWithItsIntervalInOneStratum() {
    RatioEstimate ratio = risk(List.of(stratum(22, 76, 16, 69)));
    double factor = Math.exp(Z * Math.sqrt(1. / 22 - 1. / 98 + 1. / 16 - 1. / 85));

    assertThat(ratio.ratio()).isCloseTo((22. / 98) / (16. / 85), within(1e-12));
    assertThat(ratio.low()).isCloseTo(ratio.ratio() / factor, within(1e-12));
    assertThat(ratio.high()).isCloseTo(ratio.ratio() * factor, within(1e-12));
  }

  @Test
  void shouldNotReadAConfoundedTotalAsAnEffect() {
    // Half of the served and of the unserved leave in one kecamatan, a tenth of both in the other,
    // where few are served: the sums alone would say that aid triples the odds.
    List<ServedComparison> strata = List.of(stratum(400, 400, 50, 50), stratum(10, 90, 80, 720));
    ServedComparison sum = strata.get(0).plus(strata.get(1));

    assertThat(odds(List.of(sum)).ratio()).isGreaterThan(3);
    assertThat(odds(strata).ratio()).isCloseTo(1, within(1e-12));
    assertThat(risk(strata).ratio()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldTakeZeroCellsAsTheyAre() {
    // R = 3 * 7 / 20 + 0 = 1.05 and S = 7 * 3 / 20 + 5 * 1 / 12 = 1.05 + 5 / 12.
    List<ServedComparison> strata = List.of(stratum(3, 7, 3, 7), stratum(0, 5, 1, 6));

    assertThat(odds(strata).ratio()).isCloseTo(1.05 / (1.05 + 5. / 12), within(1e-12));
  }

  @Test
  void shouldGiveNoRatioThatWouldBeZeroOrInfiniteOrFromNothing() {
    for (List<ServedComparison> strata :
        List.of(
            List.<ServedComparison>of(),
            List.of(ServedComparison.NONE),
            List.of(stratum(0, 9, 3, 7)),
            List.of(stratum(3, 7, 0, 9)),
            List.of(stratum(5, 0, 3, 0)),
            List.of(stratum(0, 5, 0, 3)),
            List.of(stratum(5, 5, 0, 0), stratum(0, 0, 3, 7)))) {
      assertThat(MantelHaenszel.findOddsRatio(strata, LEVEL)).as("odds " + strata).isEmpty();
      assertThat(MantelHaenszel.findRiskRatio(strata, LEVEL)).as("risk " + strata).isEmpty();
    }
  }

  @Property(tries = 300)
  void shouldTurnOverWhenTheGroupsAreSwapped(@ForAll("strata") List<ServedComparison> strata) {
    List<ServedComparison> swapped = strata.stream().map(MantelHaenszelTest::swapGroups).toList();

    assertReciprocal(
        MantelHaenszel.findOddsRatio(strata, LEVEL), MantelHaenszel.findOddsRatio(swapped, LEVEL));
    assertReciprocal(
        MantelHaenszel.findRiskRatio(strata, LEVEL), MantelHaenszel.findRiskRatio(swapped, LEVEL));
  }

  @Property(tries = 300)
  void shouldTurnTheOddsOverWhenStaysAreCountedForExits(
      @ForAll("strata") List<ServedComparison> strata) {
    assertReciprocal(
        MantelHaenszel.findOddsRatio(strata, LEVEL),
        MantelHaenszel.findOddsRatio(
            strata.stream().map(MantelHaenszelTest::swapExits).toList(), LEVEL));
  }

  @Property(tries = 300)
  void shouldNotHearAStratumOfOneGroupAlone(
      @ForAll("strata") List<ServedComparison> strata, @ForAll("group") ServedOutcomes alone) {
    List<ServedComparison> more = new ArrayList<>(strata);
    more.add(new ServedComparison(alone, ServedOutcomes.NONE));
    more.add(new ServedComparison(ServedOutcomes.NONE, alone));

    assertThat(MantelHaenszel.findOddsRatio(more, LEVEL))
        .isEqualTo(MantelHaenszel.findOddsRatio(strata, LEVEL));
    assertThat(MantelHaenszel.findRiskRatio(more, LEVEL))
        .isEqualTo(MantelHaenszel.findRiskRatio(strata, LEVEL));
  }

  @Provide
  Arbitrary<ServedOutcomes> group() {
    Arbitrary<Long> counts = Arbitraries.longs().between(0, 30);
    return Combinators.combine(counts, counts)
        .as((exits, stays) -> new ServedOutcomes(exits + stays, exits + stays, exits, 0));
  }

  @Provide
  Arbitrary<List<ServedComparison>> strata() {
    return Combinators.combine(group(), group()).as(ServedComparison::new).list().ofMaxSize(6);
  }

  private static void assertReciprocal(
      java.util.Optional<RatioEstimate> one, java.util.Optional<RatioEstimate> other) {
    assertThat(other.isPresent()).isEqualTo(one.isPresent());
    if (one.isPresent()) {
      Offset<Double> rounding = within(1e-9);
      assertThat(one.get().ratio() * other.get().ratio()).isCloseTo(1, rounding);
      assertThat(one.get().low() * other.get().high()).isCloseTo(1, rounding);
      assertThat(one.get().high() * other.get().low()).isCloseTo(1, rounding);
    }
  }

  @Tag("calibration")
  @Test
  void shouldHaveIntervalsThatCoverTheTruthInAFewLargeAndInManySmallStrata() {
    assertThat(coverage(4, 200, 11)).isBetween(0.94, 0.96);
    assertThat(coverage(120, 4, 12)).isBetween(0.94, 0.96);
    assertThat(riskCoverage(4, 200, 13)).isBetween(0.94, 0.96);
    assertThat(riskCoverage(120, 4, 14)).isBetween(0.94, 0.96);
  }

  private static final int PANELS = 6_000;

  /** How often the interval holds an odds ratio of 1.6, with exits that differ between strata. */
  private static double coverage(int strata, int households, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    int covered = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      List<ServedComparison> all = new ArrayList<>();
      for (int i = 0; i < strata; i++) {
        double unserved = 0.2 + 0.5 * random.nextDouble();
        double odds = 1.6 * unserved / (1 - unserved);
        all.add(draw(random, households, odds / (1 + odds), unserved));
      }
      RatioEstimate ratio = odds(all);
      covered += ratio.low() <= 1.6 && 1.6 <= ratio.high() ? 1 : 0;
    }
    return (double) covered / PANELS;
  }

  /** How often the interval holds a risk ratio of 1.25, with exits that differ between strata. */
  private static double riskCoverage(int strata, int households, long seed) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    int covered = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      List<ServedComparison> all = new ArrayList<>();
      for (int i = 0; i < strata; i++) {
        double unserved = 0.2 + 0.5 * random.nextDouble();
        all.add(draw(random, households, 1.25 * unserved, unserved));
      }
      RatioEstimate ratio = risk(all);
      covered += ratio.low() <= 1.25 && 1.25 <= ratio.high() ? 1 : 0;
    }
    return (double) covered / PANELS;
  }

  /** A stratum where about a third of the households are served. */
  private static ServedComparison draw(
      UniformRandomProvider random, int households, double served, double unserved) {
    long[][] counts = new long[2][2];
    for (int i = 0; i < households; i++) {
      int group = random.nextInt(3) == 0 ? 1 : 0;
      counts[group][random.nextDouble() < (group == 1 ? served : unserved) ? 1 : 0]++;
    }
    return stratum(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
  }
}
