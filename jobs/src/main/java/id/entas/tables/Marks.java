package id.entas.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The texts that the versions of tables carry in Delta's log, read line by line: neither Spark nor
 * Kernel is asked.
 */
final class Marks {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration hadoop;

  Marks(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** The file of Delta's log that makes a version. */
  static Path commit(String table, long version) {
    return new Path(table, "_delta_log/%020d.json".formatted(version));
  }

  /**
   * The text of a version, if it carries one.
   *
   * @param table folder of the table
   */
  Optional<String> find(String table, long version) {
    Path commit = commit(table, version);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                commit.getFileSystem(hadoop).open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode information = JSON.readTree(line).path("commitInfo");
        if (information.isObject()) {
          return Optional.ofNullable(information.path("userMetadata").textValue());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw DamagedLake.refusal(commit.toUri().getPath(), e);
    }
  }
}
