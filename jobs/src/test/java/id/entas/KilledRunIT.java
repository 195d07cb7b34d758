package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program killed once, in the first run of a lake; {@link KillsIT} kills later ones.
 */
class KilledRunIT extends SparkTest {
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  @Test
  void shouldLeaveNothingOfAFirstRunThatIsKilledInItsIngest(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    Path lake = folder.resolve("lake");
    Process process =
        ProgramProcess.command(
                folder,
                "run",
                "--quiet",
                "--input",
                TINY.toString(),
                "--conf",
                conf.toString(),
                "--lake",
                lake.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    while (process.isAlive() && LakeFiles.commits(lake) == 0) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();

    assertThat(lake.resolve(".entas-change"))
        .as(Files.readString(folder.resolve("said.txt")))
        .exists();
    SmallRuns runs = new SmallRuns(spark(), "test");
    assertThat(PublishedRun.findLatest(runs.lake(lake))).isEmpty();
    ProgramProcess listed = ProgramProcess.run(folder, "runs", "--lake", lake.toString());
    assertThat(listed.exitCode()).isEqualTo(Refusal.Kind.MISTAKE.exitCode());
    assertThat(listed.err()).contains("holds no published run");

    String said = runs.run(lake, conf, TINY);

    Path alone = folder.resolve("alone");
    runs.run(alone, conf, TINY);
    assertThat(said).contains("did not come to its end");
    assertThat(SmallRuns.published(published(lake)))
        .isEqualTo(SmallRuns.published(published(alone)));
    assertThat(SmallRuns.latest(lakeAt(lake))).isEqualTo(SmallRuns.latest(lakeAt(alone)));
  }

  private Lake lakeAt(Path folder) {
    return Lake.at(spark(), folder.toString());
  }

  private PublishedRun published(Path folder) {
    return PublishedRun.latest(lakeAt(folder));
  }
}
