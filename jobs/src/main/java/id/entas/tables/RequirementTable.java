package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** What it would take to meet the target by a year. */
public final class RequirementTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field TOLERANCE_SHARE =
      required(
          "tolerance_share",
          Fields.NUMBER,
          "Tolerance as a share of the households listed in the base census.");
  public static final Field CENSUS_YEAR =
      Fields.CENSUS_YEAR.meaning("Year by which the target is to be met.");
  public static final Field HELP =
      required(
          "help",
          Fields.TEXT,
          "EXITS (more leave the tier), INFLOW (fewer come into it), or MIX (both, at the least cost by the settings).");
  public static final Field CHANCE =
      required("chance", Fields.NUMBER, "The chance that is asked for.");
  public static final Field INFEASIBLE =
      required("infeasible", Fields.FLAG, "Whether no help of the kind gives that chance.");
  public static final Field EXIT_PROBABILITY =
      optional(
          "exit_probability",
          Fields.NUMBER,
          "Chance to leave the target tier in an average year, with the help.");
  public static final Field INFLOW_CUT =
      optional(
          "inflow_cut", Fields.NUMBER, "Share of the moves and newcomers into it that must end.");
  public static final Field EXITS_PER_YEAR =
      optional("exits_per_year", Fields.NUMBER, "Expected households that leave the tier a year.");
  public static final Field HELPED_OUT_PER_YEAR =
      optional("helped_out_per_year", Fields.NUMBER, "Those of them that leave by the help.");
  public static final Field KEPT_OUT_PER_YEAR =
      optional(
          "kept_out_per_year",
          Fields.NUMBER,
          "Expected households that the help keeps out a year.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "requirement",
              "What it would take to meet the target by a year, by kecamatan, tolerance and kind of help.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              TOLERANCE_SHARE,
              CENSUS_YEAR,
              HELP,
              CHANCE,
              INFEASIBLE,
              EXIT_PROBABILITY,
              INFLOW_CUT,
              EXITS_PER_YEAR,
              HELPED_OUT_PER_YEAR,
              KEPT_OUT_PER_YEAR)
          .fields(ForecastBasis.FIELDS)
          .fields(RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, TOLERANCE_SHARE, CENSUS_YEAR, HELP)
          .build();

  private RequirementTable() {}
}
