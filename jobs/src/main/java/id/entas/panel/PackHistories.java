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
import java.util.SortedMap;

/** Packs each household's censuses into one history and counts the histories. */
public final class PackHistories implements Job {
  /** Bytes of households, about 20 a row, that one task joins. */
  private static final long BYTES_A_TASK = 64L << 20;

  /** Bytes of histories, about 23 a household, whose counts go into one file. */
  private static final long BYTES_A_FILE_OF_COUNTS = 4L << 20;

  /** At most: about 1.4 million households, of which each may have a history of its own. */
  private static final long MOST_BYTES_A_FILE_OF_COUNTS = 32L << 20;

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
    return "joins the censuses that are new to one history per household, and counts the histories";
  }

  @Override
  public List<Table> reads() {
    return List.of(HouseholdTable.TABLE, HouseholdHistoryTable.TABLE, ExtractFileTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(HouseholdHistoryTable.TABLE, HistoryCountTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    SortedMap<String, List<Lake.DataFile>> files = lake.filesByPartition(HouseholdTable.TABLE);
    List<Integer> years = files.keySet().stream().map(Integer::valueOf).sorted().toList();
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
    lake.expect(bytes(files));
    HistoryOrigin origin = HistoryOrigin.of(files, settings.tiers());
    HistoryOrigin packed =
        lake.findOrigin(HouseholdHistoryTable.TABLE)
            .map(HistoryOrigin::parse)
            .orElse(HistoryOrigin.NONE);
    if (!packed.equals(origin)) {
      pack(origin, packed, years, files);
    }
    lake.replace(
        HistoryCountTable.TABLE,
        Histories.byRegion(lake, years, identity.current(), filesOfCounts()));
    report.rows("censuses", years.size());
    report.rows("censuses joined", origin.years().size() - packed.sharedWith(origin));
  }

  /** Joins the censuses that are new with what is packed, or all where an earlier one changed. */
  private void pack(
      HistoryOrigin origin,
      HistoryOrigin packed,
      List<Integer> years,
      SortedMap<String, List<Lake.DataFile>> files) {
    lake.replace(
        HouseholdHistoryTable.TABLE,
        Histories.pack(lake, years, packed.sharedWith(origin), settings.tiers(), tasks(files)),
        origin.text());
  }

  /** As many that one holds the households of a few million rows, and no fewer than are usual. */
  private int tasks(SortedMap<String, List<Lake.DataFile>> files) {
    return (int) Math.max(lake.usualTasks(), bytes(files) / BYTES_A_TASK + 1);
  }

  /**
   * One file where they are few, and else as many that tasks can go on, dealt by kecamatan; more
   * where a task could not hold all of its histories.
   */
  private int filesOfCounts() {
    long bytes = bytes(lake.filesByPartition(HouseholdHistoryTable.TABLE));
    return (int)
        Math.max(
            Math.min(lake.usualTasks(), bytes / BYTES_A_FILE_OF_COUNTS + 1),
            bytes / MOST_BYTES_A_FILE_OF_COUNTS);
  }

  private static long bytes(SortedMap<String, List<Lake.DataFile>> files) {
    return files.values().stream().flatMap(List::stream).mapToLong(Lake.DataFile::bytes).sum();
  }
}
