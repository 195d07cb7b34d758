package id.entas.publish;

import id.entas.domain.Refusal;
import id.entas.tables.Lake;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that files for people are written to, on any file system. */
final class Exports {
  private final Path folder;

  /**
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  Exports(Lake lake, Optional<String> out) {
    this.folder =
        out.map(name -> new Path(name.contains(":/") ? name : new File(name).toURI().toString()))
            .orElse(new Path(lake.location(), "exports"));
  }

  /** What fills a file. */
  interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes a file in UTF-8, over one of the same name.
   *
   * @throws Refusal if the folder cannot be written
   */
  void write(String name, Content content) {
    try {
      FileSystem fileSystem = folder.getFileSystem(new Configuration());
      // Hadoop would leave a checksum file beside every export.
      fileSystem.setWriteChecksum(false);
      fileSystem.mkdirs(folder);
      try (Writer writer =
          new OutputStreamWriter(
              fileSystem.create(new Path(folder, name), true), StandardCharsets.UTF_8)) {
        content.writeTo(writer);
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
  }

  /** Where a file lies, as people write it. */
  String readable(String name) {
    Path file = new Path(folder, name);
    return "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : file.toString();
  }
}
