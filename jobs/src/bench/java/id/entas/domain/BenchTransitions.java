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
import java.util.function.Supplier;

/**
 * Processor time of everything that is estimated from the counts of a whole kabupaten: 31
 * kecamatan, five censuses, four tiers, bootstrap and Monte Carlo included. The budget is 5 s on
 * one core.
 *
 * <p>{@code BenchTransitions <file>} writes its table as Markdown.
 */
public final class BenchTransitions {
  private static final int RUNS = 5;
  private static final long SEED = 8482;

  private final Map<String, double[]> seconds = new LinkedHashMap<>();

  private BenchTransitions() {}

  public static void main(String[] arguments) throws IOException {
    BenchTransitions bench = new BenchTransitions();
    for (int run = 0; run < RUNS; run++) {
      bench.run(run);
    }
    String table = bench.table();
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), table);
    }
    System.out.println(table);
  }

  private <T> T timed(String part, int run, Supplier<T> work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    seconds.computeIfAbsent(part, any -> new double[RUNS])[run] += (after - before) / 1e9;
    return result;
  }

  private void run(int run) {
    InventedPanel panel =
        new InventedPanel(
            new InventedPanel.Truth(
                80,
                0.12,
                0.10,
                0,
                new long[] {1_500, 14_000},
                31,
                new int[] {2008, 2009, 2010, 2011, 2012}),
            SEED + run);
    Map<String, String> kabupatenOf = panel.kabupatenOf();
    List<History> histories = panel.histories();
    Coverage coverage = Coverage.of(histories);
    TierScheme tiers = InventedPanel.scheme();
    Map<String, List<IntervalFlows>> flows = InventedPanel.flows(histories, kabupatenOf);
    List<List<IntervalFlows>> kecamatan = panel.kecamatan().stream().map(flows::get).toList();

    SightingCounts sightings =
        timed(
            "pairs and triples",
            run,
            () -> SightingCounts.of(histories, coverage, tiers.size(), kabupatenOf));
    ShockModel shocks =
        timed(
            "shocks",
            run,
            () -> YearShocks.estimate(years(kecamatan), new AssumedShocks(0.12, 0.1, 3)).model());
    timed(
        "one-year matrices, pooled, with intervals",
        run,
        () -> AnnualMatrices.of(flows.get("3509"), kecamatan, 0, shocks, 3, SEED));
    timed(
        "tests",
        run,
        () ->
            new AssumptionTests(tiers.size(), SEED, 3)
                .of(flows.get("3509"), kecamatan, sightings, shocks));
    timed("mobility of intervals and years", run, () -> mobility(flows, shocks));
    timed("relapses", run, () -> Relapses.of(histories, coverage, 0, kabupatenOf));
    timed("persistence", run, () -> Persistence.of(histories, tiers, kabupatenOf));
    timed(
        "measurement models",
        run,
        () ->
            MeasurementComparison.of(
                TierSequences.of(histories, tiers.size()), SEED, MeasurementComparison.CLIMBS));
  }

  private static List<RegionYear> years(List<List<IntervalFlows>> kecamatan) {
    return kecamatan.stream()
        .flatMap(List::stream)
        .map(one -> new RegionYear(one.region(), one.interval().from(), one.movedCounts()))
        .toList();
  }

  private static int mobility(Map<String, List<IntervalFlows>> flows, ShockModel shocks) {
    MobilityIndices indices = new MobilityIndices(SEED);
    int estimates = 0;
    for (List<IntervalFlows> own : flows.values()) {
      List<IntervalCounts> years = new ArrayList<>();
      for (IntervalFlows one : own) {
        years.add(new IntervalCounts(1, one.movedCounts()));
        estimates +=
            indices
                .estimate(one.region() + one.interval(), moves(one.movedCounts(), YearTilts.none()))
                .size();
      }
      AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(4).estimate(years);
      estimates +=
          indices
              .estimate(
                  own.get(0).region(),
                  moves(
                      matrix.expectedCounts(),
                      new YearTilts(
                          Math.sqrt(shocks.variance()),
                          shocks.degrees(1, flows.size() - 1),
                          YearShares.ofSeen(own, matrix.probability()))))
              .size();
    }
    return estimates;
  }

  private static TierMoves moves(double[][] counts, YearTilts tilts) {
    double[] weights = new double[counts.length];
    double[] ones = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = Matrices.sum(counts[i]);
      ones[i] = 1;
    }
    return new TierMoves(counts, weights, ones, tilts, 1, 0);
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "# Processor time of the transition estimates%n%n%s. 31 kecamatan, five censuses, four"
                    + " tiers; seconds of one thread, the first run in a cold process, then the least"
                    + " of %d more.%n%n| part | cold | warm | share of warm |%n|---|---:|---:|---:|%n",
                LocalDate.now(),
                RUNS - 1));
    double cold = 0;
    double warm = 0;
    for (double[] some : seconds.values()) {
      cold += some[0];
      warm += least(some);
    }
    for (Map.Entry<String, double[]> part : seconds.entrySet()) {
      double own = least(part.getValue());
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.0f %% |%n",
              part.getKey(),
              part.getValue()[0],
              own,
              100 * own / warm));
    }
    return table
        .append(String.format(Locale.ROOT, "| all | %.2f | %.2f | 100 %% |%n", cold, warm))
        .toString();
  }

  private static double least(double[] runs) {
    double least = Double.POSITIVE_INFINITY;
    for (int run = 1; run < runs.length; run++) {
      least = Math.min(least, runs[run]);
    }
    return least;
  }
}
