package id.entas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import id.entas.domain.Refusal;
import id.entas.job.RunReport;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What a run does that nobody watches: it waits, leaves a summary, and has somebody told. */
final class Unattended {
  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      description = "Wait this long for a lake that another run is writing (default: 0).")
  int wait;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description =
          "Write what became of the run to this file, as JSON, whether it ends well or not.")
  Path summary;

  @Option(
      names = "--on-success",
      paramLabel = "COMMAND",
      description = "Shell command to start after a run that ended well; see --on-failure.")
  String onSuccess;

  @Option(
      names = "--on-failure",
      paramLabel = "COMMAND",
      description = {
        "Shell command to start after a run that did not. Both find ENTAS_EXIT_CODE, ENTAS_RUN_ID,",
        "ENTAS_ERROR and ENTAS_SUMMARY in their environment."
      })
  String onFailure;

  /** What a shell says of a program that SIGTERM ended. */
  private static final int ENDED = 143;

  private static final String SIGNAL = "The run was ended by a signal before it was done.";

  /** What our environment holds and nobody else should know. */
  private static final List<String> SECRETS = List.of("ENTAS_KEY", "ENTAS_KEYSTORE_PASSWORD");

  /**
   * What became of a run. Its components, in snake case, are the names of the JSON document: they
   * stay as they are.
   *
   * @param status DONE or FAILED
   * @param exitCode the exit code of the process
   * @param error the sentence of the error; empty where there was none
   * @param startedAt when the run was asked for, ISO 8601 in UTC
   * @param finishedAt when it ended
   */
  record Summary(
      String status,
      int exitCode,
      String error,
      String lake,
      String startedAt,
      String finishedAt,
      String runId,
      List<RunReport.PhaseFacts> phases,
      Map<String, Long> problems,
      List<String> notes,
      List<String> result) {}

  /** How long to wait for a lake in use. */
  Duration patience() {
    if (wait < 0) {
      throw Refusal.mistake("--wait is a number of minutes, 0 or more, not " + wait + ".");
    }
    return Duration.ofMinutes(wait);
  }

  /** Refuses the options of a run where none is done. */
  void refuseWith(String option) {
    if (wait != 0 || summary != null || onSuccess != null || onFailure != null) {
      throw Refusal.mistake(
          option
              + " does nothing to wait for or to tell of; leave out --wait, --summary, --on-success and --on-failure.");
    }
  }

  /**
   * Does the work, then says what became of it; an error goes on to the caller. A run that is ended
   * by a signal says so, too.
   *
   * @param environment of the commands that are started, which find no secret of ours in it
   */
  void around(
      String lake,
      RunReport report,
      PrintStream err,
      Clock clock,
      Map<String, String> environment,
      Runnable work) {
    Instant started = clock.instant();
    AtomicBoolean told = new AtomicBoolean();
    Consumer<Summary> once =
        became -> {
          if (told.compareAndSet(false, true)) {
            tell(became, environment, err);
          }
        };
    Thread ended =
        new Thread(
            () -> once.accept(of(lake, report, started, clock.instant(), ENDED, SIGNAL)),
            "entas-ended");
    Runtime.getRuntime().addShutdownHook(ended);
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      once.accept(
          of(lake, report, started, clock.instant(), Faults.exitCode(e), Faults.sentence(e)));
      throw e;
    }
    once.accept(of(lake, report, started, clock.instant(), 0, ""));
  }

  private static Summary of(
      String lake, RunReport report, Instant started, Instant finished, int code, String error) {
    RunReport.Facts facts = report.facts();
    return new Summary(
        code == 0 ? "DONE" : "FAILED",
        code,
        error,
        lake,
        second(started),
        second(finished),
        facts.runId(),
        facts.phases(),
        facts.problems(),
        facts.notes(),
        facts.result());
  }

  private static String second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void tell(Summary became, Map<String, String> environment, PrintStream err) {
    if (summary != null) {
      write(became, err);
    }
    String command = became.exitCode() == 0 ? onSuccess : onFailure;
    if (command != null) {
      start(command, became, environment, err);
    }
  }

  /** The file is there whole or as it was before. */
  private void write(Summary became, PrintStream err) {
    Path file = summary.toAbsolutePath();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          next,
          new ObjectMapper()
                  .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(became)
              + "\n");
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      err.println(
          "entas: The summary cannot be written to "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + "); name another file with --summary.");
    }
  }

  private void start(
      String command, Summary became, Map<String, String> environment, PrintStream err) {
    ProcessBuilder hook = new ProcessBuilder("/bin/sh", "-c", command);
    hook.redirectInput(new File("/dev/null"));
    hook.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    hook.redirectError(ProcessBuilder.Redirect.INHERIT);
    hook.environment().clear();
    hook.environment().putAll(environment);
    SECRETS.forEach(hook.environment()::remove);
    hook.environment().put("ENTAS_EXIT_CODE", Integer.toString(became.exitCode()));
    hook.environment().put("ENTAS_RUN_ID", became.runId());
    hook.environment().put("ENTAS_ERROR", became.error());
    hook.environment()
        .put("ENTAS_SUMMARY", summary == null ? "" : summary.toAbsolutePath().toString());
    try {
      int code = hook.start().waitFor();
      if (code != 0) {
        err.println("entas: The command `" + command + "` ended with exit code " + code + ".");
      }
    } catch (IOException e) {
      err.println("entas: The command `" + command + "` cannot be started.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
