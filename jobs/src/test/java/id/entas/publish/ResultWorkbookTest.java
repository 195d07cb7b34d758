package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ResultWorkbookTest {
  private static final ResultSheet SHEET =
      new ResultSheet(
          "Ketercapaian",
          "Apakah target tercapai?",
          "Sumber: <tabel> & run",
          List.of(
              new ResultSheet.Column("Wilayah", ResultSheet.Kind.TEXT),
              new ResultSheet.Column("Tahun", ResultSheet.Kind.YEAR),
              new ResultSheet.Column("Rumah tangga", ResultSheet.Kind.COUNT),
              new ResultSheet.Column("Peluang", ResultSheet.Kind.SHARE)),
          List.of(
              Arrays.asList("Sumberjambe", 2008, 1485L, 0.25),
              Arrays.asList("=1+1", 2012, null, null)));

  private static TreeMap<String, String> parts(byte[] workbook) throws IOException {
    TreeMap<String, String> parts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
        assertThat(part.getTime()).isLessThan(1_000_000_000_000L);
        parts.put(part.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  @Test
  void shouldWriteNumbersAsNumbersAndTextsAsTexts() throws IOException {
    TreeMap<String, String> parts = parts(ResultWorkbook.of(List.of(SHEET)));

    String sheet = parts.get("xl/worksheets/sheet1.xml");
    assertThat(sheet).contains("<v>1485</v>").contains("<v>0.25</v>").doesNotContain("<f>");
    assertThat(sheet).contains("frozen").contains("<autoFilter ref=\"A4:D6\"");
    assertThat(parts.get("xl/sharedStrings.xml"))
        .contains("Sumber: &lt;tabel&gt; &amp; run")
        .contains("=1+1");
    assertThat(parts.get("xl/styles.xml")).contains("[>=1000]0\\.000;0");
  }

  @Test
  void shouldWriteTheSameBytesAtAnyHour() throws IOException {
    byte[] workbook = ResultWorkbook.of(List.of(SHEET));

    assertThat(ResultWorkbook.of(List.of(SHEET))).isEqualTo(workbook);
    assertThat(parts(workbook).get("docProps/core.xml"))
        .contains("2008-01-01T00:00:00Z")
        .doesNotContain(Year.now().toString());
  }

  @Test
  void shouldNameNoCensusWhereThereIsNone() {
    List<ResultSheet> sheets =
        ResultSheets.of(
            table -> List.of(), "run", MinCell.OFF, Settings.defaults(), Texts.of("id"));

    assertThat(sheets)
        .isNotEmpty()
        .allSatisfy(sheet -> assertThat(sheet.source()).contains("pendataan tidak ada."));
  }

  @Test
  void shouldRefuseARowThatDoesNotFitItsHeadings() {
    List<ResultSheet.Column> one = List.of(new ResultSheet.Column("A", ResultSheet.Kind.TEXT));

    assertThatThrownBy(() -> new ResultSheet("A", "?", "", one, List.of(List.of("a", "b"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ResultSheet("A".repeat(32), "?", "", one, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
