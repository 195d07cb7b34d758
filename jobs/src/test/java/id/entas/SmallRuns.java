package id.entas;

import id.entas.ingest.PseudonymKey;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs in the test's own process, with the key and the program version that make them the same runs
 * as those of processes, and what is compared of their tables.
 */
final class SmallRuns {
  /** When and in which place a file came to the lake is no result. */
  private static final Set<Field> MOMENTS =
      Set.of(
          ExtractFileTable.INGESTED_AT,
          ExtractFileTable.INGEST_ORDER,
          RejectedRowTable.REJECTED_AT);

  private final SparkSession spark;
  private final String programVersion;

  SmallRuns(SparkSession spark, String programVersion) {
    this.spark = spark;
    this.programVersion = programVersion;
  }

  /** Settings under which a run is short and nothing stops it. */
  static Path conf(Path file, int targetYear) throws IOException {
    return Files.writeString(
        file,
        """
        target.year = %d
        ingest.max-rejected-share = 1.0
        projection.futures = 1000
        requirement.futures = 100
        """
            .formatted(targetYear));
  }

  Lake lake(Path folder) {
    return Lake.at(spark, folder.toString());
  }

  /** A whole run, from the extracts to the published tables; gives back what it said. */
  String run(Path lake, Path conf, Path... inputs) {
    return run(lake, conf, Clock.systemUTC(), inputs);
  }

  String run(Path lake, Path conf, Clock clock, Path... inputs) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    RunReport report =
        new RunReport(
            new PrintStream(said, true, StandardCharsets.UTF_8), RunReport.Voice.PLAIN, clock);
    yearlyRun(lake, conf, clock, inputs).run(report);
    report.summary();
    return said.toString(StandardCharsets.UTF_8);
  }

  YearlyRun yearlyRun(Path folder, Path conf, Clock clock, Path... inputs) {
    return yearlyRun(lake(folder), conf, clock, inputs);
  }

  YearlyRun yearlyRun(Lake lake, Path conf, Clock clock, Path... inputs) {
    Settings settings = Settings.load(Optional.of(conf), Map.of(), Map.of());
    return new YearlyRun(
        spark,
        lake,
        settings,
        clock,
        () ->
            PseudonymKey.resolve(
                Map.of(PseudonymKey.VARIABLE, ProgramProcess.KEY), settings, "local"),
        new RunIdentity(lake, settings, programVersion),
        new YearlyRun.Request(
            Arrays.stream(inputs).map(Path::toString).toList(),
            Optional.empty(),
            Optional.empty()));
  }

  /** The latest rows of every table of a run as sorted texts, by table. */
  static SortedMap<String, List<String>> latest(Lake lake) {
    return texts(Tables.ofARun(), lake::rows);
  }

  /** The rows of every table as a run published them; past rejected rows are kept nowhere. */
  static SortedMap<String, List<String>> published(PublishedRun run) {
    return texts(
        run.tables().stream().filter(table -> table != RejectedRowTable.TABLE).toList(), run::rows);
  }

  private static SortedMap<String, List<String>> texts(
      List<Table> tables, Function<Table, List<Row>> rows) {
    SortedMap<String, List<String>> texts = new TreeMap<>();
    for (Table table : tables) {
      List<Field> fields =
          table.fields().stream().filter(field -> !MOMENTS.contains(field)).toList();
      texts.put(
          table.name(),
          rows.apply(table).stream()
              .map(
                  row ->
                      Arrays.deepToString(
                          fields.stream().map(field -> row.<Object>getAs(field.name())).toArray()))
              .sorted()
              .toList());
    }
    return texts;
  }
}
