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
import id.entas.publish.ExportTables;
import id.entas.serve.Door;
import id.entas.serve.PasswordFile;
import id.entas.serve.ServeWords;
import id.entas.synthesize.SynthesisPlan;
import id.entas.synthesize.SynthesizeExtracts;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.AutoComplete;
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
    synopsisSubcommandLabel = "<command>",
    footer = "%nThe launcher of a checkout also has `entas test [--long]`, all tests.")
final class Commands implements Runnable {
  private static final Pattern YEARS = Pattern.compile("(\\d{4})-(\\d{4})");

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Invocation invocation;

  Commands(PrintStream out, PrintStream err, Clock clock, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.environment = environment;
    this.invocation = new Invocation(out, clock, environment);
  }

  /** Where what is asked for is said. */
  PrintStream out() {
    return out;
  }

  @Override
  public void run() {
    throw Refusal.mistake("Name a command, such as `entas run`; `entas --help` lists them.");
  }

  @Command(
      name = "run",
      description = "Every job in order, from extracts to the published verdict.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  entas run",
        "  entas run --input /srv/extracts --lake /srv/lake --target-year 2014",
        "  entas run --input bdt_2012.csv --dry-run",
        "  entas run --wait 60 --summary last-run.json --on-failure \"mail -s Entas analyst\"",
        "  entas run --as-of 1f0c",
        "  entas run --as-of 1f0c --input /srv/extracts --out again"
      })
  void runAll(
      @Mixin Options.Common common,
      @Mixin Options.Extracts extracts,
      @Mixin Options.Exports exports,
      @Mixin Unattended unattended,
      @Option(
              names = "--language",
              paramLabel = "LANG",
              description = "Language of workbook and notebooks, id or en, over the settings'.")
          String language,
      @Option(
              names = "--dry-run",
              description = "Only say what would be done, read, refused and replaced.")
          boolean dryRun,
      @Option(
              names = "--as-of",
              paramLabel = "RUN",
              description =
                  "Computes an earlier run again, by its id, from the households and settings it had,"
                      + " in <lake>/as-of/RUN or --out, and says whether its rows are the same."
                      + " With --input it is built from its extracts, ingest by ingest, whatever the lake still has.")
          String asOf) {
    if (asOf != null
        && (common.conf != null
            || common.targetYear != null
            || !common.overrides.values.isEmpty()
            || exports.isPublic
            || dryRun
            || language != null
            || (extracts.year != null && extracts.inputs.isEmpty()))) {
      throw Refusal.mistake(
          "run --as-of takes the settings of the run it names, and its households unless --input"
              + " names its extracts; leave out --conf, --target-year, --language, --public,"
              + " --dry-run and -D, and --year without --input.");
    }
    if (dryRun) {
      unattended.refuseWith("--dry-run");
      plan(common, invocation.request(extracts, exports));
      return;
    }
    Duration patience = unattended.patience();
    RunReport report = invocation.report(common.speech);
    unattended.around(
        common.lake,
        report,
        err,
        clock,
        environment,
        () -> {
          if (asOf == null) {
            invocation.onLake(
                common,
                language,
                invocation.request(extracts, exports),
                patience,
                report,
                YearlyRun::run);
          } else {
            invocation.recompute(common, asOf, extracts, exports, patience, report);
          }
        });
  }

  /** Says what a run would do; writes nothing. */
  private void plan(Options.Common common, YearlyRun.Request request) {
    Settings settings = invocation.settings(common);
    RunReport report = invocation.report(common.speech);
    CheckReport checked;
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, common.lake);
      RunIdentity identity = new RunIdentity(lake, settings, Program.version());
      new YearlyRun(spark, lake, settings, clock, Invocation.NO_KEY, identity, request)
          .plan(report);
      Optional<PseudonymKey> key =
          PseudonymKey.find(environment, settings, spark.sparkContext().master());
      checked =
          new CheckExtracts(spark, lake, settings, key, request.inputs(), request.year()).check();
    }
    report.say("");
    if (common.speech.quiet) {
      CheckWords.verdict(checked).forEach(report::result);
    } else {
      CheckWords.of(checked, settings).forEach(report::say);
    }
    report.result("Nothing was written.");
    report.results();
    if (!checked.accepted()) {
      throw Refusal.data("The run would refuse the data; see what is said of the files.");
    }
  }

  @Command(
      name = "ingest",
      description = "Extracts into households; every row accounted for.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas ingest --input /srv/extracts --lake /srv/lake"})
  void ingest(@Mixin Options.Common common, @Mixin Options.Extracts extracts) {
    stage(YearlyRun.Stage.INGEST, common, invocation.request(extracts, new Options.Exports()));
  }

  @Command(
      name = "check",
      description = {
        "What ingest would accept and reject, and why; writes nothing.",
        "Ends with yes (exit code 0) or no (3). Personal data is masked."
      },
      footerHeading = "%nExamples:%n",
      footer = {"  entas check bdt_2012.csv", "  entas check /srv/extracts --json"})
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
      @Mixin Options.Overrides overrides,
      @Mixin Options.Speech speech) {
    Invocation.refuseMissing(paths, "to check");
    Settings settings = invocation.settings(conf, overrides.values);
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

  @Command(
      name = "panel",
      description = "Households into histories, flows and stocks.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas panel --lake /srv/lake"})
  void panel(@Mixin Options.Common common) {
    stage(YearlyRun.Stage.PANEL, common, Invocation.NO_EXTRACTS);
  }

  @Command(
      name = "transition",
      description = "Flows into matrices and reduction rates.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas transition --lake /srv/lake"})
  void transition(@Mixin Options.Common common) {
    stage(YearlyRun.Stage.TRANSITION, common, Invocation.NO_EXTRACTS);
  }

  @Command(
      name = "projection",
      description = "Matrices into futures and the reachability of the target.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas projection --lake /srv/lake --target-year 2014"})
  void projection(@Mixin Options.Common common) {
    stage(YearlyRun.Stage.PROJECTION, common, Invocation.NO_EXTRACTS);
  }

  @Command(
      name = "backtest",
      description = "Forecasts of past censuses made anew, against what was then counted.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas backtest --lake /srv/lake"})
  void backtest(@Mixin Options.Common common) {
    stage(YearlyRun.Stage.BACKTEST, common, Invocation.NO_EXTRACTS);
  }

  @Command(
      name = "publish",
      description = "Exports and the verdict of the run published last.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas publish --lake /srv/lake", "  entas publish --public --out /srv/www"})
  void publish(
      @Mixin Options.Common common,
      @Mixin Options.Exports exports,
      @Option(
              names = "--language",
              paramLabel = "LANG",
              description = "Language of workbook and notebooks, id or en, over the settings'.")
          String language) {
    stage(
        YearlyRun.Stage.PUBLISH,
        common,
        language,
        new YearlyRun.Request(
            List.of(), Optional.empty(), Optional.ofNullable(exports.out), exports.audience()));
  }

  @Command(
      name = "export",
      description = "The published tables as plain files, for tools that do not read Delta.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  entas export --format csv",
        "  entas export --format parquet --lake /srv/lake --out /srv/plain",
        "  entas export --format xlsx --public"
      })
  void export(
      @Mixin Options.Configured configured,
      @Mixin Options.Exports exports,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              required = true,
              description = "csv, parquet (a file a table), or xlsx (one workbook).")
          ExportTables.Format format) {
    Settings settings = invocation.settings(configured);
    RunReport report = invocation.report(configured.speech);
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, configured.lake);
      String folder =
          exports.out != null
              ? exports.out
              : lake.location()
                  + "/"
                  + exports.audience().folder()
                  + "/"
                  + format.name().toLowerCase(Locale.ROOT);
      report.phase(new ExportTables(lake, exports.audience().minCell(settings), format, folder));
    }
    report.results();
  }

  @Command(
      name = "runs",
      description = "The published runs, the oldest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas runs --lake /srv/lake"})
  void runs(@Mixin Options.OnLake on) {
    try (SparkSession spark = Sessions.open()) {
      PublishedRun.latest(Lake.at(spark, on.lake)).runs().stream()
          .map(Commands::lineOf)
          .forEach(out::println);
    }
  }

  private static String lineOf(Row run) {
    return RunTable.RUN_ID.text(run)
        + "  "
        + run.<Timestamp>getAs(RunTable.FINISHED_AT.name())
            .toInstant()
            .truncatedTo(ChronoUnit.SECONDS)
        + "  entas "
        + RunTable.PROGRAM_VERSION.text(run)
        + "  settings "
        + RunTable.SETTINGS_SHA256.text(run).substring(0, 12);
  }

  @Command(
      name = "diff",
      description =
          "What changed between two published runs: extracts, settings, program, verdicts.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas diff 1f0c 9e2b", "  entas diff 1f0c 9e2b --lake /srv/lake"})
  void diff(
      @Parameters(
              paramLabel = "RUN",
              arity = "2",
              description = "Ids of two runs, or their starts; `entas runs` lists them.")
          List<String> runs,
      @Mixin Options.OnLake on) {
    try (SparkSession spark = Sessions.open()) {
      Lake lake = Lake.at(spark, on.lake);
      ComparedRuns.of(PublishedRun.of(lake, runs.get(0)), PublishedRun.of(lake, runs.get(1)))
          .forEach(out::println);
    }
  }

  @Command(
      name = "tidy",
      description = {
        "Packs the small files of the tables, and deletes files of past versions that are older than",
        "lake.keep-years; takes out rejected rows older than ingest.keep-rejected-days, also of runs that",
        "were built again in <lake>/as-of, and changes no other."
      },
      footerHeading = "%nExamples:%n",
      footer = {"  entas tidy --lake /srv/lake", "  entas tidy -Dlake.keep-years=20"})
  void tidy(@Mixin Options.Configured configured) {
    Settings settings = invocation.settings(configured);
    RunReport report = invocation.report(configured.speech);
    try (LakeLock lock = LakeLock.acquire(configured.lake, clock, Duration.ZERO, report::progress);
        SparkSession spark = Sessions.open()) {
      YearlyRun.tidy(Lake.at(spark, configured.lake), settings, clock.instant(), report);
    }
    report.results();
  }

  @Command(
      name = "settings",
      description = {
        "Every setting with its value and where that was written.",
        "That is the defaults, a file with the line, a variable ENTAS_SET_… of the environment (ENTAS_SET_TARGET_YEAR is target.year), or -D."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  entas settings",
        "  entas settings --changed --conf our.conf",
        "  entas settings --explain -Dtarget.year=2014"
      })
  void settings(
      @Option(
              names = "--conf",
              paramLabel = "FILE",
              description = "Settings over the defaults (default: conf/entas.conf).")
          Path conf,
      @Option(names = "--changed", description = "Only those that are no defaults.")
          boolean changed,
      @Option(names = "--explain", description = "With the meaning of each.") boolean explain,
      @Mixin Options.Overrides overrides,
      @Mixin Options.Speech speech) {
    invocation.settings(conf, overrides.values).lines().stream()
        .filter(line -> !changed || !line.origin().equals("default"))
        .forEach(
            line -> {
              if (explain && !line.meaning().isEmpty()) {
                out.println("# " + line.meaning());
              }
              out.println(line.key() + " = " + line.value() + "   # " + line.origin());
            });
  }

  @Command(
      name = "completion",
      description = "A script for bash and zsh that completes commands and options.",
      footerHeading = "%nExamples:%n",
      footer = {"  source <(entas completion)", "  entas completion >/etc/bash_completion.d/entas"})
  void completion(@Mixin Options.Speech speech) {
    out.print(AutoComplete.bash("entas", new CommandLine(this)));
  }

  @Command(
      name = "synthesize",
      description = "Invented extracts of any size, with their truth beside them.",
      footerHeading = "%nExamples:%n",
      footer = {"  entas synthesize --households 10000 --years 2008-2012 --seed 1 --out invented"})
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
      @Mixin Options.Overrides overrides,
      @Mixin Options.Speech speech) {
    Settings settings = invocation.settings(conf, overrides.values);
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
    RunReport report = invocation.report(speech);
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
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  entas serve --lake /srv/lake",
        "  entas serve --conf door.conf --add-user tkpk",
        "  entas serve --conf door.conf --bind 0.0.0.0"
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
      @Mixin Options.Overrides overrides,
      @Mixin Options.Speech speech) {
    Settings settings = invocation.settings(conf, overrides.values);
    if (newUser != null) {
      addUser(newUser, settings.serve());
      return;
    }
    Door.Address address = new Door.Address(bind, port);
    Door.check(address, settings.serve(), environment);
    try (SparkSession spark = Sessions.openToServe(settings.serve());
        Door door = Door.open(spark, lakeFolder, settings, address, environment)) {
      Runtime.getRuntime().addShutdownHook(new Thread(door::close, "entas-close"));
      ServeWords.findWarning(address, settings.serve()).ifPresent(err::println);
      if (!speech.quiet) {
        ServeWords.opened(door, address, settings).forEach(out::println);
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
    file.add(name, NewPassword.ask());
    out.println("User " + name + " may log in from now on.");
  }

  private void stage(YearlyRun.Stage stage, Options.Common common, YearlyRun.Request request) {
    stage(stage, common, null, request);
  }

  private void stage(
      YearlyRun.Stage stage, Options.Common common, String language, YearlyRun.Request request) {
    invocation.onLake(
        common,
        language,
        request,
        Duration.ZERO,
        invocation.report(common.speech),
        (run, report) -> run.run(stage, report));
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
