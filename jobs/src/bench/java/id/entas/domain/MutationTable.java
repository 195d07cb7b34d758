package id.entas.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of mutation tests by class, as a table in the repository.
 *
 * <p>{@code MutationTable <table> <mutations.csv>…} puts the classes of PIT's reports into a file
 * of Markdown; classes of earlier reports keep their rows, so that the domain can be gone through
 * in parts. A mutant counts as killed if a test failed or did not end; one that no test reaches
 * lives.
 */
public final class MutationTable {
  private static final List<String> HEAD =
      List.of(
          "# Mutants of the domain",
          "",
          "What PIT changed in each class (its default mutators), and whether a test noticed. Written by `id.entas.domain.MutationTable` from PIT's reports:",
          "`mvn -Pmutation -pl jobs test-compile org.pitest:pitest-maven:mutationCoverage`, with `-Dmutated.classes` and `-Dkilling.tests` to go through it in parts.",
          "Tests tagged `calibration` are left out, so that a mutant may count as alive that `./entas test` would notice, and never the other way round.",
          "",
          "| class | day | mutants | killed by a failure | by running on | alive | reached by no test | killed |",
          "|---|---|---:|---:|---:|---:|---:|---:|");

  /** What became of a mutant. */
  private enum Fate {
    FAILED,
    RAN_ON,
    ALIVE,
    UNREACHED;

    static Fate of(String status) {
      return switch (status) {
        case "KILLED", "MEMORY_ERROR", "RUN_ERROR" -> FAILED;
        case "TIMED_OUT" -> RAN_ON;
        case "SURVIVED" -> ALIVE;
        case "NO_COVERAGE" -> UNREACHED;
        default -> throw new IllegalArgumentException("no such status: " + status);
      };
    }
  }

  /** The row of a class. */
  private record Score(String day, Map<Fate, Integer> mutants) {
    static Score parse(String row) {
      String[] cells = row.split("\\|");
      Map<Fate, Integer> mutants = new EnumMap<>(Fate.class);
      for (Fate fate : Fate.values()) {
        mutants.put(fate, Integer.parseInt(cells[4 + fate.ordinal()].strip()));
      }
      return new Score(cells[2].strip(), mutants);
    }

    int of(Fate fate) {
      return mutants.getOrDefault(fate, 0);
    }

    int all() {
      return mutants.values().stream().mapToInt(Integer::intValue).sum();
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %d | %d | %d | %d | %.0f %% |",
          name,
          day,
          all(),
          of(Fate.FAILED),
          of(Fate.RAN_ON),
          of(Fate.ALIVE),
          of(Fate.UNREACHED),
          100.0 * (of(Fate.FAILED) + of(Fate.RAN_ON)) / all());
    }
  }

  private MutationTable() {}

  /** The file of the table, and PIT's reports. */
  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]);
    SortedMap<String, Score> scores = new TreeMap<>();
    if (Files.exists(table)) {
      Files.readAllLines(table).stream()
          .skip(HEAD.size())
          .filter(row -> row.startsWith("| `"))
          .forEach(row -> scores.put(row.split("\\|")[1].strip(), Score.parse(row)));
    }
    for (int i = 1; i < arguments.length; i++) {
      scores.putAll(report(Path.of(arguments[i])));
    }
    List<String> lines = new ArrayList<>(HEAD);
    Map<Fate, Integer> all = new EnumMap<>(Fate.class);
    scores.forEach(
        (name, score) -> {
          lines.add(score.row(name));
          score.mutants().forEach((fate, mutants) -> all.merge(fate, mutants, Integer::sum));
        });
    lines.add(
        new Score("", all).row("**all " + scores.size() + " classes**").replace(" |  | ", " | | "));
    Files.write(table, lines);
  }

  private static SortedMap<String, Score> report(Path csv) throws IOException {
    SortedMap<String, Score> scores = new TreeMap<>();
    for (String line : Files.readAllLines(csv)) {
      String[] cells = line.split(",");
      if (cells[5].equals("NON_VIABLE")) {
        // The machine refused to load it.
        continue;
      }
      String name = "`" + cells[1].substring(cells[1].lastIndexOf('.') + 1).split("\\$")[0] + "`";
      scores
          .computeIfAbsent(
              name, any -> new Score(LocalDate.now().toString(), new EnumMap<>(Fate.class)))
          .mutants()
          .merge(Fate.of(cells[5]), 1, Integer::sum);
    }
    return scores;
  }
}
