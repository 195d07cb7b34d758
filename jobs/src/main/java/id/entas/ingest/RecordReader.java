package id.entas.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a file into its rows, so that every physical line that is not blank is part of exactly one
 * of them.
 *
 * <p>Where a quoted field does not close properly, only the first physical line is given up and
 * reading goes on with the next: one stray quote never swallows the rows behind it. The price is
 * that such a row is recognised only by what it would make of the lines after it, so lines are held
 * back up to a limit.
 */
final class RecordReader implements RecordSource {
  /** A row in quotes spans at most this many physical lines. */
  static final int MOST_LINES = 100;

  /** A row in quotes that spans several lines has at most this many characters. */
  static final int MOST_CHARACTERS = 1 << 16;

  private record TextLine(Line line, TextEncoding.Decoded decoded) {}

  private final LineReader lines;
  private final TextEncoding.Decoder decoder;
  private final String charset;
  private final char delimiter;
  private final int columns;
  private final FieldSplit plain;
  private final FieldSplit quoted;

  /** Lines that were read ahead, in their order. */
  private final List<TextLine> ahead = new ArrayList<>();

  /**
   * Reads a whole file.
   *
   * @param text the file's text from its first byte, byte order mark and header included
   * @param headerLine physical line of the header, behind which the rows begin
   */
  RecordReader(
      InputStream text, TextEncoding encoding, char delimiter, long headerLine, int[] slots)
      throws IOException {
    this(text, FilePart.WHOLE, encoding, delimiter, headerLine, slots);
  }

  /**
   * Reads a part of a file, as found by {@link TextParts}.
   *
   * @param text stands at the first byte of the part
   * @param headerLine physical line of the header, which stands in the first part
   */
  RecordReader(
      InputStream text,
      FilePart part,
      TextEncoding encoding,
      char delimiter,
      long headerLine,
      int[] slots)
      throws IOException {
    int mark = part.isFirst() ? encoding.mark() : 0;
    text.skipNBytes(mark);
    this.lines = new LineReader(text, encoding, part.firstRow(), part.length() - mark);
    for (long line = part.firstRow(); line <= headerLine; line++) {
      lines.next();
    }
    this.decoder = encoding.decoder();
    this.charset = encoding.charset();
    this.delimiter = delimiter;
    this.columns = slots.length;
    this.plain = new PlainSplit(delimiter, slots);
    this.quoted = new QuotedSplit(delimiter, slots);
  }

  /**
   * Looks at the next row, without taking it, where it is one plain line; what is no such line is
   * for {@link #next}.
   *
   * @param line of as many columns as the header
   * @return whether it is
   */
  boolean peek(PlainLine line) throws IOException {
    return ahead.isEmpty() && decoder.width() == 1 && decoder.extendsAscii() && lines.peek(line);
  }

  /** Takes the row that was looked at and gives back its line. */
  long take() {
    return lines.take();
  }

  @Override
  public FramedRecord next() throws IOException {
    TextLine first = nextLine();
    if (first == null) {
      return null;
    }
    if (hasNul(first)) {
      return problem(
          first,
          raw(first, 0),
          RejectionReason.INVALID_ENCODING,
          "the row has bytes of value 0, which are no text");
    }
    return first.decoded().text().indexOf(QuoteScan.QUOTE) < 0 ? plain(first) : quoted(first);
  }

  /** Whether a line holds NUL, which is in no text but in what a broken disk leaves of one. */
  private static boolean hasNul(TextLine line) {
    return line.decoded().text().indexOf('\0') >= 0;
  }

  /** The next line that is not blank, or null at the end of the file. */
  private TextLine nextLine() throws IOException {
    while (true) {
      TextLine line = lookAhead(0);
      if (line == null) {
        return null;
      }
      ahead.remove(0);
      if (!Blanks.isBlank(line.decoded().text()) || hasNul(line)) {
        return line;
      }
    }
  }

  private TextLine lookAhead(int place) throws IOException {
    while (ahead.size() <= place) {
      Line line = lines.next();
      if (line == null) {
        return null;
      }
      ahead.add(new TextLine(line, decoder.decode(line)));
    }
    return ahead.get(place);
  }

  private FramedRecord plain(TextLine line) {
    String[] values = new String[ExtractColumn.values().length];
    int fields = plain.split(line.decoded().text(), values);
    if (fields != columns) {
      return wrongCount(line, fields, raw(line, 0));
    }
    return line.decoded().isValid()
        ? row(line, raw(line, 0), values)
        : unknownBytes(line, raw(line, 0));
  }

  private FramedRecord quoted(TextLine first) throws IOException {
    QuoteScan scan = new QuoteScan(delimiter);
    QuoteScan.State state = scan.add(first.decoded().text());
    boolean isValid = first.decoded().isValid();
    Line last = first.line();
    int more = 0;
    while (state == QuoteScan.State.OPEN && more < MOST_LINES && scan.length() < MOST_CHARACTERS) {
      TextLine next = lookAhead(more);
      if (next == null || hasNul(next)) {
        break;
      }
      String end = last.bytes().length - last.length() > decoder.width() ? "\r\n" : "\n";
      state = scan.add(end + next.decoded().text());
      isValid &= next.decoded().isValid();
      last = next.line();
      more++;
    }
    if (state != QuoteScan.State.CLOSED || (more > 0 && scan.fields() != columns)) {
      return problem(
          first,
          raw(first, 0),
          RejectionReason.UNCLOSED_QUOTE,
          "a quoted field of this line does not close properly");
    }
    byte[] raw = raw(first, more);
    if (scan.fields() != columns) {
      return wrongCount(first, scan.fields(), raw);
    }
    ahead.subList(0, more).clear();
    if (!isValid) {
      return unknownBytes(first, raw);
    }
    String[] values = new String[ExtractColumn.values().length];
    int fields = quoted.split(scan.record(), values);
    return fields == columns ? row(first, raw, values) : wrongCount(first, fields, raw);
  }

  /** The bytes of a row that goes on for some of the lines read ahead. */
  private byte[] raw(TextLine first, int more) {
    Line line = first.line();
    if (more == 0) {
      return line.bytes().length == line.length()
          ? line.bytes()
          : Arrays.copyOf(line.bytes(), line.length());
    }
    int size = line.bytes().length;
    for (int i = 0; i < more; i++) {
      Line next = ahead.get(i).line();
      size += i == more - 1 ? next.length() : next.bytes().length;
    }
    byte[] raw = Arrays.copyOf(line.bytes(), size);
    int at = line.bytes().length;
    for (int i = 0; i < more; i++) {
      Line next = ahead.get(i).line();
      int length = i == more - 1 ? next.length() : next.bytes().length;
      System.arraycopy(next.bytes(), 0, raw, at, length);
      at += length;
    }
    return raw;
  }

  private FramedRecord row(TextLine first, byte[] raw, String[] values) {
    return new FramedRecord(first.line().number(), raw, values, null, null);
  }

  private FramedRecord wrongCount(TextLine first, int fields, byte[] raw) {
    return problem(
        first,
        raw,
        RejectionReason.COLUMN_COUNT,
        "the row has " + fields + " columns, the header " + columns);
  }

  private FramedRecord unknownBytes(TextLine first, byte[] raw) {
    return problem(
        first, raw, RejectionReason.INVALID_ENCODING, "the row has bytes that are not " + charset);
  }

  private static FramedRecord problem(
      TextLine first, byte[] raw, RejectionReason reason, String detail) {
    return new FramedRecord(
        first.line().number(), raw, new String[ExtractColumn.values().length], reason, detail);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
