package id.entas.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.JulianFields;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The texts of one column of a Parquet file that is not nested. */
final class ParquetColumn {
  private final int place;
  private final PrimitiveType type;

  /**
   * @param place where the column stands in the rows that are read
   */
  ParquetColumn(int place, PrimitiveType type) {
    this.place = place;
    this.type = type;
  }

  /** Whether a column holds one plain value at most. */
  static boolean isPlain(Type type) {
    return type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
  }

  String name() {
    return type.getName();
  }

  /** The bytes of the column's text in UTF-8, as they stand in the file, or null where none. */
  byte[] bytes(Group row) {
    if (row.getFieldRepetitionCount(place) == 0) {
      return null;
    }
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    if (type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY
        && !(meaning instanceof DecimalLogicalTypeAnnotation)) {
      return row.getBinary(place, 0).getBytes();
    }
    return text(row, meaning).getBytes(StandardCharsets.UTF_8);
  }

  private String text(Group row, LogicalTypeAnnotation meaning) {
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> row.getBoolean(place, 0) ? "1" : "0";
      case INT32 -> ofWhole(row.getInteger(place, 0), meaning, Integer.SIZE);
      case INT64 -> ofWhole(row.getLong(place, 0), meaning, Long.SIZE);
      case FLOAT -> NumberText.ofFloat(row.getFloat(place, 0));
      case DOUBLE -> NumberText.ofDouble(row.getDouble(place, 0));
      case INT96 -> ofInt96(row.getInt96(place, 0).toByteBuffer());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> {
        byte[] bytes = row.getBinary(place, 0).getBytes();
        yield meaning instanceof DecimalLogicalTypeAnnotation decimal
            ? NumberText.ofDecimal(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
            : new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }

  private static String ofWhole(long number, LogicalTypeAnnotation meaning, int bits) {
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(number).toString();
    }
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return NumberText.ofDecimal(BigDecimal.valueOf(number, decimal.getScale()));
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
      return ofTimestamp(number, timestamp.getUnit());
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return LocalTime.ofNanoOfDay(number * nanos(time.getUnit())).toString();
    }
    if (meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
      return bits == Integer.SIZE
          ? Integer.toUnsignedString((int) number)
          : Long.toUnsignedString(number);
    }
    return Long.toString(number);
  }

  private static String ofTimestamp(long number, TimeUnit unit) {
    long perSecond = 1_000_000_000L / nanos(unit);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * nanos(unit));
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000_000;
      case MICROS -> 1_000;
      case NANOS -> 1;
    };
  }

  /** The old form of a timestamp: nanoseconds of the day, and a Julian day. */
  private static String ofInt96(ByteBuffer bytes) {
    ByteBuffer numbers = bytes.order(ByteOrder.LITTLE_ENDIAN);
    long nanosOfDay = numbers.getLong();
    LocalDate day = LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, numbers.getInt());
    return day.atStartOfDay().plusNanos(nanosOfDay).toString();
  }
}
