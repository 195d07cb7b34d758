package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Lake;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Executes the SQL notebooks on the tables of the run published last, and writes each with its
 * answers as a Jupyter notebook and as a page.
 */
public final class WriteNotebooks implements Job {
  /**
   * One a question; the sources lie in {@code notebooks-export/}, those in English in {@code en/}.
   */
  static final List<String> NAMES =
      List.of(
          "01_target", "02_where_and_why", "03_reduction_rates", "04_scenarios", "05_data_quality");

  private final Lake lake;
  private final String language;
  private final MinCell least;
  private final Optional<String> out;

  /**
   * @param language that the notebooks speak, one of {@link Texts#LANGUAGES}
   * @param least the smallest count shown
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  public WriteNotebooks(Lake lake, String language, MinCell least, Optional<String> out) {
    this.lake = lake;
    this.language = language;
    this.least = least;
    this.out = out;
  }

  @Override
  public String name() {
    return "notebooks";
  }

  @Override
  public String purpose() {
    return "executes the notebooks on the published run and writes them with their answers";
  }

  @Override
  public List<Table> reads() {
    return Stream.concat(
            Stream.of(RunTable.TABLE),
            Tables.ofARun().stream().filter(table -> table.access() == Table.Access.PUBLISHED))
        .toList();
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void makeReady() {
    ChartPictures.start();
  }

  @Override
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    List<Notebook> notebooks = NAMES.stream().map(name -> noted(source(name, language))).toList();
    CompletableFuture<Optional<ChartPictures>> starting = ChartPictures.start();
    Map<Table, List<Row>> tables = new LinkedHashMap<>();
    for (Table table : run.tables()) {
      if (areAsked(notebooks, table)) {
        tables.put(table, run.rows(table));
      }
    }
    Lake.Answers answers = lake.answersOver(tables);
    List<List<Optional<NotebookResult>>> results =
        notebooks.stream().map(notebook -> results(notebook, answers)).toList();
    List<Map<Integer, String>> pictures = pictures(notebooks, results, starting.join(), report);
    ExportFolder folder = ExportFolder.of(lake, out);
    String last = "";
    for (int i = 0; i < notebooks.size(); i++) {
      Notebook notebook = notebooks.get(i);
      NotebookFile file = new NotebookFile(notebook, results.get(i), pictures.get(i), run.runId());
      folder.write(notebook.name() + Texts.suffix(language) + ".html", file.html());
      last = folder.write(notebook.name() + Texts.suffix(language) + ".ipynb", file.ipynb());
    }
    report.result("Notebooks: " + last.substring(0, last.lastIndexOf('/')) + "/*.ipynb, *.html");
    report.rows("notebooks", NAMES.size());
  }

  /** The notebook with a cell that says what it leaves out, if it does. */
  private Notebook noted(Notebook notebook) {
    return Texts.of(language).findSuppressed(least).map(notebook::with).orElse(notebook);
  }

  private static boolean areAsked(List<Notebook> notebooks, Table table) {
    Pattern name = Pattern.compile("\\b" + table.name() + "\\b");
    return notebooks.stream()
        .flatMap(notebook -> notebook.cells().stream())
        .anyMatch(
            cell -> cell.kind() == Notebook.Cell.Kind.SQL && name.matcher(cell.source()).find());
  }

  private static List<Optional<NotebookResult>> results(Notebook notebook, Lake.Answers answers) {
    List<Optional<NotebookResult>> results = new ArrayList<>();
    for (Notebook.Cell cell : notebook.cells()) {
      boolean asks = cell.kind() == Notebook.Cell.Kind.SQL && !cell.isUse();
      results.add(asks ? Optional.of(result(answers.to(cell.source()))) : Optional.empty());
    }
    return results;
  }

  /** The picture of every chart by notebook and cell; none where there is no engine to draw one. */
  private static List<Map<Integer, String>> pictures(
      List<Notebook> notebooks,
      List<List<Optional<NotebookResult>>> results,
      Optional<ChartPictures> engine,
      RunReport report) {
    List<Map<Integer, String>> pictures = new ArrayList<>();
    for (int n = 0; n < notebooks.size(); n++) {
      Map<Integer, String> own = new TreeMap<>();
      for (int c = 0; engine.isPresent() && c < results.get(n).size(); c++) {
        Optional<Notebook.Chart> chart = notebooks.get(n).cells().get(c).findChart();
        if (chart.isPresent() && results.get(n).get(c).isPresent()) {
          own.put(
              c,
              engine
                  .get()
                  .svg(
                      ChartFile.of(chart.get().name())
                          .with(
                              Map.of(chart.get().data(), results.get(n).get(c).get().records()),
                              Numerals.of(notebooks.get(n).language()))));
        }
      }
      pictures.add(own);
    }
    if (engine.isEmpty()) {
      report.note(
          "the notebooks have no pictures of their charts, as GraalJS (org.graalvm.js:js) is not on"
              + " the class path");
    }
    return pictures;
  }

  private static NotebookResult result(Dataset<Row> answer) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : answer.collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        values.add(row.get(c));
      }
      rows.add(values);
    }
    return new NotebookResult(Arrays.asList(answer.columns()), rows);
  }

  /** The source of a notebook; those of other languages than the first ask the same. */
  static Notebook source(String name, String language) {
    String folder = language.equals(Texts.LANGUAGES.get(0)) ? "" : language + "/";
    return Notebook.parse(name, language, Resource.text("notebooks/" + folder + name + ".sql"));
  }
}
