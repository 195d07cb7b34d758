package id.entas.serve;

import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * All that is published of one run, whole and unchanging: a statement that holds a generation sees
 * one run from its beginning to its end, whatever is published meanwhile.
 */
final class Generation {
  private final String runId;
  private final SortedMap<String, Published> byName;

  private Generation(String runId, SortedMap<String, Published> byName) {
    this.runId = runId;
    this.byName = byName;
  }

  /**
   * Loads a run into memory: its published tables, {@code run} up to it, and the views.
   *
   * @param headlineTolerance the tolerance that the views are about
   */
  static Generation load(Lake lake, PublishedRun run, double headlineTolerance) {
    Map<Table, List<Row>> rows = new LinkedHashMap<>();
    for (Table table : run.tables()) {
      if (table.access() == Table.Access.PUBLISHED) {
        rows.put(table, run.rows(table));
      }
    }
    rows.put(RunTable.TABLE, run.runs());
    SortedMap<String, Published> byName = new TreeMap<>();
    rows.forEach(
        (table, own) -> byName.put(table.name(), Published.of(table, Published.Kind.TABLE, own)));
    for (QuestionView view : QuestionView.all(rows, headlineTolerance)) {
      if (rows.keySet().containsAll(view.reads())) {
        List<Row> answer = view.rows(lake.answersOver(rows));
        Table table = view.table();
        byName.put(table.name(), Published.of(table, Published.Kind.VIEW, answer));
      }
    }
    return new Generation(run.runId(), byName);
  }

  String runId() {
    return runId;
  }

  /** Tables and views, sorted by name. */
  Collection<Published> all() {
    return byName.values();
  }

  /** A table or view by its name in lower case. */
  Optional<Published> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
