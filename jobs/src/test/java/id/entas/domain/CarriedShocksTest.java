package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CarriedShocksTest {
  private static final double[][] MATRIX = {
    {.55, .30, .09, .04, .02},
    {.08, .70, .15, .05, .02},
    {.02, .10, .81, .05, .02},
    {.10, .25, .15, .50, 0},
    {0, 0, 0, 0, 1}
  };
  private static final int TIERS = 3;
  private static final int[] CENSUSES = {2005, 2006, 2008, 2011};
  private static final double[] NEWCOMERS = {40, 60, 50, 0, 0};

  /** Stocks at the censuses if one year is tilted. */
  private static SortedMap<Integer, double[]> stocks(double tilt, int tiltedYear) {
    SortedMap<Integer, double[]> stocks = new TreeMap<>();
    double[][] state = {{1000, 3000, 4000, 0, 0}};
    for (int year = CENSUSES[0]; year <= 2011; year++) {
      for (int census : CENSUSES) {
        if (census == year && year > CENSUSES[0]) {
          for (int j = 0; j < state[0].length; j++) {
            state[0][j] += NEWCOMERS[j];
          }
        }
        if (census == year) {
          stocks.put(year, Arrays.copyOf(state[0], TIERS));
        }
      }
      state = Matrices.product(state, year == tiltedYear ? tilted(tilt) : MATRIX);
    }
    return stocks;
  }

  private static double[][] tilted(double tilt) {
    double[][] tilted = Matrices.copy(MATRIX);
    for (int i = 0; i <= TIERS; i++) {
      double before = 0;
      double after = 0;
      for (int j = 0; j < TIERS; j++) {
        before += tilted[i][j];
        tilted[i][j] *= Math.exp(-tilt * j);
        after += tilted[i][j];
      }
      for (int j = 0; j < TIERS; j++) {
        tilted[i][j] *= before / after;
      }
    }
    return tilted;
  }

  @Test
  void shouldCarryAShockAsThePathWouldHaveGone() {
    double small = 1e-4;
    for (int tier = 0; tier < TIERS; tier++) {
      double[][] expected = new double[CENSUSES.length][CENSUSES.length];
      for (int year = 2005; year < 2011; year++) {
        SortedMap<Integer, double[]> good = stocks(-small, year);
        SortedMap<Integer, double[]> bad = stocks(small, year);
        double[] left = new double[CENSUSES.length];
        for (int s = 0; s < left.length; s++) {
          left[s] = (bad.get(CENSUSES[s])[tier] - good.get(CENSUSES[s])[tier]) / (2 * small);
        }
        for (int s = 0; s < left.length; s++) {
          for (int t = 0; t < left.length; t++) {
            expected[s][t] += 0.0225 * left[s] * left[t];
          }
        }
      }
      double[][] found = new CarriedShocks(MATRIX, 0.0225).covariance(stocks(0, 2005), tier, 1);
      assertThat(found[3][3]).isGreaterThan(100);
      for (int s = 0; s < CENSUSES.length; s++) {
        // Nothing comes before the first census.
        assertThat(found[0][s]).isZero();
        for (int t = 0; t < CENSUSES.length; t++) {
          assertThat(found[s][t]).isCloseTo(expected[s][t], within(1e-4 * expected[3][3]));
        }
      }
    }
  }

  @Test
  void shouldMovePeopleByHouseholds() {
    CarriedShocks shocks = new CarriedShocks(MATRIX, 0.01);
    double households = shocks.covariance(stocks(0, 2005), 0, 1)[2][3];
    assertThat(shocks.covariance(stocks(0, 2005), 0, 4)[2][3])
        .isCloseTo(4 * households, within(1e-9 * households));
  }

  private static IntervalFlows flows(String region, int from, long[][] moved, long newcomers) {
    return new IntervalFlows(
        region,
        Region.Level.KECAMATAN,
        new Interval(from, from + 1),
        moved,
        new long[2],
        new long[2],
        new long[2],
        new long[2],
        new long[] {newcomers, 0},
        new long[] {0, newcomers},
        new long[] {newcomers, newcomers},
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  private static AnnualMatrices.Matrix matrix(String region, double[]... rows) {
    return new AnnualMatrices.Matrix(
        region,
        new AnnualMatrix(rows, rows, 0, 1, true),
        new MatrixInformation(new double[3], new double[3][4], 0),
        Arrays.stream(rows)
            .map(
                row ->
                    new AnnualMatrices.Row(
                        row,
                        Optional.empty(),
                        new double[4],
                        Optional.empty(),
                        0,
                        AnnualMatrices.Method.ASSUMED_STAYS,
                        true))
            .toList());
  }

  @Test
  void shouldLetLocalShocksCancelInAKabupatenAsFarAsItsKecamatanAreManyAndOfOneSize() {
    double[][] rows = {{.6, .3, .08, .02}, {.1, .8, .07, .03}, {.2, .3, .5, 0}};
    // At the latest census 300 and 100 households, at the one before the other way round.
    List<List<IntervalFlows>> kecamatan =
        List.of(
            List.of(
                flows("3509010", 2008, new long[][] {{20, 30}, {20, 30}}, 0),
                flows("3509010", 2009, new long[][] {{60, 40}, {60, 40}}, 25)),
            List.of(
                flows("3509020", 2008, new long[][] {{90, 60}, {90, 60}}, 0),
                flows("3509020", 2009, new long[][] {{20, 30}, {10, 20}}, 5)));

    Map<String, CarriedShocks> carried =
        CarriedShocks.ofRegions(
            Map.of(
                "3509", matrix("3509", rows),
                "3509010", matrix("3509010", rows),
                "3509020", matrix("3509020", rows[1], rows[0], rows[2])),
            kecamatan,
            new ShockModel(0.1, 0.2, 1, ShockSource.ASSUMED));

    assertThat(carried.keySet()).containsExactlyInAnyOrder("3509", "3509010", "3509020");
    assertThat(carried.get("3509010").variance()).isCloseTo(0.01 + 0.04, within(1e-12));
    assertThat(carried.get("3509020").variance()).isCloseTo(0.01 + 0.04, within(1e-12));
    // (300^2 + 100^2) / 400^2 of the local variance are left.
    assertThat(carried.get("3509").variance()).isCloseTo(0.01 + 0.625 * 0.04, within(1e-12));
    assertThat(carried.get("3509020").matrix())
        .isDeepEqualTo(new double[][] {rows[1], rows[0], rows[2], {0, 0, 0, 1}});
  }

  @Test
  void shouldRefuseAVarianceThatIsNone() {
    assertThatThrownBy(() -> new CarriedShocks(MATRIX, Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
    assertThat(new CarriedShocks(MATRIX, 0).variance()).isZero();
    assertThatThrownBy(() -> new CarriedShocks(MATRIX, -0.1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new CarriedShocks(MATRIX, Double.NaN)).hasMessageContaining("NaN");
  }
}
