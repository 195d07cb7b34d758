package id.entas.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of every published table is shown where small counts are suppressed, column by column. A
 * column that is not marked is withheld, so that one that is forgotten tells nothing.
 */
final class Exposures {
  /**
   * Tables without public use, of which no row is shown: counts too fine to be kept apart, ledgers,
   * and statistics that are made of flows of kecamatan.
   */
  static final List<Table> WITHHELD =
      List.of(
          HistoryCountTable.TABLE,
          ProgrammeCountTable.TABLE,
          ProgrammeExitTable.TABLE,
          PersistenceTable.TABLE,
          MeasurementModelTable.TABLE,
          ExtractFileTable.TABLE,
          AnnualTransitionTable.TABLE,
          AnnualFitTable.TABLE,
          YearShockTable.TABLE,
          TransitionTestTable.TABLE,
          MobilityIndexTable.TABLE,
          ElasticityTable.TABLE);

  private static final Map<String, Exposures> BY_TABLE = byTable();

  private final Map<String, Exposure> byColumn = new HashMap<>();

  private Exposures() {}

  /** How a column is shown; none where nobody said. */
  static Optional<Exposure> find(Table table, Field field) {
    if (WITHHELD.contains(table)) {
      return Optional.of(Exposure.WITHHELD);
    }
    return Optional.ofNullable(BY_TABLE.get(table.name()))
        .map(columns -> columns.byColumn.get(field.name()));
  }

  static Exposure of(Table table, Field field) {
    return find(table, field).orElse(Exposure.WITHHELD);
  }

  private Exposures mark(Exposure exposure, Field... fields) {
    for (Field field : fields) {
      if (byColumn.put(field.name(), exposure) != null) {
        throw new IllegalStateException("marked twice: " + field.name());
      }
    }
    return this;
  }

  private static Exposures all(Exposure exposure, Table table) {
    return new Exposures().mark(exposure, table.fields().toArray(Field[]::new));
  }

  private static Map<String, Exposures> byTable() {
    Map<String, Exposures> all = new HashMap<>();
    all.put(RegionTable.TABLE.name(), all(Exposure.OPEN, RegionTable.TABLE));
    all.put(TierTable.TABLE.name(), all(Exposure.OPEN, TierTable.TABLE));
    // Figures that others published.
    all.put(RegionPopulationTable.TABLE.name(), all(Exposure.OPEN, RegionPopulationTable.TABLE));
    all.put(ReferenceSeriesTable.TABLE.name(), all(Exposure.OPEN, ReferenceSeriesTable.TABLE));
    all.put(TierCountTable.TABLE.name(), tierCount());
    all.put(TransitionCountTable.TABLE.name(), transitionCount());
    all.put(TierTransitionTable.TABLE.name(), tierTransition());
    all.put(ReductionRateTable.TABLE.name(), reductionRate());
    all.put(TargetReachabilityTable.TABLE.name(), targetReachability());
    all.put(TargetProbabilityTable.TABLE.name(), targetProbability());
    all.put(ProjectionTable.TABLE.name(), projection());
    all.put(ScenarioEffectTable.TABLE.name(), scenarioEffect());
    all.put(RequirementTable.TABLE.name(), requirement());
    all.put(PlaceAllocationTable.TABLE.name(), placeAllocation());
    all.put(BacktestTable.TABLE.name(), backtest());
    all.put(ProgrammeCoverageTable.TABLE.name(), programmeCoverage());
    all.put(QualityFindingTable.TABLE.name(), qualityFinding());
    all.put(ReconciliationTable.TABLE.name(), reconciliation());
    return all;
  }

  private Exposures basis() {
    return mark(Exposure.OPEN, ForecastBasis.FIELDS);
  }

  private Exposures coverage() {
    return mark(
        Exposure.OPEN,
        Fields.KECAMATAN_COVERED,
        Fields.KECAMATAN_TOTAL,
        Fields.COMPLETE,
        Fields.RUN_ID);
  }

  private static Exposures tierCount() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            TierCountTable.CENSUS_YEAR,
            TierCountTable.REGION_LEVEL,
            TierCountTable.REGION_CODE,
            TierCountTable.TIER)
        .mark(
            Exposure.STOCK,
            TierCountTable.HOUSEHOLDS,
            TierCountTable.MEMBERS,
            // It is null where there is no household.
            TierCountTable.INSTRUMENT)
        .mark(Exposure.LISTED, TierCountTable.SHARE_OF_LISTED)
        .coverage();
  }

  private static Exposures transitionCount() {
    // Which of the flows is a row depends on what its ends are, not on the column.
    return all(Exposure.OPEN, TransitionCountTable.TABLE);
  }

  private static Exposures tierTransition() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            TierTransitionTable.REGION_LEVEL,
            TierTransitionTable.REGION_CODE,
            TierTransitionTable.FROM_YEAR,
            TierTransitionTable.TO_YEAR,
            TierTransitionTable.FROM_TIER,
            TierTransitionTable.TO_TIER,
            TierTransitionTable.FRAME,
            TierTransitionTable.COMPARABLE)
        .mark(
            Exposure.MOVES,
            TierTransitionTable.HOUSEHOLDS,
            TierTransitionTable.SEEN_HOUSEHOLDS,
            TierTransitionTable.PROBABILITY,
            TierTransitionTable.CI_LOW,
            TierTransitionTable.CI_HIGH)
        .mark(
            Exposure.EXITS,
            TierTransitionTable.ABSENT_HOUSEHOLDS,
            TierTransitionTable.GONE_HOUSEHOLDS,
            TierTransitionTable.BOUND_LOW,
            TierTransitionTable.BOUND_HIGH,
            TierTransitionTable.SENSITIVITY_LOW,
            TierTransitionTable.SENSITIVITY_HIGH)
        .coverage();
  }

  private static Exposures reductionRate() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            ReductionRateTable.REGION_LEVEL,
            ReductionRateTable.REGION_CODE,
            ReductionRateTable.TIER,
            ReductionRateTable.FROM_YEAR,
            ReductionRateTable.TO_YEAR,
            ReductionRateTable.METHOD,
            ReductionRateTable.COMPARABLE)
        .mark(
            Exposure.RATE,
            ReductionRateTable.HOUSEHOLDS_FROM,
            ReductionRateTable.HOUSEHOLDS_TO,
            ReductionRateTable.CHANGE,
            ReductionRateTable.CHANGE_SHARE,
            ReductionRateTable.ANNUAL_RATE,
            ReductionRateTable.ANNUAL_RATE_LOW,
            ReductionRateTable.ANNUAL_RATE_HIGH,
            ReductionRateTable.PEOPLE_FROM,
            ReductionRateTable.PEOPLE_TO,
            ReductionRateTable.PEOPLE_ANNUAL_RATE,
            ReductionRateTable.PEOPLE_ANNUAL_RATE_LOW,
            ReductionRateTable.PEOPLE_ANNUAL_RATE_HIGH,
            ReductionRateTable.REQUIRED_ANNUAL_RATE,
            ReductionRateTable.REQUIRED_HOUSEHOLDS_PER_YEAR)
        .mark(
            Exposure.MOVES,
            ReductionRateTable.EXITS_BETTER,
            ReductionRateTable.EXITS_WORSE,
            ReductionRateTable.ENTRIES_WORSE,
            ReductionRateTable.ENTRIES_BETTER)
        .mark(
            Exposure.EXITS,
            ReductionRateTable.ABSENT,
            ReductionRateTable.DEPARTED,
            ReductionRateTable.GONE,
            ReductionRateTable.GRADUATED)
        .mark(
            Exposure.ENTRIES,
            ReductionRateTable.ENTRANTS,
            ReductionRateTable.RETURNED,
            ReductionRateTable.ARRIVED)
        .mark(Exposure.RELAPSES, ReductionRateTable.RELAPSES)
        .coverage();
  }

  private static Exposures targetReachability() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            TargetReachabilityTable.REGION_LEVEL,
            TargetReachabilityTable.REGION_CODE,
            TargetReachabilityTable.SCENARIO,
            TargetReachabilityTable.TARGET_TIER,
            TargetReachabilityTable.TARGET_YEAR,
            TargetReachabilityTable.TARGET_HOUSEHOLDS,
            TargetReachabilityTable.TOLERANCE_SHARE,
            TargetReachabilityTable.BASE_YEAR,
            TargetReachabilityTable.LATEST_YEAR,
            TargetReachabilityTable.HORIZON_YEAR,
            TargetReachabilityTable.INSTRUMENTS)
        .mark(
            Exposure.WHOLE,
            // A share of all listed households of the base census, rounded down.
            TargetReachabilityTable.TOLERANCE_HOUSEHOLDS,
            TargetReachabilityTable.BASE_HOUSEHOLDS,
            TargetReachabilityTable.LATEST_HOUSEHOLDS,
            TargetReachabilityTable.BASE_REQUIRED_ANNUAL_RATE,
            TargetReachabilityTable.BASE_REQUIRED_PER_YEAR,
            TargetReachabilityTable.OBSERVED_ANNUAL_RATE,
            TargetReachabilityTable.REQUIRED_ANNUAL_RATE,
            TargetReachabilityTable.REQUIRED_HOUSEHOLDS_PER_YEAR,
            TargetReachabilityTable.EXPECTED_HOUSEHOLDS,
            TargetReachabilityTable.P05,
            TargetReachabilityTable.P50,
            TargetReachabilityTable.P95,
            TargetReachabilityTable.EXPECTED_STAYED,
            TargetReachabilityTable.EXPECTED_FELL,
            TargetReachabilityTable.EXPECTED_NEW,
            TargetReachabilityTable.PROBABILITY_REACHED,
            TargetReachabilityTable.PROBABILITY_UPPER,
            TargetReachabilityTable.FIRST_YEAR_REACHED,
            TargetReachabilityTable.YEARLY_INFLOW,
            TargetReachabilityTable.BALANCE_HOUSEHOLDS,
            TargetReachabilityTable.STEADY_STATE_HOUSEHOLDS,
            TargetReachabilityTable.STEADY_STATE_HALF_LIFE,
            TargetReachabilityTable.SHORTFALL_HOUSEHOLDS,
            TargetReachabilityTable.REQUIRED_EXIT_PROBABILITY,
            TargetReachabilityTable.INFEASIBLE,
            TargetReachabilityTable.NOISE_FLOOR_HOUSEHOLDS,
            TargetReachabilityTable.REJECTED_ASSUMPTIONS,
            TargetReachabilityTable.KECAMATAN_REACHING,
            TargetReachabilityTable.KECAMATAN_REACHING_P05,
            TargetReachabilityTable.KECAMATAN_REACHING_P95)
        .mark(
            Exposure.VERDICT,
            TargetReachabilityTable.VERDICT,
            TargetReachabilityTable.VERDICT_IF_ABSENT_WORSE)
        // The households that a programme served, times the years that are left.
        .mark(Exposure.WITHHELD, TargetReachabilityTable.SERVICEABLE_HOUSEHOLDS)
        .basis()
        .coverage();
  }

  private static Exposures targetProbability() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            TargetProbabilityTable.REGION_LEVEL,
            TargetProbabilityTable.REGION_CODE,
            TargetProbabilityTable.SCENARIO,
            TargetProbabilityTable.TOLERANCE_SHARE,
            TargetProbabilityTable.CENSUS_YEAR)
        .mark(
            Exposure.WHOLE,
            TargetProbabilityTable.PROBABILITY,
            TargetProbabilityTable.PROBABILITY_UPPER)
        .basis()
        .coverage();
  }

  private static Exposures projection() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            ProjectionTable.REGION_LEVEL,
            ProjectionTable.REGION_CODE,
            ProjectionTable.SCENARIO,
            ProjectionTable.CENSUS_YEAR,
            ProjectionTable.TIER)
        .mark(Exposure.STOCK, ProjectionTable.OBSERVED)
        .mark(
            Exposure.WHOLE,
            ProjectionTable.MEAN,
            ProjectionTable.P05,
            ProjectionTable.P25,
            ProjectionTable.P50,
            ProjectionTable.P75,
            ProjectionTable.P95,
            ProjectionTable.MEAN_PEOPLE)
        .basis()
        .coverage();
  }

  private static Exposures scenarioEffect() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            ScenarioEffectTable.REGION_LEVEL,
            ScenarioEffectTable.REGION_CODE,
            ScenarioEffectTable.SCENARIO,
            ScenarioEffectTable.CENSUS_YEAR,
            ScenarioEffectTable.TIER)
        .mark(
            Exposure.WHOLE,
            ScenarioEffectTable.MEAN_DIFFERENCE,
            ScenarioEffectTable.P05,
            ScenarioEffectTable.P95)
        .basis()
        .coverage();
  }

  private static Exposures requirement() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            RequirementTable.REGION_LEVEL,
            RequirementTable.REGION_CODE,
            RequirementTable.TOLERANCE_SHARE,
            RequirementTable.CENSUS_YEAR,
            RequirementTable.HELP,
            RequirementTable.CHANCE,
            RequirementTable.RUN_ID)
        .mark(
            Exposure.WHOLE,
            RequirementTable.INFEASIBLE,
            RequirementTable.EXIT_PROBABILITY,
            RequirementTable.INFLOW_CUT,
            RequirementTable.EXITS_PER_YEAR,
            RequirementTable.HELPED_OUT_PER_YEAR,
            RequirementTable.KEPT_OUT_PER_YEAR)
        .basis();
  }

  private static Exposures placeAllocation() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            PlaceAllocationTable.REGION_LEVEL,
            PlaceAllocationTable.REGION_CODE,
            PlaceAllocationTable.CENSUS_YEAR,
            PlaceAllocationTable.EFFECT,
            PlaceAllocationTable.RUN_ID)
        .mark(
            Exposure.WHOLE,
            PlaceAllocationTable.PLACES,
            PlaceAllocationTable.FEWER_HOUSEHOLDS,
            PlaceAllocationTable.GAP)
        .basis();
  }

  private static Exposures backtest() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            BacktestTable.REGION_LEVEL,
            BacktestTable.REGION_CODE,
            BacktestTable.ORIGIN_YEAR,
            BacktestTable.HORIZON,
            BacktestTable.TIER,
            BacktestTable.MODEL,
            BacktestTable.COMPARABLE)
        .mark(
            Exposure.WHOLE,
            BacktestTable.OBSERVED,
            BacktestTable.MEAN,
            BacktestTable.P05,
            BacktestTable.P25,
            BacktestTable.P50,
            BacktestTable.P75,
            BacktestTable.P95,
            BacktestTable.IN_50,
            BacktestTable.IN_90,
            BacktestTable.CRPS,
            BacktestTable.P025,
            BacktestTable.P10,
            BacktestTable.P90,
            BacktestTable.P975,
            BacktestTable.IN_80,
            BacktestTable.IN_95,
            BacktestTable.PIT,
            BacktestTable.LOG_SCORE)
        .coverage();
  }

  private static Exposures programmeCoverage() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            ProgrammeCoverageTable.CENSUS_YEAR,
            ProgrammeCoverageTable.REGION_LEVEL,
            ProgrammeCoverageTable.REGION_CODE,
            ProgrammeCoverageTable.TIER,
            ProgrammeCoverageTable.CLUSTER,
            ProgrammeCoverageTable.PROGRAMME,
            ProgrammeCoverageTable.AGENCY,
            ProgrammeCoverageTable.STRATEGY,
            ProgrammeCoverageTable.UNIT,
            ProgrammeCoverageTable.PLANNED,
            ProgrammeCoverageTable.BUDGET_IDR)
        .mark(
            Exposure.WITHHELD,
            ProgrammeCoverageTable.HOUSEHOLDS_KNOWN,
            ProgrammeCoverageTable.RECEIVED)
        .coverage();
  }

  private static Exposures qualityFinding() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            QualityFindingTable.CENSUS_YEAR,
            QualityFindingTable.REGION_CODE,
            QualityFindingTable.RULE,
            QualityFindingTable.SEVERITY,
            QualityFindingTable.RUN_ID)
        .mark(
            Exposure.WITHHELD,
            QualityFindingTable.SOURCE_FILE,
            QualityFindingTable.ROWS,
            QualityFindingTable.DETAIL);
  }

  private static Exposures reconciliation() {
    return new Exposures()
        .mark(
            Exposure.OPEN,
            ReconciliationTable.FIGURE,
            ReconciliationTable.CENSUS_YEAR,
            ReconciliationTable.REGION_LEVEL,
            ReconciliationTable.REGION_CODE,
            ReconciliationTable.TIER,
            ReconciliationTable.PUBLISHED,
            ReconciliationTable.SOURCE,
            ReconciliationTable.RUN_ID)
        .mark(
            Exposure.STOCK,
            ReconciliationTable.OBSERVED,
            ReconciliationTable.DIFFERENCE,
            ReconciliationTable.DIFFERENCE_SHARE,
            // With no tolerance it says that the stock is the figure that was published.
            ReconciliationTable.WITHIN_TOLERANCE,
            ReconciliationTable.DETAIL);
  }
}
