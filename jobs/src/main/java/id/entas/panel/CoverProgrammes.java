package id.entas.panel;

import id.entas.domain.Programme;
import id.entas.domain.ProgrammeCoverage;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.domain.ServedCount;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Lake.SmallTable;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.RowGroup;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** Sets what programmes were to reach beside the households that received one. */
public final class CoverProgrammes implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public CoverProgrammes(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "coverage";
  }

  @Override
  public String purpose() {
    return "sets what programmes were to reach beside the households that received one";
  }

  @Override
  public List<Table> reads() {
    return List.of(HouseholdTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(ProgrammeCoverageTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    Regions regions = settings.regions();
    String runId = identity.current();
    List<Row> rows =
        new ProgrammeCoverage(settings.programmes(), regions.kabupatenOfKecamatan())
            .lines(counts(lake), settings.programmePlans()).stream()
                .map(line -> row(line, regions, runId))
                .toList();
    lake.replaceSmall(List.of(new SmallTable(ProgrammeCoverageTable.TABLE, rows)));
    report.rows("rows of coverage", rows.size());
  }

  /** One pass over the households, of which only the flags, tier, place and year are read. */
  private static List<ServedCount> counts(Lake lake) {
    List<ServedCount> counts = new ArrayList<>();
    for (RowGroup group :
        lake.count(
            HouseholdTable.TABLE,
            List.of(HouseholdTable.REGION_CODE, HouseholdTable.TIER),
            HouseholdTable.CLUSTERS)) {
      for (int i = 0; i < HouseholdTable.CLUSTERS.size(); i++) {
        RowGroup.Sum served = group.sums().get(i);
        if (group.word(1) != null && served.rows() > 0) {
          counts.add(
              new ServedCount(
                  Integer.parseInt(group.partition()),
                  group.word(0),
                  group.word(1),
                  i + 1,
                  served.rows(),
                  served.total()));
        }
      }
    }
    return counts;
  }

  private static Row row(ProgrammeCoverage.Line line, Regions regions, String runId) {
    Programme programme = line.programme();
    boolean isKecamatan =
        regions.find(line.region()).filter(r -> r.level() == Region.Level.KECAMATAN).isPresent();
    long total =
        isKecamatan
            ? 1
            : regions.kabupatenOfKecamatan().values().stream()
                .filter(line.region()::equals)
                .count();
    return ProgrammeCoverageTable.TABLE
        .row()
        .set(ProgrammeCoverageTable.CENSUS_YEAR, line.year())
        .set(
            ProgrammeCoverageTable.REGION_LEVEL,
            (isKecamatan ? Region.Level.KECAMATAN : Region.Level.KABUPATEN).code())
        .set(ProgrammeCoverageTable.REGION_CODE, line.region())
        .set(ProgrammeCoverageTable.TIER, line.tier())
        .set(ProgrammeCoverageTable.CLUSTER, line.cluster())
        .set(ProgrammeCoverageTable.PROGRAMME, programme == null ? null : programme.code())
        .set(ProgrammeCoverageTable.AGENCY, programme == null ? null : programme.agency())
        .set(
            ProgrammeCoverageTable.STRATEGY,
            programme == null ? null : String.join("; ", programme.strategies()))
        .set(
            ProgrammeCoverageTable.UNIT, programme == null ? Programme.HOUSEHOLD : programme.unit())
        .set(ProgrammeCoverageTable.PLANNED, line.planned())
        .set(ProgrammeCoverageTable.HOUSEHOLDS_KNOWN, line.known())
        .set(ProgrammeCoverageTable.RECEIVED, line.received())
        .set(ProgrammeCoverageTable.BUDGET_IDR, line.budget())
        .set(ProgrammeCoverageTable.KECAMATAN_COVERED, line.kecamatan())
        .set(ProgrammeCoverageTable.KECAMATAN_TOTAL, total)
        .set(ProgrammeCoverageTable.COMPLETE, line.kecamatan() == total)
        .set(ProgrammeCoverageTable.RUN_ID, runId)
        .build();
  }
}
