package id.entas.tables;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table as a value: its columns, types, meanings, key, partition and checks, written once.
 */
public final class Table implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Who may read a table. */
  public enum Access {
    /** Read by analysts and BI tools. */
    PUBLISHED,
    /** Household-level; stays in {@code restricted/}, never served. */
    RESTRICTED
  }

  private final String name;
  private final Access access;
  private final String meaning;
  private final List<Field> fields;
  private final List<Field> key;
  private final Field partition;
  private final Map<String, String> checks;
  private final List<Field> filtered;

  private Table(Builder builder) {
    this.name = builder.name;
    this.access = builder.access;
    this.meaning = builder.meaning;
    this.fields = List.copyOf(builder.fields);
    this.key = List.copyOf(builder.key);
    this.partition = builder.partition;
    this.checks = new LinkedHashMap<>(builder.checks);
    this.filtered = List.copyOf(builder.filtered);
    if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("table " + name + " has a column twice");
    }
    if (!fields.containsAll(key)) {
      throw new IllegalArgumentException("table " + name + " has a key outside its columns");
    }
  }

  /** A table that analysts and BI tools read. */
  public static Builder published(String name, String meaning) {
    return new Builder(name, Access.PUBLISHED, meaning);
  }

  /** A household-level table, never served. */
  public static Builder restricted(String name, String meaning) {
    return new Builder(name, Access.RESTRICTED, meaning);
  }

  public String name() {
    return name;
  }

  public Access access() {
    return access;
  }

  public String meaning() {
    return meaning;
  }

  public List<Field> fields() {
    return fields;
  }

  public List<Field> key() {
    return key;
  }

  public Optional<Field> findPartition() {
    return Optional.ofNullable(partition);
  }

  /** CHECK constraints by name, as SQL over the columns. */
  public Map<String, String> checks() {
    return Map.copyOf(checks);
  }

  /**
   * How many leading columns Delta keeps statistics of, among which it does not count the one that
   * the table is partitioned by; the rest would only cost time.
   */
  int indexedColumns() {
    List<Field> indexed = filtered.isEmpty() ? fields : filtered;
    return (int) indexed.stream().filter(field -> !field.equals(partition)).count();
  }

  /** Whether every row of a file has another value of this column. */
  boolean isUnique(Field field) {
    List<Field> inFile = key.stream().filter(one -> !one.equals(partition)).toList();
    return inFile.equals(List.of(field));
  }

  /** Where the table lies below the lake's folder. */
  public String path() {
    return access == Access.RESTRICTED ? "restricted/" + name : name;
  }

  /** The columns as a Spark schema, comments included. */
  public StructType schema() {
    return schema(field -> field.presence() == Field.Presence.OPTIONAL);
  }

  /** The same of rows of which any value may be withheld. */
  public StructType nullableSchema() {
    return schema(any -> true);
  }

  private StructType schema(Predicate<Field> isNullable) {
    StructField[] all = new StructField[fields.size()];
    for (int i = 0; i < all.length; i++) {
      Field field = fields.get(i);
      all[i] =
          new StructField(
              field.name(),
              field.type(),
              isNullable.test(field),
              new MetadataBuilder().putString("comment", field.meaning()).build());
    }
    return new StructType(all);
  }

  /** The columns in the table's order, for the select that ends a transformation. */
  public Column[] columns() {
    return fields.stream().map(Field::col).toArray(Column[]::new);
  }

  /** Starts one row of a small table; columns not set are null. */
  public RowBuilder row() {
    return new RowBuilder(this);
  }

  @Override
  public String toString() {
    return path();
  }

  /** One row of a small table, filled by column and not by position. */
  public static final class RowBuilder {
    private final Table table;
    private final Object[] values;

    private RowBuilder(Table table) {
      this.table = table;
      this.values = new Object[table.fields.size()];
    }

    /**
     * Sets a column; a NaN or infinite number is refused, since no table of the lake holds one.
     *
     * @throws IllegalArgumentException if the table has no such column or the number is not finite
     */
    public RowBuilder set(Field field, Object value) {
      int place = table.fields.indexOf(field);
      if (place < 0) {
        throw new IllegalArgumentException(
            "table " + table.name + " has no column " + field.name());
      }
      if (value instanceof Double number && !Double.isFinite(number)) {
        throw new IllegalArgumentException(
            "column " + table.name + "." + field.name() + " cannot hold " + number);
      }
      values[place] = value;
      return this;
    }

    /** The row, which knows its columns by name as a row that was read does. */
    public Row build() {
      for (int i = 0; i < values.length; i++) {
        Field field = table.fields.get(i);
        if (values[i] == null && field.presence() == Field.Presence.REQUIRED) {
          throw new IllegalArgumentException(
              "column " + table.name + "." + field.name() + " needs a value");
        }
      }
      return new GenericRowWithSchema(values.clone(), table.schema());
    }
  }

  /** Collects a table's definition. */
  public static final class Builder {
    private final String name;
    private final Access access;
    private final String meaning;
    private final List<Field> fields = new ArrayList<>();
    private final List<Field> key = new ArrayList<>();
    private final List<Field> filtered = new ArrayList<>();
    private final Map<String, String> checks = new LinkedHashMap<>();
    private Field partition;

    private Builder(String name, Access access, String meaning) {
      this.name = name;
      this.access = access;
      this.meaning = meaning;
    }

    public Builder fields(Field... all) {
      fields.addAll(List.of(all));
      return this;
    }

    /** The columns that tell rows apart, in the order rows are sorted by. */
    public Builder key(Field... all) {
      key.addAll(List.of(all));
      return this;
    }

    public Builder partitionedBy(Field field) {
      this.partition = field;
      return this;
    }

    /** The leading columns that readers filter on. */
    public Builder filteredOn(Field... leading) {
      filtered.addAll(List.of(leading));
      return this;
    }

    public Builder check(String checkName, String sql) {
      checks.put(checkName, sql);
      return this;
    }

    public Table build() {
      return new Table(this);
    }
  }
}
