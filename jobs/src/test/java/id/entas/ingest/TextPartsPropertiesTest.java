package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.job.Settings;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TextPartsPropertiesTest {
  private static final int[] SLOTS = {0, 1};
  private static final Settings SETTINGS = Settings.defaults();
  private static final InputFile FILE = new InputFile("file.csv", "file:///none");

  private static FileSniffer.Found look(byte[] bytes, long partBytes) throws IOException {
    return new FileSniffer(SETTINGS, partBytes)
        .textIn(FILE, new BufferedInputStream(new ByteArrayInputStream(bytes)));
  }

  private static List<String> rows(byte[] bytes, FileSniffer.Found found, FilePart part)
      throws IOException {
    List<String> rows = new ArrayList<>();
    ByteArrayInputStream text = new ByteArrayInputStream(bytes);
    text.skipNBytes(part.start());
    try (RecordReader reader =
        new RecordReader(
            text, part, found.encoding(), found.delimiter(), found.headerLine(), SLOTS)) {
      for (FramedRecord row = reader.next(); row != null; row = reader.next()) {
        rows.add(
            row.rowNumber()
                + Arrays.toString(row.raw())
                + Arrays.toString(row.values())
                + row.problem()
                + row.detail());
      }
    }
    return rows;
  }

  /** How many parts the text has, once it is seen that these give the rows of the whole. */
  private static int partsOf(byte[] bytes, long partBytes) throws IOException {
    FileSniffer.Found found = look(bytes, partBytes);
    List<FilePart> parts = found.contents().parts();
    List<String> ofParts = new ArrayList<>();
    for (FilePart part : parts) {
      ofParts.addAll(rows(bytes, found, part));
    }
    assertThat(ofParts).isEqualTo(rows(bytes, found, FilePart.WHOLE));
    return parts.size();
  }

  /** Lines in which quotes open, close, stray, or are missing for about as long as counts. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> lineEnd = Arbitraries.of("\n", "\r\n");
    Arbitrary<String> quietLine = Arbitraries.of("x,y", "é,y", "", " ", "x", "x,y,z");
    Arbitrary<String> quietRun =
        Combinators.combine(quietLine, lineEnd, Arbitraries.integers().between(97, 103))
            .as((line, end, times) -> (line + end).repeat(times));
    Arbitrary<String> quote =
        Combinators.combine(
                Arbitraries.of("1,\"2", "3\"", "1,\"2\"", "x\"y,z", "\"\"", "\""), lineEnd)
            .as((line, end) -> line + end);
    Arbitrary<String> mixed =
        Arbitraries.strings().withChars(",\"\n\r aé\u2200".toCharArray()).ofMaxLength(30);
    return Arbitraries.frequencyOf(Tuple.of(3, quietRun), Tuple.of(4, quote), Tuple.of(1, mixed))
        .list()
        .ofMaxSize(9)
        .map(segments -> String.join("", segments));
  }

  @Property(tries = 1500)
  void shouldGiveTheRowsOfTheWholeInItsParts(
      @ForAll("texts") String text, @ForAll("encodings") Charset charset) throws IOException {
    String mark = charset.name().startsWith("UTF-16") ? "\uFEFF" : "";
    byte[] bytes = (mark + "\na,b\n" + text).getBytes(charset);

    partsOf(bytes, 0);
    partsOf(bytes, 700);
  }

  @Provide
  Arbitrary<Charset> encodings() {
    return Arbitraries.of(
        StandardCharsets.UTF_8,
        StandardCharsets.UTF_16LE,
        StandardCharsets.UTF_16BE,
        Charset.forName("windows-1252"));
  }

  @Example
  void shouldSplitWhereQuotesHaveBeenMissingLongEnough() throws IOException {
    String quiet = "x,y\n".repeat(RecordReader.MOST_LINES);

    // The header is looked for in the first lines, so no part begins among these.
    String first = "a,b\n" + "x,y\n".repeat(HeaderNames.MOST_LINES - 1);
    assertThat(partsOf((first + quiet.repeat(3) + "x,y\n").getBytes(), 0)).isEqualTo(4);
    assertThat(partsOf(("a,b\n" + quiet.repeat(3)).getBytes(), 1 << 20)).isEqualTo(1);
    assertThat(partsOf(("a,b\n1,\"2\"\n".repeat(500)).getBytes(), 0)).isEqualTo(1);
  }

  @Example
  void shouldNotSplitWithinTheLongestRowInQuotes() throws IOException {
    int inside = RecordReader.MOST_LINES - 1;
    String longest = "1,\"2\n" + "x,y\n".repeat(inside) + "3\"\n";

    assertThat(partsOf(("a,b\n" + longest).getBytes(), 0)).isEqualTo(1);
    assertThat(partsOf(("a,b\n" + longest + "x,y\n".repeat(inside + 2)).getBytes(), 0))
        .isEqualTo(2);
  }
}
