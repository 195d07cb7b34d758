package id.entas.tables;

import id.entas.domain.Refusal;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;

/**
 * The lock of a lake on HDFS, which lets a file have one writer: who holds the lock keeps the file
 * open.
 *
 * <p>HDFS's client renews the lease of an open file as long as its process lives. A minute after
 * the process has died HDFS gives the file to the next who asks, whatever was left behind. The same
 * happens to a process that stops for a minute and lives: it is told when it is done, and what it
 * writes meanwhile is seen when a run is published.
 */
final class LeaseLock implements LakeLock.Held {
  /** HDFS takes some seconds to take a file back from the dead, once it has begun. */
  private static final int LOOKS = 60;

  /** A holder that is just leaving may delete file and folder under our hands; then once more. */
  private static final int ATTEMPTS = 20;

  private static final int BUFFER = 512;

  /** A class of HDFS's server, of which its client knows the name alone. */
  private static final String RECOVERING =
      "org.apache.hadoop.hdfs.protocol.RecoveryInProgressException";

  private final DistributedFileSystem files;
  private final Path lake;
  private final Path file;
  private final List<Path> madeFolders = new ArrayList<>();
  private FSDataOutputStream open;

  /**
   * @param files a client that is this lock's alone, as HDFS knows the holder by the client
   */
  private LeaseLock(DistributedFileSystem files, Path lake) {
    this.files = files;
    this.lake = files.makeQualified(lake);
    this.file = new Path(this.lake, LakeLock.FILE);
  }

  /**
   * Takes the lock.
   *
   * @param said told whose lock is taken over, if its process died with it
   * @throws Refusal as {@link LakeLock#acquire} does
   */
  static LeaseLock acquire(
      URI location, Configuration hadoop, String owner, Consumer<String> said) {
    Path lake = new Path(location.getScheme(), location.getAuthority(), location.getPath());
    try {
      LeaseLock lock =
          new LeaseLock((DistributedFileSystem) FileSystem.newInstance(lake.toUri(), hadoop), lake);
      try {
        lock.take(owner, said);
        return lock;
      } finally {
        if (lock.open == null) {
          lock.removeEmpty();
          lock.files.close();
        }
      }
    } catch (IOException e) {
      throw LakeLock.cannotBeLocked(lake, e);
    } catch (IllegalArgumentException e) {
      // So HDFS's client says that it knows no such host.
      throw LakeLock.cannotBeLocked(lake, new IOException(e.getMessage(), e));
    }
  }

  private void take(String owner, Consumer<String> said) throws IOException {
    for (int look = 0; ; look++) {
      try {
        makeFolders();
        makeFile();
        String left = owner();
        open = write(owner);
        if (!left.isEmpty()) {
          said.accept(LakeLock.takenOverFrom(left));
        }
        return;
      } catch (FileNotFoundException e) {
        if (look >= ATTEMPTS) {
          throw e;
        }
      } catch (RemoteException e) {
        if (!isHeld(e)) {
          throw e;
        }
        if (!isRecovering(e) || look >= LOOKS) {
          throw takenBy(owner(), e);
        }
        LakeLock.pause();
      }
    }
  }

  private static boolean isHeld(RemoteException said) {
    return AlreadyBeingCreatedException.class.getName().equals(said.getClassName())
        || isRecovering(said);
  }

  private static boolean isRecovering(RemoteException said) {
    return RECOVERING.equals(said.getClassName());
  }

  /**
   * Opens the file as its one writer and adds the owner to it. A new block needs no datanode of an
   * earlier one, of which a small cluster might have too few.
   */
  private FSDataOutputStream write(String owner) throws IOException {
    FSDataOutputStream stream =
        files.append(file, EnumSet.of(CreateFlag.APPEND, CreateFlag.NEW_BLOCK), BUFFER, null);
    stream.write((owner + "\n").getBytes(StandardCharsets.UTF_8));
    stream.hflush();
    return stream;
  }

  /** Makes the lake's folder and keeps those that were missing, the outermost first. */
  private void makeFolders() throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path folder = lake; folder != null && !files.exists(folder); folder = folder.getParent()) {
      missing.add(0, folder);
    }
    for (Path folder : missing) {
      files.mkdirs(folder);
      if (!madeFolders.contains(folder)) {
        madeFolders.add(folder);
      }
    }
  }

  /**
   * Makes the file, empty and closed, where there is none. It gets its name by a rename, since
   * HDFS's client waits in silence for minutes to create a file that another has just created. It
   * is copied and not erasure-coded, since only then it can be opened again.
   */
  private void makeFile() throws IOException {
    if (!files.exists(file)) {
      Path made = file.suffix("." + UUID.randomUUID());
      try {
        files.createFile(made).replicate().build().close();
        files.rename(made, file);
      } finally {
        files.delete(made, false);
      }
    }
  }

  private Refusal takenBy(String owner, IOException why) {
    return Refusal.conflict(
        LakeLock.takenBy(lake, owner)
            + " (if it has died, HDFS releases the lake about a minute later).",
        why);
  }

  /** The last line that says one: those before it are of processes that died. */
  private String owner() {
    String owner = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        owner = line.isBlank() ? owner : line;
      }
    } catch (IOException e) {
      // That the lake is held is certain all the same; by whom is then not said.
      return "";
    }
    return owner;
  }

  @Override
  public void release() {
    if (open == null) {
      return;
    }
    try (files) {
      if (!madeFolders.isEmpty() && holdsOnlyTheLock()) {
        removeFile();
        removeEmpty();
      } else {
        open.close();
        forgetOwner();
      }
    } catch (IOException e) {
      throw Refusal.conflict(
          "The lock of the lake "
              + lake
              + " was lost before its holder was done ("
              + FileTrouble.inWords(e)
              + "), so that another may have written the lake meanwhile; run again while no other run is at work.",
          e);
    } finally {
      open = null;
    }
  }

  private boolean holdsOnlyTheLock() throws IOException {
    for (FileStatus entry : files.listStatus(lake)) {
      if (!entry.getPath().equals(file)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Deletes the file while it is held, which writing to it shows: another might else hold it, and
   * lose it with its name.
   */
  private void removeFile() throws IOException {
    open.write('\n');
    open.hflush();
    files.delete(file, false);
    try {
      open.close();
    } catch (FileNotFoundException | RemoteException e) {
      // HDFS says that the file is gone, as it should be.
    }
  }

  /** Empties the file, unless another holds it already. */
  private void forgetOwner() throws IOException {
    try {
      files.truncate(file, 0);
    } catch (RemoteException e) {
      if (!isHeld(e)) {
        throw e;
      }
    }
  }

  /** Deletes folders that were made, the innermost first, up to the first that cannot go. */
  private void removeEmpty() {
    boolean gone = true;
    for (int i = madeFolders.size() - 1; i >= 0 && gone; i--) {
      try {
        gone = files.delete(madeFolders.get(i), false);
      } catch (IOException e) {
        gone = false;
      }
    }
  }
}
