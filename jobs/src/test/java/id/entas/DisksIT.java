package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake on a disk of its own that runs full or cannot be written. Only an administrator may make
 * such a disk; for others {@link CommandLineIT} limits the size of files.
 */
@Tag("long")
class DisksIT extends SparkTest {
  private static final String TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny").toString();

  @TempDir private Path folder;
  private Path disk;
  private Path conf;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=600k", "entas-test", disk.toString()),
        "not run: this user may not mount a disk");
  }

  @AfterEach
  void unmount() throws Exception {
    done("umount", disk.toString());
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  private void remount(String option) throws Exception {
    assertThat(done("mount", "-o", "remount," + option, disk.toString())).isTrue();
  }

  private ProgramProcess run(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--quiet",
                "--input",
                TINY,
                "--lake",
                disk.resolve("lake").toString(),
                "--conf",
                conf.toString()));
    arguments.addAll(List.of(more));
    return ProgramProcess.run(folder, arguments.toArray(String[]::new));
  }

  private static void assertOneSentence(ProgramProcess process, String... words) {
    assertThat(process.exitCode()).as(process.err()).isEqualTo(2);
    assertThat(process.err().strip().lines()).as(process.err()).hasSize(1);
    assertThat(process.err()).contains(words).doesNotContain("Exception");
  }

  @Test
  void shouldRunAgainWithoutHelpOnceThereIsSpace() throws Exception {
    assertOneSentence(run(), "No space left on device", "free some space");

    remount("size=100m");
    ProgramProcess second = run();

    assertThat(second.exitCode()).as(second.err()).isZero();
    Path alone = folder.resolve("alone");
    SmallRuns runs =
        new SmallRuns(spark(), PublishedRun.latest(lake(disk.resolve("lake"))).programVersion());
    runs.run(alone, conf, Path.of(TINY));
    assertThat(SmallRuns.latest(lake(disk.resolve("lake"))))
        .isEqualTo(SmallRuns.latest(lake(alone)));
  }

  @Test
  void shouldSayThatADiskCannotBeWritten() throws Exception {
    remount("size=100m");
    ProgramProcess first = run();
    assertThat(first.exitCode()).as(first.err()).isZero();

    remount("ro");

    assertOneSentence(run(), disk.toString(), "writable");
  }

  private Lake lake(Path at) {
    return Lake.at(spark(), at.toString());
  }
}
