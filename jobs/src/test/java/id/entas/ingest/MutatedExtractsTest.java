package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.RejectedRowTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feeds damaged files and asks of each: is it refused by name, or is every row of it accounted for?
 *
 * <p>{@code -Dentas.mutated-files} says how many; the seed is fixed, so that a failure can be had
 * again.
 */
class MutatedExtractsTest extends IngestTest {
  private static final int FILES = Integer.getInteger("entas.mutated-files", 300);
  private static final int A_BATCH = 300;
  private static final long SEED = 20261124;
  private static final int ROWS = 12;
  private static final int YEAR = 2008;

  /** One file in so many is no text. */
  private static final int BINARY = 10;

  private static final List<Path> SAMPLES =
      Stream.of("tiny_jelbuk_2008.dbf", "tiny_jelbuk_2009.xlsx", "tiny_jelbuk_a_2011.parquet")
          .map(Path.of("..", "data-samples", "tiny")::resolve)
          .toList();

  private static final String SOUND = "sound_2008.csv";

  /** What may happen to the bytes of a file. */
  private enum Mutation {
    FLIP_BYTE,
    INSERT_BYTE,
    CUT_BYTES,
    CUT_END,
    DROP_LINE,
    REPEAT_LINE,
    CUT_LINE,
    STRAY_QUOTE,
    OTHER_ENCODING,
    OTHER_DELIMITER,
    LINE_BREAK,
    NUL
  }

  @Test
  void shouldRefuseADamagedFileByNameOrAccountForEveryRowOfIt(@TempDir Path folder)
      throws IOException {
    Random random = new Random(SEED);
    int refused = 0;
    long rejected = 0;
    long accepted = 0;
    int damagedBinaries = 0;
    for (int start = 0; start < FILES; start += A_BATCH) {
      Path batch = Files.createDirectories(folder.resolve("batch" + start));
      Map<String, byte[]> files = new HashMap<>();
      Set<String> binary = new HashSet<>();
      for (int i = start; i < Math.min(FILES, start + A_BATCH); i++) {
        if (random.nextInt(BINARY) == 0) {
          Path sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
          String name = "file" + i + "_" + sample.getFileName();
          Path file = write(batch, name, damaged(Files.readAllBytes(sample), random));
          Optional<String> refusal = refusal(file);
          if (refusal.isPresent()) {
            assertThat(refusal.get()).contains(name).endsWith(".").doesNotContain("Rekaan");
            Files.delete(file);
            refused++;
          } else {
            binary.add(name);
          }
          continue;
        }
        byte[] bytes = mutated(text(i, random), random);
        boolean packed = random.nextInt(5) == 0;
        byte[] written = packed ? damaged(gzip(bytes), random) : bytes;
        String name = "file" + i + (packed ? "_2008.csv.gz" : "_2008.csv");
        Path file = write(batch, name, written);
        Optional<String> refusal = refusal(file);
        if (refusal.isPresent()) {
          assertThat(refusal.get()).contains(name).endsWith(".").doesNotContain("Rekaan");
          Files.delete(file);
          refused++;
        } else {
          files.put(name, packed ? unpacked(written) : written);
        }
      }
      write(batch, SOUND, "region_code,household_id,tier\n3509260,sound,SM\n");

      ingest(batch, lenient());

      Map<String, List<Row>> rejectedRows = new HashMap<>();
      for (Row row : rejected(batch)) {
        rejectedRows
            .computeIfAbsent(RejectedRowTable.SOURCE_FILE.text(row), name -> new ArrayList<>())
            .add(row);
      }
      List<Row> ledger = lake(batch).rows(ExtractFileTable.TABLE);
      assertThat(ledger).hasSize(files.size() + binary.size() + 1);
      for (Row row : ledger) {
        String name = ExtractFileTable.SOURCE_FILE.text(row);
        if (!name.equals(SOUND)) {
          List<Row> own = rejectedRows.getOrDefault(name, List.of());
          assertThat(ExtractFileTable.ROWS_READ.count(row))
              .as(name)
              .isEqualTo(ExtractFileTable.ROWS_ACCEPTED.count(row) + own.size());
          if (files.containsKey(name)) {
            check(name, row, own, files.get(name));
          } else {
            assertThat(own)
                .as(name)
                .allMatch(one -> one.<byte[]>getAs(RejectedRowTable.RAW.name()).length > 0);
            damagedBinaries++;
          }
          rejected += own.size();
          accepted += ExtractFileTable.ROWS_ACCEPTED.count(row);
        }
      }
    }
    // The mutations are of every kind: neither harmless nor always fatal.
    assertThat(refused).isBetween(FILES / 50, FILES / 2);
    assertThat(rejected).isGreaterThan(FILES / 2);
    assertThat(accepted).isGreaterThan(FILES * 4L);
    assertThat(damagedBinaries).isGreaterThan(FILES / 100);
    System.out.printf(
        "%d mutated files: %d refused by name; of the others %d rows accepted, %d rejected, all"
            + " accounted for%n",
        FILES, refused, accepted, rejected);
  }

  /** Every row is one or the other, and what was rejected stands in the file as it was kept. */
  private static void check(String name, Row ledger, List<Row> rejected, byte[] file) {
    long read = ExtractFileTable.ROWS_READ.count(ledger);
    // Latin-1 keeps every byte as one character.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int from = 0;
    for (Row row : rejected) {
      String raw =
          new String(row.<byte[]>getAs(RejectedRowTable.RAW.name()), StandardCharsets.ISO_8859_1);
      int at = startOfLine(text, RejectedRowTable.ROW_NUMBER.count(row));
      assertThat(at).as("%s: rows overlap", name).isGreaterThanOrEqualTo(from);
      assertThat(text.startsWith(raw, at)).as("%s: raw row %s", name, raw).isTrue();
      from = at + raw.length();
      assertThat(text.substring(from)).as(name).matches("(?s)(\r?\n.*)?");
    }
    if (text.indexOf('"') < 0) {
      // Without quotes every line below the header is a row.
      long lines = Arrays.stream(text.split("\n")).filter(line -> !Blanks.isBlank(line)).count();
      assertThat(read).as(name).isEqualTo(lines - 1);
    }
  }

  private static int startOfLine(String text, long line) {
    int at = 0;
    for (long i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at;
  }

  private static Optional<String> refusal(Path file) {
    try {
      InputFile input = new InputFile(file.getFileName().toString(), file.toUri().toString());
      SniffedFile sniffed = new FileSniffer(Settings.defaults()).sniff(input, new Configuration());
      ExtractHeader header =
          ExtractHeader.of(
              input, sniffed.header(), ExtractHeader.YearSource.FILE, Settings.defaults());
      // A damaged page of a Parquet file shows only when it is read.
      for (FilePart part : sniffed.contents().parts()) {
        ExtractFormat format =
            new ExtractFormat(
                0,
                input,
                sniffed.encoding(),
                sniffed.delimiter(),
                sniffed.headerLine(),
                sniffed.sheet(),
                header,
                YEAR,
                sniffed.contents().parts());
        try (RecordSource rows =
            RecordSource.open(format, part, FramedRows.Raw.KEPT, new Configuration())) {
          while (rows.next() != null) {}
        } catch (IOException e) {
          throw FileSniffer.unreadable(input, e);
        }
      }
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.getMessage());
    }
  }

  /** A sound file in one of several styles, its columns in any order. */
  private static String text(int number, Random random) {
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

  private static byte[] mutated(String text, Random random) {
    byte[] bytes =
        text.getBytes(
            random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 2; i--) {
      Mutation[] all = Mutation.values();
      bytes = mutated(bytes, all[random.nextInt(all.length)], random);
    }
    return bytes;
  }

  private static byte[] mutated(byte[] bytes, Mutation mutation, Random random) {
    int at = random.nextInt(bytes.length);
    int lineStart = at;
    while (lineStart > 0 && bytes[lineStart - 1] != '\n') {
      lineStart--;
    }
    int lineEnd = at;
    while (lineEnd < bytes.length && bytes[lineEnd++] != '\n') {}
    return switch (mutation) {
      case FLIP_BYTE -> replaced(bytes, at, at + 1, bytes[at] ^ (1 << random.nextInt(8)));
      case INSERT_BYTE -> replaced(bytes, at, at, random.nextInt(256));
      case CUT_BYTES -> replaced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)));
      case CUT_END -> replaced(bytes, at, bytes.length);
      case DROP_LINE -> replaced(bytes, lineStart, lineEnd);
      case REPEAT_LINE -> joined(bytes, lineEnd, Arrays.copyOfRange(bytes, lineStart, lineEnd));
      case CUT_LINE -> replaced(bytes, at, Math.max(at, lineEnd - 1));
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

  /** Of one such file in two a byte is flipped or the end cut off. */
  private static byte[] damaged(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> mutated(bytes, Mutation.FLIP_BYTE, random);
      case 1 -> replaced(bytes, at, bytes.length);
      default -> bytes;
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }
}
