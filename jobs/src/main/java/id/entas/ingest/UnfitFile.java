package id.entas.ingest;

import java.io.IOException;

/** A file is not what it should be, or holds more than Entas reads. */
final class UnfitFile extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * The end of a sentence that starts with the file.
   *
   * @param what what is wrong, such as {@code is no workbook}
   * @param advice what to do, such as {@code copy it again}
   */
  UnfitFile(String what, String advice) {
    super(what + "; " + advice);
  }

  /** The same, for a reason that another part of the program or of Java saw. */
  UnfitFile(String what, String advice, Throwable cause) {
    super(what + "; " + advice, cause);
  }
}
