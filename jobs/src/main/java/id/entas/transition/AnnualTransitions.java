package id.entas.transition;

import id.entas.domain.AnnualMatrix;
import id.entas.domain.AnnualMatrixEstimator;
import id.entas.domain.AssumedShocks;
import id.entas.domain.CensoredCount;
import id.entas.domain.FlowState;
import id.entas.domain.IntervalCounts;
import id.entas.domain.IntervalFlows;
import id.entas.domain.Region;
import id.entas.domain.RowInterval;
import id.entas.domain.ShockModel;
import id.entas.domain.YearShocks;
import id.entas.job.Settings;
import id.entas.tables.AnnualTransitionTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The one-year matrix that projections use (METHODS section 3): unconditional, on the tiers, ABSENT
 * and GONE.
 *
 * <p>Each region is estimated from its own intervals, by EM over unseen middle years where an
 * interval has more than one year. A row that a kecamatan has no household in is the kabupaten's;
 * one that the kabupaten has none in either is assumed to stay where it is. Intervals use counts
 * deflated by the dispersion between years, as several years are not one sample.
 */
final class AnnualTransitions {
  private static final double LEVEL = 0.95;
  private static final String PROPORTION = "PROPORTION";
  private static final String EM = "EM";
  private static final String KABUPATEN = "KABUPATEN";
  private static final String ASSUMED_STAYS = "ASSUMED_STAYS";

  private final Settings settings;
  private final String runId;
  private final int tiers;
  private final List<String> states;

  AnnualTransitions(Settings settings, String runId) {
    this.settings = settings;
    this.runId = runId;
    this.tiers = settings.tiers().size();
    this.states = new ArrayList<>(settings.tiers().codes());
    states.add(FlowState.ABSENT);
    states.add(FlowState.GONE);
  }

  /** A row of a region's matrix with what it rests on. */
  private record Estimate(
      double[] probability, double households, Optional<Double> dispersion, String method) {}

  List<Row> rows(List<IntervalFlows> flows) {
    Map<String, List<IntervalFlows>> byRegion = new TreeMap<>();
    flows.forEach(one -> byRegion.computeIfAbsent(one.region(), any -> new ArrayList<>()).add(one));
    Map<String, Estimate[]> kabupaten = new TreeMap<>();
    byRegion.forEach(
        (region, own) -> {
          if (own.get(0).level() == Region.Level.KABUPATEN) {
            kabupaten.put(region, estimate(own));
          }
        });
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    List<Row> rows = new ArrayList<>();
    byRegion.forEach(
        (region, own) -> {
          boolean isKecamatan = own.get(0).level() == Region.Level.KECAMATAN;
          Estimate[] estimates = isKecamatan ? estimate(own) : kabupaten.get(region);
          Estimate[] fallback = isKecamatan ? kabupaten.get(kabupatenOf.get(region)) : estimates;
          for (int from = 0; from <= tiers; from++) {
            addRow(
                rows,
                own,
                from,
                Optional.ofNullable(estimates[from]),
                Optional.ofNullable(fallback[from]));
          }
        });
    return rows;
  }

  /** One estimate per tier and for ABSENT; null where the region has no household in the row. */
  private Estimate[] estimate(List<IntervalFlows> own) {
    List<IntervalCounts> counts = own.stream().map(this::counts).toList();
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiersAbsentGone(tiers).estimate(counts);
    boolean plain = counts.stream().allMatch(one -> one.years() == 1 && one.censored().isEmpty());
    Estimate[] estimates = new Estimate[tiers + 1];
    for (int from = 0; from <= tiers; from++) {
      Optional<double[]> row = matrix.findRow(from);
      if (row.isPresent()) {
        estimates[from] =
            new Estimate(
                row.get(),
                matrix.rowHouseholds(from),
                dispersion(counts, from, row.get(), matrix.rowHouseholds(from)),
                plain ? PROPORTION : EM);
      }
    }
    return estimates;
  }

  private IntervalCounts counts(IntervalFlows flows) {
    int absent = tiers;
    int gone = tiers + 1;
    double[][] counts = new double[states.size()][states.size()];
    List<CensoredCount> censored = new ArrayList<>();
    long returned = 0;
    for (int from = 0; from < tiers; from++) {
      for (int to = 0; to < tiers; to++) {
        counts[from][to] = flows.moved()[from][to];
      }
      counts[from][absent] = flows.absent()[from];
      counts[from][gone] = flows.gone()[from] + flows.departed()[from];
      if (flows.graduated()[from] > 0 && from < tiers - 1) {
        censored.add(CensoredCount.graduates(from, tiers, states.size(), flows.graduated()[from]));
      }
      returned += flows.returned()[from];
    }
    // Some who return were never in the region's pool (they were last seen elsewhere): the pool
    // gives no more than it has.
    double share = returned > flows.absentPool() ? (double) flows.absentPool() / returned : 1;
    for (int to = 0; to < tiers; to++) {
      counts[absent][to] = share * flows.returned()[to];
    }
    counts[absent][absent] = Math.max(0, flows.absentPool() - returned);
    return new IntervalCounts(flows.interval().years(), counts, censored);
  }

  private Optional<Double> dispersion(
      List<IntervalCounts> counts, int from, double[] row, double households) {
    double[][] byInterval =
        counts.stream()
            .filter(one -> one.years() == 1)
            .map(one -> one.counts()[from])
            .toArray(double[][]::new);
    Optional<Double> observed = YearShocks.findDispersion(byInterval);
    if (observed.isPresent()) {
      return observed;
    }
    ShockModel assumed =
        new AssumedShocks(
                settings.assumedSharedShock(),
                settings.assumedLocalShock(),
                settings.minIntervals())
            .over(1);
    double[] tierShares = Arrays.copyOf(row, tiers);
    return Arrays.stream(tierShares).sum() > 0
        ? Optional.of(
            YearShocks.assumedDispersion(households, assumed.variance(), tierShares, states.size()))
        : Optional.empty();
  }

  private void addRow(
      List<Row> rows,
      List<IntervalFlows> own,
      int from,
      Optional<Estimate> found,
      Optional<Estimate> fallback) {
    double[] stays = new double[states.size()];
    stays[from] = 1;
    Estimate estimate =
        found
            .or(
                () ->
                    fallback.map(
                        other ->
                            new Estimate(
                                other.probability(),
                                other.households(),
                                other.dispersion(),
                                KABUPATEN)))
            .orElse(new Estimate(stays, 0, Optional.empty(), ASSUMED_STAYS));
    IntervalFlows first = own.get(0);
    IntervalFlows last = own.get(own.size() - 1);
    double deflated = estimate.households() / estimate.dispersion().orElse(1.0);
    for (int to = 0; to < states.size(); to++) {
      double probability = estimate.probability()[to];
      Optional<RowInterval> interval =
          RowInterval.findJeffreys(probability * deflated, deflated, LEVEL);
      rows.add(
          AnnualTransitionTable.TABLE
              .row()
              .set(AnnualTransitionTable.REGION_LEVEL, first.level().code())
              .set(AnnualTransitionTable.REGION_CODE, first.region())
              .set(AnnualTransitionTable.FIRST_YEAR, first.interval().from())
              .set(AnnualTransitionTable.LAST_YEAR, last.interval().to())
              .set(AnnualTransitionTable.FROM_TIER, states.get(from))
              .set(AnnualTransitionTable.TO_TIER, states.get(to))
              .set(AnnualTransitionTable.PROBABILITY, probability)
              .set(AnnualTransitionTable.CI_LOW, interval.map(RowInterval::low).orElse(null))
              .set(AnnualTransitionTable.CI_HIGH, interval.map(RowInterval::high).orElse(null))
              .set(AnnualTransitionTable.OWN_WEIGHT, found.isPresent() ? 1.0 : 0.0)
              .set(AnnualTransitionTable.DISPERSION, estimate.dispersion().orElse(null))
              .set(AnnualTransitionTable.METHOD, estimate.method())
              .set(AnnualTransitionTable.KECAMATAN_COVERED, last.kecamatanCovered())
              .set(AnnualTransitionTable.KECAMATAN_TOTAL, last.kecamatanTotal())
              .set(AnnualTransitionTable.COMPLETE, last.isComplete())
              .set(AnnualTransitionTable.RUN_ID, runId)
              .build());
    }
  }
}
