package id.entas.publish;

import id.entas.domain.Refusal;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Executes the SQL notebooks on the tables of the run published last, and writes each with its
 * answers as a Jupyter notebook and as a page.
 */
public final class WriteNotebooks implements Job {
  /** One a question; the sources lie in {@code notebooks-export/}. */
  static final List<String> NAMES =
      List.of(
          "01_target", "02_where_and_why", "03_reduction_rates", "04_scenarios", "05_data_quality");

  private final SparkSession spark;
  private final Lake lake;
  private final Optional<String> out;

  /**
   * @param out folder of the exports; {@code exports} in the lake's folder where none is named
   */
  public WriteNotebooks(SparkSession spark, Lake lake, Optional<String> out) {
    this.spark = spark;
    this.lake = lake;
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
    return Stream.concat(Stream.of(RunTable.TABLE), published().stream()).toList();
  }

  private static List<Table> published() {
    return Tables.ofARun().stream()
        .filter(table -> table.access() == Table.Access.PUBLISHED)
        .toList();
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    PublishedRun run =
        PublishedRun.findLatest(lake)
            .orElseThrow(
                () ->
                    Refusal.mistake(
                        "The lake "
                            + lake.location()
                            + " holds no published run; run `entas run` first."));
    List<Table> views = run.tables().stream().filter(table -> published().contains(table)).toList();
    views.forEach(table -> run.read(table).createOrReplaceTempView(table.name()));
    ExportFolder folder = ExportFolder.of(lake, out);
    String last = "";
    for (String name : NAMES) {
      NotebookFile file = executed(source(name), run.runId());
      folder.write(name + ".html", file.html());
      last = folder.write(name + ".ipynb", file.ipynb());
    }
    views.forEach(table -> spark.catalog().dropTempView(table.name()));
    report.result("Notebooks: " + last.substring(0, last.lastIndexOf('/')) + "/*.ipynb, *.html");
    report.rows("notebooks", NAMES.size());
  }

  private NotebookFile executed(Notebook notebook, String runId) {
    List<Optional<NotebookResult>> results = new ArrayList<>();
    for (Notebook.Cell cell : notebook.cells()) {
      boolean asks = cell.kind() == Notebook.Cell.Kind.SQL && !cell.isUse();
      results.add(asks ? Optional.of(result(spark.sql(cell.source()))) : Optional.empty());
    }
    return new NotebookFile(notebook, results, runId);
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

  static Notebook source(String name) {
    String resource = "notebooks/" + name + ".sql";
    try (InputStream in = WriteNotebooks.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + resource);
      }
      return Notebook.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
