package id.entas.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes, of which there may be far more than the packed ones promise: a kilobyte can
 * unpack to a megabyte, and a small file to more than a disk holds.
 */
final class LimitedStream extends FilterInputStream {
  private final long most;
  private final String what;
  private long count;
  private long countAtMark;

  /**
   * @param most the bytes that may be read, more of which are refused
   * @param what what they are, for the sentence of a refusal
   */
  LimitedStream(InputStream in, long most, String what) {
    super(in);
    this.most = most;
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    counted(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    counted(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    counted(skipped);
    return skipped;
  }

  @Override
  public synchronized void mark(int limit) {
    super.mark(limit);
    countAtMark = count;
  }

  @Override
  public synchronized void reset() throws IOException {
    super.reset();
    count = countAtMark;
  }

  /** Leaves the bytes open: a parser closes them at the end of what it understands. */
  @Override
  public void close() {
    // Whoever opened the bytes closes them.
  }

  private void counted(long more) throws UnfitFile {
    count += more;
    if (count > most) {
      throw tooMuch(most, what);
    }
  }

  /** The refusal of a file that unpacks to more than it may. */
  static UnfitFile tooMuch(long most, String what) {
    return new UnfitFile(
        "unpacks to more than " + most + " bytes" + what,
        "raise ingest.max-unpacked-mb if it is meant to be that large, or take it away");
  }
}
