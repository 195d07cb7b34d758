package id.entas.tables;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What is wrong with a file, in the words of a sentence and not of an exception. */
final class FileTrouble {
  private FileTrouble() {}

  /**
   * Such as "permission denied" or "not a directory"; a file's name where the system gave no
   * reason.
   */
  static String inWords(IOException trouble) {
    if (trouble instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message =
        trouble instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(trouble.getMessage());
    // HDFS sends the trace of its own program along.
    String words = message.lines().findFirst().orElse("");
    return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
