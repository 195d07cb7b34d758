package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Households that tasks write as files, and the same that a plan of Spark's would. */
class HouseholdFilesTest extends IngestTest {
  private static final int LINES = 2000;

  /** Stands for the places of duplicates: of which rows, does not matter here. */
  private static final String LEFT_OUT = FramedRows.PLACE.name() + " % 3 = 0";

  private JudgedExtracts judged(Path folder, Settings settings) {
    ExtractReading reading = new ExtractReading(spark(), settings, Optional.empty());
    return reading.judged(
        reading.formats(
            reading.sniff(List.of(folder.resolve("in").toString()), Refusals.STOP), Refusals.STOP),
        key(KEY));
  }

  private HouseholdFiles files(Lake lake, String unit, List<String> sources, long... leftOut) {
    return new HouseholdFiles(
        lake.pathOf(HouseholdTable.TABLE),
        unit,
        sources,
        leftOut,
        new SerializableConfiguration(spark().sessionState().newHadoopConf()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, household, 2",
    "2, 30, household, 1",
    "3, 600, household, 2",
    "4, 200, family, 3"
  })
  void shouldLayTheHouseholdsThatAPlanWould(
      long seed, int strange, String unit, int tasks, @TempDir Path folder) {
    write(folder, "a.csv", StrangeRows.extract(seed, LINES, strange, "id_rt", ','));
    write(folder, "b/c.csv", StrangeRows.extract(-seed, LINES, strange, "id_rt", ','));
    List<String> sources = List.of("a.csv", "b/c.csv");
    Lake lake = lake(folder);

    List<String> expected;
    try (JudgedExtracts extracts = judged(folder, lenient())) {
      Dataset<Row> sound = JudgedRows.sound(extracts.rows(), unit);
      Dataset<Row> duplicates =
          sound.filter(LEFT_OUT).select(DuplicateRows.DUPLICATE_PLACE.is(FramedRows.PLACE.col()));
      expected = PlainJudgeTest.texts(AcceptedHouseholds.of(sound, duplicates, sources));
      HouseholdFiles files = files(lake, unit, sources, DuplicateRows.places(duplicates));
      lake.replacePartitions(HouseholdTable.TABLE, Set.of(), () -> extracts.write(files, tasks));
    }

    Dataset<Row> laid = lake.read(HouseholdTable.TABLE);
    assertThat(PlainJudgeTest.texts(laid)).isEqualTo(expected).hasSizeGreaterThan(20);
    for (String region : List.of("3509010", "3509260")) {
      assertThat(laid.filter(HouseholdTable.REGION_CODE.col().equalTo(region)).count())
          .as("as the statistics of its files let " + region + " be found")
          .isEqualTo(expected.stream().filter(row -> row.contains("|" + region + "|")).count());
    }
  }

  @Test
  void shouldSayInTheLogWhatItsFilesHold(@TempDir Path folder) {
    write(
        folder,
        "a.csv",
        HEADER + "2008,3509260,1,SM,4\n2008,3509010,2,SM,4\n2009,3509010,\"3\",SM,4\n");
    List<NewFile> written;
    try (JudgedExtracts extracts = judged(folder, settings(Map.of()))) {
      written = extracts.write(files(lake(folder), "household", List.of("a.csv")), 1);
    }

    assertThat(written)
        .extracting(NewFile::partition, NewFile::statistics)
        .containsExactly(
            tuple("2008", statistics(2, "3509010", "3509260")),
            tuple("2009", statistics(1, "3509010", "3509010")));
  }

  private static String statistics(int rows, String least, String greatest) {
    return "{\"numRecords\":%d,\"minValues\":{\"region_code\":\"%s\"},\"maxValues\":{\"region_code\":\"%s\"},\"nullCount\":{\"region_code\":0}}"
        .formatted(rows, least, greatest);
  }

  @Test
  void shouldReplaceThePartitionsThatAreNamedAndNoOthers(@TempDir Path folder) {
    write(folder, "a.csv", HEADER + "2008,3509260,1,SM,4\n2009,3509260,2,SM,4\n");
    ingest(folder, lenient());
    write(folder, "a.csv", HEADER + "2009,3509260,3,M,5\n2011,3509010,4,SM,\n");

    ingest(folder, lenient());

    assertThat(households(folder))
        .containsExactly(
            "2008 3509260 SANGAT_MISKIN 4 a.csv",
            "2009 3509260 MISKIN 5 a.csv",
            "2011 3509010 SANGAT_MISKIN null a.csv");
  }

  @Test
  void shouldLeaveNoFileOfATaskThatFails(@TempDir Path folder) throws IOException {
    write(folder, "a.csv", HEADER + "2008,3509260,1,SM,4\n2008,3509260,2,SM,5\n");
    Lake lake = lake(folder);
    try (JudgedExtracts extracts = judged(folder, settings(Map.of()))) {
      HouseholdFiles files = files(lake, "household", List.of());

      assertThatThrownBy(() -> extracts.write(files, 1)).hasStackTraceContaining("Index 0");
    }

    try (Stream<Path> all = Files.walk(folder.resolve("lake"))) {
      assertThat(all).noneMatch(file -> file.toString().endsWith(".parquet"));
    }
  }
}
