package id.entas.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One row of a sheet.
 *
 * @param number its number in the sheet, the first being 1
 * @param cells its cells from the first column on, null where there is none
 */
record SheetRow(long number, List<SheetCell> cells) {
  /** How many columns there are up to the last that is not blank. */
  int width() {
    int width = cells.size();
    while (width > 0 && (cells.get(width - 1) == null || cells.get(width - 1).isBlank())) {
      width--;
    }
    return width;
  }

  /** The text of each column up to the last that is not blank. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (SheetCell cell : cells.subList(0, width())) {
      texts.add(cell == null ? "" : cell.text());
    }
    return texts;
  }

  /** How many characters all its cells have. */
  long characters() {
    return cells.stream().mapToLong(cell -> cell == null ? 0 : cell.text().length()).sum();
  }

  /** The row as one line of CSV with commas (RFC 4180), in UTF-8. */
  byte[] raw() {
    return texts().stream()
        .map(SheetRow::quoted)
        .collect(Collectors.joining(","))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
