package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedRunTest extends SparkTest {
  private static final Instant NOON = Instant.parse("2013-01-15T12:00:00Z");

  private static void publish(Lake lake, String id, Instant at) {
    publish(lake, id, at, lake.versions(Tables.ofARun()));
  }

  private static void publish(Lake lake, String id, Instant at, Map<String, Long> before) {
    PublishedRun.publish(
        lake, new PublishedRun.Identity(id, "run", at, at, "sha256", "{}", "1.0.0"), before);
  }

  private static void write(Lake lake, Table table) {
    lake.replaceSmall(List.of(new Lake.SmallTable(table, List.of())));
  }

  @Test
  void shouldHaveTheRunPublishedLastAsTheLatestWhereTheClockWentBack(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    publish(lake, "first", NOON);
    publish(lake, "second", NOON.minusSeconds(3600));
    publish(lake, "third", NOON);

    PublishedRun latest = PublishedRun.latest(lake);
    assertThat(latest.runId()).isEqualTo("third");
    assertThat(latest.runs().stream().map(RunTable.RUN_ID::text).toList())
        .isEqualTo(List.of("first", "second", "third"));
  }

  private static void assertDamaged(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MISTAKE))
        .hasMessageContaining("The lake is damaged")
        .hasMessageContaining("run/_delta_log");
  }

  @Test
  void shouldNotTakeALakeWhoseRunsHaveLostTheirLogForOneWithoutRuns(@TempDir Path folder)
      throws IOException {
    publish(Lake.at(spark(), folder.toString()), "first", NOON);
    Path log = folder.resolve("run/_delta_log");
    FileUtils.deleteDirectory(log.toFile());

    Lake lake = Lake.at(spark(), folder.toString());
    assertDamaged(() -> PublishedRun.requireWhole(lake));
    assertDamaged(() -> PublishedRun.latest(lake));
    assertDamaged(() -> PublishedRun.of(lake, "first"));
    Files.createDirectory(log);
    assertDamaged(() -> PublishedRun.requireWhole(Lake.at(spark(), folder.toString())));
  }

  @Test
  void shouldNotTakeWhatAProcessLeavesThatDiedAtItsFirstRunForDamage(@TempDir Path folder)
      throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    PublishedRun.requireWhole(lake);
    Files.createDirectories(folder.resolve("run/_delta_log"));
    PublishedRun.requireWhole(lake);
    lake.append(RunTable.TABLE, List.of());
    PublishedRun.requireWhole(lake);
    assertThat(PublishedRun.findLatest(lake)).isEmpty();

    publish(lake, "first", NOON);

    assertThat(PublishedRun.latest(lake).runId()).isEqualTo("first");
  }

  @Test
  void shouldHaveALogBeforeItsFirstRun(@TempDir Path folder) throws IOException {
    publish(Lake.at(spark(), folder.toString()), "first", NOON);

    assertThat(folder.resolve("run/_delta_log/00000000000000000000.json"))
        .content()
        .doesNotContain(".parquet\"");
  }

  @Test
  void shouldPublishWhatTheRunHasWrittenUnderAnyOfItsMarks(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    write(lake, TierTable.TABLE);
    Map<String, Long> before = lake.versions(Tables.ofARun());
    lake.mark("a run \"begins\"");
    write(lake, TierTable.TABLE);
    lake.mark("a run");
    write(lake, TierTable.TABLE);
    write(lake, RegionTable.TABLE);

    publish(lake, "first", NOON, before);

    assertThat(PublishedRun.latest(lake).versions())
        .isEqualTo(Map.of(TierTable.TABLE.name(), 2L, RegionTable.TABLE.name(), 0L));
  }

  /** Each writes a table beside or below what the run itself has written. */
  static Stream<Consumer<Lake>> changes() {
    return Stream.of(
        lake -> write(lake, TierTable.TABLE),
        lake -> write(lake, RegionTable.TABLE),
        lake -> {
          lake.mark("another run");
          write(lake, TierTable.TABLE);
        });
  }

  @ParameterizedTest
  @MethodSource("changes")
  void shouldNotPublishWhereSomeoneElseHasChangedATableMeanwhile(
      Consumer<Lake> change, @TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());
    lake.mark("a run");
    write(lake, TierTable.TABLE);
    Map<String, Long> before = lake.versions(Tables.ofARun());
    write(lake, TierTable.TABLE);
    change.accept(Lake.at(spark().newSession(), lake.location()));
    write(lake, TierTable.TABLE);

    assertThatThrownBy(() -> publish(lake, "first", NOON, before))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT))
        .hasMessageContaining("was changed by someone else meanwhile");
    assertThat(lake.has(RunTable.TABLE)).isFalse();
  }

  @Test
  void shouldNotPublishWhereATableIsGoneThatWasThere(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.resolve("lake").toString());

    assertThatThrownBy(() -> publish(lake, "first", NOON, Map.of(TierTable.TABLE.name(), 3L)))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Table tier of the lake ");
  }
}
