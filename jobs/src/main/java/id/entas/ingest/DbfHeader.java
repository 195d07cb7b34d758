package id.entas.ingest;

import com.linuxense.javadbf.DBFCharsetHelper;
import com.linuxense.javadbf.DBFException;
import com.linuxense.javadbf.DBFField;
import com.linuxense.javadbf.DBFReader;
import id.entas.domain.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands at the start of a dBASE file: how many records it has, and where their fields lie.
 *
 * <p>The fields are named and measured by javadbf. It turns numbers into floating-point numbers,
 * though, so records are cut by {@link DbfRecords} at the places that are found here.
 *
 * @param bytes length of the header, behind which the records lie
 * @param records how many records there are, deleted ones included
 * @param recordBytes length of each, its deletion mark included
 * @param fields its fields in their order
 * @param codePage the character set by the language driver byte, or null where that names none
 */
record DbfHeader(
    int bytes, long records, int recordBytes, List<DbfHeader.Part> fields, String codePage) {
  /** Most characters of a field's name. */
  static final int LONGEST_NAME = 10;

  /** A record's mark in its first byte. */
  static final byte ALIVE = ' ';

  static final byte DELETED = '*';

  /**
   * One field of every record.
   *
   * @param name as in the header, at most {@link #LONGEST_NAME} characters
   * @param type letter of its type: C text, N and F number, D date, L yes or no; others are not
   *     read
   * @param offset its first byte in the record
   * @param length its bytes
   */
  record Part(String name, char type, int offset, int length) {
    private static final String READ = "CNFDL";

    /** What javadbf gives for a letter that it does not know. */
    private static final char UNKNOWN = '\0';

    boolean isRead() {
      return READ.indexOf(type) >= 0;
    }

    /** What a field is that is not read. */
    String kind() {
      return switch (type) {
        case 'M' -> "a memo field, whose text lies in another file";
        case 'G', 'P', 'B', 'W', 'Q' -> "a binary field";
        case UNKNOWN -> "a field of an unknown type";
        default -> "a dBASE field of the type " + type;
      };
    }
  }

  private static final int START = 32;
  private static final int RECORDS_AT = 4;
  private static final int LENGTH_AT = 8;
  private static final int ENCRYPTED_AT = 15;
  private static final int LANGUAGE_AT = 29;
  private static final int SHORTEST = START + 1;
  private static final int LONGEST = Short.MAX_VALUE;

  /** dBASE III and IV without and with memo fields, and FoxPro, which writes records alike. */
  private static final Set<Integer> SIGNATURES = Set.of(0x03, 0x83, 0x8B, 0xF5, 0x30, 0x31, 0x32);

  /**
   * Reads the header, and no byte beyond it.
   *
   * @param encodingSetting {@code detect} or the name of a character set
   * @throws Refusal if it is none of dBASE III or IV, or cannot be right
   */
  static DbfHeader read(InputFile file, InputStream from, String encodingSetting)
      throws IOException {
    byte[] start = from.readNBytes(START);
    if (start.length < START) {
      throw refusal(file, "is no dBASE file, as it has only " + start.length + " bytes");
    }
    int signature = start[0] & 0xFF;
    if (!SIGNATURES.contains(signature)) {
      throw refusal(
          file,
          String.format(
              Locale.ROOT,
              "is no file of dBASE III or IV (it begins with the byte %02X)",
              signature));
    }
    if (start[ENCRYPTED_AT] != 0) {
      throw refusal(file, "is encrypted");
    }
    ByteBuffer numbers = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    long records = Integer.toUnsignedLong(numbers.getInt(RECORDS_AT));
    int length = Short.toUnsignedInt(numbers.getShort(LENGTH_AT));
    int recordBytes = Short.toUnsignedInt(numbers.getShort(LENGTH_AT + Short.BYTES));
    if (length < SHORTEST || length > LONGEST) {
      throw refusal(file, "says that its header has " + length + " bytes, which no dBASE file has");
    }
    byte[] header = Arrays.copyOf(start, length);
    if (from.readNBytes(header, START, length - START) < length - START) {
      throw refusal(file, "is cut off within its header of " + length + " bytes");
    }
    String codePage = codePage(start[LANGUAGE_AT]);
    Charset names = Charset.forName(encoding(encodingSetting, codePage).charset());
    List<Part> fields = fields(file, header, names, recordBytes);
    return new DbfHeader(length, records, recordBytes, fields, codePage);
  }

  /** The character set of a language driver byte, or null where it names none that Java knows. */
  private static String codePage(byte languageDriver) {
    try {
      Charset charset = DBFCharsetHelper.getCharsetByByte(languageDriver & 0xFF);
      return charset == null ? null : charset.name();
    } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
      return null;
    }
  }

  /**
   * How the texts of the file become characters: by the setting, by its code page, or as
   * Windows-1252. A setting of UTF-16 is about other files, as dBASE has no such text.
   */
  TextEncoding encoding(String encodingSetting) {
    return encoding(encodingSetting, codePage);
  }

  private static TextEncoding encoding(String encodingSetting, String codePage) {
    if (!encodingSetting.equals(FileSniffer.DETECT)) {
      String name = Charset.forName(encodingSetting).name();
      if (!name.startsWith(StandardCharsets.UTF_16.name())) {
        return new TextEncoding(name, 0);
      }
    }
    return codePage == null ? TextEncoding.WINDOWS_1252 : new TextEncoding(codePage, 0);
  }

  private static List<Part> fields(
      InputFile file, byte[] header, Charset charset, int recordBytes) {
    List<Part> fields = parts(file, header, charset, TextLength.LONG);
    if (end(fields) > recordBytes) {
      // Some programs leave a number of decimals with texts, which is not part of their length.
      fields = parts(file, header, charset, TextLength.SHORT);
    }
    if (fields.isEmpty()) {
      throw refusal(file, "has no fields");
    }
    if (end(fields) > recordBytes || recordBytes < 2) {
      throw refusal(
          file,
          "says that its records have "
              + recordBytes
              + " bytes, but its fields need "
              + end(fields));
    }
    return fields;
  }

  private static int end(List<Part> fields) {
    return fields.isEmpty() ? 1 : last(fields).offset() + last(fields).length();
  }

  private static Part last(List<Part> fields) {
    return fields.get(fields.size() - 1);
  }

  /** Whether the length of a text field has a second byte. */
  private enum TextLength {
    SHORT,
    LONG
  }

  private static List<Part> parts(
      InputFile file, byte[] header, Charset charset, TextLength textLength) {
    try (DBFReader reader =
        new DBFReader(
            new ByteArrayInputStream(header), charset, false, textLength == TextLength.LONG)) {
      List<Part> parts = new ArrayList<>();
      int offset = 1;
      for (int i = 0; i < reader.getFieldCount(); i++) {
        DBFField field = reader.getField(i);
        parts.add(
            new Part(
                field.getName().strip(), field.getType().getCharCode(), offset, field.getLength()));
        offset += field.getLength();
      }
      return List.copyOf(parts);
    } catch (DBFException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refusal(file, "has a damaged header");
    }
  }

  /** The refusal of a file that is not what its name says. */
  static Refusal refusal(InputFile file, String why) {
    return Refusal.data(
        "The extract "
            + file.sourceFile()
            + " "
            + why
            + "; copy it again from its source, or save it as dBASE IV.");
  }

  /**
   * Looks through the records to their end.
   *
   * @param from stands at the first record
   * @return how many are marked as deleted
   * @throws Refusal if there are fewer or more than the header says
   */
  long countDeleted(InputFile file, InputStream from) throws IOException {
    byte[] record = new byte[recordBytes];
    long deleted = 0;
    for (long i = 0; i < records; i++) {
      if (from.readNBytes(record, 0, recordBytes) < recordBytes) {
        throw refusal(
            file, "is cut off: its header says " + records + " records, it holds " + i + " whole");
      }
      deleted += record[0] == DELETED ? 1 : 0;
    }
    int behind = from.read();
    if (behind == ALIVE || behind == DELETED) {
      throw refusal(
          file, "goes on behind the " + records + " records that its header says it holds");
    }
    return deleted;
  }

  /** The records in stretches of about that many bytes. */
  List<FilePart> parts(long partBytes) {
    long each = Math.max(1, partBytes / recordBytes);
    List<FilePart> parts = new ArrayList<>();
    for (long first = 0; first < records; first += each) {
      long last = Math.min(first + each, records);
      parts.add(new FilePart(byteOf(first), byteOf(last), first + 1));
    }
    return parts.isEmpty() ? List.of(new FilePart(bytes, bytes, 1)) : List.copyOf(parts);
  }

  private long byteOf(long record) {
    return bytes + record * recordBytes;
  }
}
