package id.entas.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What writers left behind who died before they could commit: data files that no version of the
 * table names, and halves of log files. Nobody will ever read them, and Delta itself would keep
 * them as long as the files of past versions.
 */
final class Leftovers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOG = "_delta_log";

  private final Path table;
  private final FileSystem files;

  /**
   * @param table folder of a table that nobody is writing
   */
  Leftovers(Path table, Configuration hadoop) throws IOException {
    this.table = table;
    this.files = table.getFileSystem(hadoop);
  }

  /**
   * Deletes them.
   *
   * @param latest the files of the latest version, of which the log may no longer say who added
   *     them
   * @return how many there were
   */
  static long delete(String table, HeldFiles latest, Configuration hadoop) {
    try {
      return new Leftovers(new Path(table), hadoop).delete(latest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes all data files but those of the latest version, so that no past version can be read.
   *
   * @return how many there were
   */
  static long deletePast(String table, HeldFiles latest, Configuration hadoop) {
    try {
      Leftovers files = new Leftovers(new Path(table), hadoop);
      Set<String> named = new HashSet<>();
      latest.files().forEach(file -> named.add(files.whole(file.path())));
      return files.deleteUnnamed(files.all(), named);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> all() throws IOException {
    return FolderFiles.below(files, table).stream().map(FileStatus::getPath).toList();
  }

  private long delete(HeldFiles latest) throws IOException {
    List<Path> all = all();
    Set<String> named = new HashSet<>();
    latest.files().forEach(file -> named.add(whole(file.path())));
    for (Path file : all) {
      if (isLog(file) && file.getName().endsWith(".json")) {
        addNamed(file, named);
      }
    }
    return deleteUnnamed(all, named);
  }

  private long deleteUnnamed(List<Path> all, Set<String> named) throws IOException {
    long deleted = 0;
    for (Path file : all) {
      boolean isLeft =
          isLog(file)
              ? file.getName().startsWith(".") && file.getName().endsWith(".tmp")
              : file.getName().endsWith(".parquet") && !named.contains(file.toUri().getPath());
      deleted += isLeft && files.delete(file, false) ? 1 : 0;
    }
    return deleted;
  }

  private static boolean isLog(Path file) {
    return file.getParent().getName().equals(LOG);
  }

  /** Of a file that an old commit added, a younger one may only say that it was removed. */
  private void addNamed(Path commit, Set<String> named) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode action = JSON.readTree(line);
        for (String kind : List.of("add", "remove")) {
          JsonNode path = action.path(kind).path("path");
          if (path.isTextual()) {
            named.add(whole(path.asText()));
          }
        }
      }
    }
  }

  /** Where a file lies that the log names relative to the table and percent-encoded. */
  private String whole(String path) {
    return new Path(table, new Path(URI.create(path))).toUri().getPath();
  }
}
