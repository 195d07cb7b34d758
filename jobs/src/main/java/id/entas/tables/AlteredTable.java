package id.entas.tables;

/** A table of the lake is not as this program makes it. */
final class AlteredTable extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param what how it differs, as a part of a sentence
   */
  AlteredTable(String what) {
    super(what);
  }
}
