package id.entas.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final List<Path> data = new ArrayList<>();
  private final List<Path> logs = new ArrayList<>();

  /**
   * @param table folder of a table
   */
  private Leftovers(String table, Configuration hadoop) throws IOException {
    this.table = new Path(table);
    this.files = this.table.getFileSystem(hadoop);
    for (FileStatus file : FolderFiles.below(files, this.table)) {
      Path path = file.getPath();
      if (path.getParent().getName().equals(LOG)) {
        logs.add(path);
      } else if (path.getName().endsWith(".parquet") && !isOfDelta(path)) {
        data.add(path);
      }
    }
  }

  /** Whether a file lies in a folder in which Delta keeps what is no file of a version. */
  private boolean isOfDelta(Path file) {
    return Arrays.stream(
            table.toUri().relativize(file.getParent().toUri()).getPath().split(Path.SEPARATOR))
        .anyMatch(folder -> folder.startsWith("_"));
  }

  /**
   * Deletes them from a table that nobody is writing.
   *
   * @param latest the files of the latest version, of which the log may no longer say who added
   *     them
   * @return how many there were
   */
  static long delete(String table, HeldFiles latest, Configuration hadoop) {
    try {
      Leftovers left = new Leftovers(table, hadoop);
      Set<String> named = left.paths(latest);
      named.addAll(left.named(List.of("add", "remove")));
      List<Path> unfinished = new ArrayList<>(left.data);
      unfinished.removeIf(file -> named.contains(file.toUri().getPath()));
      left.logs.stream()
          .filter(file -> file.getName().startsWith(".") && file.getName().endsWith(".tmp"))
          .forEach(unfinished::add);
      return left.delete(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes all data files but those of the latest version, so that no past version can be read.
   * Where others may be writing the table, these are only the files that the log says were removed:
   * one that it does not name may be about to be named.
   *
   * @return how many there were
   */
  static long deletePast(String table, HeldFiles latest, Configuration hadoop) {
    if (!LakeLock.isKnownFor(new Path(table).toUri())) {
      return deleteRemoved(table, latest, hadoop);
    }
    try {
      Leftovers left = new Leftovers(table, hadoop);
      Set<String> named = left.paths(latest);
      List<Path> past = new ArrayList<>(left.data);
      past.removeIf(file -> named.contains(file.toUri().getPath()));
      return left.delete(past);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the data files that the log says were removed, and gives back how many there were. */
  static long deleteRemoved(String table, HeldFiles latest, Configuration hadoop) {
    try {
      Leftovers left = new Leftovers(table, hadoop);
      Set<String> removed = left.named(List.of("remove"));
      removed.removeAll(left.paths(latest));
      List<Path> past = new ArrayList<>(left.data);
      past.removeIf(file -> !removed.contains(file.toUri().getPath()));
      return left.delete(past);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long delete(List<Path> all) throws IOException {
    long deleted = 0;
    for (Path file : all) {
      deleted += files.delete(file, false) ? 1 : 0;
    }
    return deleted;
  }

  private Set<String> paths(HeldFiles held) {
    return held.files().stream().map(file -> whole(file.path())).collect(Collectors.toSet());
  }

  /**
   * The files that commits name. Of one that an old commit added, a younger one may only say that
   * it was removed.
   *
   * @param actions of which kind the naming is
   */
  private Set<String> named(List<String> actions) throws IOException {
    Set<String> named = new HashSet<>();
    for (Path log : logs) {
      if (log.getName().endsWith(".json")) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(files.open(log), StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode said = JSON.readTree(line);
            for (String action : actions) {
              JsonNode path = said.path(action).path("path");
              if (path.isTextual()) {
                named.add(whole(path.asText()));
              }
            }
          }
        }
      }
    }
    return named;
  }

  /** Where a file lies that the log names relative to the table and percent-encoded. */
  private String whole(String path) {
    return new Path(table, new Path(URI.create(path))).toUri().getPath();
  }
}
