package id.entas.scale;

import id.entas.ingest.ExtractInputs;
import id.entas.ingest.IngestExtracts;
import id.entas.ingest.PseudonymKey;
import id.entas.job.Job;
import id.entas.job.Program;
import id.entas.job.RunIdentity;
import id.entas.job.RunReport;
import id.entas.job.Sessions;
import id.entas.job.Settings;
import id.entas.panel.CountTransitions;
import id.entas.panel.PackHistories;
import id.entas.tables.Lake;
import id.entas.tables.TransitionCountTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Entas from extracts to counted flows, in one process, with the jobs of a run and no others.
 *
 * <p>{@code EntasContender <file of flows> <lake> <folder of extracts>}
 */
public final class EntasContender {
  private EntasContender() {}

  public static void main(String[] arguments) throws IOException {
    Settings settings = Settings.defaults();
    try (SparkSession spark = Sessions.open()) {
      ProcessCost.Shuffle shuffle = ProcessCost.Shuffle.of(spark);
      Lake lake = Lake.at(spark, arguments[1]);
      RunIdentity identity = new RunIdentity(lake, settings, Program.version());
      RunReport report = new RunReport(System.out, RunReport.Voice.PLAIN, Clock.systemUTC());
      List<Job> jobs =
          List.of(
              new IngestExtracts(
                  spark,
                  lake,
                  settings,
                  Clock.systemUTC(),
                  () ->
                      PseudonymKey.resolve(
                          System.getenv(), settings, spark.sparkContext().master()),
                  identity,
                  ExtractInputs.named(List.of(arguments[2]), Optional.empty())),
              new PackHistories(lake, settings, identity),
              new CountTransitions(lake, settings, identity));
      jobs.forEach(report::phase);
      Flows.write(
          Path.of(arguments[0]),
          lake.rows(TransitionCountTable.TABLE).stream()
              .filter(row -> TransitionCountTable.REGION_LEVEL.text(row).equals("kecamatan"))
              .map(EntasContender::line)
              .toList());
      report
          .facts()
          .phases()
          .forEach(phase -> ProcessCost.say("phase " + phase.name(), phase.seconds()));
      shuffle.say();
      ProcessCost.say();
    }
  }

  private static String line(Row row) {
    return Flows.line(
        TransitionCountTable.REGION_CODE.text(row),
        TransitionCountTable.FROM_YEAR.year(row),
        TransitionCountTable.TO_YEAR.year(row),
        TransitionCountTable.FROM_TIER.text(row),
        TransitionCountTable.TO_TIER.text(row),
        TransitionCountTable.HOUSEHOLDS.count(row));
  }
}
