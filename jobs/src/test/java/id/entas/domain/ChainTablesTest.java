package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class ChainTablesTest {
  private static final double[][] BASE = {
    {0.55, 0.324, 0.0945, 0.0315},
    {0.035, 0.725, 0.19, 0.05},
    {0.006, 0.09, 0.734, 0.17},
    {0.001, 0.02, 0.10, 0.879}
  };

  @Test
  void shouldMatchTheGoldenTestOfTwoSamples() {
    GoldenSet golden = GoldenSet.read("03_kullback_two_samples");
    List<String> states = List.of("1", "2", "3", "4", "5", "6");
    ChainTest test =
        ChainTables.ofMatrices(
                List.of(golden.matrix("sample1", states), golden.matrix("sample2", states)))
            .test();
    check(golden, "LR", test.likelihoodRatio());
    check(golden, "Pearson", test.pearson());
    check(golden, "df_support_adjusted", test.degreesOfFreedom());
    check(golden, "df_kullback_formula", ChainTables.kullbackDegreesOfFreedom(6, 2));
    check(golden, "p_LR_df29", test.findP(ChainStatistic.LR, Overdispersion.NONE).orElseThrow());
    int traps = 0;
    for (GoldenSet.Value value : golden.expected()) {
      if (value.status().startsWith("TRAP")) {
        traps++;
        double ours =
            value.name().endsWith("_df") ? test.degreesOfFreedom() : test.likelihoodRatio();
        assertThat(ours).as(value.name()).isNotCloseTo(value.value(), within(1.0));
        assertThat(test.pearson()).as(value.name()).isNotCloseTo(value.value(), within(1.0));
      }
    }
    assertThat(traps).isEqualTo(2);
  }

  @Test
  void shouldMatchTheGoldenNonRejection() {
    GoldenSet golden = GoldenSet.read("25_burkett_nonrejection");
    double[][] table = new double[4][2];
    List<String> before = List.of("prev1", "prev2", "prev4", "prev5");
    for (int i = 0; i < 4; i++) {
      table[i][0] = golden.input("count", before.get(i), "to1");
      table[i][1] = golden.input("count", before.get(i), "elsewhere");
    }
    ChainTest test = ChainTables.ofRow(table).test();
    check(golden, "X2", test.pearson());
    check(golden, "df", test.degreesOfFreedom());
    check(golden, "p", test.findP(ChainStatistic.PEARSON, Overdispersion.NONE).orElseThrow());
  }

  private static void check(GoldenSet golden, String quantity, double value) {
    GoldenSet.Value expected = golden.expected(quantity, "", "");
    assertThat(value).as(quantity).isCloseTo(expected.value(), within(expected.tolerance()));
  }

  @Test
  void shouldComputeASmallTableByHand() {
    // Both rows expect 15, 10 and 5 of 30.
    ChainTest test = ChainTables.ofRow(new double[][] {{20, 5, 5}, {10, 15, 5}}).test();
    assertThat(test.pearson()).isCloseTo(2 * 25 / 15.0 + 2 * 25 / 10.0, within(1e-12));
    assertThat(test.likelihoodRatio())
        .isCloseTo(
            2
                * (20 * Math.log(20 / 15.0)
                    + 10 * Math.log(10 / 15.0)
                    + 5 * Math.log(5 / 10.0)
                    + 15 * Math.log(15 / 10.0)),
            within(1e-12));
    assertThat(test.degreesOfFreedom()).isEqualTo(2);
    assertThat(test.smallestExpected()).isEqualTo(5);
    assertThat(test.households()).isEqualTo(60);
    assertThat(test.cramersV()).isCloseTo(Math.sqrt(test.pearson() / 60), within(1e-12));
  }

  /** One to five strata, one to five destinations, a third of the cells zero. */
  @Provide
  Arbitrary<double[][]> tables() {
    Arbitrary<Double> cell =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(0.0)),
            Tuple.of(2, Arbitraries.integers().between(0, 4_000).map(x -> x / 8.0)));
    return Combinators.combine(
            Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 5))
        .flatAs(
            (rows, columns) ->
                cell.array(double[].class).ofSize(columns).array(double[][].class).ofSize(rows));
  }

  @Property(tries = 300)
  void shouldAgreeWithAnIndependentRecount(@ForAll("tables") double[][] table) {
    // Pearson by n (sum o² / (r c) - 1), LR by entropies, degrees by counting parameters: of each
    // row's distribution on the reached destinations, less those of the one they share.
    double all = 0;
    double squares = 0;
    double entropies = 0;
    int rows = 0;
    double[] columns = new double[table[0].length];
    for (double[] row : table) {
      for (int j = 0; j < row.length; j++) {
        columns[j] += row[j];
      }
    }
    for (double[] row : table) {
      double n = Arrays.stream(row).sum();
      all += n;
      rows += n > 0 ? 1 : 0;
      entropies -= entropy(n);
      for (int j = 0; j < row.length; j++) {
        entropies += entropy(row[j]);
        squares += row[j] > 0 ? row[j] * row[j] / (n * columns[j]) : 0;
      }
    }
    int reached = 0;
    for (double column : columns) {
      reached += column > 0 ? 1 : 0;
      entropies -= entropy(column);
    }
    entropies += entropy(all);
    int free = Math.max(0, rows * (reached - 1) - (reached - 1));

    ChainTest test = ChainTables.ofRow(table).test();
    assertThat(test.degreesOfFreedom()).isEqualTo(all == 0 ? 0 : free);
    assertThat(test.pearson())
        .isCloseTo(free == 0 ? 0 : all * (squares - 1), within(1e-9 * (1 + all)));
    assertThat(test.likelihoodRatio())
        .isCloseTo(free == 0 ? 0 : 2 * entropies, within(1e-9 * (1 + all)));
    assertThat(test.cramersV()).isBetween(0.0, 1.0);
  }

  private static double entropy(double x) {
    return x > 0 ? x * Math.log(x) : 0;
  }

  @Property(tries = 200)
  void shouldNotDependOnOrderNorOnEmptyRowsAndColumns(
      @ForAll("tables") double[][] table, @ForAll long seed) {
    Random random = new Random(seed);
    int columns = table[0].length;
    List<Integer> to = new ArrayList<>(IntStream.rangeClosed(0, columns).boxed().toList());
    Collections.shuffle(to, random);
    double[][] other = new double[table.length + 1][columns + 1];
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columns; j++) {
        other[i][to.get(j)] = table[i][j];
      }
    }
    Collections.shuffle(Arrays.asList(other), random);
    ChainTest test = ChainTables.ofRow(table).test();
    ChainTest same = ChainTables.ofRow(other).test();
    assertThat(same.degreesOfFreedom()).isEqualTo(test.degreesOfFreedom());
    assertThat(same.pearson()).isCloseTo(test.pearson(), within(1e-9));
    assertThat(same.likelihoodRatio()).isCloseTo(test.likelihoodRatio(), within(1e-9));
    assertThat(same.households()).isCloseTo(test.households(), within(1e-9));
    assertThat(same.cramersV()).isCloseTo(test.cramersV(), within(1e-9));
    if (test.degreesOfFreedom() > 0) {
      assertThat(same.smallestExpected()).isCloseTo(test.smallestExpected(), within(1e-9));
    }
  }

  @Property(tries = 200)
  void shouldDivideStatisticsByTheDispersionOfDeflatedCountsButNotTheEffect(
      @ForAll("tables") double[][] table, @ForAll @DoubleRange(min = 1, max = 50) double phi) {
    double[][] deflated = Matrices.copy(table);
    for (double[] row : deflated) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= phi;
      }
    }
    ChainTest test = ChainTables.ofRow(table).test();
    ChainTest less = ChainTables.ofRow(deflated).test();
    assertThat(less.degreesOfFreedom()).isEqualTo(test.degreesOfFreedom());
    assertThat(less.pearson()).isCloseTo(test.pearson() / phi, within(1e-9));
    assertThat(less.likelihoodRatio()).isCloseTo(test.likelihoodRatio() / phi, within(1e-9));
    assertThat(less.cramersV()).isCloseTo(test.cramersV(), within(1e-9));
  }

  @Test
  void shouldMeasureTheEffectFromNoneToWhole() {
    assertThat(ChainTables.ofRow(new double[][] {{3, 6}, {5, 10}}).test().cramersV())
        .isCloseTo(0, within(1e-7));
    assertThat(ChainTables.ofRow(new double[][] {{3, 0, 0}, {0, 7, 2}}).test().cramersV())
        .isCloseTo(1, within(1e-12));
    // A sum of the two is between them, by the households of each.
    ChainTables both =
        new ChainTables(
            List.of(new double[][] {{30, 60}, {50, 100}}, new double[][] {{10, 0}, {0, 50}}));
    assertThat(both.test().cramersV()).isCloseTo(Math.sqrt(60 / 300.0), within(1e-12));
  }

  @Test
  void shouldHaveNothingToCompare() {
    for (ChainTables tables :
        List.of(
            new ChainTables(List.of()),
            ChainTables.ofRow(new double[0][]),
            ChainTables.ofRow(new double[][] {{4, 5, 6}}),
            ChainTables.ofRow(new double[][] {{4, 5, 6}, {0, 0, 0}}),
            ChainTables.ofRow(new double[][] {{0, 5}, {0, 6}}),
            ChainTables.ofMatrices(List.of()),
            ChainTables.ofMatrices(List.<double[][]>of(BASE)),
            ChainTables.ofTriples(List.of()))) {
      assertThat(tables.test()).isEqualTo(ChainTest.NOTHING);
    }
  }

  @Test
  void shouldSumTheRowsOfMatrices() {
    double[][] first = {{10, 5}, {3, 9}, {0, 0}};
    double[][] second = {{8, 9}, {4, 2}, {1, 1}};
    ChainTest rows =
        ChainTables.ofRow(new double[][] {first[0], second[0]})
            .test()
            .plus(ChainTables.ofRow(new double[][] {first[1], second[1]}).test());
    // The third row has households in one stratum only.
    assertThat(ChainTables.ofMatrices(List.of(first, second)).test()).isEqualTo(rows);
  }

  @Test
  void shouldFindTheMemoryOfAMiddleTierAlone() {
    // Who came into tier 1 from tier 0 leaves it otherwise than who came from 1; through tier 0
    // all are alike.
    double[][][] triples = {{{30, 10}, {40, 20}}, {{15, 5}, {10, 90}}};
    ChainTest through0 = ChainTables.ofTriplesThrough(List.<double[][][]>of(triples), 0).test();
    ChainTest through1 = ChainTables.ofTriplesThrough(List.<double[][][]>of(triples), 1).test();
    assertThat(through0.pearson()).isCloseTo(0, within(1e-12));
    assertThat(through1).isEqualTo(ChainTables.ofRow(new double[][] {{40, 20}, {10, 90}}).test());
    assertThat(through1.cramersV()).isGreaterThan(0.5);
    ChainTest both = ChainTables.ofTriples(List.<double[][][]>of(triples)).test();
    assertThat(both.degreesOfFreedom()).isEqualTo(2);
    assertThat(both.pearson()).isCloseTo(through1.pearson(), within(1e-12));
  }

  @Test
  void shouldNotTakeYearsThatDifferForMemory() {
    // Expected counts of a chain of first order whose matrix and starting tiers differ by year.
    List<double[][][]> years = new ArrayList<>();
    double[][][] together = new double[4][4][4];
    double[][] stocks = {{400, 1500, 2500, 3000}, {1500, 1200, 900, 4000}};
    for (int year = 0; year < 2; year++) {
      double[][][] triples = new double[4][4][4];
      double[][] tilted = tilted(0.5 * year - 0.25);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          for (int k = 0; k < 4; k++) {
            triples[i][j][k] = stocks[year][i] * BASE[i][j] * tilted[j][k];
            together[i][j][k] += triples[i][j][k];
          }
        }
      }
      years.add(triples);
    }
    ChainTest stratified = ChainTables.ofTriples(years).test();
    ChainTest unstratified = ChainTables.ofTriples(List.<double[][][]>of(together)).test();
    assertThat(stratified.pearson()).isCloseTo(0, within(1e-9));
    assertThat(stratified.likelihoodRatio()).isCloseTo(0, within(1e-9));
    assertThat(stratified.degreesOfFreedom()).isEqualTo(2 * 4 * 3 * 3);
    assertThat(unstratified.likelihoodRatio()).isGreaterThan(10);
    assertThat(unstratified.degreesOfFreedom()).isEqualTo(4 * 3 * 3);
  }

  private static double[][] tilted(double shock) {
    double[][] tilted = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        tilted[i][j] = BASE[i][j] * Math.exp(-shock * (j - i));
      }
      double all = Matrices.sum(tilted[i]);
      for (int j = 0; j < 4; j++) {
        tilted[i][j] /= all;
      }
    }
    return tilted;
  }

  @ParameterizedTest
  @EnumSource
  void shouldRejectOneInTwentyWhenNothingDiffers(ChainStatistic kind) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(20130101L);
    int rejected = 0;
    int tables = 2_000;
    for (int t = 0; t < tables; t++) {
      List<double[][]> years = new ArrayList<>();
      for (int year = 0; year < 3; year++) {
        // Every row expects at least ten in every destination.
        years.add(drawn(random, new double[][] {BASE[0], BASE[1]}, 320));
      }
      ChainTest test = ChainTables.ofMatrices(years).test();
      assertThat(test.degreesOfFreedom()).isEqualTo(2 * 2 * 3);
      rejected += test.findP(kind, Overdispersion.NONE).orElseThrow() < 0.05 ? 1 : 0;
    }
    assertThat((double) rejected / tables).isBetween(0.03, 0.07);
  }

  @Test
  void shouldRejectYearsThatDiffer() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(20130101L);
    int rejected = 0;
    for (int t = 0; t < 200; t++) {
      ChainTest test =
          ChainTables.ofMatrices(
                  List.of(
                      drawn(random, tilted(-0.15), 600),
                      drawn(random, tilted(0), 600),
                      drawn(random, tilted(0.15), 600)))
              .test();
      rejected += test.findP(ChainStatistic.LR, Overdispersion.NONE).orElseThrow() < 0.05 ? 1 : 0;
    }
    assertThat(rejected).isGreaterThan(190);
  }

  private static double[][] drawn(
      UniformRandomProvider random, double[][] matrix, long households) {
    double[][] drawn = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      long[] into = new long[matrix[i].length];
      BinomialSampler.addMultinomial(random, households, matrix[i], into);
      drawn[i] = Arrays.stream(into).asDoubleStream().toArray();
    }
    return drawn;
  }

  @Test
  void shouldKeepItsTablesToItself() {
    double[][] table = {{1, 2}, {3, 4}};
    ChainTables tables = ChainTables.ofRow(table);
    ChainTest before = tables.test();
    table[0][0] = 100;
    tables.tables().get(0)[1][1] = 100;
    assertThat(tables.test()).isEqualTo(before);
  }

  @Test
  void shouldRefuseWhatIsNoTable() {
    for (double[][] table :
        new double[][][] {
          {{1, 2}, {3}}, {{1, -2}, {3, 4}}, {{1, Double.NaN}}, {{1, Double.POSITIVE_INFINITY}}
        }) {
      assertThatThrownBy(() -> ChainTables.ofRow(table))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ChainTables.ofMatrices(List.of(new double[2][2], new double[3][2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and of 3");
    for (int middle : new int[] {-1, 2}) {
      List<double[][][]> triples = List.<double[][][]>of(new double[3][2][2]);
      assertThatThrownBy(() -> ChainTables.ofTriplesThrough(triples, middle))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tier " + middle + " of 2");
    }
    List<double[][][]> ragged = List.<double[][][]>of(new double[][][] {{{1}}, {{1}, {2}}});
    assertThatThrownBy(() -> ChainTables.ofTriples(ragged))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
