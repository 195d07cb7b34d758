package id.entas.tables;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Packs the small files of a table and deletes those that no version to be kept needs.
 *
 * <p>Delta goes by the times of files and of commits, and so by the clock of the machine as it was
 * then. What a published run names is kept whatever that clock said: a table of which Delta would
 * delete such a file keeps all its files.
 */
final class TidyUp {
  /** A table that is appended to gets a file a run; packing fewer is not worth a version. */
  private static final int MANY = 8;

  private final SparkSession spark;

  TidyUp(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * What was done to a table.
   *
   * @param packed files that were packed into fewer
   * @param deleted files of past versions that were deleted
   * @param leftovers files that were never part of a version, deleted as well
   */
  record Done(long packed, long deleted, long leftovers) {}

  /** The files of the versions of a table that published runs name. */
  interface NeededFiles {
    /** Their paths as URIs without an escape. */
    Set<String> paths();
  }

  /**
   * Tidies up a table.
   *
   * @param held files of its latest version
   * @param keep how long a version can be read after the next
   * @param needed asked only where something would be deleted
   */
  Done table(String path, HeldFiles held, Duration keep, NeededFiles needed) {
    DeltaTable table = DeltaTable.forPath(spark, path);
    keepVersions(path, keep);
    long packed =
        held.files().size() < MANY
            ? 0
            : table
                .optimize()
                .executeCompaction()
                .select("metrics.numFilesRemoved")
                .first()
                .getLong(0);
    long leftovers =
        LakeLock.isKnownFor(new Path(path).toUri())
            ? Leftovers.delete(path, held, spark.sessionState().newHadoopConf())
            : 0;
    return new Done(packed, deleteExpired(table, path, keep, needed), leftovers);
  }

  /** Delta looks at every file of every version, which is spared where none is old enough. */
  private long deleteExpired(DeltaTable table, String path, Duration keep, NeededFiles needed) {
    long last = System.currentTimeMillis() - keep.toMillis();
    List<FileStatus> before = dataFiles(path);
    if (before.stream().allMatch(file -> file.getModificationTime() > last)
        || !Collections.disjoint(expired(path, keep), needed.paths())) {
      return 0;
    }
    table.vacuum(keep.toHours());
    return before.size() - dataFiles(path).size();
  }

  /** What Delta would delete. */
  private Set<String> expired(String path, Duration keep) {
    Set<String> expired = new HashSet<>();
    spark
        .sql("VACUUM " + sqlOf(path) + " RETAIN " + keep.toHours() + " HOURS DRY RUN")
        .collectAsList()
        .forEach(row -> expired.add(new Path(row.getString(0)).toUri().getPath()));
    return expired;
  }

  /** Delta refuses to delete what the table's own properties still keep. */
  private void keepVersions(String path, Duration keep) {
    String interval = "interval " + keep.toHours() + " hours";
    boolean isSo =
        spark.sql("SHOW TBLPROPERTIES " + sqlOf(path)).collectAsList().stream()
            .filter(row -> row.getString(0).endsWith("RetentionDuration"))
            .allMatch(row -> row.getString(1).equals(interval));
    if (!isSo) {
      spark.sql(
          "ALTER TABLE "
              + sqlOf(path)
              + " SET TBLPROPERTIES ('delta.logRetentionDuration' = '"
              + interval
              + "', 'delta.deletedFileRetentionDuration' = '"
              + interval
              + "')");
    }
  }

  private static String sqlOf(String path) {
    return "delta.`" + path.replace("`", "``") + "`";
  }

  private List<FileStatus> dataFiles(String path) {
    try {
      Path folder = new Path(path);
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      return FolderFiles.below(files, folder).stream()
          .filter(
              file ->
                  file.getPath().toString().contains(".parquet")
                      && !file.getPath().toString().contains("_delta_log"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
