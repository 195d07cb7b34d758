package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class PooledRowsTest {
  private static final double[] MEAN = {0.55, 0.3, 0.1, 0.04, 0.01};

  private static double[] equal(int regions, double dispersion) {
    double[] all = new double[regions];
    Arrays.fill(all, dispersion);
    return all;
  }

  private static PooledRows pooled(double[][] counts, int draws) {
    return PooledRows.find(counts, equal(counts.length, 1), new Pooling(0.95, draws, 7, "MISKIN"))
        .orElseThrow();
  }

  /** Truth and counts of one set of regions. */
  private record Panel(double[][] truth, double[][] counts) {
    static Panel draw(UniformRandomProvider random, int regions, double precision, long least) {
      double[] alpha = Arrays.stream(MEAN).map(mean -> precision * mean).toArray();
      double[][] truth = new double[regions][];
      double[][] counts = new double[regions][];
      for (int r = 0; r < regions; r++) {
        truth[r] = EmpiricalBayesSamples.row(random, alpha);
        counts[r] = EmpiricalBayesSamples.drawn(random, least * (1 + r % 6), truth[r]);
      }
      return new Panel(truth, counts);
    }
  }

  private static Panel panel(int regions, double precision, long least) {
    return Panel.draw(RandomSource.XO_RO_SHI_RO_128_PP.create(31L), regions, precision, least);
  }

  /** Regions lend half as much as they own, and five times as much. */
  @Tag("calibration")
  @ParameterizedTest
  @CsvSource({"20, 96", "200, 90"})
  void shouldCoverTheTruthAsOftenAsPromised(double precision, double mostByTheFitAlone) {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(5L);
    int panels = 20;
    int covered = 0;
    int certain = 0;
    int cells = 0;
    double width = 0;
    double ownWidth = 0;
    for (int k = 0; k < panels; k++) {
      Panel panel = Panel.draw(random, 31, precision, 12);
      PooledRows rows = pooled(panel.counts(), 40);
      for (int r = 0; r < 31; r++) {
        PooledRow row = rows.regions().get(r);
        for (int j = 0; j < MEAN.length; j++) {
          double truth = panel.truth()[r][j];
          double y = panel.counts()[r][j];
          double n = Matrices.sum(panel.counts()[r]);
          cells++;
          covered += row.low()[j] <= truth && truth <= row.high()[j] ? 1 : 0;
          certain += coveredByTheFitAlone(rows.fit(), panel.counts(), r, j, truth);
          width += row.high()[j] - row.low()[j];
          RowInterval own = RowInterval.findJeffreys(y, n, 0.95).orElseThrow();
          ownWidth += own.high() - own.low();
        }
      }
    }
    // 3,100 cells, of which those of a panel go together: a standard error of about 0.8 %.
    assertThat(100.0 * covered / cells).isBetween(93.0, 97.0);
    assertThat(100.0 * certain / cells)
        .as("covered by the fit alone")
        .isLessThan(mostByTheFitAlone);
    assertThat(width).as("width against own data alone").isLessThan(0.8 * ownWidth);
  }

  /**
   * Whether the posterior, or the pooled row, holds the truth when the fit is taken for certain.
   */
  private static int coveredByTheFitAlone(
      DirichletFit fit, double[][] counts, int r, int j, double truth) {
    boolean pooled = fit.state() == DirichletFit.State.FULLY_POOLED;
    double a = pooled ? 0.5 : fit.alpha()[j];
    double b = pooled ? 0.5 : fit.precision() - fit.alpha()[j];
    for (int k = 0; k < counts.length; k++) {
      if (pooled || k == r) {
        a += counts[k][j];
        b += Matrices.sum(counts[k]) - counts[k][j];
      }
    }
    double below = a > 0 ? new BetaDistribution(null, a, b).cumulativeProbability(truth) : 1;
    return below > 0.025 && below < 0.975 ? 1 : 0;
  }

  @Test
  void shouldBeTheShrunkRowsBenchmarked() {
    Panel panel = panel(31, 20, 30);
    PooledRows rows = pooled(panel.counts(), 20);
    double[][] shrunk = new double[31][];
    double[] households = new double[31];
    double[] totals = new double[MEAN.length];
    for (int r = 0; r < 31; r++) {
      shrunk[r] = rows.fit().shrunk(panel.counts()[r]);
      households[r] = Matrices.sum(panel.counts()[r]);
      for (int j = 0; j < MEAN.length; j++) {
        totals[j] += panel.counts()[r][j];
      }
    }
    double[][] benchmarked = BenchmarkedRows.of(shrunk, households, totals).rows();
    double[] sums = new double[MEAN.length];
    for (int r = 0; r < 31; r++) {
      PooledRow row = rows.regions().get(r);
      assertThat(row.probability()).containsExactly(benchmarked[r]);
      assertThat(row.ownWeight()).isEqualTo(rows.fit().ownWeight(households[r]));
      for (int j = 0; j < MEAN.length; j++) {
        sums[j] += households[r] * row.probability()[j];
      }
    }
    assertThat(rows.benchmarked()).isTrue();
    assertThat(sums).containsExactly(totals, within(1e-9));
  }

  @Test
  void shouldTakeDispersedCountsForFewerHouseholds() {
    Panel panel = panel(12, 20, 30);
    double[] dispersion = new double[12];
    double[][] dispersed = new double[12][MEAN.length];
    double[][] deflated = new double[12][MEAN.length];
    for (int r = 0; r < 12; r++) {
      dispersion[r] = 1 + r % 4;
      for (int j = 0; j < MEAN.length; j++) {
        dispersed[r][j] = 4 * panel.counts()[r][j];
        deflated[r][j] = dispersed[r][j] / dispersion[r];
      }
    }
    Pooling pooling = new Pooling(0.95, 40, 7, "MISKIN");
    PooledRows rows = PooledRows.find(dispersed, dispersion, pooling).orElseThrow();
    PooledRows taken = PooledRows.find(deflated, equal(12, 1), pooling).orElseThrow();
    assertThat(rows.fit().alpha()).containsExactly(taken.fit().alpha(), within(1e-9));
    for (int r = 0; r < 12; r++) {
      PooledRow row = rows.regions().get(r);
      assertThat(row.ownWeight()).isEqualTo(taken.regions().get(r).ownWeight(), within(1e-12));
      assertThat(row.posteriorHouseholds())
          .isCloseTo(taken.regions().get(r).posteriorHouseholds(), within(1e-6));
    }
    // The flows that must add up are the raw ones.
    double[] sums = new double[MEAN.length];
    double[] totals = new double[MEAN.length];
    for (int r = 0; r < 12; r++) {
      for (int j = 0; j < MEAN.length; j++) {
        sums[j] += Matrices.sum(dispersed[r]) * rows.regions().get(r).probability()[j];
        totals[j] += dispersed[r][j];
      }
    }
    assertThat(sums).containsExactly(totals, within(1e-9));
  }

  @Test
  void shouldNotChangeWhenCountsAndDispersionGrowAlike() {
    Panel panel = panel(12, 20, 30);
    double[][] twice = new double[12][];
    for (int r = 0; r < 12; r++) {
      twice[r] = Arrays.stream(panel.counts()[r]).map(y -> 2 * y).toArray();
    }
    Pooling pooling = new Pooling(0.9, 30, 7, "MISKIN");
    PooledRows rows = PooledRows.find(panel.counts(), equal(12, 1.5), pooling).orElseThrow();
    PooledRows same = PooledRows.find(twice, equal(12, 3), pooling).orElseThrow();
    for (int r = 0; r < 12; r++) {
      PooledRow one = rows.regions().get(r);
      PooledRow other = same.regions().get(r);
      assertThat(other.probability()).containsExactly(one.probability(), within(1e-9));
      assertThat(other.low()).containsExactly(one.low(), within(1e-9));
      assertThat(other.high()).containsExactly(one.high(), within(1e-9));
    }
  }

  @Test
  void shouldNotChangeWithAnEmptyRegionOrDestination() {
    Panel panel = panel(9, 20, 20);
    PooledRows rows = pooled(panel.counts(), 30);
    double[][] wider = new double[10][MEAN.length + 1];
    for (int r = 0; r < 9; r++) {
      System.arraycopy(panel.counts()[r], 0, wider[r < 4 ? r : r + 1], 1, MEAN.length);
    }
    PooledRows wide = pooled(wider, 30);
    for (int r = 0; r < 9; r++) {
      PooledRow before = rows.regions().get(r);
      PooledRow after = wide.regions().get(r < 4 ? r : r + 1);
      assertThat(after.posteriorHouseholds()).isEqualTo(before.posteriorHouseholds());
      for (int j = 0; j < MEAN.length; j++) {
        assertThat(after.probability()[j + 1]).isEqualTo(before.probability()[j]);
        assertThat(after.low()[j + 1]).isEqualTo(before.low()[j]);
        assertThat(after.high()[j + 1]).isEqualTo(before.high()[j]);
      }
      assertThat(after.probability()[0]).isZero();
      assertThat(after.low()[0]).isZero();
      assertThat(after.high()[0]).isBetween(1e-5, 0.05);
    }
    PooledRow empty = wide.regions().get(4);
    assertThat(empty.ownWeight()).isZero();
    assertThat(empty.probability()).containsExactly(wide.fit().mean());
    assertThat(empty.high()[1] - empty.low()[1])
        .as("a region without households could be any of those")
        .isGreaterThan(wide.regions().get(8).high()[1] - wide.regions().get(8).low()[1]);
  }

  @Test
  void shouldGiveEveryZeroCellAnUpperEnd() {
    double[][] counts = {
      {474, 15, 3, 0}, {95, 20, 4, 0}, {83, 15, 0, 0}, {54, 6, 0, 1}, {1, 2, 0, 0}
    };
    PooledRows rows = pooled(counts, 200);
    for (int r = 0; r < 5; r++) {
      PooledRow row = rows.regions().get(r);
      for (int j = 0; j < 4; j++) {
        if (counts[r][j] == 0) {
          assertThat(row.low()[j]).isLessThan(1e-3);
          assertThat(row.high()[j]).isGreaterThan(1e-3);
        }
      }
    }
  }

  @Test
  void shouldNotTakeRegionsForOneBecauseTheyLookAlike() {
    double[][] counts = new double[31][];
    for (int r = 0; r < 31; r++) {
      counts[r] = new double[] {12, 6, 2};
    }
    PooledRows rows = pooled(counts, 200);
    assertThat(rows.fit().state()).isEqualTo(DirichletFit.State.FULLY_POOLED);
    RowInterval asOne = RowInterval.findJeffreys(12 * 31, 20 * 31, 0.95).orElseThrow();
    RowInterval alone = RowInterval.findJeffreys(12, 20, 0.95).orElseThrow();
    PooledRow row = rows.regions().get(3);
    assertThat(row.ownWeight()).isZero();
    assertThat(row.probability()).containsExactly(new double[] {0.6, 0.3, 0.1}, within(1e-12));
    assertThat(row.low()[0]).isLessThan(asOne.low()).isGreaterThan(alone.low());
    assertThat(row.high()[0]).isGreaterThan(asOne.high()).isLessThan(alone.high());
    assertThat(row.posteriorHouseholds()).isBetween(20.0, 620.0);
  }

  @Test
  void shouldLeaveLargeRegionsTheirOwn() {
    Panel panel = panel(31, 10, 20_000);
    PooledRows rows = pooled(panel.counts(), 40);
    for (int r = 0; r < 31; r++) {
      PooledRow row = rows.regions().get(r);
      double n = Matrices.sum(panel.counts()[r]);
      assertThat(row.ownWeight()).isGreaterThan(0.999);
      assertThat(row.posteriorHouseholds()).isCloseTo(n, within(0.02 * n));
      RowInterval own = RowInterval.findJeffreys(panel.counts()[r][0], n, 0.95).orElseThrow();
      double width = own.high() - own.low();
      assertThat(row.low()[0]).isCloseTo(own.low(), within(0.05 * width));
      assertThat(row.high()[0]).isCloseTo(own.high(), within(0.05 * width));
    }
  }

  @Test
  void shouldWidenWithTheLevel() {
    Panel panel = panel(9, 20, 20);
    PooledRows narrow =
        PooledRows.find(panel.counts(), equal(9, 1), new Pooling(0.8, 40, 7, "MISKIN"))
            .orElseThrow();
    PooledRows wide =
        PooledRows.find(panel.counts(), equal(9, 1), new Pooling(0.99, 40, 7, "MISKIN"))
            .orElseThrow();
    for (int r = 0; r < 9; r++) {
      for (int j = 0; j < MEAN.length; j++) {
        assertThat(wide.regions().get(r).low()[j])
            .isLessThanOrEqualTo(narrow.regions().get(r).low()[j]);
        assertThat(wide.regions().get(r).high()[j])
            .isGreaterThan(narrow.regions().get(r).high()[j]);
      }
    }
  }

  @Test
  void shouldDependOnTheSeedByLittleAndOnNothingElse() {
    Panel panel = panel(31, 60, 15);
    Pooling pooling = Pooling.ofRow(7, "MISKIN");
    PooledRows one = PooledRows.find(panel.counts(), equal(31, 1), pooling).orElseThrow();
    PooledRows again = PooledRows.find(panel.counts(), equal(31, 1), pooling).orElseThrow();
    PooledRows other =
        PooledRows.find(panel.counts(), equal(31, 1), Pooling.ofRow(8, "MISKIN")).orElseThrow();
    for (int r = 0; r < 31; r++) {
      PooledRow row = one.regions().get(r);
      assertThat(again.regions().get(r).low()).containsExactly(row.low());
      assertThat(again.regions().get(r).high()).containsExactly(row.high());
      for (int j = 0; j < MEAN.length; j++) {
        double tenth = 0.1 * (row.high()[j] - row.low()[j]);
        assertThat(other.regions().get(r).low()[j]).isCloseTo(row.low()[j], within(tenth));
        assertThat(other.regions().get(r).high()[j]).isCloseTo(row.high()[j], within(tenth));
      }
    }
    assertThat(other.regions().get(0).low()[0]).isNotEqualTo(one.regions().get(0).low()[0]);
  }

  @Test
  void shouldAnswerForASingleRegionAsIfItWereAlone() {
    double[][] counts = {{18, 10, 2}, {0, 0, 0}};
    PooledRows rows = pooled(counts, 200);
    PooledRow own = rows.regions().get(0);
    assertThat(own.probability())
        .containsExactly(new double[] {0.6, 1 / 3.0, 2 / 30.0}, within(1e-12));
    RowInterval alone = RowInterval.findJeffreys(18, 30, 0.95).orElseThrow();
    assertThat(own.low()[0]).isCloseTo(alone.low(), within(0.05));
    assertThat(own.high()[0]).isCloseTo(alone.high(), within(0.05));
    PooledRow unknown = rows.regions().get(1);
    assertThat(unknown.high()[0] - unknown.low()[0])
        .isGreaterThan(1.2 * (own.high()[0] - own.low()[0]));
  }

  @Test
  void shouldGiveNoRowThatNobodyIsIn() {
    assertThat(PooledRows.find(new double[3][4], equal(3, 1), Pooling.ofRow(1, "ABSENT")))
        .isEmpty();
  }

  @Test
  void shouldRefuseDispersionsThatAreNone() {
    double[][] counts = {{1, 2}, {3, 4}};
    Pooling pooling = Pooling.ofRow(1, "MISKIN");
    assertThatThrownBy(() -> PooledRows.find(counts, new double[] {1, 0.5}, pooling))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
    assertThatThrownBy(() -> PooledRows.find(counts, new double[] {1}, pooling))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pooling(1, 200, 1, "MISKIN"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pooling(0.9, 0, 1, "MISKIN"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
