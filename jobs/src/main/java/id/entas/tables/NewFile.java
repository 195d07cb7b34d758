package id.entas.tables;

import java.io.Serializable;

/**
 * A file that was written for a table and is no part of it yet.
 *
 * @param path below the table's folder
 * @param partition value of the column that the table is partitioned by
 * @param bytes its size
 * @param statistics what Delta's log says of its rows, as JSON
 */
public record NewFile(String path, String partition, long bytes, String statistics)
    implements Serializable {}
