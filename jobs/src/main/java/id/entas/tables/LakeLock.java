package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The right to write a lake on a file system, held by one run at a time.
 *
 * <p>On a local disk two processes can both win the same commit of a Delta table, so Entas keeps
 * them apart itself: by the operating system's lock on {@code .entas.lock} in the lake. The system
 * releases it when its process dies, however that happens, so a file left behind never blocks
 * anyone. HDFS needs no lock, since Delta's commit there is one atomic step; on S3 it is not, and
 * whoever schedules the runs keeps them apart.
 */
public final class LakeLock implements AutoCloseable {
  static final String FILE = ".entas.lock";

  /** A holder that is just leaving may delete file and folder under our hands; then once more. */
  private static final int ATTEMPTS = 20;

  /** Between two looks at a lake that is being waited for. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * The locks of this process by lake, with their owners. A process that opens and closes a file
   * loses all its locks on it (POSIX), so a lock held here must be refused without touching the
   * file.
   */
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path lake;
  private final FileChannel channel;
  private final List<Path> madeFolders;

  private LakeLock(Path lake, FileChannel channel, List<Path> madeFolders) {
    this.lake = lake;
    this.channel = channel;
    this.madeFolders = madeFolders;
  }

  /**
   * Takes the lock of a lake, making its folder if there is none; a lake that is not on a file
   * system needs none.
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
    if (!"file".equals(uri.getScheme())) {
      return new LakeLock(null, null, List.of());
    }
    Path lake = Path.of(uri.getPath());
    String owner =
        "process %d on %s since %s"
            .formatted(
                ProcessHandle.current().pid(),
                host(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    List<Path> madeFolders = new ArrayList<>();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        makeFolders(lake, madeFolders);
        try {
          Path real = lake.toRealPath();
          FileChannel channel = lock(real, owner, said);
          if (channel != null) {
            return new LakeLock(real, channel, madeFolders);
          }
        } catch (NoSuchFileException e) {
          madeFolders.removeIf(folder -> !Files.exists(folder));
        }
      }
      throw new IOException("its lock file comes and goes");
    } catch (IOException e) {
      removeEmpty(madeFolders);
      throw Refusal.mistake(
          "The lake "
              + lake
              + " cannot be locked for writing ("
              + FileTrouble.inWords(e)
              + "); name a writable folder with --lake.",
          e);
    }
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

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the lake", e);
    }
  }

  /** The channel that holds the lock, or null if the file was deleted before it was locked. */
  private static FileChannel lock(Path lake, String owner, Consumer<String> said)
      throws IOException {
    String other = HELD_HERE.putIfAbsent(lake, owner);
    if (other != null) {
      throw takenBy(lake, other);
    }
    Path file = lake.resolve(FILE);
    FileChannel channel = null;
    boolean held = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Object opened = key(file);
      if (channel.tryLock() == null) {
        throw takenBy(lake, read(channel));
      }
      held = Objects.equals(opened, key(file));
      if (held) {
        // Who releases the lock empties the file.
        String left = read(channel);
        if (!left.isBlank()) {
          said.accept("The run of " + left + " did not come to its end; its lock is taken over.");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
      }
      return held ? channel : null;
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        HELD_HERE.remove(lake);
      }
    }
  }

  private static Refusal takenBy(Path lake, String owner) {
    return Refusal.conflict(
        "The lake "
            + lake
            + " is being written by "
            + (owner.isBlank() ? "another process" : owner)
            + "; wait until that has ended and run again.");
  }

  /** What tells this file from one that later has the same name. */
  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(1024);
    channel.read(content, 0);
    return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this host";
    }
  }

  /** Makes the lake's folder and adds those that were missing, the outermost first. */
  private static void makeFolders(Path lake, List<Path> made) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path folder = lake; folder != null && !Files.exists(folder); folder = folder.getParent()) {
      missing.add(0, folder);
    }
    for (Path folder : missing) {
      Files.createDirectories(folder);
      made.add(folder);
    }
  }

  /** Deletes folders, the innermost first, up to the first that cannot go. */
  private static void removeEmpty(List<Path> folders) {
    boolean gone = true;
    for (int i = folders.size() - 1; i >= 0 && gone; i--) {
      gone = folders.get(i).toFile().delete();
    }
  }

  /**
   * Releases the lock. A folder that was made for the lock and holds nothing else goes again, so
   * that a refused run leaves no lake behind.
   */
  @Override
  public void close() {
    if (channel == null || !channel.isOpen()) {
      return;
    }
    try (channel) {
      if (!madeFolders.isEmpty() && holdsOnlyTheLock()) {
        Files.deleteIfExists(lake.resolve(FILE));
        removeEmpty(madeFolders);
      } else {
        channel.truncate(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(lake);
    }
  }

  private boolean holdsOnlyTheLock() throws IOException {
    if (!Files.isDirectory(lake)) {
      return false;
    }
    try (var entries = Files.list(lake)) {
      return entries.allMatch(lake.resolve(FILE)::equals);
    }
  }
}
