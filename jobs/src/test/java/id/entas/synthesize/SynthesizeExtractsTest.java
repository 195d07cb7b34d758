package id.entas.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.SparkTest;
import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizeExtractsTest extends SparkTest {
  private static final Path SAMPLE = Path.of("../data-samples/jember");
  private static final Settings SETTINGS = Settings.defaults();

  private static SynthesisPlan small() {
    return SynthesisPlan.jember(SETTINGS, 3_000, 2008, 2011, 7);
  }

  private static SynthesisPlan sample() {
    return SynthesisPlan.jember(
        SETTINGS, SynthesisPlan.JEMBER_HOUSEHOLDS, 2008, 2012, SynthesisPlan.SAMPLE_SEED);
  }

  private void write(SynthesisPlan plan, Path folder, int tasks) {
    new SynthesizeExtracts(spark(), SETTINGS, plan, folder.toUri().toString(), tasks)
        .run(RunReport.silent());
  }

  private static List<String> lines(Path file) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The rows of each census, the files of one in the order of their numbers. */
  private static TreeMap<String, List<String>> rowsByYear(Path folder) throws IOException {
    TreeMap<String, List<String>> rows = new TreeMap<>();
    for (String name : names(folder)) {
      if (name.endsWith(".csv.gz")) {
        String year = name.replaceAll(".*_(\\d{4})\\.csv\\.gz", "$1");
        List<String> lines = lines(folder.resolve(name));
        rows.computeIfAbsent(year, none -> new ArrayList<>())
            .addAll(lines.subList(1, lines.size()));
      }
    }
    return rows;
  }

  @Test
  void shouldMakeTheCommittedSampleAgain(@TempDir Path folder) throws IOException {
    write(sample(), folder, Integer.MAX_VALUE);

    assertThat(names(folder)).isEqualTo(names(SAMPLE)).hasSize(6);
    for (String name : names(SAMPLE)) {
      Path made = folder.resolve(name);
      Path committed = SAMPLE.resolve(name);
      if (name.endsWith(".gz")) {
        // Compressed bytes depend on the zlib of the machine; the rows do not.
        assertThat(lines(made).equals(lines(committed))).as(name).isTrue();
      } else {
        assertThat(made).hasSameTextualContentAs(committed);
      }
    }
  }

  @Test
  void shouldTeachThatATargetOnTrackUntil2010IsLostToInflow() throws IOException {
    TreeMap<String, List<String>> rows = rowsByYear(SAMPLE);
    assertThat(rows.get("2008")).hasSize(237_700);
    List<Long> veryPoor =
        rows.values().stream()
            .map(year -> year.stream().filter(row -> isVeryPoorIn(row, "3509260")).count())
            .toList();

    assertThat(veryPoor.get(0)).isEqualTo(1_485);
    assertThat(veryPoor.get(1)).isBetween(1_030L, 1_090L);
    assertThat(veryPoor.get(2)).isBetween(800L, 830L);
    double untilThen = (veryPoor.get(0) - veryPoor.get(2)) / 2.0;
    double sinceThen = (veryPoor.get(2) - veryPoor.get(4)) / 2.0;
    assertThat(untilThen).as("a straight line to zero in 2013 needs 297 a year").isGreaterThan(297);
    assertThat(sinceThen).isLessThan(150);
  }

  private static boolean isVeryPoorIn(String row, String kecamatan) {
    String[] cells = row.split(",", -1);
    return cells[1].equals(kecamatan) && cells[4].equals("SM");
  }

  @Test
  void shouldHoldNoRowOfTempurejoIn2010AndNoPersonalColumn() throws IOException {
    TreeMap<String, List<String>> rows = rowsByYear(SAMPLE);
    assertThat(rows.get("2010")).noneMatch(row -> row.startsWith("2010,3509060,"));
    assertThat(rows.get("2009")).anyMatch(row -> row.startsWith("2009,3509060,"));
    assertThat(rows.get("2011")).anyMatch(row -> row.startsWith("2011,3509060,"));
    assertThat(lines(SAMPLE.resolve("jember_2008.csv.gz")).get(0))
        .isEqualTo(
            "tahun,kode_kecamatan,kode_desa,id_rt,status_kesejahteraan,jumlah_art,keterangan,"
                + "klaster_1,klaster_2,klaster_3,klaster_4");
  }

  @Test
  void shouldWriteTheSameRowsWhateverTheTasksAndTheFileSize(@TempDir Path folder)
      throws IOException {
    Path one = folder.resolve("one");
    Path eight = folder.resolve("eight");
    Path numbered = folder.resolve("numbered");
    write(small(), one, 1);
    write(small(), eight, 8);
    write(small().withHouseholdsPerFile(700), numbered, 8);

    assertThat(names(one)).contains("jember_2008.csv.gz");
    assertThat(names(numbered)).contains("jember-001_2008.csv.gz", "jember-005_2011.csv.gz");
    assertThat(rowsByYear(eight)).isEqualTo(rowsByYear(one));
    assertThat(rowsByYear(numbered)).isEqualTo(rowsByYear(one));
    for (String name : names(one)) {
      assertThat(eight.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
    }
  }

  @Test
  void shouldSortRowsByHouseholdAndNameEachOnceACensus() throws IOException {
    for (List<String> rows : rowsByYear(SAMPLE).values()) {
      List<String> ids = rows.stream().map(row -> row.split(",", -1)[3]).toList();
      assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("\\d{12}"));
    }
  }

  @Test
  void shouldCountInTheTruthWhatTheFilesHold() throws IOException {
    JsonNode truth = new ObjectMapper().readTree(Files.readString(SAMPLE.resolve("truth.json")));
    rowsByYear(SAMPLE)
        .forEach(
            (year, rows) -> {
              long counted = 0;
              for (JsonNode kecamatan : truth.get("kecamatan")) {
                for (JsonNode count : kecamatan.get("recorded_rows").get(year)) {
                  counted += count.asLong();
                }
              }
              assertThat(counted).as(year).isEqualTo(rows.size());
            });
  }

  @Test
  void shouldNameTheUnitOfFamilies(@TempDir Path folder) throws IOException {
    write(small().withUnit(SynthesisPlan.Unit.FAMILY), folder, 2);

    List<String> lines = lines(folder.resolve("jember_2009.csv.gz"));
    assertThat(lines.get(0)).endsWith(",klaster_4,satuan");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.endsWith(",family") && line.split(",", -1).length == 12);
  }

  @Test
  void shouldReplaceItsOwnFilesAndOnlyThose(@TempDir Path folder) throws IOException {
    write(small().withHouseholdsPerFile(700), folder, 2);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    write(small(), folder, 2);

    assertThat(names(folder))
        .containsExactly(
            "jember_2008.csv.gz",
            "jember_2009.csv.gz",
            "jember_2010.csv.gz",
            "jember_2011.csv.gz",
            "notes.txt",
            "truth.json");
  }

  @Test
  void shouldLeaveAFolderWithOtherFilesAlone(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("jember_2008.csv.gz"), "a real extract");

    assertThatThrownBy(() -> write(small(), folder, 2))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("holds files and no truth.json");
    assertThat(folder.resolve("jember_2008.csv.gz")).hasContent("a real extract");
    assertThat(names(folder)).hasSize(1);
  }

  @Test
  void shouldRefuseAPlanOfOtherRegions(@TempDir Path folder) {
    SynthesisPlan plan = small();
    SynthesisPlan elsewhere =
        new SynthesisPlan(
            plan.name(),
            plan.seed(),
            plan.years(),
            plan.unit(),
            plan.frame(),
            List.of(
                new SynthesisPlan.Place(
                    "3510010",
                    "Pesanggaran",
                    List.of(),
                    List.of(1L, 1L, 1L),
                    SynthesisPlan.Variation.AS_GIVEN)),
            plan.missing(),
            plan.behaviour(),
            plan.householdsPerFile());
    assertThatThrownBy(() -> write(elsewhere, folder, 1))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("3510010");
  }
}
