package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Published figures against the stocks of the lake; nothing is corrected by them. */
public final class ReconciliationTable {
  public static final Field FIGURE =
      required("figure", Fields.TEXT, "Id of the figure in published-totals.csv.");
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR;
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field TIER = Fields.TIER.orNull("Null: all listed households.");
  public static final Field PUBLISHED =
      required("published", Fields.COUNT, "Households as published.");
  public static final Field OBSERVED =
      required("observed", Fields.COUNT, "Households that the lake counts.");
  public static final Field DIFFERENCE =
      required("difference", Fields.COUNT, "Observed less published.");
  public static final Field DIFFERENCE_SHARE =
      optional(
          "difference_share",
          Fields.NUMBER,
          "Difference by the published figure; null where that is zero.");
  public static final Field WITHIN_TOLERANCE =
      required(
          "within_tolerance",
          Fields.FLAG,
          "Whether the lake bears the figure out; never where the census is incomplete.");
  public static final Field DETAIL =
      optional(
          "detail",
          Fields.TEXT,
          "What keeps the two from being compared; null where nothing does.");
  public static final Field SOURCE = required("source", Fields.TEXT, "Where it was published.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "reconciliation",
              "Published figures against the stocks of the lake; nothing is corrected by them.")
          .fields(
              FIGURE,
              CENSUS_YEAR,
              REGION_LEVEL,
              REGION_CODE,
              TIER,
              PUBLISHED,
              OBSERVED,
              DIFFERENCE,
              DIFFERENCE_SHARE,
              WITHIN_TOLERANCE,
              DETAIL,
              SOURCE,
              RUN_ID)
          .key(FIGURE)
          .check("adds_up", "difference = observed - published")
          .build();

  private ReconciliationTable() {}
}
