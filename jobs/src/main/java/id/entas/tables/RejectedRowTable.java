package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Rows that ingest did not accept, each with its reason; holds personal data and expires. */
public final class RejectedRowTable {
  public static final Field CENSUS_YEAR =
      optional("census_year", Fields.YEAR, "Census year of the row, if readable.");
  public static final Field SOURCE_FILE = Fields.SOURCE_FILE;
  public static final Field ROW_NUMBER =
      required(
          "row_number",
          Fields.COUNT,
          "Physical line on which the row starts, the first line of the file being 1.");
  public static final Field REASON = required("reason", Fields.TEXT, "Code of the reason.");
  public static final Field DETAIL =
      required("detail", Fields.TEXT, "Which column and value, in words.");
  public static final Field RAW =
      required("raw", DataTypes.BinaryType, "The row as it stands in the file.");
  public static final Field REJECTED_AT =
      required(
          "rejected_at",
          DataTypes.TimestampType,
          "When it was rejected; raw rows expire from here.");

  public static final Table TABLE =
      Table.restricted(
              "rejected_row",
              "Rows that ingest did not accept, each with its reason; holds personal data and expires.")
          .fields(CENSUS_YEAR, SOURCE_FILE, ROW_NUMBER, REASON, DETAIL, RAW, REJECTED_AT)
          .key(SOURCE_FILE, ROW_NUMBER)
          .filteredOn(CENSUS_YEAR, SOURCE_FILE)
          .build();

  /**
   * Takes out the rows that were rejected before a time. Their bytes are gone with them: of this
   * table no past version is kept.
   */
  public static void expire(Lake lake, Instant oldest) {
    if (lake.has(TABLE) && !lake.read(TABLE).filter(REJECTED_AT.col().lt(lit(oldest))).isEmpty()) {
      lake.replaceSmallWhere(TABLE, List.of(), before(oldest));
    }
    lake.forgetPast(TABLE);
  }

  /** The rows that were rejected before a time, as SQL. */
  public static String before(Instant oldest) {
    return REJECTED_AT.name() + " < TIMESTAMP '" + oldest + "'";
  }

  private RejectedRowTable() {}
}
