package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLockTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2013-07-01T02:03:04Z"), ZoneOffset.UTC);

  /** A second process: takes the lock of the lake it is told, says what came of it, and waits. */
  static final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final String said;

    OtherProcess(Path lake) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  lake.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      said =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
    }

    String said() {
      return said;
    }

    long pid() {
      return process.pid();
    }

    /** Ends the process without a chance to tidy up. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Lets the process release its lock and end. */
    @Override
    public void close() throws IOException, InterruptedException {
      process.getOutputStream().close();
      process.waitFor();
    }

    public static void main(String[] args) throws IOException {
      try (LakeLock lock = LakeLock.acquire(args[0], CLOCK)) {
        System.out.println("held");
        System.in.read();
      } catch (Refusal refusal) {
        System.out.println(refusal.kind() + " " + refusal.getMessage());
      }
    }
  }

  /** A process that waits for the lake and then counts on in a file of it, as slowly as it can. */
  static final class CountingProcess {
    private CountingProcess() {}

    static Process start(Path lake, int times) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              CountingProcess.class.getName(),
              lake.toString(),
              Integer.toString(times))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
      for (int time = 0; time < Integer.parseInt(args[1]); time++) {
        try (LakeLock lock =
            LakeLock.acquire(args[0], Clock.systemUTC(), Duration.ofMinutes(5), who -> {})) {
          Path count = Path.of(args[0], "count");
          int before = Files.exists(count) ? Integer.parseInt(Files.readString(count)) : 0;
          Thread.sleep(20);
          Files.writeString(count, Integer.toString(before + 1));
        }
      }
    }
  }

  @Test
  void shouldLetEightProcessesWriteOneAfterTheOther(@TempDir Path folder) throws Exception {
    Path lake = folder.resolve("lake");
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(CountingProcess.start(lake, 2));
    }
    for (Process one : all) {
      assertThat(one.waitFor()).isZero();
    }

    assertThat(lake.resolve("count")).hasContent("16");
  }

  /** A clock that goes back by a day every time it is asked. */
  private static final class BackwardClock extends Clock {
    private Instant next = Instant.parse("2013-07-01T02:03:04Z");

    @Override
    public Instant instant() {
      next = next.minus(Duration.ofDays(1));
      return next;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void shouldNotWaitForeverOnAClockThatGoesBack(@TempDir Path lake) {
    try (LakeLock held = LakeLock.acquire(lake.toString(), CLOCK)) {
      assertThatThrownBy(
              () ->
                  LakeLock.acquire(
                      lake.toString(), new BackwardClock(), Duration.ofSeconds(1), who -> {}))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }
  }

  @Test
  void shouldRefuseASecondProcessInOneSentenceWithTheOwner(@TempDir Path lake) throws Exception {
    try (OtherProcess other = new OtherProcess(lake)) {
      assertThat(other.said()).isEqualTo("held");

      assertThatThrownBy(() -> LakeLock.acquire(lake.toString(), CLOCK))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind().exitCode()).isEqualTo(4))
          .hasMessageContaining("process " + other.pid() + " on ")
          .hasMessageContaining("since 2013-07-01T02:03:04Z");
    }
    LakeLock.acquire(lake.toString(), CLOCK).close();
  }

  @Test
  void shouldWaitForTheRunThatHoldsTheLockAndSayOnceForWhom(@TempDir Path lake) {
    LakeLock held = LakeLock.acquire(lake.toString(), CLOCK);
    List<String> told = new ArrayList<>();

    LakeLock.acquire(
            lake.toString(),
            Clock.systemUTC(),
            Duration.ofMinutes(5),
            who -> {
              told.add(who);
              held.close();
            })
        .close();

    assertThat(told)
        .singleElement()
        .asString()
        .contains("process " + ProcessHandle.current().pid());
  }

  @Test
  void shouldNotWaitWithoutPatience(@TempDir Path lake) {
    try (LakeLock held = LakeLock.acquire(lake.toString(), CLOCK)) {
      List<String> told = new ArrayList<>();

      assertThatThrownBy(() -> LakeLock.acquire(lake.toString(), CLOCK, Duration.ZERO, told::add))
          .isInstanceOf(Refusal.class);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void shouldHoldAgainstAnotherProcessEvenAfterRefusingASecondRunHere(@TempDir Path lake)
      throws Exception {
    try (LakeLock lock = LakeLock.acquire(lake.toString(), CLOCK)) {
      assertThatThrownBy(() -> LakeLock.acquire(lake.toUri().toString(), CLOCK))
          .hasMessageContaining("process " + ProcessHandle.current().pid());

      try (OtherProcess other = new OtherProcess(lake)) {
        assertThat(other.said())
            .startsWith("CONFLICT")
            .contains("process " + ProcessHandle.current().pid() + " on ");
      }
    }
  }

  @Test
  void shouldNotBeBlockedByTheFileOfAProcessThatDied(@TempDir Path lake) throws Exception {
    OtherProcess other = new OtherProcess(lake);
    other.kill();
    assertThat(lake.resolve(LakeLock.FILE)).content().contains("process " + other.pid());

    LakeLock.acquire(lake.toString(), CLOCK).close();
  }

  @Test
  void shouldSayOnceWhoseLockIsTakenOverAsThatRunDied(@TempDir Path lake) throws Exception {
    OtherProcess other = new OtherProcess(lake);
    other.kill();
    List<String> told = new ArrayList<>();

    LakeLock.acquire(lake.toString(), CLOCK, Duration.ZERO, told::add).close();
    LakeLock.acquire(lake.toString(), CLOCK, Duration.ZERO, told::add).close();

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("The run of process " + other.pid() + " on ")
        .endsWith(" since 2013-07-01T02:03:04Z did not come to its end; its lock is taken over.");
  }

  @Test
  void shouldLeaveNoFolderBehindThatHoldsNothingButTheLock(@TempDir Path folder) {
    LakeLock.acquire(folder.resolve("data/my lake").toString(), CLOCK).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldLeaveTheFoldersThatARunWroteOrThatWereThere(@TempDir Path folder) throws IOException {
    Path written = folder.resolve("written");
    try (LakeLock lock = LakeLock.acquire(written.toString(), CLOCK)) {
      Files.createDirectory(written.resolve("tier"));
    }
    assertThat(written.resolve("tier")).isDirectory();

    Path there = Files.createDirectory(folder.resolve("there"));
    LakeLock.acquire(there.toString(), CLOCK).close();
    assertThat(there).isDirectory();
  }

  @Test
  void shouldRefuseAFolderThatCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertThatThrownBy(() -> LakeLock.acquire(file.resolve("lake").toString(), CLOCK))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE))
        .hasMessageContaining("--lake");
  }

  @Test
  void shouldRefuseAnHdfsThatNobodyKnows() {
    assertThatThrownBy(() -> LakeLock.acquire("hdfs://nowhere.invalid/lake", CLOCK))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE))
        .hasMessageContaining("hdfs://nowhere.invalid/lake")
        .hasMessageContaining("UnknownHostException");
  }

  @Test
  void shouldAskNothingOfALakeThatIsNotOnAFileSystem() {
    try (LakeLock one = LakeLock.acquire("s3a://statistics/lake", CLOCK)) {
      assertThatCode(() -> LakeLock.acquire("s3a://statistics/lake", CLOCK).close())
          .doesNotThrowAnyException();
    }
  }
}
