package id.entas.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The records of a dBASE file, cut by the places of its fields, so that a number keeps every digit
 * that stands in the file.
 *
 * <p>A row's number is the place of its record in the file, from 1. Records that are marked as
 * deleted are no rows, but have their numbers, too. A row's raw bytes are the whole record, its
 * mark included. Bytes that the encoding does not know matter only in wanted fields.
 */
final class DbfRecords implements RecordSource {
  private static final String DATE = "\\d{8}";
  private static final String OVERFLOW = "\\*+";

  private final InputStream in;
  private final DbfHeader header;
  private final int[] slots;
  private final String charset;
  private final TextEncoding.Decoder decoder;
  private final long end;
  private long position;
  private long number;

  /**
   * Opens a part of a file.
   *
   * @param part a whole number of records, see {@link DbfHeader#parts}
   * @param encoding how its texts become characters
   * @param slots slot of each field, or {@link FieldSplit#UNWANTED}
   */
  DbfRecords(
      InputFile file, FilePart part, TextEncoding encoding, int[] slots, Configuration hadoop)
      throws IOException {
    try (InputStream start = file.open(hadoop)) {
      this.header = DbfHeader.read(file, start, encoding.charset());
    }
    this.slots = slots.clone();
    this.charset = encoding.charset();
    this.decoder = encoding.decoder();
    this.position = part.start();
    this.end = part.end();
    this.number = part.firstRow() - 1;
    this.in = file.open(hadoop, part.start());
  }

  @Override
  public FramedRecord next() throws IOException {
    while (position < end) {
      byte[] record = in.readNBytes(header.recordBytes());
      if (record.length < header.recordBytes()) {
        throw new EOFException("it is shorter than it was a moment ago");
      }
      position += record.length;
      number++;
      if (record[0] != DbfHeader.DELETED) {
        return framed(record);
      }
    }
    return null;
  }

  private FramedRecord framed(byte[] record) {
    if (record[0] != DbfHeader.ALIVE) {
      return problem(
          record,
          RejectionReason.UNREADABLE_VALUE,
          "the record begins with neither a blank nor an asterisk");
    }
    String[] values = new String[ExtractColumn.values().length];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != FieldSplit.UNWANTED) {
        DbfHeader.Part field = header.fields().get(i);
        TextEncoding.Decoded text = decoder.decode(record, field.offset(), field.length());
        if (!text.isValid()) {
          return problem(
              record,
              RejectionReason.INVALID_ENCODING,
              "the field " + field.name() + " has bytes that are not " + charset);
        }
        String value = Blanks.strip(text.text(), 0, text.text().length());
        if (isLost(field, value, slots[i])) {
          return problem(
              record,
              RejectionReason.IMPRECISE_NUMBER,
              "the number in "
                  + field.name()
                  + " was too long for its field, which holds asterisks");
        }
        values[slots[i]] = value == null ? null : meaning(field, value);
      }
    }
    return new FramedRecord(number, record, values, null, null);
  }

  /** Whether the number that should be an id was lost when it was written. */
  private static boolean isLost(DbfHeader.Part field, String value, int slot) {
    return slot == ExtractColumn.HOUSEHOLD_ID.ordinal()
        && value != null
        && isNumber(field)
        && value.matches(OVERFLOW);
  }

  private static boolean isNumber(DbfHeader.Part field) {
    return field.type() == 'N' || field.type() == 'F';
  }

  /** The text of a field; what is not as dBASE writes it stays as it is, to be judged as text. */
  private static String meaning(DbfHeader.Part field, String value) {
    if (isNumber(field)) {
      return NumberText.ofDecimal(value);
    }
    return switch (field.type()) {
      case 'D' ->
          value.matches(DATE)
              ? value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6)
              : value;
      case 'L' ->
          switch (value) {
            case "T", "t", "Y", "y" -> "1";
            case "F", "f", "N", "n" -> "0";
            case "?" -> null;
            default -> value;
          };
      default -> value;
    };
  }

  private FramedRecord problem(byte[] record, RejectionReason reason, String detail) {
    return new FramedRecord(
        number, record, new String[ExtractColumn.values().length], reason, detail);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
