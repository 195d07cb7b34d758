package id.entas.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The benchmarks of a class, run by JMH in single shots, and their times as Markdown. */
final class SpeedTable {
  private static final int FORKS = 3;
  private static final int SHOTS = 4;

  private SpeedTable() {}

  /**
   * Runs all benchmarks of a class, each in processes of its own, and writes their table.
   *
   * @param title of the table
   * @param what was measured, a sentence
   */
  static void write(Class<?> benchmarks, String title, String what, Path file)
      throws IOException, RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                    .forks(FORKS)
                    .warmupIterations(0)
                    .measurementIterations(SHOTS)
                    .shouldFailOnError(true)
                    .build())
            .run();
    List<String> lines = new ArrayList<>();
    lines.add("# " + title);
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, by JMH, Java %s, %d processors. %s Seconds, median (least to most): the first shot of"
                + " each of %d processes, and the %d that follow in each.",
            LocalDate.now(),
            Runtime.version().feature(),
            Runtime.getRuntime().availableProcessors(),
            what,
            FORKS,
            SHOTS - 1));
    lines.add("");
    lines.add("| part | cold | warm |");
    lines.add("|---|---:|---:|");
    for (RunResult result : results) {
      List<Double> cold = new ArrayList<>();
      List<Double> warm = new ArrayList<>();
      for (BenchmarkResult process : result.getBenchmarkResults()) {
        List<Double> shots =
            process.getIterationResults().stream()
                .map(shot -> shot.getPrimaryResult().getScore())
                .toList();
        cold.add(shots.get(0));
        warm.addAll(shots.subList(1, shots.size()));
      }
      lines.add(
          "| %s | %s | %s |"
              .formatted(words(result.getPrimaryResult().getLabel()), median(cold), median(warm)));
    }
    Files.write(file, lines);
    lines.forEach(System.out::println);
  }

  /** The words of a method's name. */
  private static String words(String method) {
    return method.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String median(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2,
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
