package id.entas;

import id.entas.domain.Refusal;
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
import org.apache.spark.sql.Row;

/**
 * An earlier run computed again from the households that it had, in a lake of its own, and held
 * against what it published, row for row.
 */
final class RecomputedRun {
  /** What a run starts from once its extracts are read. */
  private static final List<Table> INPUTS =
      List.of(HouseholdTable.TABLE, ExtractFileTable.TABLE, QualityFindingTable.TABLE);

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
   * Runs from the extracts on, with the settings of the earlier run. The id of a run is derived
   * from its extracts, its settings and the program, so that the same id is the same run, also
   * where the lake has lost the tables that it published.
   *
   * @throws Refusal if it becomes another run
   */
  void rebuild(RunReport report) {
    yearly.run(report);
    String id = PublishedRun.latest(again).runId();
    if (!id.equals(earlier.runId())) {
      throw Refusal.data(
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
    report.result(
        "Run "
            + id
            + " built again from its extracts and settings; it lies in "
            + again.location());
  }

  /**
   * Compares what was computed with what was published.
   *
   * @throws Refusal if a table has other rows; where the earlier run was made by another version of
   *     the program, run_id is left out, which that alone changes
   */
  void compare(RunReport report) {
    boolean isOfThisProgram = earlier.programVersion().equals(programVersion);
    List<Table> compared =
        earlier.tables().stream()
            .filter(table -> table.access() == Table.Access.PUBLISHED && written.contains(table))
            .toList();
    List<String> differing = new ArrayList<>();
    for (Table table : compared) {
      List<Field> fields =
          table.fields().stream()
              .filter(field -> isOfThisProgram || !field.equals(Fields.RUN_ID))
              .toList();
      List<String> before = texts(fields, earlier.rows(table));
      List<String> now = texts(fields, again.rows(table));
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
    String made =
        isOfThisProgram
            ? ""
            : " (it was made by Entas "
                + earlier.programVersion()
                + ", this is "
                + programVersion
                + ")";
    if (!differing.isEmpty()) {
      throw Refusal.data(
          "The run "
              + earlier.runId()
              + " cannot be had again"
              + made
              + ": other are "
              + String.join(", ", differing)
              + "; compare the tables in "
              + again.location()
              + ".");
    }
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
