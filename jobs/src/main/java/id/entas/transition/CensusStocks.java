package id.entas.transition;

import id.entas.domain.FlowState;
import id.entas.domain.Region;
import id.entas.tables.FlowReader;
import id.entas.tables.TierCountTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Households and people of the kecamatan by census and tier, from {@code tier_count}. */
final class CensusStocks {
  private record Cell(String kecamatan, int year, String tier) {}

  private final Map<String, String> kabupatenOf;
  private final Map<Cell, Long> households = new HashMap<>();
  private final Map<Cell, Long> people = new HashMap<>();
  private final SortedMap<String, SortedSet<Integer>> years = new TreeMap<>();
  private final Map<String, Set<String>> instruments = new HashMap<>();

  CensusStocks(List<Row> tierCounts, Map<String, String> kabupatenOf) {
    this.kabupatenOf = kabupatenOf;
    for (Row row : tierCounts) {
      String tier = TierCountTable.TIER.text(row);
      if (FlowReader.levelOf(TierCountTable.REGION_LEVEL.text(row)) != Region.Level.KECAMATAN
          || tier.equals(FlowState.ABSENT)) {
        continue;
      }
      String kecamatan = TierCountTable.REGION_CODE.text(row);
      int year = TierCountTable.CENSUS_YEAR.year(row);
      Cell cell = new Cell(kecamatan, year, tier);
      households.put(cell, TierCountTable.HOUSEHOLDS.count(row));
      if (TierCountTable.HOUSEHOLDS.count(row) == 0) {
        people.put(cell, 0L);
      } else if (!TierCountTable.MEMBERS.isNull(row)) {
        people.put(cell, TierCountTable.MEMBERS.count(row));
      }
      years.computeIfAbsent(kecamatan, any -> new TreeSet<>()).add(year);
      if (!TierCountTable.INSTRUMENT.isNull(row)) {
        instruments
            .computeIfAbsent(kecamatan, any -> new HashSet<>())
            .add(TierCountTable.INSTRUMENT.text(row));
      }
    }
  }

  /**
   * The kecamatan of a kabupaten that have several censuses in common: of the censuses of any one
   * of them those that give the most counts, censuses times kecamatan. So neither a kecamatan that
   * missed a census nor one that is a census ahead of the others takes the others away.
   *
   * @param least how many censuses, at least
   */
  List<String> coveredThroughout(String kabupaten, int least) {
    SortedMap<String, SortedSet<Integer>> own = new TreeMap<>(years);
    own.keySet().removeIf(kecamatan -> !kabupaten.equals(kabupatenOf.get(kecamatan)));
    List<String> found = List.of();
    int counts = 0;
    for (SortedSet<Integer> censuses : new LinkedHashSet<>(own.values())) {
      List<String> having =
          own.keySet().stream()
              .filter(kecamatan -> own.get(kecamatan).containsAll(censuses))
              .toList();
      if (censuses.size() >= least && having.size() * censuses.size() > counts) {
        counts = having.size() * censuses.size();
        found = having;
      }
    }
    return found;
  }

  /** Households of a tier by those censuses that all of some kecamatan have. */
  SortedMap<Integer, Long> households(List<String> kecamatan, String tier) {
    SortedSet<Integer> common = new TreeSet<>();
    kecamatan.forEach(code -> common.addAll(years.getOrDefault(code, new TreeSet<>())));
    kecamatan.forEach(code -> common.retainAll(years.getOrDefault(code, new TreeSet<>())));
    SortedMap<Integer, Long> sums = new TreeMap<>();
    for (int year : common) {
      for (String code : kecamatan) {
        sums.merge(year, households.getOrDefault(new Cell(code, year, tier), 0L), Long::sum);
      }
    }
    return sums;
  }

  /** People of a tier in a census; empty where a household of a kecamatan does not say. */
  Optional<Long> findPeople(List<String> kecamatan, int year, String tier) {
    long sum = 0;
    for (String code : kecamatan) {
      Long own = people.get(new Cell(code, year, tier));
      if (own == null) {
        return Optional.empty();
      }
      sum += own;
    }
    return Optional.of(sum);
  }

  /** Whether all censuses of some kecamatan were made with one instrument. */
  boolean isOneInstrument(List<String> kecamatan) {
    Set<String> all = new HashSet<>();
    kecamatan.forEach(code -> all.addAll(instruments.getOrDefault(code, Set.of())));
    return all.size() == 1;
  }
}
