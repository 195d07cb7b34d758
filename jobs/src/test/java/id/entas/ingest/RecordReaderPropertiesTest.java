package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordReaderPropertiesTest {
  private static final int COLUMNS = 5;
  private static final int[] SLOTS = {0, 1, 2, 3, 4};

  @Provide
  Arbitrary<String> recordsWithoutQuotes() {
    return Arbitraries.strings()
        .withChars(",; \t#'\\ab1é\u0000\u00A0".toCharArray())
        .ofMinLength(1)
        .ofMaxLength(40)
        .filter(text -> !Blanks.isBlank(text));
  }

  @Property
  void shouldSplitRecordsWithoutQuotesAsTheCsvParserDoes(
      @ForAll("recordsWithoutQuotes") String record) {
    for (char delimiter : new char[] {',', ';', '\t'}) {
      String[] plain = new String[COLUMNS];
      String[] quoted = new String[COLUMNS];

      int plainCount = new PlainSplit(delimiter, SLOTS).split(record, plain);
      int quotedCount = new QuotedSplit(delimiter, SLOTS).split(record, quoted);

      assertThat(plainCount).isEqualTo(quotedCount);
      assertThat(plain).isEqualTo(quoted);
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.strings()
        .withChars(",\"\n\r ab1".toCharArray())
        .ofMaxLength(120)
        .map(body -> "a,b,c,d,e\n" + body);
  }

  @Property(tries = 3000)
  void shouldAccountForEveryLineOfAnyFileAndKeepItsBytes(@ForAll("files") String file)
      throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    List<FramedRecord> records = new ArrayList<>();
    try (RecordReader reader =
        new RecordReader(new ByteArrayInputStream(bytes), TextEncoding.UTF_8, ',', 1, SLOTS)) {
      for (FramedRecord record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    }

    assertThat(withoutBlanks(records)).isEqualTo(withoutBlanks(file));
    for (FramedRecord record : records) {
      if (record.problem() == null) {
        assertThat(fieldsOf(record)).isEqualTo(COLUMNS);
      }
    }
  }

  private static int fieldsOf(FramedRecord record) {
    String raw = new String(record.raw(), StandardCharsets.UTF_8);
    return new QuotedSplit(',', SLOTS).split(raw, new String[COLUMNS]);
  }

  /** The text of the rows behind the header, by line and without blank lines. */
  private static List<String> withoutBlanks(String file) {
    return Arrays.stream(file.split("\n"))
        .skip(1)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> withoutBlanks(List<FramedRecord> records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("header\n".getBytes(StandardCharsets.UTF_8));
    for (FramedRecord record : records) {
      all.writeBytes(record.raw());
      all.write('\n');
    }
    return withoutBlanks(all.toString(StandardCharsets.UTF_8));
  }
}
