package id.entas.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits bytes into physical lines and keeps the bytes of each, so that a rejected row can be kept
 * as it stood.
 */
final class LineReader implements Closeable {
  /** A physical line has at most this many bytes; a file with a longer one is refused. */
  static final int LONGEST_LINE = 8 << 20;

  private static final int BUFFER = 1 << 16;
  private static final byte LINE_FEED = 0x0A;
  private static final byte CARRIAGE_RETURN = 0x0D;

  private final InputStream in;
  private final int width;
  private final int lineFeedByte;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private boolean atEnd;
  private long number;
  private long unread;
  private int peeked;

  /**
   * Reads lines from where the text starts, behind a byte order mark.
   *
   * @param encoding tells what a line feed looks like
   */
  LineReader(InputStream in, TextEncoding encoding) {
    this(in, encoding, 1, Long.MAX_VALUE);
  }

  /**
   * Reads the lines of a part of a text.
   *
   * @param in stands at the first of them
   * @param firstLine its number in the file
   * @param length bytes of the part, behind which nothing is read
   */
  LineReader(InputStream in, TextEncoding encoding, long firstLine, long length) {
    this.in = in;
    this.number = firstLine - 1;
    this.unread = length;
    this.width = encoding.width();
    this.lineFeedByte = encoding.lineFeedByte();
  }

  /**
   * The next line, or null at the end of the file.
   *
   * @throws UnfitFile if it is longer than {@link #LONGEST_LINE}
   */
  Line next() throws IOException {
    int at = start;
    int seen = 0;
    while (true) {
      while (at + width <= end) {
        if (isUnit(at, LINE_FEED)) {
          return line(at + width, at, seen);
        }
        seen |= buffer[at];
        if (width == 2) {
          seen |= buffer[at + 1];
        }
        at += width;
      }
      if (atEnd) {
        return start == end ? null : lastLine();
      }
      at -= start;
      fill();
    }
  }

  /**
   * Looks at the next line, without taking it, where it is a plain one of a text whose line feeds
   * have one byte.
   *
   * @param line receives its fields, which stand in it until the next call of this reader
   * @return whether it is plain
   * @throws UnfitFile if it is longer than {@link #LONGEST_LINE}
   */
  boolean peek(PlainLine line) throws IOException {
    while (true) {
      int stop = line.scan(buffer, start, end);
      if (stop != PlainLine.CUT_OFF) {
        peeked = stop;
        return stop != PlainLine.NOT_PLAIN;
      }
      if (atEnd) {
        return false;
      }
      fill();
    }
  }

  /** Takes the line that was looked at and gives back its number. */
  long take() {
    start = peeked;
    return ++number;
  }

  /** What is left when the file does not end in a line feed. */
  private Line lastLine() {
    int seen = 0;
    for (int i = start; i < end; i++) {
      seen |= buffer[i];
    }
    return line(end, end, seen);
  }

  private Line line(int next, int contentEnd, int seen) {
    byte[] bytes = Arrays.copyOfRange(buffer, start, next);
    int length = contentEnd - start;
    if (next > contentEnd && length >= width && isUnit(contentEnd - width, CARRIAGE_RETURN)) {
      length -= width;
    }
    start = next;
    number++;
    return new Line(number, bytes, length, seen >= 0);
  }

  private boolean isUnit(int at, byte expected) {
    return buffer[at + lineFeedByte] == expected
        && (width == 1 || buffer[at + 1 - lineFeedByte] == 0);
  }

  /** Moves what is left to the front of the buffer and reads more behind it. */
  private void fill() throws IOException {
    int left = end - start;
    if (left >= LONGEST_LINE) {
      throw new UnfitFile(
          "has more than " + LONGEST_LINE + " bytes in line " + (number + 1),
          "cut it into lines or take it away");
    }
    if (left == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    } else {
      System.arraycopy(buffer, start, buffer, 0, left);
    }
    start = 0;
    end = left;
    int most = (int) Math.min(buffer.length - end, unread);
    int read = most == 0 ? -1 : in.read(buffer, end, most);
    if (read < 0) {
      atEnd = true;
    } else {
      end += read;
      unread -= read;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
