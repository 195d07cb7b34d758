package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.ingest.PastIngests;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three runs, one after the other, of which the second has a corrected extract, and what is left of
 * the first two when the third is done.
 */
@Tag("long")
class HistoryTest extends SparkTest {
  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  private static final String CORRECTED = "tiny_2009.csv";

  private final Map<String, Map<String, List<String>>> published = new TreeMap<>();
  private SmallRuns runs;
  private Path lake;
  private Path firstInput;
  private Path secondInput;
  private Path conf;
  private String firstRun;
  private String secondRun;

  @BeforeAll
  void runThreeTimes(@TempDir Path folder) throws IOException {
    runs = new SmallRuns(spark(), "test");
    lake = folder.resolve("lake");
    conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    firstInput = Files.createDirectory(folder.resolve("first"));
    for (String name : List.of("tiny_2008.csv", "tiny_2009.csv")) {
      Files.copy(TINY.resolve(name), firstInput.resolve(name));
    }
    secondInput = folder.resolve("second");
    FileUtils.copyDirectory(TINY.toFile(), secondInput.toFile());
    Path corrected = secondInput.resolve(CORRECTED);
    List<String> lines =
        new ArrayList<>(Files.readAllLines(corrected, StandardCharsets.ISO_8859_1));
    lines.remove(2);
    Files.write(corrected, lines, StandardCharsets.ISO_8859_1);
    firstRun = run(conf, firstInput);
    secondRun = run(conf, secondInput);
    run(SmallRuns.conf(folder.resolve("later.conf"), 2014), secondInput);
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

    assertThat(rebuilt(earlier, folder.resolve("again"), firstInput))
        .contains("Run " + firstRun + " built again")
        .contains("tables with the same rows; it lies in");

    assertThat(SmallRuns.published(PublishedRun.latest(runs.lake(folder.resolve("again")))))
        .isEqualTo(published.get(firstRun));
  }

  @Test
  void shouldBuildARunOfACorrectedExtractAgain(@TempDir Path folder) {
    PublishedRun earlier = PublishedRun.of(runs.lake(lake), secondRun);

    assertThat(rebuilt(earlier, folder, firstInput, secondInput))
        .contains("Run " + secondRun + " built again")
        .contains("tables with the same rows; it lies in");

    assertThat(SmallRuns.published(PublishedRun.latest(runs.lake(folder))))
        .isEqualTo(published.get(secondRun));
  }

  @Test
  void shouldHaveTheSameRowsUnderAnotherIdWhereWhatWasCorrectedIsGone(@TempDir Path folder)
      throws IOException {
    PublishedRun earlier = PublishedRun.of(runs.lake(lake), secondRun);

    String said = rebuilt(earlier, folder, secondInput);

    String id = PublishedRun.latest(runs.lake(folder)).runId();
    assertThat(id).isNotEqualTo(secondRun);
    assertThat(said)
        .contains("Run " + secondRun + " built again")
        .contains(
            "tables with the same rows, though its id is "
                + id
                + ", as the content "
                + CORRECTED
                + " "
                + DigestUtils.sha256Hex(Files.readAllBytes(firstInput.resolve(CORRECTED)))
                    .substring(0, 12)
                + ", which a later one replaced, is not among the inputs")
        .contains(
            "; other are, on what was replaced and not on what is counted, 1 of 1 rows of"
                + " extract_file (now 0)");
  }

  @Test
  void shouldRefuseBeforeAnythingIsDoneWhereAnExtractIsNotGiven(@TempDir Path folder)
      throws IOException {
    PublishedRun earlier = PublishedRun.of(runs.lake(lake), firstRun);

    assertThatThrownBy(() -> rebuilt(earlier, folder, secondInput))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Run " + firstRun + " stands on " + CORRECTED + " ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldSayWhereOtherExtractsMakeAnotherRunOfALakeThatLostItsLedger(@TempDir Path folder)
      throws IOException {
    Path broken = folder.resolve("broken");
    FileUtils.copyDirectory(lake.toFile(), broken.toFile());
    FileUtils.deleteDirectory(broken.resolve(ExtractFileTable.TABLE.path()).toFile());
    PublishedRun earlier = PublishedRun.of(runs.lake(broken), firstRun);

    assertThatThrownBy(() -> rebuilt(earlier, folder.resolve("again"), TINY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("and not " + firstRun)
        .hasMessageContaining("extract_file");
  }

  private String rebuilt(PublishedRun earlier, Path into, Path... inputs) {
    RunReport report = RunReport.silent();
    RecomputedRun recomputed =
        new RecomputedRun(
            earlier,
            runs.lake(into),
            runs.yearlyRun(into, conf, Clock.systemUTC(), inputs),
            "test");
    PastIngests.find(
            spark(),
            Settings.load(Optional.of(conf), Map.of(), Map.of()),
            Arrays.stream(inputs).map(Path::toString).toList(),
            Optional.empty(),
            earlier)
        .ifPresentOrElse(past -> recomputed.replay(past, report), () -> recomputed.rebuild(report));
    return String.join("\n", report.facts().result());
  }
}
