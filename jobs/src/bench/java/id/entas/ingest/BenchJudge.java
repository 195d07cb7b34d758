package id.entas.ingest;

import id.entas.job.Sessions;
import id.entas.job.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Processor time of one thread for a row of a CSV file, from bytes to what is kept of it: as bytes
 * ({@link PlainJudge}) and by expressions ({@link FullJudge}), in turn. It is the thread's own
 * time, so that other programs on the machine hardly matter.
 *
 * <p>{@code BenchJudge <file> <rounds>} says it; ENTAS_KEY may be any key.
 */
final class BenchJudge {
  /** How rows are judged. */
  private enum Way {
    AS_BYTES,
    BY_EXPRESSIONS
  }

  private final List<ExtractFormat> formats;
  private final List<ExtractColumn> columns;
  private final PlainRules rules;
  private final FullJudge full;
  private final SparkSession spark;

  private BenchJudge(SparkSession spark, String file) {
    Settings settings = Settings.defaults();
    ExtractReading reading = new ExtractReading(spark, settings, Optional.empty());
    PseudonymKey key =
        PseudonymKey.resolve(
            Map.of(PseudonymKey.VARIABLE, "a key of the benchmark"), settings, "local[1]");
    this.spark = spark;
    this.formats = reading.formats(reading.sniff(List.of(file), Refusals.STOP), Refusals.STOP);
    this.columns = FramedRows.columns(formats);
    this.rules = new PlainRules(settings, key.pseudonym());
    this.full =
        FullJudge.of(
            spark,
            FramedRows.schema(columns, FramedRows.Raw.LEFT_OUT),
            framed -> JudgedRows.of(ParsedRows.of(framed, settings), key));
  }

  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = Sessions.open()) {
      BenchJudge bench = new BenchJudge(spark, arguments[0]);
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        for (Way way : Way.values()) {
          bench.say(way);
        }
      }
    }
  }

  private void say(Way way) throws IOException {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long rows = 0;
    for (ExtractFormat format : formats) {
      for (FilePart part : format.parts()) {
        rows += read(format, part, way);
      }
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    System.out.printf(
        Locale.ROOT, "%-15s %,9d rows, %.3f us a row%n", way, rows, nanos / 1e3 / rows);
  }

  private long read(ExtractFormat format, FilePart part, Way way) throws IOException {
    PlainJudge plain = new PlainJudge(format, rules);
    FullJudge.Task task = full.new Task();
    long rows = 0;
    try (RecordReader lines =
        (RecordReader)
            RecordSource.open(
                format, part, FramedRows.Raw.LEFT_OUT, spark.sessionState().newHadoopConf())) {
      JudgedChunk.Builder builder = new JudgedChunk.Builder(rules.words(), format.index());
      while (true) {
        if (way == Way.AS_BYTES && lines.peek(plain.line()) && plain.judges()) {
          builder.add(plain, FramedRows.placeOf(format, lines.take()));
        } else {
          FramedRecord record = lines.next();
          if (record == null) {
            return rows;
          }
          builder.add(
              task.judge(FramedRows.values(format, record, columns, FramedRows.Raw.LEFT_OUT)),
              full.schema());
        }
        rows++;
        if (builder.isFull()) {
          builder.build();
          builder = new JudgedChunk.Builder(rules.words(), format.index());
        }
      }
    }
  }
}
