package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.ingest.ExtractInputs;
import id.entas.ingest.PastIngests;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake that was laid by three ingests: two desa of a kecamatan in files of their own, of which
 * one was corrected before a third came to the same kecamatan.
 */
class PastIngestsTest extends SparkTest {
  private static final String HEADER = "census_year,region_code,household_id,tier,members\n";

  private SmallRuns runs;
  private Path folder;
  private Path conf;
  private Path first;
  private Path corrected;
  private Path grown;
  private Lake lake;
  private PublishedRun earlier;

  @BeforeAll
  void layThreeTimes(@TempDir Path folder) throws IOException {
    this.folder = folder;
    runs = new SmallRuns(spark(), "test");
    conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    first = Files.createDirectory(folder.resolve("first"));
    Files.writeString(first.resolve("a.csv"), HEADER + "2008,3509010,1,SM,3\n2008,3509020,9,M,3\n");
    Files.writeString(first.resolve("b.csv"), HEADER + "2008,3509010,2,M,3\n");
    corrected = Files.createDirectory(folder.resolve("corrected"));
    Files.copy(first.resolve("b.csv"), corrected.resolve("b.csv"));
    Files.writeString(corrected.resolve("a.csv"), HEADER + "2008,3509010,1,HM,4\n");
    grown = Files.createDirectory(folder.resolve("grown"));
    Files.copy(first.resolve("b.csv"), grown.resolve("b.csv"));
    Files.copy(corrected.resolve("a.csv"), grown.resolve("a.csv"));
    Files.writeString(grown.resolve("c.csv"), HEADER + "2008,3509010,3,SM,2\n");
    Path original = folder.resolve("lake");
    for (Path inputs : List.of(first, corrected, grown)) {
      ingest(original, ExtractInputs.named(List.of(inputs.toString()), Optional.empty()));
    }
    lake = runs.lake(original);
    Settings settings = Settings.load(Optional.of(conf), Map.of(), Map.of());
    PublishedRun.publish(
        lake,
        new PublishedRun.Identity(
            new RunIdentity(lake, settings, "test").current(),
            "run",
            Instant.EPOCH,
            Instant.EPOCH,
            settings.sha256(),
            settings.text(),
            "test"),
        lake.versions(Tables.ofARun()));
    earlier = PublishedRun.latest(lake);
  }

  private void ingest(Path lake, ExtractInputs inputs) {
    runs.yearlyRun(lake, conf, Clock.systemUTC())
        .reading(inputs)
        .run(YearlyRun.Stage.INGEST, RunReport.silent());
  }

  private PastIngests past(Path... inputs) {
    return PastIngests.find(
            spark(),
            Settings.load(Optional.of(conf), Map.of(), Map.of()),
            Arrays.stream(inputs).map(Path::toString).toList(),
            Optional.empty(),
            earlier)
        .orElseThrow();
  }

  @Test
  void shouldLayTheSameHouseholdsAndHaveTheSameIdAgain() {
    PastIngests past = past(first, grown);
    Path again = folder.resolve("again");

    past.require(earlier.runId());
    past.ingests().forEach(inputs -> ingest(again, inputs));

    assertThat(past.missing()).isEmpty();
    Settings settings = Settings.load(Optional.of(conf), Map.of(), Map.of());
    assertThat(new RunIdentity(runs.lake(again), settings, "test").current())
        .isEqualTo(earlier.runId());
    assertThat(SmallRuns.latest(runs.lake(again))).isEqualTo(SmallRuns.latest(lake));
    assertThat(lake.rows(HouseholdTable.TABLE))
        .as("one of a content that was replaced in part, one of each file of the kecamatan")
        .hasSize(4);
  }

  @Test
  void shouldFindContentsUnderOtherNames() throws IOException {
    Path renamed = Files.createDirectory(folder.resolve("renamed"));
    Files.copy(first.resolve("a.csv"), renamed.resolve("a_before.csv"));

    assertThat(past(renamed, grown).missing()).isEmpty();
  }

  @Test
  void shouldNameTheContentsThatHouseholdsStandOnAndThatAreNotGiven() {
    String replaced =
        lake.rows(ExtractFileTable.TABLE).stream()
            .filter(row -> ExtractFileTable.SOURCE_FILE.text(row).equals("a.csv"))
            .filter(row -> ExtractFileTable.ROWS_READ.count(row) == 2)
            .map(row -> "a.csv " + ExtractFileTable.SHA256.text(row).substring(0, 12))
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() -> past(grown).require(earlier.runId()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DATA))
        .hasMessageContaining(earlier.runId())
        .hasMessageContaining(replaced)
        .message()
        .doesNotContain("b.csv");
    assertThatThrownBy(() -> past(corrected).require(earlier.runId()))
        .hasMessageContaining("c.csv ");
  }
}
