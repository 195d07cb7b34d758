package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of files read in loops, against what Spark reads of the same files. */
class TableScanTest extends SparkTest {
  private static final Field YEAR = Fields.CENSUS_YEAR;
  private static final Field PLACE = Field.optional("place", DataTypes.StringType, "Few words.");
  private static final Field TIER = Field.optional("tier", DataTypes.StringType, "Few words.");
  private static final Field ID = Field.optional("id", DataTypes.StringType, "Many words.");
  private static final Field BYTES = Field.optional("some_bytes", DataTypes.BinaryType, "Any.");
  private static final Field MEMBERS = Field.optional("members", DataTypes.IntegerType, "Any.");
  private static final Field WEIGHT = Field.optional("weight", DataTypes.LongType, "Any.");
  private static final Field FLAG = Field.optional("flag", DataTypes.BooleanType, "Any.");
  private static final Field ADDED = Field.optional("added", DataTypes.LongType, "In no file yet.");

  private static final Table TABLE =
      Table.restricted("scanned", "A table of every kind that is scanned.")
          .fields(YEAR, PLACE, TIER, ID, BYTES, MEMBERS, WEIGHT, FLAG)
          .partitionedBy(YEAR)
          .key(YEAR, ID)
          .build();

  private static List<Row> rows(int many) {
    Random random = new Random(20261127);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Object[] values = {
        2008 + i % 3,
        "3509" + i * 40 / many,
        "T" + random.nextInt(3),
        // Far more than fit a dictionary, which Parquet then gives up.
        "household number " + i + " of an invented list of many, whose words are never the same",
        Integer.toString(i).getBytes(StandardCharsets.UTF_8),
        random.nextInt(9),
        random.nextLong() >> 20,
        random.nextBoolean()
      };
      for (int at = 1; at < values.length; at++) {
        if (at != 3 && random.nextInt(8) == 0) {
          values[at] = null;
        }
      }
      rows.add(RowFactory.create(values));
    }
    return rows;
  }

  private Lake lake(Path folder, int many) {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replaceWhere(
        TABLE,
        spark().createDataFrame(rows(many), TABLE.schema()).repartition(2, YEAR.col(), ID.col()),
        YEAR.name() + " > 0");
    return lake;
  }

  /** Each in three stretches, of which some have no group of rows. */
  private static List<TableFile> divided(List<TableFile> files) {
    List<TableFile> stretches = new ArrayList<>();
    for (TableFile file : files) {
      assertThat(file.start()).isZero();
      for (int third = 0; third < 3; third++) {
        stretches.add(
            new TableFile(
                file.path(),
                file.partition(),
                third * file.end() / 3,
                (third + 1) * file.end() / 3));
      }
    }
    return stretches;
  }

  @Test
  void shouldTellEveryRowAsItStands(@TempDir Path folder) throws IOException {
    Lake lake = lake(folder, 40_000);
    List<String> words = new ArrayList<>();
    TableScan.Coding number =
        word -> {
          words.add(word);
          return words.size() - 1L;
        };
    TableScan scan = lake.scan();
    int id = scan.text(ID, number);
    int place = scan.text(PLACE, number);
    int bytes = scan.value(BYTES);
    int members = scan.value(MEMBERS);
    int weight = scan.value(WEIGHT);
    int flag = scan.value(FLAG);
    int added = scan.value(ADDED);
    Map<String, List<Object>> told = new HashMap<>();
    for (TableFile file : divided(lake.files(TABLE, any -> true).collect())) {
      try (TableScan.Rows rows = scan.open(file)) {
        while (rows.advance()) {
          assertThat(rows.number(added)).isEqualTo(TableScan.NONE);
          if (told.isEmpty()) {
            assertThatThrownBy(() -> rows.required(added))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no value of added");
          }
          List<Object> values = new ArrayList<>();
          values.add(Integer.valueOf(file.partition()));
          values.add(
              rows.number(place) == TableScan.NONE ? null : words.get((int) rows.number(place)));
          values.add(
              rows.bytes(bytes) == null
                  ? null
                  : new String(rows.bytes(bytes).getBytes(), StandardCharsets.UTF_8));
          for (int column : new int[] {members, weight, flag}) {
            values.add(rows.number(column) == TableScan.NONE ? null : rows.number(column));
          }
          assertThat(told.put(words.get((int) rows.number(id)), values)).isNull();
        }
      }
    }
    Map<String, List<Object>> expected = new HashMap<>();
    for (Row row : rows(40_000)) {
      List<Object> values = new ArrayList<>();
      values.add(row.getInt(0));
      values.add(row.get(1));
      values.add(row.isNullAt(4) ? null : new String(row.<byte[]>getAs(4), StandardCharsets.UTF_8));
      values.add(row.isNullAt(5) ? null : (long) row.getInt(5));
      values.add(row.isNullAt(6) ? null : row.getLong(6));
      values.add(row.isNullAt(7) ? null : row.getBoolean(7) ? 1L : 0L);
      expected.put(row.getString(3), values);
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void shouldReadOnlyThePartitionsThatAreWanted(@TempDir Path folder) {
    Lake lake = lake(folder, 300);

    assertThat(
            lake.files(TABLE, List.of("2009", "2010")::contains).collect().stream()
                .map(TableFile::partition)
                .distinct())
        .containsExactlyInAnyOrder("2009", "2010");
    assertThat(lake.files(RegionTable.TABLE, any -> true).collect()).isEmpty();
  }

  private static Map<List<Object>, List<Long>> told(List<RowGroup> groups) {
    Map<List<Object>, List<Long>> all = new HashMap<>();
    for (RowGroup group : groups) {
      List<Object> key = new ArrayList<>(group.words());
      key.add(0, Integer.valueOf(group.partition()));
      RowGroup.Sum members = group.sums().get(0);
      assertThat(all.put(key, List.of(group.rows(), members.total(), members.rows()))).isNull();
    }
    return all;
  }

  private static Map<List<Object>, List<Long>> counted(Dataset<Row> rows) {
    Map<List<Object>, List<Long>> all = new HashMap<>();
    rows.groupBy(YEAR.col(), PLACE.col(), TIER.col())
        .agg(
            functions.count(functions.lit(1)),
            functions.sum(MEMBERS.col()),
            functions.count(MEMBERS.col()))
        .collectAsList()
        .forEach(
            row -> {
              List<Object> key = new ArrayList<>();
              for (int at = 0; at < 3; at++) {
                key.add(row.get(at));
              }
              all.put(
                  key,
                  List.of(
                      row.getLong(3),
                      Objects.requireNonNullElse(row.<Long>getAs(4), 0L),
                      row.getLong(5)));
            });
    return all;
  }

  @Test
  void shouldCountAsSparkCounts(@TempDir Path folder) {
    Lake lake = lake(folder, 5_000);
    Map<List<Object>, List<Long>> expected = counted(lake.read(TABLE));

    assertThat(told(lake.count(TABLE, List.of(PLACE, TIER), List.of(MEMBERS)))).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(3 * 40 * 3);

    lake.replaceWhere(
        TABLE, spark().createDataFrame(rows(30), TABLE.schema()), YEAR.name() + " > 0");

    assertThat(told(lake.count(TABLE, List.of(PLACE, TIER), List.of(MEMBERS))))
        .isEqualTo(counted(lake.read(TABLE)));
    assertThat(told(lake.countVersion(TABLE, 0, List.of(PLACE, TIER), List.of(MEMBERS))))
        .isEqualTo(expected);
  }

  @Test
  void shouldPutGroupsTogetherInTasksWhereTheseAreMany(@TempDir Path folder) {
    Lake lake = lake(folder, 5_000);
    List<TableFile> files = lake.files(TABLE, any -> true).collect();

    assertThat(
            told(
                RowGroup.counted(
                    JavaSparkContext.fromSparkContext(spark().sparkContext())
                        .parallelize(files, 101),
                    lake.scan(),
                    List.of(PLACE, TIER),
                    List.of(MEMBERS))))
        .isEqualTo(counted(lake.read(TABLE)));
  }

  @Test
  void shouldTellTheLeastNumberFromNone(@TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replaceWhere(
        TABLE,
        spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(2008, null, null, "a", null, null, Long.MIN_VALUE, null),
                    RowFactory.create(2008, null, null, "b", null, null, null, null)),
                TABLE.schema())
            .coalesce(1),
        YEAR.name() + " > 0");
    TableScan scan = lake.scan();
    int weight = scan.value(WEIGHT);

    try (TableScan.Rows rows = scan.open(lake.files(TABLE, any -> true).first())) {
      assertThat(rows.advance()).isTrue();
      assertThat(rows.required(weight)).isEqualTo(Long.MIN_VALUE);
      assertThat(rows.advance()).isTrue();
      assertThatThrownBy(() -> rows.required(weight)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldNotReadAFileOfWhichSomebodyElseDeletedRows(@TempDir Path folder) {
    Lake lake = lake(folder, 300);
    String sql = "delta.`" + lake.pathOf(TABLE) + "`";
    spark()
        .sql("ALTER TABLE " + sql + " SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')");
    spark().sql("DELETE FROM " + sql + " WHERE members = 3");

    assertThatThrownBy(() -> lake.count(TABLE, List.of(PLACE, TIER), List.of(MEMBERS)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("asks its readers for version 3");
  }

  @Test
  void shouldCountNothingOfATableThatIsNotThere(@TempDir Path folder) {
    assertThat(
            Lake.at(spark(), folder.toString())
                .count(TABLE, List.of(PLACE, TIER), List.of(MEMBERS)))
        .isEmpty();
  }
}
