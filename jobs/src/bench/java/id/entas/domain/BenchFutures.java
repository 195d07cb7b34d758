package id.entas.domain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Time of the futures of a whole kabupaten on two threads: 31 kecamatan, 20,000 futures, eight
 * years. The budget is 10 s for {@code observed} and {@code no_inflow}, 60 s for ten scenarios.
 *
 * <p>{@code BenchFutures <file>} writes its table as Markdown.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BenchFutures {
  private static final int THREADS = 2;
  private static final int FUTURES = 20_000;
  private static final int LATEST = 2012;
  private static final int HORIZON = 2020;
  private static final long SEED = 8482;
  private static final List<Long> GOALS = List.of(0L, 30L, 60L, 150L);

  private final Backtest.Start start = start();
  private final Futures futures = new Futures(SEED, FUTURES, HORIZON, start.shocks());
  private final ForkJoinPool pool = new ForkJoinPool(THREADS);

  public static void main(String[] arguments) throws IOException, RunnerException {
    SpeedTable.write(
        BenchFutures.class,
        "Time of the futures",
        "31 kecamatan, 20,000 futures, eight years, two threads.",
        Path.of(arguments[0]));
  }

  private static Backtest.Start start() {
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
            SEED);
    return new Backtest(
            new Backtest.Terms(
                new boolean[] {true, true, true, false},
                0,
                new AssumedShocks(0.12, 0.1, 3),
                0.5,
                SEED,
                FUTURES))
        .start(InventedPanel.censuses(panel.histories(), panel.kabupatenOf()), LATEST);
  }

  @TearDown
  public void end() {
    pool.shutdown();
  }

  @Benchmark
  public void observedAndNoInflow(Blackhole sink) {
    ofAll(
        sink,
        one ->
            futures.simulate(one, List.of(StandardScenario.OBSERVED, StandardScenario.NO_INFLOW)));
  }

  @Benchmark
  public void tenScenarios(Blackhole sink) {
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
    ofAll(sink, one -> futures.simulate(one, ten));
  }

  @Benchmark
  public void whatItWouldTakeForFourTolerancesInEightYears(Blackhole sink) {
    ofAll(
        sink,
        one -> {
          MeanFutures means = futures.means(one, 500);
          List<Object> found = new ArrayList<>();
          for (int year = LATEST + 1; year <= HORIZON; year++) {
            for (long goal : GOALS) {
              Requirement requirement = new Requirement(means, year, goal, 0.8);
              found.add(requirement.findExitsAlone());
              found.add(requirement.findInflowAlone());
            }
          }
          return found;
        });
  }

  private void ofAll(Blackhole sink, Function<FutureInputs, Object> work) {
    try {
      pool.submit(
              () ->
                  start.kecamatan().parallelStream().forEach(one -> sink.consume(work.apply(one))))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
