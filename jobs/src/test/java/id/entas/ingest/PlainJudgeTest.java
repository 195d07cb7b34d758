package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    char delimiter = strange > 100 ? ';' : ',';
    write(folder, name, StrangeRows.extract(seed, LINES, strange, idColumn, delimiter));
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
          JudgedRows.sound(extracts.rows(extracts.findRepeated(602, 2).orElseThrow()), "household");
      assertThat(suspects.select(HouseholdTable.CENSUS_YEAR.col()).collectAsList())
          .extracting(row -> row.getInt(0))
          .containsExactlyInAnyOrder(2008, 2008, 2009, 2009);
      assertThat(extracts.findRepeated(602, 1)).isEmpty();
    }
  }

  static List<String> texts(Dataset<Row> rows) {
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
