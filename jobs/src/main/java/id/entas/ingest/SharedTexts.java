package id.entas.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of a workbook, to which its cells refer by number. Any cell may refer to any text, so
 * all are held at once, packed as UTF-8.
 */
final class SharedTexts {
  /** Memory that the texts and their ends may take. Unit: bytes. */
  static final int MOST_BYTES = 256 << 20;

  private byte[] bytes = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private int size;

  /**
   * The texts of a part.
   *
   * @throws UnfitFile if they take more memory than {@link #MOST_BYTES}
   */
  static SharedTexts of(XmlPart part) throws IOException {
    SharedTexts texts = new SharedTexts();
    while (part.next()) {
      if (part.isStart("si")) {
        texts.add(part.richText("si"));
      }
    }
    part.finish();
    return texts;
  }

  /** The texts of a workbook that has none. */
  static SharedTexts none() {
    return new SharedTexts();
  }

  private void add(String text) throws UnfitFile {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    int start = size == 0 ? 0 : ends[size - 1];
    if ((long) start + more.length + (long) size * Integer.BYTES > MOST_BYTES) {
      throw new UnfitFile(
          "holds more than " + (MOST_BYTES >> 20) + " MB of different texts",
          "save its sheet as CSV instead");
    }
    if (start + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + more.length, bytes.length * 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    System.arraycopy(more, 0, bytes, start, more.length);
    ends[size++] = start + more.length;
  }

  /** How many texts there are. */
  int size() {
    return size;
  }

  /** The text of a number from 0 to below {@link #size()}. */
  String get(int number) {
    int start = number == 0 ? 0 : ends[number - 1];
    return new String(bytes, start, ends[number] - start, StandardCharsets.UTF_8);
  }
}
