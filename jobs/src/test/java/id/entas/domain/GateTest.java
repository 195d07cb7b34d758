package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class GateTest {
  private static final long SEED = 20130101L;

  private static Gate gate(double[][] table, Overdispersion dispersion, String... labels) {
    return Gate.find(ChainTables.ofRow(table), dispersion, SEED, List.of(labels)).orElseThrow();
  }

  @Test
  void shouldUseChiSquareAndFWhereEveryExpectedCountIsFive() {
    // Each row expects 5 of 20 in the second destination.
    double[][] table = {{18, 2}, {12, 8}};
    Overdispersion dispersion = new Overdispersion(1.7, 12);
    Gate gate = gate(table, dispersion);
    assertThat(gate.method()).isEqualTo(PValueMethod.CHI_SQUARE);
    assertThat(gate.test()).isEqualTo(ChainTables.ofRow(table).test());
    for (ChainStatistic kind : ChainStatistic.values()) {
      double statistic = gate.test().statistic(kind);
      assertThat(gate.p(kind).independent()).isEqualTo(Overdispersion.NONE.upperTail(statistic, 1));
      assertThat(gate.p(kind).robust()).isEqualTo(dispersion.upperTail(statistic, 1));
    }
    // A household less, and it is 4.9 of 20.
    assertThat(gate(new double[][] {{18, 2}, {12, 7.8}}, dispersion).method())
        .isEqualTo(PValueMethod.MONTE_CARLO);
  }

  @Test
  void shouldHaveNoResultWithoutAnythingToCompare() {
    assertThat(
            Gate.find(
                ChainTables.ofRow(new double[][] {{3, 4}, {0, 0}}),
                Overdispersion.NONE,
                SEED,
                List.of()))
        .isEmpty();
  }

  @Test
  void shouldComeNearChiSquareWhenCountsAreLarge() {
    ChainTables tables =
        new ChainTables(
            List.of(
                new double[][] {{127, 59}, {110, 70}, {360, 200}, {90, 40}},
                new double[][] {{50_000, 30_000, 20_000}, {20_200, 11_850, 7_950}}));
    ChainTest test = tables.test();
    Gate.PValues[] drawn =
        Gate.byMonteCarlo(tables.draws(), test, Overdispersion.NONE, SEED, 19_999);
    for (ChainStatistic kind : ChainStatistic.values()) {
      double expected = test.findP(kind, Overdispersion.NONE).orElseThrow();
      assertThat(expected).isBetween(0.05, 0.95);
      assertThat(drawn[kind.ordinal()].independent())
          .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / 20_000)));
      assertThat(drawn[kind.ordinal()].robust()).isEqualTo(drawn[kind.ordinal()].independent());
    }
  }

  @Test
  void shouldComeNearFWhenCountsAreLargeAndTheDispersionIsEstimated() {
    ChainTables tables =
        ChainTables.ofRow(
            new double[][] {{5_200, 2_900, 1_900}, {4_900, 3_050, 2_050}, {5_000, 3_100, 1_900}});
    ChainTest test = tables.test();
    for (Overdispersion dispersion :
        List.of(
            new Overdispersion(2, 3),
            new Overdispersion(3, 20),
            new Overdispersion(4, Double.POSITIVE_INFINITY))) {
      Gate.PValues[] drawn = Gate.byMonteCarlo(tables.draws(), test, dispersion, SEED, 19_999);
      for (ChainStatistic kind : ChainStatistic.values()) {
        double expected = test.findP(kind, dispersion).orElseThrow();
        assertThat(expected).isBetween(0.02, 0.5);
        assertThat(drawn[kind.ordinal()].robust())
            .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / 20_000)));
        assertThat(drawn[kind.ordinal()].independent()).isLessThan(0.001);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldComeNearTheExactPOfATinyTable(ChainStatistic kind) {
    double[][] table = {{3, 1, 0}, {0, 2, 1}, {1, 0, 1}};
    ChainTables tables = ChainTables.ofRow(table);
    double observed = tables.test().statistic(kind);
    double[] p = {0};
    double[] all = {0};
    forEachTable(
        new int[] {4, 3, 2},
        new double[] {4 / 9.0, 3 / 9.0, 2 / 9.0},
        (drawn, chance) -> {
          all[0] += chance;
          double statistic = ChainTables.ofRow(drawn).test().statistic(kind);
          p[0] += statistic >= observed - 1e-9 ? chance : 0;
        });
    assertThat(all[0]).isCloseTo(1, within(1e-12));
    assertThat(p[0]).isBetween(0.05, 0.95);

    double drawn =
        Gate.byMonteCarlo(tables.draws(), tables.test(), Overdispersion.NONE, SEED, 39_999)[
            kind.ordinal()]
            .independent();
    assertThat(drawn).isCloseTo(p[0], within(4 * Math.sqrt(p[0] * (1 - p[0]) / 40_000)));
    // Chi-square would say something else.
    double chiSquare = tables.test().findP(kind, Overdispersion.NONE).orElseThrow();
    assertThat(Math.abs(chiSquare - p[0])).isGreaterThan(0.01);
  }

  /** All tables of three destinations with these row totals, and their chances. */
  private static void forEachTable(
      int[] totals, double[] row, BiConsumer<double[][], Double> visitor) {
    visit(totals, row, new double[totals.length][], 1, visitor);
  }

  private static void visit(
      int[] totals,
      double[] row,
      double[][] table,
      double chance,
      BiConsumer<double[][], Double> visitor) {
    int i = (int) Arrays.stream(table).filter(r -> r != null).count();
    if (i == totals.length) {
      visitor.accept(table, chance);
      return;
    }
    for (int a = 0; a <= totals[i]; a++) {
      for (int b = 0; a + b <= totals[i]; b++) {
        int c = totals[i] - a - b;
        table[i] = new double[] {a, b, c};
        double ways =
            CombinatoricsUtils.factorialDouble(totals[i])
                / CombinatoricsUtils.factorialDouble(a)
                / CombinatoricsUtils.factorialDouble(b)
                / CombinatoricsUtils.factorialDouble(c);
        double own = ways * Math.pow(row[0], a) * Math.pow(row[1], b) * Math.pow(row[2], c);
        visit(totals, row, table, chance * own, visitor);
        table[i] = null;
      }
    }
  }

  @Test
  void shouldDrawTheSamePForTheSameNamesAlone() {
    double[][] table = {{3, 1, 0}, {0, 2, 1}, {1, 0, 3}};
    Overdispersion dispersion = new Overdispersion(1.4, 6);
    Gate gate = gate(table, dispersion, "order", "r1");
    assertThat(gate(table, dispersion, "order", "r1")).isEqualTo(gate);
    assertThat(gate(table, dispersion, "order", "r2")).isNotEqualTo(gate);
    assertThat(gate(table, dispersion, "orde", "rr1")).isNotEqualTo(gate);
    assertThat(Gate.find(ChainTables.ofRow(table), dispersion, 1, List.of("order", "r1")))
        .isNotEqualTo(Optional.of(gate));
  }

  @Test
  void shouldGiveOneWhenAllRowsAreAlikeAndTheSmallestPWhenNothingIsShared() {
    Gate alike = gate(new double[][] {{1, 2, 1}, {1, 2, 1}, {0.5, 1, 0.5}}, Overdispersion.NONE);
    // Deflated rows of less than half a household are still drawn as rows.
    Gate tiny = gate(new double[][] {{0.1, 0.2}, {0.1, 0.2}, {0.05, 0.1}}, Overdispersion.NONE);
    Gate apart = gate(new double[][] {{100_000, 0, 3}, {0, 100_000, 0}}, Overdispersion.NONE);
    for (ChainStatistic kind : ChainStatistic.values()) {
      assertThat(alike.p(kind)).isEqualTo(new Gate.PValues(1, 1));
      assertThat(tiny.p(kind)).isEqualTo(new Gate.PValues(1, 1));
      assertThat(apart.p(kind)).isEqualTo(new Gate.PValues(0.001, 0.001));
    }
    assertThat(apart.method()).isEqualTo(PValueMethod.MONTE_CARLO);
  }

  @Test
  void shouldRejectWhatIsBothSignificantAndNotSmall() {
    // The same significance: p is 0.003, of differences of 1 and of 13 points in a hundred.
    Gate small = gate(new double[][] {{20_000, 20_000}, {20_420, 19_580}}, Overdispersion.NONE);
    Gate large = gate(new double[][] {{125, 125}, {158, 92}}, Overdispersion.NONE);
    double p = small.p(ChainStatistic.PEARSON).robust();
    assertThat(p).isBetween(0.001, 0.01);
    assertThat(large.p(ChainStatistic.PEARSON).robust()).isBetween(0.001, 0.01);
    assertThat(small.test().cramersV()).isLessThan(0.05);
    assertThat(small.rejects(p)).isFalse();
    assertThat(large.rejects(p)).isTrue();
    // Adjusted for the tests of other kecamatan it may not be.
    assertThat(large.rejects(0.05)).isFalse();
  }

  @Tag("calibration")
  @Test
  void shouldRejectOneInTwentySparseTablesWhenNothingDiffers() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
    double[] p = {0.55, 0.3, 0.1, 0.05};
    int tables = 2_000;
    int[] rejected = new int[2];
    int ratioByChiSquare = 0;
    for (int t = 0; t < tables; t++) {
      double[][] table = new double[10][];
      for (int i = 0; i < table.length; i++) {
        table[i] = drawn(random, 12, p);
      }
      List<String> labels = List.of(String.valueOf(t));
      Gate gate =
          Gate.find(ChainTables.ofRow(table), Overdispersion.NONE, SEED, labels, 99).orElseThrow();
      assertThat(gate.method()).isEqualTo(PValueMethod.MONTE_CARLO);
      for (ChainStatistic kind : ChainStatistic.values()) {
        rejected[kind.ordinal()] += gate.p(kind).robust() <= 0.05 ? 1 : 0;
      }
      ratioByChiSquare +=
          gate.test().findP(ChainStatistic.LR, Overdispersion.NONE).orElseThrow() <= 0.05 ? 1 : 0;
    }
    for (int number : rejected) {
      assertThat((double) number / tables).isBetween(0.03, 0.07);
    }
    // The reason not to use chi-square here.
    assertThat((double) ratioByChiSquare / tables).isGreaterThan(0.08);
  }

  @Tag("calibration")
  @Test
  void shouldRejectOneInTwentyOnlyWhenTheDispersionOfTheYearsIsAllowedFor() {
    // Four kecamatan with the same row, each of whose years differ more than chance: what the
    // years within the kecamatan show is what their sums over the years may differ by.
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(SEED);
    double precision = 200;
    double[] p = {0.5, 0.3, 0.2};
    DirichletSampler shares =
        DirichletSampler.of(random, p[0] * precision, p[1] * precision, p[2] * precision);
    int rejected = 0;
    int naively = 0;
    int panels = 2_000;
    for (int t = 0; t < panels; t++) {
      ChainTest years = ChainTest.NOTHING;
      double[][] byRegion = new double[4][3];
      for (int r = 0; r < 4; r++) {
        double[][] byYear = new double[5][];
        for (int year = 0; year < 5; year++) {
          byYear[year] = drawn(random, 400, shares.sample());
          for (int j = 0; j < 3; j++) {
            byRegion[r][j] += byYear[year][j];
          }
        }
        years = years.plus(ChainTables.ofRow(byYear).test());
      }
      Gate gate = gate(byRegion, years.findDispersion().orElseThrow());
      assertThat(gate.method()).isEqualTo(PValueMethod.CHI_SQUARE);
      rejected += gate.p(ChainStatistic.LR).robust() < 0.05 ? 1 : 0;
      naively += gate.p(ChainStatistic.LR).independent() < 0.05 ? 1 : 0;
    }
    assertThat((double) rejected / panels).isBetween(0.03, 0.07);
    assertThat((double) naively / panels).isGreaterThan(0.4);
  }

  private static double[] drawn(UniformRandomProvider random, long households, double[] p) {
    long[] into = new long[p.length];
    BinomialSampler.addMultinomial(random, households, p, into);
    return Arrays.stream(into).asDoubleStream().toArray();
  }
}
