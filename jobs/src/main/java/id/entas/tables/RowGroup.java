package id.entas.tables;

import java.io.Serializable;
import java.util.List;

/**
 * Rows of a table that have the same words, or a part of them.
 *
 * @param partition value of the column that the table is partitioned by
 * @param words of the columns that they were counted by, in their order; null where a row has none
 * @param rows how many
 * @param sum of a number, over the rows that have it
 * @param summed how many rows have it
 */
public record RowGroup(String partition, List<String> words, long rows, long sum, long summed)
    implements Serializable {

  /** The word of a column, by its place; null where the rows have none. */
  public String word(int column) {
    return words.get(column);
  }
}
