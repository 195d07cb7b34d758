package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class BacktestSummaryTest {
  /** Of a hundred households in the middle: 50 % within 5 of it, 80 % 10, 90 % 15, 95 % 20. */
  private static final ForecastSpread SPREAD =
      new ForecastSpread(80, 85, 90, 95, 100, 105, 110, 115, 120, 0.5, 2);

  private static Forecast of(
      String region, int origin, int horizon, ForecastModel model, long observed, double crps) {
    return new Forecast(
        region,
        region.length() == 4 ? Region.Level.KABUPATEN : Region.Level.KECAMATAN,
        origin,
        horizon,
        0,
        model,
        observed,
        100,
        model == ForecastModel.FUTURES ? Optional.of(SPREAD) : Optional.empty(),
        crps,
        true,
        1,
        1);
  }

  private static Forecast futures(String region, int origin, long observed, double crps) {
    return of(region, origin, 1, ForecastModel.FUTURES, observed, crps);
  }

  private static Forecast noChange(String region, int origin, double crps) {
    return of(region, origin, 1, ForecastModel.NO_CHANGE, 100, crps);
  }

  @Test
  void shouldCountWhichRangesHeldTheCountEndsIncluded() {
    List<Forecast> forecasts = new ArrayList<>();
    for (long observed : new long[] {79, 80, 85, 90, 95, 105, 106, 110, 115, 120, 121}) {
      forecasts.add(futures("3509010", 2009, observed, 1));
    }

    BacktestSummary summary = BacktestSummary.of(forecasts, 0).get(0);

    assertThat(summary.forecasts()).isEqualTo(11);
    assertThat(summary.origins()).isEqualTo(1);
    assertThat(summary.held())
        .isEqualTo(
            Map.of(
                CentralInterval.OF_50, 2,
                CentralInterval.OF_80, 5,
                CentralInterval.OF_90, 7,
                CentralInterval.OF_95, 9));
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 3", "3, 2", "4, 2", "5, 1"})
  void shouldCountTheYearsThatDoNotOverlap(int horizon, int spans) {
    List<Forecast> forecasts = new ArrayList<>();
    for (int origin = 2008; origin < 2013; origin++) {
      forecasts.add(of("3509010", origin, horizon, ForecastModel.FUTURES, 100, 1));
    }

    BacktestSummary summary = BacktestSummary.of(forecasts, 0).get(0);

    assertThat(summary.horizon()).isEqualTo(horizon);
    assertThat(summary.origins()).isEqualTo(5);
    assertThat(summary.spans()).isEqualTo(spans);
  }

  @Test
  void shouldCompareModelsOverTheCasesThatAllOfThemForecast() {
    BacktestSummary summary =
        BacktestSummary.of(
                List.of(
                    futures("3509010", 2009, 100, 2),
                    noChange("3509010", 2009, 6),
                    futures("3509010", 2010, 100, 4),
                    noChange("3509010", 2010, 10),
                    futures("3509020", 2010, 100, 500)),
                0)
            .get(0);

    assertThat(summary.crps())
        .isEqualTo(Map.of(ForecastModel.FUTURES, 3.0, ForecastModel.NO_CHANGE, 8.0));
    assertThat(summary.forecasts()).isEqualTo(3);
    assertThat(summary.words("very poor"))
        .isEqualTo(
            "very poor households forecast 1 year ahead: 90 % ranges held 3 of 3 kecamatan-years,"
                + " 2 independent years; mean error (CRPS) 3 households, against 8 of no change");
  }

  @Test
  void shouldKeepLevelsAndHorizonsApartAndLeaveOutOtherTiersAndInstruments() {
    Forecast own = futures("3509010", 2009, 100, 1);
    Forecast acrossInstruments =
        new Forecast(
            "3509010",
            own.level(),
            2009,
            1,
            0,
            own.model(),
            100,
            100,
            own.spread(),
            1,
            false,
            1,
            1);
    Forecast ofAnotherTier =
        new Forecast(
            "3509010", own.level(), 2009, 1, 1, own.model(), 100, 100, own.spread(), 1, true, 1, 1);

    List<BacktestSummary> summaries =
        BacktestSummary.of(
            List.of(
                futures("3509", 2009, 100, 1),
                of("3509010", 2009, 3, ForecastModel.FUTURES, 50, 1),
                of("3509", 2009, 2, ForecastModel.NO_CHANGE, 50, 1),
                acrossInstruments,
                ofAnotherTier,
                own),
            0);

    assertThat(summaries).extracting(BacktestSummary::forecasts).containsExactly(1, 1, 1);
    assertThat(summaries)
        .extracting(one -> one.level().code() + " " + one.horizon())
        .containsExactly("kecamatan 1", "kecamatan 3", "kabupaten 1");
    assertThat(summaries.get(1).words("poor"))
        .isEqualTo(
            "poor households forecast 3 years ahead: 90 % ranges held 0 of 1 kecamatan-years,"
                + " 1 independent span");
  }

  @Test
  void shouldRefuseNumbersThatCannotBe() {
    for (int[] numbers : new int[][] {{3, 2, 0}, {3, 2, 3}, {1, 2, 1}}) {
      assertThatThrownBy(
              () ->
                  new BacktestSummary(
                      Region.Level.KECAMATAN,
                      1,
                      numbers[0],
                      numbers[1],
                      numbers[2],
                      Map.of(),
                      Map.of()))
          .hasMessageContaining("origins over " + numbers[2]);
    }
  }

  @Test
  void shouldHaveAsMuchBelowACentralRangeAsAbove() {
    for (CentralInterval interval : CentralInterval.values()) {
      assertThat(interval.upperShare() - interval.lowerShare())
          .isCloseTo(interval.level(), within(1e-15));
      assertThat(interval.upperShare() + interval.lowerShare()).isCloseTo(1, within(1e-15));
    }
    assertThat(CentralInterval.OF_90.lowerShare()).isCloseTo(0.05, within(1e-15));
  }
}
