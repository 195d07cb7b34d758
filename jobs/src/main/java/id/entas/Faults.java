package id.entas;

import id.entas.domain.Refusal;
import id.entas.tables.DamagedLake;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error means to the one who started the program: a sentence and an exit code. */
final class Faults {
  private static final int FAULT_OF_THE_PROGRAM = 1;

  /** How the system says that a disk takes no more, in an error of any library. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|File too large");

  private static final Pattern CLOSED =
      Pattern.compile("(?:Permission denied|Read-only file system|Mkdirs failed to create)");

  private static final Pattern FILE = Pattern.compile("(?:file:/{0,2})?(/[^\\s:'\"()]+)");

  private Faults() {}

  /**
   * A refusal reaches us plain, or wrapped by Spark when it was thrown in a task; what is wrong
   * with the machine reaches us as any error.
   */
  static Optional<Refusal> findRefusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return Optional.of(refusal);
      }
      String message = String.valueOf(cause.getMessage());
      Matcher full = FULL.matcher(message);
      if (full.find()) {
        return Optional.of(
            Refusal.mistake(
                "The disk of the lake or of temporary files is full ("
                    + full.group()
                    + "), so the run was not published; free some space and run it again.",
                cause));
      }
      Matcher closed = CLOSED.matcher(message);
      if (closed.find()) {
        Matcher file = FILE.matcher(message);
        return Optional.of(
            Refusal.mistake(
                (file.find() ? "The file " + file.group(1) : "A file of the lake")
                    + " cannot be written ("
                    + closed.group().toLowerCase(Locale.ROOT)
                    + "), so the run was not published; make its folder writable and run it again.",
                cause));
      }
    }
    return DamagedLake.findIn(thrown);
  }

  static int exitCode(Throwable thrown) {
    return findRefusal(thrown)
        .map(refusal -> refusal.kind().exitCode())
        .orElse(FAULT_OF_THE_PROGRAM);
  }

  /** What happened, without where to look for more. */
  static String sentence(Throwable thrown) {
    return findRefusal(thrown)
        .map(refusal -> oneLine(refusal.getMessage()))
        .orElseGet(() -> "a fault of the program: " + deepest(thrown));
  }

  private static String deepest(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return oneLine(deepest.getClass().getSimpleName() + ": " + deepest.getMessage());
  }

  static String oneLine(String message) {
    return String.valueOf(message).strip().lines().findFirst().orElse("").strip();
  }
}
