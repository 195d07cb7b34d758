package id.entas.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A SQL notebook in the text format that Databricks keeps in source control: cells of SQL, and of
 * Markdown behind {@code -- MAGIC}.
 *
 * <p>A comment {@code -- chart: fan projection} in a cell of SQL asks for the chart of that name
 * with the rows as its data set {@code projection}; elsewhere it is a comment.
 *
 * @param name of the file without its ending
 * @param language that its words are in, one of {@link Texts#LANGUAGES}
 */
record Notebook(String name, String language, List<Cell> cells) {
  private static final String FIRST_LINE = "-- Databricks notebook source";
  private static final Pattern BETWEEN_CELLS = Pattern.compile("(?m)^-- COMMAND -+[ \\t]*$\\R?");
  private static final Pattern MAGIC = Pattern.compile("(?m)^-- MAGIC ?");
  private static final Pattern CHART = Pattern.compile("(?m)^-- chart: (\\w+) (\\w+)$");
  private static final String MARKDOWN = "%md";

  /** A cell: Markdown or SQL. */
  record Cell(Kind kind, String source) {
    enum Kind {
      MARKDOWN,
      SQL
    }

    /** The chart that the cell asks for. */
    Optional<Chart> findChart() {
      Matcher chart = CHART.matcher(source);
      return kind == Kind.SQL && chart.find()
          ? Optional.of(new Chart(chart.group(1), chart.group(2)))
          : Optional.empty();
    }

    /** Whether the cell only chooses a database, which here is the run's own. */
    boolean isUse() {
      return kind == Kind.SQL
          && source.strip().toUpperCase(java.util.Locale.ROOT).startsWith("USE ");
    }
  }

  /**
   * A chart of a cell.
   *
   * @param name of the specification
   * @param data name of its data set that the rows are
   */
  record Chart(String name, String data) {}

  Notebook {
    cells = List.copyOf(cells);
  }

  /** The same with a cell of Markdown after the first. */
  Notebook with(String markdown) {
    List<Cell> more = new ArrayList<>(cells);
    more.add(Math.min(1, more.size()), new Cell(Cell.Kind.MARKDOWN, markdown));
    return new Notebook(name, language, more);
  }

  /**
   * @throws IllegalArgumentException if the text is no such notebook
   */
  static Notebook parse(String name, String language, String text) {
    if (!text.startsWith(FIRST_LINE)) {
      throw new IllegalArgumentException(name + " does not begin with " + FIRST_LINE);
    }
    List<Cell> cells = new ArrayList<>();
    for (String part : BETWEEN_CELLS.split(text.substring(FIRST_LINE.length()))) {
      String source = part.strip();
      if (source.startsWith("-- MAGIC")) {
        String magic = MAGIC.matcher(source).replaceAll("");
        if (!magic.startsWith(MARKDOWN)) {
          throw new IllegalArgumentException(
              name + " has a cell that is neither SQL nor Markdown: " + magic);
        }
        cells.add(
            new Cell(
                Cell.Kind.MARKDOWN,
                magic
                    .substring(MARKDOWN.length())
                    .lines()
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .strip()));
      } else if (!source.isEmpty()) {
        cells.add(new Cell(Cell.Kind.SQL, source));
      }
    }
    return new Notebook(name, language, cells);
  }
}
