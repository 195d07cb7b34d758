package id.entas.ingest;

/** Splits one record into its fields and keeps those that are wanted. */
interface FieldSplit {
  /** The slot of a column that is not wanted. */
  int UNWANTED = -1;

  /**
   * Puts the wanted fields into their slots, without surrounding blanks, null where blank.
   *
   * @param values receives the fields; slots of missing columns stay as they are
   * @return how many fields the record has
   */
  int split(String record, String[] values);
}
