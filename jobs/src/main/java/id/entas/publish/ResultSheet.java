package id.entas.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One sheet of results for people: what it answers, where its numbers are from, headings and rows.
 *
 * @param name on the tab; at most 31 characters
 * @param question that the sheet answers
 * @param source tables and run that the numbers are from
 * @param columns headings, with what a number under them is
 * @param rows values by column; null where there is none
 * @param pictures that stand beside the rows, from the left
 */
record ResultSheet(
    String name,
    String question,
    String source,
    List<Column> columns,
    List<List<Object>> rows,
    List<SheetPicture> pictures) {

  /** What the values of a column are, which decides how they are written. */
  enum Kind {
    TEXT,
    YEAR,
    /** Households or rows, shown whole. */
    COUNT,
    /** A number with a fraction. */
    NUMBER,
    /** A share of one, shown in per cent. */
    SHARE
  }

  /** A heading. */
  record Column(String heading, Kind kind) {}

  ResultSheet {
    if (name.isBlank() || name.length() > 31) {
      throw new IllegalArgumentException("no name of a sheet: " + name);
    }
    columns = List.copyOf(columns);
    List<List<Object>> copies = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " values under " + columns.size() + " headings: " + name);
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = List.copyOf(copies);
    pictures = List.copyOf(pictures);
  }

  /** A sheet without pictures. */
  ResultSheet(
      String name, String question, String source, List<Column> columns, List<List<Object>> rows) {
    this(name, question, source, columns, rows, List.of());
  }

  /** The same with pictures. */
  ResultSheet with(List<SheetPicture> others) {
    return new ResultSheet(name, question, source, columns, rows, others);
  }
}
