package id.entas.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Time, processor time, memory and bytes from extracts to counted flows: Entas, DuckDB and a
 * straightforward Spark job on the same files, whole cold processes in turn. Their flows must be
 * the same to the household, or nothing is written.
 *
 * <p>{@code BenchScale <rows> <rounds> <folder for extracts and scratch> <file> [contenders]} adds
 * a section for a size to a file of Markdown; contenders {@code ONE_WORKER OTHER_WORKER
 * TWO_WORKERS} are Entas on a cluster. {@code BenchScale year <rows> <rounds> <folder> <file>} does
 * so for one census that is added to ten.
 */
public final class BenchScale {
  private static final int FIRST_YEAR = 2008;
  private static final int LAST_OF_FIVE = 2012;
  private static final int LAST_OF_ELEVEN = 2018;

  private final Path folder;
  private final Path file;
  private final int rounds;

  private BenchScale(int rounds, Path folder, Path file) {
    this.rounds = rounds;
    this.folder = folder;
    this.file = file;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean addsYear = arguments[0].equals("year");
    List<String> rest = Arrays.asList(arguments).subList(addsYear ? 1 : 0, arguments.length);
    long rows = Long.parseLong(rest.get(0));
    BenchScale bench =
        new BenchScale(Integer.parseInt(rest.get(1)), Path.of(rest.get(2)), Path.of(rest.get(3)));
    if (addsYear) {
      bench.yearAdded(rows);
    } else {
      bench.contest(
          rows,
          rest.size() > 4
              ? rest.subList(4, rest.size()).stream().map(Contender::valueOf).toList()
              : Contender.PEERS);
    }
  }

  private void contest(long about, List<Contender> contenders)
      throws IOException, InterruptedException {
    Extracts extracts = Extracts.of(folder, about, FIRST_YEAR, LAST_OF_FIVE);
    Map<Contender, List<Map<String, Double>>> measured = new EnumMap<>(Contender.class);
    List<Double> loads = new ArrayList<>();
    List<String> flows = List.of();
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        Path work = folder.resolve("work");
        Contender.delete(work);
        loads.add(Machine.load());
        Contender.Outcome outcome = contender.run(extracts.folder(), work);
        flows = same(flows, outcome.flows(), contender.title());
        measured.computeIfAbsent(contender, any -> new ArrayList<>()).add(outcome.numbers());
        System.out.println(contender.title() + " " + outcome.numbers());
        Contender.delete(work);
      }
    }
    List<String> text = new ArrayList<>();
    text.add(heading(String.format(Locale.ROOT, "%,d rows of five censuses", extracts.rows())));
    text.add(where(extracts, loads, flows.size()));
    List<Column> columns = new ArrayList<>();
    measured.forEach((contender, all) -> columns.add(new Column(contender.title(), all)));
    text.addAll(table(columns));
    Column entas = columns.get(0);
    for (Column other : columns.subList(1, columns.size())) {
      text.add(ratio(other.title() + " to " + entas.title(), other, entas));
    }
    if (measured.keySet().containsAll(Contender.WORKERS)) {
      text.add(speedUp(measured));
    }
    append(text);
  }

  private void yearAdded(long about) throws IOException, InterruptedException {
    Extracts all = Extracts.of(folder, about, FIRST_YEAR, LAST_OF_ELEVEN);
    Path ten = folder.resolve("ten");
    Path eleventh = folder.resolve("eleventh");
    Contender.delete(ten);
    Contender.delete(eleventh);
    Files.createDirectories(ten);
    Files.createDirectories(eleventh);
    for (Path one : all.files()) {
      Path to = one.toString().endsWith("_" + LAST_OF_ELEVEN + ".csv") ? eleventh : ten;
      Files.createLink(to.resolve(one.getFileName()), one);
    }
    Path held = folder.resolve("held");
    Contender.delete(held);
    Contender.ENTAS.run(ten, held);
    List<Map<String, Double>> whole = new ArrayList<>();
    List<Map<String, Double>> added = new ArrayList<>();
    List<Double> loads = new ArrayList<>();
    List<String> flows = List.of();
    Path work = folder.resolve("work");
    for (int round = 0; round < rounds; round++) {
      Contender.delete(work);
      loads.add(Machine.load());
      Contender.Outcome outcome = Contender.ENTAS.run(all.folder(), work);
      flows = same(flows, outcome.flows(), "all censuses at once");
      whole.add(outcome.numbers());
      System.out.println("whole " + outcome.numbers());
      Contender.delete(work);
      Contender.copy(held, work);
      loads.add(Machine.load());
      outcome = Contender.ENTAS.run(eleventh, work);
      flows = same(flows, outcome.flows(), "the eleventh census added");
      added.add(outcome.numbers());
      System.out.println("added " + outcome.numbers());
      Contender.delete(work);
    }
    Contender.delete(held);
    Contender.delete(ten);
    Contender.delete(eleventh);
    Column one = new Column("the eleventh added", added);
    Column eleven = new Column("all eleven", whole);
    List<String> text = new ArrayList<>();
    text.add(heading(String.format(Locale.ROOT, "%,d rows of eleven censuses", all.rows())));
    text.add(where(all, loads, flows.size()));
    text.addAll(table(List.of(eleven, one)));
    text.add(ratio(one.title() + " to " + eleven.title(), one, eleven));
    append(text);
  }

  private static List<String> same(List<String> before, List<String> now, String who) {
    if (now.isEmpty() || !before.isEmpty() && !before.equals(now)) {
      throw new IllegalStateException(
          who
              + " counts "
              + now.size()
              + " flows that are not the "
              + before.size()
              + " counted before");
    }
    return now;
  }

  /** The measurements of one contender. */
  private record Column(String title, List<Map<String, Double>> rounds) {
    double[] sorted(String what) {
      return rounds.stream()
          .mapToDouble(round -> round.getOrDefault(what, Double.NaN))
          .sorted()
          .toArray();
    }

    /** The times that both have: of the whole process, and of phases of the same name. */
    List<String> common(Column other) {
      TreeSet<String> names = new TreeSet<>(rounds.get(0).keySet());
      names.retainAll(other.rounds.get(0).keySet());
      names.removeIf(name -> !name.startsWith("phase") && !name.equals("CPU s"));
      List<String> times = new ArrayList<>(List.of(Contender.WALL));
      times.addAll(names);
      return times;
    }
  }

  private static String heading(String what) {
    return "\n## " + LocalDate.now() + ": " + what + "\n";
  }

  private String where(Extracts extracts, List<Double> loads, int flows) throws IOException {
    return String.format(
        Locale.ROOT,
        "%s. %.0f MB of CSV, heap 3 GB, %d rounds in turn, each process cold; load of the machine before each %.1f to %.1f. The %,d flows are the same in all.\n",
        Machine.inWords(),
        extracts.bytes() / 1e6,
        rounds,
        loads.stream().mapToDouble(one -> one).min().orElse(0),
        loads.stream().mapToDouble(one -> one).max().orElse(0),
        flows);
  }

  private static List<String> table(List<Column> columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| median (least to most) |");
    StringBuilder rule = new StringBuilder("|---|");
    TreeSet<String> names = new TreeSet<>();
    for (Column column : columns) {
      head.append(' ').append(column.title()).append(" |");
      rule.append("---:|");
      column.rounds().forEach(round -> names.addAll(round.keySet()));
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    List<String> ordered = new ArrayList<>(List.of(Contender.WALL));
    names.remove(Contender.WALL);
    names.stream().filter(name -> !name.startsWith("phase")).forEach(ordered::add);
    names.stream().filter(name -> name.startsWith("phase")).forEach(ordered::add);
    for (String name : ordered) {
      StringBuilder line = new StringBuilder("| " + name + " |");
      columns.forEach(column -> line.append(' ').append(cell(column.sorted(name))).append(" |"));
      lines.add(line.toString());
    }
    lines.add("");
    return lines;
  }

  private static String cell(double[] sorted) {
    if (Double.isNaN(sorted[sorted.length / 2])) {
      return "";
    }
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Of two contenders in the same round: what the machine did meanwhile is in both. */
  private static String ratio(String title, Column above, Column below) {
    List<String> parts = new ArrayList<>();
    for (String what : above.common(below)) {
      double[] ratios = new double[above.rounds().size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = above.rounds().get(i).get(what) / below.rounds().get(i).get(what);
      }
      parts.add(spread(what, ratios));
    }
    return "* " + title + ", round by round: " + String.join(", ", parts);
  }

  private static String spread(String what, double[] ratios) {
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%s %.2f (%.2f to %.2f)",
        what,
        median(ratios),
        ratios[0],
        ratios[ratios.length - 1]);
  }

  /**
   * What two workers do in a time over what one does, where one is the mean of the two: cores of a
   * virtual machine are not alike.
   */
  private static String speedUp(Map<Contender, List<Map<String, Double>>> measured) {
    List<String> parts = new ArrayList<>();
    for (String what : new TreeSet<>(measured.get(Contender.TWO_WORKERS).get(0).keySet())) {
      double[] ratios = new double[measured.get(Contender.TWO_WORKERS).size()];
      for (int round = 0; round < ratios.length; round++) {
        double one = measured.get(Contender.ONE_WORKER).get(round).get(what);
        double other = measured.get(Contender.OTHER_WORKER).get(round).get(what);
        double two = measured.get(Contender.TWO_WORKERS).get(round).get(what);
        ratios[round] = 2 / (1 / one + 1 / other) / two;
      }
      parts.add(spread(what, ratios));
    }
    return "* two workers' work in a time over the mean of one on either core, round by round: "
        + String.join(", ", parts);
  }

  private void append(List<String> text) throws IOException {
    Files.write(
        file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    text.forEach(System.out::println);
  }
}
