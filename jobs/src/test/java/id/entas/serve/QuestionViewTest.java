package id.entas.serve;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.SparkTest;
import id.entas.domain.MinCell;
import id.entas.tables.Field;
import id.entas.tables.Fields;
import id.entas.tables.Lake;
import id.entas.tables.RegionTable;
import id.entas.tables.Table;
import id.entas.tables.TargetReachabilityTable;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTable;
import id.entas.tables.TransitionCountTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views over rows of which some values are not shown. */
class QuestionViewTest extends SparkTest {
  private static final MinCell LEAST = new MinCell(5);

  @TempDir private Path folder;

  private static Row row(Table table, Map<Field, Object> values) {
    return new GenericRowWithSchema(
        table.fields().stream().map(values::get).toArray(), table.nullableSchema());
  }

  private static Row tier(String tier, int ordinal) {
    return row(
        TierTable.TABLE,
        Map.of(
            TierTable.TIER,
            tier,
            TierTable.ORDINAL,
            ordinal,
            TierTable.IS_TARGET,
            ordinal == 1,
            TierTable.IS_LISTED,
            true));
  }

  private static Row stock(String region, String tier) {
    return row(
        TierCountTable.TABLE,
        Map.of(
            TierCountTable.REGION_LEVEL,
            "kecamatan",
            TierCountTable.REGION_CODE,
            region,
            TierCountTable.CENSUS_YEAR,
            2012,
            TierCountTable.TIER,
            tier));
  }

  private static Row stock(String region, String tier, long households) {
    Row hidden = stock(region, tier);
    Object[] values = new Object[hidden.size()];
    Arrays.setAll(values, hidden::get);
    values[hidden.fieldIndex(TierCountTable.HOUSEHOLDS.name())] = households;
    return new GenericRowWithSchema(values, hidden.schema());
  }

  private static Row flow(String from, String to, long households) {
    return row(
        TransitionCountTable.TABLE,
        Map.of(
            TransitionCountTable.REGION_LEVEL,
            "kabupaten",
            TransitionCountTable.REGION_CODE,
            "3509",
            TransitionCountTable.FROM_YEAR,
            2011,
            TransitionCountTable.TO_YEAR,
            2012,
            TransitionCountTable.FROM_TIER,
            from,
            TransitionCountTable.TO_TIER,
            to,
            TransitionCountTable.HOUSEHOLDS,
            households));
  }

  private List<String> answers(
      String view, MinCell least, List<Row> stocks, List<Row> flows, String... columns) {
    Map<Table, List<Row>> tables =
        Map.of(
            TierTable.TABLE,
            List.of(tier("worst", 1), tier("poor", 2)),
            RegionTable.TABLE,
            List.of(),
            TargetReachabilityTable.TABLE,
            List.of(),
            TierCountTable.TABLE,
            stocks,
            TransitionCountTable.TABLE,
            flows);
    Lake.Answers answers = Lake.at(spark(), folder.toString()).answersOver(tables);
    return QuestionView.all(tables, least, 0.01).stream()
        .filter(one -> one.table().name().equals(view))
        .flatMap(one -> one.rows(answers).stream())
        .map(row -> Arrays.stream(columns).map(row::<Object>getAs).toList().toString())
        .toList();
  }

  private List<String> stands(Row... stocks) {
    return answers(
        "v_kecamatan_latest",
        LEAST,
        List.of(stocks),
        List.of(),
        Fields.REGION_CODE.name(),
        "listed_households",
        "target_households",
        "target_share");
  }

  private List<String> shares(MinCell least, Row... flows) {
    return answers(
        "v_flows_latest",
        least,
        List.of(),
        List.of(flows),
        TransitionCountTable.FROM_TIER.name(),
        TransitionCountTable.TO_TIER.name(),
        "share_of_from");
  }

  @Test
  void shouldGiveNoTotalOfWhichAPartIsNotShownAndNeverZeroInstead() {
    assertThat(
            stands(
                stock("1", "worst", 10),
                stock("1", "poor", 30),
                stock("2", "worst"),
                stock("2", "poor", 30),
                stock("3", "worst", 10),
                stock("3", "poor"),
                stock("4", "poor", 30)))
        .containsExactly(
            "[1, 40, 10, 0.25]", "[2, null, null, null]", "[3, null, 10, null]", "[4, 30, 0, 0.0]");
  }

  @Test
  void shouldGiveNoShareOfThoseWhoLeftATierWhereMovesOrExitsAreNotShown() {
    Row move = flow("worst", "poor", 30);
    Row exit = flow("worst", "ABSENT", 10);
    Row entry = flow("ENTRANT", "poor", 20);

    assertThat(shares(LEAST, move, exit, entry))
        .containsExactly("[ENTRANT, poor, 1.0]", "[worst, ABSENT, 0.25]", "[worst, poor, 0.75]");
    assertThat(shares(LEAST, move, entry))
        .containsExactly("[ENTRANT, poor, 1.0]", "[worst, poor, null]");
    assertThat(shares(LEAST, exit)).containsExactly("[worst, ABSENT, null]");
    assertThat(shares(MinCell.OFF, move)).containsExactly("[worst, poor, 1.0]");
  }
}
