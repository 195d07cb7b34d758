package id.entas.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.Refusal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A published run: what its row in {@code run} names, table by table and version by version. Who
 * reads through it sees one run, whatever is being written meanwhile.
 */
public final class PublishedRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final Row row;
  private final Map<String, Long> versions;

  private PublishedRun(Lake lake, Row row) {
    this.lake = lake;
    this.row = row;
    this.versions = versions(RunTable.TABLE_VERSIONS.text(row));
  }

  /**
   * What a run's row says besides the versions.
   *
   * @param runId id derived from the run's content
   * @param command the command that ran
   * @param started when it started
   * @param finished when it was published
   * @param settingsSha256 digest of the effective settings
   * @param settings the effective settings as text
   * @param programVersion version of the program
   */
  public record Identity(
      String runId,
      String command,
      Instant started,
      Instant finished,
      String settingsSha256,
      String settings,
      String programVersion) {}

  /**
   * Publishes the tables as they are now by one append. A clock may stand still or go back, the
   * order of runs may not: a run is finished at least a millisecond after the one before.
   *
   * @param before versions of the tables when the run began
   * @throws Refusal as a conflict if a version since does not carry a mark of the run's ({@link
   *     Lake#mark}): the run may have read what another has written, and the tables are not those
   *     of one run
   */
  public static void publish(Lake lake, Identity identity, Map<String, Long> before) {
    Map<String, Long> versions = lake.ownVersions(Tables.ofARun(), before);
    Instant finished =
        findLatestRow(lake)
            .map(row -> finished(row).toInstant().plusMillis(1))
            .filter(identity.finished()::isBefore)
            .orElse(identity.finished());
    lake.append(
        RunTable.TABLE,
        List.of(
            RunTable.TABLE
                .row()
                .set(RunTable.RUN_ID, identity.runId())
                .set(RunTable.COMMAND, identity.command())
                .set(RunTable.STARTED_AT, Timestamp.from(identity.started()))
                .set(RunTable.FINISHED_AT, Timestamp.from(finished))
                .set(RunTable.STATUS, "PUBLISHED")
                .set(RunTable.SETTINGS_SHA256, identity.settingsSha256())
                .set(RunTable.SETTINGS, identity.settings())
                .set(RunTable.PROGRAM_VERSION, identity.programVersion())
                .set(RunTable.TABLE_VERSIONS, json(versions))
                .build()));
  }

  /** The run published last. */
  public static Optional<PublishedRun> findLatest(Lake lake) {
    return findLatestRow(lake).map(row -> new PublishedRun(lake, row));
  }

  /**
   * The run published last.
   *
   * @throws Refusal if there is none
   */
  public static PublishedRun latest(Lake lake) {
    return findLatest(lake)
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "The lake "
                        + lake.location()
                        + " holds no published run; run `entas run` first."));
  }

  /**
   * A run by its id, or by the start of one; where a run was repeated, the last time it was.
   *
   * @throws Refusal if the lake has no such run, or several
   */
  public static PublishedRun of(Lake lake, String start) {
    List<Row> runs = rowsOf(lake);
    List<String> ids = runs.stream().map(RunTable.RUN_ID::text).distinct().toList();
    List<String> meant = ids.stream().filter(id -> id.startsWith(start)).toList();
    if (meant.size() != 1) {
      throw Refusal.mistake(
          "The lake "
              + lake.location()
              + (meant.isEmpty() ? " has no run " : " has several runs ")
              + start
              + "; name one of "
              + (ids.isEmpty() ? "a lake that has runs" : String.join(", ", ids))
              + ".");
    }
    return runs.stream()
        .filter(row -> RunTable.RUN_ID.text(row).equals(meant.get(0)))
        .max(Comparator.comparing(PublishedRun::finished))
        .map(row -> new PublishedRun(lake, row))
        .orElseThrow();
  }

  /**
   * Refuses a lake that has lost what its last run published, such as the log of a table: without
   * it the table would look as if there had never been one, and a run would begin anew without its
   * rows.
   *
   * @throws Refusal naming what is missing
   */
  public static void requireWhole(Lake lake) {
    findLatest(lake)
        .ifPresent(
            run ->
                run.tables()
                    .forEach(table -> lake.requireCommit(table, run.versions.get(table.name()))));
  }

  /** The versions that each run named which was published since, by the names of the tables. */
  static List<Map<String, Long>> versionsSince(Lake lake, Instant since) {
    return rowsOf(lake).stream()
        .filter(row -> !finished(row).toInstant().isBefore(since))
        .map(row -> versions(RunTable.TABLE_VERSIONS.text(row)))
        .toList();
  }

  private static Optional<Row> findLatestRow(Lake lake) {
    return rowsOf(lake).stream().max(Comparator.comparing(PublishedRun::finished));
  }

  /**
   * The rows of {@code run}.
   *
   * @throws Refusal if its log is lost, as the lake would look like one without runs
   */
  private static List<Row> rowsOf(Lake lake) {
    List<Row> rows = lake.rows(RunTable.TABLE);
    if (rows.isEmpty()) {
      lake.requireLog(RunTable.TABLE);
    }
    return rows;
  }

  private static Timestamp finished(Row row) {
    return row.getAs(RunTable.FINISHED_AT.name());
  }

  public String runId() {
    return RunTable.RUN_ID.text(row);
  }

  /** The effective settings of the run, as text. */
  public String settings() {
    return RunTable.SETTINGS.text(row);
  }

  /** Digest of the effective settings of the run. */
  public String settingsSha256() {
    return RunTable.SETTINGS_SHA256.text(row);
  }

  /** The version of each table that the run published, by the table's name. */
  public SortedMap<String, Long> versions() {
    return new TreeMap<>(versions);
  }

  public String programVersion() {
    return RunTable.PROGRAM_VERSION.text(row);
  }

  /** What the version of a table that the run published was marked with, if it is still known. */
  public Optional<String> findMark(Table table) {
    return Optional.ofNullable(versions.get(table.name()))
        .flatMap(version -> lake.findMark(table, version));
  }

  /** The tables that the run published, in the order of the program's. */
  public List<Table> tables() {
    return Tables.ofARun().stream().filter(table -> versions.containsKey(table.name())).toList();
  }

  /**
   * The rows of a table as this run published them.
   *
   * @throws Refusal if the run has no such table
   */
  public Dataset<Row> read(Table table) {
    return lake.readVersion(table, versionOf(table));
  }

  /**
   * Counts the rows of a table as this run published them; see {@link Lake#count}.
   *
   * @throws Refusal if the run has no such table
   */
  public List<RowGroup> count(Table table, List<Field> by, List<Field> sums) {
    return lake.countVersion(table, versionOf(table), by, sums);
  }

  /** The rows of {@code run} up to this run's own. */
  public List<Row> runs() {
    return rowsOf(lake).stream()
        .filter(other -> !finished(other).after(finished(row)))
        .sorted(Comparator.comparing(PublishedRun::finished))
        .toList();
  }

  private long versionOf(Table table) {
    Long version = versions.get(table.name());
    if (version == null) {
      throw Refusal.mistake(
          "The published run " + runId() + " has no table " + table + "; run `entas run` again.");
    }
    return version;
  }

  /** The rows of a small table as this run published them, in the driver. */
  public List<Row> rows(Table table) {
    return lake.rowsOfVersion(table, versionOf(table));
  }

  /** The same, unless the lake has lost them, or has never had them. */
  public Optional<List<Row>> findRows(Table table) {
    try {
      return Optional.of(rows(table));
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  private static String json(Map<String, Long> versions) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(versions));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Long> versions(String json) {
    try {
      return JSON.readValue(json, new TypeReference<TreeMap<String, Long>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the run table holds no versions: " + json, e);
    }
  }
}
