package id.entas.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * What the one shuffle of households carries: blocks of bytes, each for one task, in which a row of
 * a household takes 24 bytes. Rows of Spark's own would take twice as many, and be hashed, copied
 * and framed one by one.
 *
 * <p>A household's key is a digest, so that a part of it deals households evenly.
 */
final class DealtRows implements Iterator<Tuple2<Integer, byte[]>> {
  private static final int BLOCK_BYTES = 1 << 15;

  /** Stands where a sighting would, which is never negative. */
  private static final long HISTORY_FOLLOWS = -1;

  private static final int MOST_BYTES_OF_A_ROW =
      6 * Long.BYTES + (2 + Histories.MOST_CENSUSES) * Integer.BYTES;

  /** Rows with the key of a household. */
  interface Source {
    /** Goes to the next row, if there is one. */
    boolean advance() throws IOException;

    /** The first eight bytes of the key. */
    long firstOfKey();

    /** The last eight bytes of the key. */
    long secondOfKey();

    /**
     * Adds to a block what follows the key, as {@link #putSighting} or {@link #putHistory} does.
     */
    void put(ByteBuffer block);
  }

  /**
   * Adds a row of a household.
   *
   * @param sighting not negative; see {@link Sightings}
   */
  static void putSighting(ByteBuffer block, long sighting) {
    block.putLong(sighting);
  }

  /** Adds a packed history; see {@link Taker#history}. */
  static void putHistory(
      ByteBuffer block, long states, long served, long known, int home, int[] path) {
    block.putLong(HISTORY_FOLLOWS).putLong(states).putLong(served).putLong(known);
    block.putInt(home).putInt(path.length);
    for (int where : path) {
      block.putInt(where);
    }
  }

  /** In a path, where the household was not seen. */
  static final int NOWHERE = 0;

  /** Takes what blocks hold. */
  interface Taker {
    void sighting(long firstOfKey, long secondOfKey, long sighting);

    /**
     * @param home its one kecamatan, where the path is empty
     * @param path kecamatan by census, or empty
     */
    void history(
        long firstOfKey,
        long secondOfKey,
        long states,
        long served,
        long known,
        int home,
        int[] path);
  }

  private final Source rows;
  private final ByteBuffer[] open;
  private final Deque<Tuple2<Integer, byte[]>> full = new ArrayDeque<>();
  private boolean isAtEnd;

  /**
   * @param tasks over which households are dealt
   */
  DealtRows(Source rows, int tasks) {
    this.rows = rows;
    this.open = new ByteBuffer[tasks];
  }

  @Override
  public boolean hasNext() {
    try {
      while (full.isEmpty() && !isAtEnd) {
        if (rows.advance()) {
          deal();
        } else {
          isAtEnd = true;
          for (int task = 0; task < open.length; task++) {
            close(task);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !full.isEmpty();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return full.remove();
  }

  private void deal() {
    long first = rows.firstOfKey();
    long second = rows.secondOfKey();
    int task =
        (int) Long.remainderUnsigned(first ^ Long.rotateLeft(second, Integer.SIZE), open.length);
    if (open[task] == null) {
      open[task] = ByteBuffer.allocate(BLOCK_BYTES);
    }
    open[task].putLong(first).putLong(second);
    rows.put(open[task]);
    if (open[task].remaining() < MOST_BYTES_OF_A_ROW) {
      close(task);
    }
  }

  private void close(int task) {
    if (open[task] != null && open[task].position() > 0) {
      full.add(new Tuple2<>(task, Arrays.copyOf(open[task].array(), open[task].position())));
      open[task].clear();
    }
  }

  /** Tells what a block holds, in its order. */
  static void take(byte[] block, Taker taker) {
    ByteBuffer bytes = ByteBuffer.wrap(block);
    while (bytes.hasRemaining()) {
      long first = bytes.getLong();
      long second = bytes.getLong();
      long sighting = bytes.getLong();
      if (sighting == HISTORY_FOLLOWS) {
        long states = bytes.getLong();
        long served = bytes.getLong();
        long known = bytes.getLong();
        int home = bytes.getInt();
        int[] path = new int[bytes.getInt()];
        for (int place = 0; place < path.length; place++) {
          path[place] = bytes.getInt();
        }
        taker.history(first, second, states, served, known, home, path);
      } else {
        taker.sighting(first, second, sighting);
      }
    }
  }
}
