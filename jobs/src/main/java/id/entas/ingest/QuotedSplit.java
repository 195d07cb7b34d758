package id.entas.ingest;

import com.univocity.parsers.csv.CsvFormat;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;

/** Splits a record that holds quotes (RFC 4180), once it is known where the record ends. */
final class QuotedSplit implements FieldSplit {
  /** A record has at most this many columns; univocity wants to know beforehand. */
  static final int MOST_COLUMNS = 4096;

  private static final char NONE = '\0';

  private final CsvParser parser;
  private final int[] slots;

  QuotedSplit(char delimiter, int[] slots) {
    CsvFormat format = new CsvFormat();
    format.setDelimiter(delimiter);
    format.setQuote(QuoteScan.QUOTE);
    format.setQuoteEscape(QuoteScan.QUOTE);
    format.setCharToEscapeQuoteEscaping(NONE);
    format.setLineSeparator("\n");
    format.setNormalizedNewline('\n');
    CsvParserSettings settings = new CsvParserSettings();
    settings.setFormat(format);
    settings.setCommentProcessingEnabled(false);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setSkipEmptyLines(false);
    this.parser = new CsvParser(settings);
    this.slots = slots.clone();
  }

  @Override
  public int split(String record, String[] values) {
    String[] fields = parser.parseLine(record);
    for (int i = 0; i < Math.min(fields.length, slots.length); i++) {
      if (slots[i] != UNWANTED) {
        values[slots[i]] =
            fields[i] == null ? null : Blanks.strip(fields[i], 0, fields[i].length());
      }
    }
    return fields.length;
  }
}
