package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Hashes;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;

/**
 * Looks once through a whole file: what it is, how it is written, and whether it can be read to its
 * end.
 *
 * <p>A file without a byte order mark is UTF-8 if all its lines are. If some are not, it is
 * Windows-1252, unless other lines hold characters that only UTF-8 writes that way: then it is
 * UTF-8 with damaged rows.
 */
final class FileSniffer implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String DETECT = "detect";
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
  private static final int MARK = 3;

  /** A part of a file has about this many bytes: enough to be worth a task of its own. */
  private static final long PART_BYTES = 32L << 20;

  private static final int LONGEST_HEADER = 1 << 16;

  private final String encodingSetting;
  private final String delimiterSetting;
  private final long partBytes;

  /**
   * @param encodingSetting {@code detect} or the name of a character set
   * @param delimiterSetting {@code detect} or one character
   * @throws Refusal if a setting cannot be used
   */
  FileSniffer(String encodingSetting, String delimiterSetting) {
    this(encodingSetting, delimiterSetting, PART_BYTES);
  }

  /**
   * The same with parts of another size.
   *
   * @param partBytes about how many bytes a part of a file has
   */
  FileSniffer(String encodingSetting, String delimiterSetting, long partBytes) {
    this.partBytes = partBytes;
    this.encodingSetting = encodingSetting;
    this.delimiterSetting = delimiterSetting;
    if (!encodingSetting.equals(DETECT)) {
      refuseUnknownEncoding(encodingSetting);
    }
    if (!delimiterSetting.equals(DETECT) && delimiterSetting.length() != 1) {
      throw Refusal.mistake(
          "ingest.delimiter is detect or one character, not '"
              + delimiterSetting
              + "'; correct the settings.");
    }
  }

  private static void refuseUnknownEncoding(String name) {
    try {
      boolean isUtf16 = name.toUpperCase(Locale.ROOT).startsWith("UTF-16");
      if (isUtf16 || new TextEncoding(Charset.forName(name).name(), 0).decoder().extendsAscii()) {
        return;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw unknownEncoding(name, e);
    }
    throw unknownEncoding(name, null);
  }

  private static Refusal unknownEncoding(String name, Exception cause) {
    return Refusal.mistake(
        "ingest.encoding is detect, UTF-8, UTF-16 or one that extends ASCII such as windows-1252, not '"
            + name
            + "'; correct the settings.",
        cause);
  }

  /**
   * Looks through a file.
   *
   * @throws Refusal if it is empty, damaged, unreadable or without a header
   */
  SniffedFile sniff(InputFile file, Configuration hadoop) {
    MessageDigest digest = Hashes.sha256();
    try (InputStream disk = file.open(hadoop);
        CountingStream bytes = new CountingStream(disk, digest)) {
      disk.mark(1);
      if (disk.read() < 0) {
        throw Refusal.data(
            "The extract " + file.sourceFile() + " is empty; replace it or take it away.");
      }
      disk.reset();
      Found found =
          switch (file.kind()) {
            case CSV, CSV_GZ -> textIn(file, new BufferedInputStream(file.unpacked(bytes)));
          };
      // Bytes behind the end of a gzip stream are part of the file, too.
      bytes.transferTo(OutputStream.nullOutputStream());
      return new SniffedFile(
          file,
          bytes.count,
          HexFormat.of().formatHex(digest.digest()),
          found.encoding(),
          found.delimiter(),
          found.header(),
          found.contents());
    } catch (EOFException | ZipException e) {
      throw Refusal.data(
          "The extract "
              + file.sourceFile()
              + " is a damaged or cut off gzip file; copy it again from its source.",
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The refusal of a file that cannot be read to its end. */
  static Refusal unreadable(InputFile file, IOException cause) {
    return Refusal.data(
        "The extract "
            + file.sourceFile()
            + " cannot be read ("
            + cause.getMessage()
            + "); make it readable or take it away.",
        cause);
  }

  /**
   * What a look through a file finds.
   *
   * @param encoding how its bytes become text
   * @param delimiter what separates its fields, or a blank where nothing does
   * @param header the fields of its header
   * @param contents what else is known of it
   */
  record Found(TextEncoding encoding, char delimiter, List<String> header, Contents contents) {}

  /** Looks through the text of a file, which can go back to its start. */
  Found textIn(InputFile file, InputStream text) throws IOException {
    Look look = new Look(file, text);
    look.through();
    // A packed file can only be read from its start.
    List<FilePart> parts =
        file.kind() == FileKind.CSV ? look.parts.parts() : List.of(FilePart.WHOLE);
    return new Found(look.encoding, look.delimiter, look.header, Contents.of(parts));
  }

  /** One look through the text of a file. */
  private final class Look {
    private final InputFile file;
    private final InputStream text;
    private TextEncoding encoding;
    private char delimiter;
    private List<String> header;
    private TextParts parts;

    private Look(InputFile file, InputStream text) {
      this.file = file;
      this.text = text;
    }

    private void through() throws IOException {
      TextEncoding known = known();
      TextEncoding reading = known == null ? TextEncoding.UTF_8 : known;
      text.skipNBytes(reading.mark());
      LineReader lines = new LineReader(text, reading);
      parts = new TextParts(partBytes, reading.mark());
      TextEncoding.Decoder decoder = reading.decoder();
      Line headerLine = null;
      boolean someAreUtf8 = false;
      boolean someAreNot = false;
      for (Line line = lines.next(); line != null; line = lines.next()) {
        if (headerLine != null) {
          parts.add(line);
        } else {
          parts.pass(line);
          headerLine = Blanks.isBlank(decoder.decode(line).text()) ? null : line;
        }
        if (known == null && !line.isAscii()) {
          if (decoder.decode(line).isValid()) {
            someAreUtf8 = true;
          } else {
            someAreNot = true;
          }
        }
      }
      encoding = someAreNot && !someAreUtf8 ? TextEncoding.WINDOWS_1252 : reading;
      if (headerLine == null || headerLine.length() > LONGEST_HEADER) {
        throw Refusal.data(
            "The extract "
                + file.sourceFile()
                + " has no header line; its first line names the columns.");
      }
      String names = encoding.decoder().decode(headerLine).text();
      delimiter = delimiterOf(names);
      header = fields(names, delimiter);
    }

    /** The encoding by setting or byte order mark, or null where the text has to tell. */
    private TextEncoding known() throws IOException {
      text.mark(MARK);
      byte[] first = text.readNBytes(MARK);
      text.reset();
      TextEncoding marked = TextEncoding.ofMark(first);
      if (encodingSetting.equals(DETECT)) {
        return marked;
      }
      String name = Charset.forName(encodingSetting).name();
      if (marked != null && marked.charset().startsWith(name)) {
        return marked;
      }
      return new TextEncoding(name.equals("UTF-16") ? "UTF-16BE" : name, 0);
    }
  }

  private char delimiterOf(String header) {
    if (!delimiterSetting.equals(DETECT)) {
      return delimiterSetting.charAt(0);
    }
    return DELIMITERS.stream()
        .max(Comparator.comparingInt(one -> countOutsideQuotes(header, one)))
        .orElseThrow();
  }

  private static int countOutsideQuotes(String header, char delimiter) {
    int count = 0;
    boolean inQuotes = false;
    for (char c : header.toCharArray()) {
      inQuotes ^= c == QuoteScan.QUOTE;
      count += c == delimiter && !inQuotes ? 1 : 0;
    }
    return count;
  }

  private static List<String> fields(String header, char delimiter) {
    int most = (int) header.chars().filter(c -> c == delimiter).count() + 1;
    int[] slots = new int[most];
    Arrays.setAll(slots, i -> i);
    String[] values = new String[most];
    FieldSplit split =
        header.indexOf(QuoteScan.QUOTE) < 0 || most > QuotedSplit.MOST_COLUMNS
            ? new PlainSplit(delimiter, slots)
            : new QuotedSplit(delimiter, slots);
    int count = split.split(header, values);
    return Arrays.stream(values).limit(count).map(name -> name == null ? "" : name).toList();
  }

  /** Counts and digests every byte that is read through it. */
  private static final class CountingStream extends DigestInputStream implements Closeable {
    private long count;

    private CountingStream(InputStream in, MessageDigest digest) {
      super(in, digest);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
