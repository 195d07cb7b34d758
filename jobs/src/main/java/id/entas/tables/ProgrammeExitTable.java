package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Exits to a better tier of households that a cluster's programmes served, and of the unserved. */
public final class ProgrammeExitTable {
  /** Rows of one interval. */
  public static final String SINGLE = "single";

  /** Rows of all intervals of a region. */
  public static final String POOLED = "pooled";

  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field CLUSTER = Fields.CLUSTER;
  public static final Field FROM_YEAR =
      Fields.FROM_YEAR.meaning(
          "Census at which the interval starts; the first census where intervals are pooled.");
  public static final Field TO_YEAR =
      Fields.TO_YEAR.meaning(
          "Census at which the interval ends; the last census where intervals are pooled.");
  public static final Field INTERVALS =
      required(
          "intervals",
          Fields.TEXT,
          "single (one interval) or pooled (all intervals of the region, each a stratum of the ratios).");
  public static final Field FROM_TIER = Fields.FROM_TIER;
  public static final Field SERVED =
      required(
          "served",
          Fields.COUNT,
          "Households of the tier that received a programme of the cluster in the year at the start; those of which it is unknown are in no count.");
  public static final Field SERVED_SEEN =
      required(
          "served_seen",
          Fields.COUNT,
          "Of these, seen in a tier of the same kecamatan at the end: what the ratios are of.");
  public static final Field SERVED_EXITS =
      required("served_exits", Fields.COUNT, "Of those seen, in a better tier.");
  public static final Field SERVED_ABSENT =
      required("served_absent", Fields.COUNT, "Served households absent or not found at the end.");
  public static final Field UNSERVED =
      required(
          "unserved",
          Fields.COUNT,
          "Households of the tier that received no programme of the cluster in the year at the start.");
  public static final Field UNSERVED_SEEN =
      required(
          "unserved_seen",
          Fields.COUNT,
          "Of these, seen in a tier of the same kecamatan at the end.");
  public static final Field UNSERVED_EXITS =
      required("unserved_exits", Fields.COUNT, "Of those seen, in a better tier.");
  public static final Field UNSERVED_ABSENT =
      required(
          "unserved_absent", Fields.COUNT, "Unserved households absent or not found at the end.");
  public static final Field STRATA =
      required(
          "strata",
          Fields.COUNT,
          "Kecamatan by interval with households of both groups seen at the end: the ratios compare within each. An interval whose end lists the poor alone is none.");
  public static final Field DESCRIPTIVE_RATIO =
      optional(
          "descriptive_ratio",
          Fields.NUMBER,
          "Odds of exit, served over unserved, by Mantel and Haenszel over the strata; no effect of the programme, as aid is aimed at the poorest. Null where no stratum tells it.");
  public static final Field CI_LOW =
      Fields.CI_LOW.meaning("Lower end of its 95 % interval (Robins, Breslow and Greenland 1986).");
  public static final Field CI_HIGH = Fields.CI_HIGH.meaning("Upper end of the same.");
  public static final Field RISK_RATIO =
      optional(
          "risk_ratio",
          Fields.NUMBER,
          "Probability of exit, served over unserved, by Mantel and Haenszel over the strata; as descriptive as the odds.");
  public static final Field RISK_RATIO_LOW =
      optional(
          "risk_ratio_low",
          Fields.NUMBER,
          "Lower end of its 95 % interval (Greenland and Robins 1985).");
  public static final Field RISK_RATIO_HIGH =
      optional("risk_ratio_high", Fields.NUMBER, "Upper end of the same.");
  public static final Field COMPARABLE =
      Fields.COMPARABLE.meaning(
          "Whether the censuses of every interval were made with one instrument; where not, a move may be the instrument's.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "programme_exit",
              "Exits to a better tier of households that a cluster's programmes served, and of the unserved.")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              CLUSTER,
              FROM_YEAR,
              TO_YEAR,
              INTERVALS,
              FROM_TIER,
              SERVED,
              SERVED_SEEN,
              SERVED_EXITS,
              SERVED_ABSENT,
              UNSERVED,
              UNSERVED_SEEN,
              UNSERVED_EXITS,
              UNSERVED_ABSENT,
              STRATA,
              DESCRIPTIVE_RATIO,
              CI_LOW,
              CI_HIGH,
              RISK_RATIO,
              RISK_RATIO_LOW,
              RISK_RATIO_HIGH,
              COMPARABLE,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, CLUSTER, FROM_YEAR, TO_YEAR, INTERVALS, FROM_TIER)
          .check("forward", "to_year > from_year")
          .check(
              "exits_are_seen", "served_exits <= served_seen AND unserved_exits <= unserved_seen")
          .check(
              "seen_are_known",
              "served_seen + served_absent <= served AND unserved_seen + unserved_absent <= unserved")
          .build();

  private ProgrammeExitTable() {}
}
