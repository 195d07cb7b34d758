package id.entas.tables;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** Packs the small files of a table and deletes those that only versions past keeping need. */
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
   * @param deleted files that were deleted
   */
  record Done(long packed, long deleted) {}

  /**
   * Tidies up a table.
   *
   * @param files files of its latest version
   * @param keep how long a version can be read after the next
   */
  Done table(String path, int files, Duration keep) {
    DeltaTable table = DeltaTable.forPath(spark, path);
    keepVersions(path, keep);
    long packed =
        files < MANY
            ? 0
            : table
                .optimize()
                .executeCompaction()
                .select("metrics.numFilesRemoved")
                .first()
                .getLong(0);
    long before = dataFiles(path);
    table.vacuum(keep.toHours());
    return new Done(packed, before - dataFiles(path));
  }

  /** Delta refuses to delete what the table's own properties still keep. */
  private void keepVersions(String path, Duration keep) {
    String interval = "interval " + keep.toHours() + " hours";
    boolean isSo =
        spark.sql("SHOW TBLPROPERTIES delta.`" + path + "`").collectAsList().stream()
            .filter(row -> row.getString(0).endsWith("RetentionDuration"))
            .allMatch(row -> row.getString(1).equals(interval));
    if (!isSo) {
      spark.sql(
          "ALTER TABLE delta.`"
              + path
              + "` SET TBLPROPERTIES ('delta.logRetentionDuration' = '"
              + interval
              + "', 'delta.deletedFileRetentionDuration' = '"
              + interval
              + "')");
    }
  }

  private long dataFiles(String path) {
    try {
      Path folder = new Path(path);
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      RemoteIterator<?> all = files.listFiles(folder, true);
      long parquet = 0;
      while (all.hasNext()) {
        String file = all.next().toString();
        parquet += file.contains(".parquet") && !file.contains("_delta_log") ? 1 : 0;
      }
      return parquet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
