package id.entas.transition;

import id.entas.domain.Region;
import id.entas.domain.ShockEstimate;
import id.entas.tables.YearShockTable;
import org.apache.spark.sql.Row;

/** How years differ, as a row of {@code year_shock}. */
final class ShockRows {
  static Row of(String kabupaten, ShockEstimate shocks, CoveredKecamatan covered, String runId) {
    return covered
        .set(YearShockTable.TABLE.row(), YearShockTable.KECAMATAN_COVERED)
        .set(YearShockTable.REGION_LEVEL, Region.Level.KABUPATEN.code())
        .set(YearShockTable.REGION_CODE, kabupaten)
        .set(YearShockTable.INTERVALS, (long) shocks.model().intervals())
        .set(YearShockTable.SIGMA_SHARED, shocks.model().sigmaShared())
        .set(
            YearShockTable.SIGMA_SHARED_LOW,
            shocks.shared().map(ShockEstimate.Range::low).orElse(null))
        .set(
            YearShockTable.SIGMA_SHARED_HIGH,
            shocks.shared().map(ShockEstimate.Range::high).orElse(null))
        .set(YearShockTable.SIGMA_LOCAL, shocks.model().sigmaLocal())
        .set(
            YearShockTable.SIGMA_LOCAL_LOW,
            shocks.local().map(ShockEstimate.Range::low).orElse(null))
        .set(
            YearShockTable.SIGMA_LOCAL_HIGH,
            shocks.local().map(ShockEstimate.Range::high).orElse(null))
        .set(YearShockTable.SHOCK_SOURCE, shocks.model().source().name())
        .set(YearShockTable.RUN_ID, runId)
        .build();
  }

  private ShockRows() {}
}
