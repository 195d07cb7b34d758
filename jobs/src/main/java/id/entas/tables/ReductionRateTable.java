package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** How fast a tier shrinks, and the flows that make the change. */
public final class ReductionRateTable {
  /** The method of a row of one interval. */
  public static final String INTERVAL = "interval";

  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field TIER = Fields.TIER;
  public static final Field FROM_YEAR = Fields.FROM_YEAR;
  public static final Field TO_YEAR = Fields.TO_YEAR;
  public static final Field HOUSEHOLDS_FROM =
      required("households_from", Fields.COUNT, "Households at the start.");
  public static final Field HOUSEHOLDS_TO =
      required("households_to", Fields.COUNT, "Households at the end.");
  public static final Field CHANGE =
      required("change", Fields.COUNT, "households_to - households_from.");
  public static final Field CHANGE_SHARE =
      optional("change_share", Fields.NUMBER, "change / households_from; null from zero.");
  public static final Field ANNUAL_RATE =
      optional(
          "annual_rate",
          Fields.NUMBER,
          "Yearly rate of reduction, 1 - (to/from)^(1/years); negative where the tier grows; null from zero; of a trend 1 - exp(slope).");
  public static final Field ANNUAL_RATE_LOW =
      optional(
          "annual_rate_low",
          Fields.NUMBER,
          "Lower end of the 95 % interval of a trend; null for a single interval, as a census is a count.");
  public static final Field ANNUAL_RATE_HIGH =
      optional("annual_rate_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field METHOD =
      required(
          "method",
          Fields.TEXT,
          "interval, or trend: quasi-Poisson log-linear over four or more censuses that cover the same kecamatan.");
  public static final Field PEOPLE_FROM =
      optional(
          "people_from",
          Fields.COUNT,
          "Persons in the households at the start; null where a household does not say.");
  public static final Field PEOPLE_TO =
      optional("people_to", Fields.COUNT, "Persons in the households at the end.");
  public static final Field PEOPLE_ANNUAL_RATE =
      optional(
          "people_annual_rate",
          Fields.NUMBER,
          "Yearly rate of reduction of persons, as annual_rate is of households.");
  public static final Field PEOPLE_ANNUAL_RATE_LOW =
      optional(
          "people_annual_rate_low",
          Fields.NUMBER,
          "Lower end of the 95 % interval of a trend of persons; null for a single interval.");
  public static final Field PEOPLE_ANNUAL_RATE_HIGH =
      optional("people_annual_rate_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field EXITS_BETTER =
      optional("exits_better", Fields.COUNT, "Households that left to a better tier.");
  public static final Field EXITS_WORSE =
      optional("exits_worse", Fields.COUNT, "Households that left to a worse tier.");
  public static final Field ABSENT =
      optional("absent", Fields.COUNT, "Households that were absent or not found.");
  public static final Field DEPARTED =
      optional("departed", Fields.COUNT, "Households seen in another kecamatan.");
  public static final Field GONE =
      optional("gone", Fields.COUNT, "Households that died, moved or merged.");
  public static final Field GRADUATED =
      optional("graduated", Fields.COUNT, "Households recorded as graduated, tier unknown.");
  public static final Field ENTRIES_WORSE =
      optional(
          "entries_worse", Fields.COUNT, "Households that fell into the tier from a better one.");
  public static final Field ENTRIES_BETTER =
      optional(
          "entries_better", Fields.COUNT, "Households that rose into the tier from a worse one.");
  public static final Field ENTRANTS =
      optional("entrants", Fields.COUNT, "Households seen for the first time.");
  public static final Field RETURNED =
      optional("returned", Fields.COUNT, "Households seen again after absence.");
  public static final Field ARRIVED =
      optional("arrived", Fields.COUNT, "Households that came from another kecamatan.");
  public static final Field RELAPSES =
      optional(
          "relapses",
          Fields.COUNT,
          "Entries from a better tier by households that were in this tier before; null before the third census.");
  public static final Field REQUIRED_ANNUAL_RATE =
      optional(
          "required_annual_rate",
          Fields.NUMBER,
          "Yearly rate from households_to to the target in its year; null where it does not apply.");
  public static final Field REQUIRED_HOUSEHOLDS_PER_YEAR =
      optional(
          "required_households_per_year",
          Fields.NUMBER,
          "The same as a straight line, in households a year.");
  public static final Field COMPARABLE = Fields.COMPARABLE;
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "reduction_rate", "How fast a tier shrinks, and the flows that make the change.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              TIER,
              FROM_YEAR,
              TO_YEAR,
              HOUSEHOLDS_FROM,
              HOUSEHOLDS_TO,
              CHANGE,
              CHANGE_SHARE,
              ANNUAL_RATE,
              ANNUAL_RATE_LOW,
              ANNUAL_RATE_HIGH,
              METHOD,
              PEOPLE_FROM,
              PEOPLE_TO,
              PEOPLE_ANNUAL_RATE,
              PEOPLE_ANNUAL_RATE_LOW,
              PEOPLE_ANNUAL_RATE_HIGH,
              EXITS_BETTER,
              EXITS_WORSE,
              ABSENT,
              DEPARTED,
              GONE,
              GRADUATED,
              ENTRIES_WORSE,
              ENTRIES_BETTER,
              ENTRANTS,
              RETURNED,
              ARRIVED,
              RELAPSES,
              REQUIRED_ANNUAL_RATE,
              REQUIRED_HOUSEHOLDS_PER_YEAR,
              COMPARABLE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, TIER, FROM_YEAR, TO_YEAR, METHOD)
          .build();

  private ReductionRateTable() {}
}
