package id.entas.tables;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Some columns of a table's files, row by row.
 *
 * <p>Of a text a row has a number, which its few words are given once a dictionary: Parquet keeps
 * words in a dictionary, of which Spark copies one for every row. A plan of Spark's would also be
 * planned, generated and compiled anew for what is one loop.
 */
public final class TableScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a row has in place of a number where it has no value. */
  public static final long NONE = Long.MIN_VALUE;

  private final List<Column> columns = new ArrayList<>();
  private final SerializableConfiguration hadoop;

  TableScan(Configuration hadoop) {
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /** Gives a text its number; asked anew for every group of rows in a file. */
  @FunctionalInterface
  public interface Coding extends ToLongFunction<String>, Serializable {}

  private record Column(String name, Coding coding) implements Serializable {}

  /**
   * Adds a column of texts.
   *
   * @return its place in a row
   */
  public int text(Field field, Coding coding) {
    columns.add(new Column(field.name(), coding));
    return columns.size() - 1;
  }

  /**
   * Adds a column of whole numbers, of flags (0 and 1), or of bytes, of which a row has no number;
   * texts that are hardly ever the same are bytes, too.
   *
   * @return its place in a row
   */
  public int value(Field field) {
    columns.add(new Column(field.name(), null));
    return columns.size() - 1;
  }

  /** Opens a file. */
  public Rows open(TableFile file) throws IOException {
    return new Rows(file, HadoopInputFile.fromPath(new Path(file.path()), hadoop.value()));
  }

  /** The rows of a file, of which one is told at a time. */
  public final class Rows implements Closeable {
    private final long[] numbers = new long[columns.size()];
    private final boolean[] hasNumber = new boolean[columns.size()];
    private final Binary[] bytes = new Binary[columns.size()];
    private final TableFile file;
    private final ParquetReader<Rows> reader;

    private Rows(TableFile file, InputFile bytes) throws IOException {
      this.file = file;
      this.reader = new Builder(bytes, this).withFileRange(file.start(), file.end()).build();
    }

    /**
     * Goes to the next row, if there is one.
     *
     * @throws IOException naming the file where it cannot be read
     */
    public boolean advance() throws IOException {
      try {
        return reader.read() != null;
      } catch (IOException | ParquetRuntimeException e) {
        throw new IOException("Failed to read " + file.path(), e);
      }
    }

    /**
     * The number of a column, or {@link #NONE}, which a column of any whole numbers may hold, too.
     */
    public long number(int column) {
      return numbers[column];
    }

    /**
     * The number of a column that every row has.
     *
     * @throws IllegalStateException if this one has none
     */
    public long required(int column) {
      if (!hasNumber[column]) {
        throw new IllegalStateException(
            "a row of " + file.path() + " has no value of " + columns.get(column).name());
      }
      return numbers[column];
    }

    /** The bytes of a column of bytes, or null; to be read before the next row. */
    public Binary bytes(int column) {
      return bytes[column];
    }

    private void put(int column, long number) {
      numbers[column] = number;
      hasNumber[column] = true;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private final class Builder extends ParquetReader.Builder<Rows> {
    private final Rows rows;

    private Builder(InputFile file, Rows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected ReadSupport<Rows> getReadSupport() {
      return new Reading(rows);
    }
  }

  /** How Parquet hands the values of a row over. */
  private final class Reading extends ReadSupport<Rows> {
    private final Rows rows;

    private Reading(Rows rows) {
      this.rows = rows;
    }

    /** A column that a file does not have is one without values. */
    @Override
    public ReadContext init(InitContext context) {
      MessageType held = context.getFileSchema();
      Types.MessageTypeBuilder wanted = Types.buildMessage();
      for (Column column : columns) {
        if (held.containsField(column.name())) {
          wanted.addField(held.getType(column.name()));
        }
      }
      return new ReadContext(wanted.named(held.getName()));
    }

    @Override
    public RecordMaterializer<Rows> prepareForRead(
        Configuration conf, Map<String, String> more, MessageType held, ReadContext context) {
      List<Converter> converters = new ArrayList<>();
      for (Type type : context.getRequestedSchema().getFields()) {
        int place = 0;
        while (!columns.get(place).name().equals(type.getName())) {
          place++;
        }
        Coding coding = columns.get(place).coding();
        converters.add(coding == null ? new Plain(rows, place) : new Coded(rows, place, coding));
      }
      return new Row(rows, converters);
    }
  }

  private static final class Row extends RecordMaterializer<Rows> {
    private final Rows rows;
    private final GroupConverter root;

    private Row(Rows rows, List<Converter> converters) {
      this.rows = rows;
      this.root =
          new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
              return converters.get(field);
            }

            @Override
            public void start() {
              Arrays.fill(rows.numbers, NONE);
              Arrays.fill(rows.hasNumber, false);
              Arrays.fill(rows.bytes, null);
            }

            @Override
            public void end() {}
          };
    }

    @Override
    public Rows getCurrentRecord() {
      return rows;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  /** Of a column of numbers, flags or bytes. */
  private static final class Plain extends PrimitiveConverter {
    private final Rows rows;
    private final int place;

    private Plain(Rows rows, int place) {
      this.rows = rows;
      this.place = place;
    }

    @Override
    public void addInt(int value) {
      rows.put(place, value);
    }

    @Override
    public void addLong(long value) {
      rows.put(place, value);
    }

    @Override
    public void addBoolean(boolean value) {
      rows.put(place, value ? 1 : 0);
    }

    @Override
    public void addBinary(Binary value) {
      rows.bytes[place] = value;
    }
  }

  /** Of a column of texts. */
  private static final class Coded extends PrimitiveConverter {
    private final Rows rows;
    private final int place;
    private final Coding coding;
    private final Map<Binary, Long> outside = new HashMap<>();
    private long[] ofDictionary;

    private Coded(Rows rows, int place, Coding coding) {
      this.rows = rows;
      this.place = place;
      this.coding = coding;
    }

    @Override
    public boolean hasDictionarySupport() {
      return true;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      ofDictionary = new long[dictionary.getMaxId() + 1];
      for (int word = 0; word < ofDictionary.length; word++) {
        ofDictionary[word] =
            coding.applyAsLong(dictionary.decodeToBinary(word).toStringUsingUTF8());
      }
    }

    @Override
    public void addValueFromDictionary(int word) {
      rows.put(place, ofDictionary[word]);
    }

    @Override
    public void addBinary(Binary value) {
      Long number = outside.get(value);
      if (number == null) {
        number = coding.applyAsLong(value.toStringUsingUTF8());
        outside.put(value.copy(), number);
      }
      rows.put(place, number);
    }
  }
}
