package id.entas.ingest;

import java.nio.charset.StandardCharsets;

/**
 * One line of a text as most are: ASCII without quotes, with the columns of the header, no blanks
 * about a value, and a line feed at its end. Its fields are found where they stand among the bytes,
 * and no text is made of them.
 */
final class PlainLine {
  /** The line does not end before the bytes do. */
  static final int CUT_OFF = -1;

  /** The line is for the full reader. */
  static final int NOT_PLAIN = -2;

  private final byte delimiter;
  private final int columns;
  private final int[] starts;
  private final int[] ends;
  private byte[] bytes;

  /**
   * @param delimiter what separates its fields, an ASCII character
   * @param columns how many fields it has
   */
  PlainLine(char delimiter, int columns) {
    this.delimiter = (byte) delimiter;
    this.columns = columns;
    this.starts = new int[columns];
    this.ends = new int[columns];
  }

  /**
   * Finds the fields of the line that begins at a byte.
   *
   * @param end where the bytes end
   * @return where the next line begins, {@link #CUT_OFF} or {@link #NOT_PLAIN}
   */
  int scan(byte[] buffer, int start, int end) {
    bytes = buffer;
    int column = 0;
    int from = start;
    for (int at = start; at < end; at++) {
      byte one = buffer[at];
      if (one == delimiter) {
        if (column == columns || !add(column++, from, at)) {
          return NOT_PLAIN;
        }
        from = at + 1;
      } else if (one <= QuoteScan.QUOTE) {
        if (one == '\n') {
          int stop = at > start && buffer[at - 1] == '\r' ? at - 1 : at;
          return column == columns - 1 && stop > start && add(column, from, stop)
              ? at + 1
              : NOT_PLAIN;
        }
        if (one <= 0 || one == QuoteScan.QUOTE) {
          return NOT_PLAIN;
        }
      }
    }
    return CUT_OFF;
  }

  private boolean add(int column, int from, int to) {
    starts[column] = from;
    ends[column] = to;
    return from >= to || bytes[from] > ' ' && bytes[to - 1] > ' ';
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int column) {
    return starts[column];
  }

  int length(int column) {
    return Math.max(0, ends[column] - starts[column]);
  }

  /** The first byte of a field that is not empty. */
  byte first(int column) {
    return bytes[starts[column]];
  }

  /** A field, null where it is empty. */
  String text(int column) {
    int length = length(column);
    return length == 0
        ? null
        : new String(bytes, starts[column], length, StandardCharsets.ISO_8859_1);
  }
}
