package id.entas.domain;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Time of the futures of a whole kabupaten on two threads: 31 kecamatan, 20,000 futures, eight
 * years. The budget is 10 s for {@code observed} and {@code no_inflow}, 60 s for ten scenarios.
 *
 * <p>{@code BenchFutures <file>} writes its table as Markdown.
 */
public final class BenchFutures {
  private static final int RUNS = 2;
  private static final int THREADS = 2;
  private static final int FUTURES = 20_000;
  private static final int LATEST = 2012;
  private static final int HORIZON = 2020;
  private static final long SEED = 8482;
  private static final List<Long> GOALS = List.of(0L, 30L, 60L, 150L);

  private final Map<String, List<Double>> wall = new LinkedHashMap<>();
  private final Map<String, List<Double>> processor = new LinkedHashMap<>();
  private final ForkJoinPool pool = new ForkJoinPool(THREADS);

  private BenchFutures() {}

  public static void main(String[] arguments) throws IOException {
    BenchFutures bench = new BenchFutures();
    for (int run = 0; run < RUNS; run++) {
      bench.run(SEED + run);
    }
    String table = bench.table();
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), table);
    }
    System.out.println(table);
  }

  private void run(long seed) {
    InventedPanel panel =
        new InventedPanel(
            new InventedPanel.Truth(
                80,
                0.12,
                0.10,
                0,
                new long[] {1_500, 14_000},
                31,
                new int[] {2008, 2009, 2010, 2011, LATEST}),
            seed);
    KabupatenCensuses censuses = InventedPanel.censuses(panel.histories(), panel.kabupatenOf());
    Backtest.Start start =
        new Backtest(
                new Backtest.Terms(
                    new boolean[] {true, true, true, false},
                    0,
                    new AssumedShocks(0.12, 0.1, 3),
                    0.5,
                    seed,
                    FUTURES))
            .start(censuses, LATEST);
    Futures futures = new Futures(seed, FUTURES, HORIZON, start.shocks());
    List<Scenario> ten = new ArrayList<>(List.of(StandardScenario.values()));
    for (int plan = 0; ten.size() < 10; plan++) {
      ten.add(
          new ScenarioPlan(
              "plan_" + plan,
              0.8,
              LATEST + 1,
              HORIZON,
              List.of(new ScenarioPlan.Effect(0, 1, 1.2 + 0.1 * plan))));
    }
    timed(
        "observed and no_inflow",
        start,
        one ->
            futures.simulate(one, List.of(StandardScenario.OBSERVED, StandardScenario.NO_INFLOW)));
    timed("ten scenarios", start, one -> futures.simulate(one, ten));
    timed(
        "what it would take, four tolerances, eight years",
        start,
        one -> {
          MeanFutures means = futures.means(one, 500);
          for (int year = LATEST + 1; year <= HORIZON; year++) {
            for (long goal : GOALS) {
              Requirement requirement = new Requirement(means, year, goal, 0.8);
              requirement.findExitsAlone();
              requirement.findInflowAlone();
            }
          }
        });
  }

  private void timed(String part, Backtest.Start start, Consumer<FutureInputs> work) {
    com.sun.management.OperatingSystemMXBean machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begin = System.nanoTime();
    long used = machine.getProcessCpuTime();
    try {
      pool.submit(() -> start.kecamatan().parallelStream().forEach(work)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    wall.computeIfAbsent(part, any -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e9);
    processor
        .computeIfAbsent(part, any -> new ArrayList<>())
        .add((machine.getProcessCpuTime() - used) / 1e9);
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "# Time of the futures%n%n%s. 31 kecamatan, 20,000 futures, eight years, two threads;"
                + " seconds of the first run in a cold process, then the least of %d more.%n%n"
                + "| part | cold, wall | cold, processor | warm, wall | warm, processor |%n"
                + "|---|---:|---:|---:|---:|%n",
            LocalDate.now(),
            RUNS - 1));
    wall.forEach(
        (part, seconds) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                    part,
                    seconds.get(0),
                    processor.get(part).get(0),
                    least(seconds),
                    least(processor.get(part)))));
    return table.toString();
  }

  private static double least(List<Double> seconds) {
    return seconds.stream().skip(1).mapToDouble(one -> one).min().orElseThrow();
  }
}
