package id.entas.tables;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

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

  /** So many may tell a group again each, as extracts have desa in any order. */
  private static final int MANY_TASKS = 100;

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

  private record Combination(String partition, List<String> words) implements Serializable {}

  /**
   * Counts the rows of files; see {@link Lake#count}. What many tasks counted is put together in
   * tasks, so that the driver has each group once.
   */
  static List<RowGroup> counted(
      JavaRDD<TableFile> files, TableScan scan, List<Field> by, List<Field> sums) {
    JavaRDD<RowGroup> parts = files.mapPartitions(own -> new RowCounter(scan, by, sums).count(own));
    if (files.getNumPartitions() > MANY_TASKS) {
      return parts
          .mapToPair(part -> new Tuple2<>(part.combination(), part))
          .reduceByKey(RowGroup::plus)
          .values()
          .collect();
    }
    Map<Combination, RowGroup> groups = new LinkedHashMap<>();
    parts.collect().forEach(part -> groups.merge(part.combination(), part, RowGroup::plus));
    return List.copyOf(groups.values());
  }

  private Combination combination() {
    return new Combination(partition, words);
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
