package id.entas.tables;

import java.io.Serializable;

/**
 * A file of a table, for a task to read.
 *
 * @param path where it lies, as a URI
 * @param partition value of the column that the table is partitioned by; empty where it is not
 */
public record TableFile(String path, String partition) implements Serializable {}
