package id.entas.ingest;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the bytes of a text file become characters.
 *
 * @param charset name of the character set
 * @param mark bytes of the byte order mark at the start of the file, which are no text
 */
record TextEncoding(String charset, int mark) implements Serializable {
  static final TextEncoding UTF_8 = new TextEncoding("UTF-8", 0);
  static final TextEncoding WINDOWS_1252 = new TextEncoding("windows-1252", 0);

  /** Text, and whether every byte of it was known to the encoding. */
  record Decoded(String text, boolean isValid) {}

  /** The encoding of a file by its first bytes, or null where these hold no byte order mark. */
  static TextEncoding ofMark(byte[] first) {
    if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding("UTF-8", 3);
    }
    if (startsWith(first, 0xFF, 0xFE)) {
      return new TextEncoding("UTF-16LE", 2);
    }
    if (startsWith(first, 0xFE, 0xFF)) {
      return new TextEncoding("UTF-16BE", 2);
    }
    return null;
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of a line feed: two in UTF-16, otherwise one. */
  int width() {
    return charset.startsWith("UTF-16") ? 2 : 1;
  }

  /** The place of the byte 0x0A within a line feed. */
  int lineFeedByte() {
    return charset.equals("UTF-16BE") ? 1 : 0;
  }

  Decoder decoder() {
    return new Decoder(Charset.forName(charset), width());
  }

  /** Decodes one line at a time. */
  static final class Decoder {
    private final Charset charset;
    private final CharsetDecoder strict;
    private final boolean extendsAscii;
    private final int width;

    private Decoder(Charset charset, int width) {
      this.charset = charset;
      this.width = width;
      this.strict =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      byte[] ascii = {0x09, 0x0A, 0x22, 0x2C, 0x30, 0x41, 0x61, 0x7E};
      this.extendsAscii =
          Arrays.equals(new String(ascii, StandardCharsets.US_ASCII).getBytes(charset), ascii);
    }

    /** Whether plain ASCII text has the same bytes in this encoding. */
    boolean extendsAscii() {
      return extendsAscii;
    }

    /** Bytes of a line feed. */
    int width() {
      return width;
    }

    Decoded decode(Line line) {
      if (line.isAscii() && extendsAscii) {
        return new Decoded(
            new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1), true);
      }
      return decode(line.bytes(), 0, line.length());
    }

    /** Decodes some of the bytes. */
    Decoded decode(byte[] bytes, int start, int length) {
      try {
        return new Decoded(strict.decode(ByteBuffer.wrap(bytes, start, length)).toString(), true);
      } catch (CharacterCodingException e) {
        // The row is rejected; its text is still wanted to see where the row ends.
        return new Decoded(new String(bytes, start, length, charset), false);
      }
    }
  }
}
