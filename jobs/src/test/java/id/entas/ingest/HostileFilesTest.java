package id.entas.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to do harm, or so damaged that they might: each is refused by name in a sentence. */
class HostileFilesTest {
  private static final String HEADER = "tahun,kode_kec,id_rt,kategori\n";
  private static final String ROW = "2012,3509260,1,SM\n";
  private static final int MEGABYTE = 1 << 20;

  private static final FileSniffer SNIFFER = sniffer(32);

  private static FileSniffer sniffer(int mostMegabytes) {
    return new FileSniffer(
        Settings.load(Optional.empty(), Map.of("ingest.max-unpacked-mb", mostMegabytes)));
  }

  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private SniffedFile sniff(String name, byte[] bytes) {
    return sniff(SNIFFER, name, bytes);
  }

  private SniffedFile sniff(FileSniffer sniffer, String name, byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve(name), bytes);
      return sniffer.sniff(new InputFile(name, file.toUri().toString()), HADOOP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(String name, byte[] bytes, String... words) {
    assertRefused(SNIFFER, name, bytes, words);
  }

  private void assertRefused(FileSniffer sniffer, String name, byte[] bytes, String... words) {
    assertThatThrownBy(() -> sniff(sniffer, name, bytes))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The extract " + name + " ")
        .hasMessageContainingAll(words)
        .hasMessageEndingWith(".");
  }

  private void assertRefused(TestWorkbook book, String... words) {
    assertRefused("book.xlsx", book.bytes(), words);
  }

  private static byte[] gzip(Iterable<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (String text : texts) {
        out.write(text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A workbook whose sheet unpacks to 64 MB of the same short text. */
  private static byte[] bomb(String start, String repeated) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part :
          Map.of(
                  "_rels/.rels",
                  TestWorkbook.relations(
                      TestWorkbook.relation("r", "officeDocument", "xl/workbook.xml")),
                  "xl/workbook.xml",
                  TestWorkbook.book("", "<sheet name=\"a\" r:id=\"s\"/>"),
                  "xl/_rels/workbook.xml.rels",
                  TestWorkbook.relations(TestWorkbook.relation("s", "worksheet", "s.xml")))
              .entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(UTF_8));
      }
      zip.putNextEntry(new ZipEntry("xl/s.xml"));
      zip.write(start.getBytes(UTF_8));
      byte[] much = repeated.repeat(MEGABYTE / repeated.length()).getBytes(UTF_8);
      for (int i = 0; i < 64; i++) {
        zip.write(much);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldRefuseWhatUnpacksToMoreThanItMay() throws IOException {
    byte[] lines = gzip(Collections.nCopies(64, ROW.repeat(MEGABYTE / ROW.length())));
    byte[] rows = bomb("<worksheet><sheetData>", "<row></row>");

    assertThat(lines.length + rows.length).isLessThan(2 * MEGABYTE);
    assertRefused("file.csv.gz", lines, "unpacks to more than 33554432", "ingest.max-unpacked-mb");
    assertRefused("book.xlsx", rows, "unpacks to more than 33554432", "ingest.max-unpacked-mb");
    assertRefused(
        "book.xlsx",
        sayingThatItIsSmall(rows),
        "unpacks to more than 33554432",
        "ingest.max-unpacked-mb");
  }

  /** A zip file whose directory says that each of its parts unpacks to a kilobyte. */
  private static byte[] sayingThatItIsSmall(byte[] zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int entry = bytes.getInt(zip.length - 22 + 16);
    while (bytes.getInt(entry) == 0x02014b50) {
      bytes.putInt(entry + 24, 1024);
      entry += 46 + bytes.getShort(entry + 28) + bytes.getShort(entry + 30);
    }
    return bytes.array();
  }

  @Test
  void shouldRefuseWhatHoldsMoreInOnePieceThanMemoryShould() throws IOException {
    FileSniffer sniffer = sniffer(128);
    for (byte[] bomb :
        List.of(
            bomb("<worksheet><!--", "<a>"),
            bomb("<worksheet a='", "x"),
            bomb("<worksheet><sheetData><row><c t='str'><v>", "x"))) {
      assertRefused(sniffer, "book.xlsx", bomb, "more than 8388608 bytes");
    }
    assertRefused(sniffer, "book.xlsx", bomb("<worksheet>", "<a>"), "damaged");
  }

  @Test
  void shouldSayNothingBesideTheRefusalOfBytesThatAreNoText() {
    byte[] latin = "<worksheet><sheetData><row><c t='str'><v>\u00E9".getBytes(ISO_8859_1);
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      assertRefused(
          TestWorkbook.of("").with("xl/s1.xml", latin), "its part xl/s1.xml cannot be understood");
      assertRefused(
          TestWorkbook.of("").with("xl/workbook.xml", new byte[] {(byte) 0xE9}), "damaged");
    } finally {
      System.setErr(before);
    }

    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  void shouldReadAWorkbookInTheEncodingThatItsPartsSay() {
    String sheet = TestWorkbook.sheet(TestWorkbook.row(1, "tahun", "id_rt", "caf\u00E9"));
    for (String name : List.of("UTF-16", "ISO-8859-1", "UTF-8")) {
      byte[] part = sheet.replace("UTF-8", name).getBytes(Charset.forName(name));
      assertThat(sniff("book.xlsx", TestWorkbook.of("").with("xl/s1.xml", part).bytes()).header())
          .as(name)
          .containsExactly("tahun", "id_rt", "caf\u00E9");
    }
  }

  @Test
  void shouldPassOverRowsThatAreTooLongForAHeader() {
    String large = "<row><c t=\"str\"><v>" + "x".repeat(70_000) + "</v></c></row>";

    assertThat(
            sniff(
                    "book.xlsx",
                    TestWorkbook.of(large + TestWorkbook.row(2, "tahun", "id_rt", "kdkec")).bytes())
                .headerLine())
        .isEqualTo(2);
    assertRefused(TestWorkbook.of(large), "has no header row in its sheet 'Data'");
  }

  @Test
  void shouldRefuseZerosPackedAsAWorkbookOrText() throws IOException {
    assertRefused(sniffer(128), "book.xlsx", bomb("", "\0"), "damaged");
    assertRefused(
        "file.csv.gz",
        gzip(Collections.nCopies(64, "\0".repeat(MEGABYTE))),
        "more than 8388608 bytes in line 1");
  }

  @Test
  void shouldRefuseEntitiesAndNeverOpenThem() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "planted");
    String external =
        "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]>"
            + TestWorkbook.sheet(TestWorkbook.row(1, "&x;")).replaceFirst("^<\\?xml.*\\n", "");
    String laughs =
        "<!DOCTYPE worksheet [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
            + TestWorkbook.sheet(TestWorkbook.row(1, "&c;")).replaceFirst("^<\\?xml.*\\n", "");

    assertRefused(TestWorkbook.of("").with("xl/s1.xml", external), "XML entities", "xl/s1.xml");
    assertRefused(TestWorkbook.of("").with("xl/s1.xml", laughs), "XML entities");
    assertRefused(TestWorkbook.of("").with("xl/workbook.xml", external), "XML entities");
    assertRefused(TestWorkbook.of("", "", "").with("xl/texts.xml", laughs), "XML entities");
    assertRefused(TestWorkbook.of(TestWorkbook.row(1, "&x;")), "book");
  }

  @Test
  void shouldRefuseCellsAndRowsThatNoSheetHas() {
    for (String place : List.of("XFE1", "ZZZZZZ1", "ZZZZZZZZZZZZZZ1", "1", "é1")) {
      assertRefused(
          TestWorkbook.of("<row r=\"1\"><c r=\"" + place + "\"><v>1</v></c></row>"), "damaged");
    }
    assertRefused(
        TestWorkbook.of("<row r=\"1\"><c r=\"B1\"/><c r=\"B1\"><v>1</v></c></row>"), "damaged");
    assertRefused(TestWorkbook.of("<row r=\"2\"/><row r=\"2\"/>"), "damaged");
    assertRefused(TestWorkbook.of("<row r=\"99999999999\"/>"), "damaged");
    assertRefused(TestWorkbook.of("<row r=\"-1\"/>"), "damaged");
    assertRefused(TestWorkbook.of("<row><c t=\"s\"><v>0</v></c></row>"), "damaged");
    assertRefused(TestWorkbook.of("<row><c t=\"s\"><v>-1</v></c></row>"), "damaged");
    assertRefused(TestWorkbook.of("<row><c></row>"), "damaged");
    assertRefused(TestWorkbook.of("<row>" + "<c/>".repeat(20_000) + "</row>"), "damaged");
    assertRefused(TestWorkbook.of(""), "has no row");
  }

  @Test
  void shouldRefuseWhatIsNoWorkbook() {
    byte[] ole2 = new byte[2048];
    byte[] signature = {
      (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    System.arraycopy(signature, 0, ole2, 0, signature.length);

    assertRefused("book.xlsx", ole2, "password", ".xls");
    assertRefused("book.xlsx", (HEADER + ROW).getBytes(UTF_8), "is no workbook");
    assertRefused("book.xlsx", new byte[] {'P'}, "is no workbook");
    assertRefused("book.xlsx", new byte[0], "is empty");
    assertRefused(new TestWorkbook().with("a.txt", "a"), "without a workbook");
    assertRefused(TestWorkbook.of("").with("xl/workbook.xml", "<document/>"), "without a workbook");
    assertRefused(
        TestWorkbook.of("")
            .with("_rels/.rels", TestWorkbook.relations(""))
            .with("x", "x")
            .with("xl/workbook.xml", TestWorkbook.book("", "")),
        "without a workbook");
  }

  @Test
  void shouldRefuseAWorkbookCutOffAnywhereOrWithAnotherByte() {
    byte[] whole = TestWorkbook.of(TestWorkbook.row(1, "tahun", "id_rt")).bytes();

    for (int length = 1; length < whole.length; length += 7) {
      assertRefused("book.xlsx", Arrays.copyOf(whole, length), "");
    }
    int refused = 0;
    for (int i = 0; i < whole.length; i += 3) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;
      try {
        // Some bytes of a zip file mean nothing, such as the times of its parts.
        assertThat(sniff("book.xlsx", changed).header()).containsExactly("tahun", "id_rt");
      } catch (Refusal refusal) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 12);
  }

  @Test
  void shouldRefuseAZipFileThatIsAllDirectory() {
    byte[] whole = TestWorkbook.of(TestWorkbook.row(1, "tahun", "id_rt")).bytes();
    byte[] large = whole.clone();
    int end = whole.length - 22;
    large[end + 15] = 0x70;
    byte[] zip64 = whole.clone();
    Arrays.fill(zip64, end + 12, end + 16, (byte) 0xFF);

    assertRefused("book.xlsx", large, "more parts than a workbook has");
    assertRefused("book.xlsx", zip64, "damaged");
  }

  @Test
  void shouldRefuseALineLongerThanAnyTable() {
    byte[] header = HEADER.getBytes(UTF_8);
    byte[] file = Arrays.copyOf(header, header.length + 100 * MEGABYTE);
    Arrays.fill(file, header.length, file.length, (byte) 'x');

    assertRefused("file.csv", file, "more than 8388608 bytes in line 2");
    file[header.length] = '"';
    assertRefused("file.csv", file, "more than 8388608 bytes in line 2");
  }

  @Test
  void shouldRefuseAHeaderWithoutEnd() {
    assertRefused("file.csv", "a,".repeat(MEGABYTE).getBytes(UTF_8), "has no header line");
    InputFile file = new InputFile("file.csv", "file:/file.csv");
    List<String> names = sniff("file.csv", "x1,".repeat(20_000).getBytes(UTF_8)).header();
    Function<Integer, List<String>> of =
        count -> IntStream.range(0, count).mapToObj(i -> "c" + i).toList();

    assertThat(names).hasSize(20_001);
    assertThatThrownBy(() -> header(file, of.apply(20_000)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has 20000 columns");
    List<String> wide = new ArrayList<>(of.apply(4000));
    wide.set(0, "status");
    assertThatThrownBy(() -> header(file, wide))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("c59 and 3940 more");
    assertThatThrownBy(() -> header(file, of.apply(4000)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("(found a text that is not shown, as it may be a household's)");
  }

  private static ExtractHeader header(InputFile file, List<String> names) {
    return ExtractHeader.of(file, names, ExtractHeader.YearSource.COLUMN, Settings.defaults());
  }

  @Test
  void shouldRefuseTextOfTwoBytesWithoutAMarkAndTruncatedGzip() {
    assertRefused("file.csv", (HEADER + ROW).getBytes(StandardCharsets.UTF_16LE), "value 0");
    byte[] whole = gzip(List.of(HEADER, ROW.repeat(1000)));

    assertRefused("file.csv.gz", Arrays.copyOf(whole, whole.length - 9), "cut off gzip");
    assertRefused("file.csv.gz", Arrays.copyOf(whole, 5), "cut off gzip");
    assertRefused("file.csv.gz", (HEADER + ROW).getBytes(UTF_8), "gzip");
  }

  private void assertInputRefused(Path input, String... words) {
    assertThatThrownBy(() -> InputFiles.find(HADOOP, List.of(input.toString()), Refusals.STOP))
        .isInstanceOf(Refusal.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void shouldRefuseFoldersLinksAndPipesThatLookLikeFiles()
      throws IOException, InterruptedException {
    Path outside = Files.writeString(folder.resolve("outside.csv"), HEADER + ROW);
    Path in = Files.createDirectories(folder.resolve("in/deep"));
    Path link = Files.createSymbolicLink(in.resolve("a.csv"), outside);
    assertInputRefused(in.getParent(), "deep/a.csv", "leads out of the input folder");
    Files.delete(link);
    Files.createSymbolicLink(link, in.resolve("nothing.csv"));
    assertInputRefused(in.getParent(), "deep/a.csv", "link to nothing");
    Files.delete(link);
    Files.createSymbolicLink(link, link);
    assertInputRefused(in.getParent(), "deep/a.csv", "link to nothing");
    Files.delete(link);
    Files.createSymbolicLink(in.resolve("round"), in.getParent());
    assertInputRefused(in.getParent(), "deep/round", "link to a folder");
    Files.delete(in.resolve("round"));
    Files.createDirectory(in.resolve("b.xlsx"));
    assertInputRefused(in.getParent(), "deep/b.xlsx", "is a folder");
    Files.delete(in.resolve("b.xlsx"));
    assertThat(new ProcessBuilder("mkfifo", link.toString()).start().waitFor()).isZero();
    assertInputRefused(in.getParent(), "deep/a.csv", "pipe");
    assertInputRefused(link, "a.csv", "pipe");
  }

  @Test
  void shouldReadALinkWithinTheFolderAndOneThatIsNamed() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Path file = Files.writeString(in.resolve("a.csv"), HEADER + ROW);
    Files.createSymbolicLink(in.resolve("b.csv"), file);
    Path named = Files.createSymbolicLink(folder.resolve("c.csv"), file);
    Path root = Files.createSymbolicLink(folder.resolve("root"), in);
    Files.writeString(in.resolve("~$c.xlsx"), "held open");

    assertThat(InputFiles.find(HADOOP, List.of(named.toString(), root.toString()), Refusals.STOP))
        .extracting(InputFile::sourceFile)
        .containsExactly("a.csv", "b.csv", "c.csv");
  }
}
