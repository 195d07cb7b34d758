package id.entas.panel;

import id.entas.domain.Region;
import id.entas.tables.HouseholdHistoryTable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Puts the rows of each household of one task together: a table of numbers in memory, about 100
 * bytes a household.
 *
 * <p>Most households stay in one kecamatan, so that it is held once, and a path only of those that
 * do not.
 */
final class HouseholdPacker {
  private static final int FIRST_SIZE = 1 << 10;
  private static final int BITS = Histories.STATE_BITS;
  private static final long MASK = Histories.STATE_MASK;
  private static final int REGION_AT = 4 * BITS;

  private final int censuses;
  private final UTF8String yearsText;
  private long[] first = new long[FIRST_SIZE];
  private long[] second = new long[FIRST_SIZE];
  private long[] states = new long[FIRST_SIZE];
  private long[] served = new long[FIRST_SIZE];
  private long[] known = new long[FIRST_SIZE];
  private int[] region = new int[FIRST_SIZE];

  /**
   * Kecamatan by census, {@link DealtRows#NOWHERE} where not seen, of those that were in more than
   * one.
   */
  private Map<Integer, int[]> paths = new HashMap<>();

  private final Map<Integer, UTF8String> regionTexts = new HashMap<>();
  private int households;

  HouseholdPacker(List<Integer> years) {
    this.censuses = years.size();
    this.yearsText =
        UTF8String.fromString(years.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /**
   * The histories of some rows.
   *
   * @param blocks of {@link DealtRows}, with all rows of every household that they hold
   * @return rows of {@link HouseholdHistoryTable}, each valid until the next
   * @throws IllegalStateException if a household stands twice in a census or has a state that there
   *     is none of
   */
  Iterator<InternalRow> pack(Iterator<byte[]> blocks) {
    DealtRows.Taker taker = new Adding();
    while (blocks.hasNext()) {
      DealtRows.take(blocks.next(), taker);
    }
    return new Packed();
  }

  private final class Adding implements DealtRows.Taker {
    @Override
    public void sighting(long firstOfKey, long secondOfKey, long sighting) {
      add(
          slotOf(firstOfKey, secondOfKey),
          (int) (sighting & MASK),
          sighting >> BITS & MASK,
          sighting >> 2 * BITS & MASK,
          sighting >> 3 * BITS & MASK,
          (int) (sighting >> REGION_AT));
    }

    @Override
    public void history(
        long firstOfKey,
        long secondOfKey,
        long states,
        long served,
        long known,
        int home,
        int[] path) {
      int slot = slotOf(firstOfKey, secondOfKey);
      for (int place = 0; place < censuses; place++) {
        int shift = place * BITS;
        long state = states >>> shift & MASK;
        if (state != 0) {
          int where = path.length == 0 ? home : path[place];
          add(slot, place, state, served >>> shift & MASK, known >>> shift & MASK, where);
        }
      }
    }
  }

  private void add(int slot, int place, long state, long servedBits, long knownBits, int where) {
    int shift = place * BITS;
    if (state == 0 || (states[slot] >>> shift & MASK) != 0) {
      throw new IllegalStateException(
          "a household has two rows in one census, or a tier that tiers.csv does not hold");
    }
    int[] path = paths.get(slot);
    if (states[slot] == 0) {
      region[slot] = where;
    } else if (path == null && region[slot] != where) {
      path = new int[censuses];
      for (int other = 0; other < censuses; other++) {
        path[other] =
            (states[slot] >>> other * BITS & MASK) == 0 ? DealtRows.NOWHERE : region[slot];
      }
      paths.put(slot, path);
    }
    if (path != null) {
      path[place] = where;
    }
    states[slot] |= state << shift;
    served[slot] |= servedBits << shift;
    known[slot] |= knownBits << shift;
  }

  /** The slot of a household, which is new where it has no state yet. */
  private int slotOf(long one, long two) {
    if (households * 3L > first.length * 2L) {
      grow();
    }
    int mask = first.length - 1;
    int slot = hash(one, two) & mask;
    while (states[slot] != 0) {
      if (first[slot] == one && second[slot] == two) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    first[slot] = one;
    second[slot] = two;
    households++;
    return slot;
  }

  /** Keys are digests, but for tests, and were dealt by another hash. */
  private static int hash(long one, long two) {
    long mixed = (one ^ two * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (int) (mixed ^ mixed >>> 32);
  }

  private void grow() {
    long[] oldFirst = first;
    long[] oldSecond = second;
    long[] oldStates = states;
    long[] oldServed = served;
    long[] oldKnown = known;
    int[] oldRegion = region;
    Map<Integer, int[]> oldPaths = paths;
    int size = 2 * first.length;
    first = new long[size];
    second = new long[size];
    states = new long[size];
    served = new long[size];
    known = new long[size];
    region = new int[size];
    paths = new HashMap<>();
    households = 0;
    for (int old = 0; old < oldStates.length; old++) {
      if (oldStates[old] != 0) {
        int slot = slotOf(oldFirst[old], oldSecond[old]);
        states[slot] = oldStates[old];
        served[slot] = oldServed[old];
        known[slot] = oldKnown[old];
        region[slot] = oldRegion[old];
        if (oldPaths.containsKey(old)) {
          paths.put(slot, oldPaths.get(old));
        }
      }
    }
  }

  private UTF8String text(int number) {
    return regionTexts.computeIfAbsent(
        number,
        any -> {
          String format = "%0" + Region.Level.KECAMATAN.digits() + "d";
          return UTF8String.fromString(String.format(Locale.ROOT, format, number));
        });
  }

  private final class Packed implements Iterator<InternalRow> {
    private final Object[] values = new Object[HouseholdHistoryTable.TABLE.fields().size()];
    private final InternalRow row = new GenericInternalRow(values);
    private int slot = -1;

    private Packed() {
      skip();
    }

    private void skip() {
      do {
        slot++;
      } while (slot < states.length && states[slot] == 0);
    }

    @Override
    public boolean hasNext() {
      return slot < states.length;
    }

    @Override
    public InternalRow next() {
      if (slot >= states.length) {
        throw new NoSuchElementException();
      }
      int[] path = paths.get(slot);
      values[0] =
          ByteBuffer.allocate(2 * Long.BYTES).putLong(first[slot]).putLong(second[slot]).array();
      values[1] = yearsText;
      values[2] = states[slot];
      values[3] = text(path == null ? region[slot] : home(path));
      values[4] = path == null ? null : UTF8String.fromString(inWords(path));
      values[5] = served[slot];
      values[6] = known[slot];
      skip();
      return row;
    }

    private static int home(int[] path) {
      return Arrays.stream(path)
          .filter(where -> where != DealtRows.NOWHERE)
          .findFirst()
          .orElseThrow();
    }

    private String inWords(int[] path) {
      return Arrays.stream(path)
          .mapToObj(where -> where == DealtRows.NOWHERE ? "" : text(where).toString())
          .collect(Collectors.joining(","));
    }
  }
}
