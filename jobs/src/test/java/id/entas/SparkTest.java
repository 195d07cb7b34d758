package id.entas;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import id.entas.job.Sessions;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Base of tests that need Spark: spark-testing-base's session with the settings of every Entas
 * session. One session serves the whole suite; it ends with the process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SparkTest extends JavaDataFrameSuiteBase {

  @Override
  public SparkConf conf() {
    SparkConf given =
        new SparkConf(false)
            .setMaster("local[2]")
            .setAppName("entas-tests")
            .set("spark.app.id", appID());
    given.set("spark.sql.shuffle.partitions", "2");
    // A few rows are ready before code for them is generated and compiled. The program that the
    // integration tests start generates it.
    given.set("spark.sql.codegen.wholeStage", "false");
    given.set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return Sessions.withDefaults(given);
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }

  @BeforeAll
  void startSpark() {
    runBefore();
  }
}
