package id.entas.publish;

import id.entas.domain.MinCell;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.tables.DisclosedRun;
import id.entas.tables.Field;
import id.entas.tables.Lake;
import id.entas.tables.RunTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Writes the published tables of the latest run as plain files, for tools that do not read Delta.
 *
 * <p>A table's folder in the lake holds the files of past versions, too: a tool that reads all of
 * its Parquet files mixes the runs. What is written here is one run.
 */
public final class ExportTables implements Job {
  /** What the tables are written as. */
  public enum Format {
    /** A file a table, UTF-8, commas, the columns' names first. */
    CSV,
    /** A file a table. */
    PARQUET,
    /** One workbook with a sheet a table. */
    XLSX
  }

  /** A sheet's name has at most so many characters. */
  private static final int LONGEST_SHEET_NAME = 31;

  /** What names and meanings of the tables are in. */
  private static final String LANGUAGE = "en";

  private final Lake lake;
  private final MinCell least;
  private final Format format;
  private final String out;

  /**
   * @param least the smallest count shown
   * @param out folder of the files
   */
  public ExportTables(Lake lake, MinCell least, Format format, String out) {
    this.lake = lake;
    this.least = least;
    this.format = format;
    this.out = out;
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String purpose() {
    return "writes the published tables as plain files";
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
  public void run(RunReport report) {
    DisclosedRun run = DisclosedRun.latest(lake, least);
    ExportFolder folder = ExportFolder.of(lake, Optional.of(out));
    switch (format) {
      case CSV -> run.tables().forEach(table -> said(report, csv(run, table, folder)));
      case PARQUET -> run.tables().forEach(table -> said(report, parquet(run, table, folder)));
      case XLSX -> said(report, folder.write("entas-tables.xlsx", workbook(run)));
    }
    Texts.of(LANGUAGE).findSuppressed(least).ifPresent(report::result);
    report.rows("tables", run.tables().size());
  }

  private static void said(RunReport report, String file) {
    report.result("Table: " + file);
  }

  private static String csv(DisclosedRun run, Table table, ExportFolder folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TableCsv.write(
        table.fields(), run.rows(table), new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    return folder.write(table.name() + ".csv", bytes.toByteArray());
  }

  private String parquet(DisclosedRun run, Table table, ExportFolder folder) {
    return folder.adopt(
        table.name() + ".parquet",
        ".parquet",
        scratch -> lake.writeParquet(table, run.rows(table), scratch));
  }

  private static byte[] workbook(DisclosedRun run) {
    return ResultWorkbook.of(
        run.tables().stream()
            .map(table -> sheet(table, run.rows(table), run.runId(), run.minCell()))
            .toList());
  }

  /**
   * A table as a sheet.
   *
   * @param shown its rows as they may be shown
   * @param least the smallest count shown, which the sheet names
   */
  static ResultSheet sheet(Table table, List<Row> shown, String runId, MinCell least) {
    String source = "Entas, run " + runId + ", table " + table.name();
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : shown) {
      List<Object> cells = new ArrayList<>();
      table.fields().forEach(field -> cells.add(row.getAs(field.name())));
      rows.add(cells);
    }
    return new ResultSheet(
        table.name().substring(0, Math.min(LONGEST_SHEET_NAME, table.name().length())),
        table.meaning(),
        Texts.of(LANGUAGE).findSuppressed(least).map(said -> source + ". " + said).orElse(source),
        table.fields().stream()
            .map(field -> new ResultSheet.Column(field.name(), kind(field)))
            .toList(),
        rows);
  }

  private static ResultSheet.Kind kind(Field field) {
    if (field.type().equals(DataTypes.IntegerType) && field.name().endsWith("year")) {
      return ResultSheet.Kind.YEAR;
    } else if (field.type().equals(DataTypes.LongType)
        || field.type().equals(DataTypes.IntegerType)) {
      return ResultSheet.Kind.COUNT;
    }
    // A double is shown as it is: a share, a rate and a statistic want different digits.
    return ResultSheet.Kind.TEXT;
  }
}
