package id.entas.panel;

import id.entas.tables.Field;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Rows of files with the key of a household, to be dealt. */
abstract class FileRows implements DealtRows.Source {
  private final TableScan scan;
  private final Iterator<TableFile> files;
  private final int key;
  private ByteBuffer keyBytes;
  private TableScan.Rows rows;

  FileRows(TableScan scan, Iterator<TableFile> files, Field key) {
    this.scan = scan;
    this.files = files;
    this.key = scan.value(key);
    // The file at hand is closed with its task.
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close());
  }

  /** Told before the rows of a file are. */
  abstract void begin(TableFile file);

  /** The row at hand. */
  final TableScan.Rows row() {
    return rows;
  }

  @Override
  public final boolean advance() throws IOException {
    while (rows != null || files.hasNext()) {
      if (rows == null) {
        TableFile file = files.next();
        rows = scan.open(file);
        begin(file);
      }
      if (rows.advance()) {
        keyBytes = rows.bytes(key).toByteBuffer();
        return true;
      }
      close();
    }
    return false;
  }

  private void close() {
    try {
      if (rows != null) {
        rows.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      rows = null;
    }
  }

  @Override
  public final long firstOfKey() {
    return keyBytes.getLong(keyBytes.position());
  }

  @Override
  public final long secondOfKey() {
    return keyBytes.getLong(keyBytes.position() + Long.BYTES);
  }
}
