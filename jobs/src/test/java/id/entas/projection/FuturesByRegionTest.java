package id.entas.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.SparkTest;
import id.entas.domain.FutureInputs;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.StandardScenario;
import id.entas.job.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FuturesByRegionTest extends SparkTest {
  private static final Settings SETTINGS =
      Settings.load(
          Optional.empty(), Map.of("projection.futures", 1000, "projection.horizon-year", 2014));
  private static final List<String> KECAMATAN =
      List.of("3509010", "3509020", "3509030", "3509040", "3509260");

  private static List<FutureInputs> inputs() {
    List<FutureInputs> inputs = new ArrayList<>();
    for (int i = 0; i < KECAMATAN.size(); i++) {
      inputs.add(
          new FutureInputs(
              KECAMATAN.get(i),
              i == 0 ? 2011 : 2012,
              new long[] {500 + i, 3000, 4000, 3000},
              700,
              ManyRegions.MATRIX,
              new double[] {4000, 15000, 18000, 7000, 2000},
              new double[] {.8, .9, .9, .7, .5},
              0.5,
              FutureInputs.everyDestination(4),
              new double[] {.003, .009, .008, 0},
              1.3,
              new boolean[] {true, true, true, false},
              0));
    }
    return inputs;
  }

  private FuturesByRegion draw(int partitions) {
    return draw(inputs(), Map.of(), partitions);
  }

  /**
   * @param ahead what was counted since the censuses that the inputs start from, by kecamatan
   */
  private FuturesByRegion draw(
      List<FutureInputs> inputs, Map<String, SortedMap<Integer, long[]>> ahead, int partitions) {
    Map<String, SortedMap<Integer, long[]>> stocks = new HashMap<>(ahead);
    for (FutureInputs one : inputs) {
      stocks
          .computeIfAbsent(one.regionCode(), any -> new TreeMap<>())
          .put(one.latestYear(), stock(one));
    }
    Map<String, List<Long>> goals = new HashMap<>();
    KECAMATAN.forEach(code -> goals.put(code, List.of(0L, 500L)));
    goals.put("3509050", List.of(0L, 5000L));
    goals.put("3509", List.of(0L, 2500L));
    return FuturesByRegion.draw(
        spark(),
        SETTINGS,
        inputs,
        CensusesAhead.of(stocks, SETTINGS.regions().kabupatenOfKecamatan(), SETTINGS.horizonYear()),
        Map.of("3509", new ShockModel(0.12, 0.1, 4, ShockSource.ESTIMATED)),
        List.of(StandardScenario.values()),
        goals,
        partitions);
  }

  private static Map<String, List<RegionFutures>> all(FuturesByRegion futures) {
    Map<String, List<RegionFutures>> all = new HashMap<>();
    KECAMATAN.forEach(code -> all.put(code, futures.of(code)));
    all.put("3509", futures.of("3509"));
    return all;
  }

  @Test
  void shouldDrawTheSameToTheBitOnAnyNumberOfPartitions() {
    Map<String, List<RegionFutures>> one = all(draw(1));

    assertThat(one.get("3509")).hasSize(StandardScenario.values().length);
    assertThat(all(draw(5)).equals(one)).isTrue();
    assertThat(all(draw(3)).equals(one)).isTrue();
  }

  @Test
  void shouldSumEachKabupatenOfManyAsIfItStoodAlone(@TempDir Path folder) throws IOException {
    int kecamatanOfOne = 17;
    ManyRegions many =
        ManyRegions.of(
            folder,
            13,
            kecamatanOfOne,
            Map.of(
                "projection.futures",
                1000,
                "requirement.futures",
                100,
                "projection.horizon-year",
                2014));
    List<String> codes = many.kecamatan();
    List<StandardScenario> scenarios =
        List.of(StandardScenario.OBSERVED, StandardScenario.NO_INFLOW);
    FuturesByRegion all = draw(many, codes, scenarios, 8);
    for (int k : new int[] {0, 5, 12}) {
      List<String> own = codes.subList(k * kecamatanOfOne, (k + 1) * kecamatanOfOne);
      FuturesByRegion alone = draw(many, own, scenarios, 3);
      String parent = ManyRegions.kabupatenCode(k);
      assertThat(all.of(parent)).hasSize(2).isEqualTo(alone.of(parent));
      for (String code : own) {
        assertThat(all.of(code)).hasSize(2).isEqualTo(alone.of(code));
        assertThat(all.solvedOf(code)).hasSameSizeAs(alone.solvedOf(code)).isNotEmpty();
      }
    }
    for (String code : codes) {
      assertThat(all.of(code)).hasSize(2);
    }
  }

  private FuturesByRegion draw(
      ManyRegions many, List<String> codes, List<StandardScenario> scenarios, int partitions) {
    return FuturesByRegion.draw(
        spark(),
        many.settings(),
        ManyRegions.inputs(codes),
        many.censusesAhead(codes),
        many.shocks(),
        scenarios,
        many.goals(),
        partitions);
  }

  private static long[] stock(FutureInputs inputs) {
    long[] stock = Arrays.copyOf(inputs.tierStocks(), 5);
    stock[4] = inputs.absentStock();
    return stock;
  }

  /** One kecamatan's latest census is that of 2011, of the others that of 2012. */
  @Test
  void shouldHaveInAKabupatenWhatIsKnownOfEachKecamatanFromTheYearThatOneProjects() {
    FuturesByRegion futures = draw(2);
    RegionFutures kabupaten = observed(futures, "3509");
    RegionFutures behind = observed(futures, KECAMATAN.get(0));

    assertThat(kabupaten.firstYear()).isEqualTo(2012);
    long counted = 0;
    for (FutureInputs one : inputs().subList(1, KECAMATAN.size())) {
      counted += one.tierStocks()[0];
    }
    assertThat(kabupaten.summary(2012, 0).mean())
        .isCloseTo(behind.summary(2012, 0).mean() + counted, within(1e-6));
    assertThat(kabupaten.summary(2012, 0).p95()).isEqualTo(behind.summary(2012, 0).p95() + counted);
    assertThat(kabupaten.findOrigins(2012)).isEmpty();
    double sum = 0;
    double inflow = 0;
    for (String code : KECAMATAN) {
      RegionFutures own = observed(futures, code);
      sum += own.summary(2013, 0).mean();
      inflow += own.findOrigins(own.firstYear()).orElseThrow().inflow();
    }
    assertThat(kabupaten.summary(2013, 0).mean()).isCloseTo(sum, within(1e-6));
    assertThat(kabupaten.findOrigins(2013).orElseThrow().all()).isCloseTo(sum, within(0.1));
    assertThat(kabupaten.findYearlyInflow().orElseThrow()).isCloseTo(inflow, within(1e-3));
  }

  /** What a kabupaten's futures have in a kecamatan that is counted to the last year projected. */
  @ParameterizedTest
  @ValueSource(ints = {2013, 2014})
  void shouldHaveInAKabupatenAKecamatanThatWasCountedInTheTargetYear(int counted) {
    String ahead = "3509050";
    SortedMap<Integer, long[]> censuses = new TreeMap<>();
    for (int year = 2011; year <= counted; year++) {
      censuses.put(year, new long[] {1000 + year, 0, 0, 0, 0});
    }
    List<FutureInputs> inputs = new ArrayList<>(inputs());
    if (counted < SETTINGS.horizonYear()) {
      FutureInputs like = inputs.get(1);
      inputs.add(
          new FutureInputs(
              ahead,
              counted,
              Arrays.copyOf(censuses.get(counted), 4),
              0,
              like.matrix(),
              like.rowHouseholds(),
              like.ownWeight(),
              like.prior(),
              like.allowed(),
              like.newRates(),
              like.newDispersion(),
              like.listed(),
              0));
    }
    FuturesByRegion futures = draw(inputs, Map.of(ahead, censuses), 2);
    RegionFutures without = observed(draw(2), "3509");
    RegionFutures kabupaten = observed(futures, "3509");

    assertThat(kabupaten.firstYear()).isEqualTo(2012);
    assertThat(kabupaten.lastYear()).isEqualTo(2014);
    for (int year = 2012; year <= 2013; year++) {
      assertThat(kabupaten.summary(year, 0).mean())
          .isCloseTo(without.summary(year, 0).mean() + 1000 + year, within(1e-6));
    }
    assertThat(kabupaten.findOrigins(2013)).isEmpty();
    assertThat(kabupaten.findOrigins(2014).isPresent()).isEqualTo(counted == 2013);
    assertThat(kabupaten.findYearlyInflow().isPresent()).isEqualTo(counted == 2013);
    for (int goal = 0; goal < 2; goal++) {
      // Its 2013 very poor households are more than the goal of none and fewer than that of 5,000.
      assertThat(kabupaten.reaching().get(goal).mean())
          .isCloseTo(without.reaching().get(goal).mean() + goal, within(1e-9));
    }
  }

  @Test
  void shouldNotTellAKabupatenOfAYearInWhichAKecamatanIsNeitherCountedNorProjected() {
    String ahead = "3509050";
    SortedMap<Integer, long[]> censuses = new TreeMap<>();
    censuses.put(2011, new long[5]);
    censuses.put(2013, new long[5]);
    censuses.put(2014, new long[5]);

    RegionFutures kabupaten = observed(draw(inputs(), Map.of(ahead, censuses), 2), "3509");

    assertThat(kabupaten.firstYear()).isEqualTo(2013);
    assertThat(kabupaten.reaching().get(1).mean()).isGreaterThan(1);
  }

  /** Neither in the last year projected, nor in one before which all others were last counted. */
  @ParameterizedTest
  @CsvSource({"2011 2015, 0", "2011 2014 2016, 2014", "2011 2015 2016, 0"})
  void shouldTellAKabupatenOnlyOfYearsInWhichEveryKecamatanIsKnown(String years, int first) {
    SortedMap<Integer, long[]> censuses = new TreeMap<>();
    for (String year : years.split(" ")) {
      censuses.put(Integer.valueOf(year), new long[5]);
    }

    FuturesByRegion futures = draw(inputs(), Map.of("3509050", censuses), 2);

    assertThat(futures.of(KECAMATAN.get(0))).hasSize(StandardScenario.values().length);
    assertThat(futures.of("3509").stream().mapToInt(RegionFutures::firstYear))
        .hasSize(first == 0 ? 0 : StandardScenario.values().length)
        .allMatch(year -> year == first);
  }

  @Test
  void shouldSpreadTheKabupatenWiderThanKecamatanThatKnewNothingOfEachOther() {
    FuturesByRegion futures = draw(2);
    double independent = 0;
    for (String code : KECAMATAN) {
      double half = halfWidth(observed(futures, code));
      independent += half * half;
    }

    assertThat(halfWidth(observed(futures, "3509"))).isGreaterThan(1.2 * Math.sqrt(independent));
  }

  private static RegionFutures observed(FuturesByRegion futures, String region) {
    return futures.of(region).stream()
        .filter(one -> one.scenario().equals(StandardScenario.OBSERVED.code()))
        .findFirst()
        .orElseThrow();
  }

  private static double halfWidth(RegionFutures futures) {
    return (futures.summary(2013, 0).p95() - futures.summary(2013, 0).p05()) / 2;
  }

  @Test
  void shouldHaveFewerVeryPoorTheMoreInflowIsCut() {
    List<RegionFutures> scenarios = draw(2).of("3509260");

    assertThat(scenarios.subList(0, 3))
        .extracting(one -> one.summary(2014, 0).mean())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(scenarios.get(2).findOrigins(2014).orElseThrow().inflow()).isZero();
  }
}
