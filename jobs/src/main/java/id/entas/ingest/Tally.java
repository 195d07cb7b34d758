package id.entas.ingest;

import id.entas.tables.Fields;
import id.entas.tables.HouseholdTable;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * How many rows of a file share a fate.
 *
 * @param file index of the file among those read
 * @param reason why they are rejected, or null where they are accepted
 * @param year their census year, or null where it could not be read
 * @param region their kecamatan, or null where they are rejected
 * @param unit household or family, or null where it could not be read
 * @param tier their tier, or null where they have none or are rejected
 * @param rows how many they are; negative where a later step takes rows out of those accepted
 */
record Tally(
    int file,
    RejectionReason reason,
    Integer year,
    String region,
    String unit,
    String tier,
    long rows)
    implements Serializable {

  static Tally of(Row row) {
    String reason = ParsedRows.REASON.isNull(row) ? null : ParsedRows.REASON.text(row);
    return new Tally(
        JudgedRows.FILE.year(row),
        reason == null ? null : RejectionReason.valueOf(reason),
        HouseholdTable.CENSUS_YEAR.isNull(row) ? null : HouseholdTable.CENSUS_YEAR.year(row),
        HouseholdTable.REGION_CODE.text(row),
        HouseholdTable.UNIT.text(row),
        HouseholdTable.TIER.text(row),
        Fields.HOUSEHOLDS.count(row));
  }

  boolean isAccepted() {
    return reason == null;
  }

  /** The same of another number of rows. */
  Tally times(long number) {
    return new Tally(file, reason, year, region, unit, tier, number);
  }

  /** The same with those of one fate put together. */
  static List<Tally> together(Collection<Tally> tallies) {
    Map<Tally, Long> sums = new LinkedHashMap<>();
    tallies.forEach(tally -> sums.merge(tally.times(0), tally.rows(), Long::sum));
    return sums.entrySet().stream().map(one -> one.getKey().times(one.getValue())).toList();
  }
}
