package id.entas.breach.job;

import org.apache.spark.sql.SparkSession;

/** A lawful builder of a session. */
public final class SparkDoor {
  private SparkDoor() {}

  public static SparkSession open() {
    return SparkSession.builder().getOrCreate();
  }
}
