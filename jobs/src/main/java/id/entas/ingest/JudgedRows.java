package id.entas.ingest;

import static org.apache.spark.sql.functions.when;

import id.entas.tables.Field;
import id.entas.tables.HouseholdTable;
import id.entas.tables.RejectedRowTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Parsed rows without ids, names and raw bytes: what may be kept in memory, spilled and shuffled.
 */
final class JudgedRows {
  static final Field FILE =
      Field.required("file", DataTypes.IntegerType, "Index of the file among those read.");

  /** The columns that make two rows of one household the same. */
  static final List<Field> CONTENT = content();

  private JudgedRows() {}

  private static List<Field> content() {
    List<Field> content =
        new ArrayList<>(
            List.of(
                HouseholdTable.REGION_CODE,
                HouseholdTable.VILLAGE_CODE,
                HouseholdTable.UNIT,
                HouseholdTable.TIER,
                HouseholdTable.MEMBERS,
                HouseholdTable.OUTCOME,
                HouseholdTable.INSTRUMENT));
    content.addAll(HouseholdTable.CLUSTERS);
    return List.copyOf(content);
  }

  /**
   * Place, the columns of {@code household} and the reason of each parsed row; where some file has
   * criteria, also the tier recorded and the one derived.
   */
  static Dataset<Row> of(Dataset<Row> parsed, PseudonymKey key) {
    Column pseudonym =
        key.pseudonym(
            FramedRows.ID_SCOPE.col(),
            ParsedRows.scopeCode(),
            ExtractColumn.HOUSEHOLD_ID.text().col());
    List<Column> columns = new ArrayList<>();
    columns.add(FramedRows.PLACE.col());
    columns.add(RejectedRowTable.CENSUS_YEAR.col());
    columns.add(HouseholdTable.HOUSEHOLD_KEY.is(when(ParsedRows.REASON.col().isNull(), pseudonym)));
    CONTENT.forEach(field -> columns.add(field.col()));
    columns.add(ParsedRows.REASON.col());
    if (DerivedTiers.isAddedTo(parsed)) {
      columns.add(DerivedTiers.RECORDED.col());
      columns.add(DerivedTiers.DERIVED.col());
    }
    return parsed.select(columns.toArray(Column[]::new));
  }

  /** The rows that nothing is wrong with by themselves, in the unit of the series. */
  static Dataset<Row> sound(Dataset<Row> judged, String seriesUnit) {
    return judged.filter(
        ParsedRows.REASON.col().isNull().and(HouseholdTable.UNIT.col().equalTo(seriesUnit)));
  }
}
