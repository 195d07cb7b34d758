package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

import org.apache.spark.sql.types.DataTypes;

/** Ledger of the files that were ingested, with every row accounted for. */
public final class ExtractFileTable {
  public static final Field SOURCE_FILE = Fields.SOURCE_FILE;
  public static final Field SHA256 =
      required("sha256", Fields.TEXT, "SHA-256 of the file, as hex.");
  public static final Field BYTES = required("bytes", Fields.COUNT, "Size of the file in bytes.");
  public static final Field CENSUS_YEAR =
      optional(
          "census_year",
          Fields.YEAR,
          "Census year of the file; null if it holds several or none was readable.");
  public static final Field CENSUS_YEARS =
      required("census_years", Fields.TEXT, "Census years of its accepted rows, joined by commas.");
  public static final Field ROWS_READ =
      required("rows_read", Fields.COUNT, "Rows of the file, without its header and blank lines.");
  public static final Field ROWS_ACCEPTED =
      required("rows_accepted", Fields.COUNT, "Rows that became households.");
  public static final Field ROWS_REJECTED =
      required(
          "rows_rejected",
          Fields.COUNT,
          "Rows that were rejected, each with a reason in rejected_row.");
  public static final Field INGEST_ORDER =
      required(
          "ingest_order",
          Fields.COUNT,
          "Place in the order in which files were laid into the lake, from 1.");
  public static final Field INGESTED_AT =
      required("ingested_at", DataTypes.TimestampType, "When the file was first ingested.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "extract_file",
              "Ledger of the files that were ingested, with every row accounted for.")
          .fields(
              SOURCE_FILE,
              SHA256,
              BYTES,
              CENSUS_YEAR,
              CENSUS_YEARS,
              ROWS_READ,
              ROWS_ACCEPTED,
              ROWS_REJECTED,
              INGEST_ORDER,
              INGESTED_AT,
              RUN_ID)
          .key(SOURCE_FILE, SHA256)
          .check("every_row_accounted", "rows_read = rows_accepted + rows_rejected")
          .build();

  private ExtractFileTable() {}
}
