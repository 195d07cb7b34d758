package id.entas.breach.domain;

import org.apache.spark.sql.Row;

/** Breaks a law: the domain knows Spark. */
public record Tiers(Row row) {}
