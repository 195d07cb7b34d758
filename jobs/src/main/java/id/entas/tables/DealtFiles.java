package id.entas.tables;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Deals the files of a table to tasks that read them. */
final class DealtFiles {
  /** More than this a task does not take, unless a single file is larger. */
  private static final long MOST_BYTES = 64L << 20;

  /** Less than this is not worth a task. */
  private static final long LEAST_BYTES = 1L << 20;

  /** Tasks for each that runs at once, so that a late one is not waited for long. */
  private static final int TASKS_EACH = 4;

  private DealtFiles() {}

  /**
   * Files that lie beside each other in the table, and so have the same census, go together.
   *
   * @param tablePath where the table lies, as a URI
   * @param atOnce how many tasks run at once
   */
  static List<List<TableFile>> of(String tablePath, List<HeldFiles.HeldFile> files, int atOnce) {
    long bytes = files.stream().mapToLong(HeldFiles.HeldFile::bytes).sum();
    long share = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, bytes / ((long) TASKS_EACH * atOnce)));
    List<List<TableFile>> tasks = new ArrayList<>();
    long open = 0;
    for (HeldFiles.HeldFile file :
        files.stream()
            .sorted(
                Comparator.comparing(HeldFiles.HeldFile::partition)
                    .thenComparing(HeldFiles.HeldFile::path))
            .toList()) {
      if (tasks.isEmpty() || open + file.bytes() / 2 > share) {
        tasks.add(new ArrayList<>());
        open = 0;
      }
      open += file.bytes();
      Path path = new Path(new Path(tablePath), new Path(URI.create(file.path())));
      tasks.get(tasks.size() - 1).add(new TableFile(path.toString(), file.partition()));
    }
    return tasks;
  }
}
