package id.entas.domain;

/**
 * A run that Entas declines to go on with, in one sentence for the user: what is wrong, which
 * value, what to do.
 *
 * <p>A refusal is never a fault of the program, so it is shown without a stack trace.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a run is refused, with the exit code of the process. */
  public enum Kind {
    /** A mistake in the command or the settings. */
    MISTAKE(2),
    /** The data was refused. */
    DATA(3),
    /** The lake was changed, or is being changed, by someone else. */
    CONFLICT(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private Refusal(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public static Refusal mistake(String sentence) {
    return new Refusal(Kind.MISTAKE, sentence, null);
  }

  public static Refusal mistake(String sentence, Throwable cause) {
    return new Refusal(Kind.MISTAKE, sentence, cause);
  }

  public static Refusal data(String sentence) {
    return new Refusal(Kind.DATA, sentence, null);
  }

  public static Refusal data(String sentence, Throwable cause) {
    return new Refusal(Kind.DATA, sentence, cause);
  }

  public static Refusal conflict(String sentence) {
    return new Refusal(Kind.CONFLICT, sentence, null);
  }

  public static Refusal conflict(String sentence, Throwable cause) {
    return new Refusal(Kind.CONFLICT, sentence, cause);
  }

  public Kind kind() {
    return kind;
  }
}
