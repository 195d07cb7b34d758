package id.entas.ingest;

import id.entas.tables.Field;
import id.entas.tables.RejectedRowTable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The rows of the files, cut into fields of text.
 *
 * <p>They hold ids and, where asked for, raw bytes: they are turned into pseudonyms or written to
 * {@code rejected_row} within the task that read them, never shuffled nor cached.
 */
final class FramedRows {
  /** Whether the rows carry their bytes as they stand in the file. */
  enum Raw {
    LEFT_OUT,
    KEPT
  }

  /** The place of a row among all rows read: the file in the upper bits, its line in the lower. */
  static final Field PLACE =
      Field.required("place", DataTypes.LongType, "File and physical line of the row.");

  static final Field PROBLEM =
      Field.optional(
          "problem", DataTypes.StringType, "Reason for which it has no fields, where it has none.");
  static final Field PROBLEM_DETAIL =
      Field.optional("problem_detail", DataTypes.StringType, "The problem in words.");
  static final Field FILE_YEAR =
      Field.optional("file_year", DataTypes.IntegerType, "Census year of the whole file.");
  static final Field ID_SCOPE =
      Field.required("id_scope", DataTypes.StringType, "Within what the household id is unique.");

  private static final int LINE_BITS = 40;
  private static final int TEXTS_START = 5;

  private FramedRows() {}

  /** The index of the file of a place. */
  static Column fileOf(Field place) {
    return functions.shiftright(place.col(), LINE_BITS).cast(DataTypes.IntegerType);
  }

  /** The index of the file of a place. */
  static int fileOf(long place) {
    return (int) (place >> LINE_BITS);
  }

  /** The name of the file of a place. */
  static Column nameOf(Field place, List<String> sourceFiles) {
    return functions.get(
        functions.array(sourceFiles.stream().map(functions::lit).toArray(Column[]::new)),
        fileOf(place));
  }

  /** The physical line of a place. */
  static Column lineOf(Field place) {
    return place.col().bitwiseAND(functions.lit((1L << LINE_BITS) - 1));
  }

  /** A task costs as much as reading a small file does: where there are many, it reads some. */
  private static final int TASKS_A_CORE = 16;

  /** How many tasks a number of files are worth. */
  static int tasks(SparkSession spark, int files) {
    return Math.min(files, TASKS_A_CORE * spark.sparkContext().defaultParallelism());
  }

  /** A part of a file and how to read it. */
  record Piece(ExtractFormat format, FilePart part) implements Serializable {}

  /**
   * What each task reads: a part of a large file, or some small files that stand beside each other,
   * so that the rows keep their order.
   */
  static List<List<Piece>> tasks(SparkSession spark, List<ExtractFormat> formats) {
    int small = (int) formats.stream().filter(format -> format.parts().size() == 1).count();
    int together = small == 0 ? 1 : 1 + (small - 1) / tasks(spark, small);
    List<List<Piece>> tasks = new ArrayList<>();
    List<Piece> open = new ArrayList<>();
    for (ExtractFormat format : formats) {
      boolean isSmall = format.parts().size() == 1;
      for (FilePart part : format.parts()) {
        if (!open.isEmpty() && (!isSmall || open.size() == together)) {
          tasks.add(open);
          open = new ArrayList<>();
        }
        Piece piece = new Piece(format, part);
        if (isSmall) {
          open.add(piece);
        } else {
          tasks.add(List.of(piece));
        }
      }
    }
    if (!open.isEmpty()) {
      tasks.add(open);
    }
    return tasks;
  }

  /**
   * The rows of the files in their order, a task for each part of a large one. They have a rare
   * column only where one of the files has it.
   */
  static Dataset<Row> of(SparkSession spark, List<ExtractFormat> formats, Raw raw) {
    List<ExtractColumn> columns = columns(formats);
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    List<List<Piece>> tasks = tasks(spark, formats);
    return spark
        .range(0, tasks.size(), 1, tasks.size())
        .flatMap(
            (FlatMapFunction<Long, Row>)
                task -> new RowIterator(tasks.get(task.intValue()), columns, raw, hadoop.value()),
            Encoders.row(schema(columns, raw)));
  }

  /** The columns of text of the rows of some files. */
  static List<ExtractColumn> columns(List<ExtractFormat> formats) {
    return Arrays.stream(ExtractColumn.values())
        .filter(
            column ->
                !column.isRare()
                    || formats.stream().anyMatch(format -> format.header().has(column)))
        .toList();
  }

  /** Whether framed rows have a column. */
  static boolean has(Dataset<Row> framed, ExtractColumn column) {
    return Arrays.asList(framed.columns()).contains(column.text().name());
  }

  /** The schema of framed rows. */
  static StructType schema(List<ExtractColumn> columns, Raw raw) {
    List<Field> fields =
        new ArrayList<>(List.of(PLACE, PROBLEM, PROBLEM_DETAIL, FILE_YEAR, ID_SCOPE));
    for (ExtractColumn column : columns) {
      fields.add(column.text());
    }
    if (raw == Raw.KEPT) {
      fields.add(RejectedRowTable.RAW);
    }
    return schema(fields.toArray(Field[]::new));
  }

  /** Fields as a Spark schema. */
  static StructType schema(Field... fields) {
    StructType schema = new StructType();
    for (Field field : fields) {
      schema = schema.add(field.name(), field.type(), field.presence() == Field.Presence.OPTIONAL);
    }
    return schema;
  }

  /** The place of a row of a file. */
  static long placeOf(ExtractFormat format, long rowNumber) {
    return ((long) format.index() << LINE_BITS) | rowNumber;
  }

  /** The values of a framed row. */
  static Object[] values(
      ExtractFormat format, FramedRecord record, List<ExtractColumn> columns, Raw raw) {
    Object[] values = new Object[TEXTS_START + columns.size() + (raw == Raw.KEPT ? 1 : 0)];
    values[0] = placeOf(format, record.rowNumber());
    values[1] = record.problem() == null ? null : record.problem().name();
    values[2] = record.detail();
    values[3] = format.fileYear();
    values[4] = format.header().idScope();
    for (int i = 0; i < columns.size(); i++) {
      values[TEXTS_START + i] = record.values()[columns.get(i).ordinal()];
    }
    if (raw == Raw.KEPT) {
      values[values.length - 1] = record.raw();
    }
    return values;
  }

  /** Reads pieces one after another; the one at hand is closed with the task. */
  private static final class RowIterator implements Iterator<Row> {
    private final Iterator<Piece> pieces;
    private final List<ExtractColumn> columns;
    private final Raw raw;
    private final Configuration hadoop;
    private ExtractFormat format;
    private RecordSource reader;
    private FramedRecord next;

    private RowIterator(
        List<Piece> pieces, List<ExtractColumn> columns, Raw raw, Configuration hadoop) {
      this.pieces = pieces.iterator();
      this.columns = columns;
      this.raw = raw;
      this.hadoop = hadoop;
      TaskContext.get()
          .addTaskCompletionListener(
              (org.apache.spark.util.TaskCompletionListener) context -> close());
      advance();
    }

    private void close() {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        reader = null;
      }
    }

    private void advance() {
      try {
        next = reader == null ? null : reader.next();
        while (next == null && pieces.hasNext()) {
          close();
          Piece piece = pieces.next();
          format = piece.format();
          reader = RecordSource.open(format, piece.part(), raw, hadoop);
          next = reader.next();
        }
      } catch (IOException e) {
        throw FileSniffer.unreadable(format.file(), e);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Row next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Object[] values = values(format, next, columns, raw);
      advance();
      return RowFactory.create(values);
    }
  }
}
