package id.entas.breach.tables;

import id.entas.breach.job.SparkDoor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Breaks a law: a table knows a job; reading is its right. */
public final class TierTable {
  private TierTable() {}

  public static Dataset<Row> read() {
    return SparkDoor.open().read().load();
  }
}
