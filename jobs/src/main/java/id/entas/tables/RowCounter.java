package id.entas.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Counts the rows of a task's files by the words of some columns. */
final class RowCounter {
  private final TableScan scan;
  private final int[] by;
  private final int last;
  private final int[] summed;
  private final List<List<String>> words = new ArrayList<>();

  private static final class Size {
    private final long[] totals;
    private final long[] summed;
    private long rows;

    private Size(int sums) {
      this.totals = new long[sums];
      this.summed = new long[sums];
    }

    private List<RowGroup.Sum> sums() {
      List<RowGroup.Sum> sums = new ArrayList<>();
      for (int at = 0; at < totals.length; at++) {
        sums.add(new RowGroup.Sum(totals[at], summed[at]));
      }
      return sums;
    }
  }

  private record Place(String partition, List<String> words) {}

  /**
   * @param by columns of texts, of which the last may change from row to row and the others stay
   *     the same for many
   * @param sums columns of numbers or flags
   */
  RowCounter(TableScan scan, List<Field> by, List<Field> sums) {
    this.scan = scan;
    this.by = by.stream().mapToInt(this::column).toArray();
    this.last = by.size() - 1;
    this.summed = sums.stream().mapToInt(scan::value).toArray();
  }

  private int column(Field field) {
    List<String> own = new ArrayList<>();
    Map<String, Long> numbers = new HashMap<>();
    words.add(own);
    return scan.text(
        field,
        word ->
            numbers.computeIfAbsent(
                word,
                any -> {
                  own.add(word);
                  return own.size() - 1L;
                }));
  }

  /** Counts all rows of some files; a group may be told again by another task. */
  Iterator<RowGroup> count(Iterator<TableFile> files) {
    Map<Place, Map<Long, Size>> sizes = new HashMap<>();
    try {
      while (files.hasNext()) {
        TableFile file = files.next();
        try (TableScan.Rows rows = scan.open(file)) {
          count(file.partition(), rows, sizes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<RowGroup> groups = new ArrayList<>();
    sizes.forEach(
        (place, byLast) ->
            byLast.forEach(
                (number, size) -> {
                  List<String> all = new ArrayList<>(place.words());
                  all.add(word(last, number));
                  groups.add(new RowGroup(place.partition(), all, size.rows, size.sums()));
                }));
    return groups.iterator();
  }

  private void count(String partition, TableScan.Rows rows, Map<Place, Map<Long, Size>> sizes)
      throws IOException {
    long[] here = new long[last];
    // No row has such a number.
    Arrays.fill(here, -1);
    Map<Long, Size> byLast = null;
    while (rows.advance()) {
      boolean isNew = byLast == null;
      for (int at = 0; at < last; at++) {
        long number = rows.number(by[at]);
        isNew |= number != here[at];
        here[at] = number;
      }
      if (isNew) {
        byLast = sizes.computeIfAbsent(place(partition, here), any -> new HashMap<>());
      }
      Size size = byLast.get(rows.number(by[last]));
      if (size == null) {
        size = new Size(summed.length);
        byLast.put(rows.number(by[last]), size);
      }
      size.rows++;
      for (int at = 0; at < summed.length; at++) {
        long number = rows.number(summed[at]);
        if (number != TableScan.NONE) {
          size.totals[at] += number;
          size.summed[at]++;
        }
      }
    }
  }

  private Place place(String partition, long[] numbers) {
    List<String> own = new ArrayList<>();
    for (int at = 0; at < numbers.length; at++) {
      own.add(word(at, numbers[at]));
    }
    return new Place(partition, own);
  }

  private String word(int column, long number) {
    return number == TableScan.NONE ? null : words.get(column).get((int) number);
  }
}
