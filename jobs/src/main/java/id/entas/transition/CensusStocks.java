package id.entas.transition;

import id.entas.domain.FlowState;
import id.entas.domain.Region;
import id.entas.tables.FlowReader;
import id.entas.tables.TierCountTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** The kecamatan of a kabupaten that every census of the kabupaten covers. */
  List<String> coveredThroughout(String kabupaten) {
    SortedSet<Integer> all = new TreeSet<>();
    List<String> own = new ArrayList<>();
    years.forEach(
        (kecamatan, covered) -> {
          if (kabupaten.equals(kabupatenOf.get(kecamatan))) {
            own.add(kecamatan);
            all.addAll(covered);
          }
        });
    return own.stream().filter(kecamatan -> years.get(kecamatan).equals(all)).toList();
  }

  /** Households of a tier by census in kecamatan that have the same censuses. */
  SortedMap<Integer, Long> households(List<String> kecamatan, String tier) {
    SortedMap<Integer, Long> sums = new TreeMap<>();
    for (String code : kecamatan) {
      for (int year : years.getOrDefault(code, new TreeSet<>())) {
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
