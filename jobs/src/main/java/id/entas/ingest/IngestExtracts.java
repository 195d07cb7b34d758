package id.entas.ingest;

import id.entas.domain.QualityFinding;
import id.entas.domain.QualityRule;
import id.entas.domain.Region;
import id.entas.domain.Tier;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.Lake.SmallTable;
import id.entas.tables.PseudonymKeyTable;
import id.entas.tables.QualityFindingTable;
import id.entas.tables.RegionTable;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.TierTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lays extracts into the lake: households under pseudonyms, and every other row with the reason why
 * it is none.
 *
 * <p>All files of one ingest together replace what the lake held for the kecamatan and census years
 * of their rows. The series' unit is that of the lake's households; in an empty lake it is the one
 * unit of all rows read, or, where they have both, that of the settings.
 */
public final class IngestExtracts implements Job {
  /** Households that one task of a write may hold. */
  private static final long HOUSEHOLDS_A_TASK = 2_000_000;

  /** Duplicates whose places, of eight bytes, every task may know. */
  private static final long MOST_LEFT_OUT = 1_000_000;

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<PseudonymKey> keys;
  private final RunIdentity identity;
  private final ExtractInputs inputs;
  private final ExtractReading extracts;
  private PseudonymKey key;

  /**
   * @param keys the pseudonym key, asked for when the job runs
   */
  public IngestExtracts(
      SparkSession spark,
      Lake lake,
      Settings settings,
      Clock clock,
      Supplier<PseudonymKey> keys,
      RunIdentity identity,
      ExtractInputs inputs) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.clock = clock;
    this.keys = keys;
    this.identity = identity;
    this.inputs = inputs;
    this.extracts = new ExtractReading(spark, settings, inputs.findYear());
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String purpose() {
    return "extract files to households, rejected rows with a reason each";
  }

  @Override
  public List<Table> reads() {
    return List.of(
        HouseholdTable.TABLE,
        ExtractFileTable.TABLE,
        PseudonymKeyTable.TABLE,
        QualityFindingTable.TABLE);
  }

  @Override
  public List<Table> writes() {
    return List.of(
        PseudonymKeyTable.TABLE,
        HouseholdTable.TABLE,
        RejectedRowTable.TABLE,
        ExtractFileTable.TABLE,
        RegionTable.TABLE,
        TierTable.TABLE,
        QualityFindingTable.TABLE);
  }

  @Override
  public void run(RunReport report) {
    try {
      ingest(report);
    } catch (Exception e) {
      throw asThrown(e);
    }
  }

  private static RuntimeException asThrown(Exception exception) {
    return ExtractReading.findRefusal(exception)
        .map(RuntimeException.class::cast)
        .orElseGet(
            () ->
                exception instanceof RuntimeException runtime
                    ? runtime
                    : new IllegalStateException(exception));
  }

  private void ingest(RunReport report) {
    key = keys.get();
    List<Row> keyRows = lake.rows(PseudonymKeyTable.TABLE);
    key.requireOf(lake.location(), keyRows);
    List<SniffedFile> files = extracts.sniff(inputs, Refusals.STOP);
    List<Row> ledgerRows = lake.rows(ExtractFileTable.TABLE);
    Ledger ledger = new Ledger(ledgerRows.stream().map(LedgerEntry::of).toList());
    LakeHoldings holdings = LakeHoldings.of(lake);
    if (ledger.holdsAll(files, inputs.findYear(), holdings) && isOfTheseSettings(ledgerRows)) {
      RejectedRowTable.expire(lake, oldestRejected(clock.instant()));
      report.note("nothing new: " + files.size() + " files already in the lake");
      return;
    }
    List<ExtractFormat> formats = extracts.formats(files, Refusals.STOP);
    for (ExtractFormat format : formats) {
      ExtractReading.notes(files.get(format.index()), format).forEach(report::note);
    }
    try (JudgedExtracts judged = extracts.judged(formats, key)) {
      Accounts alone = Accounts.of(judged.tallies());
      String unit = extracts.seriesUnit(alone, holdings);
      alone.refuseCensusOfAnotherUnit(unit);
      Reading reading =
          new Reading(
              files,
              formats,
              judged,
              alone.withUnit(unit),
              unit,
              TierAgreement.of(
                  JudgedRows.sound(judged.rows(), unit),
                  files.stream().map(file -> file.file().sourceFile()).toList()));
      InstrumentsMixed.refuse(reading.sound(), formats);
      TierAgreement.sentences(reading.agreements()).forEach(report::note);
      lay(reading, ledger, holdings, keyRows, report);
    }
  }

  /**
   * What was read.
   *
   * @param accounts what became of the rows, duplicates not yet seen
   * @param agreements how recorded and derived tiers agree
   */
  private record Reading(
      List<SniffedFile> files,
      List<ExtractFormat> formats,
      JudgedExtracts judged,
      Accounts accounts,
      String unit,
      List<TierAgreement> agreements) {
    List<String> sourceFiles() {
      return files.stream().map(file -> file.file().sourceFile()).toList();
    }

    Dataset<Row> sound() {
      return JudgedRows.sound(judged.rows(), unit);
    }

    /** What tells the sound rows among which all are that stand more than once, if it is known. */
    Optional<long[]> findRepeated() {
      return judged.findRepeated(accounts.accepted(), JudgedExtracts.MOST_SUSPECTS);
    }

    Dataset<Row> soundAmong(long[] hashes) {
      return JudgedRows.sound(judged.rows(hashes), unit);
    }
  }

  /** Whether the lake was last laid with these settings and this program. */
  private boolean isOfTheseSettings(List<Row> ledgerRows) {
    String now = identity.of(ledgerRows);
    return ledgerRows.stream().allMatch(row -> ExtractFileTable.RUN_ID.text(row).equals(now));
  }

  private void lay(
      Reading reading, Ledger ledger, LakeHoldings holdings, List<Row> keyRows, RunReport report) {
    new Acceptance(settings, holdings).require(reading.accounts(), reading.sourceFiles());
    Replacement replacement = new Replacement(reading.accounts().regionsByYear());
    Optional<long[]> repeated =
        replacement.leavesSome(holdings) ? Optional.empty() : reading.findRepeated();
    if (repeated.isPresent() && repeated.get().length == 0) {
      Dataset<Row> none = extracts.nothing(DuplicateRows.SCHEMA);
      lay(reading, none, List.of(), replacement, ledger, holdings, keyRows, report);
      return;
    }
    Dataset<Row> suspects = repeated.map(reading::soundAmong).orElseGet(reading::sound);
    Dataset<Row> keys =
        DuplicateRows.keys(suspects, extracts.staying(lake, replacement, holdings))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    Dataset<Row> duplicates =
        (keys.count() == 0
                ? extracts.nothing(DuplicateRows.SCHEMA)
                : DuplicateRows.of(suspects, keys))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      List<Tally> tallies = DuplicateRows.tallies(duplicates);
      lay(reading, duplicates, tallies, replacement, ledger, holdings, keyRows, report);
    } finally {
      duplicates.unpersist();
      keys.unpersist();
    }
  }

  /**
   * @param duplicates rows to reject because of other rows
   * @param tallies what they are
   */
  private void lay(
      Reading reading,
      Dataset<Row> duplicates,
      List<Tally> tallies,
      Replacement replacement,
      Ledger ledger,
      LakeHoldings holdings,
      List<Row> keyRows,
      RunReport report) {
    Accounts accounts = reading.accounts().withDuplicates(tallies);
    new Acceptance(settings, holdings).require(accounts, reading.sourceFiles());
    Instant now = clock.instant();
    lake.makeFolders();
    Ledger laid = ledger.after(reading.files(), accounts, holdings, now);
    // The id is that of the ledger's files; the column that holds it has no part in it.
    List<Row> files = laid.entries().stream().map(entry -> entry.toRow("")).toList();
    String runId = identity.of(files);
    identity.mark(files);
    List<QualityFinding> findings =
        new IngestFindings(settings, reading.formats(), accounts, reading.agreements(), holdings)
            .after(QualityFindingTable.findings(lake, QualityRule.Stage.INGEST));
    lake.expect(SniffedFile.bytes(reading.files()));
    lake.changeWhole(
        writes(),
        () -> {
          lake.sideBySide(
              List.of(
                  () -> {
                    // No household is ever in a lake that does not know its key.
                    writeKey(keyRows);
                    writeHouseholds(reading, duplicates, accounts, replacement, holdings);
                  },
                  () -> writeRejected(reading, duplicates, accounts, now),
                  () -> writeRegionsAndTiers(runId),
                  () ->
                      QualityFindingTable.replace(
                          lake, QualityRule.Stage.INGEST, findings, runId)));
          // The ledger comes last: what it holds is in the lake.
          lake.replaceSmall(
              List.of(
                  new SmallTable(
                      ExtractFileTable.TABLE,
                      laid.entries().stream().map(entry -> entry.toRow(runId)).toList())));
        });
    lake.expect(0);
    // What a corrected file no longer holds and what has expired are nobody's to read.
    lake.forgetPast(RejectedRowTable.TABLE);
    say(accounts, reading.files().size(), report);
    findings.stream()
        .filter(finding -> finding.rule() == QualityRule.STRAY_REGION)
        .forEach(finding -> report.note(finding.detail()));
  }

  private Row keyRow() {
    return PseudonymKeyTable.TABLE
        .row()
        .set(PseudonymKeyTable.FINGERPRINT, key.fingerprint())
        .build();
  }

  private void writeHouseholds(
      Reading reading,
      Dataset<Row> duplicates,
      Accounts accounts,
      Replacement replacement,
      LakeHoldings holdings) {
    int tasks =
        Math.max(
            spark.sparkContext().defaultParallelism(),
            (int) (accounts.accepted() / HOUSEHOLDS_A_TASK) + 1);
    long leftOut = reading.accounts().accepted() - accounts.accepted();
    if (!replacement.leavesSome(holdings) && leftOut <= MOST_LEFT_OUT) {
      HouseholdFiles files =
          new HouseholdFiles(
              lake.pathOf(HouseholdTable.TABLE),
              reading.unit(),
              reading.sourceFiles(),
              leftOut == 0 ? new long[0] : DuplicateRows.places(duplicates),
              new SerializableConfiguration(spark.sessionState().newHadoopConf()));
      lake.replacePartitions(
          HouseholdTable.TABLE, replacement.years(), () -> reading.judged().write(files, tasks));
      return;
    }
    Dataset<Row> households =
        AcceptedHouseholds.of(reading.sound(), duplicates, reading.sourceFiles());
    lake.replaceWhere(
        HouseholdTable.TABLE, households.coalesce(tasks), replacement.predicate(holdings));
  }

  private Instant oldestRejected(Instant now) {
    return now.minus(Duration.ofDays(settings.keepRejectedDays()));
  }

  /** Only files with rejected rows are read again, for the bytes of these. */
  private void writeRejected(
      Reading reading, Dataset<Row> duplicates, Accounts accounts, Instant now) {
    List<ExtractFormat> withRejected =
        reading.formats().stream().filter(one -> accounts.rejected(one.index()) > 0).toList();
    if (withRejected.isEmpty() && lake.filesByPartition(RejectedRowTable.TABLE).isEmpty()) {
      lake.replaceSmall(List.of(new SmallTable(RejectedRowTable.TABLE, List.of())));
      return;
    }
    Instant oldest = oldestRejected(now);
    String replaced = isIn(reading.sourceFiles()) + " OR " + RejectedRowTable.before(oldest);
    Dataset<Row> rejected =
        withRejected.isEmpty()
            ? extracts.nothing(RejectedRowTable.TABLE.schema())
            : RejectedRows.of(
                    extracts.parsed(withRejected, FramedRows.Raw.KEPT),
                    duplicates,
                    reading.unit(),
                    reading.sourceFiles(),
                    now)
                .coalesce(spark.sparkContext().defaultParallelism());
    lake.replaceWhere(RejectedRowTable.TABLE, rejected, replaced);
  }

  private static String isIn(List<String> sourceFiles) {
    return sourceFiles.stream()
        .map(name -> "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'")
        .collect(Collectors.joining(", ", RejectedRowTable.SOURCE_FILE.name() + " IN (", ")"));
  }

  private void writeKey(List<Row> keyRows) {
    if (keyRows.isEmpty()) {
      lake.replaceSmall(List.of(new SmallTable(PseudonymKeyTable.TABLE, List.of(keyRow()))));
    }
  }

  private void writeRegionsAndTiers(String runId) {
    lake.replaceSmall(
        List.of(
            new SmallTable(
                RegionTable.TABLE,
                settings.regions().all().stream().map(region -> row(region, runId)).toList()),
            new SmallTable(
                TierTable.TABLE,
                settings.tiers().tiers().stream().map(tier -> row(tier, runId)).toList())));
  }

  private static Row row(Region region, String runId) {
    return RegionTable.TABLE
        .row()
        .set(RegionTable.REGION_CODE, region.code())
        .set(RegionTable.REGION_LEVEL, region.level().code())
        .set(RegionTable.REGION_NAME, region.name())
        .set(RegionTable.PARENT_CODE, region.parentCode())
        .set(
            RegionTable.KEMENDAGRI_CODE,
            region.kemendagriCode().isEmpty() ? null : region.kemendagriCode())
        .set(RegionTable.LONGITUDE, region.findPoint().map(Region.Point::longitude).orElse(null))
        .set(RegionTable.LATITUDE, region.findPoint().map(Region.Point::latitude).orElse(null))
        .set(RegionTable.VALID_FROM, region.validity().from())
        .set(RegionTable.VALID_TO, region.validity().to())
        .set(RegionTable.RUN_ID, runId)
        .build();
  }

  private static Row row(Tier tier, String runId) {
    return TierTable.TABLE
        .row()
        .set(TierTable.TIER, tier.code())
        .set(TierTable.ORDINAL, tier.ordinal())
        .set(TierTable.LABEL_ID, tier.labelId())
        .set(TierTable.LABEL_EN, tier.labelEn())
        .set(TierTable.IS_LISTED, tier.isListed())
        .set(TierTable.IS_TARGET, tier.isTarget())
        .set(TierTable.RUN_ID, runId)
        .build();
  }

  private static void say(Accounts accounts, int files, RunReport report) {
    report.rows("read", IntStream.range(0, files).mapToLong(accounts::read).sum());
    report.rows("accepted", accounts.accepted());
    report.rows("rejected", IntStream.range(0, files).mapToLong(accounts::rejected).sum());
    accounts.reasons().forEach((reason, rows) -> report.problem(reason.name(), rows));
  }
}
