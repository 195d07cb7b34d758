package id.entas.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes dBASE files byte by byte, right ones and wrong ones. */
public final class DbfBytes {
  static final int SIGNATURE_AT = 0;
  static final int RECORDS_AT = 4;
  static final int HEADER_LENGTH_AT = 8;
  static final int RECORD_LENGTH_AT = 10;
  static final int ENCRYPTED_AT = 15;
  static final int LANGUAGE_AT = 29;

  private record Column(String name, char type, int length, int decimals) {}

  private final List<Column> columns = new ArrayList<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final Charset charset;
  private final int languageDriver;
  private int count;

  public DbfBytes(int languageDriver, Charset charset) {
    this.languageDriver = languageDriver;
    this.charset = charset;
  }

  public DbfBytes column(String name, char type, int length, int decimals) {
    columns.add(new Column(name, type, length, decimals));
    return this;
  }

  /** Adds a record: its mark, and its fields as they stand, filled up with blanks. */
  DbfBytes record(char mark, String... fields) {
    records.write(mark);
    for (int i = 0; i < columns.size(); i++) {
      byte[] text = fields[i].getBytes(charset);
      byte[] bytes = Arrays.copyOf(text, columns.get(i).length());
      if (text.length < bytes.length) {
        Arrays.fill(bytes, text.length, bytes.length, (byte) ' ');
      }
      records.writeBytes(bytes);
    }
    count++;
    return this;
  }

  /** The same of a record that is not deleted. */
  public DbfBytes row(String... fields) {
    return record(' ', fields);
  }

  public byte[] bytes() {
    int headerLength = 32 + 32 * columns.size() + 1;
    int recordLength = 1 + columns.stream().mapToInt(Column::length).sum();
    ByteBuffer header = ByteBuffer.allocate(headerLength).order(ByteOrder.LITTLE_ENDIAN);
    header.put(SIGNATURE_AT, (byte) 0x03).put(LANGUAGE_AT, (byte) languageDriver);
    header.putInt(RECORDS_AT, count);
    header.putShort(HEADER_LENGTH_AT, (short) headerLength);
    header.putShort(RECORD_LENGTH_AT, (short) recordLength);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      int at = 32 + 32 * i;
      header.put(at, column.name().getBytes(StandardCharsets.US_ASCII));
      header.put(at + 11, (byte) column.type());
      header.put(at + 16, (byte) column.length());
      header.put(at + 17, (byte) column.decimals());
    }
    header.put(headerLength - 1, (byte) 0x0D);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header.array());
    all.writeBytes(records.toByteArray());
    all.write(0x1A);
    return all.toByteArray();
  }
}
