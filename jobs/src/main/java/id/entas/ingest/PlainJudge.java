package id.entas.ingest;

import id.entas.tables.HouseholdTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges rows that are as most are: plain lines of which every value is understood and nothing is
 * wrong with. Whatever else a row is, it says that it cannot judge it, and {@link ParsedRows} does;
 * a test shows that the two never differ.
 *
 * <p>It reads bytes and makes no text of them, but for what it has not seen before: of a few
 * thousand places, tiers and outcomes each is understood once a task. Rows of invented extracts
 * take a sixth of the time that expressions over text columns take.
 */
final class PlainJudge {
  /** The columns that say census and place. */
  static final List<ExtractColumn> OF_PLACE =
      List.of(
          ExtractColumn.CENSUS_YEAR,
          ExtractColumn.REGION_CODE,
          ExtractColumn.KDPROP,
          ExtractColumn.KDKAB,
          ExtractColumn.KDKEC,
          ExtractColumn.KDDESA,
          ExtractColumn.VILLAGE_CODE);

  private static final int ABSENT = -1;
  private static final int UNKNOWN = -1;

  /** A longer id may be a number that a spreadsheet rounded. */
  private static final int LONGEST_ID = 17;

  private static final int LONGEST_PLACE = 1 << 12;

  /** A place with the bytes of its text before an id, as the task needs them; null if unknown. */
  private record Known(PlainPlace place, byte[] beforeId) {}

  private final ExtractFormat format;
  private final PlainRules rules;
  private final PlainLine line;
  private final int[] columnOf = new int[ExtractColumn.values().length];
  private final int[] placeColumns;
  private final ByteMemo<Known> places = new ByteMemo<>();
  private final ByteMemo<Integer> tiers = new ByteMemo<>();
  private final ByteMemo<Integer> outcomes = new ByteMemo<>();
  private final ByteMemo<Integer> units = new ByteMemo<>();
  private final byte[] placeText = new byte[LONGEST_PLACE];
  private PlainPlace place;
  private byte[] pseudonym;
  private int tier;
  private int outcome;
  private int unit;
  private int members;
  private int clusters;

  /**
   * @param format of a text
   */
  PlainJudge(ExtractFormat format, PlainRules rules) {
    this.format = format;
    this.rules = rules;
    int[] slots = format.header().slots();
    this.line = new PlainLine(format.delimiter(), slots.length);
    Arrays.fill(columnOf, ABSENT);
    for (int column = 0; column < slots.length; column++) {
      if (slots[column] != FieldSplit.UNWANTED) {
        columnOf[slots[column]] = column;
      }
    }
    List<Integer> ofPlace = new ArrayList<>();
    OF_PLACE.forEach(column -> ofPlace.add(columnOf[column.ordinal()]));
    this.placeColumns =
        ofPlace.stream().filter(column -> column != ABSENT).mapToInt(column -> column).toArray();
  }

  /** The line that is judged next. */
  PlainLine line() {
    return line;
  }

  /** Judges the line; where it cannot, nothing is known of it. */
  boolean judges() {
    return judgesPlace() && judgesWords() && judgesNumbers() && judgesId();
  }

  private boolean judgesPlace() {
    int size = 0;
    for (int column : placeColumns) {
      int length = line.length(column);
      if (size + length + 2 > LONGEST_PLACE) {
        return false;
      }
      placeText[size++] = (byte) (length >> 8);
      placeText[size++] = (byte) length;
      System.arraycopy(line.bytes(), line.start(column), placeText, size, length);
      size += length;
    }
    Known known = places.of(placeText, 0, size, this::newPlace);
    if (known == null) {
      return false;
    }
    place = known.place();
    pseudonym = known.beforeId();
    return true;
  }

  private Known newPlace() {
    String[] texts = new String[columnOf.length];
    for (ExtractColumn column : OF_PLACE) {
      int at = columnOf[column.ordinal()];
      texts[column.ordinal()] = at == ABSENT ? null : line.text(at);
    }
    PlainPlace found = rules.place(format.fileYear(), format.header().idScope(), texts);
    return found == null
        ? null
        : new Known(found, found.beforeId().getBytes(StandardCharsets.UTF_8));
  }

  private boolean judgesWords() {
    tier = word(ExtractColumn.TIER, tiers);
    outcome = word(ExtractColumn.OUTCOME, outcomes);
    unit = word(ExtractColumn.UNIT, units);
    if (unit == PlainWords.NONE) {
      unit = rules.words().unit(place.unit());
    }
    return tier != UNKNOWN
        && outcome != UNKNOWN
        && unit != UNKNOWN
        && (tier != PlainWords.NONE || outcome != PlainWords.NONE);
  }

  /** The number of a word among those of its kind. */
  private int word(ExtractColumn column, ByteMemo<Integer> known) {
    int at = columnOf[column.ordinal()];
    int length = at == ABSENT ? 0 : line.length(at);
    if (length == 0) {
      return PlainWords.NONE;
    }
    int start = line.start(at);
    return known.of(line.bytes(), start, start + length, () -> newWord(column, line.text(at)));
  }

  private int newWord(ExtractColumn column, String text) {
    PlainWords words = rules.words();
    String code =
        switch (column) {
          case TIER -> rules.tier(text);
          case OUTCOME -> rules.outcome(text);
          default -> rules.unit(text);
        };
    return code == null
        ? UNKNOWN
        : switch (column) {
          case TIER -> words.tier(code);
          case OUTCOME -> words.outcome(code);
          default -> words.unit(code);
        };
  }

  private boolean judgesNumbers() {
    members = 0;
    int at = columnOf[ExtractColumn.MEMBERS.ordinal()];
    int length = at == ABSENT ? 0 : line.length(at);
    if (length > 2) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int digit = line.bytes()[line.start(at) + i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      members = 10 * members + digit;
    }
    if (length > 0
        && (members < HouseholdTable.LEAST_MEMBERS || members > HouseholdTable.MOST_MEMBERS)) {
      return false;
    }
    clusters = 0;
    for (int i = 0; i < ExtractColumn.CLUSTERS.size(); i++) {
      int flag = columnOf[ExtractColumn.CLUSTERS.get(i).ordinal()];
      int flagLength = flag == ABSENT ? 0 : line.length(flag);
      if (flagLength > 1 || flagLength == 1 && (line.first(flag) & ~1) != '0') {
        return false;
      }
      clusters |= (flagLength == 0 ? 0 : line.first(flag) - '0' + 1) << 2 * i;
    }
    return true;
  }

  private boolean judgesId() {
    int at = columnOf[ExtractColumn.HOUSEHOLD_ID.ordinal()];
    int length = at == ABSENT ? 0 : line.length(at);
    if (length == 0 || length > LONGEST_ID) {
      return false;
    }
    for (int i = line.start(at); i < line.start(at) + length; i++) {
      if ((line.bytes()[i] | ' ') == 'e') {
        return false;
      }
    }
    pseudonym = rules.pseudonym().of(pseudonym, line.bytes(), line.start(at), length);
    return true;
  }

  PlainPlace place() {
    return place;
  }

  /** Bytes of which the first {@link Pseudonym#LENGTH} are the household's pseudonym. */
  byte[] pseudonym() {
    return pseudonym;
  }

  /** The number of the row's tier among {@link PlainWords}. */
  int tier() {
    return tier;
  }

  int outcome() {
    return outcome;
  }

  int unit() {
    return unit;
  }

  /** Persons of the household, 0 where the row does not say. */
  int members() {
    return members;
  }

  /** Two bits a cluster, the first lowest: 0 not known, 1 not served, 2 served. */
  int clusters() {
    return clusters;
  }
}
