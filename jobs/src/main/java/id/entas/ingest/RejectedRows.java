package id.entas.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import id.entas.tables.HouseholdTable;
import id.entas.tables.RejectedRowTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Rows that are not accepted, each with its reason in words and its bytes. */
final class RejectedRows {
  private RejectedRows() {}

  /**
   * The rows of {@code rejected_row}.
   *
   * @param parsed parsed rows with their bytes; these never leave the task that reads them, so that
   *     the few duplicates come to them
   * @param duplicates those that are rejected because of other rows
   */
  static Dataset<Row> of(
      Dataset<Row> parsed,
      Dataset<Row> duplicates,
      String seriesUnit,
      List<String> sourceFiles,
      Instant rejectedAt) {
    return reasoned(parsed, duplicates, seriesUnit, sourceFiles)
        .select(
            RejectedRowTable.CENSUS_YEAR.col(),
            RejectedRowTable.SOURCE_FILE.is(FramedRows.nameOf(FramedRows.PLACE, sourceFiles)),
            RejectedRowTable.ROW_NUMBER.is(FramedRows.lineOf(FramedRows.PLACE)),
            RejectedRowTable.REASON.col(),
            RejectedRowTable.DETAIL.col(),
            RejectedRowTable.RAW.col(),
            RejectedRowTable.REJECTED_AT.is(lit(rejectedAt)));
  }

  /**
   * The parsed rows that are not accepted, each with its one reason and that in words. They still
   * hold personal data.
   */
  static Dataset<Row> reasoned(
      Dataset<Row> parsed, Dataset<Row> duplicates, String seriesUnit, List<String> sourceFiles) {
    Dataset<Row> known =
        broadcast(
            duplicates.select(
                DuplicateRows.DUPLICATE_PLACE.col(),
                DuplicateRows.OTHER.col(),
                DuplicateRows.KIND.col()));
    Column isMixed = HouseholdTable.UNIT.col().notEqual(seriesUnit);
    Column isDuplicate = DuplicateRows.KIND.col().isNotNull();
    Column reason =
        coalesce(
            ParsedRows.REASON.col(),
            when(isMixed, RejectionReason.MIXED_UNIT.name())
                .when(isDuplicate, RejectionReason.DUPLICATE_HOUSEHOLD.name()));
    Column detail =
        coalesce(
            ParsedRows.DETAIL.col(),
            when(
                    isMixed,
                    concat(
                        lit("unit '"),
                        HouseholdTable.UNIT.col(),
                        lit("' is not the unit of the series, " + seriesUnit)))
                .when(isDuplicate, duplicateDetail(sourceFiles)));
    return parsed
        .join(
            known,
            FramedRows.PLACE.col().equalTo(DuplicateRows.DUPLICATE_PLACE.col()),
            "left_outer")
        .withColumns(
            Map.of(RejectedRowTable.REASON.name(), reason, RejectedRowTable.DETAIL.name(), detail))
        .filter(RejectedRowTable.REASON.col().isNotNull());
  }

  private static Column duplicateDetail(List<String> sourceFiles) {
    Column other =
        concat(
            lit("line "),
            FramedRows.lineOf(DuplicateRows.OTHER).cast(DataTypes.StringType),
            lit(" of "),
            FramedRows.nameOf(DuplicateRows.OTHER, sourceFiles));
    return when(
            DuplicateRows.KIND.col().equalTo(DuplicateRows.Kind.SAME.name()),
            concat(lit("household_id stands with the same values on "), other))
        .when(
            DuplicateRows.KIND.col().equalTo(DuplicateRows.Kind.CONFLICT.name()),
            concat(lit("household_id stands with other values, too, on "), other))
        .otherwise("household_id stands in another kecamatan of this census in the lake");
  }
}
