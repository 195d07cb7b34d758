package id.entas.domain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Time of everything that is estimated from the counts of a whole kabupaten: 31 kecamatan, five
 * censuses, four tiers, bootstrap and Monte Carlo included. The budget is 5 s on one core.
 *
 * <p>{@code BenchTransitions <file>} writes its table as Markdown.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BenchTransitions {
  private static final long SEED = 8482;

  private final InventedPanel panel =
      new InventedPanel(
          new InventedPanel.Truth(
              80,
              0.12,
              0.10,
              0,
              new long[] {1_500, 14_000},
              31,
              new int[] {2008, 2009, 2010, 2011, 2012}),
          SEED);
  private final Map<String, String> kabupatenOf = panel.kabupatenOf();
  private final List<History> histories = panel.histories();
  private final Coverage coverage = Coverage.of(histories);
  private final TierScheme tiers = InventedPanel.scheme();
  private final Map<String, List<IntervalFlows>> flows =
      InventedPanel.flows(histories, kabupatenOf);
  private final List<List<IntervalFlows>> kecamatan =
      panel.kecamatan().stream().map(flows::get).toList();
  private final SightingCounts sightings =
      SightingCounts.of(histories, coverage, tiers.size(), kabupatenOf);
  private final ShockModel shocks = estimatedShocks();

  public static void main(String[] arguments) throws IOException, RunnerException {
    SpeedTable.write(
        BenchTransitions.class,
        "Time of the transition estimates",
        "31 kecamatan, five censuses, four tiers, one thread.",
        Path.of(arguments[0]));
  }

  @Benchmark
  public Object pairsAndTriples() {
    return SightingCounts.of(histories, coverage, tiers.size(), kabupatenOf);
  }

  @Benchmark
  public Object shocks() {
    return estimatedShocks();
  }

  @Benchmark
  public Object yearlyMatricesPooledWithIntervals() {
    return AnnualMatrices.of(flows.get("3509"), kecamatan, 0, shocks, 3, SEED);
  }

  @Benchmark
  public Object tests() {
    return new AssumptionTests(tiers.size(), SEED, 3)
        .of(flows.get("3509"), kecamatan, sightings, shocks);
  }

  @Benchmark
  public Object mobilityOfIntervalsAndYears() {
    MobilityIndices indices = new MobilityIndices(SEED);
    List<Object> estimates = new ArrayList<>();
    for (List<IntervalFlows> own : flows.values()) {
      List<IntervalCounts> years = new ArrayList<>();
      for (IntervalFlows one : own) {
        years.add(new IntervalCounts(1, one.movedCounts()));
        estimates.add(
            indices.estimate(
                one.region() + one.interval(), moves(one.movedCounts(), YearTilts.none())));
      }
      AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(4).estimate(years);
      estimates.add(
          indices.estimate(
              own.get(0).region(),
              moves(
                  matrix.expectedCounts(),
                  new YearTilts(
                      Math.sqrt(shocks.variance()),
                      shocks.degrees(1, flows.size() - 1),
                      YearShares.ofSeen(own, matrix.probability())))));
    }
    return estimates;
  }

  @Benchmark
  public Object relapses() {
    return Relapses.of(histories, coverage, 0, kabupatenOf);
  }

  @Benchmark
  public Object persistence() {
    return Persistence.of(histories, tiers, kabupatenOf);
  }

  @Benchmark
  public Object measurementModels() {
    return MeasurementComparison.of(
        TierSequences.of(histories, tiers.size()), SEED, MeasurementComparison.CLIMBS);
  }

  @Benchmark
  public Object everything() {
    return List.of(
        pairsAndTriples(),
        shocks(),
        yearlyMatricesPooledWithIntervals(),
        tests(),
        mobilityOfIntervalsAndYears(),
        relapses(),
        persistence(),
        measurementModels());
  }

  private ShockModel estimatedShocks() {
    return YearShocks.estimate(
            kecamatan.stream()
                .flatMap(List::stream)
                .map(one -> new RegionYear(one.region(), one.interval().from(), one.movedCounts()))
                .toList(),
            new AssumedShocks(0.12, 0.1, 3))
        .model();
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
}
