package id.entas.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of groups of a Parquet file.
 *
 * <p>A row's number is its place in the file, from 1. As a Parquet file holds no row in one piece,
 * its raw bytes are one line of CSV (RFC 4180, commas, UTF-8) of all its columns that are not
 * nested; bytes of texts go into it as they are. Only wanted columns are read where raw bytes are
 * not asked for, and only in these matters whether the bytes are UTF-8.
 */
final class ParquetRows implements RecordSource {
  private static final byte[] NONE = new byte[0];

  private final InputFile file;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<ParquetColumn> columns = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();
  private final FramedRows.Raw raw;
  private final int mostBytes;
  private final TextEncoding.Decoder decoder = TextEncoding.UTF_8.decoder();
  private long groupsLeft;
  private RecordReader<Group> rows;
  private long rowsLeft;
  private long number;

  /**
   * Opens a part of a file.
   *
   * @param part its groups of rows
   * @param slots slot of each column, or {@link FieldSplit#UNWANTED}
   * @param raw whether the raw bytes are asked for
   */
  ParquetRows(InputFile file, FilePart part, int[] slots, FramedRows.Raw raw, Configuration hadoop)
      throws IOException {
    this(file, part, slots, raw, hadoop, Integer.MAX_VALUE);
  }

  /**
   * The same where a row of more raw bytes is refused.
   *
   * @param mostBytes raw bytes that a row may have
   */
  ParquetRows(
      InputFile file,
      FilePart part,
      int[] slots,
      FramedRows.Raw raw,
      Configuration hadoop,
      int mostBytes)
      throws IOException {
    this.file = file;
    this.raw = raw;
    this.mostBytes = mostBytes;
    this.number = part.firstRow() - 1;
    this.groupsLeft = part.length();
    this.reader = ParquetTable.open(file, hadoop);
    MessageType whole = reader.getFileMetaData().getSchema();
    List<Type> read = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      boolean isRead = slots[i] != FieldSplit.UNWANTED || raw == FramedRows.Raw.KEPT;
      if (isRead && ParquetColumn.isPlain(whole.getType(i))) {
        this.columns.add(new ParquetColumn(read.size(), whole.getType(i).asPrimitiveType()));
        this.slots.add(slots[i]);
        read.add(whole.getType(i));
      }
    }
    this.schema = new MessageType(whole.getName(), read);
    reader.setRequestedSchema(schema);
    for (long group = 0; group < part.start(); group++) {
      reader.skipNextRowGroup();
    }
  }

  @Override
  public FramedRecord next() throws IOException {
    try {
      while (rowsLeft == 0 && groupsLeft > 0) {
        openGroup();
      }
      if (rowsLeft == 0) {
        return null;
      }
      rowsLeft--;
      number++;
      return framed(rows.read());
    } catch (UnfitFile e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw ParquetTable.damaged(file, e);
    } catch (OutOfMemoryError e) {
      // A damaged page may ask for any number of values at once, whatever its size.
      throw new UnfitFile(
          "needs more memory than there is", "write it with smaller groups of rows", e);
    }
  }

  private void openGroup() throws IOException {
    PageReadStore pages = reader.readNextRowGroup();
    if (pages == null) {
      throw new IOException("a group of rows is missing");
    }
    groupsLeft--;
    rowsLeft = pages.getRowCount();
    rows =
        new ColumnIOFactory()
            .getColumnIO(schema, reader.getFileMetaData().getSchema())
            .getRecordReader(pages, new GroupRecordConverter(schema));
  }

  private FramedRecord framed(Group row) throws UnfitFile {
    String[] values = new String[ExtractColumn.values().length];
    String unknown = null;
    ByteArrayOutputStream line = raw == FramedRows.Raw.KEPT ? new ByteArrayOutputStream() : null;
    for (int i = 0; i < columns.size(); i++) {
      byte[] bytes = columns.get(i).bytes(row);
      if (line != null) {
        addField(line, i, bytes == null ? NONE : bytes);
        refuseLong(line.size());
      }
      if (bytes != null && slots.get(i) != FieldSplit.UNWANTED) {
        TextEncoding.Decoded text = decoder.decode(bytes, 0, bytes.length);
        values[slots.get(i)] = Blanks.strip(text.text(), 0, text.text().length());
        unknown = text.isValid() ? unknown : columns.get(i).name();
      }
    }
    byte[] kept = line == null ? NONE : line.toByteArray();
    return unknown == null
        ? new FramedRecord(number, kept, values, null, null)
        : new FramedRecord(
            number,
            kept,
            new String[values.length],
            RejectionReason.INVALID_ENCODING,
            "the column " + unknown + " has bytes that are not " + TextEncoding.UTF_8.charset());
  }

  private void refuseLong(int bytes) throws UnfitFile {
    if (bytes > mostBytes) {
      throw new UnfitFile(
          "has more than " + mostBytes + " bytes in row " + number,
          "shorten it or take the file away");
    }
  }

  /** Adds a field to a line of CSV, in quotes where it needs some. */
  private static void addField(ByteArrayOutputStream line, int place, byte[] bytes) {
    if (place > 0) {
      line.write(',');
    }
    boolean isQuoted = false;
    for (byte one : bytes) {
      isQuoted |= one == ',' || one == QuoteScan.QUOTE || one == '\n' || one == '\r';
    }
    if (!isQuoted) {
      line.writeBytes(bytes);
      return;
    }
    line.write(QuoteScan.QUOTE);
    for (byte one : bytes) {
      if (one == QuoteScan.QUOTE) {
        line.write(QuoteScan.QUOTE);
      }
      line.write(one);
    }
    line.write(QuoteScan.QUOTE);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
