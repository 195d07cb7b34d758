package id.entas.panel;

import id.entas.domain.ReferenceFigure;
import id.entas.domain.RegionPopulation;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Lake;
import id.entas.tables.Lake.SmallTable;
import id.entas.tables.ReferenceSeriesTable;
import id.entas.tables.RegionPopulationTable;
import id.entas.tables.Table;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Records figures from outside beside those of the lake: who lives in a region, and what others
 * publish of kabupaten, province and nation. Nothing is computed from them here.
 */
public final class RecordOutsideFigures implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public RecordOutsideFigures(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "outside";
  }

  @Override
  public String purpose() {
    return "records who lives in a region and what others publish of it";
  }

  @Override
  public List<Table> reads() {
    return List.of(ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(RegionPopulationTable.TABLE, ReferenceSeriesTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    String runId = identity.current();
    List<Row> populations =
        settings.populations().stream().map(population -> row(population, runId)).toList();
    List<Row> figures =
        settings.referenceFigures().stream().map(figure -> row(figure, runId)).toList();
    lake.replaceSmall(
        List.of(
            new SmallTable(RegionPopulationTable.TABLE, populations),
            new SmallTable(ReferenceSeriesTable.TABLE, figures)));
    report.rows("figures of population", populations.size());
    report.rows("figures of outside series", figures.size());
  }

  private static Row row(RegionPopulation population, String runId) {
    return RegionPopulationTable.TABLE
        .row()
        .set(RegionPopulationTable.YEAR, population.year())
        .set(RegionPopulationTable.REGION_LEVEL, population.regionLevel())
        .set(RegionPopulationTable.REGION_CODE, population.regionCode())
        .set(RegionPopulationTable.HOUSEHOLDS, population.findHouseholds().orElse(null))
        .set(RegionPopulationTable.PEOPLE, population.findPeople().orElse(null))
        .set(RegionPopulationTable.SOURCE, population.source())
        .set(RegionPopulationTable.RUN_ID, runId)
        .build();
  }

  private static Row row(ReferenceFigure figure, String runId) {
    return ReferenceSeriesTable.TABLE
        .row()
        .set(ReferenceSeriesTable.SERIES, figure.series())
        .set(ReferenceSeriesTable.REGION_LEVEL, figure.regionLevel())
        .set(ReferenceSeriesTable.REGION_CODE, figure.regionCode())
        .set(ReferenceSeriesTable.YEAR, figure.year())
        .set(ReferenceSeriesTable.VALUE, figure.value())
        .set(ReferenceSeriesTable.UNIT, figure.unit())
        .set(ReferenceSeriesTable.SOURCE, figure.source())
        .set(ReferenceSeriesTable.RUN_ID, runId)
        .build();
  }
}
