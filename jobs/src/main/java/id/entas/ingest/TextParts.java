package id.entas.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a text can be split so that its parts, read one by one, give the same rows as the
 * whole.
 *
 * <p>A part may begin at a line S where none of the {@link RecordReader#MOST_LINES} lines before it
 * holds a quote and all of these lie behind the header. This is why: a row that spans more than one
 * line starts at a line L that holds a quote, so L is none of those lines and stands at least
 * {@code MOST_LINES} + 1 lines before S. The {@link RecordReader} looks at most {@code MOST_LINES}
 * lines beyond L, whatever it finds there, and so never as far as S. Hence no row that starts
 * before S holds S or depends on what S says, and S, unless it is blank, begins a row. Blank lines
 * count as lines here, as they do when it looks ahead.
 *
 * <p>What is looked for is the byte 0x22. Every encoding that is read writes a quote with that
 * byte, and a character that has it without being a quote only delays a split.
 */
final class TextParts {
  private final long partBytes;
  private final List<FilePart> parts = new ArrayList<>();
  private long position;
  private long start;
  private long firstLine = 1;
  private int quietLines;

  /**
   * @param partBytes how many bytes a part has before the next may begin
   * @param mark bytes of the byte order mark, which stand before the first line
   */
  TextParts(long partBytes, int mark) {
    this.partBytes = partBytes;
    this.position = mark;
  }

  /** Takes the next line up to the header, before or at which no part begins. */
  void pass(Line line) {
    position += line.bytes().length;
  }

  /** Takes the next line behind the header. */
  void add(Line line) {
    if (quietLines >= RecordReader.MOST_LINES) {
      parts.add(new FilePart(start, position, firstLine));
      start = position;
      firstLine = line.number();
      quietLines = 0;
    }
    // Lines are looked into only where a split is wanted: most of a file is not.
    quietLines = position - start >= partBytes && !holdsQuote(line) ? quietLines + 1 : 0;
    position += line.bytes().length;
  }

  private static boolean holdsQuote(Line line) {
    for (byte one : line.bytes()) {
      if (one == QuoteScan.QUOTE) {
        return true;
      }
    }
    return false;
  }

  /** All parts in their order; the last goes to the end of the file, wherever that is. */
  List<FilePart> parts() {
    List<FilePart> all = new ArrayList<>(parts);
    all.add(new FilePart(start, Long.MAX_VALUE, firstLine));
    return List.copyOf(all);
  }
}
