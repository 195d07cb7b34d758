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
 * spark-submit} starts them, must write the same rows as one process alone, also where one of the
 * executors is killed (SIGKILL) in the middle.
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

  /** Commits after which an executor is killed: ingest is over, the panel is at work. */
  private static final int COMMITS_BEFORE_KILL = 9;

  private Lake alone;
  private Lake together;
  private Lake disturbed;

  @BeforeAll
  void runTwice(@TempDir Path folder) throws Exception {
    String classPath = Files.readString(TARGET.resolve("spark.classpath")).strip();
    SparkHome sparkHome = SparkHome.in(folder.resolve("spark"), classPath);

    List<String> one = java("-cp", JAR + File.pathSeparator + classPath, "id.entas.Main");
    one.addAll(run(folder.resolve("alone")));
    end(start(folder, one, Map.of()));

    end(start(folder, several(sparkHome, folder.resolve("together")), sparkHome.environment()));

    Path killed = folder.resolve("disturbed");
    Started driver = start(folder, several(sparkHome, killed), sparkHome.environment());
    killAnExecutor(driver.process(), killed);
    end(driver);

    alone = Lake.at(spark(), folder.resolve("alone").toString());
    together = Lake.at(spark(), folder.resolve("together").toString());
    disturbed = Lake.at(spark(), killed.toString());
  }

  private static List<String> several(SparkHome sparkHome, Path lake) throws IOException {
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
    several.addAll(run(lake));
    return several;
  }

  private static void killAnExecutor(Process driver, Path lake)
      throws IOException, InterruptedException {
    while (driver.isAlive() && LakeFiles.commits(lake) < COMMITS_BEFORE_KILL) {
      Thread.sleep(20);
    }
    ProcessHandle executor =
        driver.descendants().filter(ClusterIT::isExecutor).findFirst().orElseThrow();
    assertThat(executor.destroyForcibly()).isTrue();
  }

  private static boolean isExecutor(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("CoarseGrainedExecutorBackend");
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
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

  /** A program, and where it writes what it says. */
  private record Started(Process process, Path said) {}

  private static Started start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("ENTAS_KEY", "a key of the cluster test, used nowhere else");
    return new Started(builder.start(), said);
  }

  private static void end(Started program) throws IOException, InterruptedException {
    int exitCode = program.process().waitFor();
    assertThat(exitCode).as(Files.readString(program.said())).isZero();
  }

  @TestFactory
  Stream<DynamicTest> shouldWriteOnSeveralProcessesTheRowsOfOne() {
    return sameAsAlone(together);
  }

  @TestFactory
  Stream<DynamicTest> shouldWriteTheSameWhereAnExecutorIsKilled() {
    return sameAsAlone(disturbed);
  }

  private Stream<DynamicTest> sameAsAlone(Lake lake) {
    return Tables.ofARun().stream()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.toString(),
                    () -> {
                      assertThat(lake.has(table)).as(table.name()).isEqualTo(alone.has(table));
                      assertThat(rows(lake, table)).as(table.name()).isEqualTo(rows(alone, table));
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
