package id.entas;

import id.entas.domain.Refusal;
import id.entas.job.Program;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
    int exitCode =
        execute(new Commands(out, err, Clock.systemUTC(), System.getenv()), err, arguments);
    out.flush();
    System.exit(exitCode);
  }

  /** Runs a command and gives its exit code; a refusal is one sentence on {@code err}. */
  static int execute(Commands commands, PrintStream err, String... arguments) {
    CommandLine line = new CommandLine(commands);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(commands.out(), true));
    line.setParameterExceptionHandler(
        (mistake, given) -> {
          err.println("entas: " + sentence(mistake));
          return Refusal.Kind.MISTAKE.exitCode();
        });
    line.setExecutionExceptionHandler(
        (thrown, command, result) -> {
          boolean verbose = commands.isVerbose(result);
          String sentence = Faults.sentence(thrown);
          if (Faults.findRefusal(thrown).isPresent()) {
            err.println("entas: " + sentence);
          } else {
            LoggerFactory.getLogger(Main.class).error("fault of the program", thrown);
            err.println("entas: " + sentence + "; " + whereToLook(verbose));
          }
          if (verbose) {
            thrown.printStackTrace(err);
          }
          return Faults.exitCode(thrown);
        });
    return line.execute(arguments);
  }

  private static String sentence(CommandLine.ParameterException mistake) {
    String message = Faults.oneLine(mistake.getMessage());
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
      return new String[] {
        "entas " + Program.version() + ", build " + Program.build(), "Java " + Runtime.version()
      };
    }
  }
}
