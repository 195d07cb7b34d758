package id.entas.tables;

import id.entas.domain.FlowState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * A few households of a kabupaten over some censuses, drawn at random, as the rows of the tables of
 * stocks, flows and rates: many small counts, all of which add up.
 */
final class InventedPanel {
  static final String KABUPATEN = "3509";
  static final List<String> TIERS = List.of("WORST", "POOR", "FREE");
  static final List<String> LISTED = List.of("WORST", "POOR");

  final List<String> kecamatan = new ArrayList<>();
  final List<Integer> years = new ArrayList<>();
  final Map<Table, List<Row>> rows = new HashMap<>();
  private final Map<String, Long> stocks = new TreeMap<>();
  private final Map<String, Long> people = new TreeMap<>();
  private final Map<String, Long> flows = new TreeMap<>();
  private final Random random;
  private final int size;

  private record Household(String kecamatan, String desa, int tier, int members) {}

  /** A kabupaten of few households in every tier. */
  InventedPanel(long seed, int kecamatanCount, int censuses) {
    this(seed, kecamatanCount, censuses, 1);
  }

  /**
   * @param size how many times as many households; the worst tier stays small in one kecamatan
   */
  InventedPanel(long seed, int kecamatanCount, int censuses, int size) {
    random = new Random(seed);
    this.size = size;
    for (int k = 0; k < kecamatanCount; k++) {
      kecamatan.add(KABUPATEN + "0" + (k + 1) + "0");
    }
    for (int c = 0; c < censuses; c++) {
      years.add(2008 + c);
    }
    simulate();
    names();
    write();
  }

  /** Key of a stock. */
  static String stock(String region, int year, String tier) {
    return "stock " + region + " " + year + " " + tier;
  }

  static String flow(String region, int from, String fromTier, String toTier) {
    return "flow " + region + " " + from + " " + fromTier + " " + toTier;
  }

  long households(String stock) {
    return stocks.getOrDefault(stock, 0L);
  }

  /** All flows of a region by their key. */
  Map<String, Long> flowsOf(String region) {
    Map<String, Long> own = new LinkedHashMap<>();
    flows.forEach(
        (key, count) -> {
          if (key.startsWith("flow " + region + " ")) {
            own.put(key, count);
          }
        });
    return own;
  }

  private Household newcomer(String where) {
    return new Household(
        where, where + "00" + (1 + random.nextInt(2)), random.nextInt(3), 1 + random.nextInt(5));
  }

  private void simulate() {
    List<Household> now = new ArrayList<>();
    for (String where : kecamatan) {
      int few = where.equals(kecamatan.get(0)) ? 1 : size;
      int[] sizes = {
        few * random.nextInt(14), size * (4 + random.nextInt(30)), size * random.nextInt(25)
      };
      for (int tier = 0; tier < 3; tier++) {
        for (int n = 0; n < sizes[tier]; n++) {
          Household one = newcomer(where);
          now.add(new Household(where, one.desa(), tier, one.members()));
        }
      }
    }
    double stays = 0.4 + 0.4 * random.nextDouble();
    for (int c = 0; c < years.size(); c++) {
      int year = years.get(c);
      now.forEach(one -> count(one, year));
      if (c + 1 < years.size()) {
        now = next(now, year, stays);
      }
    }
  }

  private void count(Household one, int year) {
    for (String region : List.of(KABUPATEN, one.kecamatan(), one.desa())) {
      String key = stock(region, year, TIERS.get(one.tier()));
      stocks.merge(key, 1L, Long::sum);
      people.merge(key, (long) one.members(), Long::sum);
    }
  }

  private List<Household> next(List<Household> now, int year, double stays) {
    List<Household> later = new ArrayList<>();
    for (Household one : now) {
      String from = TIERS.get(one.tier());
      double chance = random.nextDouble();
      if (chance < 0.15) {
        String why = random.nextBoolean() ? FlowState.ABSENT : "MOVED";
        add(KABUPATEN, year, from, why);
        add(one.kecamatan(), year, from, why);
        continue;
      }
      int tier = random.nextDouble() < stays ? one.tier() : random.nextInt(3);
      String to = TIERS.get(tier);
      add(KABUPATEN, year, from, to);
      if (chance < 0.2 && kecamatan.size() > 1) {
        String other = kecamatan.get(random.nextInt(kecamatan.size()));
        if (!other.equals(one.kecamatan())) {
          add(one.kecamatan(), year, from, FlowState.DEPARTED);
          add(other, year, FlowState.ARRIVED, to);
          later.add(new Household(other, other + "001", tier, one.members()));
          continue;
        }
      }
      add(one.kecamatan(), year, from, to);
      later.add(new Household(one.kecamatan(), one.desa(), tier, one.members()));
    }
    for (String where : kecamatan) {
      int many = size * random.nextInt(12);
      for (int n = 0; n < many; n++) {
        Household one = newcomer(where);
        later.add(one);
        add(KABUPATEN, year, FlowState.ENTRANT, TIERS.get(one.tier()));
        add(where, year, FlowState.ENTRANT, TIERS.get(one.tier()));
      }
    }
    return later;
  }

  private void add(String region, int year, String from, String to) {
    flows.merge(flow(region, year, from, to), 1L, Long::sum);
  }

  private long flowOf(String region, int year, String from, String to) {
    return flows.getOrDefault(flow(region, year, from, to), 0L);
  }

  private static String level(String region) {
    return region.length() == 4 ? "kabupaten" : region.length() == 7 ? "kecamatan" : "desa";
  }

  private void names() {
    List<Row> regions = new ArrayList<>();
    List<String> all = new ArrayList<>(List.of(KABUPATEN));
    for (String one : kecamatan) {
      all.addAll(List.of(one, one + "001", one + "002"));
    }
    for (String region : all) {
      String parent =
          region.length() == 4 ? "35" : region.substring(0, region.length() == 7 ? 4 : 7);
      regions.add(
          RegionTable.TABLE
              .row()
              .set(RegionTable.REGION_CODE, region)
              .set(RegionTable.REGION_LEVEL, level(region))
              .set(RegionTable.REGION_NAME, region)
              .set(RegionTable.PARENT_CODE, parent)
              .set(RegionTable.RUN_ID, "run")
              .build());
      for (int year : years) {
        for (String tier : TIERS) {
          stocks.putIfAbsent(stock(region, year, tier), 0L);
          people.putIfAbsent(stock(region, year, tier), 0L);
        }
      }
    }
    rows.put(RegionTable.TABLE, regions);
    List<Row> tiers = new ArrayList<>();
    for (int i = 0; i < TIERS.size(); i++) {
      tiers.add(
          TierTable.TABLE
              .row()
              .set(TierTable.TIER, TIERS.get(i))
              .set(TierTable.ORDINAL, i + 1)
              .set(TierTable.LABEL_ID, TIERS.get(i))
              .set(TierTable.LABEL_EN, TIERS.get(i))
              .set(TierTable.IS_LISTED, i < 2)
              .set(TierTable.IS_TARGET, i == 0)
              .set(TierTable.RUN_ID, "run")
              .build());
    }
    rows.put(TierTable.TABLE, tiers);
  }

  private Table.RowBuilder covered(Table.RowBuilder row) {
    return row.set(Fields.KECAMATAN_COVERED, 1L)
        .set(Fields.KECAMATAN_TOTAL, 1L)
        .set(Fields.COMPLETE, true)
        .set(Fields.RUN_ID, "run");
  }

  private long listed(String region, int year) {
    return LISTED.stream().mapToLong(tier -> households(stock(region, year, tier))).sum();
  }

  private void write() {
    List<Row> counts = new ArrayList<>();
    List<Row> projections = new ArrayList<>();
    stocks.forEach(
        (key, households) -> {
          String[] parts = key.split(" ");
          int year = Integer.parseInt(parts[2]);
          long listed = listed(parts[1], year);
          counts.add(
              covered(TierCountTable.TABLE.row())
                  .set(TierCountTable.CENSUS_YEAR, year)
                  .set(TierCountTable.REGION_LEVEL, level(parts[1]))
                  .set(TierCountTable.REGION_CODE, parts[1])
                  .set(TierCountTable.TIER, parts[3])
                  .set(TierCountTable.HOUSEHOLDS, households)
                  .set(TierCountTable.MEMBERS, people.get(key))
                  .set(
                      TierCountTable.SHARE_OF_LISTED,
                      LISTED.contains(parts[3]) && listed > 0 ? households * 1.0 / listed : null)
                  .set(TierCountTable.INSTRUMENT, households > 0 ? "PPLS" : null)
                  .build());
          if (parts[1].length() < 10) {
            projections.add(
                covered(ProjectionTable.TABLE.row())
                    .set(ProjectionTable.REGION_LEVEL, level(parts[1]))
                    .set(ProjectionTable.REGION_CODE, parts[1])
                    .set(ProjectionTable.SCENARIO, "observed")
                    .set(ProjectionTable.CENSUS_YEAR, year)
                    .set(ProjectionTable.TIER, parts[3])
                    .set(ProjectionTable.OBSERVED, households)
                    .set(ForecastBasis.ABSENCE, "OWN_STATE")
                    .set(ForecastBasis.COMPARABLE, true)
                    .build());
          }
        });
    rows.put(TierCountTable.TABLE, counts);
    rows.put(ProjectionTable.TABLE, projections);
    List<Row> moves = new ArrayList<>();
    flows.forEach(
        (key, households) -> {
          String[] parts = key.split(" ");
          moves.add(
              covered(TransitionCountTable.TABLE.row())
                  .set(TransitionCountTable.FROM_YEAR, Integer.parseInt(parts[2]))
                  .set(TransitionCountTable.TO_YEAR, Integer.parseInt(parts[2]) + 1)
                  .set(TransitionCountTable.REGION_LEVEL, level(parts[1]))
                  .set(TransitionCountTable.REGION_CODE, parts[1])
                  .set(TransitionCountTable.FROM_TIER, parts[3])
                  .set(TransitionCountTable.TO_TIER, parts[4])
                  .set(TransitionCountTable.HOUSEHOLDS, households)
                  .build());
        });
    rows.put(TransitionCountTable.TABLE, moves);
    List<Row> rates = new ArrayList<>();
    List<Row> verdicts = new ArrayList<>();
    List<String> regions = new ArrayList<>(kecamatan);
    regions.add(KABUPATEN);
    for (String region : regions) {
      for (int year : years.subList(0, years.size() - 1)) {
        for (String tier : TIERS) {
          rates.add(rate(region, year, tier));
        }
      }
      for (double share : List.of(0.0, 0.05, 0.2)) {
        verdicts.add(verdict(region, share));
      }
    }
    rows.put(ReductionRateTable.TABLE, rates);
    rows.put(TargetReachabilityTable.TABLE, verdicts);
  }

  private Row rate(String region, int year, String tier) {
    long from = households(stock(region, year, tier));
    long to = households(stock(region, year + 1, tier));
    int place = TIERS.indexOf(tier);
    long[] sums = new long[4];
    for (int other = 0; other < TIERS.size(); other++) {
      if (other != place) {
        sums[other > place ? 0 : 1] += flowOf(region, year, tier, TIERS.get(other));
        sums[other > place ? 2 : 3] += flowOf(region, year, TIERS.get(other), tier);
      }
    }
    return covered(ReductionRateTable.TABLE.row())
        .set(ReductionRateTable.REGION_LEVEL, level(region))
        .set(ReductionRateTable.REGION_CODE, region)
        .set(ReductionRateTable.TIER, tier)
        .set(ReductionRateTable.FROM_YEAR, year)
        .set(ReductionRateTable.TO_YEAR, year + 1)
        .set(ReductionRateTable.METHOD, ReductionRateTable.INTERVAL)
        .set(ReductionRateTable.COMPARABLE, true)
        .set(ReductionRateTable.HOUSEHOLDS_FROM, from)
        .set(ReductionRateTable.HOUSEHOLDS_TO, to)
        .set(ReductionRateTable.CHANGE, to - from)
        .set(ReductionRateTable.EXITS_BETTER, sums[0])
        .set(ReductionRateTable.EXITS_WORSE, sums[1])
        .set(ReductionRateTable.ENTRIES_WORSE, sums[2])
        .set(ReductionRateTable.ENTRIES_BETTER, sums[3])
        .set(ReductionRateTable.ABSENT, flowOf(region, year, tier, FlowState.ABSENT))
        .set(ReductionRateTable.DEPARTED, flowOf(region, year, tier, FlowState.DEPARTED))
        .set(ReductionRateTable.GONE, flowOf(region, year, tier, "MOVED"))
        .set(ReductionRateTable.ENTRANTS, flowOf(region, year, FlowState.ENTRANT, tier))
        .set(ReductionRateTable.ARRIVED, flowOf(region, year, FlowState.ARRIVED, tier))
        .build();
  }

  private Row verdict(String region, double share) {
    int last = years.get(years.size() - 1);
    long listed = listed(region, years.get(0));
    long latest = households(stock(region, last, TIERS.get(0)));
    long tolerated = (long) Math.floor(share * listed);
    return covered(TargetReachabilityTable.TABLE.row())
        .set(TargetReachabilityTable.REGION_LEVEL, level(region))
        .set(TargetReachabilityTable.REGION_CODE, region)
        .set(TargetReachabilityTable.SCENARIO, "observed")
        .set(TargetReachabilityTable.TARGET_TIER, TIERS.get(0))
        .set(TargetReachabilityTable.TARGET_YEAR, last)
        .set(TargetReachabilityTable.TARGET_HOUSEHOLDS, 0L)
        .set(TargetReachabilityTable.TOLERANCE_SHARE, share)
        .set(TargetReachabilityTable.TOLERANCE_HOUSEHOLDS, tolerated)
        .set(TargetReachabilityTable.BASE_YEAR, years.get(0))
        .set(
            TargetReachabilityTable.BASE_HOUSEHOLDS,
            households(stock(region, years.get(0), TIERS.get(0))))
        .set(TargetReachabilityTable.LATEST_YEAR, last)
        .set(TargetReachabilityTable.LATEST_HOUSEHOLDS, latest)
        .set(TargetReachabilityTable.HORIZON_YEAR, last)
        .set(TargetReachabilityTable.VERDICT, latest <= tolerated ? "REACHED" : "MISSED")
        .set(ForecastBasis.ABSENCE, "OWN_STATE")
        .set(ForecastBasis.COMPARABLE, true)
        .build();
  }
}
