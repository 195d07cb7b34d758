package id.entas;

import id.entas.domain.Refusal;
import id.entas.ingest.ExtractInputs;
import id.entas.ingest.PastIngests;
import id.entas.job.RunReport;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * An earlier run computed again from the households that it had, in a lake of its own, and held
 * against what it published, row for row.
 */
final class RecomputedRun {
  /** Folder of a lake in which the lakes of its earlier runs lie, where no other is named. */
  static final String FOLDER = "as-of";

  /** What a run starts from once its extracts are read. */
  private static final List<Table> INPUTS =
      List.of(HouseholdTable.TABLE, ExtractFileTable.TABLE, QualityFindingTable.TABLE);

  /** When and in which place a file came to the lake is no result. */
  private static final Set<Field> MOMENTS =
      Set.of(ExtractFileTable.INGESTED_AT, ExtractFileTable.INGEST_ORDER);

  private final PublishedRun earlier;
  private final Lake again;
  private final YearlyRun yearly;
  private final String programVersion;
  private List<Table> written = List.of();

  /**
   * @param again an empty lake to compute in
   * @param yearly the jobs on that lake, with the settings of the earlier run
   */
  RecomputedRun(PublishedRun earlier, Lake again, YearlyRun yearly, String programVersion) {
    this.earlier = earlier;
    this.again = again;
    this.yearly = yearly;
    this.programVersion = programVersion;
  }

  /** Computes every table between the households and what is published of them. */
  void compute(RunReport report) {
    again.makeFolders();
    INPUTS.forEach(table -> again.replace(table, earlier.read(table)));
    written = yearly.recompute(report);
  }

  /**
   * Runs from the extracts on, all of them in one ingest, with the settings of the earlier run: the
   * way where the lake has lost its ledger. The id of a run is derived from its extracts, its
   * settings and the program, so that the same id is the same run.
   *
   * @throws Refusal if it becomes another run
   */
  void rebuild(RunReport report) {
    yearly.run(report);
    String id = PublishedRun.latest(again).runId();
    if (!id.equals(earlier.runId())) {
      throw isAnother(id);
    }
    report.result(
        "Run "
            + id
            + " built again from its extracts and settings; it lies in "
            + again.location());
  }

  /**
   * Lays the extracts as they were laid for the earlier run, runs with its settings, and compares
   * what the lake still has of it.
   *
   * <p>A content that a later one replaced is part of a run's id, and of nothing that the run
   * counts: where it is not to be had any more, the id is another and the rows have to be the same.
   *
   * @throws Refusal if the extracts that it stands on are not given, a table has other rows, or the
   *     id is another and no table is left to compare
   */
  void replay(PastIngests past, RunReport report) {
    past.require(earlier.runId());
    List<ExtractInputs> ingests = past.ingests();
    List<ExtractInputs> first = ingests.subList(0, ingests.size() - 1);
    first.forEach(one -> yearly.reading(one).run(YearlyRun.Stage.INGEST, report));
    yearly.reading(ingests.get(ingests.size() - 1)).run(report);
    String id = PublishedRun.latest(again).runId();
    boolean isTheSame = id.equals(earlier.runId());
    List<Table> published =
        earlier.tables().stream()
            .filter(table -> table.access() == Table.Access.PUBLISHED)
            .toList();
    List<Table> readable =
        published.stream().filter(table -> earlier.findRows(table).isPresent()).toList();
    if (!isTheSame && readable.isEmpty()) {
      throw isAnother(id);
    }
    Predicate<Field> compared =
        field -> !MOMENTS.contains(field) && (isTheSame || !field.equals(Fields.RUN_ID));
    refuseOther(
        differing(readable, compared, (table, row) -> !isOfWhatWasReplaced(table, row, past)),
        isTheSame ? "" : ", and its id is " + id + because(past));
    String others =
        String.join(
            ", ",
            differing(readable, compared, (table, row) -> isOfWhatWasReplaced(table, row, past)));
    report.result(
        "Run "
            + earlier.runId()
            + " built again from its extracts and settings: "
            + (readable.isEmpty()
                ? "the same id, and no table is left to compare"
                : readable.size()
                    + (readable.size() == published.size() ? "" : " of " + published.size())
                    + " tables "
                    + (readable.size() == published.size() ? "" : "are left to compare, ")
                    + "with the same rows")
            + (isTheSame ? "" : ", though its id is " + id + because(past))
            + (others.isEmpty()
                ? ""
                : "; other are, on what was replaced and not on what is counted, " + others)
            + "; it lies in "
            + again.location());
  }

  private String because(PastIngests past) {
    List<String> reasons = new ArrayList<>();
    if (!past.missing().isEmpty()) {
      reasons.add(
          "the content "
              + String.join(", ", past.missing())
              + ", which a later one replaced, is not among the inputs");
    }
    if (!isOfThisProgram()) {
      reasons.add("it was " + made());
    }
    return ", as "
        + (reasons.isEmpty()
            ? "its extracts were laid in another order"
            : String.join(" and ", reasons));
  }

  /**
   * Whether a row tells of what lay in the lake before: the content that a name had, or how what
   * was laid compares with what it replaced.
   */
  private static boolean isOfWhatWasReplaced(Table table, Row row, PastIngests past) {
    return table == ExtractFileTable.TABLE
        ? past.isOfReplaced(row)
        : table == QualityFindingTable.TABLE && QualityFindingTable.isAgainstLake(row);
  }

  private Refusal isAnother(String id) {
    return Refusal.data(
        "What was built in "
            + again.location()
            + " is run "
            + id
            + " and not "
            + earlier.runId()
            + ": the extracts, their names, the order in which they came or the program ("
            + earlier.programVersion()
            + " then, "
            + programVersion
            + " now) are other ones; give with --input those that its table extract_file lists.");
  }

  /**
   * Compares what was computed with what was published.
   *
   * @throws Refusal if a table has other rows; where the earlier run was made by another version of
   *     the program, run_id is left out, which that alone changes
   */
  void compare(RunReport report) {
    List<Table> compared =
        earlier.tables().stream()
            .filter(table -> table.access() == Table.Access.PUBLISHED && written.contains(table))
            .toList();
    String made = isOfThisProgram() ? "" : " (it was " + made() + ")";
    refuseOther(
        differing(
            compared,
            field -> isOfThisProgram() || !field.equals(Fields.RUN_ID),
            (table, row) -> true),
        made);
    report.result(
        "Run "
            + earlier.runId()
            + " computed again from its households and settings"
            + made
            + ": "
            + compared.size()
            + " tables, the same rows; they lie in "
            + again.location());
  }

  private boolean isOfThisProgram() {
    return earlier.programVersion().equals(programVersion);
  }

  private String made() {
    return "made by Entas " + earlier.programVersion() + ", this is " + programVersion;
  }

  private void refuseOther(List<String> differing, String why) {
    if (!differing.isEmpty()) {
      throw Refusal.data(
          "The run "
              + earlier.runId()
              + " cannot be had again"
              + why
              + ": other are "
              + String.join(", ", differing)
              + "; compare the tables in "
              + again.location()
              + ".");
    }
  }

  /** How the rows of each table differ, where they do. */
  private List<String> differing(
      List<Table> tables, Predicate<Field> compared, BiPredicate<Table, Row> which) {
    List<String> differing = new ArrayList<>();
    for (Table table : tables) {
      List<Field> fields = table.fields().stream().filter(compared).toList();
      Predicate<Row> ofTable = row -> which.test(table, row);
      List<String> before = texts(fields, earlier.rows(table).stream().filter(ofTable).toList());
      List<String> now = texts(fields, again.rows(table).stream().filter(ofTable).toList());
      if (!before.equals(now)) {
        List<String> gone = new ArrayList<>(before);
        now.forEach(gone::remove);
        differing.add(
            gone.size()
                + " of "
                + before.size()
                + " rows of "
                + table
                + " (now "
                + now.size()
                + ")");
      }
    }
    return differing;
  }

  private static List<String> texts(List<Field> fields, List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                Arrays.deepToString(
                    fields.stream().map(field -> row.<Object>getAs(field.name())).toArray()))
        .sorted()
        .toList();
  }
}
