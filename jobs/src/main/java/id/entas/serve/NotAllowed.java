package id.entas.serve;

/** A statement that the door does not let in; the message is the whole answer to the reader. */
final class NotAllowed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAllowed(String sentence) {
    super(sentence);
  }

  /** Drivers show an error as text, and a class name would say nothing to a reader. */
  @Override
  public String toString() {
    return getMessage();
  }
}
