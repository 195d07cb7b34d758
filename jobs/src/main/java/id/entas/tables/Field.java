package id.entas.tables;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a table: its name, type, nullability and meaning, written once.
 *
 * @param name the exact name in the lake
 * @param type the Spark SQL type
 * @param presence whether every row has a value
 * @param meaning one sentence for the data dictionary
 */
public record Field(String name, DataType type, Presence presence, String meaning)
    implements Serializable {

  /** Whether every row has a value. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  public static Field required(String name, DataType type, String meaning) {
    return new Field(name, type, Presence.REQUIRED, meaning);
  }

  public static Field optional(String name, DataType type, String meaning) {
    return new Field(name, type, Presence.OPTIONAL, meaning);
  }

  /** The same column where a row may have no value, with what that means. */
  public Field orNull(String meaningOfNull) {
    return optional(name, type, meaning + " " + meaningOfNull);
  }

  /** The same kind of column under another name. */
  public Field named(String other) {
    return new Field(other, type, presence, meaning);
  }

  /** The same column with the meaning it has in one table. */
  public Field meaning(String own) {
    return new Field(name, type, presence, own);
  }

  public Column col() {
    return functions.col(name);
  }

  public Column of(org.apache.spark.sql.Dataset<Row> rows) {
    return rows.col(name);
  }

  /** A value under this column's name and type. */
  public Column is(Object literal) {
    return functions.lit(literal).cast(type).as(name);
  }

  /** An expression under this column's name and type. */
  public Column is(Column expression) {
    return expression.cast(type).as(name);
  }

  public boolean isNull(Row row) {
    return row.isNullAt(row.fieldIndex(name));
  }

  public String text(Row row) {
    return row.getString(row.fieldIndex(name));
  }

  public int year(Row row) {
    return row.getInt(row.fieldIndex(name));
  }

  public int whole(Row row) {
    return row.getInt(row.fieldIndex(name));
  }

  public long count(Row row) {
    return row.getLong(row.fieldIndex(name));
  }

  public double number(Row row) {
    return row.getDouble(row.fieldIndex(name));
  }

  public boolean flag(Row row) {
    return row.getBoolean(row.fieldIndex(name));
  }
}
