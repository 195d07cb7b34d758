package id.entas.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class BacktestTest {
  private static final Backtest.Terms TERMS =
      new Backtest.Terms(
          new boolean[] {true, true, true, false},
          0,
          new AssumedShocks(0.12, 0.10, 3),
          0.5,
          7,
          500);
  private static final String MISSES_2010 = "3509020";

  /** Five censuses of four kecamatan, one of which the third census misses. */
  private static final InventedPanel PANEL =
      new InventedPanel(
          new InventedPanel.Truth(
              80,
              0.12,
              0.10,
              0,
              new long[] {800, 4_000},
              4,
              new int[] {2008, 2009, 2010, 2011, 2012},
              4),
          11);

  private static KabupatenCensuses censuses() {
    return InventedPanel.censuses(PANEL.histories(), PANEL.kabupatenOf());
  }

  private static List<History> seenUntil(int year) {
    List<History> histories = new ArrayList<>();
    for (History history : PANEL.histories()) {
      List<Sighting> sightings =
          history.sightings().stream().filter(one -> one.year() <= year).toList();
      if (!sightings.isEmpty()) {
        histories.add(new History(sightings, history.households()));
      }
    }
    return histories;
  }

  /** The same years before, anything after: ten times the flows and stocks, the other way round. */
  private static KabupatenCensuses changedAfter(KabupatenCensuses censuses, int year) {
    SortedMap<String, List<IntervalFlows>> kecamatan = new TreeMap<>();
    censuses
        .kecamatan()
        .forEach(
            (code, own) ->
                kecamatan.put(code, own.stream().map(one -> changed(one, year)).toList()));
    SortedMap<String, SortedMap<Integer, long[]>> stocks = new TreeMap<>();
    censuses
        .stocks()
        .forEach(
            (code, own) -> {
              SortedMap<Integer, long[]> changed = new TreeMap<>();
              own.forEach(
                  (census, stock) ->
                      changed.put(
                          census,
                          census <= year
                              ? stock
                              : new long[] {10 * stock[3], stock[0], stock[1], stock[2], 1}));
              stocks.put(code, changed);
            });
    return new KabupatenCensuses(
        censuses.kabupaten(),
        censuses.whole().stream().map(one -> changed(one, year)).toList(),
        kecamatan,
        stocks,
        censuses.kecamatanTotal());
  }

  private static IntervalFlows changed(IntervalFlows flows, int year) {
    return flows.interval().to() <= year
        ? flows
        : new IntervalFlows(
            flows.region(),
            flows.level(),
            flows.interval(),
            new long[][] {{1, 2, 3, 4}, {900, 0, 0, 0}, {0, 900, 0, 0}, {0, 0, 0, 900}},
            flows.gone(),
            flows.absent(),
            flows.departed(),
            flows.graduated(),
            flows.arrived(),
            flows.entrants(),
            flows.returned(),
            10 * flows.absentPool(),
            flows.instruments(),
            flows.kecamatanCovered(),
            flows.kecamatanTotal());
  }

  @Test
  void shouldKnowOfACensusWhatCountingAtThatCensusWouldHaveTold() {
    for (int year = 2009; year <= 2011; year++) {
      assertThat(censuses().until(year))
          .usingRecursiveComparison()
          .isEqualTo(InventedPanel.censuses(seenUntil(year), PANEL.kabupatenOf()));
    }
  }

  @Test
  void shouldNotLookAhead() {
    Backtest backtest = new Backtest(TERMS);
    KabupatenCensuses censuses = censuses();
    for (int origin = 2009; origin <= 2011; origin++) {
      List<Forecast> before = backtest.of(censuses, origin);
      List<Forecast> after = backtest.of(changedAfter(censuses, origin), origin);
      assertThat(before).hasSameSizeAs(after).isNotEmpty();
      for (int i = 0; i < before.size(); i++) {
        Forecast one = before.get(i);
        Forecast other = after.get(i);
        assertThat(other.mean()).isEqualTo(one.mean());
        assertThat(other.spread().map(ForecastSpread::p025))
            .isEqualTo(one.spread().map(ForecastSpread::p025));
        assertThat(other.spread().map(ForecastSpread::p975))
            .isEqualTo(one.spread().map(ForecastSpread::p975));
      }
      assertThat(after.stream().map(Forecast::observed).toList())
          .isNotEqualTo(before.stream().map(Forecast::observed).toList());
    }
  }

  @Test
  void shouldCompareEveryLaterCensusThatCoversTheKecamatanAndSumThem() {
    KabupatenCensuses censuses = censuses();
    List<Forecast> forecasts = new Backtest(TERMS).of(censuses);

    assertThat(forecasts.stream().map(Forecast::originYear).distinct())
        .containsExactly(2009, 2010, 2011);
    assertThat(
            forecasts.stream()
                .filter(one -> one.region().equals(MISSES_2010) && one.tier() == 0)
                .filter(one -> one.model() == ForecastModel.FUTURES)
                .map(one -> one.originYear() + "+" + one.horizon()))
        .containsExactly("2009+2", "2009+3", "2011+1");
    for (Forecast all : forecasts) {
      if (all.level() == Region.Level.KABUPATEN) {
        List<Forecast> parts =
            forecasts.stream()
                .filter(one -> one.level() == Region.Level.KECAMATAN)
                .filter(one -> one.originYear() == all.originYear())
                .filter(one -> one.horizon() == all.horizon())
                .filter(one -> one.tier() == all.tier() && one.model() == all.model())
                .toList();
        assertThat(all.kecamatanCovered()).isEqualTo(parts.size());
        assertThat(all.isComplete()).isEqualTo(parts.size() == 4);
        assertThat(all.observed()).isEqualTo(parts.stream().mapToLong(Forecast::observed).sum());
        if (all.model() == ForecastModel.FUTURES) {
          assertThat(all.mean())
              .isCloseTo(parts.stream().mapToDouble(Forecast::mean).sum(), within(1e-6));
        }
      }
    }
  }

  @Test
  void shouldScoreTheFuturesThatWereDrawnAndPointsByTheirDistance() {
    KabupatenCensuses censuses = censuses();
    Backtest backtest = new Backtest(TERMS);
    SortedMap<String, FutureCounts> futures = backtest.futures(censuses.until(2010), 2010, 2012);
    List<Forecast> forecasts = backtest.of(censuses, 2010);

    assertThat(futures).hasSize(3);
    assertThat(forecasts.stream().map(Forecast::model).distinct())
        .containsExactlyInAnyOrder(ForecastModel.values());
    for (Forecast one : forecasts) {
      if (one.model() == ForecastModel.FUTURES) {
        int[] drawn = new int[TERMS.futures()];
        futures.forEach(
            (code, counts) -> {
              if (one.region().equals("3509") || one.region().equals(code)) {
                int[] own = counts.households(2010 + one.horizon(), one.tier());
                for (int future = 0; future < drawn.length; future++) {
                  drawn[future] += own[future];
                }
              }
            });
        Ensemble ensemble = Ensemble.of(drawn);
        assertThat(one.mean()).isEqualTo(ensemble.mean()).isPositive();
        assertThat(one.spread()).contains(ForecastSpread.of(ensemble, one.observed()));
        assertThat(one.crps()).isEqualTo(ensemble.crps(one.observed()));
      } else {
        assertThat(one.spread()).isEmpty();
        assertThat(one.crps()).isEqualTo(Math.abs(one.mean() - one.observed()));
      }
    }
  }

  /** The ends of intervals are left out to save time, and nothing else may change by that. */
  @Test
  void shouldEstimateTheProductsMatrices() {
    KabupatenCensuses known = censuses();
    List<List<IntervalFlows>> kecamatan = List.copyOf(known.kecamatan().values());
    ShockModel shocks = YearShocks.estimate(RegionYear.of(kecamatan), TERMS.assumed()).model();
    Map<String, AnnualMatrices.Matrix> product =
        AnnualMatrices.of(known.whole(), kecamatan, 0, shocks, 3, 7);
    Map<String, AnnualMatrices.Matrix> quick =
        AnnualMatrices.withoutIntervals(known.whole(), kecamatan, 0, shocks, 3, 7);

    assertThat(quick.keySet()).isEqualTo(product.keySet());
    product.forEach(
        (region, matrix) -> {
          for (int i = 0; i < matrix.rows().size(); i++) {
            AnnualMatrices.Row one = matrix.rows().get(i);
            AnnualMatrices.Row other = quick.get(region).rows().get(i);
            assertThat(other.probability()).isEqualTo(one.probability());
            assertThat(other.households()).isEqualTo(one.households());
            assertThat(other.ownWeight()).isEqualTo(one.ownWeight());
            assertThat(other.method()).isEqualTo(one.method());
            assertThat(other.interval().isPresent()).isEqualTo(one.interval().isPresent());
          }
        });
  }

  @Test
  void shouldForecastNothingFromTwoCensuses() {
    assertThat(new Backtest(TERMS).of(censuses().until(2009))).isEmpty();
  }

  @Test
  void shouldFlagForecastsAcrossTwoInstrumentsAndLeaveThemOutOfTheSum() {
    KabupatenCensuses censuses = censuses();
    SortedMap<String, List<IntervalFlows>> kecamatan = new TreeMap<>(censuses.kecamatan());
    kecamatan.replaceAll(
        (code, own) ->
            own.stream()
                .map(
                    one ->
                        one.interval().to() < 2012
                            ? one
                            : new IntervalFlows(
                                one.region(),
                                one.level(),
                                one.interval(),
                                one.moved(),
                                one.absent(),
                                one.departed(),
                                one.gone(),
                                one.graduated(),
                                one.entrants(),
                                one.returned(),
                                one.arrived(),
                                one.absentPool(),
                                new TreeSet<>(List.of("PPLS2008", "PPLS2011")),
                                1,
                                1))
                .toList());
    List<Forecast> forecasts =
        new Backtest(TERMS)
            .of(new KabupatenCensuses("3509", censuses.whole(), kecamatan, censuses.stocks(), 4));
    assertThat(forecasts)
        .allSatisfy(
            one -> assertThat(one.comparable()).isEqualTo(one.originYear() + one.horizon() < 2012));
    assertThat(BacktestSummary.of(forecasts, 0)).noneMatch(one -> one.horizon() == 3);
  }

  @Test
  void shouldCountCoverageAndIndependentYears() {
    List<Forecast> forecasts = new Backtest(TERMS).of(censuses());
    List<BacktestSummary> summaries = BacktestSummary.of(forecasts, 0);

    assertThat(
            summaries.stream()
                .map(
                    one ->
                        one.level().code()
                            + one.horizon()
                            + ": "
                            + one.forecasts()
                            + " of "
                            + one.origins()
                            + " origins, "
                            + one.spans()))
        .containsExactly(
            "kecamatan1: 10 of 3 origins, 3",
            "kecamatan2: 7 of 2 origins, 1",
            "kecamatan3: 4 of 1 origins, 1",
            "kabupaten1: 3 of 3 origins, 3",
            "kabupaten2: 2 of 2 origins, 1",
            "kabupaten3: 1 of 1 origins, 1");
    for (BacktestSummary summary : summaries) {
      List<Forecast> own =
          forecasts.stream()
              .filter(one -> one.tier() == 0 && one.model() == ForecastModel.FUTURES)
              .filter(one -> one.level() == summary.level())
              .filter(one -> one.horizon() == summary.horizon())
              .toList();
      int before = 0;
      for (CentralInterval interval : CentralInterval.values()) {
        long held =
            own.stream()
                .filter(one -> one.spread().orElseThrow().holds(interval, one.observed()))
                .count();
        assertThat(summary.held().get(interval))
            .isEqualTo((int) held)
            .isGreaterThanOrEqualTo(before);
        before = (int) held;
      }
      assertThat(summary.crps().get(ForecastModel.FUTURES))
          .isCloseTo(
              own.stream().collect(Collectors.averagingDouble(Forecast::crps)), within(1e-9));
    }
  }

  @Test
  void shouldSayHowManyYearsAreIndependent() {
    BacktestSummary summary =
        new BacktestSummary(
            Region.Level.KECAMATAN,
            1,
            93,
            3,
            3,
            Map.of(CentralInterval.OF_90, 70),
            Map.of(
                ForecastModel.FUTURES, 12.4,
                ForecastModel.NO_CHANGE, 40.0,
                ForecastModel.LINEAR_TREND, 31.2));
    assertThat(summary.words("very poor"))
        .isEqualTo(
            "very poor households forecast 1 year ahead: 90 % ranges held 70 of 93 kecamatan-years, 3 independent years;"
                + " mean error (CRPS) 12 households, against 40 of no change, 31 of linear trend");
  }

  @Tag("calibration")
  @Test
  void shouldCoverAndBeatTheSimpleRulesOnPanelsOfKnownTruth() {
    int held = 0;
    int cases = 0;
    Map<ForecastModel, Double> crps = new TreeMap<>();
    for (int number = 0; number < 16; number++) {
      long seed = StreamRandom.name(StreamRandom.name(3, "small calibration"), number);
      InventedPanel panel = CalibrateForecasts.panel(seed, 2013, 4, new long[] {1_500, 6_000});
      List<Forecast> forecasts =
          new Backtest(TERMS)
              .of(InventedPanel.censuses(panel.histories(), panel.kabupatenOf()), 2012);
      for (Forecast one : forecasts) {
        if (one.tier() == 0 && one.level() == Region.Level.KECAMATAN) {
          crps.merge(one.model(), one.crps(), Double::sum);
          Optional<ForecastSpread> spread = one.spread();
          cases += spread.isPresent() ? 1 : 0;
          held +=
              spread.isPresent() && spread.get().holds(CentralInterval.OF_90, one.observed())
                  ? 1
                  : 0;
        }
      }
    }
    // 16 shared shocks: the standard error of the share is about 4 points.
    assertThat((double) held / cases).isBetween(0.79, 0.99);
    for (ForecastModel rule : ForecastModel.values()) {
      if (rule != ForecastModel.FUTURES) {
        assertThat(crps.get(ForecastModel.FUTURES)).isLessThan(0.9 * crps.get(rule));
      }
    }
  }

  @Test
  void shouldRefuseWhatIsNoForecast() {
    assertThatThrownBy(
            () ->
                new Forecast(
                    "3509",
                    Region.Level.KABUPATEN,
                    2009,
                    0,
                    0,
                    ForecastModel.NO_CHANGE,
                    1,
                    1,
                    Optional.empty(),
                    0,
                    true,
                    1,
                    1))
        .hasMessageContaining("horizon 0");
  }
}
