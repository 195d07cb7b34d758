package id.entas.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaErrors;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import scala.Option;
import scala.Predef;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Writes of whole tables or partitions, each in one commit of Delta's.
 *
 * <p>A statement of Spark's cannot define a table and fill it and keep NOT NULL, and a second
 * commit costs as much as the first. To replace rows, Spark would start several jobs to learn which
 * file they lie in; it is told instead. Two writers of one version are told apart by Delta's log,
 * as ever.
 */
final class SmallWrites {
  /**
   * Past versions stay readable for ten years, so that an old year can be read as it was published.
   */
  private static final String RETENTION = "interval 87600 hours";

  /** The version of a folder without a table, in Delta's transactions. */
  private static final long NO_TABLE = -1;

  private SmallWrites() {}

  /**
   * Creates a table with rows.
   *
   * @param log the log of a folder without a table
   */
  static void create(Table table, DeltaLog log, Dataset<Row> rows) {
    OptimisticTransaction transaction = startedAt(log, NO_TABLE);
    Metadata metadata = metadata(table, properties(table));
    transaction.updateMetadataForNewTable(metadata);
    Seq<FileAction> files = transaction.writeFiles(rows);
    transaction.commit(
        widened(files), new DeltaOperations.CreateTable(metadata, false, true, Option.empty()));
  }

  /** Writes files for a table. */
  @FunctionalInterface
  interface FilesOf {
    /**
     * @param properties those of the table as it lies in the lake, to which somebody may have added
     *     conditions
     */
    List<NewFile> under(Map<String, String> properties);
  }

  /**
   * Creates a table of files that are written for it.
   *
   * @param log the log of a folder without a table
   * @param more properties beside those of every table
   * @param files its files; without any it has none but that of its log
   */
  static void create(Table table, DeltaLog log, Map<String, String> more, FilesOf files) {
    OptimisticTransaction transaction = startedAt(log, NO_TABLE);
    Map<String, String> properties = properties(table);
    properties.putAll(more);
    Metadata metadata = metadata(table, properties);
    transaction.updateMetadataForNewTable(metadata);
    List<Action> added = added(table, files.under(properties(transaction)));
    transaction.commit(
        JavaConverters.asScalaBuffer(added).toList(),
        new DeltaOperations.CreateTable(metadata, false, !added.isEmpty(), Option.empty()));
  }

  /**
   * Replaces whole partitions by files that are written for them.
   *
   * @param held the files of the version that the log was last seen at
   * @param partitions values of the column that the table is partitioned by
   * @param more properties that the table has with these files; others stay
   */
  static void replace(
      Table table,
      DeltaLog log,
      HeldFiles held,
      Set<String> partitions,
      Map<String, String> more,
      FilesOf files) {
    OptimisticTransaction transaction = startedAt(log, held.version());
    transaction.readWholeTable();
    if (!more.isEmpty()) {
      transaction.updateMetadata(with(transaction.metadata(), more), true);
    }
    List<Action> actions = new ArrayList<>();
    held.files().stream()
        .filter(file -> partitions.contains(file.partition()))
        .forEach(file -> actions.add(removed(table, file)));
    actions.addAll(added(table, files.under(properties(transaction))));
    transaction.commit(
        JavaConverters.asScalaBuffer(actions).toList(),
        new DeltaOperations.Write(
            SaveMode.Overwrite, Option.empty(), isIn(table, partitions), Option.empty()));
  }

  private static Map<String, String> properties(OptimisticTransaction transaction) {
    return JavaConverters.mapAsJavaMap(transaction.metadata().configuration());
  }

  /** What is replaced, as the history of the table says it; nothing of an unpartitioned one. */
  private static Option<String> isIn(Table table, Set<String> partitions) {
    return Option.apply(
        table
            .findPartition()
            .map(
                field ->
                    field.name() + " IN (" + String.join(", ", new TreeSet<>(partitions)) + ")")
            .orElse(null));
  }

  private static List<Action> added(Table table, List<NewFile> files) {
    List<Action> added = new ArrayList<>();
    for (NewFile file : files) {
      added.add(
          new AddFile(
              file.path(),
              partition(table, file.partition()),
              file.bytes(),
              System.currentTimeMillis(),
              true,
              file.statistics(),
              null,
              null,
              Option.empty(),
              Option.empty(),
              Option.empty()));
    }
    return added;
  }

  private static scala.collection.immutable.Map<String, String> partition(
      Table table, String value) {
    return scala(table.findPartition().map(field -> Map.of(field.name(), value)).orElse(Map.of()));
  }

  /** A transaction that begins with a version, and not with what another writer made of it. */
  private static OptimisticTransaction startedAt(DeltaLog log, long version) {
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
    if (transaction.readVersion() != version) {
      throw DeltaErrors.concurrentWriteException(Option.empty());
    }
    return transaction;
  }

  /** Adds files of rows to an unpartitioned table. */
  static void append(Table table, DeltaLog log, FilesOf files) {
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
    transaction.commit(
        JavaConverters.asScalaBuffer(added(table, files.under(properties(transaction)))).toList(),
        new DeltaOperations.Write(SaveMode.Append, Option.empty(), Option.empty(), Option.empty()));
  }

  private static Action removed(Table table, HeldFiles.HeldFile file) {
    return new AddFile(
            file.path(),
            partition(table, file.partition()),
            file.bytes(),
            0L,
            true,
            null,
            null,
            null,
            Option.empty(),
            Option.empty(),
            Option.empty())
        .removeWithTimestamp(System.currentTimeMillis(), true);
  }

  @SuppressWarnings("unchecked")
  private static Seq<Action> widened(Seq<? extends Action> files) {
    return (Seq<Action>) files;
  }

  private static Metadata with(Metadata metadata, Map<String, String> more) {
    Map<String, String> properties =
        new LinkedHashMap<>(JavaConverters.mapAsJavaMap(metadata.configuration()));
    properties.putAll(more);
    return new Metadata(
        metadata.id(),
        metadata.name(),
        metadata.description(),
        metadata.format(),
        metadata.schemaString(),
        metadata.partitionColumns(),
        scala(properties),
        metadata.createdTime());
  }

  private static Metadata metadata(Table table, Map<String, String> properties) {
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        table.meaning(),
        new Format("parquet", scala(Map.of())),
        table.schema().json(),
        JavaConverters.asScalaBuffer(table.findPartition().stream().map(Field::name).toList())
            .toList(),
        scala(properties),
        Option.apply(System.currentTimeMillis()));
  }

  /** The table's properties: what every Delta reader opens, and checks of the rows. */
  static Map<String, String> properties(Table table) {
    Map<String, String> properties = new LinkedHashMap<>();
    table.checks().forEach((name, sql) -> properties.put("delta.constraints." + name, sql));
    properties.put("delta.minReaderVersion", "1");
    properties.put("delta.minWriterVersion", "3");
    properties.put("delta.logRetentionDuration", RETENTION);
    properties.put("delta.deletedFileRetentionDuration", RETENTION);
    properties.put("delta.dataSkippingNumIndexedCols", Integer.toString(table.indexedColumns()));
    return properties;
  }

  private static scala.collection.immutable.Map<String, String> scala(Map<String, String> map) {
    return JavaConverters.mapAsScalaMap(map).toMap(Predef.<Tuple2<String, String>>$conforms());
  }
}
