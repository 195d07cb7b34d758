package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {
  private static final String HEADER =
      TestWorkbook.row(1, "tahun", "kode_kec", "id_rt", "kategori", "jumlah_art", "nama");

  @TempDir private Path folder;

  private InputFile file(byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve("book.xlsx"), bytes);
      return new InputFile("book.xlsx", file.toUri().toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SniffedFile sniff(TestWorkbook book, Map<String, ?> settings) {
    return new FileSniffer(Settings.load(Optional.empty(), settings))
        .sniff(file(book.bytes()), new Configuration());
  }

  private static List<FramedRecord> read(InputFile file, SniffedFile sniffed) {
    ExtractHeader header =
        ExtractHeader.of(
            file, sniffed.header(), ExtractHeader.YearSource.COLUMN, Settings.defaults());
    ExtractFormat format =
        new ExtractFormat(
            0,
            file,
            sniffed.encoding(),
            sniffed.delimiter(),
            sniffed.headerLine(),
            sniffed.sheet(),
            header,
            null,
            sniffed.contents().parts());
    List<FramedRecord> records = new ArrayList<>();
    try (RecordSource source =
        RecordSource.open(format, FilePart.WHOLE, FramedRows.Raw.KEPT, new Configuration())) {
      for (FramedRecord record = source.next(); record != null; record = source.next()) {
        records.add(record);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  private List<FramedRecord> read(TestWorkbook book) {
    return read(file(book.bytes()), sniff(book, Map.of()));
  }

  private static String value(FramedRecord record, ExtractColumn column) {
    return record.values()[column.ordinal()];
  }

  private static String raw(FramedRecord record) {
    return new String(record.raw(), StandardCharsets.UTF_8);
  }

  /** The id that a cell gives, written as XML. */
  private String id(String cell) {
    String styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0000000\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy\"/>"
            + "<numFmt numFmtId=\"166\" formatCode=\"&quot;3509&quot;000\"/>"
            + "<numFmt numFmtId=\"167\" formatCode=\"[$-421]00\\.00&quot;.&quot;00;General\"/>"
            + "<numFmt numFmtId=\"168\" formatCode=\"yyyy\"/>"
            + "<numFmt numFmtId=\"169\" formatCode=\"0&quot; orang&quot;\"/>"
            + "<numFmt numFmtId=\"170\" formatCode=\"#,##0.00\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
            + "<xf numFmtId=\"14\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/>"
            + "<xf numFmtId=\"169\"/><xf numFmtId=\"170\"/></cellXfs>";
    String texts = "<si><r><t>0012</t></r><r><t xml:space=\"preserve\">a </t></r></si><si/>";
    FramedRecord record =
        read(TestWorkbook.of(HEADER + "<row><c/><c/>" + cell + "</row>", styles, texts)).get(0);
    return record.problem() == null
        ? value(record, ExtractColumn.HOUSEHOLD_ID)
        : record.problem() + " " + record.detail() + " " + raw(record);
  }

  @Test
  void shouldReadCellsAsTheyShowForCodes() {
    assertThat(id("<c><v>3509260</v></c>")).isEqualTo("3509260");
    assertThat(id("<c><v>3.50926E6</v></c>")).isEqualTo("3509260");
    assertThat(id("<c><v>17.0</v></c>")).isEqualTo("17");
    assertThat(id("<c><v>1E-3</v></c>")).isEqualTo("0.001");
    assertThat(id("<c><v>-0.0</v></c>")).isEqualTo("0");
    assertThat(id("<c s=\"1\"><v>12</v></c>")).isEqualTo("0000012");
    assertThat(id("<c t=\"s\"><v>0</v></c>")).isEqualTo("0012a");
    assertThat(id("<c t=\"inlineStr\"><is><t>'07 &amp; 8</t></is></c>")).isEqualTo("'07 & 8");
    assertThat(id("<c t=\"b\"><v>1</v></c>")).isEqualTo("1");
    assertThat(id("<c t=\"str\"><f>A1&amp;B1</f><v>x1</v></c>")).isEqualTo("x1");
    assertThat(id("<c><f>1+1</f><v>2</v></c>")).isEqualTo("2");
    assertThat(id("<c t=\"s\"><v>0</v></c><c t=\"str\"><f>\"\"</f><v></v></c>")).isEqualTo("0012a");
  }

  @Test
  void shouldReadCodesWithWhatTheirFormatShowsBetweenTheDigits() {
    assertThat(id("<c s=\"4\"><v>260</v></c>")).isEqualTo("3509260");
    assertThat(id("<c s=\"4\"><v>7</v></c>")).isEqualTo("3509007");
    assertThat(id("<c s=\"4\"><v>1260</v></c>")).isEqualTo("35091260");
    assertThat(id("<c s=\"5\"><v>350931</v></c>")).isEqualTo("35.09.31");
    assertThat(id("<c s=\"5\"><v>3509260</v></c>")).isEqualTo("350.92.60");
    assertThat(id("<c s=\"5\"><v>1.5</v></c>")).isEqualTo("1.5");
    assertThat(id("<c s=\"5\"><v>3509260000000001</v></c>")).isEqualTo("3509260000000001.0");
    // A year shown alone of a date is a year; a number with words or decimals is just a number.
    assertThat(id("<c s=\"6\"><v>40969</v></c>")).isEqualTo("2012");
    assertThat(id("<c s=\"6\"><v>2012</v></c>")).isEqualTo("1905");
    assertThat(id("<c s=\"7\"><v>4</v></c>")).isEqualTo("4");
    assertThat(id("<c s=\"8\"><v>3509260</v></c>")).isEqualTo("3509260");
  }

  @Test
  void shouldMarkNumbersOfMoreThanFifteenDigits() {
    assertThat(id("<c><v>350926000000001</v></c>")).isEqualTo("350926000000001");
    assertThat(id("<c><v>3509260000000001</v></c>")).isEqualTo("3509260000000001.0");
    assertThat(id("<c><v>3.5092600000000002E15</v></c>")).isEqualTo("3509260000000000.2");
    assertThat(id("<c><v>3.509260000000001E15</v></c>")).isEqualTo("3509260000000001.0");
    assertThat(id("<c><v>1E999999999</v></c>")).isEqualTo("1E+999999999");
    assertThat(id("<c><v>" + "9".repeat(1000) + "</v></c>")).hasSize(1000);
  }

  @Test
  void shouldRejectDatesErrorsAndFormulasWithoutValueInWantedColumns() {
    assertThat(id("<c s=\"2\"><v>40969</v></c>"))
        .isEqualTo("UNREADABLE_VALUE the cell of household_id is a date ,,2012-03-01");
    assertThat(id("<c s=\"3\"><v>1.5</v></c>")).endsWith(",,1900-01-01T12:00");
    assertThat(id("<c t=\"e\"><v>#N/A</v></c>"))
        .isEqualTo(
            "UNREADABLE_VALUE the cell of household_id is an error of the spreadsheet ,,#N/A");
    assertThat(id("<c><f>A1&amp;\",\"</f></c>"))
        .isEqualTo(
            "UNREADABLE_VALUE the cell of household_id is a formula without a stored value"
                + " ,,\"=A1&\"\",\"\"\"");
    assertThat(id("<c><f>A1</f><v/></c>")).startsWith("UNREADABLE_VALUE");
    assertThat(id("<c><v>7</v></c><c/><c/><c><f>A1</f></c>")).isEqualTo("7");
  }

  @Test
  void shouldKnowTheRowsOfASheetByTheirNumbersAndKeepThemAsCsv() {
    List<FramedRecord> records =
        read(
            TestWorkbook.of(
                HEADER
                    + TestWorkbook.row(3, " ", "")
                    + TestWorkbook.row(5, "2012", "3509260", "1", "SM", "4", "a \"b\", c")
                    + TestWorkbook.row(9, "1", "2", "3", "4", "5", "6", "7")));

    assertThat(records).extracting(FramedRecord::rowNumber).containsExactly(5L, 9L);
    assertThat(raw(records.get(0))).isEqualTo("2012,3509260,1,SM,4,\"a \"\"b\"\", c\"");
    assertThat(records.get(1).problem()).isEqualTo(RejectionReason.COLUMN_COUNT);
    assertThat(raw(records.get(1))).isEqualTo("1,2,3,4,5,6,7");
  }

  @Test
  void shouldPassOverATitleAndLeadingEmptyColumns() {
    TestWorkbook book =
        TestWorkbook.of(
            TestWorkbook.row(2, "Daftar rumah tangga", "2012")
                + TestWorkbook.row(4, "", "Tahun", "KODE KEC", "ID_RT", "Kategori")
                + TestWorkbook.row(5, "", "2012", "3509260", "1", "SM"));

    SniffedFile sniffed = sniff(book, Map.of());
    List<FramedRecord> records = read(book);

    assertThat(sniffed.headerLine()).isEqualTo(4);
    assertThat(records).hasSize(1);
    assertThat(value(records.get(0), ExtractColumn.CENSUS_YEAR)).isEqualTo("2012");
  }

  @Test
  void shouldReadTheFirstSheetThatIsShownOrTheOneNamed() {
    TestWorkbook book =
        TestWorkbook.of("")
            .with(
                "xl/workbook.xml",
                TestWorkbook.book(
                    "<workbookPr date1904=\"1\"/>",
                    "<sheet name=\"Old\" state=\"hidden\" r:id=\"s1\"/>"
                        + "<sheet name=\"Chart\" r:id=\"s3\"/><sheet name=\"New\" r:id=\"s2\"/>"))
            .with(
                "xl/_rels/workbook.xml.rels",
                TestWorkbook.relations(
                    TestWorkbook.relation("s1", "worksheet", "s1.xml")
                        + TestWorkbook.relation("s2", "worksheet", "./s2.xml")
                        + TestWorkbook.relation("s3", "chartsheet", "s3.xml")))
            .with("xl/s1.xml", TestWorkbook.sheet(TestWorkbook.row(1, "old")))
            .with("xl/s2.xml", TestWorkbook.sheet(TestWorkbook.row(1, "new")));

    assertThat(sniff(book, Map.of()).header()).containsExactly("new");
    assertThat(sniff(book, Map.of()).contents().notes())
        .containsExactly("sheets of book.xlsx that are not read: Old");
    assertThat(sniff(book, Map.of("ingest.sheet", "Old")).header()).containsExactly("old");
    assertThatThrownBy(() -> sniff(book, Map.of("ingest.sheet", "Chart")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The extract book.xlsx has no sheet 'Chart' but 'Old', 'New'; correct ingest.sheet or"
                + " the workbook.");
  }

  @Test
  void shouldCountDaysFrom1904WhereTheWorkbookDoes() {
    TestWorkbook book =
        TestWorkbook.of(
                HEADER + "<row r=\"2\"><c s=\"0\"><v>0</v></c></row>",
                "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
                "")
            .with(
                "xl/workbook.xml",
                TestWorkbook.book(
                    "<workbookPr date1904=\"true\"/>", "<sheet name=\"a\" r:id=\"s1\"/>"));

    assertThat(raw(read(book).get(0))).isEqualTo("1904-01-01");
  }

  private static byte[] foreign(String name) throws IOException {
    try (var in = WorkbookTest.class.getResourceAsStream("/foreign/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void shouldReadAWorkbookOfOpenpyxl() throws IOException {
    InputFile file = file(foreign("openpyxl.xlsx"));
    SniffedFile sniffed = new FileSniffer(Settings.defaults()).sniff(file, new Configuration());

    List<FramedRecord> records = read(file, sniffed);

    assertThat(sniffed.sheet()).isEqualTo("PPLS 2011");
    assertThat(sniffed.headerLine()).isEqualTo(3);
    assertThat(sniffed.contents().notes())
        .containsExactly("sheets of book.xlsx that are not read: Catatan");
    // It stores no values of formulas, a year can be a date, and a code what its format shows.
    assertThat(records)
        .extracting(WorkbookTest::raw)
        .containsExactly(
            "2011,3509260,0001,Rekaan Satu,SM,4",
            "2011,35.09.31,0002,Rekaan Édua,M,=2+3",
            "2011,=B4,0003,Rekaan Tiga,HM,2",
            "2011,3509260,0004,Rekaan Empat,,,PINDAH");
    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsExactly(
            null, RejectionReason.UNREADABLE_VALUE, RejectionReason.UNREADABLE_VALUE, null);
  }

  @Test
  void shouldReadAWorkbookOfLibreOffice() throws IOException {
    InputFile file = file(foreign("libreoffice.xlsx"));
    SniffedFile sniffed = new FileSniffer(Settings.defaults()).sniff(file, new Configuration());

    List<FramedRecord> records = read(file, sniffed);

    assertThat(sniffed.headerLine()).isEqualTo(4);
    assertThat(records)
        .extracting(WorkbookTest::raw)
        .containsExactly(
            "2012,3509260,100001,Siti,SM,4,2012-03-01,1",
            "2012,3509260,100002,\"Budi, alias Pak Bud\",M,5,2012-03-02,0",
            "2012,3509260,3509260101700000.0,Tono,M,3,2012-03-03,1",
            "2012-03-04,3509260,100004,Ani,HM,2,2012-03-04,1",
            "2012,3509260,100005,Édi,HM,#N/A,2012-03-05,0",
            "Sumber: Bappeda");
    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsExactly(
            null,
            null,
            null,
            RejectionReason.UNREADABLE_VALUE,
            RejectionReason.UNREADABLE_VALUE,
            null);
  }
}
