package id.entas.ingest;

/**
 * Follows the quotes of one record (RFC 4180) through its physical lines, to see where it ends.
 *
 * <p>A quote within a field that does not start with one is ordinary text, as in {@code Jl.
 * "Baru"}.
 */
final class QuoteScan {
  static final char QUOTE = '"';

  /** What is known of the record so far. */
  enum State {
    /** Ends here. */
    CLOSED,
    /** Goes on with the next physical line. */
    OPEN,
    /** Text follows a closing quote: no record of RFC 4180. */
    BROKEN
  }

  private final char delimiter;
  private final StringBuilder record = new StringBuilder();
  private boolean inQuotes;
  private int fields = 1;

  QuoteScan(char delimiter) {
    this.delimiter = delimiter;
  }

  /** The physical lines so far. */
  String record() {
    return record.toString();
  }

  int length() {
    return record.length();
  }

  /** How many fields the record has so far. */
  int fields() {
    return fields;
  }

  /** Takes the next physical line; a line after the first includes the line end before it. */
  State add(String text) {
    int at = record.length();
    record.append(text);
    while (true) {
      if (!inQuotes) {
        int first = skipBlanks(at);
        if (first < record.length() && record.charAt(first) == QUOTE) {
          inQuotes = true;
          at = first + 1;
        } else {
          int stop = record.indexOf(String.valueOf(delimiter), at);
          if (stop < 0) {
            return State.CLOSED;
          }
          fields++;
          at = stop + 1;
          continue;
        }
      }
      int quote = record.indexOf("\"", at);
      if (quote < 0) {
        return State.OPEN;
      }
      if (quote + 1 < record.length() && record.charAt(quote + 1) == QUOTE) {
        at = quote + 2;
        continue;
      }
      inQuotes = false;
      at = skipBlanks(quote + 1);
      if (at == record.length()) {
        return State.CLOSED;
      }
      if (record.charAt(at) != delimiter) {
        return State.BROKEN;
      }
      fields++;
      at++;
    }
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < record.length() && record.charAt(at) <= ' ' && record.charAt(at) != delimiter) {
      at++;
    }
    return at;
  }
}
