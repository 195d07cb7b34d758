package id.entas.tables;

import static id.entas.tables.Field.required;

/** Which flow moves the target tier most. */
public final class ElasticityTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR.meaning("Year of the expected count.");
  public static final Field FROM_TIER = Fields.FROM_TIER;
  public static final Field TO_TIER = Fields.TO_TIER;
  public static final Field ELASTICITY =
      required(
          "elasticity",
          Fields.NUMBER,
          "Percent by which the expected households of the target tier change when the flow changes by one percent.");
  public static final Field RANK =
      required("rank", Fields.YEAR, "1 for the flow that moves them most, of either sign.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "elasticity", "Which flow moves the expected households of the target tier most.")
          .fields(REGION_LEVEL, REGION_CODE, CENSUS_YEAR, FROM_TIER, TO_TIER, ELASTICITY, RANK)
          .fields(ForecastBasis.FIELDS)
          .fields(RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, CENSUS_YEAR, FROM_TIER, TO_TIER)
          .build();

  private ElasticityTable() {}
}
