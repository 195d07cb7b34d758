package id.entas.tables;

import static id.entas.tables.Field.required;

/** Flows out of a tier, by whether a cluster's programmes served the households at the start. */
public final class ProgrammeCountTable {
  public static final Field REGION_CODE = Fields.REGION_CODE.meaning("BPS code of the kecamatan.");
  public static final Field FROM_YEAR = Fields.FROM_YEAR;
  public static final Field TO_YEAR = Fields.TO_YEAR;
  public static final Field FROM_TIER = Fields.FROM_TIER;
  public static final Field TO_TIER =
      Fields.TO_TIER.meaning(
          "Tier of the same kecamatan at the end, or ABSENT, DEPARTED, GRADUATED, DIED, MOVED, MERGED or NOT_FOUND.");
  public static final Field CLUSTER = Fields.CLUSTER;
  public static final Field SERVED =
      required(
          "served",
          Fields.FLAG,
          "Whether the households received a programme of the cluster in from_year.");
  public static final Field HOUSEHOLDS =
      Fields.HOUSEHOLDS.meaning(
          "Households (rumah tangga) of which the census says whether they received one; those unknown are in no row.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "programme_count",
              "Flows out of a tier, by whether a cluster's programmes served the households at the start.")
          .fields(
              REGION_CODE,
              FROM_YEAR,
              TO_YEAR,
              FROM_TIER,
              TO_TIER,
              CLUSTER,
              SERVED,
              HOUSEHOLDS,
              RUN_ID)
          .key(REGION_CODE, FROM_YEAR, TO_YEAR, FROM_TIER, TO_TIER, CLUSTER, SERVED)
          .check("some_households", "households > 0")
          .check("forward", "to_year > from_year")
          .check("a_cluster", "cluster BETWEEN 1 AND 4")
          .build();

  private ProgrammeCountTable() {}
}
