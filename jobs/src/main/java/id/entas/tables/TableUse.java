package id.entas.tables;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a table of the lake must be fit for.
 *
 * <p>Its files are read and written without Spark's plans, which would follow what somebody did to
 * the table with another tool: here a column is found in a file by its name, a row is held to the
 * checks that this program knows, and what is replaced is found by its partition. So a table that
 * is not as this program makes it is refused.
 */
enum TableUse {
  /** Its columns, and maybe others, are read. */
  READ {
    @Override
    void require(Table table, SnapshotImpl snapshot, Engine engine) throws AlteredTable {
      Protocol protocol = snapshot.getProtocol();
      if (protocol.getMinReaderVersion() > MOST_READER) {
        throw new AlteredTable(
            "it asks its readers for version "
                + protocol.getMinReaderVersion()
                + " of Delta's protocol, not "
                + MOST_READER);
      }
      List<String> partitions = snapshot.getPartitionColumnNames(engine);
      if (!partitions.equals(table.findPartition().stream().map(Field::name).toList())) {
        throw new AlteredTable("it is partitioned by " + partitions);
      }
      columns(table, snapshot.getSchema(engine));
    }
  },
  /** Its rows are replaced, or others are added. */
  WRITE {
    @Override
    void require(Table table, SnapshotImpl snapshot, Engine engine) throws AlteredTable {
      READ.require(table, snapshot, engine);
      Protocol protocol = snapshot.getProtocol();
      if (protocol.getMinWriterVersion() > MOST_WRITER) {
        throw new AlteredTable(
            "it asks its writers for version "
                + protocol.getMinWriterVersion()
                + " of Delta's protocol, not "
                + MOST_WRITER);
      }
      Map<String, Field> known =
          table.fields().stream().collect(Collectors.toMap(Field::name, field -> field));
      for (StructField column : snapshot.getSchema(engine).fields()) {
        Field field = known.get(column.getName());
        if (field == null) {
          throw new AlteredTable(
              "it has a column " + column.getName() + " that Entas does not fill");
        }
        if (!column.isNullable() && field.presence() == Field.Presence.OPTIONAL) {
          throw new AlteredTable("its column " + column.getName() + " must have a value");
        }
      }
    }
  };

  private static final int MOST_READER = 1;
  private static final int MOST_WRITER = 3;

  /**
   * Lets a table pass that is fit for this use.
   *
   * @param snapshot how it lies in the lake
   */
  abstract void require(Table table, SnapshotImpl snapshot, Engine engine) throws AlteredTable;

  /**
   * Lets a table pass whose only checks are those of this program.
   *
   * @param properties those that it has in the lake
   */
  static void requireNoOtherChecks(Table table, Map<String, String> properties)
      throws AlteredTable {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().startsWith(RowChecks.PREFIX)) {
        String name = property.getKey().substring(RowChecks.PREFIX.length());
        if (!property.getValue().equals(table.checks().get(name))) {
          throw new AlteredTable("it has the check " + name + " (" + property.getValue() + ")");
        }
      }
    }
  }

  /** The table's columns in its order, as they stand in the lake. */
  static StructType columns(Table table, StructType found) throws AlteredTable {
    List<StructField> columns = new ArrayList<>();
    for (Field field : table.fields()) {
      if (found.indexOf(field.name()) < 0) {
        throw new AlteredTable("it has no column " + field.name());
      }
      StructField column = found.get(field.name());
      if (!column.getDataType().equals(typeOf(field))) {
        throw new AlteredTable(
            "its column "
                + field.name()
                + " is "
                + column.getDataType()
                + ", not "
                + typeOf(field));
      }
      if (column.isNullable() && field.presence() == Field.Presence.REQUIRED) {
        throw new AlteredTable("its column " + field.name() + " may be without a value");
      }
      columns.add(column);
    }
    return new StructType(columns);
  }

  private static DataType typeOf(Field field) {
    return switch (field.type().typeName()) {
      case "string" -> StringType.STRING;
      case "integer" -> IntegerType.INTEGER;
      case "long" -> LongType.LONG;
      case "double" -> DoubleType.DOUBLE;
      case "boolean" -> BooleanType.BOOLEAN;
      case "binary" -> BinaryType.BINARY;
      case "timestamp" -> TimestampType.TIMESTAMP;
      default -> {
        if (field.type() instanceof org.apache.spark.sql.types.DecimalType decimal) {
          yield new DecimalType(decimal.precision(), decimal.scale());
        }
        throw new IllegalArgumentException(
            "column " + field.name() + " has a type that no table of the lake has");
      }
    };
  }
}
