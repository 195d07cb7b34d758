package id.entas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a lake on disk, told apart by whether a version of a table names them. */
final class LakeFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LakeFiles() {}

  /** How many versions the tables have together, the log of each read anew. */
  static int commits(Path lake) throws IOException {
    int commits = 0;
    for (Table table : Tables.ALL) {
      commits +=
          (int) logs(lake.resolve(table.path())).stream().filter(LakeFiles::isCommit).count();
    }
    return commits;
  }

  private static boolean isCommit(Path file) {
    return file.getFileName().toString().matches("\\d{20}\\.json");
  }

  private static List<Path> logs(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Data files that no version names, and halves of log files, as writers that died leave them. */
  static List<Path> leftovers(Path lake) throws IOException {
    List<Path> leftovers = new ArrayList<>();
    for (Table table : Tables.ALL) {
      Path folder = lake.resolve(table.path());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      Set<Path> named = named(folder);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = file.getFileName().toString();
          boolean isLog = file.getParent().endsWith("_delta_log");
          if (isLog ? name.contains(".tmp") : name.endsWith(".parquet") && !named.contains(file)) {
            leftovers.add(file);
          }
        }
      }
    }
    return leftovers;
  }

  private static Set<Path> named(Path table) throws IOException {
    Set<Path> named = new HashSet<>();
    for (Path log : logs(table)) {
      if (isCommit(log)) {
        for (String line : Files.readAllLines(log)) {
          JsonNode added = JSON.readTree(line).path("add").path("path");
          if (!added.isMissingNode()) {
            named.add(table.resolve(URI.create(added.asText()).getPath()));
          }
        }
      }
    }
    return named;
  }

  /** All files of the lake, hidden ones included. */
  static long count(Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
