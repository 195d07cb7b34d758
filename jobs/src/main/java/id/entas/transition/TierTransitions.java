package id.entas.transition;

import id.entas.domain.IntervalFlows;
import id.entas.domain.IntervalMethod;
import id.entas.domain.RealisedRow;
import id.entas.domain.RowInterval;
import id.entas.domain.TierScheme;
import id.entas.job.Settings;
import id.entas.tables.Field;
import id.entas.tables.Table;
import id.entas.tables.TierTransitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Each interval's realised matrix (METHODS section 3): over the households seen in a tier of the
 * region at both ends, with its interval, and beside it how far the absent may move it.
 *
 * <p>Where the census at the end lists the poor alone, a household that escaped is absent by
 * design. The seen then look poorer than they are, so they are given no probability; the bounds and
 * the sensitivity remain.
 */
final class TierTransitions {
  static final double LEVEL = 0.95;

  private final Settings settings;
  private final TierScheme tiers;
  private final String runId;

  TierTransitions(Settings settings, String runId) {
    this.settings = settings;
    this.tiers = settings.tiers();
    this.runId = runId;
  }

  List<Row> rows(List<IntervalFlows> flows) {
    List<Row> rows = new ArrayList<>();
    for (IntervalFlows one : flows) {
      for (int from = 0; from < one.tiers(); from++) {
        RealisedRow realised =
            new RealisedRow(
                one.moved()[from],
                one.absent()[from],
                one.graduated()[from],
                one.gone()[from] + one.departed()[from]);
        Optional<List<RowInterval>> intervals = intervals(one, from);
        for (int to = 0; to < one.tiers(); to++) {
          rows.add(row(one, realised, intervals, from, to));
        }
      }
    }
    return rows;
  }

  private boolean listsOnlyThePoor(IntervalFlows flows) {
    return settings.census(flows.interval().to()).frame() == Settings.Frame.LISTED_ONLY;
  }

  private Optional<List<RowInterval>> intervals(IntervalFlows flows, int from) {
    if (listsOnlyThePoor(flows)) {
      return Optional.empty();
    }
    double[] counts = new double[flows.tiers()];
    for (int to = 0; to < counts.length; to++) {
      counts[to] = flows.moved()[from][to];
    }
    IntervalMethod method = settings.intervalMethod();
    return method.findRow(counts, LEVEL);
  }

  private Row row(
      IntervalFlows flows,
      RealisedRow realised,
      Optional<List<RowInterval>> intervals,
      int from,
      int to) {
    long households = flows.moved()[from][to];
    Table.RowBuilder row =
        TierTransitionTable.TABLE
            .row()
            .set(TierTransitionTable.REGION_LEVEL, flows.level().code())
            .set(TierTransitionTable.REGION_CODE, flows.region())
            .set(TierTransitionTable.FROM_YEAR, flows.interval().from())
            .set(TierTransitionTable.TO_YEAR, flows.interval().to())
            .set(TierTransitionTable.FROM_TIER, tiers.tiers().get(from).code())
            .set(TierTransitionTable.TO_TIER, tiers.tiers().get(to).code())
            .set(TierTransitionTable.HOUSEHOLDS, households)
            .set(TierTransitionTable.SEEN_HOUSEHOLDS, realised.seenHouseholds())
            .set(TierTransitionTable.ABSENT_HOUSEHOLDS, realised.absent())
            .set(TierTransitionTable.GONE_HOUSEHOLDS, realised.gone())
            .set(
                TierTransitionTable.PROBABILITY,
                intervals.flatMap(any -> realised.findProbability(to)).orElse(null))
            .set(TierTransitionTable.FRAME, settings.census(flows.interval().to()).frame().name())
            .set(TierTransitionTable.COMPARABLE, flows.isComparable())
            .set(TierTransitionTable.KECAMATAN_COVERED, flows.kecamatanCovered())
            .set(TierTransitionTable.KECAMATAN_TOTAL, flows.kecamatanTotal())
            .set(TierTransitionTable.COMPLETE, flows.isComplete())
            .set(TierTransitionTable.RUN_ID, runId);
    set(
        row,
        intervals.map(all -> all.get(to)),
        TierTransitionTable.CI_LOW,
        TierTransitionTable.CI_HIGH);
    set(
        row,
        realised.findBounds(to),
        TierTransitionTable.BOUND_LOW,
        TierTransitionTable.BOUND_HIGH);
    set(
        row,
        realised.findSensitivity(tiers.targetIndex(), to),
        TierTransitionTable.SENSITIVITY_LOW,
        TierTransitionTable.SENSITIVITY_HIGH);
    return row.build();
  }

  private static void set(
      Table.RowBuilder row, Optional<RowInterval> interval, Field low, Field high) {
    row.set(low, interval.map(RowInterval::low).orElse(null))
        .set(high, interval.map(RowInterval::high).orElse(null));
  }
}
