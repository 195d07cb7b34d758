package id.entas.projection;

import id.entas.domain.Elasticity;
import id.entas.domain.FlowState;
import id.entas.domain.FutureInputs;
import id.entas.domain.PlaceAllocation;
import id.entas.domain.Region;
import id.entas.domain.StandardScenario;
import id.entas.job.Settings;
import id.entas.tables.ElasticityTable;
import id.entas.tables.PlaceAllocationTable;
import id.entas.tables.RequirementTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** What it would take, as rows of the tables that say so. */
final class Requirements {
  private final Settings settings;
  private final Basis basis;
  private final Map<String, Outlook> outlooks = new HashMap<>();
  private final String runId;

  /**
   * @param outlooks of the kecamatan
   */
  Requirements(Settings settings, Basis basis, List<Outlook> outlooks, String runId) {
    this.settings = settings;
    this.basis = basis;
    outlooks.forEach(one -> this.outlooks.put(one.region(), one));
    this.runId = runId;
  }

  List<Row> requirementRows(String region, List<Solved> solved) {
    List<Row> rows = new ArrayList<>();
    for (Solved one : solved) {
      Table.RowBuilder row =
          onItsBasis(RequirementTable.TABLE, region)
              .set(RequirementTable.REGION_LEVEL, Region.Level.KECAMATAN.code())
              .set(RequirementTable.REGION_CODE, region)
              .set(RequirementTable.TOLERANCE_SHARE, settings.tolerances().get(one.goal()))
              .set(RequirementTable.CENSUS_YEAR, one.year())
              .set(RequirementTable.HELP, one.kind().name())
              .set(RequirementTable.CHANCE, settings.requirementChance())
              .set(RequirementTable.INFEASIBLE, one.findAnswer().isEmpty())
              .set(RequirementTable.RUN_ID, runId);
      one.findAnswer()
          .ifPresent(
              answer ->
                  row.set(RequirementTable.EXIT_PROBABILITY, answer.exitProbability())
                      .set(RequirementTable.INFLOW_CUT, answer.inflowCut())
                      .set(RequirementTable.EXITS_PER_YEAR, answer.exits())
                      .set(RequirementTable.HELPED_OUT_PER_YEAR, answer.helpedOut())
                      .set(RequirementTable.KEPT_OUT_PER_YEAR, answer.keptOut()));
      rows.add(row.build());
    }
    return rows;
  }

  /** The elasticities of the kecamatan that are projected to the target year. */
  List<Row> elasticityRows(List<FutureInputs> inputs) {
    List<Row> rows = new ArrayList<>();
    for (FutureInputs one : inputs) {
      if (one.latestYear() < settings.targetYear()) {
        int rank = 0;
        for (Elasticity elasticity : Elasticity.of(one, settings.targetYear())) {
          rank++;
          rows.add(
              onItsBasis(ElasticityTable.TABLE, one.regionCode())
                  .set(ElasticityTable.REGION_LEVEL, Region.Level.KECAMATAN.code())
                  .set(ElasticityTable.REGION_CODE, one.regionCode())
                  .set(ElasticityTable.CENSUS_YEAR, settings.targetYear())
                  .set(ElasticityTable.FROM_TIER, from(elasticity.from()))
                  .set(ElasticityTable.TO_TIER, to(elasticity.to()))
                  .set(ElasticityTable.ELASTICITY, elasticity.value())
                  .set(ElasticityTable.RANK, rank)
                  .set(ElasticityTable.RUN_ID, runId)
                  .build());
        }
      }
    }
    return rows;
  }

  private Table.RowBuilder onItsBasis(Table table, String region) {
    return basis.set(table.row(), outlooks.get(region), StandardScenario.OBSERVED.code());
  }

  private String from(int place) {
    int tiers = settings.tiers().size();
    return place > tiers ? FlowState.ENTRANT : to(place);
  }

  private String to(int place) {
    int tiers = settings.tiers().size();
    if (place < tiers) {
      return settings.tiers().codes().get(place);
    }
    return place == tiers ? FlowState.ABSENT : FlowState.GONE;
  }

  /** Where the settings' extra places would be given. */
  List<Row> allocationRows(List<FutureInputs> inputs, FuturesByRegion futures) {
    int targetYear = settings.targetYear();
    List<FutureInputs> helped = new ArrayList<>();
    List<PlaceAllocation.Candidate> candidates = new ArrayList<>();
    for (FutureInputs one : inputs) {
      if (one.latestYear() < targetYear) {
        RegionFutures observed =
            futures.of(one.regionCode()).stream()
                .filter(own -> own.scenario().equals(StandardScenario.OBSERVED.code()))
                .findFirst()
                .orElseThrow();
        double[] expected = new double[targetYear - one.latestYear()];
        expected[0] = one.stock(one.target());
        for (int y = 1; y < expected.length; y++) {
          expected[y] = observed.summary(one.latestYear() + y, one.target()).mean();
        }
        helped.add(one);
        candidates.add(
            new PlaceAllocation.Candidate(
                expected, Math.min(1, one.matrix()[one.target()][one.target()])));
      }
    }
    PlaceAllocation allocation =
        PlaceAllocation.of(candidates, settings.extraPlaces(), settings.placeEffect());
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < helped.size(); k++) {
      rows.add(
          onItsBasis(PlaceAllocationTable.TABLE, helped.get(k).regionCode())
              .set(PlaceAllocationTable.REGION_LEVEL, Region.Level.KECAMATAN.code())
              .set(PlaceAllocationTable.REGION_CODE, helped.get(k).regionCode())
              .set(PlaceAllocationTable.CENSUS_YEAR, targetYear)
              .set(PlaceAllocationTable.PLACES, allocation.places().get(k))
              .set(PlaceAllocationTable.FEWER_HOUSEHOLDS, allocation.gains().get(k))
              .set(PlaceAllocationTable.EFFECT, settings.placeEffect())
              .set(PlaceAllocationTable.GAP, allocation.gap())
              .set(PlaceAllocationTable.RUN_ID, runId)
              .build());
    }
    return rows;
  }
}
