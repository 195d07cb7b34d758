package id.entas.ingest;

/**
 * One row of an extract, as it was cut out of the file.
 *
 * @param rowNumber physical line on which it starts, or its row in a sheet
 * @param raw its bytes as they stand in the file, without the end of its last line; of a row of a
 *     sheet, its cells as one line of CSV in UTF-8
 * @param values its wanted fields by {@link ExtractColumn}, null where blank; all null with a
 *     problem
 * @param problem why it could not be cut into fields, or null
 * @param detail the problem in words, or null
 */
record FramedRecord(
    long rowNumber, byte[] raw, String[] values, RejectionReason problem, String detail) {}
