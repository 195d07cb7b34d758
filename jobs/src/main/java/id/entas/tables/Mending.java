package id.entas.tables;

import id.entas.domain.Refusal;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/** Changes of several tables of a lake as one, and what is done where one came to no end. */
final class Mending {
  private final SparkSession spark;
  private final SmallRows smallRows;
  private final Path root;

  /**
   * @param root the lake's folder
   */
  Mending(SparkSession spark, SmallRows smallRows, Path root) {
    this.spark = spark;
    this.smallRows = smallRows;
    this.root = root;
  }

  /** As {@link Lake#changeWhole}. */
  void changeWhole(List<Table> tables, Runnable change) {
    Optional<WholeChange> whole = findWholeChange();
    whole.ifPresent(
        note -> {
          Map<String, Long> before = new TreeMap<>();
          tables.forEach(
              table ->
                  before.put(
                      table.path(),
                      smallRows
                          .findVersion(new Path(root, table.path()).toString())
                          .orElse(WholeChange.NONE)));
          note.begin(before);
        });
    change.run();
    whole.ifPresent(WholeChange::end);
  }

  /** As {@link Lake#mend}. */
  boolean mend() {
    Optional<WholeChange> whole = findWholeChange();
    Optional<Map<String, Long>> before = whole.flatMap(WholeChange::findUnfinished);
    before.ifPresent(
        versions -> {
          versions.forEach(this::setBack);
          whole.orElseThrow().end();
        });
    return before.isPresent();
  }

  private Optional<WholeChange> findWholeChange() {
    URI lake = root.toUri();
    if (!LakeLock.isKnownFor(lake)) {
      return Optional.empty();
    }
    return Optional.of(
        new WholeChange(
            "file".equals(lake.getScheme())
                ? new NoteFile.InFolder(java.nio.file.Path.of(lake.getPath(), WholeChange.FILE))
                : new NoteFile.OnHdfs(
                    new Path(root, WholeChange.FILE), spark.sessionState().newHadoopConf())));
  }

  private void setBack(String table, long version) {
    Path folder = new Path(root, table);
    if (version == WholeChange.NONE) {
      delete(folder);
    } else if (smallRows.findVersion(folder.toString()).filter(now -> now > version).isPresent()) {
      DeltaTable.forPath(spark, folder.toString()).restoreToVersion(version);
    }
  }

  private void delete(Path folder) {
    try {
      folder.getFileSystem(spark.sessionState().newHadoopConf()).delete(folder, true);
      DeltaLog.invalidateCache(spark, folder);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The folder "
              + folder
              + " of a table that was not finished cannot be deleted ("
              + FileTrouble.inWords(e)
              + "); make the lake's folder writable.",
          e);
    }
  }
}
