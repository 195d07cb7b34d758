package id.entas;

import id.entas.domain.MinCell;
import id.entas.domain.Refusal;
import id.entas.ingest.ExtractInputs;
import id.entas.ingest.IngestExtracts;
import id.entas.ingest.PseudonymKey;
import id.entas.job.Audience;
import id.entas.job.Job;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Settings;
import id.entas.panel.CheckLinkage;
import id.entas.panel.CountProgrammes;
import id.entas.panel.CountTransitions;
import id.entas.panel.CoverProgrammes;
import id.entas.panel.PackHistories;
import id.entas.panel.Reconcile;
import id.entas.panel.RecordOutsideFigures;
import id.entas.projection.BacktestFutures;
import id.entas.projection.ProjectTiers;
import id.entas.publish.Boundaries;
import id.entas.publish.PublishVerdicts;
import id.entas.publish.WriteNotebooks;
import id.entas.publish.WriteReport;
import id.entas.publish.WriteWorkbook;
import id.entas.tables.Lake;
import id.entas.tables.LakeLock;
import id.entas.tables.PublishedRun;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.transition.EstimateTransitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The order of the jobs, written once: a run does them all and publishes the result; a stage does
 * its own.
 */
public final class YearlyRun {

  /** The stages, in the order of a run. */
  public enum Stage {
    INGEST,
    PANEL,
    TRANSITION,
    PROJECTION,
    BACKTEST,
    PUBLISH
  }

  /**
   * What a run is asked to do.
   *
   * @param inputs files and folders of extracts
   * @param year census year of files that do not say it themselves
   * @param out folder of the exports, below the lake's where none is named
   * @param audience whom the exports are for
   */
  public record Request(
      List<String> inputs, Optional<Integer> year, Optional<String> out, Audience audience) {

    /** A request for exports inside government. */
    public Request(List<String> inputs, Optional<Integer> year, Optional<String> out) {
      this(inputs, year, out, Audience.GOVERNMENT);
    }
  }

  private final SparkSession spark;
  private final Lake lake;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<PseudonymKey> key;
  private final RunIdentity identity;
  private final Request request;
  private final ExtractInputs extracts;

  /**
   * @param key the pseudonym key, asked for only where extracts are read
   */
  public YearlyRun(
      SparkSession spark,
      Lake lake,
      Settings settings,
      Clock clock,
      Supplier<PseudonymKey> key,
      RunIdentity identity,
      Request request) {
    this(
        spark,
        lake,
        settings,
        clock,
        key,
        identity,
        request,
        ExtractInputs.named(request.inputs(), request.year()));
  }

  private YearlyRun(
      SparkSession spark,
      Lake lake,
      Settings settings,
      Clock clock,
      Supplier<PseudonymKey> key,
      RunIdentity identity,
      Request request,
      ExtractInputs extracts) {
    this.spark = spark;
    this.lake = lake;
    this.settings = settings;
    this.clock = clock;
    this.key = key;
    this.identity = identity;
    this.request = request;
    this.extracts = extracts;
  }

  /** The same that reads other extracts than the request's. */
  YearlyRun reading(ExtractInputs others) {
    return new YearlyRun(spark, lake, settings, clock, key, identity, request, others);
  }

  /** The jobs of a stage, in order. */
  private List<Job> jobs(Stage stage) {
    return switch (stage) {
      case INGEST ->
          List.of(new IngestExtracts(spark, lake, settings, clock, key, identity, extracts));
      case PANEL ->
          List.of(
              new PackHistories(lake, settings, identity),
              new CountTransitions(lake, settings, identity),
              new CountProgrammes(lake, settings, identity),
              new CoverProgrammes(lake, settings, identity),
              new CheckLinkage(lake, settings, identity),
              new Reconcile(lake, settings, identity),
              new RecordOutsideFigures(lake, settings, identity));
      case TRANSITION -> List.of(new EstimateTransitions(lake, settings, identity));
      case PROJECTION -> List.of(new ProjectTiers(spark, lake, settings, identity));
      case BACKTEST -> List.of(new BacktestFutures(lake, settings, identity));
      case PUBLISH -> {
        MinCell least = request.audience().minCell(settings);
        Optional<String> out =
            request
                .out()
                .or(() -> Optional.of(lake.location() + "/" + request.audience().folder()));
        yield List.of(
            new PublishVerdicts(lake, settings, least, out),
            new WriteReport(lake, least, Boundaries.of(settings), out),
            new WriteWorkbook(lake, settings, least, out),
            new WriteNotebooks(lake, settings.language(), least, out));
      }
    };
  }

  /**
   * Runs every stage and publishes the run by one append, after the last table and before the
   * exports, unless someone else has changed a table meanwhile, as he can where no lock keeps him
   * out.
   */
  public void run(RunReport report) {
    Instant started = clock.instant();
    List<Job> reading = jobs(Stage.INGEST);
    List<Job> counting =
        Arrays.stream(Stage.values())
            .filter(stage -> stage != Stage.INGEST && stage != Stage.PUBLISH)
            .flatMap(stage -> jobs(stage).stream())
            .toList();
    List<Job> showing = jobs(Stage.PUBLISH);
    report.plan(
        Stream.of(reading, counting, showing).flatMap(List::stream).toList(), lake.location());
    mend(lake, report);
    identity.markBeginning();
    Map<String, Long> before = lake.versions(Tables.ofARun());
    reading.forEach(report::phase);
    identity.mark();
    showing.forEach(Job::makeReady);
    counting.forEach(report::phase);
    String runId = identity.current();
    PublishedRun.publish(
        lake,
        new PublishedRun.Identity(
            runId,
            "run",
            started,
            clock.instant(),
            settings.sha256(),
            settings.text(),
            identity.programVersion()),
        before);
    report.published(runId);
    showing.forEach(report::phase);
  }

  /**
   * What every command that writes a lake begins with: looks whether it still has what its last run
   * published, and takes back what one that died has left.
   */
  static void mend(Lake lake, RunReport report) {
    PublishedRun.requireWhole(lake);
    if (lake.mend()) {
      report.note(
          "an earlier ingest did not come to its end: what it had written was taken back before this one");
    }
  }

  /**
   * Packs the small files of a lake, deletes what nobody needs any more, and takes out rejected
   * rows whose time is over, also of the earlier runs that were built again in it.
   */
  static void tidy(Lake lake, Settings settings, Instant now, RunReport report) {
    mend(lake, report);
    Instant oldest = now.minus(Duration.ofDays(settings.keepRejectedDays()));
    RejectedRowTable.expire(lake, oldest);
    lake.tidyUp(Tables.ALL, settings.keepVersions(), now, report::result);
    for (Lake built : lake.lakesBelow(RecomputedRun.FOLDER)) {
      if (built.has(RejectedRowTable.TABLE)) {
        expire(built, oldest, now, report);
      }
    }
  }

  /** Takes out the expired rows of a lake in which an earlier run was built again. */
  private static void expire(Lake built, Instant oldest, Instant now, RunReport report) {
    try (LakeLock lock =
        LakeLock.acquire(
            built.location(), Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO, report::progress)) {
      built.mend();
      RejectedRowTable.expire(built, oldest);
    } catch (Refusal e) {
      if (e.kind() != Refusal.Kind.CONFLICT) {
        throw e;
      }
      report.note(
          "rejected rows in " + built.location() + " were left to the next tidy: it is in use");
    }
  }

  /** Says what a run would do. */
  public void plan(RunReport report) {
    report.plan(
        Arrays.stream(Stage.values()).flatMap(stage -> jobs(stage).stream()).toList(),
        lake.location());
  }

  /**
   * Runs every stage between the households and what is published of them; publishes nothing.
   *
   * @return the tables written
   */
  public List<Table> recompute(RunReport report) {
    List<Job> jobs =
        Arrays.stream(Stage.values())
            .filter(stage -> stage != Stage.INGEST && stage != Stage.PUBLISH)
            .flatMap(stage -> jobs(stage).stream())
            .toList();
    report.plan(jobs, lake.location());
    identity.mark();
    jobs.forEach(report::phase);
    return jobs.stream().flatMap(job -> job.writes().stream()).toList();
  }

  /** Runs one stage on what the stage before left in the lake; publishes nothing. */
  public void run(Stage stage, RunReport report) {
    List<Job> jobs = jobs(stage);
    report.plan(jobs, lake.location());
    mend(lake, report);
    if (stage != Stage.INGEST) {
      identity.mark();
    }
    jobs.forEach(report::phase);
  }
}
