package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.History;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.ReductionRateTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ReductionRatesTest {
  private static final Settings SETTINGS = Settings.defaults();

  private static IntervalFlows flows() {
    return flows("3509260", Region.Level.KECAMATAN, new Interval(2008, 2010));
  }

  private static IntervalFlows flows(String region, Region.Level level, Interval interval) {
    return new IntervalFlows(
        region,
        level,
        interval,
        new long[][] {{50, 30, 5, 1}, {4, 60, 20, 3}, {1, 9, 70, 20}, {0, 0, 0, 0}},
        new long[] {6, 7, 8, 0},
        new long[] {1, 0, 2, 0},
        new long[] {2, 3, 4, 0},
        new long[] {5, 0, 0, 0},
        new long[] {10, 11, 12, 0},
        new long[] {0, 0, 0, 0},
        new long[] {1, 2, 3, 0},
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        1,
        1);
  }

  private static Row veryPoor(List<History> histories) {
    Coverage coverage = Coverage.of(histories);
    FlowCounts relapses =
        FlowCounts.relapses(
            histories, coverage, SETTINGS.tiers(), SETTINGS.regions().kabupatenOfKecamatan());
    return new ReductionRates(SETTINGS, coverage, relapses, "run").rows(List.of(flows())).get(0);
  }

  @Test
  void shouldHaveComponentsThatAddUpToTheChange() {
    Row row = veryPoor(List.of());
    long in =
        ReductionRateTable.ENTRIES_WORSE.count(row)
            + ReductionRateTable.ENTRIES_BETTER.count(row)
            + ReductionRateTable.ENTRANTS.count(row)
            + ReductionRateTable.RETURNED.count(row)
            + ReductionRateTable.ARRIVED.count(row);
    long out =
        ReductionRateTable.EXITS_BETTER.count(row)
            + ReductionRateTable.EXITS_WORSE.count(row)
            + ReductionRateTable.ABSENT.count(row)
            + ReductionRateTable.DEPARTED.count(row)
            + ReductionRateTable.GONE.count(row)
            + ReductionRateTable.GRADUATED.count(row);

    assertThat(ReductionRateTable.HOUSEHOLDS_FROM.count(row)).isEqualTo(100);
    assertThat(ReductionRateTable.HOUSEHOLDS_TO.count(row)).isEqualTo(66);
    assertThat(ReductionRateTable.CHANGE.count(row)).isEqualTo(in - out).isEqualTo(-34);
  }

  @Test
  void shouldSpreadTheChangeOverTheYearsOfTheInterval() {
    Row row = veryPoor(List.of());

    assertThat(ReductionRateTable.ANNUAL_RATE.number(row)).isEqualTo(1 - Math.sqrt(0.66));
    assertThat(ReductionRateTable.ANNUAL_RATE_LOW.isNull(row)).isTrue();
    assertThat(ReductionRateTable.REQUIRED_HOUSEHOLDS_PER_YEAR.number(row)).isEqualTo(66 / 3.0);
  }

  @Test
  void shouldKnowNoRelapseBeforeTheThirdCensus() {
    assertThat(
            ReductionRateTable.RELAPSES.isNull(
                veryPoor(List.of(History.parse("3509260", "2008=1 2010=2", 3)))))
        .isTrue();
    Row later =
        veryPoor(
            List.of(
                History.parse("3509260", "2006=1 2008=2 2010=1", 3),
                History.parse("3509260", "2006=3 2008=2 2010=1", 5)));
    assertThat(ReductionRateTable.RELAPSES.count(later)).isEqualTo(3);
  }

  @Test
  void shouldAssumeThatARowNobodyWasSeenInStaysWhereItIs() {
    Interval year = new Interval(2008, 2009);
    List<Row> annual =
        new AnnualTransitions(SETTINGS, "run")
            .rows(
                List.of(
                    flows("3509260", Region.Level.KECAMATAN, year),
                    flows("3509", Region.Level.KABUPATEN, year)));
    Row notPoorStays =
        annual.stream()
            .filter(row -> AnnualTransitionTable.REGION_CODE.text(row).equals("3509260"))
            .filter(row -> AnnualTransitionTable.FROM_TIER.text(row).equals("TIDAK_MISKIN"))
            .filter(row -> AnnualTransitionTable.TO_TIER.text(row).equals("TIDAK_MISKIN"))
            .findFirst()
            .orElseThrow();

    assertThat(AnnualTransitionTable.OWN_WEIGHT.number(notPoorStays)).isZero();
    assertThat(AnnualTransitionTable.PROBABILITY.number(notPoorStays)).isEqualTo(1);
    assertThat(AnnualTransitionTable.METHOD.text(notPoorStays)).isEqualTo("ASSUMED_STAYS");
    assertThat(annual)
        .allSatisfy(
            row -> assertThat(AnnualTransitionTable.PROBABILITY.number(row)).isBetween(0.0, 1.0));
  }
}
