package id.entas.ingest;

import id.entas.tables.HouseholdTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that become households. */
final class AcceptedHouseholds {
  private AcceptedHouseholds() {}

  /**
   * The rows of {@code household}.
   *
   * @param sound rows that nothing is wrong with by themselves
   * @param duplicates those of them to leave out
   */
  static Dataset<Row> of(Dataset<Row> sound, Dataset<Row> duplicates, List<String> sourceFiles) {
    List<Column> columns = new ArrayList<>();
    columns.add(HouseholdTable.CENSUS_YEAR.col());
    columns.add(HouseholdTable.HOUSEHOLD_KEY.col());
    JudgedRows.CONTENT.forEach(field -> columns.add(field.col()));
    columns.add(HouseholdTable.SOURCE_FILE.is(FramedRows.nameOf(FramedRows.PLACE, sourceFiles)));
    return sound
        .join(
            duplicates,
            FramedRows.PLACE.col().equalTo(DuplicateRows.DUPLICATE_PLACE.col()),
            "left_anti")
        .select(columns.toArray(Column[]::new))
        .select(HouseholdTable.TABLE.columns());
  }
}
