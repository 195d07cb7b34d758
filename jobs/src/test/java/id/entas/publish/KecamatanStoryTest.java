package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.tables.ForecastBasis;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class KecamatanStoryTest {
  private static Table.RowBuilder verdict(double tolerance, long met, String verdict) {
    return TargetReachabilityTable.TABLE
        .row()
        .set(TargetReachabilityTable.REGION_LEVEL, "kecamatan")
        .set(TargetReachabilityTable.REGION_CODE, "3509260")
        .set(TargetReachabilityTable.SCENARIO, "observed")
        .set(TargetReachabilityTable.TARGET_TIER, "SANGAT_MISKIN")
        .set(TargetReachabilityTable.TARGET_YEAR, 2013)
        .set(TargetReachabilityTable.TARGET_HOUSEHOLDS, 0L)
        .set(TargetReachabilityTable.TOLERANCE_SHARE, tolerance)
        .set(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS, met)
        .set(TargetReachabilityTable.HORIZON_YEAR, 2020)
        .set(TargetReachabilityTable.VERDICT, verdict)
        .set(ForecastBasis.ABSENCE, "OWN_STATE")
        .set(ForecastBasis.COMPARABLE, true)
        .set(TargetReachabilityTable.KECAMATAN_COVERED, 1L)
        .set(TargetReachabilityTable.KECAMATAN_TOTAL, 1L)
        .set(TargetReachabilityTable.COMPLETE, true)
        .set(TargetReachabilityTable.RUN_ID, "run");
  }

  private static Table.RowBuilder projected(double tolerance, long met, String verdict) {
    return verdict(tolerance, met, verdict)
        .set(TargetReachabilityTable.BASE_YEAR, 2008)
        .set(TargetReachabilityTable.BASE_HOUSEHOLDS, 1_485L)
        .set(TargetReachabilityTable.BASE_REQUIRED_PER_YEAR, 297.0)
        .set(TargetReachabilityTable.BASE_REQUIRED_ANNUAL_RATE, 0.798)
        .set(TargetReachabilityTable.LATEST_YEAR, 2012)
        .set(TargetReachabilityTable.LATEST_HOUSEHOLDS, 567L)
        .set(TargetReachabilityTable.OBSERVED_ANNUAL_RATE, 0.214)
        .set(TargetReachabilityTable.EXPECTED_HOUSEHOLDS, 525.2)
        .set(TargetReachabilityTable.P05, 417.0)
        .set(TargetReachabilityTable.P95, 642.0)
        .set(TargetReachabilityTable.EXPECTED_STAYED, 310.4)
        .set(TargetReachabilityTable.EXPECTED_FELL, 170.6)
        .set(TargetReachabilityTable.EXPECTED_NEW, 44.2)
        .set(TargetReachabilityTable.YEARLY_INFLOW, 214.8)
        .set(TargetReachabilityTable.PROBABILITY_UPPER, 0.00024);
  }

  private static final Row ZERO = projected(0, 0, "OUT_OF_REACH").build();

  private static Table.RowBuilder interval() {
    return ReductionRateTable.TABLE
        .row()
        .set(ReductionRateTable.REGION_LEVEL, "kecamatan")
        .set(ReductionRateTable.REGION_CODE, "3509260")
        .set(ReductionRateTable.TIER, "SANGAT_MISKIN")
        .set(ReductionRateTable.FROM_YEAR, 2011)
        .set(ReductionRateTable.TO_YEAR, 2012)
        .set(ReductionRateTable.HOUSEHOLDS_FROM, 676L)
        .set(ReductionRateTable.HOUSEHOLDS_TO, 567L)
        .set(ReductionRateTable.CHANGE, -109L)
        .set(ReductionRateTable.METHOD, ReductionRateTable.INTERVAL)
        .set(ReductionRateTable.EXITS_BETTER, 290L)
        .set(ReductionRateTable.ABSENT, 30L)
        .set(ReductionRateTable.DEPARTED, 7L)
        .set(ReductionRateTable.GONE, 3L)
        .set(ReductionRateTable.ENTRIES_WORSE, 180L)
        .set(ReductionRateTable.ENTRANTS, 35L)
        .set(ReductionRateTable.RETURNED, 4L)
        .set(ReductionRateTable.ARRIVED, 2L)
        .set(ReductionRateTable.COMPARABLE, true)
        .set(ReductionRateTable.KECAMATAN_COVERED, 1L)
        .set(ReductionRateTable.KECAMATAN_TOTAL, 1L)
        .set(ReductionRateTable.COMPLETE, true)
        .set(ReductionRateTable.RUN_ID, "run");
  }

  private static List<String> story(Row zero, Row headline, Row... lastInterval) {
    return new KecamatanStory("Sumberjambe", "very poor")
        .lines(zero, headline, List.of(lastInterval).stream().findFirst());
  }

  @Test
  void shouldLeadFromTheFirstCensusToTheVerdict() {
    Row headline = projected(0.01, 128, "OUT_OF_REACH").build();

    assertThat(story(ZERO, headline, interval().build()))
        .containsExactly(
            "How Sumberjambe comes to its verdict (tables target_reachability and reduction_rate)",
            "  2008  1,485 very poor households. None by 2013 asked for 297 fewer every year in a"
                + " straight line, or a fall of 80 % every year.",
            "  2012  567, a fall of 21 % a year so far. Of the 676 of 2011, 290 left for a better"
                + " tier and 40 were not seen again in the kecamatan; 180 came from other tiers, and"
                + " 41 were new, came back or moved in.",
            "  2013  525 expected (90 % range 417 to 642): 310 who stay, 171 who fall into it or"
                + " return, 44 new. About 215 a year come whatever is done for those who are there.",
            "        At most 128 is not to be had by exits alone: too many come anew.",
            "        At most 128: chance <0.024 %, out of reach. Zero: chance <0.024 %, out of"
                + " reach.");
  }

  @Test
  void shouldTellNoFlowsThatAreSuppressed() {
    Row headline = projected(0.01, 128, "OUT_OF_REACH").build();
    Row suppressed =
        interval()
            .set(ReductionRateTable.EXITS_BETTER, null)
            .set(ReductionRateTable.ENTRANTS, null)
            .build();

    assertThat(story(ZERO, headline, suppressed))
        .contains("  2012  567, a fall of 21 % a year so far.")
        .noneMatch(line -> line.contains("left for a better tier"));
  }

  @Test
  void shouldSayWhatExitsWouldDoAndThatTheCountRises() {
    Row headline =
        projected(0.01, 128, "POSSIBLE")
            .set(TargetReachabilityTable.REQUIRED_EXIT_PROBABILITY, 0.871)
            .set(TargetReachabilityTable.PROBABILITY_REACHED, 0.31)
            .set(TargetReachabilityTable.PROBABILITY_UPPER, null)
            .build();
    Row rising =
        projected(0, 0, "OUT_OF_REACH")
            .set(TargetReachabilityTable.OBSERVED_ANNUAL_RATE, -0.05)
            .build();

    assertThat(story(rising, headline))
        .contains(
            "  2012  567, a rise of 5 % a year so far.",
            "        For a good chance of at most 128, 87 % of its households would have to leave"
                + " every year.")
        .anyMatch(line -> line.contains("At most 128: chance 31 %, possible."));
  }

  @Test
  void shouldTellNoStoryWithoutABaseAndNoFutureOfATargetYearThatIsPast() {
    Row without = verdict(0, 0, "NOT_ASSESSED").build();
    assertThat(story(without, without)).isEmpty();

    Row past =
        verdict(0, 0, "MISSED")
            .set(TargetReachabilityTable.BASE_YEAR, 2008)
            .set(TargetReachabilityTable.BASE_HOUSEHOLDS, 10L)
            .set(TargetReachabilityTable.LATEST_YEAR, 2013)
            .set(TargetReachabilityTable.LATEST_HOUSEHOLDS, 4L)
            .build();
    assertThat(story(past, past)).hasSize(4).noneMatch(line -> line.contains("expected"));
  }
}
