package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.tables.Field;
import id.entas.tables.ReconciliationTable;
import id.entas.tables.Table;
import id.entas.tables.TierCountTable;
import id.entas.tables.TierTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for BI tools in a process of its own, asked by the driver that tools have. */
class ServeIT extends SparkTest {
  private static final int MAX_ROWS = 300;
  private static final int MAX_SESSIONS = 12;
  private static final int MAX_SESSIONS_OF_USER = 8;

  @TempDir static Path folder;

  private ServedLake lake;
  private ServeProcess door;
  private Connection connection;
  private int published = 1;

  @BeforeAll
  void openTheDoor() throws Exception {
    lake = new ServedLake(spark(), folder.resolve("lake").toString());
    lake.publish(published);
    Files.writeString(folder.resolve("secret.txt"), ServedLake.SECRET);
    Path conf =
        Files.writeString(
            folder.resolve("door.conf"),
            "serve { refresh-seconds = 1, query-timeout = 15, max-rows = %d, max-sessions = %d, max-sessions-of-user = %d }"
                .formatted(MAX_ROWS, MAX_SESSIONS, MAX_SESSIONS_OF_USER));
    Files.createDirectories(work());
    door = ServeProcess.start(work(), Map.of(), "--lake", lakeFolder(), "--conf", conf.toString());
    connection = door.connect();
  }

  @AfterAll
  void closeTheDoor() throws Exception {
    connection.close();
    door.close();
    assertThat(work()).as("nothing is left in the working folder").isEmptyDirectory();
  }

  private static Path work() {
    return folder.resolve("work");
  }

  private static String lakeFolder() {
    return folder.resolve("lake").toString();
  }

  private List<List<Object>> rows(String sql) throws SQLException {
    return rows(connection, sql);
  }

  static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? rows(statement.getResultSet()) : List.of();
    }
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(result.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> texts(ResultSet result, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (result.next()) {
      texts.add(result.getString(column));
    }
    return texts;
  }

  /** Tables that this lake has not. */
  private static final List<String> NOT_SERVED =
      List.of("tier_transition", "requirement", "programme_", "extract_file", "backtest");

  @ParameterizedTest
  @ValueSource(strings = {"", "en/"})
  void shouldAnswerTheCellsOfTheNotebooksAsTheyAre(String language) throws Exception {
    int answered = 0;
    for (String name :
        List.of(
            "01_target",
            "02_where_and_why",
            "03_reduction_rates",
            "04_scenarios",
            "05_data_quality")) {
      String source =
          Files.readString(
              ProgramProcess.HOUSE.resolve("notebooks-export/" + language + name + ".sql"));
      for (String cell : source.split("-- COMMAND -+\n")) {
        String sql = cell.replace("-- Databricks notebook source", "").strip();
        if (!sql.contains("-- MAGIC") && NOT_SERVED.stream().noneMatch(sql::contains)) {
          rows(sql);
          answered++;
        }
      }
    }
    // Five of them choose the database.
    assertThat(answered).isEqualTo(5 + 11);
  }

  @Test
  void shouldListTablesAndViewsOfTheOneDatabase() throws SQLException {
    var metadata = connection.getMetaData();

    assertThat(texts(metadata.getSchemas(), "TABLE_SCHEM")).containsExactly("entas");
    assertThat(texts(metadata.getSchemas(null, "en%"), "TABLE_SCHEM")).containsExactly("entas");
    assertThat(texts(metadata.getSchemas(null, "global%"), "TABLE_SCHEM")).isEmpty();
    assertThat(texts(metadata.getTables(null, null, "%", new String[] {"TABLE"}), "TABLE_NAME"))
        .containsExactlyInAnyOrder(
            "projection",
            "quality_finding",
            "reconciliation",
            "reduction_rate",
            "region",
            "run",
            "scenario_effect",
            "target_reachability",
            "tier",
            "tier_count",
            "transition_count");
    assertThat(texts(metadata.getTables(null, "entas", "%", new String[] {"VIEW"}), "TABLE_NAME"))
        .containsExactlyInAnyOrder(
            "v_data_quality",
            "v_flows_latest",
            "v_kecamatan_latest",
            "v_reduction_rates",
            "v_scenarios",
            "v_target_2013");
    assertThat(texts(metadata.getTables(null, "entas", "tier", null), "REMARKS"))
        .containsExactly(TierTable.TABLE.meaning());
    assertThat(texts(metadata.getTables(null, "%", "household%", null), "TABLE_NAME")).isEmpty();
    assertThat(texts(metadata.getColumns(null, "%", "rejected%", "%"), "COLUMN_NAME")).isEmpty();
  }

  @Test
  void shouldDescribeColumnsWithTypesAndComments() throws SQLException {
    Table table = TierCountTable.TABLE;
    List<List<Object>> said = new ArrayList<>();
    try (ResultSet columns =
        connection.getMetaData().getColumns(null, "entas", "tier_count", "%")) {
      while (columns.next()) {
        said.add(
            List.of(
                columns.getString("COLUMN_NAME"),
                columns.getString("TYPE_NAME").toLowerCase(java.util.Locale.ROOT),
                columns.getString("REMARKS")));
      }
    }
    List<List<Object>> defined = new ArrayList<>();
    for (Field field : table.fields()) {
      defined.add(List.of(field.name(), field.type().simpleString(), field.meaning()));
    }

    assertThat(said).isEqualTo(defined);
    assertThat(rows("DESCRIBE entas.tier_count")).isEqualTo(defined);
    assertThat(rows("DESCRIBE FORMATTED tier_count").toString())
        .contains(table.meaning())
        .doesNotContain("file:");
  }

  @Test
  void shouldAnswerTheOtherQuestionsOfDrivers() throws SQLException {
    var metadata = connection.getMetaData();

    assertThat(texts(metadata.getTypeInfo(), "TYPE_NAME")).contains("BIGINT", "DOUBLE", "STRING");
    assertThat(rows(metadata.getPrimaryKeys(null, "entas", "tier"))).isEmpty();
    assertThat(rows(metadata.getImportedKeys(null, "entas", "tier_count"))).isEmpty();
    assertThat(texts(metadata.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW");
    assertThat(texts(metadata.getFunctions(null, null, "%"), "FUNCTION_NAME"))
        .contains("sum", "coalesce")
        .doesNotContain("java_method", "reflect", "input_file_name", "current_user");
    assertThat(metadata.getDatabaseProductName()).isNotEmpty();
    assertThat(rows("SELECT current_database()")).isEqualTo(List.of(List.of("entas")));
    assertThat(rows("SHOW SCHEMAS")).isEqualTo(List.of(List.of("entas")));
    assertThat(rows("SHOW TABLES LIKE 'tier*'"))
        .extracting(row -> row.get(1))
        .containsExactly("tier", "tier_count");
    try (Connection byDefault = door.connect("/default", "reader", "")) {
      assertThat(rows(byDefault, "SELECT count(*) FROM tier")).isEqualTo(List.of(List.of(4L)));
    }
  }

  @Test
  void shouldGiveNumbersAsNumbers() throws SQLException {
    List<Object> row =
        rows("SELECT census_year, households, complete, CAST(share_of_listed AS DOUBLE), 0.5D, CAST(1.25 AS DECIMAL(5,2))"
                + " FROM tier_count LIMIT 1")
            .get(0);

    assertThat(row.get(0)).isInstanceOf(Integer.class);
    assertThat(row.get(1)).isInstanceOf(Long.class);
    assertThat(row.get(2)).isEqualTo(true);
    assertThat(row.get(3)).isNull();
    assertThat(row.get(4)).isEqualTo(0.5);
    assertThat(row.get(5)).isInstanceOf(java.math.BigDecimal.class);
    assertThat(rows("SELECT started_at FROM run").get(0).get(0))
        .isInstanceOf(java.sql.Timestamp.class);
  }

  @Test
  void shouldAnswerAsToolsAsk() throws SQLException {
    assertThat(
            rows(
                """
                SELECT `r`.`region_name` AS `region_name`, `t`.`label_en` AS `label_en`, COUNT(DISTINCT `c`.`census_year`) AS `years`
                FROM `entas`.`tier_count` `c`
                JOIN `entas`.`region` `r` ON (`c`.`region_code` = `r`.`region_code`)
                JOIN `spark_catalog`.`entas`.`tier` `t` ON (`c`.`tier` = `t`.`tier`)
                WHERE ((`t`.`is_target` = TRUE) AND (`c`.`census_year` IN (2011, 2012)))
                GROUP BY `r`.`region_name`, `t`.`label_en`
                HAVING (COUNT(1) > 0)
                ORDER BY `region_name` ASC NULLS LAST
                LIMIT 1000
                """))
        .isEqualTo(List.of(List.of("Sumberjambe", "label 1", 2L)));
    assertThat(
            rows(
                """
                WITH stock AS (SELECT census_year, tier, sum(households) AS n FROM tier_count GROUP BY census_year, tier),
                     ranked AS (SELECT s.*, row_number() OVER (PARTITION BY s.tier ORDER BY s.census_year DESC) AS place FROM stock s)
                SELECT count(*), max(place) FROM ranked WHERE tier LIKE '%MISKIN' AND census_year BETWEEN 2000 AND 2020
                """))
        .isEqualTo(List.of(List.of(8L, 2)));
    assertThat(rows("SELECT SUM(1) AS `n` FROM (SELECT * FROM tier) `custom sql` WHERE 1 = 0"))
        .hasSize(1);
    assertThat(
            rows(
                "SELECT tier FROM tier t WHERE EXISTS (SELECT 1 FROM tier_count c WHERE c.tier = t.tier)"
                    + " AND ordinal = (SELECT min(ordinal) FROM tier) AND tier IN (SELECT tier FROM tier_count)"))
        .isEqualTo(List.of(List.of("SANGAT_MISKIN")));
    assertThat(
            rows(
                "SELECT date_trunc('MONTH', finished_at), EXTRACT(YEAR FROM finished_at), year(finished_at) FROM run"
                    + " WHERE finished_at >= TIMESTAMP '1970-01-01 00:00:00' LIMIT 1"))
        .hasSize(1);
    assertThat(
            rows("SELECT tier, sum(households) FROM tier_count GROUP BY ROLLUP(tier) ORDER BY 1"))
        .hasSize(5);
    try (var prepared =
        connection.prepareStatement("SELECT count(*) FROM tier_count WHERE tier = ?")) {
      prepared.setString(1, "MISKIN");
      assertThat(rows(prepared.executeQuery())).isEqualTo(List.of(List.of(2L)));
      prepared.setString(1, "' OR tier IN (SELECT tier FROM household) --");
      assertThat(rows(prepared.executeQuery())).isEqualTo(List.of(List.of(0L)));
    }
  }

  @Test
  void shouldAnswerTheQuestionsThatViewsAreNamedAfter() throws SQLException {
    assertThat(rows("SELECT region_name, verdict, probability_reached FROM v_target_2013"))
        .isEqualTo(List.of(List.of("Sumberjambe", "POSSIBLE", 0.25)));
    assertThat(
            rows(
                "SELECT census_year, listed_households = 3 * target_households, round(target_share, 3) FROM v_kecamatan_latest"))
        .isEqualTo(List.of(List.of(2012, true, 0.333)));
    assertThat(
            rows(
                "SELECT direction, count(*), round(sum(share_of_from), 6) FROM v_flows_latest GROUP BY direction ORDER BY direction"))
        .isEqualTo(
            List.of(
                List.of("BETTER", 1L, 0.333333),
                List.of("IN", 2L, 1.0),
                List.of("OUT", 2L, 0.666667),
                List.of("SAME", 2L, 0.666667),
                List.of("WORSE", 1L, 0.333333)));
    assertThat(rows("SELECT tier_label_en FROM v_reduction_rates"))
        .isEqualTo(List.of(List.of("label 1")));
    assertThat(rows("SELECT mean_difference FROM v_scenarios")).isEqualTo(List.of(List.of(0.5)));
    assertThat(rows("SELECT kind, subject, difference FROM v_data_quality ORDER BY kind"))
        .extracting(List::toString)
        .containsExactly("[FINDING, x, null]", "[RECONCILIATION, x, -3]");
    assertThat(rows("DESCRIBE v_data_quality"))
        .extracting(row -> row.get(0))
        .contains(ReconciliationTable.DIFFERENCE.name());
  }

  @Test
  void shouldShowOneRunToEveryStatementWhileRunsArePublished() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    int last = published + 3;
    Callable<List<Long>> reader =
        () -> {
          List<Long> seen = new ArrayList<>();
          try (Connection own = door.connect()) {
            while (seen.isEmpty() || seen.get(seen.size() - 1) < last) {
              List<Object> row =
                  rows(
                          own,
                          """
                          SELECT min(n), max(n), max(CAST(right(run_id, 1) AS BIGINT)), max(flow) FROM (
                            SELECT households AS n, run_id, 0L AS flow FROM tier_count
                            UNION ALL SELECT households, run_id, households FROM v_flows_latest
                            UNION ALL SELECT households, run_id, 0L FROM transition_count
                          )
                          """)
                      .get(0);
              assertThat(row).containsOnly(row.get(0));
              seen.add((Long) row.get(0));
            }
          }
          return seen;
        };
    List<Future<List<Long>>> answers = List.of(readers.submit(reader), readers.submit(reader));
    while (published < last) {
      published++;
      lake.publish(published);
    }
    for (Future<List<Long>> answer : answers) {
      assertThat(answer.get()).isSorted().contains((long) last).first().isNotEqualTo((long) last);
    }
    readers.shutdown();
    assertThat(rows("SELECT count(*) FROM run")).isEqualTo(List.of(List.of((long) last)));
  }

  static Stream<DoorAttack> statements() {
    return DoorAttack.all().stream().filter(one -> one.kind() != DoorAttack.Kind.ADDRESS);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void shouldLetInWhatReadsAndNothingElse(DoorAttack attack) throws SQLException {
    String sql =
        attack
            .words()
            .replace("{lake}", lakeFolder())
            .replace("{file}", folder.resolve("secret.txt").toString())
            .replace("{out}", folder.resolve("made").toString());

    switch (attack.kind()) {
      case PASS -> assertThat(rows(sql)).isNotNull();
      case NOTHING -> {
        assertThat(rows(sql).toString()).satisfies(this::assertTellsNothing);
        assertIsAsBefore(connection);
      }
      default ->
          assertThatThrownBy(() -> rows(sql))
              .as("it must not give %s", attack.mustNotGive())
              .isInstanceOf(SQLException.class)
              .message()
              .satisfies(this::assertTellsNothing);
    }
    assertThat(folder.resolve("made")).doesNotExist();
  }

  private void assertTellsNothing(String answer) {
    assertThat(answer)
        .doesNotContain(
            ServedLake.SECRET,
            ProgramProcess.KEY,
            System.getProperty("user.home") + "/",
            "spark-warehouse",
            "file:/");
  }

  /** The session still casts strictly, substitutes nothing and works in the one database. */
  private void assertIsAsBefore(Connection own) throws SQLException {
    assertThat(rows(own, "SELECT current_database(), '${env:ENTAS_KEY}'"))
        .isEqualTo(List.of(List.of("entas", "${env:ENTAS_KEY}")));
    assertThatThrownBy(() -> rows(own, "SELECT CAST(tier AS INT) FROM tier"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("CAST_INVALID_INPUT");
  }

  static Stream<DoorAttack> addresses() {
    return DoorAttack.all().stream().filter(one -> one.kind() == DoorAttack.Kind.ADDRESS);
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void shouldTakeNoSettingsFromAnAddress(DoorAttack attack) throws SQLException {
    try (Connection own = door.connect("/entas" + attack.words(), "reader", "")) {
      assertIsAsBefore(own);
      assertThat(rows(own, "SELECT count(*) FROM tier")).isEqualTo(List.of(List.of(4L)));
    }
  }

  @Test
  void shouldHaveALegitimateStatementBesideEveryFamilyOfAttacks() {
    List<DoorAttack> all = DoorAttack.all();

    assertThat(all).filteredOn(one -> one.kind() != DoorAttack.Kind.PASS).hasSizeGreaterThan(60);
    assertThat(all.stream().map(DoorAttack::family).distinct())
        .allMatch(
            family ->
                all.stream()
                    .anyMatch(
                        one -> one.family().equals(family) && one.kind() == DoorAttack.Kind.PASS));
  }

  @Test
  void shouldRefuseAnotherDatabaseInTheAddress() {
    assertThatThrownBy(() -> door.connect("/restricted", "reader", ""))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("entas");
  }

  @Test
  void shouldRefuseMoreRowsThanAllowedInsteadOfCuttingThem() throws SQLException {
    assertThat(rows("SELECT * FROM projection ORDER BY census_year LIMIT " + MAX_ROWS))
        .hasSize(MAX_ROWS);
    assertThat(rows("SELECT census_year FROM projection ORDER BY census_year DESC LIMIT 2"))
        .isEqualTo(List.of(List.of(2399), List.of(2398)));
    assertThat(rows("SELECT count(*) FROM projection")).isEqualTo(List.of(List.of(400L)));
    assertThatThrownBy(() -> rows("SELECT * FROM projection"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("serve.max-rows");
    assertThatThrownBy(() -> rows("SELECT * FROM projection ORDER BY census_year"))
        .hasMessageContaining("serve.max-rows");
  }

  @Test
  void shouldStopAStatementThatTakesTooLong() throws SQLException {
    assertThatThrownBy(
            () ->
                rows(
                    "SELECT sum(a.p05 * b.p05 * c.p05 * d.p05) FROM projection a, projection b, projection c, projection d"))
        .isInstanceOf(SQLException.class);
    assertThat(rows("SELECT 1")).isEqualTo(List.of(List.of(1)));
  }

  @Test
  void shouldLimitSessionsOfOneUserAndOfAll() throws SQLException {
    List<Connection> open = new ArrayList<>();
    try {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i <= MAX_SESSIONS_OF_USER; i++) {
                  open.add(door.connect("/entas", "greedy", ""));
                }
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("serve.max-sessions");
      assertThat(open).hasSize(MAX_SESSIONS_OF_USER);
      open.add(door.connect("/entas", "modest", ""));
      open.remove(0).close();
      open.add(door.connect("/entas", "greedy", ""));
    } finally {
      for (Connection one : open) {
        one.close();
      }
    }
  }
}
