package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three runs, one after the other, and what is left of the first two when the third is done. */
@Tag("long")
class HistoryTest extends SparkTest {
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  private final Map<String, Map<String, List<String>>> published = new TreeMap<>();
  private SmallRuns runs;
  private Path lake;
  private Path firstInput;
  private Path conf;
  private String firstRun;

  @BeforeAll
  void runThreeTimes(@TempDir Path folder) throws IOException {
    runs = new SmallRuns(spark(), "test");
    lake = folder.resolve("lake");
    conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    firstInput = Files.createDirectory(folder.resolve("first"));
    for (String name : List.of("tiny_2008.csv", "tiny_2009.csv")) {
      Files.copy(TINY.resolve(name), firstInput.resolve(name));
    }
    firstRun = run(conf, firstInput);
    run(conf, TINY);
    run(SmallRuns.conf(folder.resolve("later.conf"), 2014), TINY);
  }

  private String run(Path settings, Path inputs) {
    runs.run(lake, settings, inputs);
    PublishedRun run = PublishedRun.latest(runs.lake(lake));
    published.put(run.runId(), SmallRuns.published(run));
    return run.runId();
  }

  @Test
  void shouldReadEveryRunAsItWasPublishedAfterTidyingUp(@TempDir Path folder) throws IOException {
    FileUtils.copyDirectory(lake.toFile(), folder.toFile());

    runs.lake(folder).tidyUp(Tables.ALL, Duration.ofDays(3650), Instant.now(), said -> {});

    Lake tidy = runs.lake(folder);
    assertThat(published).hasSize(3);
    published.forEach(
        (id, contents) ->
            assertThat(SmallRuns.published(PublishedRun.of(tidy, id))).isEqualTo(contents));
  }

  @Test
  void shouldBuildARunAgainFromItsExtractsWhereTheLakeHasLostIt(@TempDir Path folder)
      throws IOException {
    Path broken = folder.resolve("broken");
    FileUtils.copyDirectory(lake.toFile(), broken.toFile());
    try (Stream<Path> files = Files.walk(broken.resolve(HouseholdTable.TABLE.path()))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    PublishedRun earlier = PublishedRun.of(runs.lake(broken), firstRun);
    assertThatThrownBy(() -> earlier.rows(HouseholdTable.TABLE)).isNotNull();

    rebuilt(earlier, folder.resolve("again"), firstInput);

    assertThat(SmallRuns.published(PublishedRun.latest(runs.lake(folder.resolve("again")))))
        .isEqualTo(published.get(firstRun));
  }

  @Test
  void shouldSayWhereOtherExtractsMakeAnotherRun(@TempDir Path folder) {
    PublishedRun earlier = PublishedRun.of(runs.lake(lake), firstRun);

    assertThatThrownBy(() -> rebuilt(earlier, folder, TINY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("and not " + firstRun)
        .hasMessageContaining("extract_file");
  }

  private void rebuilt(PublishedRun earlier, Path into, Path inputs) {
    new RecomputedRun(
            earlier, runs.lake(into), runs.yearlyRun(into, conf, Clock.systemUTC(), inputs), "test")
        .rebuild(RunReport.silent());
  }
}
