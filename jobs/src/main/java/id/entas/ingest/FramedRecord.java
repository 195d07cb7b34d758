package id.entas.ingest;

/**
 * One row of an extract, as it was cut out of the file.
 *
 * @param rowNumber physical line on which it starts; in a sheet its row, in a dBASE file the place
 *     of its record, in Parquet that of the row, from 1
 * @param raw its bytes as they stand in the file, without the end of its last line; for what they
 *     are where a file has no lines, see its {@link RecordSource}
 * @param values its wanted fields by {@link ExtractColumn}, null where blank; all null with a
 *     problem
 * @param problem why it could not be cut into fields, or null
 * @param detail the problem in words, or null
 */
record FramedRecord(
    long rowNumber, byte[] raw, String[] values, RejectionReason problem, String detail) {}
