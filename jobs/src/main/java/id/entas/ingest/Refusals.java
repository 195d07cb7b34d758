package id.entas.ingest;

import id.entas.domain.Refusal;

/** What becomes of the refusal of one file: an ingest stops at the first, a check goes on. */
@FunctionalInterface
interface Refusals {
  /** Throws each refusal. */
  Refusals STOP =
      (sourceFile, refusal) -> {
        throw refusal;
      };

  /**
   * Takes notice that a file cannot be read; the file is left out.
   *
   * @throws Refusal where nothing is to be read then
   */
  void add(String sourceFile, Refusal refusal);
}
