package id.entas.ingest;

import id.entas.domain.IngestRules;
import id.entas.domain.QualityFinding;
import id.entas.domain.Refusal;
import id.entas.domain.RegionReplacement;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.PseudonymKeyTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads extracts as an ingest would, and says what it would make of them; writes nothing. Where an
 * ingest stops at the first thing that is wrong, a check goes on and lists all.
 */
public final class CheckExtracts {
  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Optional<PseudonymKey> given;
  private final PseudonymKey key;
  private final List<String> inputs;
  private final Optional<Integer> year;
  private final ExtractReading extracts;

  private final List<CheckReport.RefusedFile> refused = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param key the pseudonym key, where there is one; none is made for a check
   * @param inputs files or folders, as paths or URIs
   * @param year the census year of rows that do not say theirs
   */
  public CheckExtracts(
      SparkSession spark,
      Lake lake,
      Settings settings,
      Optional<PseudonymKey> key,
      List<String> inputs,
      Optional<Integer> year) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.given = key;
    this.key = key.orElseGet(PseudonymKey::throwaway);
    this.inputs = List.copyOf(inputs);
    this.year = year;
    this.extracts = new ExtractReading(spark, settings, year);
  }

  /** The rows of the readable files, judged one by one. */
  private record Judged(
      List<SniffedFile> files, List<ExtractFormat> formats, JudgedExtracts read, Accounts alone) {
    List<String> sourceFiles() {
      return formats.stream().map(format -> format.file().sourceFile()).toList();
    }
  }

  /**
   * Reads the extracts.
   *
   * @throws Refusal if an input or a setting cannot be used at all
   */
  public CheckReport check() {
    boolean isLakesKey = judgeKey();
    List<SniffedFile> files = extracts.sniff(inputs, this::refuse);
    LakeHoldings holdings = LakeHoldings.of(lake);
    if (holdings.holdings().isEmpty()) {
      notes.add("the lake " + lake.location() + " holds no households yet");
    }
    Ledger ledger =
        new Ledger(lake.rows(ExtractFileTable.TABLE).stream().map(LedgerEntry::of).toList());
    if (!files.isEmpty() && ledger.holdsAll(files, year, holdings)) {
      notes.add("the lake holds all of these files already");
    }
    Optional<Judged> judged = judge(files);
    if (judged.isEmpty()) {
      return report(List.of(), List.of(), List.of(), List.of());
    }
    try {
      return check(judged.get(), holdings, isLakesKey);
    } finally {
      judged.get().read().close();
    }
  }

  private void refuse(String sourceFile, Refusal refusal) {
    refused.add(new CheckReport.RefusedFile(sourceFile, refusal.getMessage()));
  }

  /** Whether households of the lake can be told by this key; says so where they cannot. */
  private boolean judgeKey() {
    if (given.isEmpty() && !spark.sparkContext().isLocal()) {
      reasons.add(PseudonymKey.none(spark.sparkContext().master()).getMessage());
    }
    for (Row row : lake.rows(PseudonymKeyTable.TABLE)) {
      String fingerprint = PseudonymKeyTable.FINGERPRINT.text(row);
      if (!fingerprint.equals(key.fingerprint())) {
        reasons.add(
            given.isEmpty()
                ? "There is no pseudonym key here, and the lake "
                    + lake.location()
                    + " was made with one (fingerprint "
                    + fingerprint
                    + "); set "
                    + PseudonymKey.VARIABLE
                    + " or pseudonym.key-file to it, or name another lake with --lake."
                : key.refusalFor(lake.location(), fingerprint).getMessage());
        return false;
      }
    }
    return true;
  }

  /** Judges the rows of all files that can be read to their end; none where no file can. */
  private Optional<Judged> judge(List<SniffedFile> files) {
    List<ExtractFormat> formats = extracts.formats(files, this::refuse);
    List<SniffedFile> fit =
        files.stream()
            .filter(file -> formats.stream().anyMatch(one -> one.file().equals(file.file())))
            .toList();
    if (fit.isEmpty()) {
      return Optional.empty();
    }
    JudgedExtracts rows = extracts.judged(formats, key);
    try {
      return Optional.of(new Judged(fit, formats, rows, Accounts.of(rows.tallies())));
    } catch (Exception e) {
      rows.close();
      if (ExtractReading.findRefusal(e).isEmpty()) {
        throw e;
      }
      List<SniffedFile> readable = fit.stream().filter(this::isReadable).toList();
      if (readable.size() == fit.size()) {
        throw e;
      }
      return judge(readable);
    }
  }

  /** Whether a file's rows can be read to their end; they are where the look through it was not. */
  private boolean isReadable(SniffedFile file) {
    try {
      List<ExtractFormat> alone = extracts.formats(List.of(file), Refusals.STOP);
      FramedRows.of(spark, alone, FramedRows.Raw.LEFT_OUT).count();
      return true;
    } catch (Exception e) {
      refuse(file.file().sourceFile(), ExtractReading.findRefusal(e).orElseThrow());
      return false;
    }
  }

  private CheckReport check(Judged judged, LakeHoldings holdings, boolean isLakesKey) {
    for (ExtractFormat format : judged.formats()) {
      notes.addAll(ExtractReading.notes(judged.files().get(format.index()), format));
    }
    String unit = extracts.seriesUnit(judged.alone(), holdings);
    require(() -> judged.alone().refuseCensusOfAnotherUnit(unit));
    Dataset<Row> sound = JudgedRows.sound(judged.read().rows(), unit);
    require(() -> InstrumentsMixed.refuse(sound, judged.formats()));
    List<TierAgreement> agreements = TierAgreement.of(sound, judged.sourceFiles());
    notes.addAll(TierAgreement.sentences(agreements));
    Accounts inUnit = judged.alone().withUnit(unit);
    Replacement replacement = new Replacement(inUnit.regionsByYear());
    Dataset<Row> staying =
        isLakesKey && !replacement.regionsByYear().isEmpty()
            ? extracts.staying(lake, replacement, holdings)
            : extracts.nothing(HouseholdTable.TABLE.schema());
    Dataset<Row> duplicates =
        DuplicateRows.of(sound, DuplicateRows.keys(sound, staying))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      Accounts accounts = inUnit.withDuplicates(DuplicateRows.tallies(duplicates));
      new Acceptance(settings, holdings)
          .reasons(accounts, judged.sourceFiles())
          .forEach(reason -> reasons.add(reason.getMessage()));
      List<RejectionExamples.Example> examples =
          examples(judged.formats(), accounts, duplicates, unit);
      Dataset<Row> laid = AcceptedHouseholds.of(sound, duplicates, judged.sourceFiles());
      return report(
          judged.formats().stream()
              .map(
                  format ->
                      readFile(judged.files().get(format.index()), format, accounts, examples))
              .toList(),
          duplicates(duplicates, judged.sourceFiles()),
          changes(accounts, holdings, laid, isLakesKey),
          new IngestFindings(settings, judged.formats(), accounts, agreements, holdings).all());
    } finally {
      duplicates.unpersist();
    }
  }

  private void require(Runnable rule) {
    try {
      rule.run();
    } catch (Refusal refusal) {
      reasons.add(refusal.getMessage());
    }
  }

  private CheckReport report(
      List<CheckReport.ReadFile> files,
      List<CheckReport.Duplicates> duplicates,
      List<CheckReport.Change> changes,
      List<QualityFinding> findings) {
    List<String> all = new ArrayList<>(refused.stream().map(one -> one.reason()).toList());
    all.addAll(reasons);
    return new CheckReport(
        all.isEmpty(),
        all.stream().distinct().toList(),
        notes.stream().distinct().toList(),
        files,
        refused.stream().sorted(Comparator.comparing(CheckReport.RefusedFile::sourceFile)).toList(),
        duplicates,
        changes,
        findings.stream()
            .map(
                one ->
                    new CheckReport.Finding(
                        one.rule().name(),
                        one.rule().severity().name(),
                        one.censusYear(),
                        one.regionCode(),
                        one.sourceFile(),
                        one.rows(),
                        one.detail()))
            .toList());
  }

  private List<RejectionExamples.Example> examples(
      List<ExtractFormat> formats, Accounts accounts, Dataset<Row> duplicates, String unit) {
    List<ExtractFormat> withRejected =
        formats.stream().filter(one -> accounts.rejected(one.index()) > 0).toList();
    return withRejected.isEmpty()
        ? List.of()
        : RejectionExamples.of(
            RejectedRows.reasoned(
                extracts.parsed(withRejected, FramedRows.Raw.LEFT_OUT),
                // A file may be all duplicates; those of which nothing is shown need not be joined.
                DuplicateRows.firstOfEachFile(duplicates, RejectionExamples.MOST),
                unit,
                formats.stream().map(format -> format.file().sourceFile()).toList()));
  }

  private CheckReport.ReadFile readFile(
      SniffedFile file,
      ExtractFormat format,
      Accounts accounts,
      List<RejectionExamples.Example> examples) {
    List<CheckReport.ReadColumn> columns = new ArrayList<>();
    int[] slots = format.header().slots();
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != FieldSplit.UNWANTED) {
        columns.add(
            new CheckReport.ReadColumn(
                ExtractHeader.printable(file.header().get(i)),
                ExtractColumn.values()[slots[i]].contractName()));
      }
    }
    List<CheckReport.Census> censuses = new ArrayList<>();
    accounts
        .acceptedByYear(format.index())
        .forEach(
            (inYear, byRegion) -> {
              byRegion.values().removeIf(rows -> rows == 0);
              if (byRegion.isEmpty()) {
                return;
              }
              censuses.add(
                  new CheckReport.Census(
                      inYear,
                      named(accounts.tiers(format.index(), inYear)),
                      byRegion,
                      IngestRules.missing(inYear, byRegion.keySet(), settings.regions()).stream()
                          .map(QualityFinding::regionCode)
                          .toList()));
            });
    List<CheckReport.Rejection> rejections = new ArrayList<>();
    accounts
        .reasons(format.index())
        .forEach(
            (reason, rows) ->
                rejections.add(
                    new CheckReport.Rejection(
                        reason.name(),
                        rows,
                        examples.stream()
                            .filter(one -> one.file() == format.index() && one.reason() == reason)
                            .map(one -> new CheckReport.Example(one.line(), one.detail()))
                            .toList())));
    return new CheckReport.ReadFile(
        format.file().sourceFile(),
        format.file().kind().ending().substring(1),
        format.encoding().charset(),
        Character.isSpaceChar(format.delimiter()) ? null : String.valueOf(format.delimiter()),
        format.sheet().isEmpty() ? null : format.sheet(),
        format.headerLine() == 0 ? null : format.headerLine(),
        columns,
        format.header().ignored().stream().map(ExtractHeader::printable).toList(),
        format.header().idScope(),
        format.fileYear(),
        accounts.read(format.index()),
        accounts.accepted(format.index()),
        accounts.rejected(format.index()),
        censuses,
        rejections);
  }

  /** Counts by tier where households without one have a word, too. */
  private static SortedMap<String, Long> named(Map<String, Long> byTier) {
    SortedMap<String, Long> named = new TreeMap<>();
    byTier.forEach((tier, rows) -> named.put(tier.isEmpty() ? CheckReport.NO_TIER : tier, rows));
    return named;
  }

  private static List<CheckReport.Duplicates> duplicates(
      Dataset<Row> duplicates, List<String> sourceFiles) {
    return duplicates
        .select(
            JudgedRows.FILE.is(FramedRows.fileOf(DuplicateRows.DUPLICATE_PLACE)),
            DuplicateRows.OTHER.is(FramedRows.fileOf(DuplicateRows.OTHER)),
            DuplicateRows.KIND.col())
        .groupBy(JudgedRows.FILE.col(), DuplicateRows.OTHER.col(), DuplicateRows.KIND.col())
        .agg(functions.count(functions.lit(1)).as(Fields.HOUSEHOLDS.name()))
        .collectAsList()
        .stream()
        .map(
            row -> {
              int other = (int) DuplicateRows.OTHER.count(row);
              return new CheckReport.Duplicates(
                  sourceFiles.get(JudgedRows.FILE.year(row)),
                  other < 0 ? null : sourceFiles.get(other),
                  DuplicateRows.KIND.text(row),
                  Fields.HOUSEHOLDS.count(row));
            })
        .sorted(
            Comparator.comparing(CheckReport.Duplicates::sourceFile)
                .thenComparing(one -> String.valueOf(one.otherFile()))
                .thenComparing(CheckReport.Duplicates::kind))
        .toList();
  }

  private List<CheckReport.Change> changes(
      Accounts accounts, LakeHoldings holdings, Dataset<Row> laid, boolean isLakesKey) {
    List<RegionReplacement> replacements = IngestFindings.replacements(accounts, holdings);
    record Place(int year, String region) {}
    Map<Place, Row> moves = new HashMap<>();
    boolean isHeld = replacements.stream().anyMatch(one -> one.householdsBefore() > 0);
    if (isHeld && isLakesKey) {
      Replacement replacement = new Replacement(accounts.regionsByYear());
      Dataset<Row> held =
          lake.read(HouseholdTable.TABLE).filter(functions.expr(replacement.predicate(holdings)));
      HouseholdChanges.of(laid, held)
          .collectAsList()
          .forEach(
              row ->
                  moves.put(
                      new Place(
                          HouseholdTable.CENSUS_YEAR.year(row),
                          HouseholdTable.REGION_CODE.text(row)),
                      row));
    }
    return replacements.stream()
        .map(
            one -> {
              Row moved = moves.get(new Place(one.year(), one.kecamatan()));
              boolean isNew = one.householdsBefore() == 0;
              return new CheckReport.Change(
                  one.year(),
                  one.kecamatan(),
                  settings.regions().nameOf(one.kecamatan()),
                  one.householdsBefore(),
                  one.householdsAfter(),
                  isNew
                      ? Long.valueOf(one.householdsAfter())
                      : moved == null ? null : HouseholdChanges.GAINED.count(moved),
                  isNew
                      ? Long.valueOf(0)
                      : moved == null ? null : HouseholdChanges.LOST.count(moved),
                  named(one.before()),
                  named(one.after()));
            })
        .toList();
  }
}
