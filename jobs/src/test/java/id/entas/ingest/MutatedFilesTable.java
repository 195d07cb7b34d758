package id.entas.ingest;

import id.entas.ingest.MutatedExtractsTest.MutatedFile;
import id.entas.ingest.MutatedExtractsTest.Mutation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of mutated files, by format and mutation. */
final class MutatedFilesTable {
  /** How many files ended in each of the three ways. */
  private static final class Count {
    private int refused;
    private int accounted;
    private int faults;

    private int files() {
      return refused + accounted + faults;
    }
  }

  /** One thing that can become of a file. */
  private interface Outcome {
    void add(Count count);
  }

  private final long seed;
  private final Map<FileKind, Count> byKind = new EnumMap<>(FileKind.class);
  private final Map<FileKind, Count> unchanged = new EnumMap<>(FileKind.class);
  private final Map<Mutation, Map<FileKind, Count>> byMutation = new EnumMap<>(Mutation.class);
  private final List<String> faults = new ArrayList<>();
  private long rowsAccepted;
  private long rowsRejected;

  /**
   * @param seed of the mutations
   */
  MutatedFilesTable(long seed) {
    this.seed = seed;
    for (FileKind kind : FileKind.values()) {
      byKind.put(kind, new Count());
      unchanged.put(kind, new Count());
    }
    for (Mutation mutation : Mutation.values()) {
      byMutation.put(mutation, new EnumMap<>(FileKind.class));
    }
  }

  void addRefused(MutatedFile file) {
    add(file, count -> count.refused++);
  }

  void addAccounted(MutatedFile file, long accepted, long rejected) {
    add(file, count -> count.accounted++);
    rowsAccepted += accepted;
    rowsRejected += rejected;
  }

  void addFault(MutatedFile file, Throwable fault) {
    add(file, count -> count.faults++);
    faults.add(file.name() + " " + file.mutations() + ": " + fault);
  }

  private void add(MutatedFile file, Outcome outcome) {
    outcome.add(byKind.get(file.kind()));
    if (file.mutations().isEmpty()) {
      outcome.add(unchanged.get(file.kind()));
    }
    for (Mutation mutation : file.mutations()) {
      outcome.add(byMutation.get(mutation).computeIfAbsent(file.kind(), any -> new Count()));
    }
  }

  /** Files that were neither refused by name nor accounted for, each with what happened. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  int refused() {
    return byKind.values().stream().mapToInt(count -> count.refused).sum();
  }

  int refused(FileKind kind) {
    return byKind.get(kind).refused;
  }

  int accounted(FileKind kind) {
    return byKind.get(kind).accounted;
  }

  long rowsAccepted() {
    return rowsAccepted;
  }

  long rowsRejected() {
    return rowsRejected;
  }

  private int accounted() {
    return byKind.values().stream().mapToInt(count -> count.accounted).sum();
  }

  private int files() {
    return byKind.values().stream().mapToInt(Count::files).sum();
  }

  /** The tables as Markdown. */
  List<String> lines(LocalDate day) {
    List<String> lines = new ArrayList<>();
    lines.add("# Mutated files");
    lines.add("");
    lines.add(
        "Written by `MutatedExtractsTest`, which `./entas test --long` runs over this many files: "
            + String.format(Locale.ROOT, "%,d", files())
            + ", seed "
            + seed
            + ", "
            + day
            + ".");
    lines.add("");
    lines.add(
        "Every file was sound, then some or none of the mutations below were done to it. Each must"
            + " either be refused by its name, in a sentence without names of persons, or be fully"
            + " accounted for: rows read = rows accepted + rows rejected, and every rejected row is"
            + " kept as it stood. Anything else is a fault.");
    lines.add("");
    lines.add("| format | files | refused by name | fully accounted for | faults |");
    lines.add("|---|---:|---:|---:|---:|");
    byKind.forEach(
        (kind, count) ->
            lines.add(
                row(kind.ending(), count.files(), count.refused, count.accounted, count.faults)));
    lines.add(row("all", files(), refused(), accounted(), faults.size()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "The files that were not refused held %,d rows that were accepted and %,d that were"
                + " rejected.",
            rowsAccepted,
            rowsRejected));
    lines.add("");
    lines.add(
        "By mutation: files refused / accounted for (/ faults, where there are any). A file with"
            + " two mutations stands in two rows. What was done to a workbook was done to one of"
            + " its parts, except after packing.");
    lines.add("");
    StringBuilder head = new StringBuilder("| mutation |");
    StringBuilder rule = new StringBuilder("|---|");
    for (FileKind kind : FileKind.values()) {
      head.append(' ').append(kind.ending()).append(" |");
      rule.append("---:|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    lines.add(byKind("none", unchanged));
    byMutation.forEach((mutation, counts) -> lines.add(byKind(mutation.words(), counts)));
    return lines;
  }

  private static String row(String name, int... counts) {
    StringBuilder row = new StringBuilder("| ").append(name).append(" |");
    for (int count : counts) {
      row.append(String.format(Locale.ROOT, " %,d |", count));
    }
    return row.toString();
  }

  private static String byKind(String name, Map<FileKind, Count> counts) {
    StringBuilder row = new StringBuilder("| ").append(name).append(" |");
    for (FileKind kind : FileKind.values()) {
      Count count = counts.getOrDefault(kind, new Count());
      row.append(
          count.files() == 0
              ? " "
              : String.format(Locale.ROOT, " %,d / %,d", count.refused, count.accounted));
      row.append(count.faults == 0 ? "" : " / " + count.faults).append(" |");
    }
    return row.toString();
  }
}
