package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.RejectedRowTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ingest that dies after the households of a file are in the lake and before its ledger. */
class UnfinishedIngestTest extends SparkTest {
  private static final String HEADER = "census_year,region_code,household_id,tier,members\n";

  @TempDir private Path folder;

  private String ingest(Path... inputs) throws IOException {
    SmallRuns runs = new SmallRuns(spark(), "test");
    RunReport report = RunReport.silent();
    runs.yearlyRun(
            folder.resolve("lake"),
            SmallRuns.conf(folder.resolve("small.conf"), 2013),
            Clock.systemUTC(),
            inputs)
        .run(YearlyRun.Stage.INGEST, report);
    return String.join("\n", report.facts().notes());
  }

  /** The ledger is written last. */
  private void dieAtFilesOfThreeRows(Lake lake) {
    spark()
        .sql(
            "ALTER TABLE delta.`"
                + lake.pathOf(ExtractFileTable.TABLE)
                + "` ADD CONSTRAINT dies CHECK (rows_read <> 3)");
  }

  @Test
  void shouldLeaveNothingOfItToALaterRunOfOtherFiles() throws IOException {
    Path first =
        Files.writeString(
            folder.resolve("a.csv"), HEADER + "2008,3509010,1,SM,3\n2008,3509020,2,M,3\n");
    Path second =
        Files.writeString(
            folder.resolve("b.csv"),
            HEADER + "2009,3509010,1,SM,3\n2009,3509020,2,M,3\n2008,3509020,3,M,3\n");
    ingest(first);
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    Map<String, List<String>> before = SmallRuns.latest(lake);
    dieAtFilesOfThreeRows(lake);

    assertThatThrownBy(() -> ingest(second)).hasStackTraceContaining("dies");
    List<Row> households = lake.rows(HouseholdTable.TABLE);
    assertThat(ingest(first)).contains("did not come to its end");

    assertThat(households).as("what it left behind").hasSize(4);
    assertThat(SmallRuns.latest(lake)).isEqualTo(before);
  }

  @Test
  void shouldNotBeInTheWayOfTidyingUpWhichDeletesWhatPastVersionsHeld() throws IOException {
    Path first =
        Files.writeString(
            folder.resolve("a.csv"), HEADER + "2008,3509010,1,SM,3\n2008,3509010,2,NONE,3\n");
    Path second =
        Files.writeString(
            folder.resolve("b.csv"),
            HEADER + "2009,3509010,1,SM,3\n2009,3509010,2,NONE,3\n2009,3509010,3,M,3\n");
    ingest(first);
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    List<String> before = SmallRuns.latest(lake).get(HouseholdTable.TABLE.name());
    assertThat(lake.rows(RejectedRowTable.TABLE)).hasSize(1);
    dieAtFilesOfThreeRows(lake);
    assertThatThrownBy(() -> ingest(second)).hasStackTraceContaining("dies");
    assertThat(lake.rows(RejectedRowTable.TABLE)).as("what it left behind").hasSize(2);

    RunReport report = RunReport.silent();
    YearlyRun.tidy(lake, Settings.defaults(), Instant.now().plus(Duration.ofDays(500)), report);

    assertThat(report.facts().notes()).anyMatch(note -> note.contains("did not come to its end"));
    assertThat(lake.rows(RejectedRowTable.TABLE)).isEmpty();
    ingest(first);
    assertThat(SmallRuns.latest(lake).get(HouseholdTable.TABLE.name())).isEqualTo(before);
  }
}
