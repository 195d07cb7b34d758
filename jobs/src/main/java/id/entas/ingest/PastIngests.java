package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.ExtractFileTable;
import id.entas.tables.PublishedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The ingests that an earlier run stood on, found again among files that somebody names: those that
 * its ledger lists, by their content. Other files are left alone.
 */
public final class PastIngests {
  /** Of the digest of a content, where it is named. */
  private static final int DIGITS = 12;

  private final LedgerReplay replay;
  private final Map<String, List<SniffedFile>> byContent;
  private final Optional<Integer> year;

  private PastIngests(
      LedgerReplay replay, Map<String, List<SniffedFile>> byContent, Optional<Integer> year) {
    this.replay = replay;
    this.byContent = byContent;
    this.year = year;
  }

  /**
   * Looks through the files; unless the lake has lost the ledger of the run.
   *
   * @param inputs files or folders, as paths or URIs; unlike those of one ingest they may hold
   *     files of one name
   * @param year the census year that the command gives to files that do not say theirs
   */
  public static Optional<PastIngests> find(
      SparkSession spark,
      Settings settings,
      List<String> inputs,
      Optional<Integer> year,
      PublishedRun earlier) {
    Optional<List<Row>> ledger = earlier.findRows(ExtractFileTable.TABLE);
    if (ledger.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<SniffedFile>> byContent = new HashMap<>();
    for (SniffedFile file : sniff(spark, settings, inputs)) {
      byContent.computeIfAbsent(file.sha256(), any -> new ArrayList<>()).add(file);
    }
    return Optional.of(
        new PastIngests(
            new LedgerReplay(
                ledger.get().stream().map(LedgerEntry::of).toList(),
                entry -> byContent.containsKey(entry.sha256()),
                holdings(earlier)),
            byContent,
            year));
  }

  private static List<SniffedFile> sniff(
      SparkSession spark, Settings settings, List<String> inputs) {
    // A file that cannot be read is none that a ledger lists.
    Refusals passed = (sourceFile, refusal) -> {};
    Configuration hadoop = spark.sessionState().newHadoopConf();
    List<InputFile> files =
        inputs.stream()
            .flatMap(input -> InputFiles.find(hadoop, List.of(input), passed).stream())
            .toList();
    return files.isEmpty()
        ? List.of()
        : SniffedFiles.of(spark, files, new FileSniffer(settings), passed);
  }

  /** None where they cannot be read, for whatever reason: they only say more than the ledger. */
  private static LakeHoldings holdings(PublishedRun earlier) {
    try {
      return LakeHoldings.of(earlier);
    } catch (Exception e) {
      return new LakeHoldings(List.of());
    }
  }

  /**
   * Refuses to begin without a content that the run's households stand on.
   *
   * @param runId the earlier run's
   */
  public void require(String runId) {
    List<LedgerEntry> missed = replay.ingests().isEmpty() ? replay.missing() : replay.missed();
    if (!missed.isEmpty()) {
      throw Refusal.data(
          "Run "
              + runId
              + " stands on "
              + String.join(", ", missed.stream().map(PastIngests::named).toList())
              + " (names and starts of SHA-256), and no file of the inputs has that content; name"
              + " with --input the extracts as they were then.");
    }
  }

  /**
   * The contents that are not given, each with the start of its digest. Where the run could be
   * built all the same, later ones have replaced them.
   */
  public List<String> missing() {
    return replay.missing().stream().map(PastIngests::named).toList();
  }

  private static String named(LedgerEntry entry) {
    return entry.sourceFile() + " " + entry.sha256().substring(0, DIGITS);
  }

  /** Whether a row of a ledger is about a content that a later one of its name has replaced. */
  public boolean isOfReplaced(Row ledgerRow) {
    return replay.isSuperseded(LedgerEntry.of(ledgerRow));
  }

  /** What each ingest read, in their order; none where nothing of the run is given. */
  public List<ExtractInputs> ingests() {
    return replay.ingests().stream().map(this::inputs).toList();
  }

  /**
   * The year of the command is for those ingests whose rows were all of it: one that was given a
   * year had no other.
   */
  private ExtractInputs inputs(List<LedgerEntry> entries) {
    return ExtractInputs.of(
        entries.stream().map(this::file).toList(),
        year.filter(
            one -> entries.stream().allMatch(entry -> Set.of(one).containsAll(entry.years()))));
  }

  /** A file of the content, under the name that it had then. */
  private InputFile file(LedgerEntry entry) {
    return new InputFile(entry.sourceFile(), byContent.get(entry.sha256()).get(0).file().uri());
  }
}
