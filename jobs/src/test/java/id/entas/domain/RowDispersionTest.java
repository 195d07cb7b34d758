package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RowDispersionTest {
  private static final double[] ROW = {0.1, 0.6, 0.2, 0.1};

  private static RowDispersion first(IntervalCounts... intervals) {
    AnnualMatrix matrix =
        AnnualMatrixEstimator.ofTiers(intervals[0].counts().length).estimate(List.of(intervals));
    return RowDispersion.ofRows(matrix.probability(), List.of(intervals)).get(0);
  }

  private static IntervalCounts year(double... firstRow) {
    double[][] counts = new double[firstRow.length][firstRow.length];
    counts[0] = firstRow;
    return new IntervalCounts(1, counts);
  }

  @Test
  void shouldBePearsonsStatisticOverYears() {
    // Two years of 100, 40 and 60 in the cell: X2 = 4 · 10² / 50 = 8 on one degree of freedom.
    RowDispersion two = first(year(40, 60), year(60, 40));
    assertThat(two.statistic()).isCloseTo(8, within(1e-9));
    assertThat(two.degreesOfFreedom()).isEqualTo(1);
    assertThat(two.households()).isCloseTo(100, within(1e-9));
  }

  @Test
  void shouldSayNothingFromOneIntervalOrOneDestination() {
    assertThat(first(year(40, 60)).degreesOfFreedom()).isZero();
    assertThat(first(year(40, 60)).households()).isEqualTo(100);
    assertThat(first(year(40, 0), year(30, 0)).degreesOfFreedom()).isZero();
    assertThat(RowDispersion.excess(List.of(first(year(40, 60))))).isZero();
  }

  @Test
  void shouldCompareIntervalsOfDifferentLengthsByTheFittedMatrix() {
    double[][] matrix = {{0.5, 0.5}, {0.2, 0.8}};
    double[][] squared = Matrices.product(matrix, matrix);
    IntervalCounts one = new IntervalCounts(1, new double[][] {{500, 500}, {0, 0}});
    IntervalCounts two =
        new IntervalCounts(
            2, new double[][] {{1000 * squared[0][0], 1000 * squared[0][1]}, {0, 0}});
    RowDispersion alike = RowDispersion.ofRows(matrix, List.of(one, two)).get(0);
    assertThat(alike.statistic()).isCloseTo(0, within(1e-9));
    // Taken for one year, the two-year interval would look like a shock.
    IntervalCounts mistaken = new IntervalCounts(1, two.counts());
    assertThat(RowDispersion.ofRows(matrix, List.of(one, mistaken)).get(0).statistic())
        .isGreaterThan(50);
  }

  @Test
  void shouldGiveCensoredHouseholdsToTheStatesOfTheirSetAsTheMatrixExpects() {
    double[][] matrix = {{0.5, 0.3, 0.2}, {0, 1, 0}, {0, 0, 1}};
    // 6 and 4 of the ten graduates: 50, 30 and 20 as expected.
    IntervalCounts graduates =
        new IntervalCounts(
            1,
            new double[][] {{50, 24, 16}, {0, 0, 0}, {0, 0, 0}},
            List.of(CensoredCount.graduates(0, 3, 3, 10)));
    // 10² / 50 + 10² / 20 on two degrees of freedom.
    RowDispersion all = RowDispersion.ofRows(matrix, List.of(graduates, year(60, 30, 10))).get(0);
    assertThat(all.statistic()).isCloseTo(7, within(1e-9));
    assertThat(all.degreesOfFreedom()).isEqualTo(2);
    assertThat(all.households()).isCloseTo(100, within(1e-9));

    // Of those who end in the first two: 50 and 30, and 60 and 30 where 56.25 and 33.75 are
    // expected.
    RowDispersion part =
        RowDispersion.ofRows(
                matrix, List.of(graduates, year(60, 30, 10)), row -> new double[] {row[0], row[1]})
            .get(0);
    assertThat(part.statistic()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(part.degreesOfFreedom()).isEqualTo(1);
    assertThat(part.households()).isCloseTo(170 - (6400 + 8100) / 170.0, within(1e-9));
  }

  @Test
  void shouldFindTheExcessAtWhichTheScaledStatisticIsItsDegreesOfFreedom() {
    // 30 / (1 + 100 c) + 20 / (1 + 400 c) = 10, and one whose excess lies beyond the first guess.
    List<RowDispersion> rows =
        List.of(new RowDispersion(30, 5, 100), new RowDispersion(20, 5, 400));
    double excess = RowDispersion.excess(rows);
    assertThat(30 / (1 + 100 * excess) + 20 / (1 + 400 * excess)).isCloseTo(10, within(1e-9));
    assertThat(RowDispersion.excess(List.of(new RowDispersion(30, 5, 0.001))))
        .isCloseTo(5000, within(1e-3));
    assertThat(RowDispersion.excess(List.of(new RowDispersion(5, 5, 100)))).isZero();
  }

  @Property(tries = 100)
  void shouldAgreeWithTheOlderCountOfDispersion(
      @ForAll @Size(12) List<@IntRange(min = 0, max = 60) Integer> counts) {
    double[][] rows = new double[4][3];
    IntervalCounts[] years = new IntervalCounts[4];
    for (int t = 0; t < 4; t++) {
      for (int j = 0; j < 3; j++) {
        rows[t][j] = counts.get(3 * t + j);
      }
      years[t] = year(rows[t]);
    }
    RowDispersion dispersion = first(years);
    YearShocks.findDispersion(rows)
        .filter(phi -> phi > 1)
        .ifPresent(
            phi ->
                assertThat(dispersion.statistic() / dispersion.degreesOfFreedom())
                    .isCloseTo(phi, within(1e-6 * phi)));
  }

  @Test
  void shouldRecoverTheExcessThatShocksMakeInRegionsOfAnySize() {
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(11L);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double sigma = 0.1;
    List<RowDispersion> regions = new ArrayList<>();
    for (int region = 0; region < 200; region++) {
      IntervalCounts[] years = new IntervalCounts[4];
      for (int t = 0; t < years.length; t++) {
        double shock = sigma * normal.sample();
        double[] row = new double[4];
        for (int j = 0; j < 4; j++) {
          row[j] = ROW[j] * Math.exp(-shock * j);
        }
        long[] into = new long[4];
        BinomialSampler.addMultinomial(random, 200 + 40L * (region % 50), row, into);
        years[t] = year(into[0], into[1], into[2], into[3]);
      }
      regions.add(first(years));
    }
    double implied = sigma * sigma * YearShocks.rankVariance(ROW, 0) / 3;
    // 200 regions with three contrasts each: a relative standard error of about 6 %.
    assertThat(RowDispersion.excess(regions)).isCloseTo(implied, within(0.2 * implied));
  }

  @Test
  void shouldFindNoExcessBetweenYearsThatOnlySamplingTellsApart() {
    List<RowDispersion> alike = List.of(first(year(50, 50), year(51, 49), year(50, 50)));
    assertThat(RowDispersion.excess(alike)).isZero();
    assertThat(alike.get(0).dispersion(0)).isEqualTo(1);
  }
}
