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
import org.apache.commons.io.FileUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedRunTest extends SparkTest {
  private static final Instant NOON = Instant.parse("2013-01-15T12:00:00Z");

  private static void publish(Lake lake, String id, Instant at) {
    PublishedRun.publish(
        lake, new PublishedRun.Identity(id, "run", at, at, "sha256", "{}", "1.0.0"));
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
}
