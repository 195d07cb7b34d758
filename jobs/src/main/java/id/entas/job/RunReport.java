package id.entas.job;

import id.entas.tables.Table;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run says to the person or the log that started it: the plan, its phases, the data's
 * problems, its result.
 */
public final class RunReport {
  /** How much a run says. */
  public enum Voice {
    /** Only the result of the last job and errors. */
    QUIET,
    /** A line for each phase. */
    PLAIN,
    /** The same, with a line that moves while a phase runs. */
    TERMINAL
  }

  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  private record Phase(String name, Duration time, Map<String, Long> rows) {}

  /**
   * What became of a run, for a program to read.
   *
   * @param runId id of the run that was published; empty where none was
   * @param phases the phases that ended, in order
   * @param problems rows of the data by the name of their problem
   * @param notes sentences for whoever reads the result
   * @param result the lines of the result
   */
  public record Facts(
      String runId,
      List<PhaseFacts> phases,
      Map<String, Long> problems,
      List<String> notes,
      List<String> result) {}

  /**
   * A phase that ended.
   *
   * @param seconds how long it took
   * @param rows rows by what they are
   */
  public record PhaseFacts(String name, double seconds, Map<String, Long> rows) {}

  private final PrintStream out;
  private final Voice voice;
  private final Clock clock;
  private final List<Phase> phases = new ArrayList<>();
  private final Map<String, Long> problems = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private Map<String, Long> rows = new LinkedHashMap<>();
  private String runId = "";

  public RunReport(PrintStream out, Voice voice, Clock clock) {
    this.out = out;
    this.voice = voice;
    this.clock = clock;
  }

  /** A report that says nothing, for tests and tools. */
  public static RunReport silent() {
    return new RunReport(
        new PrintStream(PrintStream.nullOutputStream()), Voice.QUIET, Clock.systemUTC());
  }

  public Voice voice() {
    return voice;
  }

  /** Prints which jobs will run, what each reads and what it writes. */
  public void plan(List<Job> jobs, String lake) {
    say("Lake " + lake);
    for (Job job : jobs) {
      say(String.format(Locale.ROOT, "  %-11s %s", job.name(), job.purpose()));
      say(
          String.format(
              Locale.ROOT,
              "  %-11s reads %s; writes %s",
              "",
              names(job.reads()),
              names(job.writes())));
    }
  }

  private static String names(List<Table> tables) {
    return tables.isEmpty()
        ? "no table"
        : String.join(", ", tables.stream().map(Table::toString).toList());
  }

  /** Runs one phase and keeps its time and rows. */
  public void phase(Job job) {
    rows = new LinkedHashMap<>();
    Instant start = clock.instant();
    try (Progress progress = Progress.of(this, out, job.name())) {
      job.run(this);
    }
    Phase phase = new Phase(job.name(), Duration.between(start, clock.instant()), rows);
    phases.add(phase);
    String line =
        String.format(
            Locale.ROOT, "%-11s %6.1f s  %s", phase.name(), seconds(phase), counted(phase.rows()));
    LOG.info(line);
    say(line);
  }

  private static double seconds(Phase phase) {
    return phase.time().toMillis() / 1000.0;
  }

  /** Keeps which run was published. */
  public void published(String id) {
    runId = id;
    LOG.info("published run {}", id);
  }

  /** What became of the run so far. */
  public Facts facts() {
    return new Facts(
        runId,
        phases.stream()
            .map(phase -> new PhaseFacts(phase.name(), seconds(phase), phase.rows()))
            .toList(),
        new TreeMap<>(problems),
        List.copyOf(notes),
        List.copyOf(results));
  }

  /** Counts rows that the current phase read or wrote, for its line. */
  public void rows(String what, long count) {
    rows.merge(what, count, Long::sum);
  }

  /** Counts rows of the data with a named problem. */
  public void problem(String name, long count) {
    problems.merge(name, count, Long::sum);
  }

  /** Keeps a sentence for the end of the run. */
  public void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
    }
  }

  /** Prints the phases with time and rows, the problems by name, the notes, and the result. */
  public void summary() {
    say("");
    say("Phases");
    Duration total = Duration.ZERO;
    for (Phase phase : phases) {
      total = total.plus(phase.time());
      say(
          String.format(
              Locale.ROOT,
              "  %-11s %6.1f s  %s",
              phase.name(),
              seconds(phase),
              counted(phase.rows())));
    }
    say(String.format(Locale.ROOT, "  %-11s %6.1f s", "all", total.toMillis() / 1000.0));
    say("");
    say(problems.isEmpty() ? "Data problems: none" : "Data problems");
    problems.forEach(
        (name, count) -> say(String.format(Locale.ROOT, "  %-24s %,9d rows", name, count)));
    notes.forEach(sentence -> say("Note: " + sentence));
    say("");
    results();
  }

  /** Prints the result alone. */
  public void results() {
    results.forEach(out::println);
    out.flush();
  }

  /** Prints a line unless the run is quiet, and keeps it in the log. */
  public void progress(String line) {
    LOG.info(line);
    say(line);
  }

  /** Prints a line unless the run is quiet. */
  public void say(String line) {
    if (voice != Voice.QUIET) {
      out.println(line);
    }
  }

  /** Keeps a line of the run's result, which is said last, and even when quiet. */
  public void result(String line) {
    results.add(line);
  }

  private static String counted(Map<String, Long> rows) {
    List<String> parts = new ArrayList<>();
    rows.forEach((what, count) -> parts.add(String.format(Locale.ROOT, "%,d %s", count, what)));
    return String.join(", ", parts);
  }
}
