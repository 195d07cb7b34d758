package id.entas.publish;

import id.entas.domain.Refusal;
import id.entas.tables.Lake;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Where the exports of a run are written: a folder that is named, or the lake's own. */
final class ExportFolder {
  private final Path folder;

  private ExportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @param out folder or URI; {@code exports} in the lake's folder where none is named
   */
  static ExportFolder of(Lake lake, Optional<String> out) {
    return out.map(ExportFolder::at)
        .orElseGet(() -> new ExportFolder(new Path(lake.location(), "exports")));
  }

  /**
   * @param location folder or URI
   */
  static ExportFolder at(String location) {
    return new ExportFolder(
        new Path(location.contains(":/") ? location : new File(location).toURI().toString()));
  }

  /**
   * Writes a file whole, over one that is there.
   *
   * @return where it lies, as people write it
   * @throws Refusal if it cannot be written
   */
  String write(String name, byte[] content) {
    return write(name, out -> out.write(content));
  }

  /** What writes the bytes of a file. */
  interface FileWriting {
    /** Writes all of them. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * The same for bytes that are not at hand yet. A file that is there stays as it is until the new
   * one is whole.
   */
  String write(String name, FileWriting writing) {
    return put(
        name,
        (fileSystem, scratch) -> {
          try (OutputStream out = fileSystem.create(scratch, true)) {
            writing.to(out);
          }
          return scratch;
        });
  }

  /** What writes a folder of one file. */
  interface FolderWriting {
    /** Writes into a folder that is not there yet, given as a URI. */
    void to(String scratch);
  }

  /**
   * Takes the one file of a folder that an engine writes, over a file that is there.
   *
   * @param ending of the file to take
   * @return where it lies, as people write it
   * @throws Refusal if it cannot be written
   */
  String adopt(String name, String ending, FolderWriting writing) {
    return put(
        name,
        (fileSystem, scratch) -> {
          writing.to(scratch.toString());
          for (FileStatus written : fileSystem.listStatus(scratch)) {
            if (written.getPath().getName().endsWith(ending)) {
              return written.getPath();
            }
          }
          throw new FileNotFoundException("no file was written to " + scratch);
        });
  }

  /** What makes a new file beside the one that it is to replace. */
  private interface Making {
    /**
     * @param scratch a path where nothing is yet
     * @return the new file, at that path or below it
     */
    Path at(FileSystem fileSystem, Path scratch) throws IOException;
  }

  private String put(String name, Making making) {
    Path file = new Path(folder, name);
    Path scratch = new Path(folder, "." + name + ".writing");
    try {
      FileSystem fileSystem = file.getFileSystem(new Configuration());
      // Hadoop would leave a checksum file beside every export.
      fileSystem.setWriteChecksum(false);
      fileSystem.mkdirs(folder);
      fileSystem.delete(scratch, true);
      try {
        replace(making.at(fileSystem, scratch), file);
      } finally {
        fileSystem.delete(scratch, true);
      }
    } catch (IOException e) {
      throw refused(e);
    }
    return asWritten(file);
  }

  /** In one step, so that a run that dies leaves the one file or the other, and both whole. */
  private static void replace(Path from, Path file) throws IOException {
    if (isLocal(file)) {
      // Hadoop deletes before it renames here, and would hold an earlier checksum against the file.
      Files.deleteIfExists(local(new Path(file.getParent(), "." + file.getName() + ".crc")));
      Files.move(
          local(from),
          local(file),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Configuration hadoop = new Configuration();
    try {
      FileContext.getFileContext(file.toUri(), hadoop).rename(from, file, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // A store that Hadoop knows by the older of its two interfaces alone, which has no such step.
      FileSystem fileSystem = file.getFileSystem(hadoop);
      fileSystem.delete(file, false);
      fileSystem.rename(from, file);
    }
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private Refusal refused(IOException e) {
    return Refusal.mistake(
        "The exports cannot be written to "
            + folder
            + ": "
            + e.getMessage()
            + "; name another folder with --out.",
        e);
  }

  private static String asWritten(Path file) {
    return isLocal(file) ? file.toUri().getPath() : file.toString();
  }
}
