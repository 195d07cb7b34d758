package id.entas.panel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
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

  /** What the rows are that are dealt. */
  enum Form {
    /** Key and {@link Histories#SIGHTING}. */
    SIGHTING {
      @Override
      void put(InternalRow row, ByteBuffer block) {
        block.putLong(row.getLong(1));
      }
    },
    /** Key, packed states, home, path, and packed clusters that served and that are known. */
    HISTORY {
      @Override
      void put(InternalRow row, ByteBuffer block) {
        block.putLong(HISTORY_FOLLOWS);
        block.putLong(row.getLong(1)).putLong(row.getLong(4)).putLong(row.getLong(5));
        block.putInt(Integer.parseInt(row.getUTF8String(2).toString()));
        String[] path =
            row.isNullAt(3) ? new String[0] : row.getUTF8String(3).toString().split(",", -1);
        block.putInt(path.length);
        for (String where : path) {
          block.putInt(where.isEmpty() ? NOWHERE : Integer.parseInt(where));
        }
      }
    };

    /** Adds to a block what follows the key. */
    abstract void put(InternalRow row, ByteBuffer block);
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

  private final Iterator<InternalRow> rows;
  private final Form form;
  private final ByteBuffer[] open;
  private final Deque<Tuple2<Integer, byte[]>> full = new ArrayDeque<>();

  /**
   * @param rows with the columns that their form says
   * @param tasks over which households are dealt
   */
  DealtRows(Iterator<InternalRow> rows, Form form, int tasks) {
    this.rows = rows;
    this.form = form;
    this.open = new ByteBuffer[tasks];
  }

  @Override
  public boolean hasNext() {
    while (full.isEmpty() && rows.hasNext()) {
      deal(rows.next());
      if (!rows.hasNext()) {
        for (int task = 0; task < open.length; task++) {
          close(task);
        }
      }
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

  private void deal(InternalRow row) {
    ByteBuffer key = ByteBuffer.wrap(row.getBinary(0));
    long first = key.getLong();
    long second = key.getLong();
    int task =
        (int) Long.remainderUnsigned(first ^ Long.rotateLeft(second, Integer.SIZE), open.length);
    if (open[task] == null) {
      open[task] = ByteBuffer.allocate(BLOCK_BYTES);
    }
    open[task].putLong(first).putLong(second);
    form.put(row, open[task]);
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
