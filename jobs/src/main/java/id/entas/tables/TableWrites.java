package id.entas.tables;

import id.entas.domain.Refusal;
import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.util.SerializableConfiguration;

/** Writes of the lake's tables, each in one commit; see {@link Lake} for what they promise. */
final class TableWrites {
  private final Lake lake;
  private final SparkSession small;

  /**
   * @param small the session of small tables and of Delta's log
   */
  TableWrites(Lake lake, SparkSession small) {
    this.lake = lake;
    this.small = small;
  }

  /** Replaces all rows of an unpartitioned table by a few. */
  void replace(Table table, List<Row> rows) {
    replaceAll(table, Map.of(), properties -> fileOf(table, rows, properties));
  }

  /**
   * Replaces all rows of an unpartitioned table by those of tasks.
   *
   * @param more properties that the table has with these rows; others stay
   */
  void replace(Table table, JavaRDD<InternalRow> rows, Map<String, String> more) {
    replaceAll(
        table,
        more,
        properties -> {
          RowFiles files = filesOf(table, properties);
          return rows.mapPartitions(files::write).collect();
        });
  }

  private void replaceAll(Table table, Map<String, String> more, SmallWrites.FilesOf files) {
    if (table.findPartition().isPresent()) {
      throw new IllegalArgumentException(table + " is partitioned; replace its partitions");
    }
    replace(table, Set.of(HeldFiles.UNPARTITIONED), more, files);
  }

  /**
   * Replaces whole partitions, or creates the table.
   *
   * @param partitions values of the column that the table is partitioned by
   * @param more properties that the table has with these files; others stay
   */
  void replace(
      Table table, Set<String> partitions, Map<String, String> more, SmallWrites.FilesOf files) {
    Optional<HeldFiles> held = lake.findFilesToWrite(table);
    DeltaLog log = logOf(small, table);
    commit(
        table,
        () -> {
          if (held.isEmpty()) {
            SmallWrites.create(table, log, more, files);
          } else {
            SmallWrites.replace(table, log, held.get(), partitions, more, files);
          }
        });
  }

  /** Replaces whole partitions by files that are held to the program's own checks alone. */
  void replacePartitions(Table table, Set<String> partitions, Supplier<List<NewFile>> write) {
    replace(
        table,
        partitions,
        Map.of(),
        properties -> {
          try {
            TableUse.requireNoOtherChecks(table, properties);
          } catch (AlteredTable e) {
            throw AlteredTable.refusal(lake, table, e);
          }
          return write.get();
        });
  }

  /** Adds rows to an unpartitioned table, which is made before its first file is written. */
  void append(Table table, List<Row> rows) {
    DeltaLog log = logOf(small, table);
    if (lake.findFilesToWrite(table).isEmpty()) {
      commit(table, () -> SmallWrites.create(table, log, Map.of(), any -> List.of()));
    }
    commit(
        table, () -> SmallWrites.append(table, log, properties -> fileOf(table, rows, properties)));
  }

  /** A file of a few rows; none of none, as it would be one that no version needs. */
  private List<NewFile> fileOf(Table table, List<Row> rows, Map<String, String> properties) {
    return rows.isEmpty()
        ? List.of()
        : List.of(filesOf(table, properties).write(0, OrderedRows.of(table, rows).iterator()));
  }

  private RowFiles filesOf(Table table, Map<String, String> properties) {
    return new RowFiles(
        table,
        lake.pathOf(table),
        RowChecks.of(small, table, properties),
        new SerializableConfiguration(small.sessionState().newHadoopConf()));
  }

  /** Saves rows as a writer of Spark's says. */
  void save(Table table, DataFrameWriter<Row> writer) {
    commit(table, () -> writer.format("delta").save(lake.pathOf(table)));
  }

  /** Creates a table of rows that a query gives. */
  void saveFirst(Table table, Dataset<Row> rows) {
    commit(table, () -> SmallWrites.create(table, logOf(rows.sparkSession(), table), rows));
  }

  private DeltaLog logOf(SparkSession session, Table table) {
    return DeltaLog.forTable(session, lake.pathOf(table));
  }

  /** A lake without a lock of ours (S3) may be changed by another run meanwhile. */
  private void commit(Table table, Runnable write) {
    try {
      write.run();
    } catch (DeltaConcurrentModificationException e) {
      throw changedMeanwhile(table, e);
    }
  }

  Refusal changedMeanwhile(Table table, Exception why) {
    return Refusal.conflict(
        "Table "
            + table
            + " of the lake "
            + lake.location()
            + " was changed by someone else meanwhile, so this run was not published; run it again.",
        why);
  }
}
