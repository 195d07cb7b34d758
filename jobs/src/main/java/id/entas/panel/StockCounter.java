package id.entas.panel;

import id.entas.tables.HouseholdTable;
import id.entas.tables.TableFile;
import id.entas.tables.TableScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Counts the household rows of a task's files by census, kecamatan, desa, tier and instrument. */
final class StockCounter {
  private final TableScan scan;
  private final List<String> words = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final int kecamatan;
  private final int village;
  private final int tier;
  private final int instrument;
  private final int members;

  private record Group(int year, long kecamatan, long village, long tier, long instrument) {}

  private static final class Size {
    private long households;
    private long members;
    private long saying;
  }

  StockCounter(TableScan scan) {
    this.scan = scan;
    this.kecamatan = scan.text(HouseholdTable.REGION_CODE, this::numberOf);
    this.village = scan.text(HouseholdTable.VILLAGE_CODE, this::numberOf);
    this.tier = scan.text(HouseholdTable.TIER, this::numberOf);
    this.instrument = scan.text(HouseholdTable.INSTRUMENT, this::numberOf);
    this.members = scan.value(HouseholdTable.MEMBERS);
  }

  private long numberOf(String word) {
    return numbers.computeIfAbsent(
        word,
        any -> {
          words.add(word);
          return words.size() - 1L;
        });
  }

  /** Counts all rows of some files; a group may be told again by another task. */
  Iterator<VillageStock> count(Iterator<TableFile> files) {
    Map<Group, Size> sizes = new HashMap<>();
    try {
      while (files.hasNext()) {
        TableFile file = files.next();
        int year = Integer.parseInt(file.partition());
        try (TableScan.Rows rows = scan.open(file)) {
          count(year, rows, sizes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes.entrySet().stream().map(one -> stock(one.getKey(), one.getValue())).iterator();
  }

  private void count(int year, TableScan.Rows rows, Map<Group, Size> sizes) throws IOException {
    Group last = null;
    Size size = null;
    while (rows.advance()) {
      Group group =
          new Group(
              year,
              rows.number(kecamatan),
              rows.number(village),
              rows.number(tier),
              rows.number(instrument));
      if (!group.equals(last)) {
        size = sizes.computeIfAbsent(group, any -> new Size());
        last = group;
      }
      size.households++;
      long persons = rows.number(members);
      if (persons != TableScan.NONE) {
        size.members += persons;
        size.saying++;
      }
    }
  }

  private VillageStock stock(Group group, Size size) {
    return new VillageStock(
        group.year(),
        word(group.kecamatan()),
        word(group.village()),
        word(group.tier()),
        word(group.instrument()),
        size.households,
        size.members,
        size.saying);
  }

  private String word(long number) {
    return number == TableScan.NONE ? null : words.get((int) number);
  }
}
