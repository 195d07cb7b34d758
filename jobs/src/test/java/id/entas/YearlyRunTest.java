package id.entas;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Backtest;
import id.entas.domain.ForecastModel;
import id.entas.domain.MinCell;
import id.entas.domain.Refusal;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.ingest.PseudonymKey;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.publish.ExportTables;
import id.entas.publish.WriteNotebooks;
import id.entas.publish.WriteWorkbook;
import id.entas.tables.AnnualTransitionTable;
import id.entas.tables.BacktestTable;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.ProjectionTable;
import id.entas.tables.PublishedRun;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.ReferenceSeriesTable;
import id.entas.tables.RegionPopulationTable;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.RunTable;
import id.entas.tables.StandaloneRows;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTransitionTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole corridor on the tiny sample: from extracts to a published verdict. */
class YearlyRunTest extends SparkTest {
  private static final Path TINY =
      Path.of("..", "data-samples", "tiny").toAbsolutePath().normalize();
  private static final Instant MORNING = Instant.parse("2013-01-15T08:00:00Z");

  /** Few futures: what is tested here does not depend on their number. */
  private static Settings settings(Map<String, ?> overrides) {
    Map<String, Object> all = new HashMap<>(overrides);
    all.put("projection.futures", 1000);
    all.put("requirement.futures", 100);
    return Settings.load(Optional.empty(), all);
  }

  private static final Settings SETTINGS = settings(Map.of());

  private final FakeClock clock = new FakeClock(-1);
  private Path home;
  private Lake lake;
  private String said;

  /** A clock that stands still, and fails at a given look at it: a run that dies there. */
  private static final class FakeClock extends Clock {
    private final AtomicInteger looks = new AtomicInteger();
    private final int allowed;

    /**
     * @param allowed looks before it fails; it never does where this is negative
     */
    FakeClock(int allowed) {
      this.allowed = allowed;
    }

    int looks() {
      return looks.get();
    }

    @Override
    public Instant instant() {
      if (looks.getAndIncrement() == allowed) {
        throw new IllegalStateException("the power went");
      }
      return MORNING;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private YearlyRun yearlyRun(Lake into, Settings settings, Clock clock) {
    return yearlyRun(into, settings, clock, List.of(TINY.toString()));
  }

  private YearlyRun yearlyRun(Lake into, Settings settings, Clock clock, List<String> inputs) {
    return new YearlyRun(
        spark(),
        into,
        settings,
        clock,
        () ->
            PseudonymKey.resolve(
                Map.of(PseudonymKey.VARIABLE, "a key of the run's test"), settings, "local"),
        new RunIdentity(into, settings, "test"),
        new YearlyRun.Request(inputs, Optional.empty(), Optional.empty()));
  }

  private String run(Lake into, Settings settings, Clock clock) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunReport report =
        new RunReport(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), RunReport.Voice.PLAIN, clock);
    yearlyRun(into, settings, clock).run(report);
    report.summary();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @BeforeAll
  void runTheTinySample(@TempDir Path folder) {
    home = folder;
    lake = Lake.at(spark(), folder.toString());
    said = run(lake, SETTINGS, clock);
  }

  private static Map<String, List<String>> contents(Lake of) {
    Map<String, List<String>> contents = new TreeMap<>();
    for (Table table : Tables.ofARun()) {
      contents.put(
          table.name(), of.rows(table).stream().map(YearlyRunTest::text).sorted().toList());
    }
    return contents;
  }

  private static String text(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return Arrays.deepToString(values);
  }

  @Test
  void shouldSayThePlanThePhasesAndTheVerdict() {
    assertThat(said)
        .contains("reads run, target_reachability, reduction_rate; writes no table")
        .containsPattern("transition +\\d+\\.\\d s")
        .containsPattern("DUPLICATE_HOUSEHOLD +\\d+ rows")
        .containsPattern("Sumberjambe .*(ON_TRACK|POSSIBLE|UNLIKELY|OUT_OF_REACH)")
        .contains("Kabupaten Jember (only 4 of its 31 kecamatan)");
  }

  @Test
  void shouldAccountForEveryRowRead() {
    List<Row> files = lake.rows(ExtractFileTable.TABLE);

    assertThat(files).hasSize(7);
    assertThat(files)
        .allSatisfy(
            row -> {
              assertThat(ExtractFileTable.ROWS_READ.count(row))
                  .isEqualTo(
                      ExtractFileTable.ROWS_ACCEPTED.count(row)
                          + ExtractFileTable.ROWS_REJECTED.count(row));
            });
    assertThat(files.stream().mapToLong(ExtractFileTable.ROWS_REJECTED::count).sum())
        .isEqualTo(7 + 4 + 7 + 1 + 1);
  }

  @Test
  void shouldRecordTheSeriesOfTheSettingsBesideWhatTheLakeCounts() {
    assertThat(lake.rows(ReferenceSeriesTable.TABLE))
        .hasSameSizeAs(SETTINGS.referenceFigures())
        .anyMatch(
            row ->
                ReferenceSeriesTable.SERIES.text(row).equals("poor_people")
                    && ReferenceSeriesTable.YEAR.year(row) == 2010
                    && ReferenceSeriesTable.VALUE.number(row) == 311_800);
    assertThat(lake.rows(RegionPopulationTable.TABLE)).isEmpty();
  }

  @Test
  void shouldWriteWorkbookAndNotebooksInTheLanguageOfTheSettings(@TempDir Path folder)
      throws IOException {
    Settings english = settings(Map.of("report.language", "en"));

    new WriteWorkbook(lake, english, MinCell.OFF, Optional.of(folder.toString()))
        .run(RunReport.silent());
    new WriteNotebooks(lake, english.language(), MinCell.OFF, Optional.of(folder.toString()))
        .run(RunReport.silent());

    assertThat(Files.readString(folder.resolve("01_target-en.html")))
        .contains("<html lang=\"en\">", "Is the target reachable?", "<svg ");
    assertThat(folder.resolve("05_data_quality-en.ipynb")).isNotEmptyFile();
    assertThat(home.resolve("exports/05_data_quality.ipynb")).isNotEmptyFile();
    assertThat(folder.resolve("entas-2013-en.xlsx")).isNotEmptyFile();
    assertThat(home.resolve("exports/entas-2013.xlsx")).isNotEmptyFile();
    assertThat(english.sha256()).isEqualTo(SETTINGS.sha256());
    assertThatThrownBy(() -> settings(Map.of("report.language", "jv")).language())
        .hasMessageContaining("report.language is id or en, not 'jv'");
  }

  @Test
  void shouldWriteEveryTableInTheProtocolThatEveryReaderOpens() {
    for (Table table : Tables.ALL) {
      assertThat(lake.has(table)).as(table.name()).isTrue();
      Row detail = spark().sql("DESCRIBE DETAIL delta.`" + lake.pathOf(table) + "`").first();
      assertThat(detail.<Integer>getAs("minReaderVersion")).as(table.name()).isEqualTo(1);
      assertThat(detail.<Integer>getAs("minWriterVersion")).as(table.name()).isLessThanOrEqualTo(3);
      assertThat(detail.<String>getAs("description")).isEqualTo(table.meaning());
      // Ten years: a past run stays readable for as long as the settings say.
      assertThat(detail.<String, String>getJavaMap(detail.fieldIndex("properties")))
          .as(table.name())
          .containsEntry("delta.logRetentionDuration", "interval 87600 hours")
          .containsEntry("delta.deletedFileRetentionDuration", "interval 87600 hours");
      for (Field field : table.fields()) {
        assertThat(lake.read(table).schema().apply(field.name()).getComment().get())
            .isEqualTo(field.meaning());
      }
    }
  }

  @Test
  void shouldBeReadAlikeWithSparkAndWithout() {
    for (Table table : Tables.ALL) {
      List<String> bySpark =
          lake.read(table).collectAsList().stream().map(YearlyRunTest::text).sorted().toList();

      assertThat(lake.rows(table).stream().map(YearlyRunTest::text).sorted())
          .as(table + " by Delta Kernel")
          .containsExactlyElementsOf(bySpark);
      assertThat(
              StandaloneRows.of(table, lake.pathOf(table)).stream()
                  .map(values -> Arrays.deepToString(values.toArray()))
                  .sorted())
          .as(table + " by Delta Standalone")
          .containsExactlyElementsOf(bySpark);
    }
  }

  @Test
  void shouldSayInDeltasLogWhichRunAndExtractsMadeAVersion() throws IOException {
    PublishedRun run = PublishedRun.latest(lake);

    for (Map.Entry<String, Long> version : run.versions().entrySet()) {
      Table table =
          Tables.ALL.stream()
              .filter(one -> one.name().equals(version.getKey()))
              .findFirst()
              .orElseThrow();
      Path commit =
          home.resolve(table.path())
              .resolve("_delta_log")
              .resolve("%020d.json".formatted(version.getValue()));

      assertThat(Files.readString(commit))
          .as(commit.toString())
          .contains("userMetadata", run.runId(), "tiny_2008.csv", "tiny_2009.csv");
    }
  }

  @Test
  void shouldExportThePublishedTablesForToolsThatDoNotReadDelta(@TempDir Path folder)
      throws IOException {
    for (ExportTables.Format format : ExportTables.Format.values()) {
      new ExportTables(lake, MinCell.OFF, format, folder.toString()).run(RunReport.silent());
    }

    List<Row> counts = lake.rows(TierCountTable.TABLE);
    assertThat(Files.readAllLines(folder.resolve("tier_count.csv"))).hasSize(counts.size() + 1);
    assertThat(
            spark().read().parquet(folder.resolve("tier_count.parquet").toString()).collectAsList())
        .extracting(YearlyRunTest::text)
        .containsExactlyInAnyOrderElementsOf(counts.stream().map(YearlyRunTest::text).toList());
    int place =
        1
            + PublishedRun.latest(lake).tables().stream()
                .filter(table -> table.access() == Table.Access.PUBLISHED)
                .toList()
                .indexOf(TierCountTable.TABLE);
    try (ZipFile workbook = new ZipFile(folder.resolve("entas-tables.xlsx").toFile())) {
      String sheet =
          new String(
              workbook
                  .getInputStream(workbook.getEntry("xl/worksheets/sheet" + place + ".xml"))
                  .readAllBytes(),
              StandardCharsets.UTF_8);
      // Question, source and headings stand above.
      assertThat(sheet.split("<row ", -1)).hasSize(1 + 3 + counts.size());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("region.csv", "target_reachability.parquet")
          .noneMatch(name -> name.startsWith(".") || name.contains("household"));
    }
  }

  @Test
  void shouldHoldOnlyFiniteNumbersAndUniqueKeys() {
    for (Table table : Tables.ALL) {
      List<Row> rows = lake.rows(table);
      for (Field field : table.fields()) {
        if (field.type().equals(DataTypes.DoubleType)) {
          assertThat(rows)
              .as(table + "." + field.name())
              .allMatch(row -> field.isNull(row) || Double.isFinite(field.number(row)));
        }
      }
      List<String> keys =
          rows.stream()
              .map(
                  row ->
                      table.key().stream()
                          .map(field -> value(row.get(row.fieldIndex(field.name()))))
                          .toList()
                          .toString())
              .toList();
      assertThat(keys).as(table.name()).doesNotHaveDuplicates();
    }
  }

  private static String value(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }

  @Test
  void shouldHaveRowsOfProbabilitiesThatSumToOneAndIntervalsAroundThem() {
    Map<String, Double> sums = new TreeMap<>();
    for (Row row : lake.rows(AnnualTransitionTable.TABLE)) {
      sums.merge(
          AnnualTransitionTable.REGION_CODE.text(row) + AnnualTransitionTable.FROM_TIER.text(row),
          AnnualTransitionTable.PROBABILITY.number(row),
          Double::sum);
    }
    assertThat(sums).isNotEmpty();
    assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isBetween(1 - 1e-9, 1 + 1e-9));
    assertThat(
            lake.rows(TierTransitionTable.TABLE).stream()
                .filter(row -> !TierTransitionTable.PROBABILITY.isNull(row)))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(TierTransitionTable.PROBABILITY.number(row))
                    .isBetween(
                        TierTransitionTable.CI_LOW.number(row),
                        TierTransitionTable.CI_HIGH.number(row))
                    .isBetween(
                        TierTransitionTable.BOUND_LOW.number(row),
                        TierTransitionTable.BOUND_HIGH.number(row)));
  }

  @Test
  @Tag("long")
  void shouldWriteTheSameRowsWhenRunAgain() {
    Map<String, List<String>> before = contents(lake);

    String again = run(lake, SETTINGS, new FakeClock(-1));

    assertThat(again).contains("already in the lake");
    assertThat(contents(lake)).isEqualTo(before);
    List<Row> runs = lake.rows(RunTable.TABLE);
    assertThat(runs).hasSizeGreaterThanOrEqualTo(2);
    assertThat(runs.stream().map(RunTable.RUN_ID::text).distinct()).hasSize(1);
  }

  @Test
  void shouldFindARunByTheStartOfItsIdWithTheSettingsItHad() {
    String id = PublishedRun.findLatest(lake).orElseThrow().runId();

    PublishedRun run = PublishedRun.of(lake, id.substring(0, 6));

    assertThat(run.runId()).isEqualTo(id);
    assertThat(Settings.of(run.settings()).sha256()).isEqualTo(SETTINGS.sha256());
    assertThatThrownBy(() -> PublishedRun.of(lake, "zz"))
        .hasMessageContaining("no run zz; name one of " + id);
  }

  @Test
  void shouldComputeAnEarlierRunAgainWhateverTheLakeHoldsNow(
      @TempDir Path folder, @TempDir Path empty) throws IOException {
    FileUtils.copyDirectory(home.toFile(), folder.toFile());
    Lake other = Lake.at(spark(), folder.toString());
    PublishedRun earlier =
        PublishedRun.of(
            other, PublishedRun.findLatest(other).orElseThrow().runId().substring(0, 6));
    other.replace(
        HouseholdTable.TABLE,
        other
            .read(HouseholdTable.TABLE)
            .filter(HouseholdTable.TIER.col().notEqual(lit("SANGAT_MISKIN"))));
    other.replaceSmall(List.of(new Lake.SmallTable(ExtractFileTable.TABLE, List.of())));
    Lake again = Lake.at(spark(), empty.toString());
    Settings settings = Settings.of(earlier.settings());
    RecomputedRun recomputed =
        new RecomputedRun(earlier, again, yearlyRun(again, settings, new FakeClock(-1)), "test");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RunReport report =
        new RunReport(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            RunReport.Voice.QUIET,
            new FakeClock(-1));

    recomputed.compute(report);
    recomputed.compare(report);

    report.summary();
    assertThat(settings.sha256()).isEqualTo(SETTINGS.sha256());
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("tables, the same rows");
    assertThat(again.rows(TargetReachabilityTable.TABLE).stream().map(YearlyRunTest::text))
        .containsExactlyInAnyOrderElementsOf(published(lake));
    assertThat(again.has(RunTable.TABLE)).isFalse();

    again.replaceSmall(
        List.of(
            new Lake.SmallTable(
                TierCountTable.TABLE, again.rows(TierCountTable.TABLE).subList(1, 5))));
    assertThatThrownBy(() -> recomputed.compare(report))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("rows of tier_count (now 4)");
  }

  @Test
  @Tag("long")
  void shouldWriteTheSameRowsStageByStageAndPublishNothing(@TempDir Path folder) {
    Lake other = Lake.at(spark(), folder.toString());
    YearlyRun stages = yearlyRun(other, SETTINGS, new FakeClock(-1));
    for (YearlyRun.Stage stage : YearlyRun.Stage.values()) {
      if (stage != YearlyRun.Stage.PUBLISH) {
        stages.run(stage, RunReport.silent());
      }
    }

    assertThat(contents(other)).isEqualTo(contents(lake));
    assertThat(other.has(RunTable.TABLE)).isFalse();
    assertThatThrownBy(() -> stages.run(YearlyRun.Stage.PUBLISH, RunReport.silent()))
        .hasMessageContaining("no published run");
  }

  /** At once that it forecasts as a run would have, and that it looks at nothing later. */
  @Test
  @Tag("long")
  void shouldBacktestWhatARunWithoutTheLaterExtractsProjects(@TempDir Path folder) {
    Lake earlier = Lake.at(spark(), folder.toString());
    // As many futures as the backtest has, which are those of the settings up to Backtest.FUTURES.
    assertThat(SETTINGS.futures()).isLessThanOrEqualTo(Backtest.FUTURES);
    YearlyRun then =
        yearlyRun(
            earlier,
            SETTINGS,
            new FakeClock(-1),
            Stream.of(
                    "tiny_2008.csv",
                    "tiny_2009.csv",
                    "tiny_jelbuk_2008.dbf",
                    "tiny_jelbuk_2009.xlsx")
                .map(file -> TINY.resolve(file).toString())
                .toList());
    for (YearlyRun.Stage stage :
        List.of(
            YearlyRun.Stage.INGEST,
            YearlyRun.Stage.PANEL,
            YearlyRun.Stage.TRANSITION,
            YearlyRun.Stage.PROJECTION)) {
      then.run(stage, RunReport.silent());
    }

    SortedSet<String> projected = new TreeSet<>();
    for (Row row : earlier.rows(ProjectionTable.TABLE)) {
      if (ProjectionTable.CENSUS_YEAR.year(row) == 2011
          && ProjectionTable.SCENARIO.text(row).equals(StandardScenario.OBSERVED.code())) {
        projected.add(
            forecast(
                row,
                ProjectionTable.REGION_CODE,
                ProjectionTable.TIER,
                List.of(ProjectionTable.MEAN, ProjectionTable.P05, ProjectionTable.P95)));
      }
    }
    SortedSet<String> backtested = new TreeSet<>();
    for (Row row : lake.rows(BacktestTable.TABLE)) {
      assertThat(BacktestTable.ORIGIN_YEAR.year(row)).isEqualTo(2009);
      if (BacktestTable.MODEL.text(row).equals(ForecastModel.FUTURES.code())) {
        backtested.add(
            forecast(
                row,
                BacktestTable.REGION_CODE,
                BacktestTable.TIER,
                List.of(BacktestTable.MEAN, BacktestTable.P05, BacktestTable.P95)));
      }
    }
    assertThat(backtested).isNotEmpty();
    assertThat(projected).containsAll(backtested);
    assertThat(said)
        .contains("Jember: very poor households forecast 2 years ahead: 90 % ranges held ")
        .contains(" kecamatan-years, 1 independent span")
        .contains("below 8 no model is chosen by its score");
  }

  private static String forecast(Row row, Field region, Field tier, List<Field> numbers) {
    List<String> parts = new ArrayList<>(List.of(region.text(row), tier.text(row)));
    numbers.forEach(field -> parts.add(String.valueOf(field.number(row))));
    return String.join(" ", parts);
  }

  @Test
  void shouldKeepTheEarlierRunPublishedWhenARunDiesHalfway(@TempDir Path folder)
      throws IOException {
    Lake other = halfway(folder);

    assertThat(hasTargetYear(other.rows(TargetReachabilityTable.TABLE), 2014)).isTrue();
    assertThat(published(other)).isEqualTo(published(lake));
  }

  @Test
  @Tag("long")
  void shouldPublishTheNextRunAfterOneThatDiedHalfway(@TempDir Path folder) throws IOException {
    Lake other = halfway(folder);

    run(other, LATER, new FakeClock(-1));

    assertThat(published(other)).isNotEqualTo(published(lake));
    assertThat(hasTargetYear(other.rows(TargetReachabilityTable.TABLE), 2014)).isTrue();
  }

  /** A clock on which something happens at the second look: a run looks first when it begins. */
  private static final class EventfulClock extends Clock {
    private final AtomicInteger looks = new AtomicInteger();
    private final Instant now;
    private final Runnable event;

    EventfulClock(Instant now, Runnable event) {
      this.now = now;
      this.event = event;
    }

    @Override
    public Instant instant() {
      if (looks.incrementAndGet() == 2) {
        event.run();
      }
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  @Tag("long")
  void shouldPublishWhatItTookOutAndNothingThatSomeoneElseHasChangedMeanwhile(@TempDir Path folder)
      throws IOException {
    FileUtils.copyDirectory(home.toFile(), folder.toFile());
    Lake other = Lake.at(spark(), folder.toString());
    Lake anothers = Lake.at(spark().newSession(), folder.toString());
    List<Row> backtest = anothers.rows(BacktestTable.TABLE);
    Instant later = MORNING.plus(Duration.ofDays(500));

    yearlyRun(other, SETTINGS, new EventfulClock(later, () -> {})).run(RunReport.silent());
    int runs = other.rows(RunTable.TABLE).size();

    assertThat(other.rows(RejectedRowTable.TABLE)).isEmpty();
    assertThat(runs).isEqualTo(lake.rows(RunTable.TABLE).size() + 1);
    YearlyRun interleaved =
        yearlyRun(
            other,
            SETTINGS,
            new EventfulClock(
                later,
                () ->
                    anothers.replaceSmall(
                        List.of(new Lake.SmallTable(BacktestTable.TABLE, backtest)))));
    assertThatThrownBy(() -> interleaved.run(RunReport.silent()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT))
        .hasMessageStartingWith("Table backtest of the lake ");
    assertThat(other.rows(RunTable.TABLE)).hasSize(runs);
  }

  private static final Settings LATER = settings(Map.of("target.year", 2014));

  /** A copy of the lake in which a run with other settings died before it was published. */
  private Lake halfway(Path folder) throws IOException {
    FileUtils.copyDirectory(home.toFile(), folder.toFile());
    Lake other = Lake.at(spark(), folder.toString());
    // The last nine looks at the clock are at the moment of publishing and around the four exports.
    int looksBeforePublishing = clock.looks() - 9;

    assertThatThrownBy(() -> run(other, LATER, new FakeClock(looksBeforePublishing)))
        .hasMessageContaining("the power went");
    return other;
  }

  @Test
  @Tag("long")
  void shouldCarryASecondInstrumentOfTheDataToTheVerdictAndItsWords(@TempDir Path folder) {
    Lake other = Lake.at(spark(), folder.toString());
    Settings two = settings(Map.of("census.2011.instrument", "PPLS 2011"));

    String words = run(other, two, new FakeClock(-1));

    assertThat(words)
        .contains("no verdict is given")
        .contains("different instruments, PPLS2008 (2008), PPLS2011 (2011), so that what changed")
        .contains("Jember 2009 to 2011 is not comparable");
    assertThat(said).doesNotContain("not comparable").doesNotContain("different instruments");
    for (Row row : other.rows(ReductionRateTable.TABLE)) {
      assertThat(ReductionRateTable.COMPARABLE.flag(row))
          .isEqualTo(ReductionRateTable.TO_YEAR.year(row) != 2011);
    }
    assertThat(other.rows(TierTransitionTable.TABLE))
        .anyMatch(TierTransitionTable.COMPARABLE::flag)
        .anyMatch(row -> !TierTransitionTable.COMPARABLE.flag(row));
    assertNothingIsJudged(other);
    // What instrument a census had is in the data; settings of today do not change it.
    yearlyRun(other, SETTINGS, new FakeClock(-1))
        .run(YearlyRun.Stage.PROJECTION, RunReport.silent());
    assertNothingIsJudged(other);
  }

  private static void assertNothingIsJudged(Lake of) {
    assertThat(
            of.rows(TargetReachabilityTable.TABLE).stream()
                .filter(row -> !TargetReachabilityTable.LATEST_YEAR.isNull(row)))
        .isNotEmpty()
        .allMatch(row -> !TargetReachabilityTable.COMPARABLE.flag(row))
        .allMatch(row -> TargetReachabilityTable.VERDICT.text(row).equals("NOT_ASSESSED"))
        .allMatch(
            row ->
                TargetReachabilityTable.INSTRUMENTS.text(row).contains("PPLS2008")
                    && TargetReachabilityTable.INSTRUMENTS.text(row).endsWith("PPLS2011 (2011)"));
  }

  private static boolean hasTargetYear(List<Row> rows, int year) {
    return rows.stream().anyMatch(row -> TargetReachabilityTable.TARGET_YEAR.year(row) == year);
  }

  private static List<String> published(Lake of) {
    return PublishedRun.findLatest(of).orElseThrow().rows(TargetReachabilityTable.TABLE).stream()
        .map(YearlyRunTest::text)
        .sorted()
        .toList();
  }

  @Test
  void shouldSayForEveryKecamatanOfTheSettingsWhetherItCanBeAssessed() {
    long kecamatan = Settings.defaults().regions().ofLevel(Region.Level.KECAMATAN).size();

    assertThat(
            lake.rows(TargetReachabilityTable.TABLE).stream()
                .filter(row -> TargetReachabilityTable.REGION_LEVEL.text(row).equals("kecamatan"))
                .filter(row -> TargetReachabilityTable.SCENARIO.text(row).equals("observed"))
                .filter(row -> TargetReachabilityTable.TOLERANCE_SHARE.number(row) == 0))
        .hasSize((int) kecamatan)
        .anyMatch(row -> TargetReachabilityTable.VERDICT.text(row).equals("NOT_ASSESSED"));
  }
}
