package id.entas.transition;

import id.entas.domain.AnnualMatrix;
import id.entas.domain.AnnualMatrixEstimator;
import id.entas.domain.IntervalCounts;
import id.entas.domain.IntervalFlows;
import id.entas.domain.MobilityEstimate;
import id.entas.domain.MobilityIndex;
import id.entas.domain.MobilityIndices;
import id.entas.domain.RealisedRow;
import id.entas.domain.Relapse;
import id.entas.domain.Relapses;
import id.entas.domain.ShockModel;
import id.entas.domain.SightingCounts;
import id.entas.domain.TierMoves;
import id.entas.domain.TierScheme;
import id.entas.domain.YearShares;
import id.entas.domain.YearTilts;
import id.entas.job.Settings;
import id.entas.tables.MobilityIndexTable;
import id.entas.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Row;

/**
 * How much households move, as rows of {@code mobility_index}: for every interval, and for the
 * one-year matrix of all sightings.
 *
 * <p>Where the census at the end lists the poor alone, the seen mislead: such an interval has no
 * value but what the sensitivity to the absent leaves.
 */
final class Mobility {
  private static final String INTERVAL = "interval";
  private static final String ANNUAL = "annual";

  /** Years after an exit that a relapse is looked for in; with fewer the share is not known yet. */
  private static final int FOLLOWED_YEARS = 2;

  private final Settings settings;
  private final TierScheme tiers;
  private final MobilityIndices indices;
  private final String runId;

  Mobility(Settings settings, String runId) {
    this.settings = settings;
    this.tiers = settings.tiers();
    this.indices = new MobilityIndices(settings.seed());
    this.runId = runId;
  }

  /** The indices of every interval of a region, with the relapses of those who left. */
  List<Row> ofIntervals(List<IntervalFlows> flows, SortedMap<Relapses.Leavers, Relapse> relapses) {
    List<Row> rows = new ArrayList<>();
    for (IntervalFlows one : flows) {
      Settings.Frame frame = settings.census(one.interval().to()).frame();
      TierMoves moves = seen(one);
      Map<MobilityIndex, MobilityEstimate> estimates =
          indices.estimate(
              one.region() + " " + one.interval().from() + "-" + one.interval().to(), moves);
      Map<MobilityIndex, double[]> sensitivity = sensitivity(one);
      for (MobilityIndex index : MobilityIndex.values()) {
        if (index == MobilityIndex.RELAPSE_WITHIN_2) {
          Optional.ofNullable(relapses.get(new Relapses.Leavers(one.region(), one.interval())))
              .filter(relapse -> relapse.followUpYears() == FOLLOWED_YEARS)
              .flatMap(relapse -> relapse.findShare(1))
              .ifPresent(
                  share ->
                      rows.add(
                          set(
                                  row(one, INTERVAL, index, frame),
                                  Optional.of(share),
                                  followedFrame(one))
                              .build()));
        } else if (estimates.containsKey(index) || sensitivity.containsKey(index)) {
          double[] range = sensitivity.get(index);
          rows.add(
              set(
                      row(one, INTERVAL, index, frame),
                      Optional.ofNullable(estimates.get(index)),
                      frame)
                  .set(MobilityIndexTable.SENSITIVITY_LOW, range == null ? null : range[0])
                  .set(MobilityIndexTable.SENSITIVITY_HIGH, range == null ? null : range[1])
                  .build());
        }
      }
    }
    return rows;
  }

  /** Where a later census lists the poor alone, of those who left only who fell back is seen. */
  private Settings.Frame followedFrame(IntervalFlows flows) {
    int to = flows.interval().to();
    for (int year = to; year <= to + FOLLOWED_YEARS; year++) {
      if (settings.census(year).frame() == Settings.Frame.LISTED_ONLY) {
        return Settings.Frame.LISTED_ONLY;
      }
    }
    return Settings.Frame.ALL_RELISTED;
  }

  private TierMoves seen(IntervalFlows flows) {
    double[][] counts = flows.movedCounts();
    double[] weights = new double[tiers.size()];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = flows.seen(i);
    }
    return moves(counts, weights, YearTilts.none(), flows.interval().years());
  }

  /** What one interval did is no draw from other years, and the tilts say what years add. */
  private TierMoves moves(double[][] counts, double[] weights, YearTilts tilts, int years) {
    return new TierMoves(counts, weights, ones(), tilts, years, tiers.targetIndex());
  }

  private double[] ones() {
    double[] ones = new double[tiers.size()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Least and greatest value under the odds of the absent, over households seen or absent. */
  private Map<MobilityIndex, double[]> sensitivity(IntervalFlows flows) {
    Map<MobilityIndex, double[]> ranges = new EnumMap<>(MobilityIndex.class);
    for (double odds : RealisedRow.absentOdds()) {
      double[][] counts = new double[tiers.size()][tiers.size()];
      double[] weights = new double[tiers.size()];
      for (int i = 0; i < counts.length; i++) {
        RealisedRow row =
            new RealisedRow(flows.moved()[i], flows.absent()[i], flows.graduated()[i], 0);
        double[] shares = row.findWithAbsent(tiers.targetIndex(), odds).orElse(counts[i]);
        weights[i] = row.seenHouseholds() + (double) row.absent();
        for (int j = 0; j < counts.length; j++) {
          counts[i][j] = weights[i] * shares[j];
        }
      }
      indices
          .values(moves(counts, weights, YearTilts.none(), flows.interval().years()))
          .forEach(
              (index, value) ->
                  ranges.merge(
                      index,
                      new double[] {value, value},
                      (a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])}));
    }
    return ranges;
  }

  /**
   * The indices of the one-year matrix behind all sightings of a region. Their intervals also hold
   * the mean shock of the years observed, of which local ones cancel over the kecamatan.
   *
   * @param kecamatan that the shocks were estimated from
   */
  List<Row> ofYears(
      List<IntervalFlows> flows, SightingCounts sightings, ShockModel shocks, int kecamatan) {
    IntervalFlows first = flows.get(0);
    List<IntervalCounts> byLength = sightings.byLength(first.region());
    if (byLength.isEmpty()) {
      return List.of();
    }
    Settings.Frame frame =
        flows.stream().anyMatch(one -> frame(one) == Settings.Frame.LISTED_ONLY)
            ? Settings.Frame.LISTED_ONLY
            : Settings.Frame.ALL_RELISTED;
    AnnualMatrix matrix = AnnualMatrixEstimator.ofTiers(tiers.size()).estimate(byLength);
    double[][] counts = matrix.expectedCounts();
    double[] weights = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = matrix.rowHouseholds(i);
    }
    // An interval of a few kecamatan is a part of what the others tell, too.
    IntervalFlows widest =
        flows.stream().max(Comparator.comparing(IntervalFlows::kecamatanCovered)).orElseThrow();
    int lastYear = flows.stream().mapToInt(one -> one.interval().to()).max().orElseThrow();
    double localShare = 1.0 / widest.kecamatanCovered();
    YearTilts tilts =
        new YearTilts(
            Math.sqrt(shocks.variance(localShare)),
            shocks.degrees(localShare, kecamatan),
            YearShares.ofSeen(flows, matrix.probability()));
    List<Row> rows = new ArrayList<>();
    indices
        .estimate(first.region() + " annual", moves(counts, weights, tilts, 1))
        .forEach(
            (index, estimate) ->
                rows.add(
                    set(
                            row(first, ANNUAL, index, frame)
                                .set(MobilityIndexTable.TO_YEAR, lastYear)
                                .set(
                                    MobilityIndexTable.KECAMATAN_COVERED, widest.kecamatanCovered())
                                .set(MobilityIndexTable.COMPLETE, widest.isComplete())
                                .set(
                                    MobilityIndexTable.COMPARABLE,
                                    flows.stream().allMatch(IntervalFlows::isComparable)),
                            Optional.of(estimate),
                            frame)
                        .build()));
    return rows;
  }

  private Settings.Frame frame(IntervalFlows flows) {
    return settings.census(flows.interval().to()).frame();
  }

  private Table.RowBuilder row(
      IntervalFlows flows, String matrix, MobilityIndex index, Settings.Frame frame) {
    return MobilityIndexTable.TABLE
        .row()
        .set(MobilityIndexTable.REGION_LEVEL, flows.level().code())
        .set(MobilityIndexTable.REGION_CODE, flows.region())
        .set(MobilityIndexTable.FROM_YEAR, flows.interval().from())
        .set(MobilityIndexTable.TO_YEAR, flows.interval().to())
        .set(MobilityIndexTable.MATRIX, matrix)
        .set(MobilityIndexTable.INDEX_NAME, index.code())
        .set(MobilityIndexTable.FRAME, frame.name())
        .set(MobilityIndexTable.COMPARABLE, flows.isComparable())
        .set(MobilityIndexTable.KECAMATAN_COVERED, flows.kecamatanCovered())
        .set(MobilityIndexTable.KECAMATAN_TOTAL, flows.kecamatanTotal())
        .set(MobilityIndexTable.COMPLETE, flows.isComplete())
        .set(MobilityIndexTable.RUN_ID, runId);
  }

  private static Table.RowBuilder set(
      Table.RowBuilder row, Optional<MobilityEstimate> estimate, Settings.Frame frame) {
    Optional<MobilityEstimate> shown =
        frame == Settings.Frame.LISTED_ONLY ? Optional.empty() : estimate;
    return row.set(MobilityIndexTable.VALUE, shown.map(MobilityEstimate::value).orElse(null))
        .set(MobilityIndexTable.CI_LOW, shown.map(MobilityEstimate::low).orElse(null))
        .set(MobilityIndexTable.CI_HIGH, shown.map(MobilityEstimate::high).orElse(null));
  }
}
