package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that are judged as bytes and rows that expressions judge: the same rows, whatever stands in
 * the file.
 */
class PlainJudgeTest extends IngestTest {
  private static final int LINES = 4000;

  /** Values as extracts have them and as they should not, the common ones first. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry(
              "tahun",
              List.of(
                  "2008", "2009", "", "2O08", "08", "2008.0", "2.008", "1999", "2031", "'2008")),
          Map.entry(
              "kode_kecamatan",
              List.of(
                  "3509260",
                  "3509010",
                  "Sumberjambe",
                  "35.09.31",
                  "350931",
                  "350901",
                  "010",
                  "",
                  "3,50926E+06",
                  "9999999",
                  "3509260.0",
                  "3509 260")),
          Map.entry("kdprop", List.of("", "35", "3")),
          Map.entry("kdkab", List.of("", "09", "9", "3509")),
          Map.entry(
              "kode_desa",
              List.of(
                  "3509260001",
                  "3509260002",
                  "",
                  "001",
                  "3509010001",
                  "9999999999",
                  "3509260001,0")),
          Map.entry(
              "id_rt",
              List.of(
                  "100000000001",
                  "100000000002",
                  "x-7",
                  "A1E5",
                  "",
                  "12345678901234567890",
                  "1234567890123456,0",
                  "3,5E+15",
                  "007")),
          Map.entry(
              "status",
              List.of(
                  "SM", "M", "HM", "TM", "Sangat Miskin", "sangat_miskin", "1", "1.0", "", "kaya")),
          Map.entry(
              "jumlah_art",
              List.of("4", "12", "", "0", "41", "007", "4.0", "empat", "-1", "+3", "99999999999")),
          Map.entry("keterangan", List.of("", "DIED", "Pindah", "lulus", "NOT FOUND", "hilang")),
          Map.entry("satuan", List.of("", "household", "RT", "Rumah Tangga", "KK", "orang")),
          Map.entry("klaster_1", List.of("0", "1", "", "2", "1.0", "ya")),
          Map.entry("klaster_4", List.of("1", "0", "", "01")),
          Map.entry(
              "nama",
              List.of(
                  "Siti",
                  "Bu Ani",
                  "",
                  "Nuré",
                  "\"Ali, anak\"",
                  "\"dua\nbaris\"",
                  "\"offen",
                  "a\u0000b")));

  private static final List<String> COLUMNS =
      List.copyOf(VALUES.keySet().stream().sorted().toList());

  /**
   * @param strange of a thousand values how many are not the most common ones
   */
  private static String line(Random random, int strange, char delimiter) {
    List<String> values = new ArrayList<>();
    for (String column : COLUMNS) {
      List<String> all = VALUES.get(column);
      String value =
          random.nextInt(1000) < strange
              ? all.get(random.nextInt(all.size()))
              : all.get(random.nextInt(Math.min(2, all.size())));
      String blanks = random.nextInt(1000) < strange / 10 ? " ".repeat(random.nextInt(3)) : "";
      values.add(blanks + value + blanks);
    }
    if (random.nextInt(1000) < strange / 20) {
      values.remove(random.nextInt(values.size()));
    }
    String end = random.nextInt(1000) < strange / 10 ? "\r\n" : "\n";
    return String.join(String.valueOf(delimiter), values)
        + end
        + (random.nextInt(1000) < strange / 50 ? "\n" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, id_rt, a.csv",
    "2, 30, id_rt, a.csv",
    "3, 300, id_rt, a_2008.csv",
    "4, 900, id_rt, a.csv",
    "5, 60, nomor_urut, a.csv"
  })
  void shouldJudgeAnyRowAsTheExpressionsDo(
      long seed, int strange, String idColumn, String name, @TempDir Path folder) {
    Random random = new Random(seed);
    char delimiter = strange > 100 ? ';' : ',';
    StringBuilder text = new StringBuilder();
    text.append(
            COLUMNS.stream()
                .map(column -> column.equals("id_rt") ? idColumn : column)
                .collect(Collectors.joining(String.valueOf(delimiter))))
        .append('\n');
    for (int i = 0; i < LINES; i++) {
      text.append(line(random, strange, delimiter));
    }
    write(folder, name, text.toString().getBytes(StandardCharsets.UTF_8));
    Settings settings = settings(Map.of("ingest.delimiter", String.valueOf(delimiter)));
    ExtractReading reading = new ExtractReading(spark(), settings, Optional.empty());
    List<ExtractFormat> formats =
        reading.formats(
            reading.sniff(List.of(folder.resolve("in").toString()), Refusals.STOP), Refusals.STOP);

    List<String> expected =
        texts(JudgedRows.of(reading.parsed(formats, FramedRows.Raw.LEFT_OUT), key(KEY)));
    List<String> judged;
    List<Tally> tallies;
    try (JudgedExtracts extracts = reading.judged(formats, key(KEY))) {
      judged = texts(extracts.rows());
      tallies = extracts.tallies();
    }

    assertThat(judged).isEqualTo(expected).hasSizeGreaterThan(LINES / 2);
    assertThat(tallies.stream().mapToLong(Tally::rows).sum()).isEqualTo(expected.size());
    assertThat(tallies.stream().filter(Tally::isAccepted).mapToLong(Tally::rows).sum())
        .isEqualTo(expected.stream().filter(row -> row.endsWith("|null")).count())
        .isPositive();
  }

  @Test
  void shouldSuspectEveryHouseholdThatStandsTwiceInACensusAndAllWhereTooManyDo(
      @TempDir Path folder) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int id = 0; id < 300; id++) {
      text.append("2008,3509260,").append(id).append(",MISKIN,4\n");
      text.append("2009,3509260,").append(id).append(",MISKIN,4\n");
    }
    text.append("2008,3509010,7,MISKIN,4\n2009,3509260,\"8\",MISKIN,4\n2009,3509260,8,,4\n");
    write(folder, "a.csv", text.toString());
    ExtractReading reading = new ExtractReading(spark(), Settings.defaults(), Optional.empty());
    List<ExtractFormat> formats =
        reading.formats(
            reading.sniff(List.of(folder.resolve("in").toString()), Refusals.STOP), Refusals.STOP);

    try (JudgedExtracts extracts = reading.judged(formats, key(KEY))) {
      Dataset<Row> suspects =
          JudgedRows.sound(extracts.findSuspects(602, 2).orElseThrow(), "household");
      assertThat(suspects.select(HouseholdTable.CENSUS_YEAR.col()).collectAsList())
          .extracting(row -> row.getInt(0))
          .containsExactlyInAnyOrder(2008, 2008, 2009, 2009);
      assertThat(extracts.findSuspects(602, 1)).isEmpty();
    }
  }

  private static List<String> texts(Dataset<Row> rows) {
    List<String> texts = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(
            row.get(i) instanceof byte[] bytes
                ? Arrays.toString(bytes)
                : String.valueOf(row.get(i)));
      }
      texts.add(String.join("|", values));
    }
    Collections.sort(texts);
    return texts;
  }
}
