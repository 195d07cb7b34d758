package id.entas.job;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The files of this machine, without a process for each.
 *
 * <p>Where Hadoop's native library is missing, as it is in Spark's jars, Hadoop starts a {@code
 * chmod} for every file and folder it makes and eight times a {@code readlink} for every commit of
 * a table: more than four hundred processes a run, from a process of gigabytes. Java itself knows
 * how to do both.
 */
public final class LocalFiles extends LocalFileSystem {

  /** As {@code fs.file.impl} wants it. */
  public LocalFiles() {
    super(new Raw());
  }

  /** The same for {@code fs.AbstractFileSystem.file.impl}, by which tables commit. */
  public static final class Context extends ChecksumFs {
    /**
     * As Hadoop makes it.
     *
     * @param any the address asked for; there is one file system of the machine
     */
    public Context(URI any, Configuration settings) throws IOException, URISyntaxException {
      super(new RawContext(settings));
    }
  }

  private static final class RawContext extends DelegateToFileSystem {
    RawContext(Configuration settings) throws IOException, URISyntaxException {
      super(
          FsConstants.LOCAL_FS_URI,
          new Raw(),
          settings,
          FsConstants.LOCAL_FS_URI.getScheme(),
          false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public boolean isValidName(String name) {
      // Windows knows names that Hadoop would not take.
      return true;
    }
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      if (permission.getStickyBit()
          || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
        super.setPermission(path, permission);
        return;
      }
      Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
      add(
          all,
          permission.getUserAction(),
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
      add(
          all,
          permission.getGroupAction(),
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);
      add(
          all,
          permission.getOtherAction(),
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, all);
    }

    private static void add(
        Set<PosixFilePermission> all,
        FsAction action,
        PosixFilePermission read,
        PosixFilePermission write,
        PosixFilePermission execute) {
      if (action.implies(FsAction.READ)) {
        all.add(read);
      }
      if (action.implies(FsAction.WRITE)) {
        all.add(write);
      }
      if (action.implies(FsAction.EXECUTE)) {
        all.add(execute);
      }
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
