package id.entas.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** The rows of one file below its header, one after another, whatever its kind. */
interface RecordSource extends Closeable {
  /**
   * The next row, or null at the end of the file.
   *
   * @throws IOException if the file cannot be read on
   */
  FramedRecord next() throws IOException;

  /** Opens a file as what it is. */
  static RecordSource open(ExtractFormat format, Configuration hadoop) throws IOException {
    return switch (format.file().kind()) {
      case CSV, CSV_GZ ->
          new RecordReader(
              format.file().unpacked(format.file().open(hadoop)),
              format.encoding(),
              format.delimiter(),
              format.headerLine(),
              format.header().slots());
      // What the file unpacks to was looked at when it was sniffed.
      case XLSX ->
          new WorkbookRecords(
              Workbook.open(format.file(), hadoop, Long.MAX_VALUE),
              format.sheet(),
              format.headerLine(),
              format.header().slots());
    };
  }
}
