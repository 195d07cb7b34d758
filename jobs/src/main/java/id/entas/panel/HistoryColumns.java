package id.entas.panel;

import id.entas.tables.HouseholdHistoryTable;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.StructType;

/**
 * Where the columns of rows stand that are packed.
 *
 * @param key the household's key
 * @param sighting a packed row of a household, null where the row is a history
 * @param states of a history; with those that follow, -1 where no row is one
 */
record HistoryColumns(
    int key, int sighting, int states, int home, int path, int served, int servedKnown)
    implements Serializable {

  static HistoryColumns of(StructType schema) {
    boolean hold = Arrays.asList(schema.fieldNames()).contains(HouseholdHistoryTable.STATES.name());
    return new HistoryColumns(
        schema.fieldIndex(HouseholdHistoryTable.HOUSEHOLD_KEY.name()),
        schema.fieldIndex(Histories.SIGHTING.name()),
        hold ? schema.fieldIndex(HouseholdHistoryTable.STATES.name()) : -1,
        hold ? schema.fieldIndex(HouseholdHistoryTable.HOME_REGION.name()) : -1,
        hold ? schema.fieldIndex(HouseholdHistoryTable.REGION_PATH.name()) : -1,
        hold ? schema.fieldIndex(HouseholdHistoryTable.SERVED.name()) : -1,
        hold ? schema.fieldIndex(HouseholdHistoryTable.SERVED_KNOWN.name()) : -1);
  }
}
