package id.entas;

import id.entas.domain.Refusal;
import id.entas.ingest.PastIngests;
import id.entas.ingest.PseudonymKey;
import id.entas.job.Audience;
import id.entas.job.Program;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Sessions;
import id.entas.job.Settings;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.PublishedRun;
import id.entas.tables.SharedFolder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What the commands have in common: settings, inputs and report from what was typed, and a lake
 * that is opened and locked for them.
 */
final class Invocation {
  private final PrintStream out;
  private final Clock clock;
  private final Map<String, String> environment;

  /**
   * @param out where what is asked for is said
   * @param environment variables of the process
   */
  Invocation(PrintStream out, Clock clock, Map<String, String> environment) {
    this.out = out;
    this.clock = clock;
    this.environment = environment;
  }

  /** What is done with a lake that is open and locked. */
  interface Work {
    void on(YearlyRun run, RunReport report);
  }

  static final Supplier<PseudonymKey> NO_KEY =
      () -> {
        throw new IllegalStateException("no extract is read into the lake");
      };

  static final YearlyRun.Request NO_EXTRACTS =
      new YearlyRun.Request(List.of(), Optional.empty(), Optional.empty(), Audience.GOVERNMENT);

  /** The settings of a command on a lake. */
  Settings settings(Options.Configured configured) {
    return settings(configured.conf, configured.overrides());
  }

  private Settings settings(Options.Common common, String language) {
    Map<String, String> overrides = common.overrides();
    if (language != null) {
      overrides.put("report.language", language);
    }
    return settings(common.conf, overrides);
  }

  /**
   * Opens and locks a lake, does the work, and prints the summary.
   *
   * @param language over the settings', or null
   * @param patience how long to wait for another run's lock
   */
  void onLake(
      Options.Common common,
      String language,
      YearlyRun.Request request,
      Duration patience,
      RunReport report,
      Work work) {
    Settings settings = settings(common, language);
    try (LakeLock lock = LakeLock.acquire(common.lake, clock, patience, report::progress);
        SparkSession spark = Sessions.open()) {
      SharedFolder.check(spark, common.lake);
      Lake lake = Lake.at(spark, common.lake);
      Supplier<PseudonymKey> key =
          () -> PseudonymKey.resolveFor(lake, environment, settings, spark.sparkContext().master());
      RunIdentity identity = new RunIdentity(lake, settings, Program.version());
      work.on(new YearlyRun(spark, lake, settings, clock, key, identity, request), report);
    }
    report.summary();
  }

  /**
   * Computes an earlier run again in a lake of its own.
   *
   * @param asOf its id, or the start of it
   */
  void recompute(
      Options.Common common,
      String asOf,
      Options.Extracts extracts,
      Options.Exports exports,
      Duration patience,
      RunReport report) {
    YearlyRun.Request request =
        extracts.inputs.isEmpty() ? NO_EXTRACTS : request(extracts, new Options.Exports());
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, common.lake);
      PublishedRun earlier = PublishedRun.of(lake, asOf);
      Settings settings = Settings.of(earlier.settings());
      String folder =
          exports.out == null
              ? String.join("/", lake.location(), RecomputedRun.FOLDER, earlier.runId())
              : exports.out;
      try (LakeLock lock = LakeLock.acquire(folder, clock, patience, report::progress)) {
        Lake again = Lake.at(spark, folder);
        if (again.has(HouseholdTable.TABLE)) {
          throw Refusal.mistake(
              "The folder " + folder + " holds a lake already; name an empty one with --out.");
        }
        String master = spark.sparkContext().master();
        YearlyRun yearly =
            new YearlyRun(
                spark,
                again,
                settings,
                clock,
                () -> PseudonymKey.resolveFor(lake, environment, settings, master),
                new RunIdentity(again, settings, Program.version()),
                request);
        RecomputedRun recomputed = new RecomputedRun(earlier, again, yearly, Program.version());
        if (request == NO_EXTRACTS) {
          recomputed.compute(report);
          recomputed.compare(report);
        } else {
          Optional<PastIngests> past =
              PastIngests.find(spark, settings, request.inputs(), request.year(), earlier);
          if (past.isPresent()) {
            recomputed.replay(past.get(), report);
          } else {
            recomputed.rebuild(report);
          }
        }
      }
    }
    report.summary();
  }

  /**
   * The settings of a file over those of the checkout.
   *
   * @param conf or null
   */
  Settings settings(Path conf, Map<String, String> overrides) {
    Optional<Path> file =
        Optional.ofNullable(conf)
            .or(() -> Optional.of(home().resolve("conf/entas.conf")).filter(Files::isRegularFile));
    return Settings.load(file, environment, overrides);
  }

  /** What a run is asked to read and where it is to write. */
  YearlyRun.Request request(Options.Extracts extracts, Options.Exports exports) {
    List<String> inputs =
        extracts.inputs.isEmpty()
            ? List.of(home().resolve("data-samples/jember").toString())
            : extracts.inputs;
    refuseMissing(inputs, "with --input");
    return new YearlyRun.Request(
        inputs,
        Optional.ofNullable(extracts.year),
        Optional.ofNullable(exports.out),
        exports.audience());
  }

  /**
   * Refuses files and folders of this machine that are not there.
   *
   * @param how they were named
   */
  static void refuseMissing(List<String> inputs, String how) {
    for (String input : inputs) {
      if (!input.contains(":/") && !Files.exists(Path.of(input))) {
        throw Refusal.mistake(
            "The input " + input + " does not exist; name a file or folder " + how + ".");
      }
    }
  }

  /** The checkout, as the launcher names it; the working folder elsewhere. */
  private Path home() {
    return Path.of(System.getProperty("entas.home", environment.getOrDefault("ENTAS_HOME", ".")));
  }

  /** What says to whoever typed it how the command goes. */
  RunReport report(Options.Speech speech) {
    RunReport.Voice voice =
        speech.quiet
            ? RunReport.Voice.QUIET
            : System.console() != null ? RunReport.Voice.TERMINAL : RunReport.Voice.PLAIN;
    return new RunReport(out, voice, clock);
  }
}
