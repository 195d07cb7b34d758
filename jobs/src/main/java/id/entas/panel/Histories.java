package id.entas.panel;

import id.entas.domain.Outcome;
import id.entas.domain.TierScheme;
import id.entas.tables.HistoryCountTable;
import id.entas.tables.HouseholdHistoryTable;
import id.entas.tables.HouseholdTable;
import id.entas.tables.Lake;
import id.entas.tables.TableScan;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Households to packed histories, and packed histories to counts: the waist, in one shuffle of the
 * households.
 *
 * <p>A state takes four bits of a long, so that 16 censuses fit. The shuffle carries the key and
 * one long of every row, and {@link HouseholdPacker} puts those of a household together. What
 * precedes and follows it are loops of our own over columns of files: Spark would plan, generate
 * and compile each anew, copy every word of every row, and group every row twice, before the
 * shuffle and after, where hardly any two rows of a task are of one household before it.
 */
final class Histories {
  /** Censuses that fit a packed history. */
  static final int MOST_CENSUSES = 16;

  static final int STATE_BITS = 4;
  static final long STATE_MASK = 15;

  private Histories() {}

  /**
   * One packed history per household.
   *
   * @param years the census years of the lake, oldest first, at most {@link #MOST_CENSUSES}
   * @param known of how many of them, from the first, the lake holds the histories
   * @param tasks how many tasks share the households
   * @return the columns of {@link HouseholdHistoryTable}
   */
  static JavaRDD<InternalRow> pack(
      Lake lake, List<Integer> years, int known, TierScheme tiers, int tasks) {
    TableScan scan = lake.scan();
    List<String> more = years.stream().skip(known).map(String::valueOf).toList();
    JavaPairRDD<Integer, byte[]> dealt =
        lake.files(HouseholdTable.TABLE, more::contains)
            .mapPartitionsToPair(
                files -> new DealtRows(new Sightings(scan, files, years, tiers), tasks));
    if (known > 0) {
      dealt =
          lake.files(HouseholdHistoryTable.TABLE, any -> true)
              .mapPartitionsToPair(files -> new DealtRows(new KnownHistories(scan, files), tasks))
              .union(dealt);
    }
    return dealt
        .partitionBy(new HashPartitioner(tasks))
        .values()
        .mapPartitions(own -> new HouseholdPacker(years).pack(own));
  }

  /**
   * How many households share each history, with the history as text (see {@link
   * id.entas.domain.History}).
   *
   * @param years the census years of the lake, oldest first
   * @param tasks among which kecamatan are dealt
   * @return the columns of {@link HistoryCountTable}
   */
  static JavaRDD<InternalRow> byRegion(Lake lake, List<Integer> years, String runId, int tasks) {
    TableScan scan = lake.scan();
    return lake.files(HouseholdHistoryTable.TABLE, any -> true)
        .mapPartitionsToPair(files -> HistoryGroups.of(scan, files).dealt(tasks))
        .partitionBy(new HashPartitioner(tasks))
        .values()
        .mapPartitions(own -> HistoryGroups.sum(own).rows(years, runId));
  }

  static long codeOf(Outcome outcome) {
    return TierScheme.MOST_TIERS + 1 + outcome.ordinal();
  }

  static String nameOf(int code) {
    return code <= TierScheme.MOST_TIERS
        ? Integer.toString(code)
        : Outcome.values()[code - TierScheme.MOST_TIERS - 1].name();
  }
}
