package id.entas.tables;

import id.entas.domain.MinCell;
import id.entas.domain.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * A published run as it may be shown: the one door that everything people see is read through, so
 * that nothing can forget to suppress a small count.
 */
public final class DisclosedRun {
  private final PublishedRun run;
  private final MinCell least;
  private final Function<Table, List<Row>> shown;

  private DisclosedRun(PublishedRun run, MinCell least) {
    this.run = run;
    this.least = least;
    this.shown = Disclosure.of(run::rows, least);
  }

  /**
   * The run published last, without counts of fewer households than the smallest one shown.
   *
   * @throws Refusal if there is none
   */
  public static DisclosedRun latest(Lake lake, MinCell least) {
    return new DisclosedRun(PublishedRun.latest(lake), least);
  }

  /**
   * Rows of tables as they may be shown, where they are at hand already.
   *
   * @param rows all published tables of one run
   */
  public static Map<Table, List<Row>> of(Map<Table, List<Row>> rows, MinCell least) {
    Function<Table, List<Row>> shown = Disclosure.of(rows::get, least);
    Map<Table, List<Row>> disclosed = new LinkedHashMap<>();
    rows.keySet().forEach(table -> disclosed.put(table, shown.apply(table)));
    return disclosed;
  }

  /** The smallest count shown. */
  public MinCell minCell() {
    return least;
  }

  /** The rows of a small table as they may be shown; a value that is not shown is null. */
  public List<Row> rows(Table table) {
    return shown.apply(table);
  }

  /** The published tables of the run, in the order of the program's. */
  public List<Table> tables() {
    return run.tables().stream().filter(table -> table.access() == Table.Access.PUBLISHED).toList();
  }

  public String runId() {
    return run.runId();
  }

  /** The effective settings of the run, as text. */
  public String settings() {
    return run.settings();
  }

  /** Digest of the effective settings of the run. */
  public String settingsSha256() {
    return run.settingsSha256();
  }

  /** The version of each table that the run published, by the table's name. */
  public SortedMap<String, Long> versions() {
    return run.versions();
  }

  public String programVersion() {
    return run.programVersion();
  }
}
