package id.entas.tables;

import id.entas.domain.Refusal;
import io.delta.tables.DeltaTable;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The one way into and out of the lake: a folder of Delta tables.
 *
 * <p>Tables are created by their definition (types, NOT NULL, CHECK, comments) at their first
 * write. A write replaces exactly what it names, so that it can be repeated. Nothing here
 * publishes: readers follow the {@code run} table.
 */
public final class Lake {
  private static final String ORIGIN = "entas.origin";
  private static final String MARK = "spark.databricks.delta.commitInfo.userMetadata";

  private final SparkSession spark;

  /**
   * For small tables and Delta's log: to generate and compile code for a hundred rows takes far
   * longer than to interpret the plan.
   */
  private final SparkSession small;

  private final SmallRows smallRows;
  private final Path root;
  private final TableWrites writes;
  private final Mending mending;
  private final Map<String, List<Row>> versions = new ConcurrentHashMap<>();
  private final Set<String> marks = ConcurrentHashMap.newKeySet();

  private Lake(SparkSession spark, Path root) {
    this.spark = spark;
    this.small = forSmallTables(spark);
    this.smallRows = new SmallRows(spark.sessionState().newHadoopConf());
    this.root = root;
    this.writes = new TableWrites(this, small);
    this.mending = new Mending(small, smallRows, root);
  }

  private static SparkSession forSmallTables(SparkSession spark) {
    SparkSession session = spark.newSession();
    GeneratedCode.never(session);
    session.conf().set("spark.sql.adaptive.enabled", false);
    return session;
  }

  /**
   * Opens the lake at a folder or URI; the folder need not exist yet and nothing is written.
   *
   * @throws Refusal if the path names a file or no known file system
   */
  public static Lake at(SparkSession spark, String location) {
    URI uri = uri(location);
    Path path = new Path(uri.getScheme(), uri.getAuthority(), uri.getPath());
    try {
      FileSystem fileSystem = path.getFileSystem(spark.sessionState().newHadoopConf());
      Path qualified = fileSystem.makeQualified(path);
      if (fileSystem.exists(qualified) && !fileSystem.getFileStatus(qualified).isDirectory()) {
        throw Refusal.mistake("The lake " + location + " is a file; name a folder with --lake.");
      }
      return new Lake(spark, qualified);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The lake "
              + location
              + " cannot be opened: "
              + e.getMessage()
              + "; name another with --lake.",
          e);
    }
  }

  /** A folder or URI as a URI; a plain path is one of this machine. */
  static URI uri(String location) {
    return location.contains(":/") ? new Path(location).toUri() : new File(location).toURI();
  }

  /** The lakes in the folders of a folder of this one, in the order of their names. */
  public List<Lake> lakesBelow(String folder) {
    Path parent = new Path(root, folder);
    try {
      FileSystem fileSystem = parent.getFileSystem(spark.sessionState().newHadoopConf());
      return fileSystem.exists(parent)
          ? Arrays.stream(fileSystem.listStatus(parent))
              .filter(FileStatus::isDirectory)
              .map(FileStatus::getPath)
              .sorted()
              .map(path -> new Lake(spark, path))
              .toList()
          : List.of();
    } catch (IOException e) {
      throw Refusal.mistake(
          "The folder "
              + parent
              + " cannot be read ("
              + FileTrouble.inWords(e)
              + "); make it readable.",
          e);
    }
  }

  /** The lake's folder as a URI. */
  public String location() {
    return root.toString();
  }

  /** How many tasks share rows that are shuffled, where they are not many. */
  public int usualTasks() {
    return spark.sessionState().conf().numShufflePartitions();
  }

  /** Where a table lies, as a URI. */
  public String pathOf(Table table) {
    return new Path(root, table.path()).toString();
  }

  /** Whether a table has a version; a log without commits is that of a write that failed. */
  public boolean has(Table table) {
    return DeltaTable.isDeltaTable(small, pathOf(table)) && findVersion(table).isPresent();
  }

  /**
   * The latest rows of a table, whole or with no rows if no job wrote it yet.
   *
   * @throws Refusal if the table in the lake has other columns than this program's
   */
  public Dataset<Row> read(Table table) {
    if (!has(table)) {
      return spark.createDataFrame(List.<Row>of(), table.schema());
    }
    return columnsOf(table, spark.read().format("delta").load(pathOf(table)));
  }

  /** The rows of a table as they were at a version. */
  public Dataset<Row> readVersion(Table table, long version) {
    return columnsOf(
        table, spark.read().format("delta").option("versionAsOf", version).load(pathOf(table)));
  }

  /**
   * The rows of a small table as they were at a version, in the driver. A version never changes, so
   * they are read once.
   */
  List<Row> rowsOfVersion(Table table, long version) {
    return versions.computeIfAbsent(
        table.path() + "@" + version,
        any ->
            AlteredTable.asMade(
                this, table, () -> smallRows.ofVersion(table, pathOf(table), version)));
  }

  /**
   * Answers SQL over small tables that are given as rows.
   *
   * @param tables rows by table, of which any value may be withheld; the SQL calls them by their
   *     names
   */
  public Answers answersOver(Map<Table, List<Row>> tables) {
    SparkSession session = forSmallTables(spark);
    session.conf().set("spark.sql.shuffle.partitions", 1);
    tables.forEach(
        (table, rows) ->
            session
                .createDataFrame(rows, table.nullableSchema())
                .createOrReplaceTempView(table.name()));
    return session::sql;
  }

  /**
   * Writes rows of a small table as one plain Parquet file outside the lake.
   *
   * @param rows of which any value may be withheld
   * @param folder URI of a folder that is not there yet and then holds the file
   */
  public void writeParquet(Table table, List<Row> rows, String folder) {
    small.createDataFrame(rows, table.nullableSchema()).coalesce(1).write().parquet(folder);
  }

  /** Answers SQL. */
  public interface Answers {
    /** The rows that a statement selects. */
    Dataset<Row> to(String sql);
  }

  /** The latest rows of a small table, in the driver. */
  public List<Row> rows(Table table) {
    return findRows(table).orElse(List.of());
  }

  private Optional<List<Row>> findRows(Table table) {
    return AlteredTable.asMade(this, table, () -> smallRows.findLatest(table, pathOf(table)));
  }

  /**
   * The latest rows of a table that an earlier stage must have written.
   *
   * @throws Refusal if it did not
   */
  public List<Row> requireRows(Table table, String command) {
    return findRows(table)
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "The lake "
                        + location()
                        + " has no table "
                        + table
                        + " yet; run `entas "
                        + command
                        + "` first."));
  }

  /** The current version of a table in Delta's log, if it exists. */
  public Optional<Long> findVersion(Table table) {
    return smallRows.findVersion(pathOf(table));
  }

  /**
   * The version of a table now, whoever wrote it; asks Delta's log and reads no rows.
   *
   * @throws Refusal if there is no such table
   */
  public long lookUpVersion(Table table) {
    return findVersion(table)
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "The lake "
                        + location()
                        + " has no table "
                        + table
                        + " any more; restore it."));
  }

  /** Refuses the lake if the log of a table has lost a version. */
  void requireCommit(Table table, long version) {
    DamagedLake.requireCommit(spark.sessionState().newHadoopConf(), pathOf(table), version);
  }

  /** Refuses the lake if a table, to which rows were appended, has lost its log. */
  void requireLog(Table table) {
    if (findVersion(table).isEmpty()) {
      DamagedLake.requireNoRows(spark.sessionState().newHadoopConf(), pathOf(table));
    }
  }

  /** The current versions of those tables that exist, by name. */
  public Map<String, Long> versions(List<Table> tables) {
    Map<String, Long> versions = new TreeMap<>();
    tables.forEach(
        table -> findVersion(table).ifPresent(version -> versions.put(table.name(), version)));
    return versions;
  }

  /**
   * The current versions of those tables that exist, by name, where nobody else has written one
   * since.
   *
   * @param before their versions at an earlier time
   * @throws Refusal as a conflict if a later one does not carry what was given to {@link #mark}
   */
  Map<String, Long> ownVersions(List<Table> tables, Map<String, Long> before) {
    Map<String, Long> now = versions(tables);
    Marks made = new Marks(spark.sessionState().newHadoopConf());
    for (Table table : tables) {
      long from = before.getOrDefault(table.name(), WholeChange.NONE);
      long to = now.getOrDefault(table.name(), WholeChange.NONE);
      boolean isOwn = to >= from;
      for (long version = from + 1; version <= to && isOwn; version++) {
        isOwn = made.find(pathOf(table), version).filter(marks::contains).isPresent();
      }
      if (!isOwn) {
        throw writes.changedMeanwhile(table, null);
      }
    }
    return now;
  }

  /**
   * Has every version that is written from now on carry a text in Delta's log ({@code
   * userMetadata}, shown by DESCRIBE HISTORY).
   *
   * @param text who or what makes these versions; where it is like no other's, it tells them from
   *     those of others
   */
  public void mark(String text) {
    marks.add(text);
    spark.conf().set(MARK, text);
    small.conf().set(MARK, text);
  }

  /** What a version of a table was marked with, where Delta's log still has it. */
  Optional<String> findMark(Table table, long version) {
    try {
      return new Marks(spark.sessionState().newHadoopConf()).find(pathOf(table), version);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** The rows of one small table, to be written whole. */
  public record SmallTable(Table table, List<Row> rows) {}

  /** Replaces small tables whole, each as one file sorted by its key. */
  public void replaceSmall(List<SmallTable> smallTables) {
    SideBySide.run(
        small,
        smallTables.stream()
            .map(one -> (Runnable) () -> writes.replace(one.table(), one.rows()))
            .toList());
  }

  /** Replaces all rows of a table. */
  public void replace(Table table, Dataset<Row> rows) {
    Dataset<Row> own = columnsOf(table, rows);
    if (table.findPartition().isEmpty()) {
      replace(table, own.queryExecution().toRdd().toJavaRDD());
    } else if (findFilesToWrite(table).isPresent()) {
      writes.save(table, own.write().mode(SaveMode.Overwrite));
    } else {
      writes.saveFirst(table, own);
    }
  }

  /**
   * Replaces all rows of an unpartitioned table, with a file of each task that has rows.
   *
   * @param rows values of the table's columns in their order; each row may be used again for the
   *     next
   */
  public void replace(Table table, JavaRDD<InternalRow> rows) {
    writes.replace(table, rows, Map.of());
  }

  /**
   * The same, and says in the same commit what the rows were made of, for {@link #findOrigin}.
   *
   * @param origin any text
   */
  public void replace(Table table, JavaRDD<InternalRow> rows, String origin) {
    writes.replace(table, rows, Map.of(ORIGIN, origin));
  }

  /** What the rows of a table were made of, where it exists and they were written with that. */
  public Optional<String> findOrigin(Table table) {
    return has(table)
        ? Optional.ofNullable(
            JavaConverters.mapAsJavaMap(
                    DeltaLog.forTable(small, pathOf(table))
                        .update(false, Option.empty(), Option.empty())
                        .metadata()
                        .configuration())
                .get(ORIGIN))
        : Optional.empty();
  }

  /** The files of a table by the value that it is partitioned by; none where it does not exist. */
  public SortedMap<String, List<DataFile>> filesByPartition(Table table) {
    SortedMap<String, List<DataFile>> files = new TreeMap<>();
    smallRows
        .findFiles(pathOf(table))
        .ifPresent(
            held ->
                held.files()
                    .forEach(
                        file ->
                            files
                                .computeIfAbsent(file.partition(), any -> new ArrayList<>())
                                .add(new DataFile(file.path(), file.bytes()))));
    return files;
  }

  /**
   * The files of a table's latest version, dealt so that a task has about as many bytes as another;
   * none where the table does not exist.
   *
   * @param partitions those of the files that are wanted
   * @throws Refusal if the table in the lake has other columns than this program's
   */
  public JavaRDD<TableFile> files(Table table, Predicate<String> partitions) {
    return dealt(
        table,
        findFiles(table).map(HeldFiles::files).orElse(List.of()).stream()
            .filter(file -> partitions.test(file.partition()))
            .toList());
  }

  /**
   * The files of the latest version of a table, if there is one.
   *
   * @throws Refusal if the table in the lake is not as this program reads it
   */
  Optional<HeldFiles> findFiles(Table table) {
    return findFiles(table, TableUse.READ);
  }

  /**
   * The same of a table that is about to be written.
   *
   * @throws Refusal if the table in the lake is not as this program makes it
   */
  Optional<HeldFiles> findFilesToWrite(Table table) {
    return findFiles(table, TableUse.WRITE);
  }

  private Optional<HeldFiles> findFiles(Table table, TableUse use) {
    return AlteredTable.asMade(this, table, () -> smallRows.findFiles(table, pathOf(table), use));
  }

  private JavaRDD<TableFile> dealt(Table table, List<HeldFiles.HeldFile> files) {
    List<List<TableFile>> tasks =
        DealtFiles.of(pathOf(table), files, spark.sparkContext().defaultParallelism());
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(tasks, Math.max(1, tasks.size()))
        .flatMap(List::iterator);
  }

  /**
   * Counts the latest rows of a table by the words of some columns.
   *
   * @param by columns of texts, of which the last may change from row to row and the others stay
   *     the same for many
   * @param sums columns of whole numbers or flags, to be added up
   * @return a group for each combination; none where the table does not exist
   */
  public List<RowGroup> count(Table table, List<Field> by, List<Field> sums) {
    return RowGroup.counted(files(table, any -> true), scan(), by, sums);
  }

  /** The same of the rows of a table as they were at a version. */
  List<RowGroup> countVersion(Table table, long version, List<Field> by, List<Field> sums) {
    HeldFiles held =
        AlteredTable.asMade(
            this, table, () -> smallRows.filesOfVersion(table, pathOf(table), version));
    return RowGroup.counted(dealt(table, held.files()), scan(), by, sums);
  }

  /** Reads columns of files of the lake in tasks. */
  public TableScan scan() {
    return new TableScan(spark.sessionState().newHadoopConf());
  }

  /**
   * A file of a table. What it holds never changes.
   *
   * @param path below the table's folder
   */
  public record DataFile(String path, long bytes) {}

  /**
   * Replaces the rows of a table that a predicate names; new rows outside it are refused by Delta
   * where the table has rows, and none at all clear them.
   *
   * @param predicate SQL over the table's columns
   */
  public void replaceWhere(Table table, Dataset<Row> rows, String predicate) {
    Dataset<Row> own = columnsOf(table, rows);
    if (findFilesToWrite(table).isPresent()) {
      writes.save(table, own.write().mode(SaveMode.Overwrite).option("replaceWhere", predicate));
    } else {
      // There is nothing that could be replaced, and Delta would look for it.
      writes.saveFirst(table, own);
    }
  }

  /**
   * Replaces whole partitions of a table by files that are written for it.
   *
   * @param partitions values of the column that the table is partitioned by; all rows that it holds
   *     with them go
   * @param write writes files with rows of these partitions and no others
   * @throws Refusal if the table has a check that these files were not held to, or as a conflict if
   *     someone else changes the table meanwhile
   */
  public void replacePartitions(
      Table table, Set<String> partitions, Supplier<List<NewFile>> write) {
    writes.replacePartitions(table, partitions, write);
  }

  /**
   * Replaces the rows of a small table that a predicate names; none at all clear them.
   *
   * @param predicate SQL over the table's columns, which all new rows must meet
   */
  public void replaceSmallWhere(Table table, List<Row> rows, String predicate) {
    Dataset<Row> asRows = small.createDataFrame(rows, table.schema()).coalesce(1);
    SideBySide.run(small, List.of(() -> replaceWhere(table, asRows, predicate)));
  }

  /**
   * Appends rows to a table in one commit. The table is made before its first file is written, so
   * that files without a log are what a lost log leaves, and not what a process leaves that dies at
   * its first append.
   */
  public void append(Table table, List<Row> rows) {
    writes.append(table, rows);
  }

  /**
   * Readies the session for what it reads from now on.
   *
   * @param bytes of the files with rows of households
   */
  public void expect(long bytes) {
    GeneratedCode.decide(spark, bytes);
  }

  /** Runs reads or writes of different tables side by side and gives back when all are done. */
  public void sideBySide(List<Runnable> writes) {
    SideBySide.run(spark, writes);
  }

  /**
   * Packs the small files of the tables that exist, and deletes the files that no version within
   * the time of keeping needs, and what writers left behind who died. Whoever calls this holds the
   * lake's lock.
   *
   * @param keep how long a version can be read after the next was written
   * @param now runs that were published within that time before are kept, whatever the times of
   *     their files
   * @param said told of every table that changed, in a line
   */
  public void tidyUp(List<Table> tables, Duration keep, Instant now, Consumer<String> said) {
    TidyUp tidyUp = new TidyUp(small);
    List<Map<String, Long>> kept = PublishedRun.versionsSince(this, now.minus(keep));
    for (Table table : tables) {
      Optional<HeldFiles> held = smallRows.findFiles(pathOf(table));
      if (held.isPresent()) {
        TidyUp.Done done =
            tidyUp.table(pathOf(table), held.get(), keep, () -> filesOf(table, kept));
        if (done.packed() > 0 || done.deleted() > 0 || done.leftovers() > 0) {
          said.accept(
              table
                  + ": "
                  + done.packed()
                  + " files packed, "
                  + done.deleted()
                  + " files of past versions deleted"
                  + (done.leftovers() == 0
                      ? ""
                      : ", " + done.leftovers() + " files that were never finished"));
        }
      }
    }
  }

  /**
   * Deletes what past versions of a table held and the latest does not, so that what was taken out
   * of it is gone for good. Runs that name such a version can no longer read this table.
   */
  public void forgetPast(Table table) {
    smallRows
        .findFiles(pathOf(table))
        .ifPresent(
            held ->
                Leftovers.deletePast(pathOf(table), held, spark.sessionState().newHadoopConf()));
  }

  private Set<String> filesOf(Table table, List<Map<String, Long>> runs) {
    Set<Long> wanted = new TreeSet<>();
    runs.forEach(run -> Optional.ofNullable(run.get(table.name())).ifPresent(wanted::add));
    Set<String> paths = new HashSet<>();
    for (long version : wanted) {
      for (HeldFiles.HeldFile file : smallRows.filesOfVersion(pathOf(table), version).files()) {
        paths.add(
            new Path(new Path(pathOf(table)), new Path(URI.create(file.path()))).toUri().getPath());
      }
    }
    return paths;
  }

  /**
   * Changes several tables, all of them or none: what a process that dies meanwhile has changed is
   * taken back by {@link #mend}. A lake that has no lock (S3) cannot tell a dead writer from a
   * living one; there the tables are changed and nothing more.
   *
   * @param tables those that change, and no others
   */
  public void changeWhole(List<Table> tables, Runnable change) {
    mending.changeWhole(tables, change);
  }

  /**
   * Takes back what a change that did not come to its end has left in the lake. Whoever calls this
   * holds the lake's lock.
   *
   * @return whether there was such a change
   */
  public boolean mend() {
    return mending.mend();
  }

  /** Makes the lake's folder, with the restricted part for the owner alone. */
  public void makeFolders() {
    try {
      FileSystem fileSystem = root.getFileSystem(spark.sessionState().newHadoopConf());
      Path restricted = new Path(root, "restricted");
      fileSystem.mkdirs(restricted);
      fileSystem.setPermission(restricted, new org.apache.hadoop.fs.permission.FsPermission("700"));
    } catch (IOException e) {
      throw Refusal.mistake(
          "The lake "
              + location()
              + " cannot be written: "
              + e.getMessage()
              + "; name a writable folder with --lake.",
          e);
    }
  }

  /**
   * The table's columns in its order and types; anything else in the frame is a fault of the
   * program.
   */
  private Dataset<Row> columnsOf(Table table, Dataset<Row> rows) {
    Dataset<Row> selected;
    try {
      selected = rows.select(table.columns());
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw AlteredTable.refusal(this, table, e);
      }
      throw e;
    }
    StructField[] found = selected.schema().fields();
    for (int i = 0; i < found.length; i++) {
      DataType expected = table.fields().get(i).type();
      if (!DataType.equalsIgnoreNullability(found[i].dataType(), expected)) {
        throw new IllegalStateException(
            "column "
                + table.name()
                + "."
                + found[i].name()
                + " is "
                + found[i].dataType().simpleString()
                + ", not "
                + expected.simpleString());
      }
    }
    return selected;
  }
}
