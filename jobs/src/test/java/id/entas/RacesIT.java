package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.job.Hashes;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight runs at once on one lake, each in a process of its own: all the same, and four years of two
 * versions each.
 */
@Tag("long")
class RacesIT extends SparkTest {
  private static final int RACERS = 8;
  private static final int FIRST_YEAR = 2010;
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  @TempDir private Path folder;

  private record Racer(Process process, Path said) {
    int exitCode() throws InterruptedException {
      if (!process.waitFor(30, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    }

    String words() throws IOException {
      return Files.readString(said);
    }
  }

  private Racer start(int number, Path lake, Path conf, Path input, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--quiet",
                "--input",
                input.toString(),
                "--lake",
                lake.toString(),
                "--conf",
                conf.toString()));
    arguments.addAll(List.of(more));
    File said = folder.resolve("said" + number).toFile();
    return new Racer(
        ProgramProcess.command(folder, arguments.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start(),
        said.toPath());
  }

  /** An extract of a year, made from the sample's of 2011; of its rows some may be missing. */
  private Path extract(int year, int missing) throws IOException {
    List<String> rows = Files.readAllLines(TINY.resolve("tiny_2011.csv"));
    return Files.write(
        Files.createDirectories(folder.resolve("without_" + missing))
            .resolve("race_" + year + ".csv"),
        rows.subList(0, rows.size() - missing).stream()
            .map(row -> row.replaceFirst("^2011,", year + ","))
            .toList());
  }

  @Test
  void shouldRefuseOrRunWhereAllDoTheSame() throws Exception {
    Path lake = folder.resolve("same");
    Path conf = SmallRuns.conf(folder.resolve("same.conf"), 2013);
    List<Racer> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      racers.add(start(i, lake, conf, TINY));
    }
    int won = 0;
    for (Racer racer : racers) {
      int exitCode = racer.exitCode();
      assertThat(exitCode).as(racer.words()).isIn(0, Refusal.Kind.CONFLICT.exitCode());
      if (exitCode == 0) {
        won++;
      } else {
        assertThat(racer.words().strip().lines()).hasSize(1);
        assertThat(racer.words()).contains("is being written by process ");
      }
    }

    Lake raced = Lake.at(spark(), lake.toString());
    PublishedRun published = PublishedRun.latest(raced);
    Path alone = folder.resolve("alone");
    new SmallRuns(spark(), published.programVersion()).run(alone, conf, TINY);
    assertThat(won).isBetween(1, RACERS);
    assertThat(raced.rows(RunTable.TABLE)).hasSize(won);
    assertSame(SmallRuns.latest(Lake.at(spark(), alone.toString())), SmallRuns.latest(raced));
  }

  @Test
  void shouldEndAsOneAfterTheOtherWhereAllWait() throws Exception {
    Path lake = folder.resolve("waiting");
    Path conf = SmallRuns.conf(folder.resolve("waiting.conf"), 2013);
    Path base = Files.createDirectory(folder.resolve("base"));
    for (String name : List.of("tiny_2008.csv", "tiny_2009.csv")) {
      Files.copy(TINY.resolve(name), base.resolve(name));
    }
    Racer first = start(RACERS, lake, conf, base);
    assertThat(first.exitCode()).as(first.words()).isZero();
    String version = PublishedRun.latest(Lake.at(spark(), lake.toString())).programVersion();
    Map<String, Path> extracts = new TreeMap<>();
    List<Racer> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      // Two bring other rows for the same year, under the same name: the later one replaces them.
      Path extract = extract(FIRST_YEAR + i / 2, i);
      extracts.put(Hashes.sha256(Files.readString(extract)), extract);
      racers.add(start(i, lake, conf, extract, "--wait", "60"));
    }
    for (Racer racer : racers) {
      assertThat(racer.exitCode()).as(racer.words()).isZero();
    }

    Lake raced = Lake.at(spark(), lake.toString());
    assertThat(raced.rows(RunTable.TABLE)).hasSize(1 + RACERS);
    SmallRuns runs = new SmallRuns(spark(), version);
    Path serial = folder.resolve("serial");
    runs.run(serial, conf, base);
    List<Path> order = order(raced, extracts);
    assertThat(order).hasSize(RACERS);
    for (Path extract : order) {
      runs.run(serial, conf, extract);
      PublishedRun again = PublishedRun.latest(Lake.at(spark(), serial.toString()));
      assertSame(
          SmallRuns.published(again), SmallRuns.published(PublishedRun.of(raced, again.runId())));
    }
    assertSame(SmallRuns.latest(Lake.at(spark(), serial.toString())), SmallRuns.latest(raced));
    List<String> households =
        raced.rows(HouseholdTable.TABLE).stream()
            .map(
                row ->
                    HouseholdTable.CENSUS_YEAR.year(row)
                        + HexFormat.of()
                            .formatHex(row.<byte[]>getAs(HouseholdTable.HOUSEHOLD_KEY.name())))
            .toList();
    assertThat(households).isNotEmpty().doesNotHaveDuplicates();
  }

  /** The extracts in the order in which they came into the lake. */
  private static List<Path> order(Lake raced, Map<String, Path> extracts) {
    return raced.rows(ExtractFileTable.TABLE).stream()
        .sorted(Comparator.comparing((Row row) -> ExtractFileTable.INGEST_ORDER.count(row)))
        .map(ExtractFileTable.SHA256::text)
        .filter(extracts::containsKey)
        .map(extracts::get)
        .toList();
  }

  private static void assertSame(
      SortedMap<String, List<String>> expected, SortedMap<String, List<String>> found) {
    expected.forEach((table, rows) -> assertThat(found.get(table)).as(table).isEqualTo(rows));
  }
}
