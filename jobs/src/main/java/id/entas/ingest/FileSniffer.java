package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Hashes;
import id.entas.job.Settings;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
  static final String DETECT = "detect";

  /** The delimiter of a file whose fields need none. */
  static final char NO_DELIMITER = ' ';

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
  private static final int MARK = 3;

  /** A part of a file has about this many bytes: enough to be worth a task of its own. */
  private static final long PART_BYTES = 32L << 20;

  private static final int LONGEST_HEADER = 1 << 16;

  private final String encodingSetting;
  private final String delimiterSetting;
  private final String sheetSetting;
  private final long mostUnpacked;
  private final HeaderNames names;
  private final long partBytes;

  /**
   * @param settings encoding, delimiter, sheet, names of columns, and what a file may unpack to
   * @throws Refusal if a setting cannot be used
   */
  FileSniffer(Settings settings) {
    this(settings, PART_BYTES);
  }

  /**
   * The same with parts of another size.
   *
   * @param partBytes about how many bytes a part of a file has
   */
  FileSniffer(Settings settings, long partBytes) {
    this.partBytes = partBytes;
    this.encodingSetting = settings.encoding();
    this.delimiterSetting = settings.delimiter();
    this.sheetSetting = settings.sheet();
    this.mostUnpacked = settings.maxUnpackedBytes();
    this.names = HeaderNames.of(settings);
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
            case CSV, CSV_GZ ->
                textIn(
                    file,
                    new BufferedInputStream(
                        new LimitedStream(file.unpacked(bytes), mostOf(file), "")));
            case XLSX -> sheetIn(file, hadoop);
            case DBF -> dbfIn(file, bytes);
            case PARQUET -> ParquetTable.look(file, hadoop, mostUnpacked);
          };
      // Bytes behind the end of a gzip stream are part of the file, too.
      bytes.transferTo(OutputStream.nullOutputStream());
      return new SniffedFile(
          file,
          bytes.count,
          HexFormat.of().formatHex(digest.digest()),
          found.encoding(),
          found.delimiter(),
          found.headerLine(),
          found.header(),
          found.sheet(),
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

  private long mostOf(InputFile file) {
    return file.kind() == FileKind.CSV_GZ ? mostUnpacked : Long.MAX_VALUE;
  }

  /** The refusal of a file that cannot be read to its end. */
  static Refusal unreadable(InputFile file, IOException cause) {
    if (cause instanceof UnfitFile) {
      return Refusal.data(
          "The extract " + file.sourceFile() + " " + cause.getMessage() + ".", cause);
    }
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
   * @param headerLine physical line or row of its header, the first being 1; 0 where the columns
   *     have names without one
   * @param header the fields of its header
   * @param sheet name of the sheet that is read, or {@code ""} where it has none
   * @param contents what else is known of it
   */
  record Found(
      TextEncoding encoding,
      char delimiter,
      long headerLine,
      List<String> header,
      String sheet,
      Contents contents) {}

  /** Looks through the text of a file, which can go back to its start. */
  Found textIn(InputFile file, InputStream text) throws IOException {
    Look look = new Look(file, text);
    look.through();
    // A packed file can only be read from its start.
    List<FilePart> parts =
        file.kind() == FileKind.CSV ? look.parts.parts() : List.of(FilePart.WHOLE);
    return new Found(
        look.encoding, look.delimiter, look.headerLine, look.header, "", Contents.of(parts));
  }

  /** Looks through the sheet of a workbook; its other sheets are left alone. */
  private Found sheetIn(InputFile file, Configuration hadoop) throws IOException {
    try (Workbook book = Workbook.open(file, hadoop, mostUnpacked)) {
      String sheet = book.sheet(sheetSetting);
      List<SheetRow> first = new ArrayList<>();
      try (SheetRows rows = book.rows(sheet)) {
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
          if (first.size() < HeaderNames.MOST_LINES && row.width() > 0) {
            first.add(row.characters() > LONGEST_HEADER ? withoutText(row) : row);
          }
        }
      }
      if (first.isEmpty()) {
        throw new UnfitFile(
            "has no row in its sheet '" + sheet + "'", "name another sheet with ingest.sheet");
      }
      SheetRow header = first.get(names.headerAmong(first.stream().map(SheetRow::texts).toList()));
      if (header.width() == 0) {
        throw new UnfitFile(
            "has no header row in its sheet '" + sheet + "'", "name its columns in its first row");
      }
      return new Found(
          TextEncoding.UTF_8,
          NO_DELIMITER,
          header.number(),
          header.texts(),
          sheet,
          new Contents(List.of(FilePart.WHOLE), Map.of(), unread(file, book.sheetNames(), sheet)));
    }
  }

  /** A row that is too long for a header keeps its place among the first, but no text. */
  private static SheetRow withoutText(SheetRow row) {
    return new SheetRow(row.number(), List.of());
  }

  private static List<String> unread(InputFile file, List<String> sheets, String read) {
    List<String> others = sheets.stream().filter(name -> !name.equals(read)).toList();
    return others.isEmpty()
        ? List.of()
        : List.of(
            "sheets of " + file.sourceFile() + " that are not read: " + String.join(", ", others));
  }

  /** Looks through the records of a dBASE file. */
  private Found dbfIn(InputFile file, InputStream bytes) throws IOException {
    DbfHeader dbf = DbfHeader.read(file, bytes, encodingSetting);
    long deleted = dbf.countDeleted(file, new BufferedInputStream(bytes));
    TextEncoding encoding = dbf.encoding(encodingSetting);
    List<String> notes = new ArrayList<>();
    if (dbf.codePage() == null && encodingSetting.equals(DETECT)) {
      notes.add(
          file.sourceFile()
              + " does not say its code page and is read as "
              + encoding.charset()
              + "; if names look wrong, set ingest.encoding");
    }
    if (deleted > 0) {
      notes.add(
          deleted + " records of " + file.sourceFile() + " are marked as deleted and are not read");
    }
    Map<Integer, String> obstacles = new TreeMap<>();
    for (int i = 0; i < dbf.fields().size(); i++) {
      if (!dbf.fields().get(i).isRead()) {
        obstacles.put(i, dbf.fields().get(i).kind());
      }
    }
    return new Found(
        encoding,
        NO_DELIMITER,
        0,
        dbf.fields().stream().map(DbfHeader.Part::name).toList(),
        "",
        new Contents(dbf.parts(partBytes), obstacles, notes));
  }

  /** One look through the text of a file. */
  private final class Look {
    private final InputFile file;
    private final InputStream text;
    private TextEncoding encoding;
    private char delimiter;
    private long headerLine;
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
      List<Line> first = new ArrayList<>();
      boolean someAreUtf8 = false;
      boolean someAreNot = false;
      for (Line line = lines.next(); line != null; line = lines.next()) {
        // The header is one of the first lines, before or at which no part begins.
        if (first.size() < HeaderNames.MOST_LINES) {
          parts.pass(line);
        } else {
          parts.add(line);
        }
        if (first.size() < HeaderNames.MOST_LINES && !Blanks.isBlank(decoder.decode(line).text())) {
          first.add(line.length() > LONGEST_HEADER ? withoutText(line) : line);
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
      findHeader(first);
    }

    /** A line that is too long for a header keeps its place among the first, but no text. */
    private static Line withoutText(Line line) {
      return new Line(line.number(), new byte[0], 0, true);
    }

    private void findHeader(List<Line> first) {
      TextEncoding.Decoder decoder = encoding.decoder();
      List<String> texts = first.stream().map(line -> decoder.decode(line).text()).toList();
      int place =
          names.headerAmong(texts.stream().map(text -> fields(text, delimiterOf(text))).toList());
      if (texts.isEmpty() || texts.get(place).isEmpty()) {
        throw Refusal.data(
            "The extract "
                + file.sourceFile()
                + " has no header line; its first line names the columns.");
      }
      String found = texts.get(place);
      if (found.indexOf('\0') >= 0) {
        throw Refusal.data(
            "The extract "
                + file.sourceFile()
                + " has bytes of value 0 in its header, as UTF-16 without a byte order mark and"
                + " files that are no text have; set ingest.encoding or save it as UTF-8.");
      }
      headerLine = first.get(place).number();
      delimiter = delimiterOf(found);
      header = fields(found, delimiter);
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
