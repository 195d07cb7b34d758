package id.entas.tables;

import static id.entas.tables.Field.required;

import org.apache.spark.sql.types.DataTypes;

/** Published runs: one append each, with the version of every table it wrote. */
public final class RunTable {
  public static final Field RUN_ID = Fields.RUN_ID;
  public static final Field COMMAND = required("command", Fields.TEXT, "Command that ran.");
  public static final Field STARTED_AT =
      required("started_at", DataTypes.TimestampType, "When the run started.");
  public static final Field FINISHED_AT =
      required("finished_at", DataTypes.TimestampType, "When it was published.");
  public static final Field STATUS = required("status", Fields.TEXT, "PUBLISHED.");
  public static final Field SETTINGS_SHA256 =
      required("settings_sha256", Fields.TEXT, "SHA-256 of the effective settings.");
  public static final Field SETTINGS =
      required(
          "settings",
          Fields.TEXT,
          "The effective settings and the files beside them, as a JSON object of texts by file name; what run --as-of takes up again.");
  public static final Field PROGRAM_VERSION =
      required("program_version", Fields.TEXT, "Version of Entas.");
  public static final Field TABLE_VERSIONS =
      required(
          "table_versions",
          Fields.TEXT,
          "Delta version of every table of the run, as a JSON object.");

  public static final Table TABLE =
      Table.published(
              "run", "Published runs: one append each, with the version of every table it wrote.")
          .fields(
              RUN_ID,
              COMMAND,
              STARTED_AT,
              FINISHED_AT,
              STATUS,
              SETTINGS_SHA256,
              SETTINGS,
              PROGRAM_VERSION,
              TABLE_VERSIONS)
          .key(STARTED_AT, RUN_ID)
          .build();

  private RunTable() {}
}
