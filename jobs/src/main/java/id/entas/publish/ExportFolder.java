package id.entas.publish;

import id.entas.domain.Refusal;
import id.entas.tables.Lake;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
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
      throw Refusal.mistake(
          "The exports cannot be written to "
              + folder
              + ": "
              + e.getMessage()
              + "; name another folder with --out.",
          e);
    }
    return "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : file.toString();
  }
}
