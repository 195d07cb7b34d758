package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.RejectedRowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected rows in the lake of an earlier run that was built again. */
class TidyBuiltRunsTest extends SparkTest {
  private static final Instant LATER = Instant.now().plus(Duration.ofDays(500));

  @TempDir private Path folder;

  private Lake built() throws IOException {
    SmallRuns runs = new SmallRuns(spark(), "test");
    Path extract =
        Files.writeString(
            folder.resolve("a.csv"),
            "census_year,region_code,household_id,tier,members\n"
                + "2008,3509010,1,SM,3\n2008,3509010,2,PLANTED,3\n");
    Path built = folder.resolve("lake/as-of/1f0c");
    runs.yearlyRun(
            built, SmallRuns.conf(folder.resolve("small.conf"), 2013), Clock.systemUTC(), extract)
        .run(YearlyRun.Stage.INGEST, RunReport.silent());
    Files.createDirectories(folder.resolve("lake/as-of/notes"));
    Lake lake = runs.lake(built);
    assertThat(lake.rows(RejectedRowTable.TABLE)).hasSize(1);
    return lake;
  }

  private RunReport tidied(Instant now) {
    RunReport report = RunReport.silent();
    YearlyRun.tidy(
        Lake.at(spark(), folder.resolve("lake").toString()), Settings.defaults(), now, report);
    return report;
  }

  @Test
  void shouldExpireWithThoseOfTheLakeItself() throws IOException {
    Lake built = built();

    tidied(Instant.now());
    assertThat(built.rows(RejectedRowTable.TABLE)).hasSize(1);
    tidied(LATER);

    assertThat(built.rows(RejectedRowTable.TABLE)).isEmpty();
    try (Stream<Path> files =
        Files.walk(folder.resolve("lake/as-of/1f0c").resolve(RejectedRowTable.TABLE.path()))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).isEmpty();
    }
    assertThat(folder.resolve("lake/as-of/notes")).isEmptyDirectory();
  }

  @Test
  void shouldLeaveALakeThatIsBeingBuiltToTheNextTidyingUp() throws IOException {
    Lake built = built();

    RunReport report;
    try (LakeLock held = LakeLock.acquire(built.location(), Clock.systemUTC())) {
      report = tidied(LATER);
    }

    assertThat(built.rows(RejectedRowTable.TABLE)).hasSize(1);
    assertThat(report.facts().notes())
        .singleElement()
        .asString()
        .contains("as-of/1f0c")
        .contains("next tidy");
  }
}
