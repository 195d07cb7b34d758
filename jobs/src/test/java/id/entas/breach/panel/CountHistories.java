package id.entas.breach.panel;

import id.entas.breach.ingest.ExtractNames;
import id.entas.job.Job;
import id.entas.job.RunReport;
import id.entas.tables.Table;
import io.delta.tables.DeltaTable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Breaks laws: one room knows another, reads and writes past the lake, and builds a session. */
public final class CountHistories implements Job {
  @Override
  public String name() {
    return "panel";
  }

  @Override
  public String purpose() {
    return "break laws";
  }

  @Override
  public List<Table> reads() {
    return List.of();
  }

  @Override
  public List<Table> writes() {
    return List.of();
  }

  @Override
  public void run(RunReport report) {
    ExtractNames.give();
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark.read().load().write().save();
    DeltaTable.forPath("nowhere").delete();
    new JavaSparkContext("local", "breach").close();
  }
}
