package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lake on HDFS has of a lock: a change that died is taken back, and what it left goes. */
class HdfsLakeTest extends SparkTest {
  private static final Table STOCK =
      Table.published("stock", "Households by year.")
          .fields(Fields.CENSUS_YEAR, Fields.HOUSEHOLDS)
          .key(Fields.CENSUS_YEAR)
          .build();

  private static final Table FLOW =
      Table.published("flow", "Another table.")
          .fields(Fields.CENSUS_YEAR, Fields.HOUSEHOLDS)
          .key(Fields.CENSUS_YEAR)
          .build();

  private SmallHdfs hdfs;
  private DistributedFileSystem files;

  @BeforeAll
  void startHdfs(@TempDir Path folder) throws IOException {
    hdfs = SmallHdfs.in(folder);
    files = hdfs.files();
  }

  @AfterAll
  void stopHdfs() {
    hdfs.close();
  }

  private static Row row(Table table, long households) {
    return table.row().set(Fields.CENSUS_YEAR, 2008).set(Fields.HOUSEHOLDS, households).build();
  }

  private static void write(Lake lake, Table table, long households) {
    lake.replaceSmall(List.of(new Lake.SmallTable(table, List.of(row(table, households)))));
  }

  private List<String> namesIn(String folder) throws IOException {
    return Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(folder)))
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .toList();
  }

  @Test
  void shouldTakeBackAChangeOfSeveralTablesThatDied() throws IOException {
    String path = hdfs.path("/changed lake");
    Lake lake = Lake.at(spark(), path);
    write(lake, STOCK, 1);
    assertThatThrownBy(
            () ->
                lake.changeWhole(
                    List.of(STOCK, FLOW),
                    () -> {
                      write(lake, STOCK, 2);
                      write(lake, FLOW, 2);
                      throw new IllegalStateException("the power went");
                    }))
        .hasMessage("the power went");

    Lake next = Lake.at(spark(), path);
    assertThat(next.mend()).isTrue();
    assertThat(next.rows(STOCK)).containsExactly(row(STOCK, 1));
    assertThat(next.has(FLOW)).isFalse();
    assertThat(next.mend()).isFalse();

    next.changeWhole(List.of(STOCK, FLOW), () -> write(next, FLOW, 3));
    assertThat(next.mend()).isFalse();
    assertThat(next.rows(FLOW)).containsExactly(row(FLOW, 3));
    assertThat(namesIn(path)).containsExactlyInAnyOrder("stock", "flow");
  }

  @Test
  void shouldReplaceTheNoteOfAChangeThatNobodyTookBack() throws IOException {
    NoteFile note =
        new NoteFile.OnHdfs(
            new org.apache.hadoop.fs.Path(hdfs.path("/noted/note")), files.getConf());
    files.mkdirs(new org.apache.hadoop.fs.Path("/noted"));
    assertThat(note.findText()).isEmpty();
    note.write("before");
    note.write("after");

    assertThat(note.findText()).contains("after");
    assertThat(namesIn(hdfs.path("/noted"))).containsExactly("note");
    note.delete();
    note.delete();
    assertThat(note.findText()).isEmpty();
  }

  @Test
  void shouldDeleteWhatAWriterLeftWhoDied() throws IOException {
    Lake lake = Lake.at(spark(), hdfs.path("/tidied"));
    write(lake, STOCK, 1);
    files
        .create(new org.apache.hadoop.fs.Path(lake.pathOf(STOCK), "part-00000-dead.parquet"))
        .close();
    List<String> said = new ArrayList<>();

    lake.tidyUp(
        List.of(STOCK), Duration.ofDays(365), Instant.parse("2026-01-02T03:04:05Z"), said::add);

    assertThat(said)
        .containsExactly(
            "stock: 0 files packed, 0 files of past versions deleted, 1 files that were never finished");
    assertThat(lake.rows(STOCK)).containsExactly(row(STOCK, 1));
  }
}
