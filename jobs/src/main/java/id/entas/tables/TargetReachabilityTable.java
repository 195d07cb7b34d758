package id.entas.tables;

import static id.entas.tables.Field.optional;
import static id.entas.tables.Field.required;

/** Whether, where and when the target is met, and what it would take (ketercapaian target). */
public final class TargetReachabilityTable {
  public static final Field REGION_LEVEL = Fields.REGION_LEVEL;
  public static final Field REGION_CODE = Fields.REGION_CODE;
  public static final Field SCENARIO = Fields.SCENARIO;
  public static final Field TARGET_TIER =
      required("target_tier", Fields.TEXT, "Tier that the target is about.");
  public static final Field TARGET_YEAR =
      required("target_year", Fields.YEAR, "Year of the target.");
  public static final Field TARGET_HOUSEHOLDS =
      required(
          "target_households", Fields.COUNT, "Households that the target allows before tolerance.");
  public static final Field TOLERANCE_SHARE =
      required(
          "tolerance_share",
          Fields.NUMBER,
          "Tolerance as a share of the households listed in the base census.");
  public static final Field TOLERANCE_HOUSEHOLDS =
      optional(
          "tolerance_households",
          Fields.COUNT,
          "Tolerance in households, rounded down; null without a base.");
  public static final Field BASE_YEAR = optional("base_year", Fields.YEAR, "Base census.");
  public static final Field BASE_HOUSEHOLDS =
      optional("base_households", Fields.COUNT, "Target-tier households in the base census.");
  public static final Field LATEST_YEAR =
      optional(
          "latest_year",
          Fields.YEAR,
          "Latest census that covers the region, all kecamatan of a kabupaten that can be assessed.");
  public static final Field LATEST_HOUSEHOLDS =
      optional("latest_households", Fields.COUNT, "Target-tier households in it.");
  public static final Field BASE_REQUIRED_ANNUAL_RATE =
      optional(
          "base_required_annual_rate",
          Fields.NUMBER,
          "Yearly rate that would have led from base to the goal in the target year, which is at least one half household.");
  public static final Field BASE_REQUIRED_PER_YEAR =
      optional(
          "base_required_households_per_year",
          Fields.NUMBER,
          "The same as a straight line, in households a year.");
  public static final Field OBSERVED_ANNUAL_RATE =
      optional(
          "observed_annual_rate", Fields.NUMBER, "Yearly rate of reduction from base to latest.");
  public static final Field REQUIRED_ANNUAL_RATE =
      optional(
          "required_annual_rate",
          Fields.NUMBER,
          "Yearly rate from latest to the goal in the target year.");
  public static final Field REQUIRED_HOUSEHOLDS_PER_YEAR =
      optional(
          "required_households_per_year",
          Fields.NUMBER,
          "The same as a straight line, in households a year.");
  public static final Field EXPECTED_HOUSEHOLDS =
      optional("expected_households", Fields.NUMBER, "Mean of the futures in the target year.");
  public static final Field P05 = optional("p05", Fields.NUMBER, "5 % quantile of the same.");
  public static final Field P50 = optional("p50", Fields.NUMBER, "Median of the same.");
  public static final Field P95 = optional("p95", Fields.NUMBER, "95 % quantile of the same.");
  public static final Field EXPECTED_STAYED =
      optional(
          "expected_stayed",
          Fields.NUMBER,
          "Of the expected households, those that were in the tier at the latest census and in every year since; of a kabupaten, at the latest census of each kecamatan, and null where that of one is of the target year.");
  public static final Field EXPECTED_FELL =
      optional(
          "expected_fell",
          Fields.NUMBER,
          "Those known at the latest census that came into the tier since, or again, from another tier or from absence.");
  public static final Field EXPECTED_NEW =
      optional("expected_new", Fields.NUMBER, "Those that are new to the kecamatan.");
  public static final Field PROBABILITY_REACHED =
      optional(
          "probability_reached",
          Fields.NUMBER,
          "Chance that the target is met in its year; null where it is less than one in a million.");
  public static final Field PROBABILITY_UPPER =
      optional(
          "probability_upper", Fields.NUMBER, "Upper bound where probability_reached is null.");
  public static final Field FIRST_YEAR_REACHED =
      optional(
          "first_year_reached",
          Fields.YEAR,
          "First year with a chance of one half or more; null if none up to horizon_year.");
  public static final Field HORIZON_YEAR =
      required("horizon_year", Fields.YEAR, "Last year projected.");
  public static final Field YEARLY_INFLOW =
      optional(
          "yearly_inflow",
          Fields.NUMBER,
          "Expected households into the target tier in the first projected year, of a kabupaten in that of each kecamatan.");
  public static final Field BALANCE_HOUSEHOLDS =
      optional(
          "balance_households",
          Fields.NUMBER,
          "yearly_inflow / exit probability: where today's flows balance.");
  public static final Field STEADY_STATE_HOUSEHOLDS =
      optional("steady_state_households", Fields.NUMBER, "Steady state of the open system.");
  public static final Field STEADY_STATE_HALF_LIFE =
      optional(
          "steady_state_half_life",
          Fields.NUMBER,
          "Years in which the distance to the steady state halves.");
  public static final Field KECAMATAN_REACHING =
      optional(
          "kecamatan_reaching",
          Fields.NUMBER,
          "Kecamatan of the kabupaten expected to meet the target in its year, or counted then and meeting it; null for a kecamatan.");
  public static final Field KECAMATAN_REACHING_P05 =
      optional("kecamatan_reaching_p05", Fields.NUMBER, "5 % quantile of their number.");
  public static final Field KECAMATAN_REACHING_P95 =
      optional("kecamatan_reaching_p95", Fields.NUMBER, "95 % quantile of their number.");
  public static final Field SHORTFALL_HOUSEHOLDS =
      optional(
          "shortfall_households",
          Fields.NUMBER,
          "Expected households above those that count as met.");
  public static final Field REQUIRED_EXIT_PROBABILITY =
      optional("required_exit_probability", Fields.NUMBER, "Exit probability for a chance of 0.8.");
  public static final Field INFEASIBLE =
      optional("infeasible", Fields.FLAG, "Whether inflow alone exceeds what counts as met.");
  public static final Field SERVICEABLE_HOUSEHOLDS =
      optional(
          "serviceable_households",
          Fields.NUMBER,
          "Households of the target tier that the programmes of the cluster that serves most of them reach by the target year, at the pace of the last year that says whom they served; at most those of the latest census.");
  public static final Field NOISE_FLOOR_HOUSEHOLDS =
      optional(
          "noise_floor_households",
          Fields.NUMBER,
          "False target households that 3 % misrecording would make; null where the latest census lists the poor alone and not all tiers next to the target.");
  public static final Field VERDICT =
      required(
          "verdict",
          Fields.TEXT,
          "REACHED, MISSED, ON_TRACK, POSSIBLE, UNLIKELY, OUT_OF_REACH or NOT_ASSESSED.");
  public static final Field VERDICT_IF_ABSENT_WORSE =
      optional(
          "verdict_if_absent_worse",
          Fields.TEXT,
          "Verdict if absent households are three times as likely very poor.");
  public static final Field COMPARABLE = ForecastBasis.COMPARABLE;
  public static final Field INSTRUMENTS =
      optional(
          "instruments",
          Fields.TEXT,
          "Instruments of the censuses from base to latest with the years of each, such as PPLS2008 (2008, 2009), PPLS2011 (2011).");
  public static final Field SHOCK_SOURCE = ForecastBasis.SHOCK_SOURCE;
  public static final Field REJECTED_ASSUMPTIONS =
      optional(
          "rejected_assumptions",
          Fields.TEXT,
          "Tests of transition_test that reject for the region: markov_order is what its futures take for granted, the others they allow for; null where none rejects.");
  public static final Field KECAMATAN_COVERED = Fields.KECAMATAN_COVERED;
  public static final Field KECAMATAN_TOTAL = Fields.KECAMATAN_TOTAL;
  public static final Field COMPLETE = Fields.COMPLETE;
  public static final Field RUN_ID = Fields.RUN_ID;

  public static final Table TABLE =
      Table.published(
              "target_reachability",
              "Whether, where and when the target is met, and what it would take (ketercapaian target).")
          .fields(
              REGION_LEVEL,
              REGION_CODE,
              SCENARIO,
              TARGET_TIER,
              TARGET_YEAR,
              TARGET_HOUSEHOLDS,
              TOLERANCE_SHARE,
              TOLERANCE_HOUSEHOLDS,
              BASE_YEAR,
              BASE_HOUSEHOLDS,
              LATEST_YEAR,
              LATEST_HOUSEHOLDS,
              BASE_REQUIRED_ANNUAL_RATE,
              BASE_REQUIRED_PER_YEAR,
              OBSERVED_ANNUAL_RATE,
              REQUIRED_ANNUAL_RATE,
              REQUIRED_HOUSEHOLDS_PER_YEAR,
              EXPECTED_HOUSEHOLDS,
              P05,
              P50,
              P95,
              EXPECTED_STAYED,
              EXPECTED_FELL,
              EXPECTED_NEW,
              PROBABILITY_REACHED,
              PROBABILITY_UPPER,
              FIRST_YEAR_REACHED,
              HORIZON_YEAR,
              YEARLY_INFLOW,
              BALANCE_HOUSEHOLDS,
              STEADY_STATE_HOUSEHOLDS,
              STEADY_STATE_HALF_LIFE,
              SHORTFALL_HOUSEHOLDS,
              REQUIRED_EXIT_PROBABILITY,
              INFEASIBLE,
              SERVICEABLE_HOUSEHOLDS,
              NOISE_FLOOR_HOUSEHOLDS,
              VERDICT,
              VERDICT_IF_ABSENT_WORSE,
              INSTRUMENTS,
              REJECTED_ASSUMPTIONS)
          .fields(ForecastBasis.FIELDS)
          .fields(
              KECAMATAN_REACHING,
              KECAMATAN_REACHING_P05,
              KECAMATAN_REACHING_P95,
              KECAMATAN_COVERED,
              KECAMATAN_TOTAL,
              COMPLETE,
              RUN_ID)
          .key(REGION_LEVEL, REGION_CODE, SCENARIO, TOLERANCE_SHARE)
          .build();

  private TargetReachabilityTable() {}
}
