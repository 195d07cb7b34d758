package id.entas.ingest;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Remembers what was made of texts, so that the few that most rows share are understood once. What
 * was asked for last is found first: rows of a desa stand together.
 */
final class ByteMemo<T> {
  /** More texts than there are desa in the nation are none that rows share. */
  private static final int MOST = 1 << 17;

  private static final class Entry<T> {
    private final byte[] text;
    private final T made;

    private Entry(byte[] text, T made) {
      this.text = text;
      this.made = made;
    }
  }

  private Entry<T>[] table = table(1 << 6);
  private Entry<T> last;
  private int size;

  @SuppressWarnings("unchecked")
  private static <T> Entry<T>[] table(int length) {
    return (Entry<T>[]) new Entry<?>[length];
  }

  /**
   * What was made of a text.
   *
   * @param make makes it of the same text, where it is new
   */
  T of(byte[] bytes, int from, int to, Supplier<T> make) {
    if (last != null && Arrays.equals(last.text, 0, last.text.length, bytes, from, to)) {
      return last.made;
    }
    int mask = table.length - 1;
    int at = hash(bytes, from, to) & mask;
    while (table[at] != null) {
      Entry<T> entry = table[at];
      if (Arrays.equals(entry.text, 0, entry.text.length, bytes, from, to)) {
        last = entry;
        return entry.made;
      }
      at = at + 1 & mask;
    }
    T made = make.get();
    if (size < MOST) {
      last = new Entry<>(Arrays.copyOfRange(bytes, from, to), made);
      table[at] = last;
      size++;
      if (size * 2 > table.length) {
        grow();
      }
    }
    return made;
  }

  private void grow() {
    Entry<T>[] old = table;
    table = table(old.length * 2);
    int mask = table.length - 1;
    for (Entry<T> entry : old) {
      if (entry != null) {
        int at = hash(entry.text, 0, entry.text.length) & mask;
        while (table[at] != null) {
          at = at + 1 & mask;
        }
        table[at] = entry;
      }
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
