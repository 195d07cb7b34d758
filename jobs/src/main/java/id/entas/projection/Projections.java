package id.entas.projection;

import id.entas.domain.FutureSummary;
import id.entas.domain.PublishedChance;
import id.entas.domain.StandardScenario;
import id.entas.domain.Tier;
import id.entas.job.Settings;
import id.entas.tables.ProjectionTable;
import id.entas.tables.ScenarioEffectTable;
import id.entas.tables.Table;
import id.entas.tables.TargetProbabilityTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Futures as rows of {@code projection} and {@code target_probability}. */
final class Projections {
  private final Settings settings;
  private final Basis basis;
  private final String runId;

  Projections(Settings settings, Basis basis, String runId) {
    this.settings = settings;
    this.basis = basis;
    this.runId = runId;
  }

  /**
   * The counts observed, once under the scenario that goes on from them, and the futures of every
   * scenario.
   */
  List<Row> projectionRows(Outlook outlook, List<RegionFutures> futures) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Integer, long[]> census : outlook.stocks().entrySet()) {
      for (Tier tier : settings.tiers().tiers()) {
        rows.add(
            projection(outlook, StandardScenario.OBSERVED.code(), census.getKey(), tier)
                .set(ProjectionTable.OBSERVED, census.getValue()[tier.ordinal() - 1])
                .build());
      }
    }
    for (RegionFutures one : futures) {
      for (int year = one.firstYear(); year <= one.lastYear(); year++) {
        for (Tier tier : settings.tiers().tiers()) {
          FutureSummary summary = one.summary(year, tier.ordinal() - 1);
          rows.add(
              projection(outlook, one.scenario(), year, tier)
                  .set(ProjectionTable.MEAN, summary.mean())
                  .set(ProjectionTable.P05, summary.p05())
                  .set(ProjectionTable.P25, summary.p25())
                  .set(ProjectionTable.P50, summary.p50())
                  .set(ProjectionTable.P75, summary.p75())
                  .set(ProjectionTable.P95, summary.p95())
                  .build());
        }
      }
    }
    return rows;
  }

  /** What every scenario changes; nothing for the flows as observed. */
  List<Row> effectRows(Outlook outlook, List<RegionFutures> futures) {
    List<Row> rows = new ArrayList<>();
    for (RegionFutures one : futures) {
      if (one.scenario().equals(StandardScenario.OBSERVED.code())) {
        continue;
      }
      for (int year = one.firstYear(); year <= one.lastYear(); year++) {
        for (Tier tier : settings.tiers().tiers()) {
          FutureSummary difference = one.difference(year, tier.ordinal() - 1);
          rows.add(
              basis
                  .set(ScenarioEffectTable.TABLE.row(), outlook, one.scenario())
                  .set(ScenarioEffectTable.REGION_LEVEL, outlook.level().code())
                  .set(ScenarioEffectTable.REGION_CODE, outlook.region())
                  .set(ScenarioEffectTable.SCENARIO, one.scenario())
                  .set(ScenarioEffectTable.CENSUS_YEAR, year)
                  .set(ScenarioEffectTable.TIER, tier.code())
                  .set(ScenarioEffectTable.MEAN_DIFFERENCE, difference.mean())
                  .set(ScenarioEffectTable.P05, difference.p05())
                  .set(ScenarioEffectTable.P95, difference.p95())
                  .set(ScenarioEffectTable.KECAMATAN_COVERED, outlook.kecamatanCovered())
                  .set(ScenarioEffectTable.KECAMATAN_TOTAL, outlook.kecamatanTotal())
                  .set(ScenarioEffectTable.COMPLETE, outlook.isComplete())
                  .set(ScenarioEffectTable.RUN_ID, runId)
                  .build());
        }
      }
    }
    return rows;
  }

  private Table.RowBuilder projection(Outlook outlook, String scenario, int year, Tier tier) {
    return basis
        .set(ProjectionTable.TABLE.row(), outlook, scenario)
        .set(ProjectionTable.REGION_LEVEL, outlook.level().code())
        .set(ProjectionTable.REGION_CODE, outlook.region())
        .set(ProjectionTable.SCENARIO, scenario)
        .set(ProjectionTable.CENSUS_YEAR, year)
        .set(ProjectionTable.TIER, tier.code())
        .set(ProjectionTable.KECAMATAN_COVERED, outlook.kecamatanCovered())
        .set(ProjectionTable.KECAMATAN_TOTAL, outlook.kecamatanTotal())
        .set(ProjectionTable.COMPLETE, outlook.isComplete())
        .set(ProjectionTable.RUN_ID, runId);
  }

  /** The chance of every projected year at every tolerance; none for a region without a base. */
  List<Row> probabilityRows(Outlook outlook, List<RegionFutures> futures) {
    List<Row> rows = new ArrayList<>();
    if (outlook.base().isEmpty()) {
      return rows;
    }
    List<Double> tolerances = settings.tolerances();
    for (RegionFutures one : futures) {
      for (int goal = 0; goal < tolerances.size(); goal++) {
        for (int year = one.firstYear(); year <= one.lastYear(); year++) {
          PublishedChance chance = new PublishedChance(one.hits(year, goal), one.futures());
          rows.add(
              basis
                  .set(TargetProbabilityTable.TABLE.row(), outlook, one.scenario())
                  .set(TargetProbabilityTable.REGION_LEVEL, outlook.level().code())
                  .set(TargetProbabilityTable.REGION_CODE, outlook.region())
                  .set(TargetProbabilityTable.SCENARIO, one.scenario())
                  .set(TargetProbabilityTable.TOLERANCE_SHARE, tolerances.get(goal))
                  .set(TargetProbabilityTable.CENSUS_YEAR, year)
                  .set(TargetProbabilityTable.PROBABILITY, chance.findProbability().orElse(null))
                  .set(TargetProbabilityTable.PROBABILITY_UPPER, chance.findUpper().orElse(null))
                  .set(TargetProbabilityTable.KECAMATAN_COVERED, outlook.kecamatanCovered())
                  .set(TargetProbabilityTable.KECAMATAN_TOTAL, outlook.kecamatanTotal())
                  .set(TargetProbabilityTable.COMPLETE, outlook.isComplete())
                  .set(TargetProbabilityTable.RUN_ID, runId)
                  .build());
        }
      }
    }
    return rows;
  }
}
