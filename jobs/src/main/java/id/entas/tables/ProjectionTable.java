package id.entas.tables;

import static id.entas.tables.Field.optional;

/** Projected households by region, scenario, year and tier, and the counts observed. */
public final class ProjectionTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field SCENARIO = Fields.SCENARIO;
  public static final Field CENSUS_YEAR = Fields.CENSUS_YEAR.meaning("Year of the count.");
  public static final Field TIER = Fields.TIER;
  public static final Field OBSERVED =
      optional(
          "observed",
          Fields.COUNT,
          "Households of a census that covers the region; null for a projected year.");
  public static final Field MEAN =
      optional(
          "mean", Fields.NUMBER, "Mean of the futures, in households; null for an observed year.");
  public static final Field P05 =
      optional("p05", Fields.NUMBER, "5 % quantile of the futures, in households.");
  public static final Field P25 =
      optional("p25", Fields.NUMBER, "25 % quantile of the futures, in households.");
  public static final Field P50 =
      optional("p50", Fields.NUMBER, "50 % quantile of the futures, in households.");
  public static final Field P75 =
      optional("p75", Fields.NUMBER, "75 % quantile of the futures, in households.");
  public static final Field P95 =
      optional("p95", Fields.NUMBER, "95 % quantile of the futures, in households.");
  public static final Field MEAN_PEOPLE =
      optional(
          "mean_people",
          Fields.NUMBER,
          "Mean of the futures, in persons; null where the extracts do not give members.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "projection",
              "Projected households by region, scenario, year and tier, and the counts observed.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              SCENARIO,
              CENSUS_YEAR,
              TIER,
              OBSERVED,
              MEAN,
              P05,
              P25,
              P50,
              P75,
              P95,
              MEAN_PEOPLE)
          .fields(ForecastBasis.FIELDS)
          .fields(KECAMATAN_COVERED, KECAMATAN_TOTAL, COMPLETE, RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, SCENARIO, CENSUS_YEAR, TIER)
          .build();

  private ProjectionTable() {}
}
