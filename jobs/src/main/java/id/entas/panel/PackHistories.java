package id.entas.panel;

import id.entas.domain.Refusal;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Packs each household's censuses into one history and counts the histories. */
public final class PackHistories implements Job {
  private final Lake lake;
  private final Settings settings;
  private final RunIdentity identity;

  public PackHistories(Lake lake, Settings settings, RunIdentity identity) {
    this.lake = lake;
    this.settings = settings;
    this.identity = identity;
  }

  @Override
  public String name() {
    return "panel";
  }

  @Override
  public String purpose() {
    return "joins the censuses into one history per household and counts the histories";
  }

  @Override
  public List<Table> reads() {
    return List.of(HouseholdTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(HouseholdHistoryTable.TABLE, HistoryCountTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    Dataset<Row> households = lake.read(HouseholdTable.TABLE);
    List<Integer> years =
        households.select(HouseholdTable.CENSUS_YEAR.col()).distinct().collectAsList().stream()
            .map(row -> row.getInt(0))
            .sorted()
            .toList();
    if (years.isEmpty()) {
      throw Refusal.data(
          "The lake "
              + lake.location()
              + " holds no households; run `entas ingest --input PATH` with extracts first.");
    }
    if (years.size() > Histories.MOST_CENSUSES) {
      throw Refusal.data(
          "The lake holds "
              + years.size()
              + " censuses ("
              + years.get(0)
              + " to "
              + years.get(years.size() - 1)
              + "), but a history packs at most "
              + Histories.MOST_CENSUSES
              + "; keep the censuses apart in two lakes.");
    }
    lake.replace(HouseholdHistoryTable.TABLE, Histories.pack(households, years, settings.tiers()));
    Dataset<Row> histories = lake.read(HouseholdHistoryTable.TABLE);
    lake.replace(
        HistoryCountTable.TABLE,
        Histories.byRegion(histories, years, identity.current()).coalesce(1));
    report.rows("censuses", years.size());
  }
}
