package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.tables.ExtractFileTable;
import id.entas.tables.Lake;
import id.entas.tables.RejectedRowTable;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import id.entas.tables.TierCountTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program on a Spark of several processes: two executors beside the driver, as {@code
 * spark-submit} starts them, must write the same rows as one process alone.
 */
@Tag("long")
class ClusterIT extends SparkTest {
  private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
  private static final Path TARGET = HOUSE.resolve("jobs/target");
  private static final Path JAR = TARGET.resolve("entas.jar");
  private static final Path SAMPLE = HOUSE.resolve("data-samples/tiny");

  /** When a run happened is no result of it. */
  private static final String[] MOMENTS = {
    ExtractFileTable.INGESTED_AT.name(), RejectedRowTable.REJECTED_AT.name()
  };

  /** What makes a cluster of short-lived Java processes quick; no result depends on it. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private Lake alone;
  private Lake together;

  @BeforeAll
  void runTwice(@TempDir Path folder) throws Exception {
    String classPath = Files.readString(TARGET.resolve("spark.classpath")).strip();
    SparkHome sparkHome = SparkHome.in(folder.resolve("spark"), classPath);

    List<String> one = java("-cp", JAR + File.pathSeparator + classPath, "id.entas.Main");
    one.addAll(run(folder.resolve("alone")));
    start(folder, one, Map.of());

    List<String> several =
        java("-cp", sparkHome.jars() + "/*", "org.apache.spark.deploy.SparkSubmit");
    several.addAll(List.of("--master", "local-cluster[2,1,1024]"));
    several.addAll(
        List.of("--properties-file", HOUSE.resolve("conf/spark-defaults.conf").toString()));
    for (String setting :
        List.of(
            "spark.executor.memory=1024m",
            "spark.executor.extraJavaOptions=" + SHORT_LIVED,
            "spark.sql.shuffle.partitions=2",
            "spark.default.parallelism=2",
            "spark.databricks.delta.snapshotPartitions=1")) {
      several.addAll(List.of("--conf", setting));
    }
    several.addAll(List.of("--class", "id.entas.Main", JAR.toString()));
    several.addAll(run(folder.resolve("together")));
    start(folder, several, sparkHome.environment());

    alone = Lake.at(spark(), folder.resolve("alone").toString());
    together = Lake.at(spark(), folder.resolve("together").toString());
  }

  private static List<String> java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(Files.readString(TARGET.resolve("jvm.options")).strip().split(" ")));
    command.addAll(
        List.of(
            "-Xmx1g",
            SHORT_LIVED,
            "-Dlog4j2.configurationFile=" + HOUSE.resolve("conf/log4j2.xml"),
            "-Dentas.log=" + TARGET.resolve("cluster-it.log")));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> run(Path lake) throws IOException {
    // What is compared does not depend on the number of futures.
    Path few = lake.resolveSibling("few.conf");
    Files.writeString(few, "projection.futures = 1000\nrequirement.futures = 100\n");
    return List.of(
        "run", "--input", SAMPLE.toString(), "--lake", lake.toString(), "--conf", few.toString());
  }

  private static void start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("ENTAS_KEY", "a key of the cluster test, used nowhere else");
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as(Files.readString(said)).isZero();
  }

  @TestFactory
  Stream<DynamicTest> shouldWriteOnSeveralProcessesTheRowsOfOne() {
    return Tables.ofARun().stream()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.toString(),
                    () -> {
                      assertThat(together.has(table)).as(table.name()).isEqualTo(alone.has(table));
                      assertThat(rows(together, table))
                          .as(table.name())
                          .isEqualTo(rows(alone, table));
                    }));
  }

  /** The rows as text, sorted, without the moments at which they were written. */
  private static List<String> rows(Lake lake, Table table) {
    return lake.read(table).drop(MOMENTS).toJSON().collectAsList().stream().sorted().toList();
  }

  @Test
  void shouldHaveCountedTheHouseholdsOfTheSample() {
    assertThat(alone.rows(TierCountTable.TABLE)).isNotEmpty();
  }
}
