package id.entas.publish;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import id.entas.tables.Field;
import java.io.Writer;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows of a table as CSV (RFC 4180, commas, lines that end in a line feed), the columns' names
 * first; a missing value is an empty field.
 */
final class TableCsv {
  /** With what a spreadsheet takes a text for a formula; blanks before it do not matter to some. */
  private static final String FORMULA_STARTS = "=+-@";

  private TableCsv() {}

  /**
   * Writes the rows and flushes the writer.
   *
   * @param fields the columns, which every row has
   */
  static void write(List<Field> fields, List<Row> rows, Writer writer) {
    CsvWriterSettings format = new CsvWriterSettings();
    format.getFormat().setLineSeparator("\n");
    format.setQuotationTriggers('"');
    // Otherwise blanks before a text would be left out, and with them what makes it no formula.
    format.setIgnoreLeadingWhitespaces(false);
    format.setIgnoreTrailingWhitespaces(false);
    CsvWriter csv = new CsvWriter(writer, format);
    csv.writeHeaders(fields.stream().map(Field::name).toList());
    for (Row row : rows) {
      csv.writeRow(fields.stream().map(field -> cell(row.getAs(field.name()))).toArray());
    }
    csv.flush();
  }

  /**
   * A value as it is written: a text that a spreadsheet would take for a formula gets a leading
   * apostrophe, by which it stays a text. Numbers keep their sign.
   */
  private static Object cell(Object value) {
    if (!(value instanceof String text)) {
      return value;
    }
    String bare = text.strip();
    return !bare.isEmpty() && FORMULA_STARTS.indexOf(bare.charAt(0)) >= 0 ? "'" + text : text;
  }
}
