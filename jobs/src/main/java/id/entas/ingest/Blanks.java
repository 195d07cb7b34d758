package id.entas.ingest;

/**
 * Surrounding blanks of a value, of which spreadsheets know more kinds than Java's {@code strip}.
 */
final class Blanks {
  private static final char NO_BREAK_SPACE = 0xA0;
  private static final char BYTE_ORDER_MARK = 0xFEFF;

  private Blanks() {}

  private static boolean isBlank(char c) {
    return c <= ' ' || c == NO_BREAK_SPACE || c == BYTE_ORDER_MARK || Character.isWhitespace(c);
  }

  static boolean isBlank(String text) {
    return strip(text, 0, text.length()) == null;
  }

  /** The part of the text from start to end without surrounding blanks, or null if nothing else. */
  static String strip(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return from == to ? null : text.substring(from, to);
  }
}
