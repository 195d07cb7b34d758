package id.entas.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** A small file of a lake that is there whole or not at all. */
interface NoteFile {
  /** What it says, if it is there. */
  Optional<String> findText() throws IOException;

  /** Makes it, or replaces it in one step. */
  void write(String text) throws IOException;

  /** Takes it away, if it is there. */
  void delete() throws IOException;

  /**
   * One in a folder of this machine, where Hadoop would lay a file of checksums beside it.
   *
   * @param file where it lies
   */
  record InFolder(java.nio.file.Path file) implements NoteFile {
    @Override
    public Optional<String> findText() throws IOException {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void write(String text) throws IOException {
      java.nio.file.Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete() throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * One on HDFS.
   *
   * @param file where it lies
   * @param hadoop settings of its file system
   */
  record OnHdfs(Path file, Configuration hadoop) implements NoteFile {
    @Override
    public Optional<String> findText() throws IOException {
      FileContext files = files();
      if (!files.util().exists(file)) {
        return Optional.empty();
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        return Optional.of(lines.lines().collect(Collectors.joining("\n")));
      }
    }

    @Override
    public void write(String text) throws IOException {
      FileContext files = files();
      Path next = file.suffix(".next");
      try (FSDataOutputStream out =
          files.create(next, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE))) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      files.rename(next, file, Options.Rename.OVERWRITE);
    }

    @Override
    public void delete() throws IOException {
      FileContext files = files();
      if (files.util().exists(file)) {
        files.delete(file, false);
      }
    }

    private FileContext files() throws IOException {
      return FileContext.getFileContext(file.toUri(), hadoop);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
