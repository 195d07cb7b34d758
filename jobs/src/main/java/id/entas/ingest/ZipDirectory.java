package id.entas.ingest;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/**
 * The directory at the end of a zip file, which Java holds in memory as a whole: a hostile file may
 * be nothing but directory.
 */
final class ZipDirectory {
  /** A directory takes some hundred bytes for each part of a workbook. */
  private static final long MOST_BYTES = 16 << 20;

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_SIZE = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_SIZE = 56;
  private static final long IN_END_64 = 0xFFFFFFFFL;

  private ZipDirectory() {}

  /**
   * Looks at the size of the directory before anyone reads it.
   *
   * @throws ZipException if the file has no end, being cut off
   * @throws UnfitFile if the directory is larger than that of any workbook
   */
  static void refuseLarge(File file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file, "r")) {
      long tailStart = Math.max(0, bytes.length() - LONGEST_COMMENT - END_SIZE);
      ByteBuffer tail = read(bytes, tailStart, (int) (bytes.length() - tailStart));
      int at = tail.limit() - END_SIZE;
      while (at >= 0 && tail.getInt(at) != END) {
        at--;
      }
      if (at < 0) {
        throw new ZipException("the file has no end");
      }
      long size = tail.getInt(at + 12) & 0xFFFFFFFFL;
      if (size == IN_END_64) {
        size = size64(bytes, tailStart + at - LOCATOR_64_SIZE);
      }
      if (size > MOST_BYTES || size < 0) {
        throw new UnfitFile(
            "is a zip file of more parts than a workbook has",
            "save it as .xlsx in a spreadsheet program");
      }
    }
  }

  private static long size64(RandomAccessFile bytes, long locator) throws IOException {
    ByteBuffer found = locator < 0 ? null : read(bytes, locator, LOCATOR_64_SIZE);
    if (found == null || found.getInt(0) != LOCATOR_64) {
      throw new ZipException("the file has no whole end");
    }
    long at = found.getLong(8);
    if (at < 0 || at > bytes.length() - END_64_SIZE) {
      throw new ZipException("the file has no whole end");
    }
    ByteBuffer end = read(bytes, at, END_64_SIZE);
    if (end.getInt(0) != END_64) {
      throw new ZipException("the file has no whole end");
    }
    return end.getLong(40);
  }

  private static ByteBuffer read(RandomAccessFile bytes, long from, int length) throws IOException {
    byte[] read = new byte[length];
    bytes.seek(from);
    bytes.readFully(read);
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }
}
