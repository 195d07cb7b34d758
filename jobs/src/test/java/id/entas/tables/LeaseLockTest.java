package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseLockTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2013-07-01T02:03:04Z"), ZoneOffset.UTC);

  /** For processes that are not to die of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private SmallHdfs hdfs;
  private DistributedFileSystem files;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    hdfs = SmallHdfs.in(folder);
    files = hdfs.files();
  }

  @AfterAll
  void stop() {
    hdfs.close();
  }

  @AfterEach
  void haveLeasesAsEver() {
    hdfs.setLeasePeriod(HdfsConstants.LEASE_SOFTLIMIT_PERIOD);
  }

  private static org.apache.hadoop.fs.Path file(String lake) {
    return new org.apache.hadoop.fs.Path(lake, LakeLock.FILE);
  }

  private static String here() {
    return "process " + ProcessHandle.current().pid() + " on ";
  }

  /** A process that takes the lock of the lake that it is told, says so, and waits. */
  static final class OtherProcess {
    private OtherProcess() {}

    static Process start(String lake) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  lake)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = said.readLine();
      while (line != null && !line.equals("held")) {
        line = said.readLine();
      }
      assertThat(line).isEqualTo("held");
      return process;
    }

    public static void main(String[] args) throws IOException {
      try (LakeLock lock = LakeLock.acquire(args[0], CLOCK)) {
        System.out.println("held");
        System.in.read();
      }
    }
  }

  @Test
  void shouldRefuseASecondRunInOneSentenceWithTheOwner() {
    String lake = hdfs.path("/held");
    try (LakeLock held = LakeLock.acquire(lake, CLOCK)) {
      assertThatThrownBy(() -> LakeLock.acquire(lake, CLOCK))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind().exitCode()).isEqualTo(4))
          .hasMessageStartingWith("The lake " + lake + " is being written by " + here())
          .hasMessageContaining("since 2013-07-01T02:03:04Z; wait until that has ended")
          .hasMessageContaining("about a minute");
    }
    LakeLock.acquire(lake, CLOCK).close();
  }

  @Test
  void shouldWaitForTheRunThatHoldsTheLockAndSayOnceForWhom() {
    String lake = hdfs.path("/waited-for");
    LakeLock held = LakeLock.acquire(lake, CLOCK);
    List<String> told = new ArrayList<>();

    LakeLock.acquire(
            lake,
            Clock.systemUTC(),
            PATIENCE,
            who -> {
              told.add(who);
              held.close();
            })
        .close();

    assertThat(told)
        .singleElement()
        .asString()
        .contains(here())
        .endsWith("; waiting until that has ended.");
  }

  @Test
  void shouldHaveTheLockOfAProcessThatDiedOnceHdfsHasTakenItBack() throws Exception {
    String lake = hdfs.path("/dead");
    Process other = OtherProcess.start(lake);
    other.destroyForcibly().waitFor();
    // For HDFS its minute is over only now.
    assertThatThrownBy(() -> LakeLock.acquire(lake, CLOCK))
        .hasMessageContaining("process " + other.pid() + " on ");
    hdfs.setLeasePeriod(1);
    List<String> told = new ArrayList<>();

    try (LakeLock lock = LakeLock.acquire(lake, CLOCK, Duration.ZERO, told::add)) {
      assertThat(told)
          .singleElement(InstanceOfAssertFactories.STRING)
          .startsWith("The run of process " + other.pid() + " on ")
          .endsWith("its lock is taken over.");
      hdfs.setLeasePeriod(HdfsConstants.LEASE_SOFTLIMIT_PERIOD);
      assertThatThrownBy(() -> LakeLock.acquire(lake, CLOCK)).hasMessageContaining(here());
    }
  }

  @Test
  void shouldSayThatTheLockWasLostWhereHdfsGaveItToAnother() throws IOException {
    String lake = hdfs.path("/lost");
    LakeLock lost = LakeLock.acquire(lake, CLOCK);
    hdfs.setLeasePeriod(1);

    try (LakeLock next = LakeLock.acquire(lake, CLOCK)) {
      assertThatThrownBy(lost::close)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT));
      hdfs.setLeasePeriod(HdfsConstants.LEASE_SOFTLIMIT_PERIOD);
      assertThatThrownBy(() -> LakeLock.acquire(lake, CLOCK)).hasMessageContaining(here());
    }
  }

  @Test
  void shouldLeaveNoFolderBehindThatHoldsNothingButTheLock() throws IOException {
    LakeLock.acquire(hdfs.path("/data/my lake"), CLOCK).close();

    assertThat(files.exists(new org.apache.hadoop.fs.Path(hdfs.path("/data")))).isFalse();
  }

  @Test
  void shouldLeaveAnEmptyFileInALakeThatWasWrittenOrWasThere() throws IOException {
    String written = hdfs.path("/written");
    try (LakeLock lock = LakeLock.acquire(written, CLOCK)) {
      files.mkdirs(new org.apache.hadoop.fs.Path(written, "tier"));
    }
    assertThat(files.getFileStatus(file(written)).getLen()).isZero();

    String there = hdfs.path("/there");
    files.mkdirs(new org.apache.hadoop.fs.Path(there));
    for (int run = 0; run < 2; run++) {
      LakeLock.acquire(there, CLOCK).close();
      assertThat(files.listStatus(new org.apache.hadoop.fs.Path(there)))
          .singleElement()
          .satisfies(left -> assertThat(left.getPath()).isEqualTo(file(there)))
          .satisfies(left -> assertThat(left.getLen()).isZero());
    }
  }

  @Test
  void shouldRefuseAFolderThatCannotBeWritten() throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(hdfs.path("/file"));
    files.create(file).close();

    assertThatThrownBy(() -> LakeLock.acquire(hdfs.path("/file/lake"), CLOCK))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE))
        .hasMessageContaining("--lake")
        .hasMessageNotContainingAny("\n", "\tat ");
  }
}
