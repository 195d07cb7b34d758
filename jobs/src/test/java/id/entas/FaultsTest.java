package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RegionTable;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the machine or the lake is said in a sentence that says what to do. */
class FaultsTest extends SparkTest {
  private static final int COMMITS = 2;

  private static final String LAST = "_delta_log/%020d.json".formatted(COMMITS - 1);

  /** Something that happens to the folder of a table. */
  private interface Damage {
    void to(Path table) throws IOException;
  }

  private static final Map<String, Damage> DAMAGES = new LinkedHashMap<>();

  static {
    DAMAGES.put("a log file cut off", table -> halve(table.resolve(LAST)));
    DAMAGES.put("a garbled log file", table -> write(table.resolve(LAST), "no log"));
    DAMAGES.put("an empty log file", table -> write(table.resolve(LAST), ""));
    DAMAGES.put("a missing log file", table -> Files.delete(table.resolve(LAST)));
    DAMAGES.put(
        "a missing log", table -> FileUtils.deleteDirectory(table.resolve("_delta_log").toFile()));
    DAMAGES.put("missing data", table -> data(table).forEach(file -> file.toFile().delete()));
    DAMAGES.put(
        "data cut off",
        table -> {
          for (Path file : data(table)) {
            halve(file);
          }
        });
  }

  private Path lake;

  @BeforeAll
  void writeALake(@TempDir Path folder) {
    lake = folder.resolve("lake");
    Lake written = Lake.at(spark(), lake.toString());
    for (int i = 0; i < COMMITS; i++) {
      written.replaceSmall(List.of(new Lake.SmallTable(RegionTable.TABLE, List.of(region(i)))));
    }
    PublishedRun.publish(
        written,
        new PublishedRun.Identity("one", "run", Instant.EPOCH, Instant.EPOCH, "x", "{}", "test"),
        written.versions(Tables.ofARun()));
  }

  private static Row region(int number) {
    return RegionTable.TABLE
        .row()
        .set(RegionTable.REGION_CODE, "3509260")
        .set(RegionTable.REGION_LEVEL, "kecamatan")
        .set(RegionTable.REGION_NAME, "name " + number)
        .set(RegionTable.PARENT_CODE, "3509")
        .set(RegionTable.RUN_ID, "x")
        .build();
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static void halve(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private static List<Path> data(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  static Stream<String> damages() {
    return DAMAGES.keySet().stream();
  }

  /** As a run, an export and Spark would come upon it. */
  @ParameterizedTest
  @MethodSource("damages")
  void shouldSayWhichTableOfTheLakeIsDamagedAndWhatToDo(String damage, @TempDir Path folder)
      throws IOException {
    FileUtils.copyDirectory(lake.toFile(), folder.toFile());
    DAMAGES.get(damage).to(folder.resolve("region"));
    Lake damaged = Lake.at(spark(), folder.toString());

    assertSaysWhatToDo(
        folder,
        () -> {
          PublishedRun.requireWhole(damaged);
          damaged.rows(RegionTable.TABLE);
        });
    assertSaysWhatToDo(folder, () -> PublishedRun.latest(damaged).rows(RegionTable.TABLE));
  }

  @Test
  void shouldSayThatACheckpointIsMissing(@TempDir Path folder) throws IOException {
    FileUtils.copyDirectory(lake.toFile(), folder.toFile());
    write(folder.resolve("region/_delta_log/_last_checkpoint"), "{\"version\":1,\"size\":4}");
    Lake damaged = Lake.at(spark(), folder.toString());

    assertSaysWhatToDo(folder, () -> damaged.rows(RegionTable.TABLE));
  }

  @Test
  void shouldSayItOfATableThatOnlySparkReads(@TempDir Path folder) throws IOException {
    FileUtils.copyDirectory(lake.toFile(), folder.toFile());
    DAMAGES.get("missing data").to(folder.resolve("region"));
    Lake damaged = Lake.at(spark(), folder.toString());

    assertSaysWhatToDo(folder, () -> damaged.read(RegionTable.TABLE).collectAsList());
  }

  private static void assertSaysWhatToDo(Path folder, ThrowingCallable reading) {
    Throwable thrown = catchThrowable(reading);

    assertThat(thrown).isNotNull();
    assertThat(Faults.exitCode(thrown)).isEqualTo(2);
    assertThat(Faults.sentence(thrown))
        .startsWith("The lake is damaged: ")
        .contains(folder.resolve("region").toString())
        .contains("put the table's folder back from a copy, or build a new lake")
        .doesNotContain("Exception");
  }

  @Test
  void shouldSayThatADiskIsFullOrClosed() {
    Throwable full =
        new IllegalStateException("Job aborted", new IOException("No space left on device"));
    Throwable large = new IllegalStateException(new IOException("File too large"));
    Throwable closed =
        new IllegalStateException(
            new IOException("/srv/lake/tier/part-0.parquet (Read-only file system)"));

    assertThat(Faults.sentence(full)).contains("is full", "free some space and run it again");
    assertThat(Faults.sentence(large)).contains("File too large", "free some space");
    assertThat(Faults.sentence(closed))
        .contains("/srv/lake/tier/part-0.parquet", "read-only file system", "writable");
    assertThat(List.of(full, large, closed)).allMatch(thrown -> Faults.exitCode(thrown) == 2);
  }

  @Test
  void shouldCallAFaultOfTheProgramBySoItsName() {
    Throwable fault = new IllegalStateException("the stocks do not add up");

    assertThat(Faults.exitCode(fault)).isEqualTo(1);
    assertThat(Faults.sentence(fault)).startsWith("a fault of the program");
  }
}
