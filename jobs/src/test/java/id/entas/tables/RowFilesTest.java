package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that go to the lake without a plan: against what Spark makes of the same rows. */
class RowFilesTest extends SparkTest {
  private static final Field TEXT = Field.optional("a_text", DataTypes.StringType, "Any.");
  private static final Field WHOLE = Field.optional("whole", DataTypes.IntegerType, "Any.");
  private static final Field LONG = Field.optional("a_long", DataTypes.LongType, "Any.");
  private static final Field NUMBER = Field.optional("number", DataTypes.DoubleType, "Any.");
  private static final Field FLAG = Field.optional("flag", DataTypes.BooleanType, "Any.");
  private static final Field BYTES = Field.optional("some_bytes", DataTypes.BinaryType, "Any.");
  private static final Field MONEY =
      Field.optional("money", DataTypes.createDecimalType(20, 2), "Any.");
  private static final Field TIME = Field.optional("a_time", DataTypes.TimestampType, "Any.");
  private static final Field ROW = Field.required("row", DataTypes.IntegerType, "Its number.");

  private static final Table OF_ALL_TYPES =
      Table.published("of_all_types", "Every type that a column of the lake has.")
          .fields(TEXT, WHOLE, LONG, NUMBER, FLAG, BYTES, MONEY, TIME, ROW)
          .key(TEXT, WHOLE, ROW)
          .check("row_counts", "row >= 0")
          .build();

  private static final Table SIMPLE =
      Table.published("simple", "A number, checked.")
          .fields(ROW)
          .key(ROW)
          .check("small", "row < 1000")
          .build();

  private static List<Row> strangeRows() {
    Random random = new Random(20261127);
    String[] texts = {"", "a", "B", "\u00e9", "z\u0000z", "\uFFFD", "\uD83D\uDE00", "Sumber jambe"};
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Object[] values = {
        texts[random.nextInt(texts.length)],
        random.nextInt(5) - 2,
        random.nextLong(),
        random.nextDouble() * 1e300,
        random.nextBoolean(),
        Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8),
        BigDecimal.valueOf(random.nextLong(), 2),
        Timestamp.from(Instant.ofEpochSecond(random.nextInt(), 1_000L * random.nextInt(1_000_000))),
        i
      };
      for (int at = 0; at < 8; at++) {
        if (random.nextInt(6) == 0) {
          values[at] = null;
        }
      }
      rows.add(RowFactory.create(values));
    }
    return rows;
  }

  /** Values as text, since arrays of bytes are equal to nothing else. */
  private static List<String> told(Dataset<Row> rows) {
    Column[] columns =
        OF_ALL_TYPES.fields().stream()
            .map(field -> field.equals(BYTES) ? functions.hex(field.col()) : field.col())
            .toArray(Column[]::new);
    return rows.select(columns).collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void shouldHoldEveryTypeAndNoValueAsSparkDoesInTheOrderOfTheKey(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    List<Row> rows = strangeRows();

    lake.replaceSmall(List.of(new Lake.SmallTable(OF_ALL_TYPES, rows)));

    Dataset<Row> expected =
        spark()
            .createDataFrame(rows, OF_ALL_TYPES.schema())
            .coalesce(1)
            .sortWithinPartitions(TEXT.col(), WHOLE.col(), ROW.col());
    assertThat(told(lake.read(OF_ALL_TYPES))).isEqualTo(told(expected));
    assertThat(lake.rows(OF_ALL_TYPES).stream().map(row -> ROW.whole(row)))
        .isEqualTo(expected.collectAsList().stream().map(row -> ROW.whole(row)).toList());
    assertThat(
            lake.rows(OF_ALL_TYPES).stream()
                .map(row -> String.valueOf(row.<Object>getAs(TIME.name()))))
        .isEqualTo(
            expected.collectAsList().stream()
                .map(row -> String.valueOf(row.<Object>getAs(TIME.name())))
                .toList());
  }

  @Test
  void shouldSayInTheLogHowManyRowsAFileHas(@TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());

    lake.replaceSmall(List.of(new Lake.SmallTable(OF_ALL_TYPES, strangeRows())));

    assertThat(
            Files.readString(folder.resolve("of_all_types/_delta_log/00000000000000000000.json")))
        .contains("\\\"numRecords\\\":300", "\\\"nullCount\\\":{\\\"row\\\":0}");
  }

  @Test
  void shouldRefuseARowThatLacksAValueOrBreaksACheckAndLeaveNoFile(@TempDir Path folder)
      throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replaceSmall(List.of(new Lake.SmallTable(SIMPLE, List.of(RowFactory.create(1)))));

    assertThatThrownBy(
            () ->
                lake.replaceSmall(
                    List.of(
                        new Lake.SmallTable(SIMPLE, List.of(RowFactory.create((Object) null))))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("simple.row needs a value");
    assertThatThrownBy(
            () ->
                lake.replaceSmall(
                    List.of(new Lake.SmallTable(SIMPLE, List.of(RowFactory.create(1000))))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("simple")
        .hasMessageContaining("small (row < 1000)");
    assertThat(lake.rows(SIMPLE)).containsExactly(RowFactory.create(1));
    try (Stream<Path> files = Files.list(folder.resolve("simple"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(1);
    }
  }

  @Test
  void shouldRefuseWhatSomebodyElsesCheckInTheLakeDoes(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replaceSmall(List.of(new Lake.SmallTable(SIMPLE, List.of(RowFactory.create(1)))));
    spark()
        .sql(
            "ALTER TABLE delta.`"
                + lake.pathOf(SIMPLE)
                + "` ADD CONSTRAINT not_seven CHECK (nvl(row, 7) <> 7)");

    assertThatThrownBy(
            () ->
                lake.replaceSmall(
                    List.of(new Lake.SmallTable(SIMPLE, List.of(RowFactory.create(7))))))
        .hasMessageContaining("not_seven");
  }

  private JavaRDD<InternalRow> rows(int tasks, Integer... numbers) {
    return JavaSparkContext.fromSparkContext(spark().sparkContext())
        .parallelize(List.of(numbers), tasks)
        .map(number -> new GenericInternalRow(new Object[] {number}));
  }

  @Test
  void shouldWriteAFileOfEachTaskThatHasRows(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());

    lake.replace(SIMPLE, rows(5, 3, 1, 2), "of three");

    assertThat(lake.rows(SIMPLE).stream().map(row -> ROW.whole(row)))
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(lake.filesByPartition(SIMPLE).get(HeldFiles.UNPARTITIONED)).hasSize(3);
    assertThat(lake.findOrigin(SIMPLE)).contains("of three");

    lake.replace(SIMPLE, rows(2, 9), "of one");

    assertThat(lake.rows(SIMPLE)).containsExactly(RowFactory.create(9));
    assertThat(lake.findOrigin(SIMPLE)).contains("of one");
  }

  @Test
  void shouldRefuseRowsOfTasksThatBreakACheck(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());

    assertThatThrownBy(() -> lake.replace(SIMPLE, rows(2, 1, 1000), "of two"))
        .hasStackTraceContaining("small (row < 1000)");
    assertThat(lake.has(SIMPLE)).isFalse();
  }

  @Test
  void shouldRefuseToReplaceAllOfAPartitionedTable(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());

    assertThatThrownBy(() -> lake.replace(HouseholdTable.TABLE, rows(1, 1), "any"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("household");
  }

  @Test
  void shouldNeitherReadNorWriteATableThatHasOtherColumns(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    Table older =
        Table.published("simple", "Of an earlier program.").fields(WHOLE).key(WHOLE).build();
    lake.replaceSmall(List.of(new Lake.SmallTable(older, List.of(RowFactory.create(1)))));

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () ->
                lake.replaceSmall(
                    List.of(new Lake.SmallTable(SIMPLE, List.of(RowFactory.create(1))))),
            () -> lake.replace(SIMPLE, rows(1, 1), "any"),
            () -> lake.append(SIMPLE, List.of(RowFactory.create(1))),
            () -> lake.files(SIMPLE, any -> true),
            () -> lake.count(SIMPLE, List.of(), List.of()))) {
      assertThatThrownBy(use)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("another version of Entas")
          .hasMessageContaining("no column row");
    }
    assertThat(lake.rows(older)).containsExactly(RowFactory.create(1));
  }

  @Test
  void shouldOrderByTheBytesOfATextAndPutNoValueFirst() {
    List<Row> rows =
        Stream.of("b", "\uD83D\uDE00", null, "\uFFFD", "a")
            .map(text -> RowFactory.create(text, 1, 1L, 1.0, true, null, null, null, 1))
            .toList();

    assertThat(
            OrderedRows.of(OF_ALL_TYPES, rows).stream()
                .map(row -> row.isNullAt(0) ? null : row.getUTF8String(0)))
        .containsExactlyElementsOf(
            Stream.of("a", "b", "\uFFFD", "\uD83D\uDE00", null)
                .map(text -> text == null ? null : UTF8String.fromString(text))
                .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .toList());
  }
}
