package id.entas.panel;

import id.entas.domain.Coverage;
import id.entas.domain.FlowState;
import id.entas.domain.Region;
import id.entas.domain.Stocks;
import id.entas.domain.Tier;
import id.entas.job.Settings;
import id.entas.tables.TierCountTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * The stocks as rows of {@code tier_count}: desa, kecamatan, and kabupaten as the sum of their
 * kecamatan.
 */
final class TierCounts {

  private record Place(Region.Level level, String region, int year) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = level.compareTo(other.level);
      order = order != 0 ? order : region.compareTo(other.region);
      return order != 0 ? order : Integer.compare(year, other.year);
    }
  }

  /** Households and, where all of them say it, members. */
  private record Size(long households, long members, long saying) {
    static final Size NONE = new Size(0, 0, 0);

    Size plus(Size other) {
      return new Size(
          households + other.households, members + other.members, saying + other.saying);
    }
  }

  private final Settings settings;
  private final Coverage coverage;
  private final Stocks stocks;
  private final String runId;
  private final SortedMap<Place, Map<String, Size>> sizes = new TreeMap<>();
  private final Map<Place, SortedSet<String>> instruments = new HashMap<>();

  /**
   * @param villages by {@link VillageStocks#byTier}, of households with a tier
   */
  TierCounts(
      Settings settings,
      Coverage coverage,
      Stocks stocks,
      List<VillageStocks.Stock> villages,
      String runId) {
    this.settings = settings;
    this.coverage = coverage;
    this.stocks = stocks;
    this.runId = runId;
    Map<String, String> kabupatenOf = settings.regions().kabupatenOfKecamatan();
    for (String kecamatan : coverage.kecamatan()) {
      for (int year : coverage.years()) {
        if (coverage.covers(kecamatan, year)) {
          sizes.computeIfAbsent(
              new Place(Region.Level.KECAMATAN, kecamatan, year), any -> new HashMap<>());
          sizes.computeIfAbsent(
              new Place(Region.Level.KABUPATEN, kabupatenOf.get(kecamatan), year),
              any -> new HashMap<>());
        }
      }
    }
    for (VillageStocks.Stock village : villages) {
      int year = village.year();
      Size size = new Size(village.households(), village.members(), village.saying());
      List<Place> places = new ArrayList<>();
      if (village.village() != null) {
        places.add(new Place(Region.Level.DESA, village.village(), year));
      }
      places.add(new Place(Region.Level.KECAMATAN, village.kecamatan(), year));
      places.add(new Place(Region.Level.KABUPATEN, kabupatenOf.get(village.kecamatan()), year));
      for (Place place : places) {
        add(place, village.tier(), size);
        instruments.computeIfAbsent(place, any -> new TreeSet<>()).add(village.instrument());
      }
    }
  }

  private void add(Place place, String tier, Size size) {
    sizes.computeIfAbsent(place, any -> new HashMap<>()).merge(tier, size, Size::plus);
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    sizes.forEach((place, byTier) -> addRows(rows, place, byTier));
    return rows;
  }

  private void addRows(List<Row> rows, Place place, Map<String, Size> byTier) {
    List<String> kecamatan = kecamatanOf(place);
    long covered = kecamatan.stream().filter(code -> coverage.covers(code, place.year())).count();
    long listed =
        settings.tiers().tiers().stream()
            .filter(Tier::isListed)
            .mapToLong(tier -> byTier.getOrDefault(tier.code(), Size.NONE).households())
            .sum();
    for (Tier tier : settings.tiers().tiers()) {
      Size size = byTier.getOrDefault(tier.code(), Size.NONE);
      Double share = tier.isListed() && listed > 0 ? (double) size.households() / listed : null;
      rows.add(row(place, tier.code(), size, share, covered, kecamatan.size()));
    }
    if (place.level() != Region.Level.DESA) {
      long absent =
          kecamatan.stream()
              .mapToLong(code -> stocks.households(code, place.year(), FlowState.ABSENT))
              .sum();
      rows.add(
          row(place, FlowState.ABSENT, new Size(absent, 0, 0), null, covered, kecamatan.size()));
    }
  }

  private List<String> kecamatanOf(Place place) {
    return place.level() == Region.Level.KABUPATEN
        ? settings.regions().ofLevel(Region.Level.KECAMATAN).stream()
            .filter(kecamatan -> kecamatan.parentCode().equals(place.region()))
            .filter(kecamatan -> kecamatan.validity().holds(place.year()))
            .map(Region::code)
            .toList()
        : List.of(place.level() == Region.Level.DESA ? parentOf(place.region()) : place.region());
  }

  private String parentOf(String desa) {
    return settings.regions().find(desa).orElseThrow().parentCode();
  }

  private Row row(Place place, String tier, Size size, Double share, long covered, long total) {
    SortedSet<String> own = instruments.getOrDefault(place, Collections.emptySortedSet());
    boolean allSay = size.households() > 0 && size.saying() == size.households();
    return TierCountTable.TABLE
        .row()
        .set(TierCountTable.CENSUS_YEAR, place.year())
        .set(TierCountTable.REGION_LEVEL, place.level().code())
        .set(TierCountTable.REGION_CODE, place.region())
        .set(TierCountTable.TIER, tier)
        .set(TierCountTable.HOUSEHOLDS, size.households())
        .set(TierCountTable.MEMBERS, allSay ? size.members() : null)
        .set(TierCountTable.SHARE_OF_LISTED, share)
        .set(TierCountTable.INSTRUMENT, own.isEmpty() ? null : String.join(", ", own))
        .set(TierCountTable.KECAMATAN_COVERED, covered)
        .set(TierCountTable.KECAMATAN_TOTAL, total)
        .set(TierCountTable.COMPLETE, covered == total)
        .set(TierCountTable.RUN_ID, runId)
        .build();
  }
}
