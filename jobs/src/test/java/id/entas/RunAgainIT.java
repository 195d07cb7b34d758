package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done again: the first run of a lake after it was killed, and a run of the past. {@link
 * KillsIT} and {@link HistoryTest} do more of it, and longer.
 */
class RunAgainIT extends SparkTest {
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  private SmallRuns runs;
  private Path conf;
  private Path lake;
  private Path undisturbed;
  private boolean wasInIngest;
  private Optional<PublishedRun> afterTheKill;
  private ProgramProcess listed;
  private String said;

  @BeforeAll
  void killTheFirstRunAndRunAgain(@TempDir Path folder) throws IOException, InterruptedException {
    runs = new SmallRuns(spark(), "test");
    conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    lake = folder.resolve("lake");
    undisturbed = folder.resolve("undisturbed");
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
    wasInIngest = Files.exists(lake.resolve(".entas-change"));
    afterTheKill = PublishedRun.findLatest(runs.lake(lake));
    listed = ProgramProcess.run(folder, "runs", "--lake", lake.toString());
    said = runs.run(lake, conf, TINY);
    runs.run(undisturbed, conf, TINY);
  }

  @Test
  void shouldLeaveNothingOfAFirstRunThatIsKilledInItsIngest() {
    assertThat(wasInIngest).isTrue();
    assertThat(afterTheKill).isEmpty();
    assertThat(listed.exitCode()).isEqualTo(Refusal.Kind.MISTAKE.exitCode());
    assertThat(listed.err()).contains("holds no published run");
    assertThat(said).contains("did not come to its end");
    assertThat(SmallRuns.published(published(lake)))
        .isEqualTo(SmallRuns.published(published(undisturbed)));
    assertThat(SmallRuns.latest(runs.lake(lake)))
        .isEqualTo(SmallRuns.latest(runs.lake(undisturbed)));
  }

  @Test
  void shouldComputeAPastRunAgainToTheRow(@TempDir Path again) {
    RunReport report = RunReport.silent();
    RecomputedRun recomputed =
        new RecomputedRun(
            published(undisturbed),
            runs.lake(again),
            runs.yearlyRun(again, conf, Clock.systemUTC(), TINY),
            "test");

    recomputed.compute(report);
    recomputed.compare(report);

    assertThat(report.facts().result()).anyMatch(line -> line.contains("tables, the same rows"));
  }

  private PublishedRun published(Path folder) {
    return PublishedRun.latest(Lake.at(spark(), folder.toString()));
  }
}
