package id.entas.ingest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  /** Columns a, b, c of a test file, in the first three slots. */
  private static final int[] THREE = {0, 1, 2};

  private static List<FramedRecord> read(byte[] file, TextEncoding encoding, char delimiter) {
    List<FramedRecord> records = new ArrayList<>();
    try (RecordReader reader =
        new RecordReader(new ByteArrayInputStream(file), encoding, delimiter, 1, THREE)) {
      for (FramedRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  private static List<FramedRecord> read(String file) {
    return read(file.getBytes(UTF_8), TextEncoding.UTF_8, ',');
  }

  private static List<String> values(FramedRecord record) {
    return Arrays.asList(record.values()).subList(0, 3);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  @Test
  void shouldGiveFieldsAndPhysicalLineOfEachRow() {
    List<FramedRecord> records = read("a,b,c\n1, 2 ,3\n\n  \n4,,6\n");

    assertThat(records).extracting(FramedRecord::rowNumber).containsExactly(2L, 5L);
    assertThat(values(records.get(0))).containsExactly("1", "2", "3");
    assertThat(values(records.get(1))).containsExactly("4", null, "6");
  }

  @Test
  void shouldReadWindowsLineEndsAndALastLineWithoutEnd() {
    List<FramedRecord> records = read("a,b,c\r\n1,2,3\r\n4,5,6");

    assertThat(values(records.get(0))).containsExactly("1", "2", "3");
    assertThat(values(records.get(1))).containsExactly("4", "5", "6");
    assertThat(new String(records.get(0).raw(), UTF_8)).isEqualTo("1,2,3");
  }

  @Test
  void shouldReadQuotedDelimitersQuotesAndLineEnds() {
    List<FramedRecord> records =
        read("a,b,c\r\n\"1,5\",\"say \"\"hi\"\"\",\"two\r\n\r\nlines\"\r\n4, \"5\" ,6\r\n");

    assertThat(values(records.get(0))).containsExactly("1,5", "say \"hi\"", "two\r\n\r\nlines");
    assertThat(new String(records.get(0).raw(), UTF_8))
        .isEqualTo("\"1,5\",\"say \"\"hi\"\"\",\"two\r\n\r\nlines\"");
    assertThat(values(records.get(1))).containsExactly("4", "5", "6");
    assertThat(records.get(1).rowNumber()).isEqualTo(5);
  }

  @Test
  void shouldTakeAQuoteWithinAPlainFieldAsText() {
    List<FramedRecord> records = read("a,b,c\n1,Jl. \"Baru\" 5,3\n");

    assertThat(values(records.get(0))).containsExactly("1", "Jl. \"Baru\" 5", "3");
  }

  @Test
  void shouldGiveUpOnlyTheLineOfAnUnclosedQuote() {
    List<FramedRecord> records =
        read("a,b,c\n1,\"Siti,3\n4,\"Budi\",6\n7,\"x\"y,9\n10,11,12\n13,\"14,15");

    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsExactly(
            RejectionReason.UNCLOSED_QUOTE,
            null,
            RejectionReason.UNCLOSED_QUOTE,
            null,
            RejectionReason.UNCLOSED_QUOTE);
    assertThat(records).extracting(FramedRecord::rowNumber).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(new String(records.get(0).raw(), UTF_8)).isEqualTo("1,\"Siti,3");
  }

  @Test
  void shouldGiveUpOnlyTheFirstLineWhenAQuoteClosesInALaterRow() {
    List<FramedRecord> records = read("a,b,c\n1,2,\"3\n4,5,6\n7,8\",9\n");

    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsExactly(RejectionReason.UNCLOSED_QUOTE, null, null);
    assertThat(values(records.get(2))).containsExactly("7", "8\"", "9");
  }

  @Test
  void shouldNotLookFurtherThanItsLimitForAClosingQuote() {
    String many = "4,5,6\n".repeat(RecordReader.MOST_LINES);

    List<FramedRecord> records = read("a,b,c\n1,2,\"3\n" + many + "\"\n");

    assertThat(records).hasSize(RecordReader.MOST_LINES + 2);
    assertThat(records.get(0).problem()).isEqualTo(RejectionReason.UNCLOSED_QUOTE);
    assertThat(values(records.get(1))).containsExactly("4", "5", "6");
  }

  @Test
  void shouldCountColumns() {
    List<FramedRecord> records = read("a,b,c\n1,2\n1,2,3,4\n\"1\",2\n");

    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsOnly(RejectionReason.COLUMN_COUNT);
    assertThat(records.get(1).detail()).isEqualTo("the row has 4 columns, the header 3");
  }

  @Test
  void shouldReadUtf16OfBothOrdersBehindItsMark() {
    String text = "a;b;c\r\n1;é\u0A0A\uD83D\uDE00;\"x\n\ny\"\r\n4;5;6";
    byte[] little = joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, text.getBytes(UTF_16LE));
    byte[] big = joined(new byte[] {(byte) 0xFE, (byte) 0xFF}, text.getBytes(UTF_16BE));

    for (byte[] file : List.of(little, big)) {
      List<FramedRecord> records = read(file, TextEncoding.ofMark(file), ';');
      assertThat(values(records.get(0))).containsExactly("1", "é\u0A0A\uD83D\uDE00", "x\n\ny");
      assertThat(values(records.get(1))).containsExactly("4", "5", "6");
      assertThat(records.get(1).rowNumber()).isEqualTo(5);
    }
  }

  @Test
  void shouldSkipTheMarkOfUtf8AndRejectRowsThatAreNot() {
    byte[] bad = joined("a,b,c\n1,é,3\n4,".getBytes(UTF_8), new byte[] {(byte) 0xE9});
    byte[] file =
        joined(
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            joined(bad, ",6\n".getBytes(UTF_8)));

    List<FramedRecord> records = read(file, TextEncoding.ofMark(file), ',');

    assertThat(values(records.get(0))).containsExactly("1", "é", "3");
    assertThat(records.get(1).problem()).isEqualTo(RejectionReason.INVALID_ENCODING);
    assertThat(records.get(1).raw()).containsExactly('4', ',', 0xE9, ',', '6');
  }

  @Test
  void shouldReadWindows1252() {
    byte[] file = "a,b,c\n1,“é”,3\n".getBytes(Charset.forName("windows-1252"));

    assertThat(values(read(file, TextEncoding.WINDOWS_1252, ',').get(0)))
        .containsExactly("1", "“é”", "3");
  }

  @Test
  void shouldReadLinesLongerThanItsBuffer() {
    String wide = "x".repeat(200_000);

    List<FramedRecord> records = read("a,b,c\n1," + wide + ",3\n4,5,6\n");

    assertThat(values(records.get(0))).containsExactly("1", wide, "3");
    assertThat(values(records.get(1))).containsExactly("4", "5", "6");
  }

  @Test
  void shouldRejectRowsWithBytesOfValueZeroAndNeverPassThemOver() {
    List<FramedRecord> records = read("a,b,c\n1,2\0,3\n4,\"5\n\0\0\0\n6,7,8\n");

    assertThat(records)
        .extracting(FramedRecord::problem)
        .containsExactly(
            RejectionReason.INVALID_ENCODING,
            RejectionReason.UNCLOSED_QUOTE,
            RejectionReason.INVALID_ENCODING,
            null);
    assertThat(records.get(2).raw()).containsExactly(0, 0, 0);
  }
}
