package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.MinCell;
import id.entas.job.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final SheetPicture WIDE =
      new SheetPicture(
          "Jalan <ke> depan", "Jalan & \"sebab\"", "<svg/>", new byte[] {1, 2}, 752, 510);

  private static final SheetPicture TALL =
      new SheetPicture("Posisi", "Posisi", "<svg/>", new byte[] {3}, 752, 1120);

  private static byte[] withPictures() {
    return ResultWorkbook.of(
        List.of(other("Lain"), SHEET.with(List.of(WIDE, TALL)), other("O'Z").with(List.of(WIDE))));
  }

  private static ResultSheet other(String name) {
    return new ResultSheet(name, "?", "run", SHEET.columns(), SHEET.rows());
  }

  @Test
  void shouldPutPicturesBesideTheTableOfTheirSheetWithWordsForWhoCannotSeeThem()
      throws IOException {
    TreeMap<String, String> parts = parts(withPictures());
    String drawing = parts.get("xl/drawings/drawing2.xml");

    assertThat(parts.get("xl/worksheets/sheet1.xml")).doesNotContain("<drawing");
    assertThat(parts.get("xl/worksheets/sheet2.xml"))
        .contains("<drawing r:id=\"rId1\"/></worksheet>")
        .contains("<hyperlink ref=\"A3\" location=\"'Ketercapaian'!F5\"/>");
    assertThat(drawing)
        .contains("descr=\"Jalan &amp; &quot;sebab&quot;\"")
        // A column is left free after the four of the table, and after the eleven of a picture.
        .contains("<xdr:col>5</xdr:col>")
        .contains("<xdr:col>17</xdr:col>")
        .contains("cx=\"" + 752 * 9525L + "\" cy=\"" + 510 * 9525L + "\"")
        // A page holds 560 pixels.
        .contains("cx=\"" + 376 * 9525L + "\" cy=\"" + 560 * 9525L + "\"");
    assertThat(parts.get("xl/workbook.xml"))
        .contains(
            "localSheetId=\"1\">&#39;Ketercapaian&#39;!$A$1:$D$6,&#39;Ketercapaian&#39;!$F$5:$P$30,"
                + "&#39;Ketercapaian&#39;!$R$5:$W$32</definedName>")
        .contains("localSheetId=\"2\">&#39;O&#39;&#39;Z&#39;!$A$1");
  }

  @Test
  void shouldNameEveryPartAndWhatItIsAndLeadOnlyToPartsThatAreThere() throws IOException {
    TreeMap<String, String> parts = parts(withPictures());
    String types = parts.get("[Content_Types].xml");
    int pictures = 0;

    for (String part : parts.keySet()) {
      String ending = part.substring(part.lastIndexOf('.') + 1);
      assertThat(types.contains("Extension=\"" + ending + "\"")).as(part).isTrue();
      if (part.startsWith("xl/drawings/drawing")) {
        assertThat(types).contains("PartName=\"/" + part + "\"");
      }
      if (part.contains("_rels/") && part.startsWith("xl/")) {
        Matcher target = Pattern.compile("Target=\"([^\"]+)\"").matcher(parts.get(part));
        while (target.find()) {
          assertThat(parts)
              .containsKey(
                  Path.of(part).getParent().getParent().resolve(target.group(1)).normalize() + "");
        }
      }
      if (part.startsWith("xl/media/")) {
        pictures++;
      }
    }
    assertThat(pictures).isEqualTo(6);
    assertThat(withPictures()).isEqualTo(withPictures());
  }

  @Test
  void shouldPrintALongTableOnAsManyPagesAsItTakes() throws IOException {
    assertThat(parts(ResultWorkbook.of(List.of(SHEET))).get("xl/worksheets/sheet1.xml"))
        .contains("fitToWidth=\"1\" fitToHeight=\"0\"")
        .contains("paperSize=\"9\"");
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
