package id.entas.job;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where Spark spills and shuffles on this machine: a folder for its owner alone, and one in it for
 * each process.
 *
 * <p>A process that is killed leaves its folder behind, with pseudonyms of households and as large
 * as the data. So each holds the system's lock on a file beside its folder, and the next one
 * deletes the folders whose lock nobody holds.
 */
final class Scratch {
  /** Bytes; the largest library that unpacks itself has not much less. */
  private static final int LEAST_ROOM = 1 << 20;

  private static final String LOCK = ".lock";

  /** Locks of this process, kept open until it ends; to open their files again would lose them. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private static final List<FileChannel> HELD = new ArrayList<>();

  private Scratch() {}

  /**
   * A new folder for this process, after those of dead ones were deleted.
   *
   * @param temporary the machine's folder for temporary files
   * @return none where no folder of our own can be made there
   */
  static synchronized Optional<Path> findIn(Path temporary) {
    String user = System.getProperty("user.name");
    Path base = temporary.resolve("entas-spark-" + user);
    try {
      if (!Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            base,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.getOwner(base, LinkOption.NOFOLLOW_LINKS).getName().equals(user)) {
        return Optional.empty();
      }
      Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx------"));
      try (FileChannel turn = open(base.resolve(LOCK))) {
        turn.lock();
        sweep(base);
        return Optional.of(make(base));
      }
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * Refuses a folder for temporary files that takes nothing more: Spark's libraries unpack
   * themselves there, and what they say when they cannot names neither disk nor folder.
   *
   * @throws Refusal as a mistake if a file of some size cannot be written there
   */
  static void requireRoom(Path temporary) {
    try {
      Path probe = Files.createTempFile(temporary, "entas-room", null);
      try {
        Files.write(probe, new byte[LEAST_ROOM]);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw Refusal.mistake(
          "The folder of temporary files, "
              + temporary
              + ", takes no file of 1 MB ("
              + e.getMessage()
              + "); free some space there, or name another folder with"
              + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR.",
          e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path make(Path base) throws IOException {
    Path folder = Files.createDirectory(base.resolve(UUID.randomUUID().toString()));
    Path lock = base.resolve(folder.getFileName() + LOCK);
    FileChannel channel = open(lock);
    channel.lock();
    OURS.add(lock);
    HELD.add(channel);
    return folder;
  }

  private static void sweep(Path base) throws IOException {
    Set<Path> living = new TreeSet<>();
    living.add(base.resolve(LOCK));
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(base, "?*" + LOCK)) {
      for (Path lock : locks) {
        if (OURS.contains(lock) || isHeld(lock)) {
          living.add(lock);
          String name = lock.getFileName().toString();
          living.add(base.resolve(name.substring(0, name.length() - LOCK.length())));
        }
      }
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(base)) {
      for (Path one : all) {
        if (!living.contains(one)) {
          delete(one);
        }
      }
    }
  }

  private static boolean isHeld(Path lock) throws IOException {
    try (FileChannel channel = open(lock)) {
      return channel.tryLock() == null;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
