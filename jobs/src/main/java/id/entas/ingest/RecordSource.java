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
              format.headerLine(),
              format.header().slots());
      // What the file unpacks to was looked at when it was sniffed.
      case XLSX ->
          new WorkbookRecords(
              Workbook.open(format.file(), hadoop, Long.MAX_VALUE),
              format.sheet(),
              format.headerLine(),
              format.header().slots());
      case DBF ->
          new DbfRecords(format.file(), part, format.encoding(), format.header().slots(), hadoop);
      case PARQUET -> new ParquetRows(format.file(), part, format.header().slots(), raw, hadoop);
    };
  }
}
