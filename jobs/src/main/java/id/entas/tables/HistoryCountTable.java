package id.entas.tables;

import static id.entas.tables.Field.required;

/**
 * How many households share a history: all that transition counts, gaps and latent-tier models
 * need.
 */
public final class HistoryCountTable {
  public static final Field REGION_CODE =
      Fields.REGION_CODE.meaning("Kecamatan of the first census that saw the households.");
  public static final Field HISTORY =
      required(
          "history",
          Fields.TEXT,
          "Censuses that saw the households, as year=state joined by spaces: the ordinal of the tier or the outcome, and @kecamatan where it was another than region_code.");
  public static final Field HOUSEHOLDS = Fields.HOUSEHOLDS;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "history_count",
              "How many households share a history: all that transition counts, gaps and latent-tier models need.")
          .fields(REGION_CODE, HISTORY, HOUSEHOLDS, RUN_ID)
          .key(REGION_CODE, HISTORY)
          .check("some_households", "households > 0")
          .build();

  private HistoryCountTable() {}
}
