package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import id.entas.domain.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of the lake that somebody altered with other tools. */
class AlteredTableTest extends SparkTest {
  private static final Field NUMBER =
      Field.required("number", DataTypes.IntegerType, "Its number.");
  private static final Field WORD = Field.optional("word", DataTypes.StringType, "A word.");

  private static final Table TABLE =
      Table.published("altered", "A table that somebody alters.")
          .fields(NUMBER, WORD)
          .key(NUMBER)
          .build();

  private static final Row ROW = RowFactory.create(1, "a");

  @TempDir private Path folder;

  private Lake lake() {
    Lake lake = Lake.at(spark(), folder.toString());
    lake.replaceSmall(List.of(new Lake.SmallTable(TABLE, List.of(ROW))));
    return lake;
  }

  private void alter(Lake lake, String how) {
    spark().sql("ALTER TABLE delta.`" + lake.pathOf(TABLE) + "` " + how);
  }

  private List<ThrowingCallable> reads(Lake lake) {
    return List.of(
        () -> lake.rows(TABLE),
        () -> lake.files(TABLE, any -> true),
        () -> lake.count(TABLE, List.of(WORD), List.of()));
  }

  private List<ThrowingCallable> writes(Lake lake) {
    return List.of(
        () -> lake.replaceSmall(List.of(new Lake.SmallTable(TABLE, List.of(ROW)))),
        () -> lake.replaceSmall(List.of(new Lake.SmallTable(TABLE, List.of()))),
        () ->
            lake.replace(
                TABLE,
                JavaSparkContext.fromSparkContext(spark().sparkContext())
                    .parallelize(List.of(1), 1)
                    .<InternalRow>map(one -> new GenericInternalRow(new Object[] {one, null}))),
        () -> lake.append(TABLE, List.of(ROW)),
        () -> lake.replaceSmallWhere(TABLE, List.of(), "number = 1"),
        () -> lake.replacePartitions(TABLE, Set.of(HeldFiles.UNPARTITIONED), List::of));
  }

  private static void assertRefused(List<ThrowingCallable> uses, String why) {
    for (ThrowingCallable use : uses) {
      assertThatThrownBy(use)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("altered")
          .hasMessageContaining(why);
    }
  }

  /** Files then hold a column under a name that the log does not call it by. */
  @Test
  void shouldNeitherBeReadNorWrittenWhereColumnsHaveOtherNamesInItsFiles() {
    Lake lake = lake();
    alter(
        lake,
        "SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name', 'delta.minReaderVersion' = '2',"
            + " 'delta.minWriterVersion' = '5')");
    alter(lake, "RENAME COLUMN word TO word_before");
    alter(lake, "ADD COLUMN word STRING");

    assertRefused(reads(lake), "asks its readers for version 2");
    assertRefused(writes(lake), "asks its readers for version 2");
  }

  @Test
  void shouldNeitherBeReadNorWrittenWhereItIsPartitionedOtherwise() {
    Lake lake = lake();
    spark()
        .read()
        .format("delta")
        .load(lake.pathOf(TABLE))
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", true)
        .partitionBy(WORD.name())
        .save(lake.pathOf(TABLE));

    assertRefused(reads(lake), "is partitioned by [word]");
    assertRefused(writes(lake), "is partitioned by [word]");
  }

  @Test
  void shouldNeitherBeReadNorWrittenWhereAColumnMayHaveNoValueThatMust() {
    Lake lake = lake();
    alter(lake, "ALTER COLUMN number DROP NOT NULL");

    assertRefused(reads(lake), "column number may be without a value");
    assertRefused(writes(lake), "column number may be without a value");
  }

  @ParameterizedTest
  @CsvSource({
    "ADD COLUMN note STRING, has a column note that Entas does not fill",
    "SET TBLPROPERTIES ('delta.minWriterVersion' = '4'), asks its writers for version 4"
  })
  void shouldBeReadButNotWrittenWhereWhatWasAddedWouldBeLost(String how, String why) {
    Lake lake = lake();
    alter(lake, how);

    assertThat(lake.rows(TABLE)).containsExactly(ROW);
    assertThat(lake.count(TABLE, List.of(WORD), List.of())).hasSize(1);
    assertRefused(writes(lake), why);
  }

  @Test
  void shouldNotTakeFilesWhoseRowsItsCheckHasNotSeen() {
    Lake lake = lake();
    alter(lake, "ADD CONSTRAINT few CHECK (number < 30)");

    assertThatThrownBy(
            () -> lake.replacePartitions(TABLE, Set.of(HeldFiles.UNPARTITIONED), List::of))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("altered")
        .hasMessageContaining("has the check few (number < 30)");
    assertThat(lake.rows(TABLE)).containsExactly(ROW);
  }

  @ParameterizedTest
  @CsvSource({"number < 30", "word = 'b'"})
  void shouldRefuseARowThatACheckOfOthersDoesInOneSentence(String check) {
    Lake lake = lake();
    spark().sql("DELETE FROM delta.`" + lake.pathOf(TABLE) + "`");
    alter(lake, "ADD CONSTRAINT few CHECK (" + check + ")");

    assertThatThrownBy(
            () ->
                lake.replaceSmall(
                    List.of(new Lake.SmallTable(TABLE, List.of(RowFactory.create(30, "a"))))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the check few (" + check + ")");
  }
}
