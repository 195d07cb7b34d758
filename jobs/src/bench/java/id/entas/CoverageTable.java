package id.entas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tests go through, by package, as a table in the repository.
 *
 * <p>{@code CoverageTable <table> <jacoco.csv>} writes a file of Markdown anew from JaCoCo's
 * report: lines and branches of each package, and the classes with the most lines that no test
 * reaches.
 */
public final class CoverageTable {
  private static final int CLASSES_NAMED = 20;

  /** Lines and branches, reached and not. */
  private record Reach(long linesMissed, long lines, long branchesMissed, long branches) {
    static final Reach NONE = new Reach(0, 0, 0, 0);

    static Reach of(String[] cells, List<String> columns) {
      long linesMissed = number(cells, columns, "LINE_MISSED");
      long branchesMissed = number(cells, columns, "BRANCH_MISSED");
      return new Reach(
          linesMissed,
          linesMissed + number(cells, columns, "LINE_COVERED"),
          branchesMissed,
          branchesMissed + number(cells, columns, "BRANCH_COVERED"));
    }

    private static long number(String[] cells, List<String> columns, String name) {
      return Long.parseLong(cells[columns.indexOf(name)]);
    }

    Reach plus(Reach other) {
      return new Reach(
          linesMissed + other.linesMissed,
          lines + other.lines,
          branchesMissed + other.branchesMissed,
          branches + other.branches);
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.1f %% | %,d | %.1f %% |",
          name,
          lines,
          share(linesMissed, lines),
          branches,
          share(branchesMissed, branches));
    }

    private static double share(long missed, long all) {
      return all == 0 ? 100 : 100.0 * (all - missed) / all;
    }
  }

  private record Named(String name, Reach reach) {}

  private CoverageTable() {}

  public static void main(String[] arguments) throws IOException {
    List<String> report = Files.readAllLines(Path.of(arguments[1]));
    List<String> columns = List.of(report.get(0).split(","));
    SortedMap<String, Reach> packages = new TreeMap<>();
    List<Named> classes = new ArrayList<>();
    for (String line : report.subList(1, report.size())) {
      String[] cells = line.split(",");
      String home = cells[columns.indexOf("PACKAGE")];
      Reach reach = Reach.of(cells, columns);
      packages.merge(home, reach, Reach::plus);
      classes.add(new Named(home + "." + cells[columns.indexOf("CLASS")], reach));
    }
    Files.write(Path.of(arguments[0]), text(packages, classes));
  }

  private static List<String> text(SortedMap<String, Reach> packages, List<Named> classes) {
    List<String> text =
        new ArrayList<>(
            List.of(
                "# What the tests reach",
                "",
                LocalDate.now()
                    + ", `mvn -Pcoverage verify` (JaCoCo), the tests of `./entas test`. Written by `id.entas.CoverageTable`. What programs do that tests start is not seen, so that commands are reached more than is said here. A line that is reached need not be tested: of `domain`, [mutation.md](mutation.md) says more.",
                "",
                "| package | lines | reached | branches | reached |",
                "|---|---:|---:|---:|---:|"));
    packages.forEach((name, reach) -> text.add(reach.row(name)));
    text.add(packages.values().stream().reduce(Reach.NONE, Reach::plus).row("all"));
    text.add("");
    text.add("The classes with the most lines that none reaches:");
    text.add("");
    text.add("| class | lines | not reached |");
    text.add("|---|---:|---:|");
    classes.stream()
        .filter(one -> one.reach().linesMissed() > 0)
        .sorted(
            Comparator.<Named>comparingLong(one -> one.reach().linesMissed())
                .reversed()
                .thenComparing(Named::name))
        .limit(CLASSES_NAMED)
        .forEach(
            one ->
                text.add(
                    String.format(
                        Locale.ROOT,
                        "| %s | %,d | %,d |",
                        one.name(),
                        one.reach().lines(),
                        one.reach().linesMissed())));
    return text;
  }
}
