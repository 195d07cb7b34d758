package id.entas.tables;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Whether Spark generates and compiles code for the expressions of rows. Of few rows they are known
 * sooner without: every task would write the code anew, and what it compiles to is slow until the
 * machine has compiled it once more.
 */
public final class GeneratedCode {
  private static final String MODE = "spark.sql.codegen.factoryMode";
  private static final String NEVER = "NO_CODEGEN";
  private static final String WHERE_POSSIBLE = "FALLBACK";

  /** Half a million rows of CSV, or a million of a lake's. */
  private static final long WORTH_BYTES = 25_000_000;

  private GeneratedCode() {}

  /** Has a session start without, unless its settings say otherwise. */
  public static void offIn(SparkConf conf) {
    conf.setIfMissing(MODE, NEVER);
  }

  /** Has a session start with it, unless its settings say otherwise. */
  public static void onIn(SparkConf conf) {
    conf.setIfMissing(MODE, WHERE_POSSIBLE);
  }

  /** Has a session do without, whatever it is asked. */
  static void never(SparkSession spark) {
    spark.conf().set("spark.sql.codegen.wholeStage", false);
    spark.conf().set(MODE, NEVER);
  }

  /**
   * Decides for tasks that no query starts, as those that judge rows, from now on and for this
   * thread. A session that was opened with generated code keeps it.
   *
   * @param bytes of the files that are about to be read
   */
  public static void decideForTasks(SparkSession spark, long bytes) {
    // They see no settings of the session, but those of the thread.
    spark.sparkContext().setLocalProperty(MODE, mode(spark, bytes));
  }

  /** The same for queries, and for tasks that they start. */
  static void decide(SparkSession spark, long bytes) {
    spark.conf().set(MODE, mode(spark, bytes));
    decideForTasks(spark, bytes);
  }

  private static String mode(SparkSession spark, long bytes) {
    String opened = spark.sparkContext().getConf().get(MODE, WHERE_POSSIBLE);
    return opened.equals(NEVER) && bytes >= WORTH_BYTES ? WHERE_POSSIBLE : opened;
  }
}
