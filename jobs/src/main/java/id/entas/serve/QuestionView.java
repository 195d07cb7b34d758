package id.entas.serve;

import id.entas.domain.MinCell;
import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.ForecastBasis;
import id.entas.tables.Lake;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.ReductionRateTable;
import id.entas.tables.RegionTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTable;
import id.entas.tables.TransitionCountTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A ready view, named after the question that it answers. Its columns are part of the contract with
 * dashboards: stable, typed and commented.
 *
 * @param table name, meaning and columns
 * @param reads the tables that it joins
 * @param sql the answer over them
 */
record QuestionView(Table table, List<Table> reads, String sql) {
  private static final Field LABEL_ID =
      TierTable.LABEL_ID.named("tier_label_id").orNull("Null where the row is about no one tier.");
  private static final Field LABEL_EN =
      TierTable.LABEL_EN.named("tier_label_en").orNull("Null where the row is about no one tier.");
  private static final Field NAME = RegionTable.REGION_NAME.orNull("Null where it has none.");

  /**
   * The views over a run's tables, of which those on the target are about one tolerance.
   *
   * @param tables as they may be shown
   * @param least the smallest count that they show
   */
  static List<QuestionView> all(Map<Table, List<Row>> tables, MinCell least, double tolerance) {
    String share = String.format(Locale.ROOT, "%sD", tolerance);
    int targetYear =
        tables.getOrDefault(TargetReachabilityTable.TABLE, List.of()).stream()
            .mapToInt(TargetReachabilityTable.TARGET_YEAR::year)
            .findFirst()
            .orElse(0);
    return List.of(
        target(targetYear, share),
        kecamatanLatest(share),
        flowsLatest(least),
        reductionRates(),
        scenarios(share),
        dataQuality());
  }

  /** The rows of the view. */
  List<Row> rows(Lake.Answers answers) {
    return answers.to(sql).collectAsList();
  }

  private static QuestionView target(int year, String share) {
    return new QuestionView(
        Table.published(
                "v_target_" + year,
                "Is the target of "
                    + year
                    + " reachable, and where? Flows as observed, at the headline tolerance.")
            .fields(
                TargetReachabilityTable.REGION_LEVEL,
                TargetReachabilityTable.REGION_CODE,
                NAME,
                TargetReachabilityTable.VERDICT,
                TargetReachabilityTable.PROBABILITY_REACHED,
                TargetReachabilityTable.PROBABILITY_UPPER,
                TargetReachabilityTable.TARGET_TIER,
                TargetReachabilityTable.TARGET_YEAR,
                TargetReachabilityTable.TOLERANCE_SHARE,
                TargetReachabilityTable.TOLERANCE_HOUSEHOLDS,
                TargetReachabilityTable.BASE_YEAR,
                TargetReachabilityTable.BASE_HOUSEHOLDS,
                TargetReachabilityTable.LATEST_YEAR,
                TargetReachabilityTable.LATEST_HOUSEHOLDS,
                TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
                TargetReachabilityTable.P05,
                TargetReachabilityTable.P95,
                TargetReachabilityTable.OBSERVED_ANNUAL_RATE,
                TargetReachabilityTable.REQUIRED_ANNUAL_RATE,
                TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
                TargetReachabilityTable.YEARLY_INFLOW,
                TargetReachabilityTable.FIRST_YEAR_REACHED,
                TargetReachabilityTable.COMPARABLE,
                TargetReachabilityTable.SHOCK_SOURCE,
                TargetReachabilityTable.COMPLETE,
                Fields.RUN_ID)
            .build(),
        List.of(TargetReachabilityTable.TABLE, RegionTable.TABLE),
        """
        SELECT t.region_level, t.region_code, r.region_name, t.verdict, t.probability_reached, t.probability_upper,
               t.target_tier, t.target_year, t.tolerance_share, t.tolerance_households, t.base_year, t.base_households,
               t.latest_year, t.latest_households, t.expected_households, t.p05, t.p95, t.observed_annual_rate,
               t.required_annual_rate, t.required_households_per_year, t.yearly_inflow, t.first_year_reached,
               t.comparable, t.shock_source, t.complete, t.run_id
        FROM target_reachability t
        LEFT JOIN region r ON r.region_code = t.region_code
        WHERE t.scenario = 'observed' AND t.tolerance_share = %s
        ORDER BY t.region_level, t.region_code
        """
            .formatted(share));
  }

  private static QuestionView kecamatanLatest(String share) {
    return new QuestionView(
        Table.published(
                "v_kecamatan_latest",
                "How does each kecamatan stand in its latest census, and where is it heading?")
            .fields(
                RegionTable.REGION_CODE,
                NAME,
                RegionTable.LONGITUDE,
                RegionTable.LATITUDE,
                Fields.CENSUS_YEAR.meaning("Latest census that covers the kecamatan."),
                TierCountTable.HOUSEHOLDS
                    .named("listed_households")
                    .meaning("Households of all listed tiers in it; null where one is not shown."),
                TargetReachabilityTable.TARGET_TIER.orNull("Null where no target is assessed."),
                TierCountTable.HOUSEHOLDS
                    .named("target_households")
                    .meaning("Households of the target tier in it; null where not shown."),
                TierCountTable.SHARE_OF_LISTED
                    .named("target_share")
                    .meaning("target_households / listed_households; null without one of them."),
                TargetReachabilityTable.BASE_YEAR,
                TargetReachabilityTable.BASE_HOUSEHOLDS,
                TargetReachabilityTable.OBSERVED_ANNUAL_RATE,
                TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
                TargetReachabilityTable.PROBABILITY_REACHED,
                TargetReachabilityTable.PROBABILITY_UPPER,
                TargetReachabilityTable.VERDICT.orNull("Null where no target is assessed."),
                Fields.RUN_ID)
            .build(),
        List.of(
            TierCountTable.TABLE,
            TierTable.TABLE,
            RegionTable.TABLE,
            TargetReachabilityTable.TABLE),
        """
        WITH latest AS (
          SELECT region_code, max(census_year) AS census_year FROM tier_count WHERE region_level = 'kecamatan' GROUP BY region_code
        ), stock AS (
          SELECT c.region_code, c.census_year,
                 CASE WHEN bool_and(c.households IS NOT NULL) THEN sum(c.households) END AS listed_households,
                 CASE WHEN bool_and(c.households IS NOT NULL OR NOT t.is_target)
                   THEN sum(CASE WHEN t.is_target THEN c.households ELSE 0L END) END AS target_households,
                 max(c.run_id) AS run_id
          FROM tier_count c
          JOIN latest l ON l.region_code = c.region_code AND l.census_year = c.census_year
          JOIN tier t ON t.tier = c.tier AND t.is_listed
          WHERE c.region_level = 'kecamatan'
          GROUP BY c.region_code, c.census_year
        )
        SELECT s.region_code, r.region_name, r.longitude, r.latitude, s.census_year, s.listed_households, g.target_tier,
               s.target_households, CAST(s.target_households AS DOUBLE) / nullif(s.listed_households, 0L) AS target_share,
               g.base_year, g.base_households, g.observed_annual_rate, g.expected_households, g.probability_reached,
               g.probability_upper, g.verdict, s.run_id
        FROM stock s
        LEFT JOIN region r ON r.region_code = s.region_code
        LEFT JOIN target_reachability g
          ON g.region_code = s.region_code AND g.region_level = 'kecamatan' AND g.scenario = 'observed' AND g.tolerance_share = %s
        ORDER BY s.region_code
        """
            .formatted(share));
  }

  private static QuestionView flowsLatest(MinCell least) {
    return new QuestionView(
        Table.published(
                "v_flows_latest",
                "Who moved where in the latest interval of each kecamatan and of the kabupaten?")
            .fields(
                TransitionCountTable.REGION_LEVEL,
                TransitionCountTable.REGION_CODE,
                NAME,
                TransitionCountTable.FROM_YEAR,
                TransitionCountTable.TO_YEAR,
                TransitionCountTable.FROM_TIER,
                TierTable.LABEL_ID
                    .named("from_label_id")
                    .meaning(
                        "Label of from_tier in Bahasa Indonesia; its code where it is no tier."),
                TierTable.LABEL_EN
                    .named("from_label_en")
                    .meaning("Label of from_tier in English; its code where it is no tier."),
                TransitionCountTable.TO_TIER,
                TierTable.LABEL_ID
                    .named("to_label_id")
                    .meaning("Label of to_tier in Bahasa Indonesia; its code where it is no tier."),
                TierTable.LABEL_EN
                    .named("to_label_en")
                    .meaning("Label of to_tier in English; its code where it is no tier."),
                Field.required(
                    "direction",
                    DataTypes.StringType,
                    "BETTER, SAME or WORSE between two tiers, IN from no tier, OUT to no tier."),
                TransitionCountTable.HOUSEHOLDS,
                Field.required(
                    "share_of_from",
                    DataTypes.DoubleType,
                    "households by all that leave from_tier for anywhere, 0 to 1; null where some of"
                        + " these are not shown."),
                TransitionCountTable.COMPLETE,
                Fields.RUN_ID)
            .build(),
        List.of(TransitionCountTable.TABLE, TierTable.TABLE, RegionTable.TABLE),
        """
        WITH latest AS (
          SELECT region_level, region_code, max(to_year) AS to_year FROM transition_count GROUP BY region_level, region_code
        )
        SELECT f.region_level, f.region_code, r.region_name, f.from_year, f.to_year,
               f.from_tier, coalesce(a.label_id, f.from_tier) AS from_label_id, coalesce(a.label_en, f.from_tier) AS from_label_en,
               f.to_tier, coalesce(b.label_id, f.to_tier) AS to_label_id, coalesce(b.label_en, f.to_tier) AS to_label_en,
               CASE WHEN a.tier IS NULL THEN 'IN' WHEN b.tier IS NULL THEN 'OUT' WHEN b.ordinal > a.ordinal THEN 'BETTER'
                    WHEN b.ordinal < a.ordinal THEN 'WORSE' ELSE 'SAME' END AS direction,
               f.households,
               CASE WHEN %s THEN f.households
                 / CAST(sum(f.households) OVER (PARTITION BY f.region_level, f.region_code, f.from_year, f.from_tier) AS DOUBLE)
                 END AS share_of_from,
               f.complete, f.run_id
        FROM transition_count f
        JOIN latest l ON l.region_level = f.region_level AND l.region_code = f.region_code AND l.to_year = f.to_year
        LEFT JOIN region r ON r.region_code = f.region_code
        LEFT JOIN tier a ON a.tier = f.from_tier
        LEFT JOIN tier b ON b.tier = f.to_tier
        ORDER BY f.region_level, f.region_code, f.from_tier, f.to_tier
        """
            .formatted(isShareKnown(least)));
  }

  /**
   * Where counts are suppressed, moves or exits of an interval may lack all their rows; what is
   * left of a tier's row is then no share of all that left it.
   */
  private static String isShareKnown(MinCell least) {
    String ofTheInterval = " OVER (PARTITION BY f.region_level, f.region_code, f.from_year)";
    return least.isOn()
        ? "a.tier IS NULL OR (bool_or(a.tier IS NOT NULL AND b.tier IS NOT NULL)"
            + ofTheInterval
            + " AND bool_or(a.tier IS NOT NULL AND b.tier IS NULL)"
            + ofTheInterval
            + ")"
        : "TRUE";
  }

  private static QuestionView reductionRates() {
    return new QuestionView(
        Table.published(
                "v_reduction_rates",
                "How fast does each tier shrink, and how fast would it have to?")
            .fields(
                ReductionRateTable.REGION_LEVEL,
                ReductionRateTable.REGION_CODE,
                NAME,
                ReductionRateTable.TIER,
                LABEL_ID,
                LABEL_EN,
                ReductionRateTable.FROM_YEAR,
                ReductionRateTable.TO_YEAR,
                ReductionRateTable.METHOD,
                ReductionRateTable.HOUSEHOLDS_FROM,
                ReductionRateTable.HOUSEHOLDS_TO,
                ReductionRateTable.CHANGE,
                ReductionRateTable.CHANGE_SHARE,
                ReductionRateTable.ANNUAL_RATE,
                ReductionRateTable.ANNUAL_RATE_LOW,
                ReductionRateTable.ANNUAL_RATE_HIGH,
                ReductionRateTable.REQUIRED_ANNUAL_RATE,
                ReductionRateTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
                ReductionRateTable.COMPARABLE,
                ReductionRateTable.COMPLETE,
                Fields.RUN_ID)
            .build(),
        List.of(ReductionRateTable.TABLE, TierTable.TABLE, RegionTable.TABLE),
        """
        SELECT d.region_level, d.region_code, r.region_name, d.tier, t.label_id AS tier_label_id, t.label_en AS tier_label_en,
               d.from_year, d.to_year, d.method, d.households_from, d.households_to, d.change, d.change_share, d.annual_rate,
               d.annual_rate_low, d.annual_rate_high, d.required_annual_rate, d.required_households_per_year, d.comparable,
               d.complete, d.run_id
        FROM reduction_rate d
        LEFT JOIN region r ON r.region_code = d.region_code
        LEFT JOIN tier t ON t.tier = d.tier
        ORDER BY d.region_level, d.region_code, t.ordinal, d.method, d.from_year, d.to_year
        """);
  }

  private static QuestionView scenarios(String share) {
    return new QuestionView(
        Table.published(
                "v_scenarios",
                "What would each scenario change in the target year, against flows as observed?")
            .fields(
                TargetReachabilityTable.REGION_LEVEL,
                TargetReachabilityTable.REGION_CODE,
                NAME,
                TargetReachabilityTable.SCENARIO,
                ForecastBasis.ABSENCE,
                TargetReachabilityTable.TARGET_TIER,
                TargetReachabilityTable.TARGET_YEAR,
                TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
                TargetReachabilityTable.P05,
                TargetReachabilityTable.P95,
                ScenarioEffectTable.MEAN_DIFFERENCE.orNull("Null for observed itself."),
                ScenarioEffectTable.P05.named("difference_p05").orNull("Null for observed itself."),
                ScenarioEffectTable.P95.named("difference_p95").orNull("Null for observed itself."),
                TargetReachabilityTable.PROBABILITY_REACHED,
                TargetReachabilityTable.PROBABILITY_UPPER,
                TargetReachabilityTable.VERDICT,
                TargetReachabilityTable.COMPLETE,
                Fields.RUN_ID)
            .build(),
        List.of(TargetReachabilityTable.TABLE, ScenarioEffectTable.TABLE, RegionTable.TABLE),
        """
        SELECT t.region_level, t.region_code, r.region_name, t.scenario, t.absence, t.target_tier, t.target_year,
               t.expected_households, t.p05, t.p95, e.mean_difference, e.p05 AS difference_p05, e.p95 AS difference_p95,
               t.probability_reached, t.probability_upper, t.verdict, t.complete, t.run_id
        FROM target_reachability t
        LEFT JOIN scenario_effect e
          ON e.region_level = t.region_level AND e.region_code = t.region_code AND e.scenario = t.scenario
             AND e.census_year = t.target_year AND e.tier = t.target_tier
        LEFT JOIN region r ON r.region_code = t.region_code
        WHERE t.tolerance_share = %s
        ORDER BY t.region_level, t.region_code, t.scenario
        """
            .formatted(share));
  }

  private static QuestionView dataQuality() {
    return new QuestionView(
        Table.published(
                "v_data_quality",
                "Can the data be trusted? Findings by rule, and published figures against the lake.")
            .fields(
                Field.required(
                    "kind",
                    DataTypes.StringType,
                    "FINDING (of quality_finding) or RECONCILIATION (of reconciliation)."),
                QualityFindingTable.SEVERITY
                    .meaning(
                        "INFO, WARNING or ERROR; of a published figure WARNING where the lake does not bear it out.")
                    .orNull("Null where that is suppressed."),
                Fields.CENSUS_YEAR.orNull("Null where it is about no one census."),
                Fields.REGION_CODE.orNull("Null where it is about no one region."),
                NAME,
                Field.required(
                    "subject", DataTypes.StringType, "Rule of the finding, or id of the figure."),
                QualityFindingTable.ROWS,
                ReconciliationTable.PUBLISHED.orNull("Null for a finding."),
                ReconciliationTable.OBSERVED.orNull("Null for a finding."),
                ReconciliationTable.DIFFERENCE.orNull("Null for a finding."),
                ReconciliationTable.DIFFERENCE_SHARE,
                ReconciliationTable.DETAIL,
                ReconciliationTable.SOURCE
                    .orNull("Null where there is none.")
                    .meaning("Extract of the finding, or where the figure was published."),
                Fields.RUN_ID)
            .build(),
        List.of(QualityFindingTable.TABLE, ReconciliationTable.TABLE, RegionTable.TABLE),
        """
        SELECT q.kind, q.severity, q.census_year, q.region_code, r.region_name, q.subject, q.rows, q.published, q.observed,
               q.difference, q.difference_share, q.detail, q.source, q.run_id
        FROM (
          SELECT 'FINDING' AS kind, severity, census_year, region_code, rule AS subject, rows, CAST(NULL AS BIGINT) AS published,
                 CAST(NULL AS BIGINT) AS observed, CAST(NULL AS BIGINT) AS difference, CAST(NULL AS DOUBLE) AS difference_share,
                 detail, source_file AS source, run_id
          FROM quality_finding
          UNION ALL
          SELECT 'RECONCILIATION', CASE within_tolerance WHEN true THEN 'INFO' WHEN false THEN 'WARNING' END, census_year, region_code, figure,
                 CAST(NULL AS BIGINT), published, observed, difference, difference_share, detail, source, run_id
          FROM reconciliation
        ) q
        LEFT JOIN region r ON r.region_code = q.region_code
        ORDER BY q.kind, q.census_year, q.region_code, q.subject
        """);
  }
}
