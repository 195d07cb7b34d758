package id.entas;

import id.entas.domain.Refusal;
import id.entas.ingest.CheckExtracts;
import id.entas.ingest.CheckReport;
import id.entas.ingest.CheckWords;
import id.entas.ingest.PseudonymKey;
import id.entas.job.Program;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.ServeSettings;
import id.entas.job.Sessions;
import id.entas.job.Settings;
import id.entas.serve.Door;
import id.entas.serve.PasswordFile;
import id.entas.serve.ServeWords;
import id.entas.synthesize.SynthesisPlan;
import id.entas.synthesize.SynthesizeExtracts;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.PublishedRun;
import id.entas.tables.SharedFolder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands as people type them. */
@Command(
    name = "entas",
    description = "From yearly household welfare extracts to an honest answer on a poverty target.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "<command>")
final class Commands implements Runnable {
  private static final Pattern YEARS = Pattern.compile("(\\d{4})-(\\d{4})");

  private final PrintStream out;
  private final Clock clock;
  private final Map<String, String> environment;

  /** Options that every command on a lake has. */
  static final class Common {
    @Option(
        names = "--lake",
        paramLabel = "DIR",
        description = "Folder or URI of the Delta tables (default: ./lake).")
    String lake = "lake";

    @Option(
        names = "--conf",
        paramLabel = "FILE",
        description = "Settings over the defaults (default: conf/entas.conf).")
    Path conf;

    @Option(
        names = "--target-year",
        paramLabel = "Y",
        description = "Year of the target, over the settings'.")
    Integer targetYear;

    @Mixin Speech speech;
  }

  /** How much a command says. */
  static final class Speech {
    @Option(names = "--quiet", description = "Say only the result.")
    boolean quiet;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    boolean help;
  }

  /** Options of the commands that read extracts. */
  static final class Extracts {
    @Option(
        names = "--input",
        paramLabel = "PATH",
        description = "File or folder of extracts; may be repeated (default: data-samples/jember).")
    List<String> inputs = List.of();

    @Option(
        names = "--year",
        paramLabel = "Y",
        description = "Census year of files that do not say it.")
    Integer year;
  }

  Commands(PrintStream out, Clock clock, Map<String, String> environment) {
    this.out = out;
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public void run() {
    throw Refusal.mistake("Name a command, such as `entas run`; `entas --help` lists them.");
  }

  @Command(
      name = "run",
      description = "Every job in order, from extracts to the published verdict.")
  void runAll(
      @Mixin Common common,
      @Mixin Extracts extracts,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Folder of the exports (default: <lake>/exports).")
          String out,
      @Option(
              names = "--as-of",
              paramLabel = "RUN",
              description =
                  "Computes an earlier run again, by its id, from the households and settings it had,"
                      + " in <lake>/as-of/RUN or --out, and says whether its rows are the same.")
          String asOf) {
    if (asOf == null) {
      onLake(common, request(extracts, out), YearlyRun::run);
      return;
    }
    if (!extracts.inputs.isEmpty()
        || extracts.year != null
        || common.conf != null
        || common.targetYear != null) {
      throw Refusal.mistake(
          "run --as-of takes the extracts and settings of the run it names; leave out --input,"
              + " --year, --conf and --target-year.");
    }
    recompute(common, asOf, out);
  }

  @Command(name = "ingest", description = "Extracts into households; every row accounted for.")
  void ingest(@Mixin Common common, @Mixin Extracts extracts) {
    stage(YearlyRun.Stage.INGEST, common, request(extracts, null));
  }

  @Command(
      name = "check",
      description = {
        "What ingest would accept and reject, and why; writes nothing.",
        "Ends with yes (exit code 0) or no (3). Personal data is masked."
      })
  int check(
      @Parameters(
              paramLabel = "PATH",
              arity = "1..*",
              description = "Files and folders of extracts.")
          List<String> paths,
      @Option(
              names = "--lake",
              paramLabel = "DIR",
              description = "Lake to compare with, which need not exist (default: ./lake).",
              defaultValue = "lake")
          String lakeFolder,
      @Option(
              names = "--conf",
              paramLabel = "FILE",
              description = "Settings over the defaults (default: conf/entas.conf).")
          Path conf,
      @Option(
              names = "--year",
              paramLabel = "Y",
              description = "Census year of files that do not say it.")
          Integer year,
      @Option(names = "--json", description = "Say it as one JSON document.") boolean json,
      @Mixin Speech speech) {
    refuseMissing(paths, "to check");
    Settings settings = settings(conf, Map.of());
    CheckReport report;
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, lakeFolder);
      Optional<PseudonymKey> key =
          PseudonymKey.find(environment, settings, spark.sparkContext().master());
      report =
          new CheckExtracts(spark, lake, settings, key, paths, Optional.ofNullable(year)).check();
    }
    if (json) {
      out.println(report.json());
    } else if (speech.quiet) {
      CheckWords.verdict(report).forEach(out::println);
    } else {
      CheckWords.of(report, settings).forEach(out::println);
    }
    return report.accepted() ? 0 : Refusal.Kind.DATA.exitCode();
  }

  @Command(name = "panel", description = "Households into histories, flows and stocks.")
  void panel(@Mixin Common common) {
    stage(YearlyRun.Stage.PANEL, common, NO_EXTRACTS);
  }

  @Command(name = "transition", description = "Flows into matrices and reduction rates.")
  void transition(@Mixin Common common) {
    stage(YearlyRun.Stage.TRANSITION, common, NO_EXTRACTS);
  }

  @Command(
      name = "projection",
      description = "Matrices into futures and the reachability of the target.")
  void projection(@Mixin Common common) {
    stage(YearlyRun.Stage.PROJECTION, common, NO_EXTRACTS);
  }

  @Command(
      name = "backtest",
      description = "Forecasts of past censuses made anew, against what was then counted.")
  void backtest(@Mixin Common common) {
    stage(YearlyRun.Stage.BACKTEST, common, NO_EXTRACTS);
  }

  @Command(name = "publish", description = "Exports and the verdict of the run published last.")
  void publish(
      @Mixin Common common,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Folder of the exports (default: <lake>/exports).")
          String out) {
    stage(
        YearlyRun.Stage.PUBLISH,
        common,
        new YearlyRun.Request(List.of(), Optional.empty(), Optional.ofNullable(out)));
  }

  @Command(
      name = "synthesize",
      description = "Invented extracts of any size, with their truth beside them.")
  void synthesize(
      @Option(
              names = "--households",
              paramLabel = "N",
              required = true,
              description = "Listed households of the first census.")
          long households,
      @Option(
              names = "--years",
              paramLabel = "Y1-Y2",
              required = true,
              description = "Census years, such as 2008-2012.")
          String years,
      @Option(
              names = "--seed",
              paramLabel = "S",
              required = true,
              description = "Seed of every draw.")
          long seed,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              required = true,
              description = "Folder to write into.")
          String outFolder,
      @Option(
              names = "--conf",
              paramLabel = "FILE",
              description = "Settings over the defaults (default: conf/entas.conf).")
          Path conf,
      @Mixin Speech speech) {
    Settings settings = settings(conf, Map.of());
    Matcher range = YEARS.matcher(years);
    if (!range.matches()) {
      throw Refusal.mistake(
          "Census years are written as 2008-2012, not '" + years + "'; give them with --years.");
    }
    SynthesisPlan plan =
        SynthesisPlan.jember(
            settings,
            households,
            Integer.parseInt(range.group(1)),
            Integer.parseInt(range.group(2)),
            seed);
    RunReport report = report(speech);
    try (SparkSession spark = Sessions.open()) {
      report.phase(new SynthesizeExtracts(spark, settings, plan, outFolder));
    }
    report.summary();
  }

  @Command(
      name = "serve",
      description = {
        "Lets BI tools read the published tables by JDBC and ODBC (HiveServer2), database entas.",
        "Reads and nothing else; a newly published run is seen without a restart."
      })
  void serve(
      @Option(
              names = "--port",
              paramLabel = "P",
              description = "Port to listen on (default: ${DEFAULT-VALUE}).",
              defaultValue = "10000")
          int port,
      @Option(
              names = "--bind",
              paramLabel = "ADDRESS",
              description =
                  "Address to listen on (default: ${DEFAULT-VALUE}); others need a password file.",
              defaultValue = "127.0.0.1")
          String bind,
      @Option(
              names = "--lake",
              paramLabel = "DIR",
              description = "Folder or URI of the Delta tables (default: ./lake).",
              defaultValue = "lake")
          String lakeFolder,
      @Option(
              names = "--conf",
              paramLabel = "FILE",
              description = "Settings over the defaults (default: conf/entas.conf).")
          Path conf,
      @Option(
              names = "--add-user",
              paramLabel = "NAME",
              description =
                  "Asks for a password, writes the user into serve.password-file, and ends.")
          String newUser,
      @Mixin Speech speech) {
    Settings settings = settings(conf, Map.of());
    if (newUser != null) {
      addUser(newUser, settings.serve());
      return;
    }
    Door.Address address = new Door.Address(bind, port);
    Door.check(address, settings.serve(), environment);
    try (SparkSession spark = Sessions.openToServe(settings.serve());
        Door door = Door.open(spark, lakeFolder, settings, address, environment)) {
      Runtime.getRuntime().addShutdownHook(new Thread(door::close, "entas-close"));
      if (!speech.quiet) {
        ServeWords.opened(door, address, settings.serve()).forEach(out::println);
      }
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void addUser(String name, ServeSettings settings) {
    PasswordFile file =
        new PasswordFile(
            settings
                .findPasswordFile()
                .orElseThrow(
                    () ->
                        Refusal.mistake(
                            "The settings name no password file; name one as serve.password-file in"
                                + " a file given by --conf.")));
    file.add(name, newPassword());
    out.println("User " + name + " may log in from now on.");
  }

  /** From the terminal without showing it, or the first line of what is piped in. */
  private static char[] newPassword() {
    if (System.console() != null) {
      return System.console().readPassword("Password: ");
    }
    try (Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
      return in.hasNextLine() ? in.nextLine().toCharArray() : new char[0];
    }
  }

  /** What is done with a lake that is open and locked. */
  private interface Work {
    void on(YearlyRun run, RunReport report);
  }

  private static final YearlyRun.Request NO_EXTRACTS =
      new YearlyRun.Request(List.of(), Optional.empty(), Optional.empty());

  private void stage(YearlyRun.Stage stage, Common common, YearlyRun.Request request) {
    onLake(common, request, (run, report) -> run.run(stage, report));
  }

  private void onLake(Common common, YearlyRun.Request request, Work work) {
    Map<String, Object> overrides = new TreeMap<>();
    if (common.targetYear != null) {
      overrides.put("target.year", common.targetYear);
    }
    Settings settings = settings(common.conf, overrides);
    RunReport report = report(common.speech);
    try (LakeLock lock = LakeLock.acquire(common.lake, clock);
        SparkSession spark = Sessions.open()) {
      SharedFolder.check(spark, common.lake);
      Lake lake = Lake.at(spark, common.lake);
      Supplier<PseudonymKey> key =
          () -> PseudonymKey.resolve(environment, settings, spark.sparkContext().master());
      RunIdentity identity = new RunIdentity(lake, settings, Program.version());
      work.on(new YearlyRun(spark, lake, settings, clock, key, identity, request), report);
    }
    report.summary();
  }

  private void recompute(Common common, String asOf, String out) {
    RunReport report = report(common.speech);
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, common.lake);
      PublishedRun earlier = PublishedRun.of(lake, asOf);
      Settings settings = Settings.of(earlier.settings());
      String folder = out == null ? lake.location() + "/as-of/" + earlier.runId() : out;
      Lake again = Lake.at(spark, folder);
      if (again.has(HouseholdTable.TABLE)) {
        throw Refusal.mistake(
            "The folder " + folder + " holds a lake already; name an empty one with --out.");
      }
      YearlyRun yearly =
          new YearlyRun(
              spark,
              again,
              settings,
              clock,
              () -> {
                throw new IllegalStateException("no extract is read again");
              },
              new RunIdentity(again, settings, Program.version()),
              NO_EXTRACTS);
      RecomputedRun recomputed = new RecomputedRun(earlier, again, yearly, Program.version());
      recomputed.compute(report);
      recomputed.compare(report);
    }
    report.summary();
  }

  private Settings settings(Path conf, Map<String, ?> overrides) {
    Optional<Path> file =
        Optional.ofNullable(conf)
            .or(() -> Optional.of(home().resolve("conf/entas.conf")).filter(Files::isRegularFile));
    return Settings.load(file, overrides);
  }

  private YearlyRun.Request request(Extracts extracts, String exports) {
    List<String> inputs =
        extracts.inputs.isEmpty()
            ? List.of(home().resolve("data-samples/jember").toString())
            : extracts.inputs;
    refuseMissing(inputs, "with --input");
    return new YearlyRun.Request(
        inputs, Optional.ofNullable(extracts.year), Optional.ofNullable(exports));
  }

  private static void refuseMissing(List<String> inputs, String how) {
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

  private RunReport report(Speech speech) {
    RunReport.Voice voice =
        speech.quiet
            ? RunReport.Voice.QUIET
            : System.console() != null ? RunReport.Voice.TERMINAL : RunReport.Voice.PLAIN;
    return new RunReport(out, voice, clock);
  }

  /** Whether the command that was typed asked for stack traces. */
  boolean isVerbose(CommandLine.ParseResult result) {
    CommandLine.ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--verbose");
  }
}
