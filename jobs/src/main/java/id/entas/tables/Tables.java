package id.entas.tables;

import java.util.List;

/** All tables of the lake. */
public final class Tables {
  public static final List<Table> ALL =
      List.of(
          HouseholdTable.TABLE,
          HouseholdHistoryTable.TABLE,
          HistoryCountTable.TABLE,
          ExtractFileTable.TABLE,
          RejectedRowTable.TABLE,
          PseudonymKeyTable.TABLE,
          RegionTable.TABLE,
          TierTable.TABLE,
          RegionPopulationTable.TABLE,
          ReferenceSeriesTable.TABLE,
          TierCountTable.TABLE,
          TransitionCountTable.TABLE,
          ProgrammeCountTable.TABLE,
          ProgrammeCoverageTable.TABLE,
          TierTransitionTable.TABLE,
          AnnualTransitionTable.TABLE,
          AnnualFitTable.TABLE,
          YearShockTable.TABLE,
          TransitionTestTable.TABLE,
          MobilityIndexTable.TABLE,
          PersistenceTable.TABLE,
          MeasurementModelTable.TABLE,
          ReductionRateTable.TABLE,
          ProgrammeExitTable.TABLE,
          ProjectionTable.TABLE,
          TargetProbabilityTable.TABLE,
          TargetReachabilityTable.TABLE,
          ScenarioEffectTable.TABLE,
          RequirementTable.TABLE,
          ElasticityTable.TABLE,
          PlaceAllocationTable.TABLE,
          BacktestTable.TABLE,
          QualityFindingTable.TABLE,
          ReconciliationTable.TABLE,
          RunTable.TABLE);

  /** The tables that a published run names; {@code run} itself is what names them. */
  public static List<Table> ofARun() {
    return ALL.stream().filter(table -> table != RunTable.TABLE).toList();
  }

  private Tables() {}
}
