package id.entas.transition;

import id.entas.domain.Coverage;
import id.entas.domain.FlowCounts;
import id.entas.domain.History;
import id.entas.domain.HistoryTally;
import id.entas.domain.Persistence;
import id.entas.domain.Relapses;
import id.entas.domain.SequenceCounts;
import id.entas.domain.SightingCounts;
import id.entas.domain.TierScheme;
import java.util.Map;

/** What the estimates take from the histories beside the flows, in one pass. */
record PanelCounts(
    SightingCounts sightings,
    Relapses relapses,
    FlowCounts relapseFlows,
    Persistence persistence,
    SequenceCounts sequences)
    implements HistoryTally<PanelCounts> {

  /**
   * Counts that have still to be made.
   *
   * @param coverage the censuses that cover each kecamatan
   * @param kabupatenOf kabupaten by kecamatan
   */
  static PanelCounts none(Coverage coverage, TierScheme tiers, Map<String, String> kabupatenOf) {
    return new PanelCounts(
        SightingCounts.none(coverage, tiers.size(), kabupatenOf),
        Relapses.none(coverage, tiers.targetIndex(), kabupatenOf),
        FlowCounts.noneOfRelapses(coverage, tiers, kabupatenOf),
        Persistence.none(tiers, kabupatenOf),
        SequenceCounts.none(tiers.size(), kabupatenOf));
  }

  @Override
  public void add(History history) {
    sightings.add(history);
    relapses.add(history);
    relapseFlows.add(history);
    persistence.add(history);
    sequences.add(history);
  }

  @Override
  public void addAll(PanelCounts other) {
    sightings.addAll(other.sightings);
    relapses.addAll(other.relapses);
    relapseFlows.addAll(other.relapseFlows);
    persistence.addAll(other.persistence);
    sequences.addAll(other.sequences);
  }
}
