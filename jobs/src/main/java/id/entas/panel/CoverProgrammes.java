package id.entas.panel;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import id.entas.domain.Programme;
import id.entas.domain.ProgrammeCoverage;
import id.entas.domain.Region;
import id.entas.domain.Regions;
import id.entas.domain.ServedCount;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Lake.SmallTable;
import id.entas.tables.ProgrammeCoverageTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

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
            .lines(counts(lake.read(HouseholdTable.TABLE)), settings.programmePlans()).stream()
                .map(line -> row(line, regions, runId))
                .toList();
    lake.replaceSmall(List.of(new SmallTable(ProgrammeCoverageTable.TABLE, rows)));
    report.rows("rows of coverage", rows.size());
  }

  /** One pass over the households, of which only the flags, tier, place and year are read. */
  private static List<ServedCount> counts(Dataset<Row> households) {
    List<Column> sums = new ArrayList<>();
    for (Field cluster : HouseholdTable.CLUSTERS) {
      sums.add(count(cluster.col()).as(known(cluster).name()));
      sums.add(count(when(cluster.col(), 1)).as(received(cluster).name()));
    }
    List<ServedCount> counts = new ArrayList<>();
    for (Row row :
        households
            .filter(HouseholdTable.TIER.col().isNotNull())
            .groupBy(
                HouseholdTable.CENSUS_YEAR.col(),
                HouseholdTable.REGION_CODE.col(),
                HouseholdTable.TIER.col())
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
            .collectAsList()) {
      for (int i = 0; i < HouseholdTable.CLUSTERS.size(); i++) {
        Field cluster = HouseholdTable.CLUSTERS.get(i);
        long known = known(cluster).count(row);
        if (known > 0) {
          counts.add(
              new ServedCount(
                  HouseholdTable.CENSUS_YEAR.year(row),
                  HouseholdTable.REGION_CODE.text(row),
                  HouseholdTable.TIER.text(row),
                  i + 1,
                  known,
                  received(cluster).count(row)));
        }
      }
    }
    return counts;
  }

  private static Field known(Field cluster) {
    return Field.required(
        cluster.name() + "_known", DataTypes.LongType, "Households whose flag is not blank.");
  }

  private static Field received(Field cluster) {
    return Field.required(
        cluster.name() + "_received", DataTypes.LongType, "Households that the cluster served.");
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
