package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Program;
import id.entas.job.RunIdentity;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RegionTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.tables.TargetReachabilityTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparedRunsTest extends SparkTest {
  private static final Instant MORNING = Instant.parse("2013-01-15T08:00:00Z");

  /** A row of a table with some values; what every row has besides is filled with nothing much. */
  private static Row row(Table table, Map<Field, ?> values) {
    Table.RowBuilder row = table.row();
    for (Field field : table.fields()) {
      if (values.containsKey(field)) {
        row.set(field, values.get(field));
      } else if (field.presence() == Field.Presence.REQUIRED) {
        row.set(field, filling(field));
      }
    }
    return row.build();
  }

  private static Object filling(Field field) {
    return switch (field.type().typeName()) {
      case "string" -> "x";
      case "integer" -> 1;
      case "long" -> 0L;
      case "double" -> 0.5;
      case "boolean" -> false;
      default -> Timestamp.from(MORNING);
    };
  }

  private static Row file(String name, String sha256) {
    return file(name, sha256, 1);
  }

  private static Row file(String name, String sha256, long order) {
    return row(
        ExtractFileTable.TABLE,
        Map.of(
            ExtractFileTable.SOURCE_FILE,
            name,
            ExtractFileTable.SHA256,
            sha256,
            ExtractFileTable.INGEST_ORDER,
            order));
  }

  private static Row verdict(String region, String verdict, long latest, double chance) {
    return row(
        TargetReachabilityTable.TABLE,
        Map.of(
            TargetReachabilityTable.REGION_CODE,
            region,
            TargetReachabilityTable.SCENARIO,
            "observed",
            TargetReachabilityTable.TOLERANCE_SHARE,
            0.01,
            TargetReachabilityTable.LATEST_YEAR,
            2012,
            TargetReachabilityTable.LATEST_HOUSEHOLDS,
            latest,
            TargetReachabilityTable.PROBABILITY_REACHED,
            chance,
            TargetReachabilityTable.VERDICT,
            verdict));
  }

  private static PublishedRun published(
      Lake lake, String id, Settings settings, List<Row> files, List<Row> verdicts) {
    lake.replaceSmall(
        List.of(
            new Lake.SmallTable(ExtractFileTable.TABLE, files),
            new Lake.SmallTable(TargetReachabilityTable.TABLE, verdicts),
            new Lake.SmallTable(
                RegionTable.TABLE,
                List.of(
                    row(
                        RegionTable.TABLE,
                        Map.of(
                            RegionTable.REGION_CODE,
                            "3509260",
                            RegionTable.REGION_NAME,
                            "Sumberjambe"))))));
    PublishedRun.publish(
        lake,
        new PublishedRun.Identity(
            id, "run", MORNING, MORNING, settings.sha256(), settings.text(), "1.0.0"),
        lake.versions(Tables.ofARun()));
    return PublishedRun.of(lake, id);
  }

  @Test
  void shouldSayWhatTwoRunsWereMadeOfAndWhichVerdictsChanged(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    Settings settings = Settings.defaults();
    Settings other = Settings.load(Optional.empty(), Map.of("projection.futures", 30_000));
    List<Row> files = List.of(file("a_2011.csv", "1"), file("a_2012.csv", "2"));
    List<Row> corrected =
        List.of(file("a_2011.csv", "1"), file("a_2012.csv", "3"), file("b_2012.csv", "4"));
    List<Row> verdicts =
        List.of(
            verdict("3509260", "UNLIKELY", 567, 0.012), verdict("3509010", "POSSIBLE", 60, 0.4));
    PublishedRun first = published(lake, "aaaa", settings, files, verdicts);
    PublishedRun second =
        published(
            lake,
            "bbbb",
            settings,
            corrected,
            List.of(
                verdict("3509260", "OUT_OF_REACH", 600, 0.003),
                verdict("3509010", "POSSIBLE", 60, 0.401)));
    PublishedRun third = published(lake, "cccc", other, files, verdicts);

    assertThat(ComparedRuns.of(first, second))
        .containsExactly(
            "Run aaaa and run bbbb",
            "  Extracts  corrected a_2012.csv",
            "            new b_2012.csv",
            "  Settings  the same",
            "  Program   the same",
            "Changed in 1 of 2 regions, because of the extracts.",
            "  Sumberjambe            UNLIKELY (567 in 2012, 1 %)  ->  OUT_OF_REACH (600 in 2012, 0 %)");
    assertThat(ComparedRuns.of(first, third))
        .contains(
            "  Extracts  the same",
            "  Settings  projection.futures 20000 -> 30000",
            "No verdict, chance or latest count changed.");
    assertThat(ComparedRuns.of(second, third))
        .contains(
            "Changed in 1 of 2 regions; extracts and settings differ, and these runs do not say"
                + " which did it.");
  }

  @Test
  void shouldNameTheBuildsOfOneVersion(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    Settings settings = Settings.defaults();
    List<Row> files = List.of(file("a.csv", "A"));
    List<Row> one = List.of(verdict("3509260", "UNLIKELY", 567, 0.012));
    List<Row> other = List.of(verdict("3509260", "POSSIBLE", 60, 0.4));
    PublishedRun unmarked = published(lake, "aaaa", settings, files, one);
    lake.mark("{\"build\": \"1111\"}");
    PublishedRun first = published(lake, "bbbb", settings, files, one);
    lake.mark("{\"build\": \"2222\"}");
    PublishedRun second = published(lake, "cccc", settings, files, other);

    assertThat(ComparedRuns.of(first, second))
        .contains(
            "  Program   1.0.0, build 1111 -> build 2222",
            "Changed in 1 of 1 regions, because of the program.");
    assertThat(ComparedRuns.of(unmarked, second)).contains("  Program   the same");
  }

  @Test
  void shouldCarryItsBuildInTheVersionsOfItsTables(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    Settings settings = Settings.defaults();
    new RunIdentity(lake, settings, "1.0.0").mark();

    PublishedRun run =
        published(lake, "aaaa", settings, List.of(), List.of(verdict("3509260", "X", 1, 0.1)));

    assertThat(run.findMark(TargetReachabilityTable.TABLE).flatMap(RunIdentity::findBuild))
        .hasValue(Program.build());
  }

  @Test
  void shouldTakeWhatAFileHeldLastAndNotAllThatItEverHeld(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    Settings settings = Settings.defaults();
    List<Row> verdicts = List.of(verdict("3509260", "UNLIKELY", 567, 0.012));
    List<Row> other = List.of(verdict("3509260", "POSSIBLE", 60, 0.4));
    Row original = file("a.csv", "A", 1);
    Row corrected = file("a.csv", "B", 2);
    PublishedRun first = published(lake, "aaaa", settings, List.of(original, corrected), verdicts);
    PublishedRun back =
        published(lake, "bbbb", settings, List.of(corrected, file("a.csv", "A", 3)), other);
    PublishedRun without = published(lake, "cccc", settings, List.of(), other);
    PublishedRun again = published(lake, "dddd", settings, List.of(), verdicts);

    assertThat(ComparedRuns.of(first, back))
        .contains(
            "  Extracts  corrected a.csv", "Changed in 1 of 1 regions, because of the extracts.");
    assertThat(ComparedRuns.of(back, without)).contains("  Extracts  no longer a.csv");
    assertThat(ComparedRuns.of(without, again))
        .contains("  Extracts  the same", "  Program   the same")
        .anyMatch(line -> line.contains("it was changed within a version, or has a fault"));
  }
}
