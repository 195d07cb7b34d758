package id.entas.tables;

import static id.entas.tables.Field.required;

/** What a scenario changes against the flows as observed. */
public final class ScenarioEffectTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field SCENARIO = Fields.SCENARIO;
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR.meaning("Year of the count.");
  public static final Field TIER = Fields.TIER;
  public static final Field MEAN_DIFFERENCE =
      required(
          "mean_difference",
          Fields.NUMBER,
          "Households more (or, negative, fewer) than in the same futures under observed, mean.");
  public static final Field P05 =
      required("p05", Fields.NUMBER, "5 % quantile of the difference over the futures.");
  public static final Field P95 =
      required("p95", Fields.NUMBER, "95 % quantile of the difference over the futures.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "scenario_effect",
              "Difference of each scenario from the flows as observed, in the same futures.")
          .fields(REGION_LEVEL, REGION_CODE, SCENARIO, CENSUS_YEAR, TIER, MEAN_DIFFERENCE, P05, P95)
          .fields(ForecastBasis.FIELDS)
          .fields(KECAMATAN_COVERED, KECAMATAN_TOTAL, COMPLETE, RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, SCENARIO, CENSUS_YEAR, TIER)
          .build();

  private ScenarioEffectTable() {}
}
