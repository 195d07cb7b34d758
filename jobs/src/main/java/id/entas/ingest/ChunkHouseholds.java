package id.entas.ingest;

import id.entas.tables.HouseholdFile;
import id.entas.tables.HouseholdTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;

/** The households of a {@link JudgedChunk}, one after another: this stands at one of them. */
final class ChunkHouseholds implements HouseholdFile.Household {
  private final byte[] rows;
  private final ByteBuffer bytes;
  private final PlainPlace[] places;
  private final Binary[] regions;
  private final Binary[] villages;
  private final Binary[] instruments;
  private final Binary[] tiers;
  private final Binary[] outcomes;
  private final Binary[] units;
  private final Binary[] sourceFiles;
  private final int seriesUnit;
  private final String seriesUnitName;
  private final Columns columns;
  private final UnsafeRow other;
  private int at;
  private int next;
  private boolean isPlain;
  private long place;
  private int number;
  private int rest;

  /**
   * @param rows in the layout of {@link JudgedChunk}
   */
  ChunkHouseholds(
      byte[] rows,
      PlainWords words,
      PlainPlace[] places,
      StructType schema,
      String unit,
      List<String> sourceFiles) {
    this.rows = rows;
    this.bytes = ByteBuffer.wrap(rows);
    this.places = places;
    this.regions = ofPlaces(places, PlainPlace::region);
    this.villages = ofPlaces(places, PlainPlace::village);
    this.instruments = ofPlaces(places, PlainPlace::instrument);
    this.tiers = texts(words.tiers());
    this.outcomes = texts(words.outcomes());
    this.units = texts(words.units());
    this.sourceFiles = sourceFiles.stream().map(ChunkHouseholds::text).toArray(Binary[]::new);
    this.seriesUnit = words.unit(unit);
    this.seriesUnitName = unit;
    this.columns = new Columns(schema);
    this.other = new UnsafeRow(schema.size());
  }

  /** Where the columns of a row stand that expressions have judged. */
  private static final class Columns {
    private final int place;
    private final int year;
    private final int key;
    private final int region;
    private final int village;
    private final int unit;
    private final int tier;
    private final int members;
    private final int outcome;
    private final int instrument;
    private final int[] clusters;
    private final int reason;

    private Columns(StructType schema) {
      place = schema.fieldIndex(FramedRows.PLACE.name());
      year = schema.fieldIndex(HouseholdTable.CENSUS_YEAR.name());
      key = schema.fieldIndex(HouseholdTable.HOUSEHOLD_KEY.name());
      region = schema.fieldIndex(HouseholdTable.REGION_CODE.name());
      village = schema.fieldIndex(HouseholdTable.VILLAGE_CODE.name());
      unit = schema.fieldIndex(HouseholdTable.UNIT.name());
      tier = schema.fieldIndex(HouseholdTable.TIER.name());
      members = schema.fieldIndex(HouseholdTable.MEMBERS.name());
      outcome = schema.fieldIndex(HouseholdTable.OUTCOME.name());
      instrument = schema.fieldIndex(HouseholdTable.INSTRUMENT.name());
      clusters =
          HouseholdTable.CLUSTERS.stream()
              .mapToInt(field -> schema.fieldIndex(field.name()))
              .toArray();
      reason = schema.fieldIndex(ParsedRows.REASON.name());
    }
  }

  private static Binary[] ofPlaces(PlainPlace[] places, Function<PlainPlace, String> what) {
    return Arrays.stream(places).map(what).map(ChunkHouseholds::text).toArray(Binary[]::new);
  }

  /** By the numbers of words. */
  private static Binary[] texts(List<String> words) {
    Binary[] texts = new Binary[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      texts[i + 1] = text(words.get(i));
    }
    return texts;
  }

  private static Binary text(String text) {
    return text == null
        ? null
        : Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Goes to the next household.
   *
   * @return whether there is one
   */
  boolean advance() {
    while (next < rows.length) {
      at = next;
      place = bytes.getLong(at);
      isPlain = place != JudgedChunk.NOT_PLAIN;
      if (isPlain) {
        next = at + JudgedChunk.PLAIN_BYTES;
        number = bytes.getInt(at + JudgedChunk.PLACE_AT);
        rest = bytes.getInt(at + JudgedChunk.REST_AT);
        if (bits(JudgedChunk.UNIT_AT, JudgedChunk.UNIT_BITS) == seriesUnit) {
          return true;
        }
      } else {
        int size = bytes.getInt(at + JudgedChunk.KEY_AT);
        int from = at + JudgedChunk.HEAD_BYTES;
        next = from + size;
        other.pointTo(Arrays.copyOfRange(rows, from, next), size);
        if (other.isNullAt(columns.reason)
            && Objects.equals(
                other.isNullAt(columns.unit) ? null : other.getUTF8String(columns.unit).toString(),
                seriesUnitName)) {
          place = other.getLong(columns.place);
          return true;
        }
      }
    }
    return false;
  }

  private int bits(int from, int many) {
    return rest >> from & (1 << many) - 1;
  }

  private Binary text(int column) {
    return other.isNullAt(column)
        ? null
        : Binary.fromConstantByteArray(other.getUTF8String(column).getBytes());
  }

  /** The place of the row among all rows read. */
  long place() {
    return place;
  }

  int year() {
    return isPlain ? places[number].year() : other.getInt(columns.year);
  }

  @Override
  public Binary region() {
    return isPlain ? regions[number] : text(columns.region);
  }

  @Override
  public Binary village() {
    return isPlain ? villages[number] : text(columns.village);
  }

  @Override
  public Binary key() {
    return isPlain
        ? Binary.fromReusedByteArray(rows, at + JudgedChunk.KEY_AT, Pseudonym.LENGTH)
        : Binary.fromConstantByteArray(other.getBinary(columns.key));
  }

  @Override
  public Binary unit() {
    return isPlain ? units[bits(JudgedChunk.UNIT_AT, JudgedChunk.UNIT_BITS)] : text(columns.unit);
  }

  @Override
  public Binary tier() {
    return isPlain ? tiers[bits(0, JudgedChunk.TIER_BITS)] : text(columns.tier);
  }

  @Override
  public int members() {
    if (isPlain) {
      return bits(JudgedChunk.MEMBERS_AT, JudgedChunk.MEMBER_BITS);
    }
    return other.isNullAt(columns.members) ? HouseholdFile.UNKNOWN : other.getInt(columns.members);
  }

  @Override
  public Binary outcome() {
    return isPlain
        ? outcomes[bits(JudgedChunk.OUTCOME_AT, JudgedChunk.OUTCOME_BITS)]
        : text(columns.outcome);
  }

  @Override
  public int cluster(int cluster) {
    if (isPlain) {
      return bits(JudgedChunk.CLUSTERS_AT + 2 * cluster, 2);
    }
    int column = columns.clusters[cluster];
    if (other.isNullAt(column)) {
      return HouseholdFile.UNKNOWN;
    }
    return other.getBoolean(column) ? HouseholdFile.RECEIVED : HouseholdFile.NOT_RECEIVED;
  }

  @Override
  public Binary instrument() {
    return isPlain ? instruments[number] : text(columns.instrument);
  }

  @Override
  public Binary sourceFile() {
    return sourceFiles[FramedRows.fileOf(place)];
  }
}
