package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.entas.domain.QualityFinding;
import id.entas.domain.QualityRule;
import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says of extracts, and what an ingest of the same keeps as findings. */
class CheckExtractsTest extends IngestTest {
  private static final String OTHER_KEY = "another-key-for-tests-0123456789";

  private CheckReport check(Path folder, Settings settings, String key) {
    return new CheckExtracts(
            spark(),
            lake(folder),
            settings,
            Optional.ofNullable(key).map(IngestTest::key),
            List.of(folder.resolve("in").toString()),
            Optional.empty())
        .check();
  }

  /** Rows of a kecamatan, their ids from a number on. */
  private static String rows(String region, String tier, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(id -> "2008," + region + "," + region + "-" + id + "," + tier + ",3\n")
        .collect(Collectors.joining());
  }

  private List<String> findings(Path folder) {
    return QualityFindingTable.findings(lake(folder), QualityRule.Stage.INGEST).stream()
        .filter(finding -> finding.rule() != QualityRule.COVERAGE_MISSING)
        .map(CheckExtractsTest::text)
        .sorted()
        .toList();
  }

  private static String text(QualityFinding finding) {
    return finding.rule()
        + " "
        + finding.censusYear()
        + " "
        + finding.regionCode()
        + " "
        + finding.sourceFile()
        + " "
        + finding.rows();
  }

  @Test
  void shouldGoOnPastRefusedFilesAndListEveryOne(@TempDir Path folder) throws IOException {
    byte[] whole = gzip(HEADER + rows("3509010", "SM", 1, 40));
    write(folder, "a.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    write(folder, "b.csv", "census_year,household_id\n2008,Siti Rekaan\n");
    write(folder, "c.csv", HEADER + rows("3509010", "SM", 1, 2));
    write(folder, "d.pdf", "no table");
    write(folder, "e_2008.csv", HEADER.replace("census_year,", "") + "3509020,7,M,2\n");
    Files.createDirectory(folder.resolve("in/f.csv"));

    CheckReport report = check(folder, lenient(), null);

    assertThat(report.accepted()).isFalse();
    assertThat(report.refusedFiles())
        .extracting(CheckReport.RefusedFile::sourceFile)
        .containsExactly("a.csv.gz", "b.csv", "d.pdf", "f.csv");
    assertThat(report.reasons()).hasSize(4).allMatch(reason -> reason.endsWith("."));
    assertThat(report.files())
        .extracting(CheckReport.ReadFile::sourceFile, CheckReport.ReadFile::rowsAccepted)
        .containsExactly(tuple("c.csv", 2L), tuple("e_2008.csv", 1L));
    assertThat(report.json()).doesNotContain("Siti");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void shouldShowWhatAFileIsAndTheFirstRowsOfEveryReasonMasked(@TempDir Path folder)
      throws IOException {
    write(
        folder,
        "x_2008.csv",
        "\n\nkode_kec;id_rt;NAMA;status;jumlah_art\n"
            + "3509010;11112222;Siti Rekaan;SM;1\n"
            + "3509010;33334444;Siti Rekaan;Sedang;1\n"
            + "3509010;55556666;Siti Rekaan;SM;Siti Rekaan\n"
            + "3509010;77778888;Siti Rekaan;SM;41\n"
            + "3509010;77778888;Siti Rekaan;SM;42\n"
            + "3509010;77778888;Siti Rekaan;SM;43\n"
            + "3509010;77778888;Siti Rekaan;SM;44\n"
            + "3509010;11112222;Siti Rekaan;SM;1\n"
            + "3509010;3,50926E+15;Siti Rekaan;SM;1\n");

    CheckReport report = check(folder, lenient(), null);
    JsonNode json = new ObjectMapper().readTree(report.json());
    JsonNode file = json.get("files").get(0);

    assertThat(report.accepted()).isTrue();
    assertThat(file.get("format").asText()).isEqualTo("csv");
    assertThat(file.get("encoding").asText()).isEqualTo("UTF-8");
    assertThat(file.get("delimiter").asText()).isEqualTo(";");
    assertThat(file.get("header_line").asLong()).isEqualTo(3);
    assertThat(file.get("file_year").asInt()).isEqualTo(2008);
    assertThat(file.get("columns").get(0).toString())
        .isEqualTo("{\"name\":\"kode_kec\",\"column\":\"region_code\"}");
    assertThat(file.get("ignored_columns").toString()).isEqualTo("[\"NAMA\"]");
    assertThat(file.get("rows_read").asLong()).isEqualTo(9);
    assertThat(file.get("rows_accepted").asLong()).isEqualTo(1);
    assertThat(file.get("censuses").get(0).get("kecamatan_missing")).hasSize(30);
    Map<String, List<String>> examples = new TreeMap<>();
    report
        .files()
        .get(0)
        .rejections()
        .forEach(
            one ->
                examples.put(
                    one.reason() + " " + one.rows(),
                    one.examples().stream().map(e -> e.line() + " " + e.detail()).toList()));
    assertThat(examples)
        .containsOnlyKeys(
            "UNKNOWN_TIER 1",
            "UNREADABLE_VALUE 1",
            "VALUE_OUT_OF_RANGE 4",
            "DUPLICATE_HOUSEHOLD 1",
            "IMPRECISE_NUMBER 1")
        .containsEntry("UNKNOWN_TIER 1", List.of("5 tier 'Se***' is no tier of the scheme"))
        .containsEntry("UNREADABLE_VALUE 1", List.of("6 members 'Si***' is no whole number"))
        .containsEntry(
            "IMPRECISE_NUMBER 1", List.of("12 household_id '3,***' was rounded by a spreadsheet"))
        .containsEntry(
            "DUPLICATE_HOUSEHOLD 1",
            List.of("11 household_id stands with the same values on line 4 of x_2008.csv"));
    assertThat(examples.get("VALUE_OUT_OF_RANGE 4"))
        .hasSize(3)
        .first()
        .isEqualTo("7 members '41' lies outside 1 to 40");
    String words = String.join("\n", CheckWords.of(report, Settings.defaults()));
    assertThat(words)
        .contains("csv, UTF-8, separated by semicolons, header in line 3, census 2008")
        .contains("kode_kec = region_code, id_rt = household_id")
        .contains("9 read, 1 accepted, 8 rejected (88.9 %)")
        .contains("1 of 31 kecamatan: Kencong 1")
        .endsWith("Yes: a run would accept these extracts.");
    for (String said : List.of(words, report.json())) {
      assertThat(said).doesNotContain("Siti", "11112222", "55556666", "3,50926");
    }
  }

  @Test
  void shouldSayWhyARunWouldRefuseWithEveryReason(@TempDir Path folder) {
    write(folder, "a.csv", HEADER + rows("3509010", "SM", 1, 9) + "2008,3509010,x,Sedang,3\n");
    write(folder, "b.csv", HEADER + rows("3509020", "SM", 1, 8) + rows("3509010", "SM", 1, 1));
    Settings settings =
        settings(Map.of("quality.stop.max-missing-kecamatan", 28, "ingest.max-rejected-share", 0));

    CheckReport report = check(folder, settings, null);

    assertThat(report.reasons())
        .hasSize(3)
        .anyMatch(reason -> reason.contains("rows of a.csv, 1 (10.0 %)"))
        .anyMatch(reason -> reason.contains("rows of b.csv, 1 (11.1 %)"))
        .anyMatch(
            reason ->
                reason.contains("quality.stop.max-missing-kecamatan allows 28")
                    && reason.contains("lacks 29 kecamatan"));
    assertThat(report.duplicates())
        .containsExactly(new CheckReport.Duplicates("b.csv", "a.csv", "SAME", 1));
    assertThatThrownBy(() -> ingest(folder, settings)).isInstanceOf(Refusal.class);
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void shouldSayWhereTheOtherRowsOfAHouseholdStand(@TempDir Path folder) {
    write(folder, "a.csv", HEADER + rows("3509010", "SM", 1, 6));
    write(folder, "b.csv", HEADER + rows("3509010", "M", 1, 5));

    CheckReport report = check(folder, lenient(), null);

    assertThat(report.duplicates())
        .containsExactly(
            new CheckReport.Duplicates("a.csv", "b.csv", "CONFLICT", 5),
            new CheckReport.Duplicates("b.csv", "a.csv", "CONFLICT", 5));
    assertThat(report.files().get(0).rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.rows()).isEqualTo(5);
              assertThat(rejection.examples())
                  .extracting(CheckReport.Example::line, CheckReport.Example::detail)
                  .containsExactly(
                      tuple(2L, "household_id stands with other values, too, on line 2 of b.csv"),
                      tuple(3L, "household_id stands with other values, too, on line 3 of b.csv"),
                      tuple(4L, "household_id stands with other values, too, on line 4 of b.csv"));
            });
    assertThat(report.files().get(0).censuses()).hasSize(1);
    assertThat(report.files().get(1).censuses()).isEmpty();
  }

  @Test
  void shouldSayWhatChangesInTheLakeAndKeepItAsFindings(@TempDir Path folder) throws IOException {
    write(
        folder,
        "a.csv",
        HEADER
            + rows("3509010", "SM", 1, 100)
            + rows("3509020", "M", 1, 100)
            + rows("3509030", "M", 1, 2));
    ingest(folder, lenient());
    assertThat(findings(folder)).containsExactly("STRAY_REGION 2008 3509030 a.csv 2");
    Map<String, Long> versions = lake(folder).versions(Tables.ALL);
    ingest(folder, lenient());
    assertThat(lake(folder).versions(Tables.ALL)).isEqualTo(versions);

    Files.delete(folder.resolve("in/a.csv"));
    write(
        folder,
        "b.csv",
        ("\uFEFF" + HEADER.replace("members", "members,alamat"))
            + (rows("3509010", "SM", 51, 19) + rows("3509020", "SM", 41, 131))
                .replace("\n", ",Dusun\n"));
    CheckReport report = check(folder, lenient(), KEY);

    assertThat(report.accepted()).isTrue();
    assertThat(report.changes())
        .containsExactly(
            new CheckReport.Change(
                2008,
                "3509010",
                "Kencong",
                100,
                19,
                0L,
                81L,
                new TreeMap<>(Map.of("SANGAT_MISKIN", 100L)),
                new TreeMap<>(Map.of("SANGAT_MISKIN", 19L))),
            new CheckReport.Change(
                2008,
                "3509020",
                "Gumukmas",
                100,
                131,
                71L,
                40L,
                new TreeMap<>(Map.of("MISKIN", 100L)),
                new TreeMap<>(Map.of("SANGAT_MISKIN", 131L))));
    assertThat(CheckWords.of(report, Settings.defaults()))
        .anyMatch(
            line ->
                line.contains("Kencong: 100 -> 19 households (0 gained, 81 lost)")
                    && line.contains("SANGAT_MISKIN 100 -> 19"))
        .anyMatch(line -> line.contains("19 rows replace the 100 households"));
    assertThat(lake(folder).versions(Tables.ALL)).isEqualTo(versions);
    assertThat(check(folder, lenient(), OTHER_KEY).reasons())
        .singleElement()
        .asString()
        .contains("another pseudonym key");
    CheckReport keyless = check(folder, lenient(), null);
    assertThat(keyless.reasons()).singleElement().asString().contains("no pseudonym key here");
    assertThat(keyless.changes()).extracting(CheckReport.Change::gained).containsOnlyNulls();

    ingest(folder, lenient());
    assertThat(findings(folder))
        .containsExactly(
            "IGNORED_COLUMNS 2008 null b.csv null",
            "STRAY_REGION 2008 3509010 null 19",
            "STRAY_REGION 2008 3509030 a.csv 2",
            "TIER_SHIFT 2008 3509020 null 31");
    assertThat(
            QualityFindingTable.findings(lake(folder), QualityRule.Stage.INGEST).stream()
                .filter(finding -> finding.rule() == QualityRule.COVERAGE_MISSING))
        .hasSize(28);
    assertThat(check(folder, lenient(), KEY).notes())
        .anyMatch(note -> note.contains("holds all of these files already"));
  }
}
