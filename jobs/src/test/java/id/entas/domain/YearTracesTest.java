package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class YearTracesTest {
  private static final double[][] MATRIX = {
    {.55, .30, .09, .04, .02},
    {.08, .70, .15, .05, .02},
    {.02, .10, .81, .05, .02},
    {.10, .25, .15, .50, 0},
    {0, 0, 0, 0, 1}
  };
  private static final int TIERS = 3;

  /** Flows from 2005, 2008 and 2011 as expected, one year tilted. */
  private static List<IntervalFlows> flows(double tilt, int tiltedYear) {
    List<IntervalFlows> flows = new ArrayList<>();
    double[] start = {2e8, 4e8, 4e8, 1e8};
    for (int from : new int[] {2005, 2008}) {
      double[][] over = Matrices.identity(TIERS + 2);
      for (int year = from; year < from + 3; year++) {
        over = Matrices.product(over, year == tiltedYear ? tilted(tilt) : MATRIX);
      }
      long[][] moved = new long[TIERS][TIERS];
      long[] absent = new long[TIERS];
      long[] gone = new long[TIERS];
      long[] returned = new long[TIERS];
      for (int i = 0; i < TIERS; i++) {
        for (int j = 0; j < TIERS; j++) {
          moved[i][j] = Math.round(start[i] * over[i][j]);
        }
        absent[i] = Math.round(start[i] * over[i][TIERS]);
        gone[i] = Math.round(start[i] * over[i][TIERS + 1]);
        returned[i] = Math.round(start[TIERS] * over[TIERS][i]);
      }
      flows.add(
          new IntervalFlows(
              "3509010",
              Region.Level.KECAMATAN,
              new Interval(from, from + 3),
              moved,
              absent,
              new long[TIERS],
              gone,
              new long[TIERS],
              new long[TIERS],
              returned,
              new long[TIERS],
              Math.round(start[TIERS]),
              new TreeSet<>(Set.of("PPLS2008")),
              1,
              1));
    }
    return flows;
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

  private static AnnualMatrix fitted(List<IntervalFlows> flows) {
    return AnnualMatrixEstimator.ofFlows(TIERS)
        .estimate(flows.stream().map(AnnualFlows::of).toList());
  }

  @Test
  void shouldTakeThoseWhoDoNotReturnForAbsentOrGone() {
    AnnualMatrix matrix = fitted(flows(0, 2005));
    for (int i = 0; i <= TIERS; i++) {
      assertThat(matrix.probability()[i]).containsExactly(MATRIX[i], within(1e-4));
    }
  }

  @Test
  void shouldSayWhatAFitToShockedYearsWouldShow() {
    double shock = 0.01;
    double[][] squares = new double[TIERS + 1][TIERS];
    for (int year = 2005; year < 2011; year++) {
      double[][] shocked = fitted(flows(shock, year)).probability();
      double[][] other = fitted(flows(-shock, year)).probability();
      for (int i = 0; i <= TIERS; i++) {
        for (int j = 0; j < TIERS; j++) {
          squares[i][j] += Math.pow((shocked[i][j] - other[i][j]) / (2 * shock), 2);
        }
      }
    }
    List<IntervalFlows> plain = flows(0, 2005);
    AnnualMatrix matrix = fitted(plain);
    YearTraces traces = YearTraces.of(plain, matrix);
    YearShares shares = YearShares.of(plain, matrix.probability());
    boolean more = false;
    for (int i = 0; i <= TIERS; i++) {
      double mean = 0;
      double mass = 0;
      for (int j = 0; j < TIERS; j++) {
        mean += j * MATRIX[i][j];
        mass += MATRIX[i][j];
      }
      for (int j = 0; j < TIERS; j++) {
        double found = Math.sqrt(squares[i][j]);
        assertThat(traces.perDeviation(i, j)).isCloseTo(found, within(0.002 + 0.03 * found));
        double averaged = MATRIX[i][j] * Math.abs(mean / mass - j) * Math.sqrt(shares.squares(i));
        more |= found > 1.3 * averaged;
      }
    }
    // Some cells carry more than the mean of the shocks, which is what all this is for.
    assertThat(more).isTrue();
  }
}
