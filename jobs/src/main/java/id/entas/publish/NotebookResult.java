package id.entas.publish;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a cell of SQL answered.
 *
 * @param columns their names
 * @param rows values by column; null where there is none
 */
record NotebookResult(List<String> columns, List<List<Object>> rows) {
  private static final Pattern YEAR = Pattern.compile("(^|.*_)year($|_.*)");

  NotebookResult {
    columns = List.copyOf(columns);
    rows = rows.stream().map(row -> (List<Object>) new ArrayList<Object>(row)).toList();
  }

  /** A value as text; empty where there is none. */
  private String text(int row, int column, Numerals numerals) {
    Object value = rows.get(row).get(column);
    if (value == null) {
      return "";
    }
    boolean isYear = YEAR.matcher(columns.get(column)).matches();
    if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      double number = ((Number) value).doubleValue();
      String pattern = Math.abs(number) < 10 ? "#,##0.0###" : "#,##0.0";
      return numerals.format(pattern, number);
    }
    return value instanceof Number number && !isYear
        ? numerals.format("#,##0", number)
        : value.toString();
  }

  boolean isNumber(int column) {
    return rows.stream().map(row -> row.get(column)).anyMatch(value -> value instanceof Number);
  }

  /** The table as HTML, every text escaped. */
  String html(Numerals numerals) {
    StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
    columns.forEach(name -> html.append("<th>").append(Html.escaped(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < rows.size(); r++) {
      html.append("<tr>");
      for (int c = 0; c < columns.size(); c++) {
        html.append(
                isNumber(c) ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">")
            .append(Html.escaped(text(r, c, numerals)))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  /** The table as text, columns apart by tabs. */
  String plain(Numerals numerals) {
    StringBuilder plain = new StringBuilder(String.join("\t", columns));
    for (int r = 0; r < rows.size(); r++) {
      plain.append('\n');
      for (int c = 0; c < columns.size(); c++) {
        plain.append(c == 0 ? "" : "\t").append(text(r, c, numerals));
      }
    }
    return plain.toString();
  }

  /** The rows by column name, for a chart. */
  List<Map<String, Object>> records() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      for (int c = 0; c < columns.size(); c++) {
        if (row.get(c) != null) {
          one.put(columns.get(c), row.get(c));
        }
      }
      records.add(one);
    }
    return records;
  }
}
