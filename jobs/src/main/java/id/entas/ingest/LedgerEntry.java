package id.entas.ingest;

import id.entas.tables.ExtractFileTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * One row of the ledger of ingested files.
 *
 * @param years census years of the accepted rows
 * @param order place in the order in which files were laid into the lake, from 1
 */
record LedgerEntry(
    String sourceFile,
    String sha256,
    long bytes,
    SortedSet<Integer> years,
    long read,
    long accepted,
    long order,
    Instant ingestedAt) {

  static LedgerEntry of(Row row) {
    String years = ExtractFileTable.CENSUS_YEARS.text(row);
    return new LedgerEntry(
        ExtractFileTable.SOURCE_FILE.text(row),
        ExtractFileTable.SHA256.text(row),
        ExtractFileTable.BYTES.count(row),
        Arrays.stream(years.split(","))
            .filter(year -> !year.isEmpty())
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new)),
        ExtractFileTable.ROWS_READ.count(row),
        ExtractFileTable.ROWS_ACCEPTED.count(row),
        ExtractFileTable.INGEST_ORDER.count(row),
        row.getTimestamp(row.fieldIndex(ExtractFileTable.INGESTED_AT.name())).toInstant());
  }

  Row toRow(String runId) {
    return ExtractFileTable.TABLE
        .row()
        .set(ExtractFileTable.SOURCE_FILE, sourceFile)
        .set(ExtractFileTable.SHA256, sha256)
        .set(ExtractFileTable.BYTES, bytes)
        .set(ExtractFileTable.CENSUS_YEAR, years.size() == 1 ? years.first() : null)
        .set(
            ExtractFileTable.CENSUS_YEARS,
            years.stream().map(String::valueOf).collect(Collectors.joining(",")))
        .set(ExtractFileTable.ROWS_READ, read)
        .set(ExtractFileTable.ROWS_ACCEPTED, accepted)
        .set(ExtractFileTable.ROWS_REJECTED, read - accepted)
        .set(ExtractFileTable.INGEST_ORDER, order)
        .set(ExtractFileTable.INGESTED_AT, Timestamp.from(ingestedAt))
        .set(ExtractFileTable.RUN_ID, runId)
        .build();
  }

  boolean isOf(SniffedFile file) {
    return sourceFile.equals(file.file().sourceFile()) && sha256.equals(file.sha256());
  }
}
