package id.entas.transition;

import id.entas.domain.Coverage;
import id.entas.domain.Persistence;
import id.entas.domain.Region;
import id.entas.tables.PersistenceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Row;

/** How often households were in each tier, as rows of {@code persistence}. */
final class PersistenceRows {
  static List<Row> of(
      SortedMap<Persistence.Group, Long> groups,
      Coverage coverage,
      Map<String, String> kabupatenOf,
      String runId) {
    List<Row> rows = new ArrayList<>();
    groups.forEach(
        (group, households) ->
            rows.add(
                CoveredKecamatan.ofAnyCensus(group.region(), coverage, kabupatenOf)
                    .set(PersistenceTable.TABLE.row(), PersistenceTable.KECAMATAN_COVERED)
                    .set(
                        PersistenceTable.REGION_LEVEL,
                        (kabupatenOf.containsKey(group.region())
                                ? Region.Level.KECAMATAN
                                : Region.Level.KABUPATEN)
                            .code())
                    .set(PersistenceTable.REGION_CODE, group.region())
                    .set(PersistenceTable.TIER, group.tier())
                    .set(PersistenceTable.CENSUSES, (long) group.censuses())
                    .set(PersistenceTable.TIMES_IN_TIER, (long) group.timesInTier())
                    .set(PersistenceTable.HOUSEHOLDS, households)
                    .set(PersistenceTable.RUN_ID, runId)
                    .build()));
    return rows;
  }

  private PersistenceRows() {}
}
