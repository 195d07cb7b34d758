package id.entas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.SparkTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest extends SparkTest {
  private static final Table STOCK =
      Table.published("stock", "Households by year and tier.")
          .fields(Fields.CENSUS_YEAR, Fields.TIER, Fields.HOUSEHOLDS)
          .key(Fields.CENSUS_YEAR, Fields.TIER)
          .check("no_negative", "households >= 0")
          .build();

  private static Row row(int year, String tier, long households) {
    return STOCK
        .row()
        .set(Fields.CENSUS_YEAR, year)
        .set(Fields.TIER, tier)
        .set(Fields.HOUSEHOLDS, households)
        .build();
  }

  private void write(Lake lake, Row... rows) {
    lake.replaceSmall(List.of(new Lake.SmallTable(STOCK, List.of(rows))));
  }

  @Test
  void shouldGiveBackWhatWasWrittenWithTypesCommentsAndPlainProtocol(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 5574), row(2008, "SANGAT_MISKIN", 1485));

    assertThat(lake.rows(STOCK))
        .containsExactlyInAnyOrder(row(2008, "MISKIN", 5574), row(2008, "SANGAT_MISKIN", 1485));
    assertThat(lake.read(STOCK).schema().apply("tier").getComment().get())
        .isEqualTo(Fields.TIER.meaning());
    Row detail = spark().sql("DESCRIBE DETAIL delta.`" + lake.pathOf(STOCK) + "`").first();
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<Integer>getAs("minWriterVersion")).isLessThanOrEqualTo(3);
  }

  @Test
  void shouldReplaceExactlyWhatThePredicateNames(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1), row(2009, "MISKIN", 2));

    lake.replaceWhere(
        STOCK,
        spark().createDataFrame(List.of(row(2009, "MISKIN", 3)), STOCK.schema()),
        "census_year = 2009");

    assertThat(lake.rows(STOCK))
        .containsExactlyInAnyOrder(row(2008, "MISKIN", 1), row(2009, "MISKIN", 3));
    assertThatThrownBy(
            () ->
                lake.replaceWhere(
                    STOCK,
                    spark().createDataFrame(List.of(row(2010, "MISKIN", 3)), STOCK.schema()),
                    "census_year = 2009"))
        .hasMessageContaining("census_year");
    assertThat(lake.rows(STOCK)).hasSize(2);
  }

  @Test
  void shouldRefuseRowsThatBreakACheck(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());

    assertThatThrownBy(() -> write(lake, row(2008, "MISKIN", -1)))
        .hasStackTraceContaining("no_negative");
    assertThat(lake.rows(STOCK)).isEmpty();
  }

  @Test
  void shouldPackSmallFilesAndDeleteOnlyWhatNoKeptVersionNeeds(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    for (int year = 2000; year < 2010; year++) {
      lake.append(STOCK, List.of(row(year, "MISKIN", year)));
    }
    List<Row> rows = lake.rows(STOCK);
    List<String> said = new ArrayList<>();

    lake.tidyUp(List.of(STOCK), Duration.ofDays(3650), said::add);

    assertThat(said).containsExactly("stock: 10 files packed, 0 files of past versions deleted");
    assertThat(lake.rows(STOCK)).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(lake.readVersion(STOCK, 3).count()).isEqualTo(4);

    lake.tidyUp(List.of(STOCK), Duration.ZERO, said::add);

    assertThat(said).last().isEqualTo("stock: 0 files packed, 10 files of past versions deleted");
    assertThat(lake.rows(STOCK)).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void shouldReadAnOldVersion(@TempDir Path folder) {
    Lake lake = Lake.at(spark(), folder.toString());
    write(lake, row(2008, "MISKIN", 1));
    long before = lake.findVersion(STOCK).orElseThrow();
    write(lake, row(2008, "MISKIN", 2));

    assertThat(lake.readVersion(STOCK, before).collectAsList())
        .containsExactly(row(2008, "MISKIN", 1));
    assertThat(lake.findVersion(STOCK).orElseThrow()).isEqualTo(before + 1);
  }
}
