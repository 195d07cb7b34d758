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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Map<String, List<Long>> goals = new HashMap<>();
    KECAMATAN.forEach(code -> goals.put(code, List.of(0L, 500L)));
    goals.put("3509", List.of(0L, 2500L));
    return FuturesByRegion.draw(
        spark(),
        SETTINGS,
        inputs(),
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
        many.shocks(),
        scenarios,
        many.goals(),
        partitions);
  }

  @Test
  void shouldSumTheKecamatanFromTheYearThatAllProject() {
    FuturesByRegion futures = draw(2);
    RegionFutures kabupaten = observed(futures, "3509");

    assertThat(kabupaten.firstYear()).isEqualTo(2013);
    double sum =
        KECAMATAN.stream()
            .mapToDouble(code -> observed(futures, code).summary(2013, 0).mean())
            .sum();
    assertThat(kabupaten.summary(2013, 0).mean()).isCloseTo(sum, within(1e-6));
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
    assertThat(scenarios.get(2).originsIn(2014).inflow()).isZero();
  }
}
