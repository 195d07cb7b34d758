package id.entas.ingest;

import id.entas.domain.Refusal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Looks through all files, one task for each. */
final class SniffedFiles {
  /** What came of a file: one of the two, and the other null. */
  private record Outcome(SniffedFile sniffed, String refusal) implements Serializable {}

  private SniffedFiles() {}

  /**
   * What each file is, in their order.
   *
   * @param refusals told of each file that cannot be read
   */
  static List<SniffedFile> of(
      SparkSession spark, List<InputFile> files, FileSniffer sniffer, Refusals refusals) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    List<Outcome> outcomes =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(files, FramedRows.tasks(spark, files.size()))
            .map(file -> outcome(file, sniffer, hadoop))
            .collect();
    List<SniffedFile> sniffed = new ArrayList<>();
    for (int file = 0; file < outcomes.size(); file++) {
      Outcome outcome = outcomes.get(file);
      if (outcome.sniffed() == null) {
        refusals.add(files.get(file).sourceFile(), Refusal.data(outcome.refusal()));
      } else {
        sniffed.add(outcome.sniffed());
      }
    }
    return sniffed;
  }

  /** A file that is refused is a result, too: a failed task would be tried again and logged. */
  private static Outcome outcome(
      InputFile file, FileSniffer sniffer, SerializableConfiguration hadoop) {
    try {
      return new Outcome(sniffer.sniff(file, hadoop.value()), null);
    } catch (Refusal refusal) {
      return new Outcome(null, refusal.getMessage());
    }
  }
}
