package id.entas.scale;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of those that do the same work, each time as a process of its own that starts cold. */
enum Contender {
  ENTAS("Entas"),
  DUCKDB("DuckDB"),
  SPARK("plain Spark");

  /** Heap of every Java process. */
  private static final String HEAP = "-Xmx3g";

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
    command.addAll(options(work));
    command.add(flows.toString());
    command.add(work.resolve("lake").toString());
    command.add(extracts.toString());
    if (this != ENTAS) {
      command.add(HOUSE.resolve("conf/regions.csv").toString());
      command.add(Integer.toString(Runtime.getRuntime().availableProcessors()));
      Files.createDirectories(work.resolve("lake"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("ENTAS_KEY", "a key of the benchmark, used nowhere else");
    long start = System.nanoTime();
    int exitCode = builder.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> lines = Files.readAllLines(said);
    if (exitCode != 0) {
      throw new IllegalStateException(title + " ended with " + exitCode + ": " + lines);
    }
    Map<String, Double> numbers = new TreeMap<>(ProcessCost.said(lines));
    numbers.put(WALL, seconds);
    return new Outcome(numbers, Files.readAllLines(flows));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Entas as the launcher starts it, the others as Java and Spark want it. */
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
      options.add("-cp");
      options.add(
          String.join(File.pathSeparator, TARGET.resolve("entas.jar").toString(), spark, benches));
    } else {
      options.add("-cp");
      options.add(String.join(File.pathSeparator, benches, System.getProperty("java.class.path")));
    }
    options.add(
        switch (this) {
          case ENTAS -> EntasContender.class.getName();
          case DUCKDB -> DuckDbContender.class.getName();
          case SPARK -> SparkContender.class.getName();
        });
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
