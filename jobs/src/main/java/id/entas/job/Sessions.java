package id.entas.job;

import id.entas.tables.GeneratedCode;
import java.io.File;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * The one place that builds a Spark session. What right results need is set here and cannot be left
 * out.
 */
public final class Sessions {
  private Sessions() {}

  /**
   * Opens the session of this process; spark-submit's settings stay where they do not change
   * results.
   */
  public static SparkSession open() {
    return open(new SparkConf(true));
  }

  /** The same over given settings, for tests. */
  public static SparkSession open(SparkConf given) {
    SparkConf conf = withDefaults(given);
    if (conf.get("spark.master").startsWith("local") && !conf.contains("spark.local.dir")) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      Scratch.requireRoom(temporary);
      Scratch.findIn(temporary).ifPresent(folder -> conf.set("spark.local.dir", folder.toString()));
    }
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    if (spark.sparkContext().isLocal()) {
      // Entas logs through the file that the launcher names; only faults reach the terminal.
      spark.sparkContext().setLogLevel("WARN");
    }
    return spark;
  }

  /**
   * Opens the session of a process that serves readers: statements are small, many, and of several
   * users who take turns.
   */
  public static SparkSession openToServe(ServeSettings settings) {
    SparkConf conf = new SparkConf(true);
    conf.set("spark.scheduler.mode", "FAIR");
    conf.set("spark.sql.thriftServer.queryTimeout", settings.queryTimeoutSeconds() + "s");
    conf.set("spark.sql.thriftServer.interruptOnCancel", "true");
    conf.set("spark.sql.thriftServer.incrementalCollect", "false");
    conf.set("spark.sql.hive.thriftServer.singleSession", "false");
    // Else '${env:NAME}' in a statement is the value of this process's environment.
    conf.set("spark.sql.variable.substitute", "false");
    conf.set("spark.sql.catalogImplementation", "in-memory");
    // A statement for which the memory does not suffice fails alone, and not the process with it.
    conf.set("spark.executor.killOnFatalError.depth", "0");
    conf.set("spark.sql.legacy.createHiveTableByDefault", "false");
    // One run is small: a statement is one task or two.
    conf.setIfMissing("spark.default.parallelism", "1");
    conf.setIfMissing("spark.sql.shuffle.partitions", "1");
    conf.setIfMissing("spark.sql.adaptive.enabled", "false");
    conf.setIfMissing("spark.sql.ui.retainedExecutions", "1");
    // The same few statements are asked again and again.
    GeneratedCode.onIn(conf);
    return open(conf);
  }

  /**
   * A session beside the given one in which nothing is known that it does not bring: its own
   * catalog, functions and extensions, and none of Delta's commands. Sessions made from it are the
   * same.
   *
   * @param extensions its parser and checks
   */
  public static SparkSession beside(SparkSession spark, SparkSessionExtensions extensions) {
    return new SparkSession(
        spark.sparkContext(), Option.empty(), Option.empty(), extensions, Map$.MODULE$.empty());
  }

  /** The settings of every session: what results depend on, and useful defaults for one machine. */
  public static SparkConf withDefaults(SparkConf given) {
    SparkConf conf = given.clone();
    conf.setIfMissing("spark.app.name", "entas");
    conf.setIfMissing("spark.master", "local[*]");
    conf.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    // A failed cast is an error, never a silent null; 30 February is an error, never 2 March.
    conf.set("spark.sql.ansi.enabled", "true");
    conf.set("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    conf.set("spark.sql.session.timeZone", "UTC");
    // Either would silently raise a table's protocol beyond what every Delta reader opens.
    conf.set("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false");
    conf.set("spark.sql.parquet.inferTimestampNTZ.enabled", "false");
    // A run looks there whether all that it publishes is its own.
    conf.set("spark.databricks.delta.commitInfo.enabled", "true");
    // A record travels as plain Java; Kryo cannot read one back.
    conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    // Nothing is kept in a warehouse; without this Spark leaves an empty one in the working folder.
    conf.setIfMissing(
        "spark.sql.warehouse.dir",
        new File(System.getProperty("java.io.tmpdir"), "entas").toURI().toString());
    // HotSpot never compiles a method of more than 8000 bytes of bytecode: a stage that generates
    // one runs interpreted.
    conf.setIfMissing("spark.sql.codegen.hugeMethodLimit", "8000");
    GeneratedCode.offIn(conf);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // A lake is mostly small tables: many partitions of a small log only cost time.
    conf.setIfMissing("spark.databricks.delta.snapshotPartitions", "2");
    // Naming all of a table's files beside each commit takes a query over the log for a new table,
    // and for every commit where the machine's time is not UTC.
    conf.setIfMissing("spark.databricks.delta.allFilesInCrc.enabled", "false");
    conf.setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "8");
    // Where a census is corrected in part, rows come nearly sorted by year: a few open files a task
    // instead of a sort of all rows before the write.
    conf.setIfMissing("spark.sql.maxConcurrentOutputFileWriters", "16");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.sql.shuffle.partitions", "8");
      conf.setIfMissing("spark.default.parallelism", "4");
      conf.setIfMissing("spark.hadoop.fs.file.impl", LocalFiles.class.getName());
      conf.setIfMissing(
          "spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFiles.Context.class.getName());
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return conf;
  }
}
