package id.entas;

import id.entas.domain.Refusal;
import id.entas.job.Program;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The only main and the only exit of the process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int exitCode = execute(new Commands(out, Clock.systemUTC(), System.getenv()), err, arguments);
    out.flush();
    System.exit(exitCode);
  }

  /** Runs a command and gives its exit code; a refusal is one sentence on {@code err}. */
  static int execute(Commands commands, PrintStream err, String... arguments) {
    CommandLine line = new CommandLine(commands);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (mistake, given) -> {
          err.println("entas: " + sentence(mistake));
          return Refusal.Kind.MISTAKE.exitCode();
        });
    line.setExecutionExceptionHandler(
        (thrown, command, result) -> {
          boolean verbose = commands.isVerbose(result);
          Optional<Refusal> refusal = findRefusal(thrown);
          if (refusal.isPresent()) {
            err.println("entas: " + oneLine(refusal.get().getMessage()));
          } else {
            LoggerFactory.getLogger(Main.class).error("fault of the program", thrown);
            err.println(
                "entas: a fault of the program: " + faultOf(thrown) + "; " + whereToLook(verbose));
          }
          if (verbose) {
            thrown.printStackTrace(err);
          }
          return refusal.map(r -> r.kind().exitCode()).orElse(1);
        });
    return line.execute(arguments);
  }

  private static String sentence(CommandLine.ParameterException mistake) {
    String message = oneLine(mistake.getMessage());
    StringBuilder sentence = new StringBuilder(message.replaceAll("[.;]?$", ""));
    if (mistake instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      sentence
          .append("; did you mean ")
          .append(String.join(" or ", unmatched.getSuggestions()))
          .append('?');
    } else {
      String command = mistake.getCommandLine().getCommandSpec().qualifiedName(" ");
      sentence.append("; `").append(command).append(" --help` lists what there is.");
    }
    return sentence.toString();
  }

  /** A refusal reaches us plain, or wrapped by Spark when it was thrown in a task. */
  private static Optional<Refusal> findRefusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return Optional.of(refusal);
      }
      if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return Optional.of(
            Refusal.mistake(
                "The disk is full, so the run was not published; free some space and run it again.",
                cause));
      }
    }
    return Optional.empty();
  }

  private static String faultOf(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return oneLine(deepest.getClass().getSimpleName() + ": " + deepest.getMessage());
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().lines().findFirst().orElse("").strip();
  }

  private static String whereToLook(boolean verbose) {
    String log = System.getProperty("entas.log");
    String place = log == null ? "" : "the log " + log + " has more";
    String again = verbose ? "" : "--verbose shows where";
    return place + (place.isEmpty() || again.isEmpty() ? "" : ", ") + again + ".";
  }

  /** The version, with the name of the program. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"entas " + Program.version()};
    }
  }
}
