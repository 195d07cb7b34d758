package id.entas.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.CarriedShocks;
import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.History;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import id.entas.job.Settings;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.TierCountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    return new ReductionRates(
            SETTINGS, coverage, relapses(histories), stocks(2010), Map.of(), "run")
        .rows(List.of(flows()))
        .get(0);
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
  void shouldGiveATrendOfFourCensusesWithItsInterval() {
    List<Row> trends =
        new ReductionRates(
                SETTINGS,
                Coverage.of(List.of()),
                relapses(List.of()),
                stocks(2012),
                Map.of(),
                "run")
            .rows(List.of(flows(), kabupaten())).stream()
                .filter(row -> ReductionRateTable.METHOD.text(row).equals("trend"))
                .toList();
    Row own =
        trends.stream()
            .filter(row -> ReductionRateTable.REGION_CODE.text(row).equals("3509260"))
            .filter(row -> ReductionRateTable.TIER.text(row).equals("SANGAT_MISKIN"))
            .findFirst()
            .orElseThrow();
    // 1000, 810, 640, 520 and 410 fall by a fifth a year, nearly.
    assertThat(ReductionRateTable.ANNUAL_RATE.number(own)).isBetween(0.19, 0.21);
    assertThat(ReductionRateTable.ANNUAL_RATE_LOW.number(own))
        .isLessThan(ReductionRateTable.ANNUAL_RATE.number(own));
    assertThat(ReductionRateTable.ANNUAL_RATE_HIGH.number(own))
        .isGreaterThan(ReductionRateTable.ANNUAL_RATE.number(own));
    assertThat(ReductionRateTable.FROM_YEAR.year(own)).isEqualTo(2008);
    assertThat(ReductionRateTable.TO_YEAR.year(own)).isEqualTo(2012);
    assertThat(ReductionRateTable.ENTRANTS.isNull(own)).isTrue();
    // Four persons in every household.
    assertThat(ReductionRateTable.PEOPLE_FROM.count(own)).isEqualTo(4000);
    assertThat(ReductionRateTable.PEOPLE_TO.count(own)).isEqualTo(1640);
    assertThat(ReductionRateTable.PEOPLE_ANNUAL_RATE.number(own))
        .isCloseTo(ReductionRateTable.ANNUAL_RATE.number(own), within(1e-9));
    assertThat(ReductionRateTable.PEOPLE_ANNUAL_RATE_LOW.number(own))
        .isLessThan(ReductionRateTable.PEOPLE_ANNUAL_RATE.number(own));
  }

  @Test
  void shouldWidenATrendWhereABadYearsHouseholdsStayPoor() {
    double[][] matrix = {
      {0.8, 0.2, 0, 0, 0, 0},
      {0.1, 0.9, 0, 0, 0, 0},
      {0, 0, 1, 0, 0, 0},
      {0, 0, 0, 1, 0, 0},
      {0, 0, 0, 0, 1, 0},
      {0, 0, 0, 0, 0, 1}
    };
    Row independent = trend(Map.of());
    Row carried = trend(Map.of("3509260", new CarriedShocks(matrix, 0.04)));
    assertThat(ReductionRateTable.ANNUAL_RATE.number(carried))
        .isEqualTo(ReductionRateTable.ANNUAL_RATE.number(independent));
    assertThat(ReductionRateTable.ANNUAL_RATE_LOW.number(carried))
        .isLessThan(ReductionRateTable.ANNUAL_RATE_LOW.number(independent));
    assertThat(ReductionRateTable.PEOPLE_ANNUAL_RATE_HIGH.number(carried))
        .isGreaterThan(ReductionRateTable.PEOPLE_ANNUAL_RATE_HIGH.number(independent));
  }

  private static Row trend(Map<String, CarriedShocks> carried) {
    return new ReductionRates(
            SETTINGS, Coverage.of(List.of()), relapses(List.of()), stocks(2012), carried, "run")
        .rows(List.of(flows())).stream()
            .filter(row -> ReductionRateTable.METHOD.text(row).equals("trend"))
            .filter(row -> ReductionRateTable.TIER.text(row).equals("SANGAT_MISKIN"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void shouldLeaveAKecamatanThatMissesACensusOutOfTheKabupatensTrend() {
    Row whole = kabupatenTrend(stocks(2011));

    assertThat(ReductionRateTable.KECAMATAN_COVERED.count(whole)).isEqualTo(1);
    assertThat(ReductionRateTable.HOUSEHOLDS_FROM.count(whole)).isEqualTo(1000);
  }

  /** Nor does one that began earlier than they did. */
  @ParameterizedTest
  @ValueSource(ints = {2007, 2013})
  void shouldKeepTheTrendOfTheKabupatenWhereOneKecamatanHasACensusOfItsOwn(int alone) {
    List<Row> counts = new ArrayList<>();
    for (int year = 2008; year <= 2012; year++) {
      counts.add(stock("3509010", year, 1000 - 100 * (year - 2008)));
      counts.add(stock("3509020", year, 2000 - 200 * (year - 2008)));
      counts.add(stock("3509260", year, 3000 - 300 * (year - 2008)));
    }
    counts.add(stock("3509260", alone, 9999));

    Row whole = kabupatenTrend(new CensusStocks(counts, SETTINGS.regions().kabupatenOfKecamatan()));

    assertThat(ReductionRateTable.KECAMATAN_COVERED.count(whole)).isEqualTo(3);
    assertThat(ReductionRateTable.FROM_YEAR.year(whole)).isEqualTo(2008);
    assertThat(ReductionRateTable.TO_YEAR.year(whole)).isEqualTo(2012);
    assertThat(ReductionRateTable.HOUSEHOLDS_FROM.count(whole)).isEqualTo(6000);
    assertThat(ReductionRateTable.HOUSEHOLDS_TO.count(whole)).isEqualTo(3600);
  }

  @Test
  void shouldGiveNoTrendOfThreeCensuses() {
    List<Row> rows =
        new ReductionRates(
                SETTINGS,
                Coverage.of(List.of()),
                relapses(List.of()),
                stocks(2010),
                Map.of(),
                "run")
            .rows(List.of(flows()));
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(ReductionRateTable.METHOD.text(row)).isEqualTo("interval"));
  }

  @Test
  void shouldGiveTheRateOfPeopleBesideThatOfHouseholds() {
    Row row =
        new ReductionRates(
                SETTINGS,
                Coverage.of(List.of()),
                relapses(List.of()),
                stocks(2012),
                Map.of(),
                "run")
            .rows(List.of(flows()))
            .get(0);
    assertThat(ReductionRateTable.PEOPLE_FROM.count(row)).isEqualTo(4000);
    assertThat(ReductionRateTable.PEOPLE_TO.count(row)).isEqualTo(2560);
    assertThat(ReductionRateTable.PEOPLE_ANNUAL_RATE.number(row)).isCloseTo(0.2, within(1e-12));
  }

  /** The trend of the very poor of the kabupaten. */
  private static Row kabupatenTrend(CensusStocks stocks) {
    return new ReductionRates(
            SETTINGS, Coverage.of(List.of()), relapses(List.of()), stocks, Map.of(), "run")
        .rows(List.of(kabupaten())).stream()
            .filter(row -> ReductionRateTable.METHOD.text(row).equals("trend"))
            .filter(row -> ReductionRateTable.TIER.text(row).equals("SANGAT_MISKIN"))
            .findFirst()
            .orElseThrow();
  }

  private static IntervalFlows kabupaten() {
    return flows("3509", Region.Level.KABUPATEN, new Interval(2008, 2010));
  }

  private static FlowCounts relapses(List<History> histories) {
    return FlowCounts.relapses(
        histories,
        Coverage.of(histories),
        SETTINGS.tiers(),
        SETTINGS.regions().kabupatenOfKecamatan());
  }

  /** Sumberjambe until a year, and Kencong, which misses 2009. */
  private static CensusStocks stocks(int lastYear) {
    long[] households = {1000, 810, 640, 520, 410};
    List<Row> rows = new ArrayList<>();
    for (int year = 2008; year <= lastYear; year++) {
      rows.add(stock("3509260", year, households[year - 2008]));
      if (year != 2009) {
        rows.add(stock("3509010", year, 300));
      }
    }
    return new CensusStocks(rows, SETTINGS.regions().kabupatenOfKecamatan());
  }

  private static Row stock(String kecamatan, int year, long households) {
    return TierCountTable.TABLE
        .row()
        .set(TierCountTable.CENSUS_YEAR, year)
        .set(TierCountTable.REGION_LEVEL, "kecamatan")
        .set(TierCountTable.REGION_CODE, kecamatan)
        .set(TierCountTable.TIER, "SANGAT_MISKIN")
        .set(TierCountTable.HOUSEHOLDS, households)
        .set(TierCountTable.MEMBERS, 4 * households)
        .set(TierCountTable.INSTRUMENT, "PPLS2008")
        .set(TierCountTable.KECAMATAN_COVERED, 1L)
        .set(TierCountTable.KECAMATAN_TOTAL, 1L)
        .set(TierCountTable.COMPLETE, true)
        .set(TierCountTable.RUN_ID, "run")
        .build();
  }
}
