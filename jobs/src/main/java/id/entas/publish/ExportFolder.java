package id.entas.publish;

import id.entas.domain.Refusal;
import id.entas.tables.Lake;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

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
    return new ExportFolder(
        out.map(name -> new Path(name.contains(":/") ? name : new File(name).toURI().toString()))
            .orElse(new Path(lake.location(), "exports")));
  }

  /**
   * Writes a file whole, over one that is there.
   *
   * @return where it lies, as people write it
   * @throws Refusal if it cannot be written
   */
  String write(String name, byte[] content) {
    Path file = new Path(folder, name);
    try {
      FileSystem fileSystem = file.getFileSystem(new Configuration());
      // Hadoop would leave a checksum file beside every export.
      fileSystem.setWriteChecksum(false);
      fileSystem.mkdirs(folder);
      try (OutputStream out = fileSystem.create(file, true)) {
        out.write(content);
      }
    } catch (IOException e) {
      throw refused(e);
    }
    return asWritten(file);
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
    Path file = new Path(folder, name);
    Path scratch = new Path(folder, "." + name + ".writing");
    try {
      FileSystem fileSystem = file.getFileSystem(new Configuration());
      fileSystem.setWriteChecksum(false);
      fileSystem.mkdirs(folder);
      fileSystem.delete(scratch, true);
      writing.to(scratch.toString());
      for (FileStatus written : fileSystem.listStatus(scratch)) {
        if (written.getPath().getName().endsWith(ending)) {
          fileSystem.delete(file, false);
          fileSystem.rename(written.getPath(), file);
        }
      }
      fileSystem.delete(scratch, true);
    } catch (IOException e) {
      throw refused(e);
    }
    return asWritten(file);
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
    return "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : file.toString();
  }
}
