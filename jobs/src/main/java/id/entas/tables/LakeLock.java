package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The right to write a lake, held by one run at a time.
 *
 * <p>Delta commits one table at a time, so that two runs at once would lay the tables of the one
 * beside those of the other. Entas keeps them apart itself, by {@code .entas.lock} in the lake: the
 * operating system locks it in a folder ({@link FolderLock}), and HDFS leases it to one writer
 * ({@link LeaseLock}). Both take the lock back from a process that has died, so a file left behind
 * never blocks anyone for long. S3 knows no such thing; there whoever schedules the runs keeps them
 * apart.
 */
public final class LakeLock implements AutoCloseable {
  static final String FILE = ".entas.lock";

  /** Between two looks at a lake that is being waited for. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Held held;

  private LakeLock(Held held) {
    this.held = held;
  }

  /** A lock that was taken. */
  interface Held {
    /** Gives it back, once; a second time is nothing. */
    void release();
  }

  /**
   * Takes the lock of a lake, making its folder if there is none. A lake that is neither in a
   * folder nor on HDFS has none, and is never refused.
   *
   * @param lakeLocation the lake's folder or URI
   * @throws Refusal as a conflict if another run holds the lock, and as a mistake if the folder
   *     cannot be written
   */
  public static LakeLock acquire(String lakeLocation, Clock clock) {
    return acquire(lakeLocation, clock, said -> {});
  }

  /** The same, where it is told if the run that held the lock last did not come to its end. */
  private static LakeLock acquire(String lakeLocation, Clock clock, Consumer<String> said) {
    URI uri = Lake.uri(lakeLocation);
    if (!isKnownFor(uri)) {
      return new LakeLock(() -> {});
    }
    String owner =
        "process %d on %s since %s"
            .formatted(
                ProcessHandle.current().pid(),
                host(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return new LakeLock(
        "file".equals(uri.getScheme())
            ? FolderLock.acquire(Path.of(uri.getPath()), owner, said)
            : LeaseLock.acquire(
                uri, SparkHadoopUtil.get().newConfiguration(new SparkConf(true)), owner, said));
  }

  /** Whether lakes at such an address have a lock, so that whoever holds it is alone with it. */
  static boolean isKnownFor(URI lake) {
    return "file".equals(lake.getScheme()) || "hdfs".equals(lake.getScheme());
  }

  /**
   * The same, where a run that holds the lock is waited for.
   *
   * @param patience how long to wait
   * @param said told once who is being waited for, and whose lock is taken over as that process
   *     died with it
   * @throws Refusal as a conflict if the lock is still held after that
   */
  public static LakeLock acquire(
      String lakeLocation, Clock clock, Duration patience, Consumer<String> said) {
    // Counted and not read from the clock, which may go back while we wait.
    long pauses = patience.dividedBy(PAUSE);
    for (long paused = 0; ; paused++) {
      try {
        return acquire(lakeLocation, clock, said);
      } catch (Refusal e) {
        if (e.kind() != Refusal.Kind.CONFLICT || paused >= pauses) {
          throw e;
        }
        if (paused == 0) {
          said.accept(e.getMessage().split(";")[0] + "; waiting until that has ended.");
        }
        pause();
      }
    }
  }

  /** Waits until it is worth another look at a lake. */
  static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the lake", e);
    }
  }

  /**
   * What is said of a lake that another holds, without the point.
   *
   * @param owner as the other has written it into the file, or ""
   */
  static String takenBy(Object lake, String owner) {
    return "The lake "
        + lake
        + " is being written by "
        + (owner.isBlank() ? "another process" : owner)
        + "; wait until that has ended and run again";
  }

  /**
   * What is said of the run that left its name in the file, which who releases the lock empties.
   */
  static String takenOverFrom(String owner) {
    return "The run of " + owner + " did not come to its end; its lock is taken over.";
  }

  /** The refusal of a lake whose lock cannot be asked for. */
  static Refusal cannotBeLocked(Object lake, IOException why) {
    return Refusal.mistake(
        "The lake "
            + lake
            + " cannot be locked for writing ("
            + FileTrouble.inWords(why)
            + "); name a writable folder with --lake.",
        why);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this host";
    }
  }

  /**
   * Releases the lock. A folder that was made for the lock and holds nothing else goes again, so
   * that a refused run leaves no lake behind.
   */
  @Override
  public void close() {
    held.release();
  }
}
