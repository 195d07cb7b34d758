package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeTest extends SparkTest {
  private static final Table STOCK =
      Table.published("stock", "Households by year and tier.")
          .fields(Fields.CENSUS_YEAR, Fields.TIER, Fields.HOUSEHOLDS)
          .key(Fields.CENSUS_YEAR, Fields.TIER)
          .check("no_negative", "households >= 0")
          .build();

  private static final Table FLOW =
      Table.published("flow", "Another table.")
          .fields(Fields.CENSUS_YEAR, Fields.HOUSEHOLDS)
          .key(Fields.CENSUS_YEAR)
          .build();

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static Row row(int year, String tier, long households) {
    return STOCK
        .row()
        .set(Fields.CENSUS_YEAR, year)
        .set(Fields.TIER, tier)
        .set(Fields.HOUSEHOLDS, households)
        .build();
  }

  private void write(Lake lake, Row... rows) {
    lake.replaceSmall(List.of(new Lake.SmallTable(STOCK, List.of(rows))));
  }

  @Test
  void shouldGiveBackWhatWasWrittenWithTypesCommentsAndPlainProtocol(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 5574), row(2008, "SANGAT_MISKIN", 1485));

    assertThat(lake.rows(STOCK))
        .containsExactlyInAnyOrder(row(2008, "MISKIN", 5574), row(2008, "SANGAT_MISKIN", 1485));
    assertThat(lake.read(STOCK).schema().apply("tier").getComment().get())
        .isEqualTo(Fields.TIER.meaning());
    Row detail = spark().sql("DESCRIBE DETAIL delta.`" + lake.pathOf(STOCK) + "`").first();
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<Integer>getAs("minWriterVersion")).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldReplaceExactlyWhatThePredicateNames(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1), row(2009, "MISKIN", 2));

    lake.replaceWhere(
        STOCK,
        spark().createDataFrame(List.of(row(2009, "MISKIN", 3)), STOCK.schema()),
        "census_year = 2009");

    assertThat(lake.rows(STOCK))
        .containsExactlyInAnyOrder(row(2008, "MISKIN", 1), row(2009, "MISKIN", 3));
    assertThatThrownBy(
            () ->
                lake.replaceWhere(
                    STOCK,
                    spark().createDataFrame(List.of(row(2010, "MISKIN", 3)), STOCK.schema()),
                    "census_year = 2009"))
        .hasMessageContaining("census_year");
    assertThat(lake.rows(STOCK)).hasSize(2);
  }

  @Test
  void shouldRefuseRowsThatBreakACheck(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());

    assertThatThrownBy(() -> write(lake, row(2008, "MISKIN", -1)))
        .hasStackTraceContaining("no_negative");
    assertThat(lake.rows(STOCK)).isEmpty();
  }

  @Test
  void shouldPackSmallFilesAndDeleteOnlyWhatNoKeptVersionNeeds(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    for (int year = 2000; year < 2010; year++) {
      lake.append(STOCK, List.of(row(year, "MISKIN", year)));
    }
    List<Row> rows = lake.rows(STOCK);
    List<String> said = new ArrayList<>();

    lake.tidyUp(List.of(STOCK), Duration.ofDays(3650), NOW, said::add);

    assertThat(said).containsExactly("stock: 10 files packed, 0 files of past versions deleted");
    assertThat(lake.rows(STOCK)).containsExactlyInAnyOrderElementsOf(rows);
    // The first version, 0, is that of the table without rows.
    assertThat(lake.readVersion(STOCK, 4).count()).isEqualTo(4);

    lake.tidyUp(List.of(STOCK), Duration.ZERO, NOW, said::add);

    assertThat(said).last().isEqualTo("stock: 0 files packed, 10 files of past versions deleted");
    assertThat(lake.rows(STOCK)).containsExactlyInAnyOrderElementsOf(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake", "my lake", "lake%202008", "it`s"})
  void shouldKeepEveryFileOfARunToBeKeptWhateverTheTimesOfItsFiles(
      String name, @TempDir Path parent) {
    Path folder = parent.resolve(name);
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, RegionTable.TABLE, region("a"));
    publish(lake, "first", NOW);
    PublishedRun first = PublishedRun.latest(lake);
    write(lake, RegionTable.TABLE, region("b"));
    publish(lake, "second", NOW.plusSeconds(1));
    List<String> said = new ArrayList<>();

    // To Delta nothing is younger than no time at all: as after a clock that once ran behind.
    lake.tidyUp(List.of(RegionTable.TABLE), Duration.ZERO, NOW, said::add);

    assertThat(said).isEmpty();
    assertThat(Lake.at(spark(), folder.toString()).rowsOfVersion(RegionTable.TABLE, 0))
        .containsExactly(region("a"));
    assertThat(first.rows(RegionTable.TABLE)).containsExactly(region("a"));

    lake.tidyUp(List.of(RegionTable.TABLE), Duration.ZERO, NOW.plusSeconds(1), said::add);

    assertThat(said).containsExactly("region: 0 files packed, 1 files of past versions deleted");
    assertThat(PublishedRun.latest(lake).rows(RegionTable.TABLE)).containsExactly(region("b"));
  }

  private static Row region(String name) {
    return RegionTable.TABLE
        .row()
        .set(RegionTable.REGION_CODE, "3509260")
        .set(RegionTable.REGION_LEVEL, "kecamatan")
        .set(RegionTable.REGION_NAME, name)
        .set(RegionTable.PARENT_CODE, "3509")
        .set(RegionTable.RUN_ID, "x")
        .build();
  }

  private static void write(Lake lake, Table table, Row... rows) {
    lake.replaceSmall(List.of(new Lake.SmallTable(table, List.of(rows))));
  }

  private static void publish(Lake lake, String id, Instant finished) {
    PublishedRun.publish(
        lake,
        new PublishedRun.Identity(id, "run", NOW, finished, "x", "{}", "test"),
        lake.versions(Tables.ofARun()));
  }

  @Test
  void shouldDeleteWhatAWriterLeftWhoDiedAndNothingElse(@TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    write(lake, row(2008, "MISKIN", 2));
    Path stock = folder.resolve("stock");
    Path data = Files.writeString(stock.resolve("part-00000-dead.c000.snappy.parquet"), "half");
    Path log =
        Files.writeString(
            stock.resolve("_delta_log/.00000000000000000002.json.dead.tmp"), "{\"add\"");
    List<String> said = new ArrayList<>();

    lake.tidyUp(List.of(STOCK), Duration.ofDays(3650), NOW, said::add);

    assertThat(said)
        .containsExactly(
            "stock: 0 files packed, 0 files of past versions deleted, 2 files that were never finished");
    assertThat(data).doesNotExist();
    assertThat(log).doesNotExist();
    assertThat(lake.rows(STOCK)).containsExactly(row(2008, "MISKIN", 2));
    assertThat(lake.readVersion(STOCK, 0).collectAsList()).containsExactly(row(2008, "MISKIN", 1));
  }

  @Test
  void shouldLeaveToDeltaWhatItKeepsBesideFilesAndCommits(@TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    List<Path> kept = new ArrayList<>();
    for (String of : List.of("_delta_log/_sidecars", "_change_data", "_change_data/year=2008")) {
      Path its = Files.createDirectories(folder.resolve("stock").resolve(of));
      kept.add(Files.writeString(its.resolve("part-00000-ours.c000.snappy.parquet"), "rows"));
    }
    List<String> said = new ArrayList<>();

    lake.tidyUp(List.of(STOCK), Duration.ofDays(3650), NOW, said::add);
    lake.forgetPast(STOCK);

    assertThat(said).isEmpty();
    assertThat(kept).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void shouldForgetOnlyWhatTheLogSaysWasRemovedWhereOthersMayBeWriting(@TempDir Path folder)
      throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    write(lake, row(2008, "MISKIN", 2));
    Path others =
        Files.writeString(
            folder.resolve("stock").resolve("part-00000-next.c000.snappy.parquet"), "half");

    long forgotten =
        Leftovers.deleteRemoved(
            lake.pathOf(STOCK),
            lake.findFiles(STOCK).orElseThrow(),
            spark().sessionState().newHadoopConf());

    assertThat(forgotten).isEqualTo(1);
    assertThat(others).exists();
    assertThat(lake.rows(STOCK)).containsExactly(row(2008, "MISKIN", 2));
    assertThatThrownBy(() -> lake.readVersion(STOCK, 0).collectAsList())
        .hasStackTraceContaining("FileNotFound");

    lake.forgetPast(STOCK);

    assertThat(others).as("nobody else is writing").doesNotExist();
  }

  @Test
  void shouldLeaveNoFileThatNoVersionNamesWhereATableIsWrittenWithoutRows(@TempDir Path folder)
      throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    List<String> said = new ArrayList<>();
    write(lake);
    assertThat(lake.read(STOCK).count()).isZero();
    write(lake, row(2008, "MISKIN", 1));
    write(lake);
    write(lake);

    lake.tidyUp(List.of(STOCK), Duration.ofDays(3650), NOW, said::add);

    assertThat(said).isEmpty();
    assertThat(lake.rows(STOCK)).isEmpty();
    assertThat(lake.readVersion(STOCK, 1).collectAsList()).containsExactly(row(2008, "MISKIN", 1));
  }

  @Test
  void shouldTakeATableWhoseFirstCommitFailedForNone(@TempDir Path folder) throws IOException {
    for (Table table : List.of(STOCK, FLOW)) {
      Path log = Files.createDirectories(folder.resolve(table.name()).resolve("_delta_log"));
      Files.writeString(log.resolve(".00000000000000000000.json.dead.tmp"), "{\"add\"");
    }
    Lake lake = Lake.at(spark(), folder.toString());

    assertThat(lake.has(STOCK)).isFalse();
    assertThat(lake.rows(STOCK)).isEmpty();
    assertThat(lake.read(STOCK).collectAsList()).isEmpty();
    assertThat(lake.findVersion(STOCK)).isEmpty();
    assertThat(lake.filesByPartition(STOCK)).isEmpty();

    write(lake, row(2008, "MISKIN", 1));
    lake.append(FLOW, List.of(flow(2)));

    assertThat(lake.rows(STOCK)).containsExactly(row(2008, "MISKIN", 1));
    assertThat(lake.rows(FLOW)).containsExactly(flow(2));
  }

  @Test
  void shouldRefuseToReplaceWhatSomeoneElseWroteWhileTheFilesWere(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    for (int before = 0; before < 2; before++) {
      int households = before;

      assertThatThrownBy(
              () ->
                  lake.replacePartitions(
                      STOCK,
                      Set.of(HeldFiles.UNPARTITIONED),
                      () -> {
                        write(lake, row(2008, "MISKIN", households));
                        return List.of();
                      }))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("changed by someone else meanwhile");

      assertThat(lake.rows(STOCK)).containsExactly(row(2008, "MISKIN", households));
    }
  }

  @Test
  void shouldTakeBackAChangeOfSeveralTablesThatDiedInIt(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    assertThatThrownBy(
            () ->
                lake.changeWhole(
                    List.of(STOCK, FLOW),
                    () -> {
                      write(lake, row(2008, "MISKIN", 2));
                      write(lake, row(2008, "MISKIN", 3));
                      write(lake, FLOW, flow(4));
                      throw new IllegalStateException("the power went");
                    }))
        .hasMessage("the power went");

    Lake next = Lake.at(spark(), folder.toString());

    assertThat(next.mend()).isTrue();
    assertThat(next.rows(STOCK)).containsExactly(row(2008, "MISKIN", 1));
    assertThat(next.has(FLOW)).isFalse();
    assertThat(next.mend()).isFalse();
    next.changeWhole(List.of(STOCK, FLOW), () -> write(next, FLOW, flow(5)));
    assertThat(next.mend()).isFalse();
    assertThat(next.rows(FLOW)).containsExactly(flow(5));
    assertThat(next.read(FLOW).collectAsList()).containsExactly(flow(5));
  }

  private static Row flow(long households) {
    return FLOW.row().set(Fields.CENSUS_YEAR, 2008).set(Fields.HOUSEHOLDS, households).build();
  }

  @Test
  void shouldReadAnOldVersion(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    long before = lake.findVersion(STOCK).orElseThrow();
    write(lake, row(2008, "MISKIN", 2));

    assertThat(lake.readVersion(STOCK, before).collectAsList())
        .containsExactly(row(2008, "MISKIN", 1));
    assertThat(lake.findVersion(STOCK).orElseThrow()).isEqualTo(before + 1);
  }
}
