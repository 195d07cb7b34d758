package id.entas.serve;

import id.entas.domain.MinCell;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
   * @param least the smallest count shown
   * @param headlineTolerance the tolerance that the views are about
   */
  static Generation load(Lake lake, PublishedRun run, MinCell least, double headlineTolerance) {
    Map<Table, List<Row>> all = new ConcurrentHashMap<>();
    List<Runnable> reads = new ArrayList<>();
    for (Table table : run.tables()) {
      if (table.access() == Table.Access.PUBLISHED) {
        reads.add(() -> all.put(table, run.rows(table)));
      }
    }
    lake.sideBySide(reads);
    Map<Table, List<Row>> rows = DisclosedRun.of(all, least);
    // Which runs there were counts no households.
    rows.put(RunTable.TABLE, run.runs());
    Map<String, Published> loaded = new ConcurrentHashMap<>();
    rows.forEach((table, own) -> put(loaded, table, Published.Kind.TABLE, own));
    List<QuestionView> views =
        QuestionView.all(rows, least, headlineTolerance).stream()
            .filter(view -> rows.keySet().containsAll(view.reads()))
            .toList();
    Map<Table, List<Row>> asked = new HashMap<>();
    views.forEach(view -> view.reads().forEach(table -> asked.put(table, rows.get(table))));
    Lake.Answers answers = lake.answersOver(asked);
    List<Runnable> questions = new ArrayList<>();
    for (QuestionView view : views) {
      questions.add(() -> put(loaded, view.table(), Published.Kind.VIEW, view.rows(answers)));
    }
    lake.sideBySide(questions);
    SortedMap<String, Published> byName = new TreeMap<>(loaded);
    return new Generation(run.runId(), byName);
  }

  private static void put(
      Map<String, Published> loaded, Table table, Published.Kind kind, List<Row> rows) {
    loaded.put(table.name(), Published.of(table, kind, rows));
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
