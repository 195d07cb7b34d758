package id.entas.job;

import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import id.entas.domain.Refusal;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the small CSV files of {@code conf/}: comma, UTF-8, a header row. */
final class CsvFile {
  private CsvFile() {}

  /**
   * The rows as maps from column to text, empty where nothing is written.
   *
   * @throws Refusal if a column is missing, naming it
   */
  static List<Map<String, String>> read(String name, String text, String... columns) {
    return read(name, text, List.of(columns), List.of());
  }

  /**
   * The same with columns that the file need not have; where it does not, they are empty.
   *
   * @throws Refusal if a column of the first list is missing, naming it
   */
  static List<Map<String, String>> read(
      String name, String text, List<String> columns, List<String> optionalColumns) {
    return lines(name, text, columns, optionalColumns).stream().map(Line::values).toList();
  }

  /**
   * A row with where it stands.
   *
   * @param number of the line on which it ends; the header is line 1
   * @param values by column, empty where nothing is written
   */
  record Line(long number, Map<String, String> values) {}

  /**
   * The rows with their lines.
   *
   * @throws Refusal if a column is missing, naming it
   */
  static List<Line> lines(String name, String text, String... columns) {
    return lines(name, text, List.of(columns), List.of());
  }

  private static List<Line> lines(
      String name, String text, List<String> columns, List<String> optionalColumns) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setNullValue("");
    settings.setEmptyValue("");
    CsvParser parser = new CsvParser(settings);
    parser.beginParsing(new StringReader(text));
    List<Record> records = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (Record record = parser.parseNextRecord();
        record != null;
        record = parser.parseNextRecord()) {
      records.add(record);
      ends.add(parser.getContext().currentLine());
    }
    String[] found = parser.getContext().headers();
    List<String> headers = found == null ? List.of() : Arrays.asList(found);
    for (String column : columns) {
      if (!headers.contains(column)) {
        throw Refusal.mistake(
            "The settings file "
                + name
                + " has no column "
                + column
                + " (found "
                + String.join(", ", headers)
                + "); add it.");
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Record record = records.get(i);
      Map<String, String> row = new LinkedHashMap<>();
      columns.forEach(column -> row.put(column, textOf(record, column)));
      optionalColumns.forEach(
          column -> row.put(column, headers.contains(column) ? textOf(record, column) : ""));
      lines.add(new Line(ends.get(i), row));
    }
    return lines;
  }

  /** A whole number of a file's column; the file is named where it is none. */
  static int wholeNumber(String file, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refusal.mistake("'" + text + "' is no whole number; correct " + file + ".", e);
    }
  }

  /** A year, or none where nothing is written. */
  static Optional<Integer> findYear(String file, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(wholeNumber(file, text));
  }

  /** The parts of a column that holds several, each after a bar. */
  static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\|"));
  }

  /** A short row's last columns are empty. */
  private static String textOf(Record record, String column) {
    String text = record.getString(column);
    return text == null ? "" : text.strip();
  }
}
