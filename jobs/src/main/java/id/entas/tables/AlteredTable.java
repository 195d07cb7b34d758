package id.entas.tables;

import id.entas.domain.Refusal;

/** A table of the lake is not as this program makes it. */
final class AlteredTable extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param what how it differs, as a part of a sentence
   */
  AlteredTable(String what) {
    super(what);
  }

  /** What is read of a table. */
  interface Reading<T> {
    T of() throws AlteredTable;
  }

  /**
   * What is read of a table that is as this program makes it.
   *
   * @throws Refusal if it is not
   */
  static <T> T asMade(Lake lake, Table table, Reading<T> reading) {
    try {
      return reading.of();
    } catch (AlteredTable e) {
      throw refusal(lake, table, e);
    }
  }

  /** In a sentence for the user. */
  static Refusal refusal(Lake lake, Table table, Exception why) {
    return Refusal.mistake(
        "Table "
            + table
            + " of the lake "
            + lake.location()
            + " was made by another version of Entas or altered with another tool ("
            + why.getMessage().lines().findFirst().orElse("")
            + "); undo that, or build a new lake from the extracts with --lake.",
        why);
  }
}
