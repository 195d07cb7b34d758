package id.entas.ingest;

import java.io.Serializable;

/**
 * A stretch of a file that is read by itself, so that several cores share a large file. A row
 * belongs to exactly one part.
 *
 * @param start where it begins: a byte of the file, or for Parquet the place of a row group, from 0
 * @param end where the part behind it begins, in the same unit
 * @param firstRow number of the row (for a text: of the physical line) that stands at its start,
 *     from 1
 */
record FilePart(long start, long end, long firstRow) implements Serializable {
  /** A file that is not split: it is read to wherever it ends. */
  static final FilePart WHOLE = new FilePart(0, Long.MAX_VALUE, 1);

  FilePart {
    if (start < 0 || end < start || firstRow < 1) {
      throw new IllegalArgumentException(
          "No part of a file goes from " + start + " to " + end + " with row " + firstRow);
    }
  }

  /** Whether the header of a text is part of it. */
  boolean isFirst() {
    return start == 0;
  }

  /** How long it is, in the unit of its start. */
  long length() {
    return end - start;
  }
}
