package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.ingest.ExtractInputs;
import id.entas.ingest.IngestExtracts;
import id.entas.ingest.PseudonymKey;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.panel.CountTransitions;
import id.entas.panel.PackHistories;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Lake;
import id.entas.tables.TierCountTable;
import id.entas.tables.TransitionCountTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extracts that would break a job that deals rows by kecamatan or by id. */
class SkewTest extends SparkTest {
  private static final String HUGE = "3509260";
  private static final String SMALL = "3509010";
  private static final int YEARS = 2;
  private static final int FIRST = 2008;

  @Test
  void shouldBearOneHugeKecamatanAndOneIdThatStandsManyTimes(@TempDir Path folder)
      throws IOException {
    bear(folder, 20_000);
  }

  @Tag("long")
  @Test
  void shouldBearAMillionOfEach(@TempDir Path folder) throws IOException {
    bear(folder, 1_000_000);
  }

  private void bear(Path folder, int many) throws IOException {
    for (int year = FIRST; year < FIRST + YEARS; year++) {
      write(folder.resolve("in"), year, many);
    }
    Settings settings = Settings.load(Optional.empty(), Map.of("ingest.max-rejected-share", 1.0));
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    RunIdentity identity = new RunIdentity(lake, settings, "test");
    RunReport report = RunReport.silent();
    PseudonymKey key =
        PseudonymKey.resolve(
            Map.of(PseudonymKey.VARIABLE, "a-key-for-tests-only-0123456789"), settings, "local[2]");
    report.phase(
        new IngestExtracts(
            spark(),
            lake,
            settings,
            Clock.systemUTC(),
            () -> key,
            identity,
            ExtractInputs.named(List.of(folder.resolve("in").toString()), Optional.empty())));
    report.phase(new PackHistories(lake, settings, identity));
    report.phase(new CountTransitions(lake, settings, identity));

    for (Row file : lake.rows(ExtractFileTable.TABLE)) {
      assertThat(ExtractFileTable.ROWS_READ.count(file)).isEqualTo(2L * many + 1);
      // Rows that share an id and differ are all rejected: which one is right nobody knows.
      assertThat(ExtractFileTable.ROWS_REJECTED.count(file)).isEqualTo(many);
    }
    assertThat(stock(lake, HUGE, FIRST)).isEqualTo(many);
    assertThat(stock(lake, SMALL, FIRST)).isEqualTo(1);
    assertThat(
            lake.rows(TransitionCountTable.TABLE).stream()
                .filter(row -> TransitionCountTable.REGION_CODE.text(row).equals(HUGE))
                .filter(row -> TransitionCountTable.FROM_TIER.text(row).equals("MISKIN"))
                .filter(row -> TransitionCountTable.TO_TIER.text(row).equals("HAMPIR_MISKIN"))
                .mapToLong(TransitionCountTable.HOUSEHOLDS::count)
                .sum())
        .isEqualTo(many);
  }

  /** Everybody of the huge kecamatan goes from one tier to the next. */
  private static void write(Path folder, int year, int many) throws IOException {
    Files.createDirectories(folder);
    String tier = year == FIRST ? "MISKIN" : "HAMPIR_MISKIN";
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("c_" + year + ".csv"))) {
      out.write("census_year,region_code,household_id,tier,members\n");
      for (int i = 0; i < many; i++) {
        out.write(year + "," + HUGE + ",H" + i + "," + tier + ",4\n");
      }
      for (int i = 0; i < many; i++) {
        out.write(year + "," + SMALL + ",SAME," + tier + "," + (3 + i % 2) + "\n");
      }
      out.write(year + "," + SMALL + ",ALONE," + tier + ",4\n");
    }
  }

  private static long stock(Lake lake, String region, int year) {
    return lake.rows(TierCountTable.TABLE).stream()
        .filter(row -> TierCountTable.REGION_CODE.text(row).equals(region))
        .filter(row -> TierCountTable.CENSUS_YEAR.year(row) == year)
        .mapToLong(TierCountTable.HOUSEHOLDS::count)
        .sum();
  }
}
