package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The lock of a lake in a folder of this machine: the operating system's on a file in it.
 *
 * <p>On a local disk two processes can both win the same commit of a Delta table, so that even
 * single tables need it. The system releases it when its process dies, however that happens.
 */
final class FolderLock implements LakeLock.Held {
  /** A holder that is just leaving may delete file and folder under our hands; then once more. */
  private static final int ATTEMPTS = 20;

  /**
   * The locks of this process by lake, with their owners. A process that opens and closes a file
   * loses all its locks on it (POSIX), so a lock held here must be refused without touching the
   * file.
   */
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path lake;
  private final FileChannel channel;
  private final List<Path> madeFolders;

  private FolderLock(Path lake, FileChannel channel, List<Path> madeFolders) {
    this.lake = lake;
    this.channel = channel;
    this.madeFolders = madeFolders;
  }

  /**
   * Takes the lock.
   *
   * @param said told whose lock is taken over, if its process died with it
   * @throws Refusal as {@link LakeLock#acquire} does
   */
  static FolderLock acquire(Path lake, String owner, Consumer<String> said) {
    List<Path> madeFolders = new ArrayList<>();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        makeFolders(lake, madeFolders);
        try {
          Path real = lake.toRealPath();
          FileChannel channel = lock(real, owner, said);
          if (channel != null) {
            return new FolderLock(real, channel, madeFolders);
          }
        } catch (NoSuchFileException e) {
          madeFolders.removeIf(folder -> !Files.exists(folder));
        }
      }
      throw new IOException("its lock file comes and goes");
    } catch (IOException e) {
      removeEmpty(madeFolders);
      throw LakeLock.cannotBeLocked(lake, e);
    }
  }

  /** The channel that holds the lock, or null if the file was deleted before it was locked. */
  private static FileChannel lock(Path lake, String owner, Consumer<String> said)
      throws IOException {
    String other = HELD_HERE.putIfAbsent(lake, owner);
    if (other != null) {
      throw takenBy(lake, other);
    }
    Path file = lake.resolve(LakeLock.FILE);
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
        String left = read(channel);
        if (!left.isBlank()) {
          said.accept(LakeLock.takenOverFrom(left));
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
    return Refusal.conflict(LakeLock.takenBy(lake, owner) + ".");
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

  @Override
  public void release() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      if (!madeFolders.isEmpty() && holdsOnlyTheLock()) {
        Files.deleteIfExists(lake.resolve(LakeLock.FILE));
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
      return entries.allMatch(lake.resolve(LakeLock.FILE)::equals);
    }
  }
}
