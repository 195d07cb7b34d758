package id.entas.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** The rows of a file or of a part of it, one after another, whatever its kind. */
interface RecordSource extends Closeable {
  /**
   * The next row, or null at the end.
   *
   * @throws IOException if the file cannot be read on
   */
  FramedRecord next() throws IOException;

  /**
   * Opens a part of a file as what the file is.
   *
   * @param raw whether the bytes of the rows are wanted
   */
  static RecordSource open(
      ExtractFormat format, FilePart part, FramedRows.Raw raw, Configuration hadoop)
      throws IOException {
    return switch (format.file().kind()) {
      case CSV, CSV_GZ ->
          new RecordReader(
              format.file().unpacked(format.file().open(hadoop, part.start())),
              part,
              format.encoding(),
              format.delimiter(),
              format.header().slots());
    };
  }
}
