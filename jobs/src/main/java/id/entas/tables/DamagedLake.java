package id.entas.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import id.entas.domain.Refusal;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Tells from an error that a file of the lake is missing or is not what was written, so that it is
 * said as such and not as a fault of the program.
 *
 * <p>Delta and Parquet have no kind of error for it: it shows in what they say of a file.
 */
public final class DamagedLake {
  /** A table of ours, or a file of it, in an error's message. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?:file:/{0,2})?(/[^\\s'\"\\]]*/(?:"
              + Tables.ALL.stream().map(Table::name).collect(Collectors.joining("|"))
              + ")(?:/[^\\s'\",;\\]]*)?)");

  private static final Pattern SIGNS =
      Pattern.compile(
          "does not exist|is missing|not found|no such file|missing log file|missing file|is not a Parquet"
              + "|expected magic number|checksum|corrupt|malformed|contiguous|could not read"
              + "|FAILED_READ_FILE|Error reading|Failed to read|unable to reconstruct|STATE_RECOVER",
          Pattern.CASE_INSENSITIVE);

  private DamagedLake() {}

  /** The refusal of a lake with such a file, if that is what an error is about. */
  public static Optional<Refusal> findIn(Throwable thrown) {
    boolean isDamage = false;
    String file = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      isDamage |= isSign(cause, message);
      Matcher found = FILE.matcher(message);
      if (found.find() && found.group(1).length() > file.length()) {
        file = found.group(1);
      }
    }
    return isDamage && !file.isEmpty() ? Optional.of(refusal(file, thrown)) : Optional.empty();
  }

  /** Refuses the lake if the log of a table has lost a version. */
  static void requireCommit(Configuration hadoop, String tablePath, long version) {
    Path commit = Marks.commit(tablePath, version);
    try {
      if (!commit.getFileSystem(hadoop).exists(commit)) {
        throw refusal(commit.toUri().getPath(), null);
      }
    } catch (IOException e) {
      throw refusal(commit.toUri().getPath(), e);
    }
  }

  /** Refuses the lake if a table without a log has files of rows. */
  static void requireNoRows(Configuration hadoop, String tablePath) {
    Path folder = new Path(tablePath);
    Path log = new Path(folder, "_delta_log");
    try {
      FileSystem fileSystem = folder.getFileSystem(hadoop);
      if (fileSystem.exists(folder)) {
        for (FileStatus file : fileSystem.listStatus(folder)) {
          if (file.getPath().getName().endsWith(".parquet")) {
            throw refusal(log.toUri().getPath(), null);
          }
        }
      }
    } catch (IOException e) {
      throw refusal(log.toUri().getPath(), e);
    }
  }

  /**
   * An error while reading a table: the refusal of a damaged one, or the error itself where it is
   * about something else.
   *
   * @param table folder of the table
   */
  static RuntimeException refusalOr(RuntimeException thrown, String table) {
    if (thrown instanceof Refusal) {
      return thrown;
    }
    Optional<Refusal> found = findIn(thrown);
    if (found.isPresent()) {
      return found.get();
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (isSign(cause, String.valueOf(cause.getMessage()))) {
        return refusal("a file of " + table, thrown);
      }
    }
    return thrown;
  }

  /**
   * The refusal of a lake for a file.
   *
   * @param file what is missing or damaged
   */
  static Refusal refusal(String file, Throwable why) {
    return Refusal.mistake(
        "The lake is damaged: "
            + file
            + " is missing or not what was written; put the table's folder back from a copy, or build a new lake from the extracts with --lake (a past run: `entas run --as-of RUN --input PATH`).",
        why);
  }

  private static boolean isSign(Throwable cause, String message) {
    return cause instanceof FileNotFoundException
        || cause instanceof ChecksumException
        || cause instanceof EOFException
        || cause instanceof JsonProcessingException
        || cause instanceof ParquetDecodingException
        || cause.getClass().getName().startsWith("io.delta.kernel.exceptions.")
        || SIGNS.matcher(message).find();
  }
}
