package id.entas.tables;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes rows as files of an unpartitioned table, one for each task that has any.
 *
 * @param path where the table lies, as a URI
 * @param checks what rows must pass
 * @param hadoop how the files are reached
 */
record RowFiles(Table table, String path, RowChecks checks, SerializableConfiguration hadoop)
    implements Serializable {

  /** Writes the rows of a task. */
  Iterator<NewFile> write(Iterator<InternalRow> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    return List.of(write(TaskContext.get().partitionId(), rows)).iterator();
  }

  /**
   * Writes a file of rows, of which there must be some.
   *
   * @throws IllegalStateException if the table does not take one of them
   */
  NewFile write(int task, Iterator<InternalRow> rows) {
    try {
      RowFile file = RowFile.create(table, path, task, checks, hadoop.value());
      try {
        while (rows.hasNext()) {
          file.add(rows.next());
        }
        return file.finish();
      } catch (Throwable e) {
        file.abandon(e);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
