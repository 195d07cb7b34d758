package id.entas.tables;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Rows of a Delta table as a reader without Spark sees them: Delta Standalone. */
public final class StandaloneRows {
  private StandaloneRows() {}

  /** The latest rows at a folder, each with its values in the order of the table's columns. */
  public static List<List<Object>> of(Table table, String path) {
    List<List<Object>> rows = new ArrayList<>();
    try (CloseableIterator<RowRecord> records =
        DeltaLog.forTable(new Configuration(), path).snapshot().open()) {
      while (records.hasNext()) {
        RowRecord record = records.next();
        List<Object> values = new ArrayList<>();
        table.fields().forEach(field -> values.add(value(record, field)));
        rows.add(values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Object value(RowRecord record, Field field) {
    String name = field.name();
    if (record.isNullAt(name)) {
      return null;
    }
    return switch (field.type().typeName()) {
      case "string" -> record.getString(name);
      case "integer" -> record.getInt(name);
      case "long" -> record.getLong(name);
      case "double" -> record.getDouble(name);
      case "boolean" -> record.getBoolean(name);
      case "binary" -> record.getBinary(name);
      case "timestamp" -> record.getTimestamp(name);
      default -> record.getBigDecimal(name);
    };
  }
}
