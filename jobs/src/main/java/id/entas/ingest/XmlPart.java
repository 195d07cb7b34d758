package id.entas.ingest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One XML part of a workbook, read as a stream of elements and texts.
 *
 * <p>What a part may ask of memory is bounded: it unpacks to at most a given size, nests at most
 * {@value #MOST_DEPTH} elements, and holds at most {@value #LONGEST_STRETCH} bytes between one tag
 * and the next, whatever these are. A document type definition and entities, which no workbook has,
 * are refused and never resolved. The parser is Java's own, so that the class path has no say.
 */
final class XmlPart implements Closeable {
  private static final int MOST_DEPTH = 100;
  private static final int LONGEST_STRETCH = 2 * LineReader.LONGEST_LINE;
  private static final int BUFFER = 1 << 16;
  private static final String IN_A_PART = " in one of its parts";

  /** Bytes within which a part says how it is written. */
  private static final int LONGEST_DECLARATION = 200;

  private static final Pattern DECLARATION =
      Pattern.compile("<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");

  private static final XMLInputFactory FACTORY = factory();

  private final String name;
  private final long crc;
  private final CheckedInputStream checked;
  private final LimitedStream limited;
  private final XMLStreamReader xml;
  private final Stretches stretches;
  private int depth;

  /**
   * Opens a part.
   *
   * @param mostUnpacked bytes that it may unpack to
   * @throws UnfitFile if it is damaged
   */
  XmlPart(ZipFile zip, ZipEntry entry, long mostUnpacked) throws IOException {
    this.name = entry.getName();
    this.crc = entry.getCrc();
    // An honest directory saves unpacking what is too large; one that lies is found out in reading.
    if (entry.getSize() > mostUnpacked) {
      throw LimitedStream.tooMuch(mostUnpacked, IN_A_PART);
    }
    InputStream packed;
    try {
      packed = zip.getInputStream(entry);
    } catch (ZipException e) {
      throw damaged(e);
    }
    this.checked = new CheckedInputStream(packed, new CRC32());
    this.limited = new LimitedStream(checked, mostUnpacked, IN_A_PART);
    this.stretches = new Stretches(limited);
    try {
      this.xml = FACTORY.createXMLStreamReader(characters(stretches));
    } catch (XMLStreamException e) {
      close();
      throw unfit(e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * The characters of a part, which is UTF-8 unless it says otherwise. Java's parser would read the
   * bytes itself, but prints a line of its own where they are no characters.
   */
  private static Reader characters(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, LONGEST_DECLARATION);
    byte[] first = in.readNBytes(LONGEST_DECLARATION);
    TextEncoding marked = TextEncoding.ofMark(first);
    int mark = marked == null ? 0 : marked.mark();
    in.unread(first, mark, first.length - mark);
    Charset charset =
        marked == null
            ? declared(new String(first, StandardCharsets.ISO_8859_1))
            : Charset.forName(marked.charset());
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static Charset declared(String start) {
    Matcher declaration = DECLARATION.matcher(start);
    try {
      return declaration.lookingAt()
          ? Charset.forName(declaration.group(1))
          : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("a part of a workbook refers to nothing outside");
        });
    return factory;
  }

  /** Goes on to the next tag, text or end; false at the end of the part. */
  boolean next() throws IOException {
    try {
      if (!xml.hasNext()) {
        return false;
      }
      int event = xml.next();
      switch (event) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new UnfitFile(
                "has XML entities in its part " + name + ", which no workbook has",
                "save it again in a spreadsheet program or take it away");
        case XMLStreamConstants.START_ELEMENT -> tag(1);
        case XMLStreamConstants.END_ELEMENT -> tag(-1);
        default -> {
          // What is no tag is bounded by its distance from the last one.
        }
      }
      return event != XMLStreamConstants.END_DOCUMENT;
    } catch (XMLStreamException e) {
      throw unfit(e);
    }
  }

  private void tag(int step) throws UnfitFile {
    depth += step;
    stretches.count = 0;
    if (depth > MOST_DEPTH) {
      throw damaged(null);
    }
  }

  /** The refusal of a part that holds more in one piece than Entas reads. */
  UnfitFile tooLong() {
    return new UnfitFile(
        "holds a cell or row of more than "
            + LineReader.LONGEST_LINE
            + " bytes in its part "
            + name,
        "shorten it or take the file away");
  }

  boolean isStart(String element) {
    return xml.isStartElement() && xml.getLocalName().equals(element);
  }

  boolean isEnd(String element) {
    return xml.isEndElement() && xml.getLocalName().equals(element);
  }

  /** An attribute of the tag at hand by its name without prefix, or null where it has none. */
  String attribute(String attribute) {
    return xml.getAttributeValue(null, attribute);
  }

  /** A whole number in an attribute, or the given one where it has none. */
  int number(String attribute, int otherwise) throws UnfitFile {
    String text = attribute(attribute);
    return text == null ? otherwise : number(text);
  }

  /** A whole number of at least 0. */
  int number(String text) throws UnfitFile {
    int number;
    try {
      number = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw damaged(e);
    }
    if (number < 0) {
      throw damaged(null);
    }
    return number;
  }

  /** All text of the element at hand, whose end is then at hand. */
  String text(String element) throws IOException {
    StringBuilder text = new StringBuilder();
    while (next() && !isEnd(element)) {
      addTo(text);
    }
    return text.toString();
  }

  /**
   * The text of a string with formats, which stands in its {@code t}, without its pronunciation.
   */
  String richText(String element) throws IOException {
    StringBuilder text = new StringBuilder();
    while (next() && !isEnd(element)) {
      if (isStart("t")) {
        while (next() && !isEnd("t")) {
          addTo(text);
        }
      } else if (isStart("rPh")) {
        text("rPh");
      }
    }
    return text.toString();
  }

  private void addTo(StringBuilder text) throws UnfitFile {
    if (xml.isCharacters() || xml.getEventType() == XMLStreamConstants.CDATA) {
      text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
      if (text.length() > LineReader.LONGEST_LINE) {
        throw tooLong();
      }
    }
  }

  /**
   * Reads to the end and compares what was read with its checksum.
   *
   * @throws UnfitFile if the bytes are not those that were packed
   */
  void finish() throws IOException {
    while (next()) {
      // Only the checks of each step are wanted.
    }
    byte[] rest = new byte[BUFFER];
    try {
      while (limited.read(rest) >= 0) {
        // The checksum is of all bytes.
      }
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
    if (crc >= 0 && checked.getChecksum().getValue() != crc) {
      throw damaged(null);
    }
  }

  private UnfitFile unfit(XMLStreamException exception) {
    for (Throwable cause = exception; cause != null; cause = causeOf(cause)) {
      if (cause instanceof UnfitFile unfit) {
        return unfit;
      }
    }
    return damaged(exception);
  }

  private static Throwable causeOf(Throwable throwable) {
    return throwable instanceof XMLStreamException xml && xml.getNestedException() != null
        ? xml.getNestedException()
        : throwable.getCause();
  }

  /** The refusal of a part that cannot be understood. */
  UnfitFile damaged(Exception cause) {
    return Workbook.damaged("its part " + name + " cannot be understood", cause);
  }

  @Override
  public void close() throws IOException {
    checked.close();
  }

  /** Counts what the parser reads without finding a tag, which it holds in memory. */
  private final class Stretches extends FilterInputStream {
    private long count;

    private Stretches(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      counted(1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      counted(read);
      return read;
    }

    private void counted(int more) throws UnfitFile {
      count += more;
      if (count > LONGEST_STRETCH) {
        throw tooLong();
      }
    }
  }
}
