package id.entas.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The same work as a DuckDB script: every column read as text and checked by the rules that Entas
 * has for it, typed Parquet by census year, no household twice in a census, and the flows counted
 * from one history per household. Ids stay as they are: DuckDB knows no HMAC.
 *
 * <p>{@code DuckDbContender <file of flows> <folder to write to> <folder of extracts> <regions.csv>
 * <threads>}
 */
final class DuckDbContender {
  private DuckDbContender() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    String out = arguments[1];
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + arguments[4]);
      statement.execute("SET memory_limit = '3GB'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET temp_directory = '" + out + "/spill'");
      statement.execute(
          "CREATE TABLE region AS SELECT * FROM read_csv('"
              + arguments[3]
              + "', header = true, all_varchar = true)");
      statement.execute(
          "COPY ("
              + checked(arguments[2])
              + ") TO '"
              + out
              + "/household' (FORMAT parquet, PARTITION_BY (census_year), COMPRESSION snappy)");
      statement.execute(
          "CREATE VIEW household AS SELECT * FROM read_parquet('"
              + out
              + "/household/*/*.parquet', hive_partitioning = true)");
      start = phase("write", start);
      long rejected = number(statement, "SELECT count(*) FROM household WHERE reason IS NOT NULL");
      long twice =
          number(
              statement,
              "SELECT count(*) FROM (SELECT 1 FROM household WHERE reason IS NULL"
                  + " GROUP BY census_year, id_rt HAVING count(*) > 1)");
      if (rejected + twice > 0) {
        throw new IllegalStateException(
            rejected + " rows are rejected and " + twice + " households stand twice");
      }
      start = phase("check", start);
      statement.execute(histories(years(statement)));
      Flows.write(Path.of(arguments[0]), flows(statement));
      phase("count", start);
    }
    ProcessCost.say();
  }

  private static long phase(String name, long start) {
    ProcessCost.say("phase " + name, (System.nanoTime() - start) / 1e9);
    return System.nanoTime();
  }

  private static String checked(String extracts) {
    return """
        SELECT census_year, k.region_code AS region_code, d.region_code AS village_code, id_rt, tier,
          members, outcome, c1, c2, c3, c4, 'household' AS unit,
          CASE WHEN id_rt IS NULL THEN 'MISSING_VALUE'
               WHEN regexp_matches(id_rt, '^''?[0-9]+([.,][0-9]+[eE][+]?|[eE][+])[0-9]+$') THEN 'IMPRECISE_NUMBER'
               WHEN census_year IS NULL OR census_year NOT BETWEEN 2000 AND 2030 THEN 'YEAR_OUT_OF_RANGE'
               WHEN k.region_code IS NULL THEN 'UNKNOWN_REGION'
               WHEN kode_desa IS NOT NULL AND d.region_code IS NULL THEN 'UNKNOWN_REGION'
               WHEN d.parent_code <> k.region_code THEN 'VILLAGE_OUTSIDE_REGION'
               WHEN status IS NOT NULL AND tier IS NULL THEN 'UNKNOWN_TIER'
               WHEN keterangan IS NOT NULL AND outcome IS NULL THEN 'UNREADABLE_VALUE'
               WHEN tier IS NULL AND outcome IS NULL THEN 'MISSING_VALUE'
               WHEN jumlah IS NOT NULL AND (members IS NULL OR members NOT BETWEEN 1 AND 40) THEN 'VALUE_OUT_OF_RANGE'
               WHEN (k1 IS NOT NULL AND c1 IS NULL) OR (k2 IS NOT NULL AND c2 IS NULL)
                 OR (k3 IS NOT NULL AND c3 IS NULL) OR (k4 IS NOT NULL AND c4 IS NULL) THEN 'UNREADABLE_VALUE'
          END AS reason
        FROM (
          SELECT try_cast(tahun AS INTEGER) AS census_year, kode_kecamatan, kode_desa, id_rt,
            status_kesejahteraan AS status, jumlah_art AS jumlah, keterangan,
            CASE upper(status_kesejahteraan)
              WHEN 'SM' THEN 'SANGAT_MISKIN' WHEN 'M' THEN 'MISKIN' WHEN 'HM' THEN 'HAMPIR_MISKIN'
              WHEN 'TM' THEN 'TIDAK_MISKIN' WHEN 'SANGAT MISKIN' THEN 'SANGAT_MISKIN' WHEN 'MISKIN' THEN 'MISKIN'
              WHEN 'HAMPIR MISKIN' THEN 'HAMPIR_MISKIN' WHEN 'TIDAK MISKIN' THEN 'TIDAK_MISKIN' END AS tier,
            try_cast(jumlah_art AS TINYINT) AS members,
            CASE WHEN upper(keterangan) IN ('GRADUATED', 'DIED', 'MOVED', 'MERGED', 'NOT_FOUND')
              THEN upper(keterangan) END AS outcome,
            klaster_1 AS k1, klaster_2 AS k2, klaster_3 AS k3, klaster_4 AS k4,
            CASE klaster_1 WHEN '1' THEN true WHEN '0' THEN false END AS c1,
            CASE klaster_2 WHEN '1' THEN true WHEN '0' THEN false END AS c2,
            CASE klaster_3 WHEN '1' THEN true WHEN '0' THEN false END AS c3,
            CASE klaster_4 WHEN '1' THEN true WHEN '0' THEN false END AS c4
          FROM read_csv('%s/*.csv', header = true, all_varchar = true, delim = ',', quote = '"')) raw
        LEFT JOIN region k ON k.region_level = 'kecamatan' AND k.region_code = kode_kecamatan
        LEFT JOIN region d ON d.region_level = 'desa' AND d.region_code = kode_desa
        """
        .formatted(extracts);
  }

  private static List<Integer> years(Statement statement) throws SQLException {
    List<Integer> years = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT DISTINCT census_year FROM household ORDER BY 1")) {
      while (rows.next()) {
        years.add(rows.getInt(1));
      }
    }
    return years;
  }

  /** One history per household, and how many share it: small, so that the flows follow at once. */
  private static String histories(List<Integer> years) {
    String perHousehold =
        years.stream()
            .map(
                year ->
                    "max(CASE WHEN census_year = %1$d THEN region_code || '|' || coalesce(tier, '') || '|' || coalesce(outcome, '') END) AS s%1$d"
                        .formatted(year))
            .collect(Collectors.joining(", "));
    String sightings =
        years.stream()
            .map(
                year ->
                    "SELECT id, %1$d AS census_year, s%1$d AS state, n FROM history WHERE s%1$d IS NOT NULL"
                        .formatted(year))
            .collect(Collectors.joining(" UNION ALL "));
    return "CREATE TEMP TABLE history AS SELECT row_number() OVER () AS id, * FROM (SELECT count(*) AS n, * FROM (SELECT "
        + perHousehold
        + " FROM household GROUP BY id_rt) GROUP BY ALL);"
        + "CREATE TEMP TABLE sighting AS SELECT id, census_year, split_part(state, '|', 1) AS region_code,"
        + " nullif(split_part(state, '|', 2), '') AS tier, nullif(split_part(state, '|', 3), '') AS outcome, n FROM ("
        + sightings
        + ")";
  }

  private static List<String> flows(Statement statement) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(Flows.query("sighting"))) {
      while (rows.next()) {
        lines.add(
            Flows.line(
                rows.getString(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6)));
      }
    }
    return lines;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
