package id.entas.tables;

import java.io.Serializable;

/**
 * A file of a table, or a stretch of a large one, for a task to read.
 *
 * @param path where it lies, as Hadoop says it
 * @param partition value of the column that the table is partitioned by; empty where it is not
 * @param start byte from which it is read: a group of rows belongs where its middle is
 * @param end byte up to which it is read
 */
public record TableFile(String path, String partition, long start, long end)
    implements Serializable {}
