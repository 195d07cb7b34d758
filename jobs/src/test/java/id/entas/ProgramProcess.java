package id.entas;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program in a process of its own, as the launcher starts it.
 *
 * @param exitCode of the process
 * @param out what it said
 * @param err what it said of errors
 */
record ProgramProcess(int exitCode, String out, String err) {
  /**
   * The checkout: tests run in its folder {@code jobs}, and who starts elsewhere says where it is.
   */
  static final Path HOUSE =
      Path.of(System.getProperty("entas.home", "..")).toAbsolutePath().normalize();

  static final Path TARGET = HOUSE.resolve("jobs/target");

  /** What the programs log that this process of tests starts; another may run beside it. */
  static final Path LOG =
      TARGET.resolve("program-process" + System.getProperty("entas.fork", "") + ".log");

  /** The key of the tests. */
  static final String KEY = "a key of the process tests, used nowhere else";

  /** A command in a working folder, with the key of the tests. */
  static ProcessBuilder command(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.asList(Files.readString(TARGET.resolve("jvm.options")).strip().split(" ")));
    String classPath =
        Files.readString(TARGET.resolve("spark.classpath")).strip()
            + File.pathSeparator
            + TARGET.resolve("entas.jar");
    command.addAll(
        List.of(
            "-Xmx2g",
            "-XX:+UseParallelGC",
            // Each is short: the first compiler alone is ready sooner. By itself it would have a
            // small cache.
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=240m",
            "-Dlog4j2.configurationFile=" + HOUSE.resolve("conf/log4j2.xml"),
            "-Dentas.log=" + LOG,
            "-Dentas.home=" + HOUSE,
            "-cp",
            classPath,
            "id.entas.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("ENTAS_KEY", KEY);
    return builder;
  }

  /**
   * The same with options of Java's own, such as system properties, over those it has.
   *
   * @param options one word each
   */
  static ProcessBuilder command(Path folder, List<String> options, String... arguments)
      throws IOException {
    ProcessBuilder builder = command(folder, arguments);
    builder.command().addAll(builder.command().indexOf("-cp"), options);
    return builder;
  }

  /** Runs a command to its end in a working folder, with the key of the tests. */
  static ProgramProcess run(Path folder, String... arguments) {
    try {
      return run(command(folder, arguments));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command to its end. */
  static ProgramProcess run(ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile("entas-out", ".txt");
      Path err = Files.createTempFile("entas-err", ".txt");
      try {
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException(
              "no end of " + builder.command() + ": " + Files.readString(out));
        }
        return new ProgramProcess(
            process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
