package id.entas.tables;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Deals the files of a table to tasks that read them. */
final class DealtFiles {
  /** About as many a task takes at most; a group of rows is not divided. */
  private static final long MOST_BYTES = 64L << 20;

  /** Less than this is not worth a task. */
  private static final long LEAST_BYTES = 1L << 20;

  /** Tasks for each that runs at once, so that a late one is not waited for long. */
  private static final int TASKS_EACH = 4;

  private DealtFiles() {}

  /**
   * Files that lie beside each other in the table, and so have the same census, go together; large
   * ones are divided.
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
      Path path = new Path(new Path(tablePath), new Path(URI.create(file.path())));
      long parts = Math.max(1, Math.round((double) file.bytes() / share));
      for (long part = 0; part < parts; part++) {
        long start = part * file.bytes() / parts;
        long end = (part + 1) * file.bytes() / parts;
        if (tasks.isEmpty() || open + (end - start) / 2 > share) {
          tasks.add(new ArrayList<>());
          open = 0;
        }
        open += end - start;
        tasks
            .get(tasks.size() - 1)
            .add(new TableFile(path.toString(), file.partition(), start, end));
      }
    }
    return tasks;
  }
}
