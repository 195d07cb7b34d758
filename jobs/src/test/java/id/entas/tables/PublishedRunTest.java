package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
}
