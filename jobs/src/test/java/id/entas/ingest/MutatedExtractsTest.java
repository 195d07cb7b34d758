package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.RejectedRowTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feeds damaged files and asks of each: is it refused by name, or is every row of it accounted for?
 *
 * <p>{@code -Dentas.mutated-files} says how many; the seed is fixed, so that a failure can be had
 * again. {@code -Dentas.mutated-files-table} names a file for the table of the outcome.
 */
class MutatedExtractsTest extends IngestTest {
  private static final int FILES = Integer.getInteger("entas.mutated-files", 300);
  private static final Optional<Path> TABLE =
      Optional.ofNullable(System.getProperty("entas.mutated-files-table"))
          .filter(name -> !name.isBlank())
          .map(Path::of);
  private static final int A_BATCH = 300;
  private static final long SEED = 20261124;
  private static final int ROWS = 12;
  private static final Configuration HADOOP = new Configuration();

  /** One file in so many is no text, one text in so many is packed. */
  private static final int OTHER = 5;

  private static final Path TINY = Path.of("..", "data-samples", "tiny");
  private static final Path FOREIGN = Path.of("src", "test", "resources", "foreign");
  private static final List<Path> BINARIES =
      List.of(
          TINY.resolve("tiny_jelbuk_2008.dbf"),
          TINY.resolve("tiny_jelbuk_2009.xlsx"),
          TINY.resolve("tiny_jelbuk_a_2011.parquet"),
          FOREIGN.resolve("libreoffice.dbf"),
          FOREIGN.resolve("openpyxl.xlsx"),
          // Its pages have no checksums, so that damage in them reaches the rows.
          FOREIGN.resolve("pyarrow.parquet"));

  private static final String SOUND = "sound_2008.csv";

  /** Names that stand in the files, as ids and names of persons do. */
  private static final List<String> PERSONS = List.of("Rekaan", "Siti Aminah", "Wiryo", "Supardi");

  @Test
  void shouldRefuseADamagedFileByNameOrAccountForEveryRowOfIt(@TempDir Path folder)
      throws IOException {
    Random random = new Random(SEED);
    MutatedFilesTable table = new MutatedFilesTable(SEED);
    for (int start = 0; start < FILES; start += A_BATCH) {
      Path batch = Files.createDirectories(folder.resolve("batch" + start));
      Map<String, MutatedFile> files = new HashMap<>();
      Map<String, Long> headerLines = new HashMap<>();
      for (int i = start; i < Math.min(FILES, start + A_BATCH); i++) {
        MutatedFile file = MutatedFile.of(i, random);
        Path path = write(batch, file.name(), file.bytes());
        try {
          Optional<String> refusal = refusal(path, headerLines);
          if (refusal.isPresent()) {
            assertThat(refusal.get()).contains(file.name()).endsWith(".");
            assertThat(PERSONS).noneMatch(refusal.get()::contains);
            table.addRefused(file);
            Files.delete(path);
          } else {
            files.put(file.name(), file);
          }
        } catch (RuntimeException | Error e) {
          table.addFault(file, e);
          Files.delete(path);
        }
      }
      write(batch, SOUND, "region_code,household_id,tier\n3509260,sound,SM\n");

      ingest(batch, lenient());

      checkAll(batch, files, headerLines, table);
    }
    if (TABLE.isPresent()) {
      Files.createDirectories(TABLE.get().getParent());
      Files.write(TABLE.get(), table.lines(LocalDate.now(ZoneOffset.UTC)));
    }
    assertThat(table.faults()).isEmpty();
    // The mutations are of every kind: neither harmless nor always fatal.
    assertThat(table.refused()).isBetween(FILES / 50, FILES * 2 / 3);
    assertThat(table.rowsRejected()).isGreaterThan(FILES / 2);
    assertThat(table.rowsAccepted()).isGreaterThan(FILES * 4L);
    for (FileKind kind : FileKind.values()) {
      assertThat(table.refused(kind)).as(kind.name()).isPositive();
      assertThat(table.accounted(kind)).as(kind.name()).isPositive();
    }
  }

  /** Holds the ledger and the rejected rows of a batch against its files. */
  private void checkAll(
      Path batch,
      Map<String, MutatedFile> files,
      Map<String, Long> headerLines,
      MutatedFilesTable table) {
    Map<String, List<Row>> rejectedRows = new HashMap<>();
    for (Row row : rejected(batch)) {
      rejectedRows
          .computeIfAbsent(RejectedRowTable.SOURCE_FILE.text(row), name -> new ArrayList<>())
          .add(row);
    }
    List<Row> ledger = lake(batch).rows(ExtractFileTable.TABLE);
    assertThat(ledger).hasSize(files.size() + 1);
    for (Row row : ledger) {
      String name = ExtractFileTable.SOURCE_FILE.text(row);
      if (name.equals(SOUND)) {
        continue;
      }
      List<Row> own = rejectedRows.getOrDefault(name, List.of());
      try {
        check(files.get(name), headerLines.get(name), row, own);
        table.addAccounted(files.get(name), ExtractFileTable.ROWS_ACCEPTED.count(row), own.size());
      } catch (AssertionError e) {
        table.addFault(files.get(name), e);
      }
    }
  }

  /** Every row is one or the other, and what was rejected is kept as it stood. */
  private static void check(MutatedFile file, long headerLine, Row ledger, List<Row> rejected) {
    long read = ExtractFileTable.ROWS_READ.count(ledger);
    assertThat(read).isEqualTo(ExtractFileTable.ROWS_ACCEPTED.count(ledger) + rejected.size());
    switch (file.kind()) {
      case CSV, CSV_GZ -> checkText(read, headerLine, rejected, file.text());
      case DBF -> checkDbf(rejected, ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN));
      // These hold no row in one piece: it is kept as a line of CSV.
      case XLSX, PARQUET -> assertThat(rejected).allMatch(row -> raw(row).length > 0);
    }
  }

  private static byte[] raw(Row rejected) {
    return rejected.getAs(RejectedRowTable.RAW.name());
  }

  private static void checkText(long read, long headerLine, List<Row> rejected, byte[] file) {
    // Latin-1 keeps every byte as one character.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (Row row : rejected) {
      String raw = new String(raw(row), StandardCharsets.ISO_8859_1);
      int at = startOfLine(text, RejectedRowTable.ROW_NUMBER.count(row));
      assertThat(at).as("rows overlap").isGreaterThanOrEqualTo(from);
      assertThat(text.startsWith(raw, at)).as("raw row %s", raw).isTrue();
      from = at + raw.length();
      assertThat(text.substring(from)).matches("(?s)(\r?\n.*)?");
    }
    if (text.indexOf('"') < 0) {
      // Without quotes every line below the header is a row.
      long lines =
          Arrays.stream(text.split("\n"))
              .skip(headerLine)
              .filter(line -> !Blanks.isBlank(line))
              .count();
      assertThat(read).isEqualTo(lines);
    }
  }

  private static int startOfLine(String text, long line) {
    int at = 0;
    for (long i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }

  private static void checkDbf(List<Row> rejected, ByteBuffer file) {
    int header = Short.toUnsignedInt(file.getShort(DbfBytes.HEADER_LENGTH_AT));
    int length = Short.toUnsignedInt(file.getShort(DbfBytes.RECORD_LENGTH_AT));
    for (Row row : rejected) {
      byte[] stood = new byte[length];
      long record = RejectedRowTable.ROW_NUMBER.count(row) - 1;
      file.get((int) (header + record * length), stood);
      assertThat(raw(row)).isEqualTo(stood);
    }
  }

  /** Why a file is refused; of one that is not, the line of its header is put into the map. */
  private Optional<String> refusal(Path file, Map<String, Long> headerLines) {
    try {
      InputFile input = new InputFile(file.getFileName().toString(), file.toUri().toString());
      SniffedFile sniffed = new FileSniffer(Settings.defaults()).sniff(input, HADOOP);
      ExtractFormat format =
          new ExtractReading(spark(), Settings.defaults(), Optional.empty()).format(0, sniffed);
      // A damaged page of a Parquet file shows only when it is read.
      for (FilePart part : format.parts()) {
        try (RecordSource rows = RecordSource.open(format, part, FramedRows.Raw.KEPT, HADOOP)) {
          while (rows.next() != null) {}
        } catch (IOException e) {
          throw FileSniffer.unreadable(input, e);
        }
      }
      headerLines.put(input.sourceFile(), format.headerLine());
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.getMessage());
    }
  }

  /** What may happen to the bytes of a file. */
  enum Mutation {
    FLIP_BYTE("a bit flipped"),
    INSERT_BYTE("a byte inserted"),
    CUT_BYTES("up to 40 bytes cut out"),
    CUT_END("the end cut off"),
    DROP_LINE("a line dropped"),
    REPEAT_LINE("a line repeated"),
    CUT_LINE("a line cut short"),
    SHUFFLE_COLUMNS("the columns of a line shuffled"),
    STRAY_QUOTE("a stray quote"),
    OTHER_ENCODING("a character in another encoding"),
    OTHER_DELIMITER("a stray delimiter"),
    LINE_BREAK("a stray line break"),
    NUL("a byte of value 0"),
    PACKED_FLIP_BYTE("a bit flipped after packing"),
    PACKED_CUT_END("the end cut off after packing");

    /** Those of files that have no lines. */
    private static final List<Mutation> OF_BYTES =
        List.of(FLIP_BYTE, FLIP_BYTE, INSERT_BYTE, CUT_BYTES, CUT_END, NUL);

    private static final List<Mutation> OF_TEXT =
        Stream.of(values()).filter(one -> one.ordinal() < PACKED_FLIP_BYTE.ordinal()).toList();

    private final String words;

    Mutation(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    byte[] of(byte[] bytes, Random random) {
      int at = random.nextInt(bytes.length);
      int lineStart = at;
      while (lineStart > 0 && bytes[lineStart - 1] != '\n') {
        lineStart--;
      }
      int lineEnd = at;
      while (lineEnd < bytes.length && bytes[lineEnd++] != '\n') {}
      return switch (this) {
        case FLIP_BYTE, PACKED_FLIP_BYTE ->
            replaced(bytes, at, at + 1, bytes[at] ^ (1 << random.nextInt(8)));
        case INSERT_BYTE -> replaced(bytes, at, at, random.nextInt(256));
        case CUT_BYTES -> replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)));
        case CUT_END, PACKED_CUT_END -> replaced(bytes, at, bytes.length);
        case DROP_LINE -> replaced(bytes, lineStart, lineEnd);
        case REPEAT_LINE -> joined(bytes, lineEnd, Arrays.copyOfRange(bytes, lineStart, lineEnd));
        case CUT_LINE -> replaced(bytes, at, Math.max(at, lineEnd - 1));
        case SHUFFLE_COLUMNS ->
            joined(
                replaced(bytes, lineStart, lineEnd),
                lineStart,
                shuffled(Arrays.copyOfRange(bytes, lineStart, lineEnd), random));
        case STRAY_QUOTE -> replaced(bytes, at, at, '"');
        case OTHER_ENCODING ->
            random.nextBoolean()
                ? replaced(bytes, at, at, 0xE9)
                : replaced(bytes, at, at, 0xC3, 0xA9);
        case OTHER_DELIMITER -> replaced(bytes, at, at, ",;\t|".charAt(random.nextInt(4)));
        case LINE_BREAK -> replaced(bytes, at, at, random.nextBoolean() ? '\n' : '\r');
        case NUL -> replaced(bytes, at, at, 0);
      };
    }

    private static byte[] shuffled(byte[] line, Random random) {
      String text = new String(line, StandardCharsets.ISO_8859_1);
      String bare = text.stripTrailing();
      String delimiter =
          Stream.of(",", ";", "\t")
              .max(java.util.Comparator.comparingInt(one -> bare.split(one, -1).length))
              .orElseThrow();
      List<String> fields = new ArrayList<>(List.of(bare.split(delimiter, -1)));
      Collections.shuffle(fields, random);
      return (String.join(delimiter, fields) + text.substring(bare.length()))
          .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, int... with) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, from);
      for (int one : with) {
        out.write(one);
      }
      out.write(bytes, to, bytes.length - to);
      return out.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int at, byte[] more) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, at);
      out.writeBytes(more);
      out.write(bytes, at, bytes.length - at);
      return out.toByteArray();
    }
  }

  /**
   * A file to feed.
   *
   * @param bytes as it lies on disk
   * @param mutations what was done to it
   */
  record MutatedFile(String name, FileKind kind, byte[] bytes, Set<Mutation> mutations) {
    static MutatedFile of(int number, Random random) throws IOException {
      return random.nextInt(OTHER) == 0 ? binary(number, random) : text(number, random);
    }

    /** The text of a file that is one, unpacked. */
    byte[] text() {
      if (kind != FileKind.CSV_GZ) {
        return bytes;
      }
      try {
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static MutatedFile text(int number, Random random) throws IOException {
      Set<Mutation> done = EnumSet.noneOf(Mutation.class);
      byte[] bytes =
          sound(number, random)
              .getBytes(
                  random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
      bytes = mutated(bytes, random.nextInt(4), Mutation.OF_TEXT, random, done);
      if (random.nextInt(OTHER) != 0) {
        return new MutatedFile("file" + number + "_2008.csv", FileKind.CSV, bytes, done);
      }
      byte[] packed = packedDamaged(gzip(bytes), random, done);
      return new MutatedFile("file" + number + "_2008.csv.gz", FileKind.CSV_GZ, packed, done);
    }

    private static MutatedFile binary(int number, Random random) throws IOException {
      Set<Mutation> done = EnumSet.noneOf(Mutation.class);
      Path sample = BINARIES.get(random.nextInt(BINARIES.size()));
      String name = "file" + number + "_" + sample.getFileName();
      FileKind kind = FileKind.find(name).orElseThrow();
      byte[] bytes = Files.readAllBytes(sample);
      int count = random.nextInt(3);
      bytes =
          kind == FileKind.XLSX
              ? packedDamaged(mutatedWithin(bytes, count, random, done), random, done)
              : mutated(bytes, count, Mutation.OF_BYTES, random, done);
      return new MutatedFile(name, kind, bytes, done);
    }

    private static byte[] mutated(
        byte[] bytes, int count, List<Mutation> some, Random random, Set<Mutation> done) {
      byte[] mutated = bytes;
      for (int i = 0; i < count && mutated.length > 2; i++) {
        Mutation mutation = some.get(random.nextInt(some.size()));
        mutated = mutation.of(mutated, random);
        done.add(mutation);
      }
      return mutated;
    }

    /** Mutates parts of a workbook and packs it again, so that its checksums are right. */
    private static byte[] mutatedWithin(byte[] book, int count, Random random, Set<Mutation> done)
        throws IOException {
      Map<String, byte[]> parts = new java.util.LinkedHashMap<>();
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(book))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          parts.put(entry.getName(), zip.readAllBytes());
        }
      }
      List<String> sheets =
          parts.keySet().stream().filter(name -> name.endsWith("sheet1.xml")).toList();
      List<String> all = List.copyOf(parts.keySet());
      for (int i = 0; i < count; i++) {
        // Most of what can go wrong is in the sheet.
        List<String> some = random.nextInt(3) == 0 ? all : sheets;
        String name = some.get(random.nextInt(some.size()));
        parts.put(name, mutated(parts.get(name), 1, Mutation.OF_TEXT, random, done));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
          ZipEntry entry = new ZipEntry(part.getKey());
          entry.setTime(0);
          zip.putNextEntry(entry);
          zip.write(part.getValue());
        }
      }
      return bytes.toByteArray();
    }

    /** Of one packed file in four a bit is flipped, of one in four the end cut off. */
    private static byte[] packedDamaged(byte[] bytes, Random random, Set<Mutation> done) {
      List<Mutation> some =
          switch (random.nextInt(4)) {
            case 0 -> List.of(Mutation.PACKED_FLIP_BYTE);
            case 1 -> List.of(Mutation.PACKED_CUT_END);
            default -> List.of();
          };
      return mutated(bytes, some.size(), some, random, done);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(bytes);
      }
      return out.toByteArray();
    }

    /** A sound text in one of several styles, its columns in any order. */
    private static String sound(int number, Random random) {
      String delimiter = List.of(",", ";", "\t").get(random.nextInt(3));
      String end = random.nextBoolean() ? "\n" : "\r\n";
      boolean quoted = random.nextBoolean();
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
      Collections.shuffle(order, random);
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("tahun", "kode_kec", "id_rt", "status", "jumlah_art", "nama_krt"));
      for (int i = 0; i < ROWS; i++) {
        String name = "Rekaan " + number + " no " + i;
        rows.add(
            List.of(
                "2008",
                "35092" + (60 + 10 * (i % 3)),
                "id" + number + "-" + i,
                List.of("SM", "Miskin", "3").get(i % 3),
                String.valueOf(1 + i % 6),
                quoted
                    ? "\"" + name + delimiter + " \"\"é\"\"" + (i % 4 == 0 ? end : "") + "\""
                    : name));
      }
      StringBuilder text = new StringBuilder();
      for (List<String> row : rows) {
        text.append(String.join(delimiter, order.stream().map(row::get).toList())).append(end);
      }
      return text.toString();
    }
  }
}
