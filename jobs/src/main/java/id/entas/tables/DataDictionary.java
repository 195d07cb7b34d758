package id.entas.tables;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every table and column of the lake in words, from the definitions that the lake is made by. */
public final class DataDictionary {
  private DataDictionary() {}

  /** The dictionary as Markdown. */
  public static String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # The tables of the lake

        Made from the definitions of the tables in the program; a test holds it against them. The same meanings are comments
        of the Delta tables and of their columns. A table is a folder of the lake, `<lake>/<table>`; those under `restricted/`
        hold households and are never published. Published are the tables, with their versions, that the latest row of `run` names.

        """);
    text.append("| table | one row per | who reads it |\n|---|---|---|\n");
    for (Table table : Tables.ALL) {
      text.append("| [").append(table).append("](#").append(anchor(table)).append(") | ");
      text.append(names(table.key())).append(" | ").append(reader(table)).append(" |\n");
    }
    Tables.ALL.forEach(table -> text.append(section(table)));
    return text.toString();
  }

  private static String section(Table table) {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(table).append("\n\n").append(table.meaning()).append("\n\n");
    table
        .findPartition()
        .ifPresent(field -> text.append("Partitioned by `" + field.name() + "`.\n\n"));
    text.append("| column | type | null | meaning |\n|---|---|---|---|\n");
    for (Field field : table.fields()) {
      text.append("| `").append(field.name()).append('`');
      text.append(table.key().contains(field) ? " (key)" : "").append(" | ");
      text.append(field.type().sql().toLowerCase(Locale.ROOT)).append(" | ");
      text.append(field.presence() == Field.Presence.OPTIONAL ? "may be" : "never").append(" | ");
      text.append(cell(field.meaning())).append(" |\n");
    }
    if (!table.checks().isEmpty()) {
      text.append("\nEvery row meets: ");
      text.append(
          table.checks().values().stream()
              .sorted()
              .map(sql -> "`" + sql + "`")
              .collect(Collectors.joining("; ")));
      text.append(".\n");
    }
    return text.toString();
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(field -> "`" + field.name() + "`").collect(Collectors.joining(", "));
  }

  private static String reader(Table table) {
    return table.access() == Table.Access.PUBLISHED ? "analysts, BI tools" : "the owner alone";
  }

  private static String anchor(Table table) {
    return table.path().replace("/", "");
  }

  private static String cell(String meaning) {
    return meaning.replace("|", "\\|");
  }
}
