package id.entas.projection;

import id.entas.domain.Region;
import id.entas.domain.Scenario;
import id.entas.domain.ShockModel;
import id.entas.tables.ForecastBasis;
import id.entas.tables.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes on the row of a forecast what it rests on. */
final class Basis {
  private static final String SUM = "SUM_OF_KECAMATAN";

  private final Map<String, ShockModel> shocks;
  private final Map<String, String> kabupatenOf;
  private final Map<String, String> absences = new HashMap<>();

  /**
   * @param shocks how years differ, by kabupaten
   * @param kabupatenOf kabupaten by kecamatan
   */
  Basis(
      Map<String, ShockModel> shocks,
      Map<String, String> kabupatenOf,
      List<? extends Scenario> scenarios) {
    this.shocks = shocks;
    this.kabupatenOf = kabupatenOf;
    scenarios.forEach(one -> absences.put(one.code(), one.absence().name()));
  }

  /** Sets the columns of {@link ForecastBasis}. */
  Table.RowBuilder set(Table.RowBuilder row, Outlook outlook, String scenario) {
    row.set(ForecastBasis.ABSENCE, absences.get(scenario))
        .set(ForecastBasis.COMPARABLE, outlook.isComparable());
    outlook
        .window()
        .ifPresent(
            window ->
                row.set(
                        ForecastBasis.METHOD,
                        outlook.level() == Region.Level.KABUPATEN ? SUM : window.method())
                    .set(ForecastBasis.FIRST_YEAR, window.firstYear())
                    .set(ForecastBasis.LAST_YEAR, window.lastYear())
                    .set(
                        ForecastBasis.SHOCK_SOURCE,
                        shocks
                            .get(kabupatenOf.getOrDefault(outlook.region(), outlook.region()))
                            .source()
                            .name()));
    return row;
  }
}
