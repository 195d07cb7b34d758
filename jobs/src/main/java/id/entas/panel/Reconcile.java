package id.entas.panel;

import id.entas.domain.PublishedFigure;
import id.entas.domain.QualityFinding;
import id.entas.domain.QualityRule;
import id.entas.domain.Reconciliation;
import id.entas.domain.Refusal;
import id.entas.domain.Tier;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Lake.SmallTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Holds published figures against the stocks of the lake; nothing is corrected by them. */
public final class Reconcile implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public Reconcile(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "reconcile";
  }

  @Override
  public String purpose() {
    return "holds published figures against the stocks of the lake";
  }

  @Override
  public List<Table> reads() {
    return List.of(TierCountTable.TABLE, HouseholdTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(ReconciliationTable.TABLE, QualityFindingTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    double tolerance = settings.qualityLimits().reconciliationTolerance();
    List<Row> stocks = lake.requireRows(TierCountTable.TABLE, "panel");
    String unit = unit();
    List<Reconciliation> reconciliations = new ArrayList<>();
    for (PublishedFigure figure : settings.publishedFigures()) {
      if (figure.use() == PublishedFigure.Use.COMPARED && figure.unit().equals(unit)) {
        findReconciliation(figure, stocks).ifPresent(reconciliations::add);
      }
    }
    settings
        .findStopAtReconciliationDifference()
        .ifPresent(most -> refuseAbove(most, reconciliations));
    List<QualityFinding> findings = new ArrayList<>();
    reconciliations.forEach(one -> one.findFinding(tolerance).ifPresent(findings::add));
    if (!findings.isEmpty()) {
      report.note(
          findings.size()
              + " of "
              + reconciliations.size()
              + " published figures are not what the lake counts (table reconciliation)");
    }
    findings.addAll(Reconciliation.notAdditive(settings.publishedFigures()));
    String runId = identity.current();
    lake.replaceSmall(
        List.of(
            new SmallTable(
                ReconciliationTable.TABLE,
                reconciliations.stream().map(one -> row(one, tolerance, runId)).toList())));
    QualityFindingTable.replace(lake, QualityRule.Stage.RECONCILIATION, findings, runId);
    report.rows("published figures", reconciliations.size());
  }

  /** The unit of the series, which all households of a lake share. */
  private String unit() {
    return lake.count(HouseholdTable.TABLE, List.of(HouseholdTable.UNIT), List.of()).stream()
        .map(group -> group.word(0))
        .findFirst()
        .orElse("");
  }

  /** A figure against the stocks, where the lake has its region, census and tier. */
  private Optional<Reconciliation> findReconciliation(PublishedFigure figure, List<Row> stocks) {
    List<String> tiers =
        settings.tiers().tiers().stream()
            .filter(
                tier -> figure.tier() == null ? tier.isListed() : tier.code().equals(figure.tier()))
            .map(Tier::code)
            .toList();
    List<Row> own =
        stocks.stream()
            .filter(row -> TierCountTable.CENSUS_YEAR.year(row) == figure.year())
            .filter(row -> TierCountTable.REGION_LEVEL.text(row).equals(figure.regionLevel()))
            .filter(row -> TierCountTable.REGION_CODE.text(row).equals(figure.regionCode()))
            .filter(row -> tiers.contains(TierCountTable.TIER.text(row)))
            .toList();
    return own.stream()
        .findFirst()
        .map(
            any ->
                new Reconciliation(
                    figure,
                    own.stream().mapToLong(TierCountTable.HOUSEHOLDS::count).sum(),
                    TierCountTable.KECAMATAN_COVERED.count(any),
                    TierCountTable.KECAMATAN_TOTAL.count(any)));
  }

  private static void refuseAbove(double most, List<Reconciliation> reconciliations) {
    for (Reconciliation one : reconciliations) {
      if (one.isComplete() && !one.isWithin(most)) {
        throw Refusal.data(
            String.format(
                Locale.ROOT,
                "%s, and quality.stop.max-reconciliation-difference allows %.1f %%, so nothing was"
                    + " published; correct the extracts or that setting.",
                one.words(),
                100 * most));
      }
    }
  }

  private static Row row(Reconciliation one, double tolerance, String runId) {
    PublishedFigure figure = one.figure();
    return ReconciliationTable.TABLE
        .row()
        .set(ReconciliationTable.FIGURE, figure.id())
        .set(ReconciliationTable.CENSUS_YEAR, figure.year())
        .set(ReconciliationTable.REGION_LEVEL, figure.regionLevel())
        .set(ReconciliationTable.REGION_CODE, figure.regionCode())
        .set(ReconciliationTable.TIER, figure.tier())
        .set(ReconciliationTable.PUBLISHED, figure.value())
        .set(ReconciliationTable.OBSERVED, one.observed())
        .set(ReconciliationTable.DIFFERENCE, one.difference())
        .set(ReconciliationTable.DIFFERENCE_SHARE, one.findShare().orElse(null))
        .set(ReconciliationTable.WITHIN_TOLERANCE, one.isWithin(tolerance))
        .set(ReconciliationTable.DETAIL, one.findCaveat().orElse(null))
        .set(ReconciliationTable.SOURCE, figure.source())
        .set(ReconciliationTable.RUN_ID, runId)
        .build();
  }
}
