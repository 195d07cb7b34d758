package id.entas.scale;

import id.entas.SparkHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of those that do the same work, each time as a process of its own that starts cold. */
enum Contender {
  ENTAS("Entas"),
  DUCKDB("DuckDB"),
  SPARK("plain Spark"),
  ONE_WORKER("Entas, one worker"),
  OTHER_WORKER("Entas, one worker on the other core"),
  TWO_WORKERS("Entas, two workers");

  /** Those that are measured if none are named. */
  static final List<Contender> PEERS = List.of(ENTAS, DUCKDB, SPARK);

  /** Those of which one tells what two workers do more than one. */
  static final List<Contender> WORKERS = List.of(ONE_WORKER, OTHER_WORKER, TWO_WORKERS);

  /** Heap of every Java process. */
  private static final String HEAP = "-Xmx3g";

  /** Heap of the one process that coordinates workers, and of each worker. */
  private static final String DRIVER_HEAP = "-Xmx1g";

  private static final int WORKER_MEGABYTES = 2048;

  private static final Path HOUSE = Path.of("").toAbsolutePath();
  private static final Path TARGET = HOUSE.resolve("jobs/target");

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * What a process did.
   *
   * @param numbers what it said of its cost, and its seconds from start to end
   * @param flows the lines that it counted
   */
  record Outcome(Map<String, Double> numbers, List<String> flows) {}

  static final String WALL = "wall s";

  /**
   * Runs the work on a folder of extracts.
   *
   * @param work a folder for what it writes, which Entas may find filled by an earlier census
   */
  Outcome run(Path extracts, Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path flows = work.resolve("flows.csv");
    Path said = work.resolve("said.txt");
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(isCluster() ? submission(work) : options(work));
    command.add(flows.toString());
    command.add(work.resolve("lake").toString());
    command.add(extracts.toString());
    if (this == DUCKDB || this == SPARK) {
      command.add(HOUSE.resolve("conf/regions.csv").toString());
      command.add(Integer.toString(Runtime.getRuntime().availableProcessors()));
      Files.createDirectories(work.resolve("lake"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("ENTAS_KEY", "a key of the benchmark, used nowhere else");
    if (isCluster()) {
      builder.environment().putAll(new SparkHome(work.resolve("spark")).environment());
      builder.environment().put("JAVA_HOME", javaOnOneCore(work).toString());
    }
    long start = System.nanoTime();
    int exitCode = builder.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> lines = Files.readAllLines(said);
    if (exitCode != 0) {
      throw new IllegalStateException(title + " ended with " + exitCode + ": " + lines);
    }
    Map<String, Double> numbers = new TreeMap<>(ProcessCost.said(lines));
    if (isCluster()) {
      // What else it says is of the process that coordinates, and not of the workers.
      numbers.keySet().removeIf(name -> !name.startsWith("phase "));
      numbers.put(
          "phases panel and count", numbers.get("phase panel") + numbers.get("phase count"));
    }
    numbers.put(WALL, seconds);
    return new Outcome(numbers, Files.readAllLines(flows));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Entas as the launcher starts it, with the archive of classes that an earlier start has made,
   * the others as Java and Spark want it.
   */
  private List<String> options(Path work) throws IOException {
    List<String> options = new ArrayList<>();
    if (this != DUCKDB) {
      options.addAll(words(TARGET.resolve("jvm.options")));
    }
    options.add(HEAP);
    options.add("-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")));
    String benches = TARGET.resolve("test-classes").toString();
    String spark = Files.readString(TARGET.resolve("spark.classpath")).strip();
    if (this == ENTAS) {
      options.addAll(words(TARGET.resolve("launcher.options")));
      options.add("-Dentas.home=" + HOUSE);
      options.add("-Dentas.log=" + work.resolve("entas.log"));
      options.add("-Dlog4j2.configurationFile=" + HOUSE.resolve("conf/log4j2.xml"));
      options.addAll(archive());
      options.add("-cp");
      options.add(
          String.join(File.pathSeparator, spark, TARGET.resolve("entas.jar").toString(), benches));
    } else {
      options.add("-cp");
      options.add(String.join(File.pathSeparator, benches, System.getProperty("java.class.path")));
    }
    options.add(
        switch (this) {
          case ENTAS -> EntasContender.class.getName();
          case DUCKDB -> DuckDbContender.class.getName();
          case SPARK -> SparkContender.class.getName();
          case ONE_WORKER, OTHER_WORKER, TWO_WORKERS -> throw new IllegalStateException(title);
        });
    return options;
  }

  /** Maps the archive of classes, where the launcher has made it. */
  private static List<String> archive() {
    Path archive = TARGET.resolve("spark.jsa");
    return Files.exists(archive)
        ? List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:SharedArchiveFile=" + archive)
        : List.of();
  }

  private int workers() {
    return switch (this) {
      case ENTAS, DUCKDB, SPARK -> 0;
      case ONE_WORKER, OTHER_WORKER -> 1;
      case TWO_WORKERS -> 2;
    };
  }

  private boolean isCluster() {
    return workers() > 0;
  }

  /**
   * A Java that gives an executor the core of its number alone, or the one after. A worker of one
   * core takes one task at a time, but what compiles and collects beside it would run on every core
   * of the machine, and two such workers would only share what one already has.
   */
  private Path javaOnOneCore(Path work) throws IOException {
    Path home = work.resolve("java");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        core=
        before=
        for word in "$@"; do
          [ "$before" != --executor-id ] || core=$((word + %d))
          before=$word
        done
        exec ${core:+taskset -c $core} '%s' "$@"
        """
            .formatted(this == OTHER_WORKER ? 1 : 0, java()));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  /** Entas as spark-submit starts it, on workers of one core each. */
  private List<String> submission(Path work) throws IOException {
    String spark = Files.readString(TARGET.resolve("spark.classpath")).strip();
    SparkHome home = SparkHome.in(work.resolve("spark"), spark);
    Path temporary = Files.createDirectories(work.resolve("tmp"));
    Path jar = TARGET.resolve("entas.jar");
    List<String> options = new ArrayList<>(words(TARGET.resolve("jvm.options")));
    options.addAll(words(TARGET.resolve("launcher.options")));
    options.addAll(archive());
    options.addAll(
        List.of(
            DRIVER_HEAP,
            "-Djava.io.tmpdir=" + temporary,
            "-Dentas.home=" + HOUSE,
            "-Dentas.log=" + work.resolve("entas.log"),
            "-Dlog4j2.configurationFile=" + HOUSE.resolve("conf/log4j2.xml"),
            "-cp",
            String.join(
                File.pathSeparator,
                spark,
                home.jars() + "/*",
                jar.toString(),
                TARGET.resolve("test-classes").toString()),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local-cluster[%d,1,%d]".formatted(workers(), WORKER_MEGABYTES),
            "--properties-file",
            HOUSE.resolve("conf/spark-defaults.conf").toString(),
            "--conf",
            "spark.executor.memory=" + WORKER_MEGABYTES + "m",
            "--conf",
            // The archive is of these files in this order.
            "spark.executor.extraClassPath=" + spark,
            "--conf",
            "spark.executor.extraJavaOptions="
                + Stream.concat(
                        words(TARGET.resolve("launcher.options")).stream(), archive().stream())
                    .collect(Collectors.joining(" ")),
            "--conf",
            "spark.local.dir=" + temporary,
            "--class",
            EntasContender.class.getName(),
            jar.toString()));
    return options;
  }

  private static List<String> words(Path file) throws IOException {
    return Files.exists(file)
        ? Arrays.asList(Files.readString(file).strip().split("\\s+"))
        : List.of();
  }

  /** Deletes a folder with what is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /** Copies a folder with what is in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one).toString()));
      }
    }
  }
}
