package id.entas;

import id.entas.domain.Refusal;
import java.util.Optional;

/** What an error means to the one who started the program: a sentence and an exit code. */
final class Faults {
  private static final int FAULT_OF_THE_PROGRAM = 1;

  private Faults() {}

  /** A refusal reaches us plain, or wrapped by Spark when it was thrown in a task. */
  static Optional<Refusal> findRefusal(Throwable thrown) {
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
