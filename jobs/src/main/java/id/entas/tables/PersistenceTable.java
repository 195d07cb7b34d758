package id.entas.tables;

import static id.entas.tables.Field.required;

/** Households by how many of their censuses saw them in a tier. */
public final class PersistenceTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE =
      Fields.REGION_CODE.meaning("Region of the first census that saw the households.");
  public static final Field TIER = Fields.TIER;
  public static final Field CENSUSES =
      required("censuses", Fields.COUNT, "Censuses that saw the households in any tier.");
  public static final Field TIMES_IN_TIER =
      required("times_in_tier", Fields.COUNT, "Of these, the censuses that saw them in this tier.");
  public static final Field HOUSEHOLDS = Fields.HOUSEHOLDS;
  public static final Field KECAMATAN_COVERED =
      Fields.KECAMATAN_COVERED.meaning("Kecamatan that any census covers.");
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published("persistence", "Households by how many of their censuses saw them in a tier.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              TIER,
              CENSUSES,
              TIMES_IN_TIER,
              HOUSEHOLDS,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, TIER, CENSUSES, TIMES_IN_TIER)
          .build();

  private PersistenceTable() {}
}
