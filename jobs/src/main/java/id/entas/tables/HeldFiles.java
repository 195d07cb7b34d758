package id.entas.tables;

import java.util.List;

/**
 * The files that hold the rows of a table at a version.
 *
 * @param version version in Delta's log
 * @param files its files
 */
record HeldFiles(long version, List<HeldFile> files) {
  /** Partition of the files of a table that is not partitioned. */
  static final String UNPARTITIONED = "";

  HeldFiles {
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param path as Delta's log has it: relative to the table, and percent-encoded
   * @param bytes its size
   * @param partition value of the column that the table is partitioned by, or {@link
   *     #UNPARTITIONED}
   */
  record HeldFile(String path, long bytes, String partition) {}
}
