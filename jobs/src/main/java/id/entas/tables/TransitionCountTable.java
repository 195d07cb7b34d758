package id.entas.tables;

/** Flows of households over the intervals between consecutive censuses that cover the kecamatan. */
public final class TransitionCountTable {
  public static final Field FROM_YEAR = Fields.FROM_YEAR;
  public static final Field TO_YEAR = Fields.TO_YEAR;
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FROM_TIER =
      Fields.FROM_TIER.meaning("Tier at the start, or ENTRANT, RETURNED or ARRIVED.");
  public static final Field TO_TIER =
      Fields.TO_TIER.meaning(
          "Tier at the end, or ABSENT, DEPARTED, GRADUATED, DIED, MOVED, MERGED or NOT_FOUND.");
  public static final Field HOUSEHOLDS = Fields.HOUSEHOLDS;
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "transition_count",
              "Flows of households over the intervals between consecutive censuses that cover the kecamatan.")
          .fields(
              FROM_YEAR,
              TO_YEAR,
              REGION_LEVEL,
              REGION_CODE,
              FROM_TIER,
              TO_TIER,
              HOUSEHOLDS,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, FROM_YEAR, TO_YEAR, FROM_TIER, TO_TIER)
          .check("some_households", "households > 0")
          .check("forward", "to_year > from_year")
          .build();

  private TransitionCountTable() {}
}
