package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import id.entas.tables.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program killed once, in the first run of a lake; {@link KillsIT} kills later ones.
 */
class KilledRunIT extends SparkTest {
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  @TempDir private Path folder;

  @Test
  void shouldLeaveNothingOfAFirstRunThatIsKilledInItsIngest()
      throws IOException, InterruptedException {
    Path lake = folder.resolve("lake");
    Path undisturbed = folder.resolve("undisturbed");
    Path conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    String[] run = {
      "run",
      "--quiet",
      "--input",
      TINY.toString(),
      "--conf",
      conf.toString(),
      "--lake",
      lake.toString()
    };
    Process process =
        ProgramProcess.command(folder, run)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    while (process.isAlive() && LakeFiles.commits(lake) == 0) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();

    SmallRuns runs = new SmallRuns(spark(), "test");
    assertThat(lake.resolve(".entas-change"))
        .as(Files.readString(folder.resolve("said.txt")))
        .exists();
    assertThat(PublishedRun.findLatest(runs.lake(lake))).isEmpty();
    ProgramProcess listed = ProgramProcess.run(folder, "runs", "--lake", lake.toString());
    assertThat(listed.exitCode()).isEqualTo(Refusal.Kind.MISTAKE.exitCode());
    assertThat(listed.err()).contains("holds no published run");

    assertThat(ingest(runs, lake, conf)).anyMatch(note -> note.contains("did not come to its end"));
    assertThat(ingest(runs, undisturbed, conf)).noneMatch(note -> note.contains("to its end"));
    assertThat(SmallRuns.latest(runs.lake(lake)))
        .isEqualTo(SmallRuns.latest(runs.lake(undisturbed)));
  }

  /** What a run begins with; gives back what it notes. */
  private static List<String> ingest(SmallRuns runs, Path lake, Path conf) {
    RunReport report = RunReport.silent();
    runs.yearlyRun(lake, conf, Clock.systemUTC(), TINY).run(YearlyRun.Stage.INGEST, report);
    return report.facts().notes();
  }
}
