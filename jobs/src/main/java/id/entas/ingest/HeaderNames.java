package id.entas.ingest;

import id.entas.job.Settings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The accepted names of columns, by which the header of a file is told from the title above it.
 *
 * @param columnOf the column of each accepted name, in the form of {@link #normal}
 */
record HeaderNames(Map<String, ExtractColumn> columnOf) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The header is looked for among this many lines or rows that are not blank. */
  static final int MOST_LINES = 30;

  /** A line that names this many columns is a header. */
  private static final int ENOUGH = 3;

  private static final Set<ExtractColumn> REGIONS =
      Set.of(ExtractColumn.REGION_CODE, ExtractColumn.KDKEC);

  static HeaderNames of(Settings settings) {
    Map<String, ExtractColumn> columns = new HashMap<>();
    ExtractHeader.accepted(settings)
        .forEach((column, names) -> names.forEach(name -> columns.put(normal(name), column)));
    ExtractHeader.namesForCodes(settings)
        .forEach(
            (column, names) -> names.forEach(name -> columns.putIfAbsent(normal(name), column)));
    settings
        .householdIdHeaders()
        .values()
        .forEach(
            names -> names.forEach(name -> columns.put(normal(name), ExtractColumn.HOUSEHOLD_ID)));
    return new HeaderNames(columns);
  }

  /** A header name without what spreadsheets and people vary: case, blanks, underscores, dots. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\u00A0\\uFEFF]", "");
  }

  /**
   * The place of the header among the first lines of a file: the first that names the household id
   * and the kecamatan, or three columns; the first of all where none does.
   *
   * @param lines their fields
   */
  int headerAmong(List<List<String>> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (isHeader(lines.get(i))) {
        return i;
      }
    }
    return 0;
  }

  private boolean isHeader(List<String> fields) {
    Set<ExtractColumn> named = new HashSet<>();
    for (String field : fields) {
      ExtractColumn column = columnOf.get(normal(field));
      if (column != null) {
        named.add(column);
      }
    }
    return named.size() >= ENOUGH
        || (named.contains(ExtractColumn.HOUSEHOLD_ID)
            && named.stream().anyMatch(REGIONS::contains));
  }
}
