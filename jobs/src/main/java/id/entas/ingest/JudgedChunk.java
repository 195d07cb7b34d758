package id.entas.ingest;

import id.entas.tables.HouseholdTable;
import id.entas.tables.RejectedRowTable;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Judged rows as they are kept in memory and spilled, in their order: a plain one takes 32 bytes,
 * any other the bytes that Spark gives it. With them go their counts, so that no second pass is
 * needed to know what became of a file.
 */
final class JudgedChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows after which the next chunk begins. */
  static final int MOST_ROWS = 1 << 16;

  /** Stands where a plain row has its place; no place is negative. */
  static final long NOT_PLAIN = -1;

  static final int PLAIN_BYTES = 32;
  static final int KEY_AT = 8;
  static final int PLACE_AT = 24;
  static final int REST_AT = 28;
  static final int HEAD_BYTES = 12;

  static final int TIER_BITS = 5;
  static final int OUTCOME_BITS = 4;
  static final int UNIT_BITS = 2;
  static final int MEMBER_BITS = 6;
  static final int OUTCOME_AT = TIER_BITS;
  static final int UNIT_AT = OUTCOME_AT + OUTCOME_BITS;
  static final int MEMBERS_AT = UNIT_AT + UNIT_BITS;
  static final int CLUSTERS_AT = MEMBERS_AT + MEMBER_BITS;

  private final byte[] rows;
  private final PlainWords words;
  private final PlainPlace[] places;
  private final ArrayList<Tally> tallies;

  private JudgedChunk(Builder builder) {
    this.rows = Arrays.copyOf(builder.rows.array(), builder.rows.position());
    this.words = builder.words;
    this.places = builder.places.toArray(PlainPlace[]::new);
    this.tallies = new ArrayList<>(builder.tallies());
  }

  /** How many of its rows there are by file, reason, year, kecamatan, unit and tier. */
  List<Tally> tallies() {
    return tallies;
  }

  /** What tells a census' households apart, but for one in 18 trillion. */
  private static long hash(long firstOfKey, int year) {
    return firstOfKey ^ year * 0x9E3779B97F4A7C15L;
  }

  /** What is told of every accepted row. */
  interface HashUse {
    void of(long hash);
  }

  /** Tells the hash of census and household of every accepted row. */
  void hashes(StructType schema, HashUse use) {
    int key = schema.fieldIndex(HouseholdTable.HOUSEHOLD_KEY.name());
    int year = schema.fieldIndex(HouseholdTable.CENSUS_YEAR.name());
    UnsafeRow row = new UnsafeRow(schema.size());
    ByteBuffer bytes = ByteBuffer.wrap(rows);
    for (int at = 0; at < rows.length; at = next(bytes, at)) {
      if (bytes.getLong(at) != NOT_PLAIN) {
        use.of(hash(bytes.getLong(at + KEY_AT), places[bytes.getInt(at + PLACE_AT)].year()));
      } else {
        pointTo(row, bytes, at);
        if (!row.isNullAt(key)) {
          use.of(hash(ByteBuffer.wrap(row.getBinary(key)).getLong(), row.getInt(year)));
        }
      }
    }
  }

  private static int next(ByteBuffer bytes, int at) {
    return at
        + (bytes.getLong(at) == NOT_PLAIN ? HEAD_BYTES + bytes.getInt(at + KEY_AT) : PLAIN_BYTES);
  }

  private void pointTo(UnsafeRow row, ByteBuffer bytes, int at) {
    int size = bytes.getInt(at + KEY_AT);
    row.pointTo(Arrays.copyOfRange(rows, at + HEAD_BYTES, at + HEAD_BYTES + size), size);
  }

  /**
   * Its rows as households, before the first.
   *
   * @param schema of judged rows
   * @param unit that of the series; rows of another are left out, as are those that were rejected
   * @param sourceFiles names of the files, in the order of their indices
   */
  ChunkHouseholds households(StructType schema, String unit, List<String> sourceFiles) {
    return new ChunkHouseholds(rows, words, places, schema, unit, sourceFiles);
  }

  /**
   * Its rows. Each is valid until the next is asked for.
   *
   * @param schema of judged rows
   * @param wanted of the hash of an accepted row; others are left out
   */
  Iterator<InternalRow> rows(StructType schema, LongPredicate wanted) {
    return new Rows(schema, wanted);
  }

  private final class Rows implements Iterator<InternalRow> {
    private final ByteBuffer bytes = ByteBuffer.wrap(rows);
    private final LongPredicate wanted;
    private final UTF8String[] regions = new UTF8String[places.length];
    private final UTF8String[] villages = new UTF8String[places.length];
    private final UTF8String[] instruments = new UTF8String[places.length];
    private final UTF8String[] tiers = texts(words.tiers());
    private final UTF8String[] outcomes = texts(words.outcomes());
    private final UTF8String[] units = texts(words.units());
    private final UnsafeRow other;
    private final Object[] values;
    private final InternalRow plain;
    private final int key;
    private final int year;
    private int at;

    private Rows(StructType schema, LongPredicate wanted) {
      this.wanted = wanted;
      this.other = new UnsafeRow(schema.size());
      this.values = new Object[schema.size()];
      this.plain = new GenericInternalRow(values);
      this.key = schema.fieldIndex(HouseholdTable.HOUSEHOLD_KEY.name());
      this.year = schema.fieldIndex(HouseholdTable.CENSUS_YEAR.name());
      for (int i = 0; i < places.length; i++) {
        regions[i] = UTF8String.fromString(places[i].region());
        villages[i] = UTF8String.fromString(places[i].village());
        instruments[i] = UTF8String.fromString(places[i].instrument());
      }
      skip();
    }

    private void skip() {
      while (at < rows.length && !isWanted()) {
        at = JudgedChunk.next(bytes, at);
      }
    }

    private boolean isWanted() {
      if (bytes.getLong(at) != NOT_PLAIN) {
        return wanted.test(
            hash(bytes.getLong(at + KEY_AT), places[bytes.getInt(at + PLACE_AT)].year()));
      }
      pointTo(other, bytes, at);
      return other.isNullAt(key)
          || wanted.test(hash(ByteBuffer.wrap(other.getBinary(key)).getLong(), other.getInt(year)));
    }

    @Override
    public boolean hasNext() {
      return at < rows.length;
    }

    @Override
    public InternalRow next() {
      if (at >= rows.length) {
        throw new NoSuchElementException();
      }
      InternalRow row = bytes.getLong(at) == NOT_PLAIN ? other() : plain();
      at = JudgedChunk.next(bytes, at);
      skip();
      return row;
    }

    private InternalRow other() {
      // What comes next may be another such row, and is looked at before this one is used.
      UnsafeRow row = new UnsafeRow(values.length);
      pointTo(row, bytes, at);
      return row;
    }

    private InternalRow plain() {
      int place = bytes.getInt(at + PLACE_AT);
      int rest = bytes.getInt(at + REST_AT);
      int members = rest >> MEMBERS_AT & (1 << MEMBER_BITS) - 1;
      int column = 0;
      values[column++] = bytes.getLong(at);
      values[column++] = places[place].year();
      values[column++] = Arrays.copyOfRange(rows, at + KEY_AT, at + KEY_AT + Pseudonym.LENGTH);
      values[column++] = regions[place];
      values[column++] = villages[place];
      values[column++] = units[rest >> UNIT_AT & (1 << UNIT_BITS) - 1];
      values[column++] = tiers[rest & (1 << TIER_BITS) - 1];
      values[column++] = members == 0 ? null : members;
      values[column++] = outcomes[rest >> OUTCOME_AT & (1 << OUTCOME_BITS) - 1];
      values[column++] = instruments[place];
      for (int cluster = 0; cluster < HouseholdTable.CLUSTERS.size(); cluster++) {
        int flag = rest >> CLUSTERS_AT + 2 * cluster & 3;
        values[column++] = flag == 0 ? null : flag == 2;
      }
      return plain;
    }
  }

  /** Texts of words by their numbers. */
  private static UTF8String[] texts(List<String> words) {
    UTF8String[] texts = new UTF8String[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      texts[i + 1] = UTF8String.fromString(words.get(i));
    }
    return texts;
  }

  /** Collects the rows of a chunk. */
  static final class Builder {
    private final PlainWords words;
    private final int file;
    private final List<PlainPlace> places = new ArrayList<>();
    private final Map<PlainPlace, Integer> numbers = new IdentityHashMap<>();
    private final List<long[]> accepted = new ArrayList<>();
    private final Map<Tally, Long> others = new HashMap<>();
    private ByteBuffer rows = ByteBuffer.allocate(1 << 12);
    private PlainPlace last;
    private int lastNumber;
    private int count;

    /**
     * @param file index of the file whose rows they are
     */
    Builder(PlainWords words, int file) {
      this.words = words;
      this.file = file;
    }

    boolean isFull() {
      return count >= MOST_ROWS;
    }

    boolean isEmpty() {
      return count == 0;
    }

    /**
     * Adds the row that a judge has judged.
     *
     * @param place of the row among all rows read
     */
    void add(PlainJudge judge, long place) {
      int number = numberOf(judge.place());
      makeRoom(PLAIN_BYTES);
      rows.putLong(place);
      rows.put(judge.pseudonym(), 0, Pseudonym.LENGTH);
      rows.putInt(number);
      rows.putInt(
          judge.tier()
              | judge.outcome() << OUTCOME_AT
              | judge.unit() << UNIT_AT
              | judge.members() << MEMBERS_AT
              | judge.clusters() << CLUSTERS_AT);
      accepted.get(number)[judge.tier() << UNIT_BITS | judge.unit()]++;
      count++;
    }

    private int numberOf(PlainPlace place) {
      if (place != last) {
        lastNumber =
            numbers.computeIfAbsent(
                place,
                any -> {
                  places.add(place);
                  accepted.add(new long[(words.tiers().size() + 1) << UNIT_BITS]);
                  return places.size() - 1;
                });
        last = place;
      }
      return lastNumber;
    }

    /**
     * Adds a row that expressions have judged.
     *
     * @param schema of judged rows
     */
    void add(UnsafeRow row, StructType schema) {
      int size = row.getSizeInBytes();
      makeRoom(HEAD_BYTES + size);
      rows.putLong(NOT_PLAIN);
      rows.putInt(size);
      rows.put(row.getBytes());
      String reason = text(row, schema.fieldIndex(ParsedRows.REASON.name()));
      int year = schema.fieldIndex(RejectedRowTable.CENSUS_YEAR.name());
      String region = text(row, schema.fieldIndex(HouseholdTable.REGION_CODE.name()));
      String tier = text(row, schema.fieldIndex(HouseholdTable.TIER.name()));
      others.merge(
          new Tally(
              file,
              reason == null ? null : RejectionReason.valueOf(reason),
              row.isNullAt(year) ? null : row.getInt(year),
              reason == null ? region : null,
              text(row, schema.fieldIndex(HouseholdTable.UNIT.name())),
              reason == null ? tier : null,
              0),
          1L,
          Long::sum);
      count++;
    }

    private static String text(UnsafeRow row, int column) {
      return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
    }

    private void makeRoom(int bytes) {
      if (rows.remaining() < bytes) {
        ByteBuffer more =
            ByteBuffer.allocate(Math.max(rows.position() + bytes, 2 * rows.capacity()));
        rows.flip();
        more.put(rows);
        rows = more;
      }
    }

    private List<Tally> tallies() {
      List<Tally> tallies = new ArrayList<>();
      for (int place = 0; place < places.size(); place++) {
        long[] counts = accepted.get(place);
        for (int i = 0; i < counts.length; i++) {
          if (counts[i] > 0) {
            tallies.add(
                new Tally(
                    file,
                    null,
                    places.get(place).year(),
                    places.get(place).region(),
                    PlainWords.word(words.units(), i & (1 << UNIT_BITS) - 1),
                    PlainWords.word(words.tiers(), i >> UNIT_BITS),
                    counts[i]));
          }
        }
      }
      others.forEach((tally, rows) -> tallies.add(tally.times(rows)));
      return Tally.together(tallies);
    }

    JudgedChunk build() {
      return new JudgedChunk(this);
    }
  }
}
