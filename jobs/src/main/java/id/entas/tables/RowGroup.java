package id.entas.tables;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a table that have the same words.
 *
 * @param partition value of the column that the table is partitioned by
 * @param words of the columns that they were counted by, in their order; null where a row has none
 * @param rows how many
 * @param sums of the columns that were added up, in their order
 */
public record RowGroup(String partition, List<String> words, long rows, List<Sum> sums)
    implements Serializable {

  /**
   * A sum of numbers, or of flags as 0 and 1.
   *
   * @param total over the rows that have a value
   * @param rows how many have one
   */
  public record Sum(long total, long rows) implements Serializable {}

  /** The word of a column, by its place; null where the rows have none. */
  public String word(int column) {
    return words.get(column);
  }

  /** One for each combination, of several that may be parts of one. */
  static List<RowGroup> together(List<RowGroup> parts) {
    record Combination(String partition, List<String> words) {}
    Map<Combination, RowGroup> groups = new LinkedHashMap<>();
    for (RowGroup part : parts) {
      groups.merge(new Combination(part.partition, part.words), part, RowGroup::plus);
    }
    return List.copyOf(groups.values());
  }

  private RowGroup plus(RowGroup more) {
    List<Sum> both = new ArrayList<>();
    for (int at = 0; at < sums.size(); at++) {
      both.add(
          new Sum(
              sums.get(at).total() + more.sums.get(at).total(),
              sums.get(at).rows() + more.sums.get(at).rows()));
    }
    return new RowGroup(partition, words, rows + more.rows, both);
  }
}
