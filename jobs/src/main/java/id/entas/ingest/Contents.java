package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a look through a file tells beside its header.
 *
 * @param parts its parts, which together hold each of its rows once
 * @param obstacles columns from which nothing can be read, by their place in the header: what they
 *     are, as in {@code a memo field}
 * @param notes sentences on what a reader of the run's report should know of the file
 */
record Contents(List<FilePart> parts, Map<Integer, String> obstacles, List<String> notes)
    implements Serializable {
  /** A file of which no more is known than its text. */
  static Contents of(List<FilePart> parts) {
    return new Contents(parts, Map.of(), List.of());
  }

  /**
   * Refuses a file whose wanted columns cannot all be read.
   *
   * @param names the header's fields
   * @param slots slot of each of them, or {@link FieldSplit#UNWANTED}
   * @throws Refusal naming the first such column
   */
  void refuseWantedObstacle(InputFile file, List<String> names, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != FieldSplit.UNWANTED && obstacles.containsKey(i)) {
        throw Refusal.data(
            "The column "
                + names.get(i)
                + " of "
                + file.sourceFile()
                + " is "
                + obstacles.get(i)
                + ", which Entas does not read; store it as text or rename it.");
      }
    }
  }
}
