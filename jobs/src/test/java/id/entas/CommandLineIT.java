package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.tables.LakeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A user's mistakes, in a process of its own: one sentence, the right exit code, the lake as it
 * was.
 */
class CommandLineIT {
  private static final String TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny").toString();

  private static void assertOneSentence(ProgramProcess process, int exitCode, String... words) {
    assertThat(process.exitCode()).as(process.err()).isEqualTo(exitCode);
    assertThat(process.err().strip().lines()).as(process.err()).hasSize(1);
    assertThat(process.err()).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
  }

  private static Stream<Path> under(Path folder) throws IOException {
    return Files.walk(folder).filter(path -> !path.equals(folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum|rum",
        "run --lak x|--lak",
        "run --year twenty|twenty",
        "run --input no-such-folder|no-such-folder",
        "run --conf no-such.conf|no-such.conf",
        "synthesize --households 10 --years 2008 --seed 1 --out x|2008-2012",
      })
  void shouldAnswerAMistakeInTheCommandWithOneSentence(
      String command, String word, @TempDir Path folder) throws IOException {
    assertOneSentence(ProgramProcess.run(folder, command.split(" ")), 2, word);
    assertThat(under(folder)).isEmpty();
  }

  @Test
  void shouldRefuseATargetYearBeforeTheDataAndLeaveTheLakeAsItWas(@TempDir Path folder)
      throws IOException {
    ProgramProcess process =
        ProgramProcess.run(
            folder, "run", "--input", TINY, "--lake", "lake", "--target-year", "2005");

    assertOneSentence(process, 2, "2005", "2008");
    assertThat(under(folder)).isEmpty();
  }

  @Test
  void shouldCheckWithoutWritingAnythingAndSayOnlyJson(@TempDir Path folder) throws IOException {
    ProgramProcess process = ProgramProcess.run(folder, "check", TINY, "--json");

    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(new ObjectMapper().readTree(process.out()).get("accepted").asBoolean()).isTrue();
    assertThat(process.out()).doesNotContain("Rekaan");
    assertThat(under(folder)).isEmpty();
  }

  @Test
  void shouldSayWhatARunWouldDoAndWriteNothing(@TempDir Path folder) throws IOException {
    ProgramProcess process =
        ProgramProcess.run(folder, "run", "--input", TINY, "--lake", "lake", "--dry-run");

    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(process.out())
        .contains("projection ", "writes ", "tiny_2008.csv", "Nothing was written.");
    assertThat(under(folder)).isEmpty();
  }

  @Test
  void shouldEndACheckThatSaysNoAsRefusedData(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "nothing,of,use\n");

    ProgramProcess process = ProgramProcess.run(folder, "check", "a.csv", "--quiet");

    assertThat(process.exitCode()).as(process.err()).isEqualTo(3);
    assertThat(process.out()).startsWith("No: ").contains("a.csv");
    assertThat(under(folder)).containsExactly(folder.resolve("a.csv"));
  }

  @Test
  void shouldRefuseALakeThatIsAFile(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("lake"), "no lake");

    assertOneSentence(ProgramProcess.run(folder, "run", "--input", TINY), 2, "lake");
    assertThat(folder.resolve("lake")).hasContent("no lake");
  }

  @Test
  void shouldRefuseALakeThatCannotBeWritten(@TempDir Path folder) throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    Assumptions.assumeFalse(
        Files.isWritable(closed), "not run: this user may write everywhere, so nothing is refused");

    assertOneSentence(
        ProgramProcess.run(folder, "run", "--input", TINY, "--lake", "closed/lake"), 2, "closed");
  }

  @Test
  void shouldRefuseALakeThatAnotherProcessHolds(@TempDir Path folder) throws IOException {
    Path lake = folder.resolve("lake");
    try (LakeLock held = LakeLock.acquire(lake.toString(), Clock.systemUTC())) {
      assertOneSentence(
          ProgramProcess.run(folder, "run", "--input", TINY),
          4,
          "process " + ProcessHandle.current().pid() + " on ");
      assertThat(under(lake).map(Path::getFileName).map(Path::toString))
          .containsExactly(".entas.lock");
    }
  }

  @Test
  void shouldRefuseALakeWhereNoFolderCanBe(@TempDir Path folder) {
    // The administrator may write into any folder, but nobody below a device.
    assertOneSentence(
        ProgramProcess.run(folder, "run", "--input", TINY, "--lake", "/dev/null/lake"),
        2,
        "/dev/null");
  }

  @Test
  void shouldSayThatTheDiskIsFullAndPublishNothing(@TempDir Path folder) throws IOException {
    // A limit to the size of files is met in the same calls as the end of a disk, and anybody can
    // set one.
    ProcessBuilder limited =
        ProgramProcess.command(
            folder, List.of("-XX:-UsePerfData"), "run", "--input", TINY, "--lake", "lake");
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 2 && exec \"$@\"", "sh"));
    command.addAll(limited.command());

    assertOneSentence(
        ProgramProcess.run(limited.command(command)),
        2,
        "temporary files",
        "File too large",
        "free some space");
    assertThat(folder.resolve("lake/run")).doesNotExist();
  }

  @Test
  void shouldRefuseAFileWithTooManyBadRowsAndLeaveNoLake(@TempDir Path folder) throws IOException {
    Path extract = folder.resolve("bad_2008.csv");
    Files.writeString(
        extract,
        """
        kode_kecamatan,id_rt,status
        3509260,1,SM
        3509260,2,KAYA
        """);

    assertOneSentence(
        ProgramProcess.run(folder, "run", "--input", extract.toString(), "--lake", "lake"),
        3,
        "bad_2008.csv",
        "UNKNOWN_TIER");
    assertThat(under(folder)).containsExactly(extract);
  }

  @Test
  void shouldSayWhatStageMustComeFirst(@TempDir Path folder) {
    assertOneSentence(ProgramProcess.run(folder, "projection", "--lake", "lake"), 2, "run `entas ");
  }
}
