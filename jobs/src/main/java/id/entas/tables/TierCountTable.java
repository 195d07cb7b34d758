package id.entas.tables;

import static id.entas.tables.Field.optional;

/** Stocks: households by census, region and tier, and those absent. */
public final class TierCountTable {
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR;
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field TIER =
      Fields.TIER.meaning("Welfare tier, or ABSENT: known from before, not seen, not gone.");
  public static final Field HOUSEHOLDS = Fields.HOUSEHOLDS;
  public static final Field MEMBERS =
      optional(
          "members",
          Fields.COUNT,
          "Persons in these households; null where a household of them does not say.");
  public static final Field SHARE_OF_LISTED =
      optional(
          "share_of_listed",
          Fields.NUMBER,
          "Households of the tier by all listed households; null for tiers that are not listed.");
  public static final Field INSTRUMENT =
      optional(
          "instrument",
          Fields.TEXT,
          "Census instrument of these households, several of a kabupaten's kecamatan separated by commas; null where there is no household.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "tier_count", "Stocks: households by census, region and tier, and those absent.")
          .fields(
              CENSUS_YEAR,
              REGION_LEVEL,
              REGION_CODE,
              TIER,
              HOUSEHOLDS,
              MEMBERS,
              SHARE_OF_LISTED,
              INSTRUMENT,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(CENSUS_YEAR, REGION_LEVEL, REGION_CODE, TIER)
          .check("no_negative", "households >= 0")
          .build();

  private TierCountTable() {}
}
