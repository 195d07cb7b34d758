package id.entas.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many households share a sequence of tiers within a kabupaten, whatever its kecamatan: what
 * {@link TierSequences} takes. There are far fewer sequences than histories, as these differ by
 * kecamatan.
 */
public final class SequenceCounts implements HistoryTally<SequenceCounts> {
  private final Map<String, Map<String, Long>> households = new HashMap<>();
  private final int tiers;
  private final Map<String, String> kabupatenOf;

  private SequenceCounts(int tiers, Map<String, String> kabupatenOf) {
    this.tiers = tiers;
    this.kabupatenOf = kabupatenOf;
  }

  /**
   * Sequences that have still to be counted.
   *
   * @param tiers tiers of the scheme, 2 to {@link TierScheme#MOST_TIERS}
   * @param kabupatenOf kabupaten by kecamatan
   */
  public static SequenceCounts none(int tiers, Map<String, String> kabupatenOf) {
    return new SequenceCounts(tiers, kabupatenOf);
  }

  @Override
  public void add(History history) {
    Map<String, StringBuilder> texts = new HashMap<>();
    for (Sighting sighting : history.sightings()) {
      if (sighting.hasTier()) {
        texts
            .computeIfAbsent(kabupatenOf.get(sighting.kecamatan()), any -> new StringBuilder())
            .append(sighting.year())
            .append('=')
            .append(sighting.tier() + 1)
            .append(' ');
      }
    }
    texts.forEach((kabupaten, text) -> add(kabupaten, text.toString(), history.households()));
  }

  @Override
  public void addAll(SequenceCounts other) {
    other.households.forEach(
        (kabupaten, counts) -> counts.forEach((text, count) -> add(kabupaten, text, count)));
  }

  private void add(String kabupaten, String text, long count) {
    households.computeIfAbsent(kabupaten, any -> new HashMap<>()).merge(text, count, Long::sum);
  }

  /** The sequences of the sightings in a kabupaten, none where nobody was seen in a tier there. */
  public TierSequences of(String kabupaten) {
    List<History> sequences = new ArrayList<>();
    households
        .getOrDefault(kabupaten, Collections.emptyMap())
        .forEach((text, count) -> sequences.add(History.parse(kabupaten, text, count)));
    return TierSequences.of(sequences, tiers);
  }
}
