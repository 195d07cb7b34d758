package id.entas.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of households that stand more than once in a census.
 *
 * <p>Of rows that are the same in every column the first is kept. Of rows that differ none is,
 * since nothing tells which is right; nor is a row whose household the lake holds in a kecamatan of
 * that census which is not replaced.
 */
final class DuplicateRows {
  /** What a row is a duplicate of. */
  enum Kind {
    /** Of an earlier row with the same values. */
    SAME,
    /** Of a row with other values. */
    CONFLICT,
    /** Of a household of the lake. */
    LAKE
  }

  static final Field KIND =
      Field.required("duplicate_kind", DataTypes.StringType, "What the row is a duplicate of.");

  /** Place of another row of the household: the first, or of the first row the last. */
  static final Field OTHER =
      Field.required("other_place", DataTypes.LongType, "Place of another row of the household.");

  /** Place of a row to reject, under a name of its own for joins with the rows themselves. */
  static final Field DUPLICATE_PLACE =
      Field.required("duplicate_place", DataTypes.LongType, "Place of the duplicate.");

  private static final Field DUPLICATE_YEAR =
      Field.required("duplicate_year", DataTypes.IntegerType, "Census year of the household.");
  private static final Field DUPLICATE_KEY =
      Field.required("duplicate_key", DataTypes.BinaryType, "Key of the household.");
  private static final Field FIRST =
      Field.required("first_place", DataTypes.LongType, "Place of the household's first row.");
  private static final Field LAST =
      Field.required("last_place", DataTypes.LongType, "Place of the household's last row.");
  private static final Field NUMBER =
      Field.required("number", DataTypes.IntegerType, "Number of the duplicate in its file.");
  private static final Field CONTENT_HASH =
      Field.required("content_hash", DataTypes.LongType, "Hash of the row's other columns.");
  private static final Field LEAST_HASH =
      Field.required("least_hash", DataTypes.LongType, "Least hash of the household's rows.");
  private static final Field LARGEST_HASH =
      Field.required("largest_hash", DataTypes.LongType, "Largest hash of the household's rows.");

  /** The columns of the rows to reject. */
  static final StructType SCHEMA =
      FramedRows.schema(
          DUPLICATE_PLACE,
          HouseholdTable.CENSUS_YEAR,
          HouseholdTable.REGION_CODE,
          HouseholdTable.UNIT,
          HouseholdTable.TIER,
          OTHER,
          KIND);

  /** The place of a household that the lake holds: before every row read. */
  private static final long IN_LAKE = -1;

  private DuplicateRows() {}

  /**
   * The households that stand more than once: census year, key, first and last place and kind. Only
   * keys, places and hashes are shuffled; that two different rows have one 64-bit hash is as
   * unlikely as a wrong bit in memory.
   *
   * @param sound rows that nothing is wrong with by themselves
   * @param staying households of the lake, in the same censuses, that are not replaced
   */
  static Dataset<Row> keys(Dataset<Row> sound, Dataset<Row> staying) {
    Dataset<Row> candidates =
        sound.select(
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.HOUSEHOLD_KEY.col(),
            FramedRows.PLACE.col(),
            CONTENT_HASH.is(contentHash()));
    Dataset<Row> held =
        staying.select(
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.HOUSEHOLD_KEY.col(),
            FramedRows.PLACE.is(IN_LAKE),
            CONTENT_HASH.is(0L));
    Column kind =
        when(FIRST.col().equalTo(IN_LAKE), Kind.LAKE.name())
            .when(LEAST_HASH.col().equalTo(LARGEST_HASH.col()), Kind.SAME.name())
            .otherwise(Kind.CONFLICT.name());
    return candidates
        .unionAll(held)
        .groupBy(HouseholdTable.CENSUS_YEAR.col(), HouseholdTable.HOUSEHOLD_KEY.col())
        .agg(
            count(lit(1)).as(Fields.HOUSEHOLDS.name()),
            min(FramedRows.PLACE.col()).as(FIRST.name()),
            max(FramedRows.PLACE.col()).as(LAST.name()),
            min(CONTENT_HASH.col()).as(LEAST_HASH.name()),
            max(CONTENT_HASH.col()).as(LARGEST_HASH.name()))
        .filter(Fields.HOUSEHOLDS.col().gt(1))
        .select(
            DUPLICATE_YEAR.is(HouseholdTable.CENSUS_YEAR.col()),
            DUPLICATE_KEY.is(HouseholdTable.HOUSEHOLD_KEY.col()),
            FIRST.col(),
            LAST.col(),
            KIND.is(kind));
  }

  /** The rows to reject, with the columns of {@link #SCHEMA}. */
  static Dataset<Row> of(Dataset<Row> sound, Dataset<Row> keys) {
    return sound
        .join(
            keys,
            HouseholdTable.CENSUS_YEAR
                .col()
                .equalTo(DUPLICATE_YEAR.col())
                .and(HouseholdTable.HOUSEHOLD_KEY.col().equalTo(DUPLICATE_KEY.col())))
        .filter(
            KIND.col().notEqual(Kind.SAME.name()).or(FramedRows.PLACE.col().notEqual(FIRST.col())))
        .select(
            DUPLICATE_PLACE.is(FramedRows.PLACE.col()),
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            HouseholdTable.UNIT.col(),
            HouseholdTable.TIER.col(),
            OTHER.is(
                when(FramedRows.PLACE.col().equalTo(FIRST.col()), LAST.col())
                    .otherwise(FIRST.col())),
            KIND.col());
  }

  /**
   * Of the duplicates in each file the first.
   *
   * @param most how many
   */
  static Dataset<Row> firstOfEachFile(Dataset<Row> duplicates, int most) {
    Column number =
        row_number()
            .over(
                Window.partitionBy(FramedRows.fileOf(DUPLICATE_PLACE))
                    .orderBy(DUPLICATE_PLACE.col()));
    return duplicates
        .withColumn(NUMBER.name(), number)
        .filter(NUMBER.col().leq(most))
        .drop(NUMBER.name());
  }

  /** The places of duplicates, ascending. */
  static long[] places(Dataset<Row> duplicates) {
    return duplicates.select(DUPLICATE_PLACE.col()).as(Encoders.LONG()).collectAsList().stream()
        .mapToLong(Long::longValue)
        .sorted()
        .toArray();
  }

  /** How many duplicates there are by file, year, kecamatan and tier. */
  static List<Tally> tallies(Dataset<Row> duplicates) {
    return duplicates
        .groupBy(
            JudgedRows.FILE.is(FramedRows.fileOf(DUPLICATE_PLACE)),
            ParsedRows.REASON.is(RejectionReason.DUPLICATE_HOUSEHOLD.name()),
            HouseholdTable.CENSUS_YEAR.col(),
            HouseholdTable.REGION_CODE.col(),
            HouseholdTable.UNIT.col(),
            HouseholdTable.TIER.col())
        .agg(functions.count(lit(1)).as(Fields.HOUSEHOLDS.name()))
        .collectAsList()
        .stream()
        .map(Tally::of)
        .toList();
  }

  /**
   * A hash that tells a missing value from none at all: Spark's skips nulls, so that (1, null) and
   * (null, 1) would be the same.
   */
  private static Column contentHash() {
    return xxhash64(
        JudgedRows.CONTENT.stream()
            .map(field -> coalesce(field.col().cast(DataTypes.StringType), lit("")))
            .toArray(Column[]::new));
  }
}
