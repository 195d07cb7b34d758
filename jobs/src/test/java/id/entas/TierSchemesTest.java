package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.entas.domain.AnnualMatrices;
import id.entas.domain.AssumptionTests;
import id.entas.domain.Coverage;
import id.entas.domain.FutureCounts;
import id.entas.domain.FutureInputs;
import id.entas.domain.FutureSummary;
import id.entas.domain.Futures;
import id.entas.domain.History;
import id.entas.domain.Interval;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Newcomers;
import id.entas.domain.Persistence;
import id.entas.domain.Region;
import id.entas.domain.ShockModel;
import id.entas.domain.ShockSource;
import id.entas.domain.SightingCounts;
import id.entas.domain.StandardScenario;
import id.entas.domain.TierScheme;
import id.entas.ingest.PseudonymKey;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.Lake;
import id.entas.tables.MobilityIndexTable;
import id.entas.tables.PersistenceTable;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import id.entas.tables.TransitionTestTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other tiers than the default four, by another tiers.csv alone, and censuses of the poor alone. A
 * run costs much the same however few its households, so there is one, of five deciles the last
 * census of which lists the poor alone; the fewest and the most tiers are estimated without a run.
 */
class TierSchemesTest extends SparkTest {
  private static final List<String> KECAMATAN = List.of("3509260", "3509270");
  private static final int HOUSEHOLDS = 100;

  /** A scheme of some deciles, the lowest the target's, the highest not listed. */
  private static Settings settings(Path folder, int tiers, Map<String, ?> more) throws IOException {
    StringBuilder csv =
        new StringBuilder("tier,ordinal,label_id,label_en,is_listed,is_target,spellings\n");
    for (int i = 1; i <= tiers; i++) {
      csv.append(
          "DESIL_%d,%d,Desil %d,Decile %d,%s,%s,%d\n".formatted(i, i, i, i, i < tiers, i == 1, i));
    }
    Files.writeString(folder.resolve("tiers.csv"), csv);
    Path conf = Files.writeString(folder.resolve("entas.conf"), "");
    Map<String, Object> values = new HashMap<>(more);
    values.put("projection.futures", 1000);
    values.put("projection.horizon-year", 2013);
    return Settings.load(Optional.of(conf), values);
  }

  /**
   * Where households are from 2008 to 2011: they move to a neighbouring tier or stay, and one in
   * twenty misses a census.
   *
   * @param listedIn2011 worst tiers that the census of 2011 lists
   */
  private static List<SortedMap<Integer, Integer>> lives(int tiers, int listedIn2011, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SortedMap<Integer, Integer>> lives = new ArrayList<>();
    while (lives.size() < HOUSEHOLDS) {
      SortedMap<Integer, Integer> seen = new TreeMap<>();
      int tier = random.nextInt(tiers);
      for (int year = 2008; year <= 2011; year++) {
        tier = Math.max(0, Math.min(tiers - 1, tier + random.nextInt(3) - 1));
        if (random.nextInt(20) > 0 && (year < 2011 || tier < listedIn2011)) {
          seen.put(year, tier);
        }
      }
      if (!seen.isEmpty()) {
        lives.add(seen);
      }
    }
    return lives;
  }

  private static Path extracts(Path folder, int tiers, int listedIn2011) throws IOException {
    StringBuilder rows =
        new StringBuilder("tahun,kode_kecamatan,id_rt,status_kesejahteraan,jumlah_art\n");
    for (String kecamatan : KECAMATAN) {
      List<SortedMap<Integer, Integer>> lives =
          lives(tiers, listedIn2011, Long.parseLong(kecamatan));
      for (int household = 0; household < HOUSEHOLDS; household++) {
        int number = household;
        lives
            .get(household)
            .forEach(
                (year, tier) ->
                    rows.append(
                        "%d,%s,%s-%d,%d,4\n"
                            .formatted(year, kecamatan, kecamatan, number, tier + 1)));
      }
    }
    Path extracts = Files.createDirectories(folder.resolve("extracts"));
    Files.writeString(extracts.resolve("desil.csv"), rows);
    return extracts;
  }

  private Lake run(Path folder, Settings settings, Path extracts) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    RunReport report =
        new RunReport(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            RunReport.Voice.PLAIN,
            Clock.systemUTC());
    YearlyRun run =
        new YearlyRun(
            spark(),
            lake,
            settings,
            Clock.systemUTC(),
            () ->
                PseudonymKey.resolve(
                    Map.of(PseudonymKey.VARIABLE, "a key of the schemes' test"), settings, "local"),
            new RunIdentity(lake, settings, "test"),
            new YearlyRun.Request(
                List.of(extracts.toString()), Optional.empty(), Optional.empty()));
    // The stages that think, without the exports.
    for (YearlyRun.Stage stage : YearlyRun.Stage.values()) {
      if (stage != YearlyRun.Stage.PUBLISH) {
        run.run(stage, report);
      }
    }
    return lake;
  }

  private static void assertThatAnyTiersWork(Lake lake, int tiers) {
    Map<String, Double> sums = new HashMap<>();
    for (Row row : lake.rows(AnnualTransitionTable.TABLE)) {
      sums.merge(
          AnnualTransitionTable.REGION_CODE.text(row) + AnnualTransitionTable.FROM_TIER.text(row),
          AnnualTransitionTable.PROBABILITY.number(row),
          Double::sum);
    }
    assertThat(sums).hasSize((KECAMATAN.size() + 1) * (tiers + 1));
    assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-9)));
    assertThat(lake.rows(TierCountTable.TABLE).stream().map(TierCountTable.TIER::text).distinct())
        .hasSize(tiers + 1);
    assertThat(lake.rows(TransitionTestTable.TABLE)).isNotEmpty();
    assertThat(lake.rows(TargetReachabilityTable.TABLE))
        .filteredOn(row -> TargetReachabilityTable.REGION_CODE.text(row).equals(KECAMATAN.get(0)))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(TargetReachabilityTable.TARGET_TIER.text(row)).isEqualTo("DESIL_1");
              assertThat(TargetReachabilityTable.VERDICT.text(row)).isNotEqualTo("NOT_ASSESSED");
              assertThat(TargetReachabilityTable.NOISE_FLOOR_HOUSEHOLDS.number(row)).isPositive();
            });
    // Every household is in as many censuses as saw it, whatever the tier asked for.
    Map<String, Long> byTier = new HashMap<>();
    for (Row row : lake.rows(PersistenceTable.TABLE)) {
      if (PersistenceTable.REGION_LEVEL.text(row).equals("kabupaten")) {
        byTier.merge(
            PersistenceTable.TIER.text(row), PersistenceTable.HOUSEHOLDS.count(row), Long::sum);
      }
    }
    assertThat(byTier).hasSize(tiers);
    assertThat(byTier.values().stream().distinct()).hasSize(1);
  }

  /** Flows between tiers and out of sight of households seen at the start of an interval. */
  private static IntervalFlows flows(
      String region, int tiers, int from, List<SortedMap<Integer, Integer>> lives) {
    long[][] moved = new long[tiers][tiers];
    long[] absent = new long[tiers];
    long[] entrants = new long[tiers];
    for (SortedMap<Integer, Integer> seen : lives) {
      boolean atStart = seen.containsKey(from);
      boolean atEnd = seen.containsKey(from + 1);
      if (atStart && atEnd) {
        moved[seen.get(from)][seen.get(from + 1)]++;
      } else if (atStart) {
        absent[seen.get(from)]++;
      } else if (atEnd) {
        entrants[seen.get(from + 1)]++;
      }
    }
    long covered = region.length() == 4 ? KECAMATAN.size() : 1;
    return new IntervalFlows(
        region,
        region.length() == 4 ? Region.Level.KABUPATEN : Region.Level.KECAMATAN,
        new Interval(from, from + 1),
        moved,
        absent,
        new long[tiers],
        new long[tiers],
        new long[tiers],
        entrants,
        new long[tiers],
        new long[tiers],
        0,
        new TreeSet<>(Set.of("PPLS2008")),
        covered,
        covered);
  }

  private static List<IntervalFlows> flows(
      String region, int tiers, List<SortedMap<Integer, Integer>> lives) {
    return IntStream.range(2008, 2011).mapToObj(from -> flows(region, tiers, from, lives)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void shouldReadEstimateTestAndProjectAnyTiers(int size, @TempDir Path folder) throws IOException {
    Settings settings = settings(folder, size, Map.of());
    TierScheme scheme = settings.tiers();
    assertThat(scheme.codes()).hasSize(size).startsWith("DESIL_1", "DESIL_2");
    assertThat(scheme.target().code()).isEqualTo("DESIL_1");

    List<History> histories = new ArrayList<>();
    List<List<IntervalFlows>> kecamatan = new ArrayList<>();
    List<SortedMap<Integer, Integer>> all = new ArrayList<>();
    Map<String, String> kabupatenOf = new HashMap<>();
    for (String code : KECAMATAN) {
      List<SortedMap<Integer, Integer>> lives = lives(size, size, Long.parseLong(code));
      for (SortedMap<Integer, Integer> seen : lives) {
        String text =
            seen.entrySet().stream()
                .map(one -> one.getKey() + "=" + (one.getValue() + 1))
                .collect(Collectors.joining(" "));
        histories.add(History.parse(code, text, 1));
      }
      kecamatan.add(flows(code, size, lives));
      all.addAll(lives);
      kabupatenOf.put(code, "3509");
    }
    List<IntervalFlows> whole = flows("3509", size, all);
    ShockModel shocks = new ShockModel(0.1, 0.1, 3, ShockSource.ESTIMATED);

    Map<String, AnnualMatrices.Matrix> matrices =
        AnnualMatrices.of(whole, kecamatan, scheme.targetIndex(), shocks, 3, 1);
    assertThat(matrices).hasSize(KECAMATAN.size() + 1);
    assertThat(matrices.values())
        .allSatisfy(
            matrix -> {
              assertThat(matrix.rows()).hasSize(size + 1);
              assertThat(matrix.unbenchmarkedRows()).isEmpty();
            });

    SightingCounts sightings =
        SightingCounts.of(histories, Coverage.of(histories), size, kabupatenOf);
    assertThat(new AssumptionTests(size, 1, 3).of(whole, kecamatan, sightings, shocks))
        .extracting(AssumptionTests.Result::assumption)
        .contains(AssumptionTests.Assumption.values());
    // Every household is in as many censuses as saw it, whatever the tier asked for.
    Map<String, Long> byTier = new HashMap<>();
    Persistence.of(histories, scheme, kabupatenOf)
        .forEach((group, households) -> byTier.merge(group.tier(), households, Long::sum));
    assertThat(byTier).hasSize(size);
    assertThat(byTier.values().stream().distinct()).hasSize(1);

    FutureCounts futures =
        new Futures(1, 100, 2013, shocks)
            .simulate(
                inputs(kecamatan.get(0), matrices.get(KECAMATAN.get(0))),
                StandardScenario.OBSERVED);
    FutureSummary veryPoor = futures.summary(2013, scheme.targetIndex());
    assertThat(veryPoor.mean()).isBetween(1.0, (double) HOUSEHOLDS);
    assertThat(veryPoor.p05()).isLessThan(veryPoor.p95());
  }

  private static FutureInputs inputs(List<IntervalFlows> flows, AnnualMatrices.Matrix matrix) {
    int tiers = flows.get(0).tiers();
    IntervalFlows last = flows.get(flows.size() - 1);
    boolean[] listed = new boolean[tiers];
    Arrays.fill(listed, 0, tiers - 1, true);
    return new FutureInputs(
        last.region(),
        last.interval().to(),
        IntStream.range(0, tiers).mapToLong(last::stockTo).toArray(),
        0,
        matrix.rows().stream().map(AnnualMatrices.Row::probability).toArray(double[][]::new),
        matrix.rows().stream().mapToDouble(AnnualMatrices.Row::households).toArray(),
        matrix.rows().stream().mapToDouble(row -> row.ownWeight()[0]).toArray(),
        0.5,
        FutureInputs.everyDestination(tiers),
        Newcomers.of(flows, listed).rates(),
        1,
        listed,
        0);
  }

  @Test
  @Tag("long")
  void shouldRunWithFiveTiersAndGiveNoHeadlineFromTheSeenWhereACensusListsThePoorAlone(
      @TempDir Path folder) throws IOException {
    Lake lake =
        run(
            folder,
            settings(folder, 5, Map.of("census.2011.frame", "LISTED_ONLY")),
            extracts(folder, 5, 4));

    assertThatAnyTiersWork(lake, 5);
    assertThat(lake.rows(TierTransitionTable.TABLE))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              boolean poorAlone = TierTransitionTable.TO_YEAR.year(row) == 2011;
              assertThat(TierTransitionTable.FRAME.text(row))
                  .isEqualTo(poorAlone ? "LISTED_ONLY" : "ALL_RELISTED");
              assertThat(TierTransitionTable.PROBABILITY.isNull(row)).isEqualTo(poorAlone);
              assertThat(TierTransitionTable.CI_LOW.isNull(row)).isEqualTo(poorAlone);
              assertThat(TierTransitionTable.BOUND_HIGH.isNull(row)).isFalse();
              assertThat(TierTransitionTable.SENSITIVITY_HIGH.isNull(row)).isFalse();
            });
    assertThat(lake.rows(MobilityIndexTable.TABLE))
        .filteredOn(
            row ->
                MobilityIndexTable.TO_YEAR.year(row) == 2011
                    || MobilityIndexTable.INDEX_NAME.text(row).equals("relapse_within_2"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(MobilityIndexTable.VALUE.isNull(row)).isTrue())
        .filteredOn(row -> !MobilityIndexTable.SENSITIVITY_LOW.isNull(row))
        .anySatisfy(
            row ->
                assertThat(MobilityIndexTable.SENSITIVITY_LOW.number(row))
                    .isLessThan(MobilityIndexTable.SENSITIVITY_HIGH.number(row)));
  }
}
