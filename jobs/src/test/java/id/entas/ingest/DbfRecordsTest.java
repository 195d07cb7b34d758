package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbfRecordsTest {
  private static final Charset IBM850 = Charset.forName("IBM850");
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int IBM850_DRIVER = 0x02;
  private static final int NONE = 0;
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private InputFile file(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("f.dbf"), bytes);
    return new InputFile("f.dbf", path.toUri().toString());
  }

  private static SniffedFile sniff(InputFile file, String encoding, long partBytes) {
    return new FileSniffer(
            Settings.load(Optional.empty(), Map.of("ingest.encoding", encoding)), partBytes)
        .sniff(file, HADOOP);
  }

  /** The rows of all parts, each field of the file being wanted in the slot of its place. */
  private static List<FramedRecord> rows(InputFile file, SniffedFile sniffed) throws IOException {
    int[] slots = new int[sniffed.header().size()];
    Arrays.setAll(slots, i -> i);
    List<FramedRecord> rows = new ArrayList<>();
    for (FilePart part : sniffed.contents().parts()) {
      try (RecordSource source = new DbfRecords(file, part, sniffed.encoding(), slots, HADOOP)) {
        for (FramedRecord row = source.next(); row != null; row = source.next()) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private List<FramedRecord> rows(DbfBytes dbf) throws IOException {
    InputFile file = file(dbf.bytes());
    return rows(file, sniff(file, "detect", Long.MAX_VALUE));
  }

  private static List<String> values(FramedRecord row, int fields) {
    return Arrays.asList(row.values()).subList(0, fields);
  }

  @Test
  void shouldKeepEveryDigitOfANumber() throws IOException {
    List<FramedRecord> rows =
        rows(
            new DbfBytes(NONE, WINDOWS)
                .column("ID", 'N', 20, 0)
                .column("AMOUNT", 'N', 24, 2)
                .column("F", 'F', 10, 1)
                .row("3509260001000001", "12345678901234567.00", "1.5")
                .row("   35092600010000019", "   1.50", "")
                .row("3.5E+15", "-7.0", "\0\0\0"));

    assertThat(values(rows.get(0), 3))
        .containsExactly("3509260001000001", "12345678901234567", "1.5");
    assertThat(values(rows.get(1), 3)).containsExactly("35092600010000019", "1.50", null);
    assertThat(values(rows.get(2), 3)).containsExactly("3.5E+15", "-7", null);
  }

  @Test
  void shouldReadDatesAsIsoAndLogicalFieldsAsFlags() throws IOException {
    List<FramedRecord> rows =
        rows(
            new DbfBytes(NONE, WINDOWS)
                .column("D", 'D', 8, 0)
                .column("L", 'L', 1, 0)
                .row("20110715", "T")
                .row("", "n")
                .row("2011", "?"));

    assertThat(rows)
        .extracting(row -> values(row, 2))
        .containsExactly(
            List.of("2011-07-15", "1"), Arrays.asList(null, "0"), Arrays.asList("2011", null));
  }

  @Test
  void shouldReadTextByItsCodePageOrTheSetting() throws IOException {
    byte[] bytes =
        new DbfBytes(IBM850_DRIVER, IBM850).column("NAME", 'C', 10, 0).row("José").bytes();
    InputFile file = file(bytes);

    SniffedFile byCodePage = sniff(file, "detect", Long.MAX_VALUE);
    assertThat(byCodePage.encoding().charset()).isEqualTo("IBM850");
    assertThat(byCodePage.contents().notes()).isEmpty();
    assertThat(rows(file, byCodePage).get(0).values()[0]).isEqualTo("José");
    SniffedFile bySetting = sniff(file, "IBM437", Long.MAX_VALUE);
    assertThat(bySetting.encoding().charset()).isEqualTo("IBM437");
    assertThat(sniff(file, "UTF-16", Long.MAX_VALUE).encoding().charset()).isEqualTo("IBM850");
  }

  @Test
  void shouldSayThatAnUnknownCodePageIsReadAsWindows1252() throws IOException {
    InputFile file =
        file(new DbfBytes(NONE, WINDOWS).column("NAME", 'C', 10, 0).row("José").bytes());

    SniffedFile sniffed = sniff(file, "detect", Long.MAX_VALUE);

    assertThat(sniffed.encoding()).isEqualTo(TextEncoding.WINDOWS_1252);
    assertThat(sniffed.contents().notes())
        .containsExactly(
            "f.dbf does not say its code page and is read as windows-1252; if names look wrong,"
                + " set ingest.encoding");
    assertThat(rows(file, sniffed).get(0).values()[0]).isEqualTo("José");
    assertThat(sniff(file, "windows-1252", Long.MAX_VALUE).contents().notes()).isEmpty();
  }

  @Test
  void shouldRejectBytesThatTheEncodingDoesNotKnow() throws IOException {
    InputFile file =
        file(new DbfBytes(NONE, WINDOWS).column("NAME", 'C', 5, 0).row("José").row("Budi").bytes());

    List<FramedRecord> rows = rows(file, sniff(file, "UTF-8", Long.MAX_VALUE));

    assertThat(rows)
        .extracting(FramedRecord::problem, FramedRecord::detail)
        .containsExactly(
            tuple(RejectionReason.INVALID_ENCODING, "the field NAME has bytes that are not UTF-8"),
            tuple(null, null));
    assertThat(rows.get(0).raw()).isEqualTo(" José ".getBytes(WINDOWS));
  }

  @Test
  void shouldPassOverDeletedRecordsButCountThemInRowNumbers() throws IOException {
    InputFile file =
        file(
            new DbfBytes(NONE, WINDOWS)
                .column("A", 'C', 2, 0)
                .row("a")
                .record('*', "b")
                .row("c")
                .record('x', "d")
                .bytes());
    SniffedFile sniffed = sniff(file, "windows-1252", Long.MAX_VALUE);

    List<FramedRecord> rows = rows(file, sniffed);

    assertThat(rows).extracting(FramedRecord::rowNumber).containsExactly(1L, 3L, 4L);
    assertThat(new String(rows.get(1).raw(), WINDOWS)).isEqualTo(" c ");
    assertThat(rows.get(2).problem()).isEqualTo(RejectionReason.UNREADABLE_VALUE);
    assertThat(sniffed.contents().notes())
        .containsExactly("1 records of f.dbf are marked as deleted and are not read");
  }

  @Test
  void shouldRejectAnIdWhoseDigitsDBaseLost() throws IOException {
    InputFile file =
        file(new DbfBytes(NONE, WINDOWS).column("ID", 'N', 4, 0).row("****").row("1234").bytes());
    SniffedFile sniffed = sniff(file, "detect", Long.MAX_VALUE);
    int[] slots = {ExtractColumn.HOUSEHOLD_ID.ordinal()};

    try (RecordSource source =
        new DbfRecords(
            file, sniffed.contents().parts().get(0), sniffed.encoding(), slots, HADOOP)) {
      assertThat(source.next().problem()).isEqualTo(RejectionReason.IMPRECISE_NUMBER);
      assertThat(source.next().values()[slots[0]]).isEqualTo("1234");
    }
  }

  @Test
  void shouldGiveTheRowsOfTheWholeInItsParts() throws IOException {
    DbfBytes dbf = new DbfBytes(NONE, WINDOWS).column("A", 'C', 3, 0).column("B", 'N', 4, 0);
    for (int i = 0; i < 25; i++) {
      dbf.record(i % 7 == 3 ? '*' : ' ', "a" + i, String.valueOf(i));
    }
    InputFile file = file(dbf.bytes());
    SniffedFile whole = sniff(file, "detect", Long.MAX_VALUE);
    SniffedFile split = sniff(file, "detect", 30);

    assertThat(whole.contents().parts()).hasSize(1);
    assertThat(split.contents().parts()).hasSize(9);
    assertThat(rows(file, split))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(rows(file, whole))
        .hasSize(21);
  }

  @Test
  void shouldReadAFileOfLibreOffice() throws IOException {
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("/foreign/libreoffice.dbf")) {
      bytes = in.readAllBytes();
    }
    InputFile file = file(bytes);
    SniffedFile sniffed = sniff(file, "detect", Long.MAX_VALUE);

    assertThat(sniffed.bytes()).isEqualTo(bytes.length);
    assertThat(sniffed.header())
        .containsExactly(
            "TAHUN",
            "KDPROP",
            "KDKAB",
            "KDKEC",
            "KDDESA",
            "IDBDT",
            "NAMA_KRT",
            "STATUS",
            "JUMLAH_ART",
            "TGL_DATA");
    List<FramedRecord> rows = rows(file, sniffed);
    assertThat(rows).hasSize(4);
    assertThat(values(rows.get(1), 10))
        .containsExactly(
            "2011",
            "35",
            "09",
            "260",
            "001",
            "3509260001000002",
            "José Wiryo",
            "Miskin",
            "5",
            "2011-07-16");
    assertThat(rows.get(2).values()[6]).isEqualTo("Budi, Slamet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SHORT     | is no dBASE file, as it has only 20 bytes
          SIGNATURE | is no file of dBASE III or IV (it begins with the byte 50)
          ENCRYPTED | is encrypted
          HEADER    | says that its header has 7 bytes
          ENDLESS   | says that its header has 65535 bytes
          CUT_HEAD  | is cut off within its header of 97 bytes
          CUT       | is cut off: its header says 2 records, it holds 1 whole
          MORE      | goes on behind the 1 records
          NO_FIELDS | has no fields
          NARROW    | says that its records have 5 bytes, but its fields need 11
          """)
  void shouldRefuseByNameWhatCannotBeRight(Harm harm, String sentence) throws IOException {
    byte[] sound =
        new DbfBytes(NONE, WINDOWS)
            .column("A", 'C', 5, 0)
            .column("B", 'N', 5, 0)
            .row("a", "1")
            .row("b", "2")
            .bytes();
    InputFile file = file(harm.doneTo.apply(sound));

    assertThatThrownBy(() -> sniff(file, "detect", Long.MAX_VALUE))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The extract f.dbf ")
        .hasMessageContaining(sentence)
        .hasMessageEndingWith(".");
  }

  /** What can be wrong with a file. */
  enum Harm {
    SHORT(dbf -> Arrays.copyOf(dbf, 20)),
    SIGNATURE(dbf -> with(dbf, DbfBytes.SIGNATURE_AT, 0x50)),
    ENCRYPTED(dbf -> with(dbf, DbfBytes.ENCRYPTED_AT, 1)),
    HEADER(dbf -> with(dbf, DbfBytes.HEADER_LENGTH_AT, 7)),
    ENDLESS(
        dbf ->
            with(with(dbf, DbfBytes.HEADER_LENGTH_AT, 0xFF), DbfBytes.HEADER_LENGTH_AT + 1, 0xFF)),
    CUT_HEAD(dbf -> Arrays.copyOf(dbf, 60)),
    CUT(dbf -> Arrays.copyOf(dbf, dbf.length - 3)),
    MORE(dbf -> with(dbf, DbfBytes.RECORDS_AT, 1)),
    NO_FIELDS(dbf -> with(dbf, 32, 0x0D)),
    NARROW(dbf -> with(dbf, DbfBytes.RECORD_LENGTH_AT, 5));

    private final UnaryOperator<byte[]> doneTo;

    Harm(UnaryOperator<byte[]> doneTo) {
      this.doneTo = doneTo;
    }

    private static byte[] with(byte[] dbf, int place, int value) {
      byte[] harmed = dbf.clone();
      harmed[place] = (byte) value;
      return harmed;
    }
  }

  @Test
  void shouldRefuseFieldsItDoesNotReadOnlyWhereTheyAreWanted() throws IOException {
    InputFile file =
        file(
            new DbfBytes(NONE, StandardCharsets.US_ASCII)
                .column("TAHUN", 'C', 4, 0)
                .column("NOTE", 'M', 10, 0)
                .column("ODD", '~', 1, 0)
                .row("2011", "1", "")
                .bytes());
    SniffedFile sniffed = sniff(file, "detect", Long.MAX_VALUE);

    sniffed.contents().refuseWantedObstacle(file, sniffed.header(), new int[] {0, -1, -1});
    assertThatThrownBy(
            () ->
                sniffed
                    .contents()
                    .refuseWantedObstacle(file, sniffed.header(), new int[] {0, 1, -1}))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "The column NOTE of f.dbf is a memo field, whose text lies in another file,");
    assertThat(sniffed.contents().obstacles().get(2)).isEqualTo("a field of an unknown type");
  }

  @Test
  void shouldKnowNamesThatDBaseCutToTenCharacters() {
    List<String> cut =
        List.of("CENSUS_YEA", "REGION_COD", "HOUSEHOLD_", "STATUS_KES", "STATUS_KEB");

    ExtractHeader header =
        ExtractHeader.of(
            new InputFile("f.dbf", "file:///f.dbf"),
            cut,
            ExtractHeader.YearSource.COLUMN,
            Settings.defaults());

    assertThat(header.slots())
        .containsExactly(
            ExtractColumn.CENSUS_YEAR.ordinal(),
            ExtractColumn.REGION_CODE.ordinal(),
            ExtractColumn.HOUSEHOLD_ID.ordinal(),
            ExtractColumn.TIER.ordinal(),
            ExtractColumn.OUTCOME.ordinal());
    assertThatThrownBy(
            () ->
                ExtractHeader.of(
                    new InputFile("f.csv", "file:///f.csv"),
                    cut,
                    ExtractHeader.YearSource.COLUMN,
                    Settings.defaults()))
        .isInstanceOf(Refusal.class);
  }
}
