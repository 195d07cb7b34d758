package id.entas.tables;

import static id.entas.tables.Field.required;

/** How the one-year matrix of a region was fitted, and what the flows cannot tell of it. */
public final class AnnualFitTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field FIRST_YEAR = AnnualTransitionTable.FIRST_YEAR;
  public static final Field LAST_YEAR = AnnualTransitionTable.LAST_YEAR;
  public static final Field INTERVALS =
      required(
          "intervals", Fields.COUNT, "Censuses that end an interval the matrix was fitted to.");
  public static final Field LONGEST_INTERVAL =
      required("longest_interval", Fields.COUNT, "Years of the longest of them.");
  public static final Field LOG_LIKELIHOOD =
      required(
          "log_likelihood",
          Fields.NUMBER,
          "Natural logarithm of the likelihood of the flows under the region's own matrix, without the multinomial constant.");
  public static final Field ITERATIONS = required("iterations", Fields.COUNT, "Steps of EM.");
  public static final Field CONVERGED =
      required("converged", Fields.FLAG, "Whether the probabilities had settled by then.");
  public static final Field LEAST_SHARE =
      required(
          "least_share",
          Fields.NUMBER,
          "Share of the information of yearly censuses that these flows give where they tell least, 0 to 1.");
  public static final Field WORDS =
      required("words", Fields.TEXT, "What the flows tell of the matrix, in a sentence.");
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "annual_fit",
              "How the one-year matrix of a region was fitted, and what the flows cannot tell of it.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              FIRST_YEAR,
              LAST_YEAR,
              INTERVALS,
              LONGEST_INTERVAL,
              LOG_LIKELIHOOD,
              ITERATIONS,
              CONVERGED,
              LEAST_SHARE,
              WORDS,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE)
          .build();

  private AnnualFitTable() {}
}
