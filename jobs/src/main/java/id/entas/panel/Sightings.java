package id.entas.panel;

import id.entas.domain.Outcome;
import id.entas.domain.Tier;
import id.entas.domain.TierScheme;
import id.entas.tables.HouseholdTable;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Rows of households as the shuffle carries them: place of the census, state, clusters that served,
 * clusters that are known (four bits each), kecamatan (24 bits), in one number that is not
 * negative.
 */
final class Sightings extends FileRows {
  private final List<Integer> years;
  private final Map<String, Long> stateOfTier = new HashMap<>();
  private final Map<String, Long> stateOfOutcome = new HashMap<>();
  private final int kecamatan;
  private final int tier;
  private final int outcome;
  private final int[] clusters;
  private long place;

  /**
   * @param files of {@link HouseholdTable}, of the years
   * @param years the census years of the lake, oldest first
   */
  Sightings(TableScan scan, Iterator<TableFile> files, List<Integer> years, TierScheme tiers) {
    super(scan, files, HouseholdTable.HOUSEHOLD_KEY);
    this.years = years;
    for (Tier one : tiers.tiers()) {
      stateOfTier.put(one.code(), (long) one.ordinal());
    }
    for (Outcome one : Outcome.values()) {
      stateOfOutcome.put(one.name(), Histories.codeOf(one));
    }
    this.kecamatan = scan.text(HouseholdTable.REGION_CODE, Long::parseLong);
    this.tier = scan.text(HouseholdTable.TIER, code -> stateOfTier.getOrDefault(code, 0L));
    this.outcome = scan.text(HouseholdTable.OUTCOME, code -> stateOfOutcome.getOrDefault(code, 0L));
    this.clusters = HouseholdTable.CLUSTERS.stream().mapToInt(scan::value).toArray();
  }

  @Override
  void begin(TableFile file) {
    place = years.indexOf(Integer.valueOf(file.partition()));
  }

  @Override
  public void put(ByteBuffer block) {
    TableScan.Rows row = row();
    long state = row.number(tier);
    if (state == TableScan.NONE) {
      // Without a tier a row has an outcome: the table takes no other.
      state = row.number(outcome);
    }
    long served = 0;
    long known = 0;
    for (int cluster = 0; cluster < clusters.length; cluster++) {
      long flag = row.number(clusters[cluster]);
      if (flag != TableScan.NONE) {
        known |= 1L << cluster;
        served |= flag << cluster;
      }
    }
    long sighting = row.required(kecamatan);
    for (long bits : new long[] {known, served, state, place}) {
      sighting = sighting << Histories.STATE_BITS | bits;
    }
    DealtRows.putSighting(block, sighting);
  }
}
