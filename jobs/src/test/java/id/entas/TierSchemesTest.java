package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other tiers than the default four, by another tiers.csv alone, and censuses of the poor alone.
 */
class TierSchemesTest extends SparkTest {
  private static final List<String> KECAMATAN = List.of("3509260", "3509270", "3509280");
  private static final int HOUSEHOLDS = 120;

  @TempDir Path folder;

  /** A scheme of some deciles, the lowest the target's, the highest not listed but of five. */
  private Settings settings(int tiers, Map<String, ?> more) throws IOException {
    StringBuilder csv =
        new StringBuilder("tier,ordinal,label_id,label_en,is_listed,is_target,spellings\n");
    for (int i = 1; i <= tiers; i++) {
      csv.append(
          "DESIL_%d,%d,Desil %d,Decile %d,%s,%s,%d\n"
              .formatted(i, i, i, i, i < tiers || tiers == 5, i == 1, i));
    }
    Files.writeString(folder.resolve("tiers.csv"), csv);
    Path conf = Files.writeString(folder.resolve("entas.conf"), "");
    Map<String, Object> values = new HashMap<>(more);
    values.put("projection.futures", 1000);
    values.put("projection.horizon-year", 2013);
    return Settings.load(Optional.of(conf), values);
  }

  /** Households that move to a neighbouring tier or stay; one in twenty misses a census. */
  private Path extracts(int tiers) throws IOException {
    Path extracts = Files.createDirectories(folder.resolve("extracts"));
    SplittableRandom random = new SplittableRandom(12);
    Map<Integer, StringBuilder> years = new TreeMap<>();
    for (int year = 2008; year <= 2011; year++) {
      years.put(
          year, new StringBuilder("tahun,kode_kecamatan,id_rt,status_kesejahteraan,jumlah_art\n"));
    }
    for (String kecamatan : KECAMATAN) {
      for (int household = 0; household < HOUSEHOLDS; household++) {
        int tier = random.nextInt(tiers);
        for (int year = 2008; year <= 2011; year++) {
          tier = Math.max(0, Math.min(tiers - 1, tier + random.nextInt(3) - 1));
          if (random.nextInt(20) > 0) {
            years
                .get(year)
                .append(
                    "%d,%s,%s-%d,%d,4\n"
                        .formatted(year, kecamatan, kecamatan, household, tier + 1));
          }
        }
      }
    }
    for (Map.Entry<Integer, StringBuilder> year : years.entrySet()) {
      Files.writeString(extracts.resolve("desil_" + year.getKey() + ".csv"), year.getValue());
    }
    return extracts;
  }

  private Lake run(Settings settings, Path extracts) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    RunReport report =
        new RunReport(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            RunReport.Voice.PLAIN,
            Clock.systemUTC());
    new YearlyRun(
            spark(),
            lake,
            settings,
            Clock.systemUTC(),
            () ->
                PseudonymKey.resolve(
                    Map.of(PseudonymKey.VARIABLE, "a key of the schemes' test"), settings, "local"),
            new RunIdentity(lake, settings, "test"),
            new YearlyRun.Request(List.of(extracts.toString()), Optional.empty(), Optional.empty()))
        .run(report);
    return lake;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void shouldRunWithAnyTiers(int tiers) throws IOException {
    Lake lake = run(settings(tiers, Map.of()), extracts(tiers));

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
    assertThat(lake.rows(MobilityIndexTable.TABLE)).isNotEmpty();
    assertThat(lake.rows(TargetReachabilityTable.TABLE))
        .filteredOn(row -> TargetReachabilityTable.REGION_CODE.text(row).equals("3509260"))
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

  @Test
  void shouldGiveNoHeadlineFromTheSeenWhereACensusListsThePoorAlone() throws IOException {
    Lake lake = run(settings(4, Map.of("census.2011.frame", "LISTED_ONLY")), extracts(4));

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
        .anySatisfy(
            row ->
                assertThat(MobilityIndexTable.SENSITIVITY_LOW.number(row))
                    .isLessThan(MobilityIndexTable.SENSITIVITY_HIGH.number(row)));
  }
}
