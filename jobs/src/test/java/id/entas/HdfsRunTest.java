package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.RunReport;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.PublishedRun;
import id.entas.tables.SmallHdfs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run on HDFS, held against the same on a folder of this machine. */
class HdfsRunTest extends SparkTest {
  private static final Path TINY =
      Path.of("..", "data-samples", "tiny").toAbsolutePath().normalize();

  @Test
  @Tag("long")
  void shouldPublishTheSameRowsAsInAFolder(@TempDir Path folder) throws IOException {
    SmallRuns runs = new SmallRuns(spark(), "test");
    Path conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    Lake local = runs.lake(folder.resolve("lake"));
    runs.yearlyRun(local, conf, Clock.systemUTC(), TINY).run(RunReport.silent());

    try (SmallHdfs hdfs = SmallHdfs.in(folder.resolve("hdfs"));
        LakeLock lock = LakeLock.acquire(hdfs.path("/entas/lake"), Clock.systemUTC())) {
      Lake remote = Lake.at(spark(), hdfs.path("/entas/lake"));
      runs.yearlyRun(remote, conf, Clock.systemUTC(), TINY).run(RunReport.silent());

      assertThat(PublishedRun.latest(remote).runId()).isEqualTo(PublishedRun.latest(local).runId());
      assertThat(SmallRuns.published(PublishedRun.latest(remote)))
          .isEqualTo(SmallRuns.published(PublishedRun.latest(local)));
      assertThat(remote.mend()).isFalse();
    }
  }
}
