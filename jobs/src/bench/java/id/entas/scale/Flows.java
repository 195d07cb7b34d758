package id.entas.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The flows of households over the intervals of every kecamatan (METHODS section 2), as a query
 * that DuckDB and Spark both understand and as lines of text that can be compared.
 */
final class Flows {
  private Flows() {}

  /**
   * The query over a table of sightings.
   *
   * @param table has the columns {@code id}, {@code census_year}, {@code region_code}, {@code
   *     tier}, {@code outcome} and {@code n}, the households that a row stands for
   */
  static String query(String table) {
    return """
        WITH cover AS (
          SELECT region_code, census_year,
            lead(census_year) OVER (PARTITION BY region_code ORDER BY census_year) AS next_year,
            lag(census_year) OVER (PARTITION BY region_code ORDER BY census_year) AS previous_year
          FROM (SELECT DISTINCT region_code, census_year FROM %1$s) seen),
        first_seen AS (SELECT id, min(census_year) AS first_year FROM %1$s GROUP BY id),
        leaving AS (
          SELECT s.region_code, s.census_year AS from_year, c.next_year AS to_year, s.tier AS from_tier,
            CASE WHEN e.id IS NULL THEN 'ABSENT'
                 WHEN e.tier IS NULL THEN e.outcome
                 WHEN e.region_code = s.region_code THEN e.tier
                 ELSE 'DEPARTED' END AS to_tier,
            s.n
          FROM %1$s s
          JOIN cover c ON c.region_code = s.region_code AND c.census_year = s.census_year
          LEFT JOIN %1$s e ON e.id = s.id AND e.census_year = c.next_year
          WHERE s.tier IS NOT NULL AND c.next_year IS NOT NULL),
        coming AS (
          SELECT e.region_code, c.previous_year AS from_year, e.census_year AS to_year,
            CASE WHEN b.tier IS NOT NULL THEN 'ARRIVED'
                 WHEN f.first_year < e.census_year THEN 'RETURNED'
                 ELSE 'ENTRANT' END AS from_tier,
            e.tier AS to_tier, e.n
          FROM %1$s e
          JOIN cover c ON c.region_code = e.region_code AND c.census_year = e.census_year
          JOIN first_seen f ON f.id = e.id
          LEFT JOIN %1$s b ON b.id = e.id AND b.census_year = c.previous_year
          WHERE e.tier IS NOT NULL AND c.previous_year IS NOT NULL
            AND (b.id IS NULL OR b.tier IS NULL OR b.region_code <> e.region_code))
        SELECT region_code, from_year, to_year, from_tier, to_tier, sum(n) AS households
        FROM (SELECT * FROM leaving UNION ALL SELECT * FROM coming) both_ways
        GROUP BY region_code, from_year, to_year, from_tier, to_tier
        """
        .formatted(table);
  }

  /** One flow as a line. */
  static String line(
      String region, long fromYear, long toYear, String from, String to, long households) {
    return String.join(
        ",", region, "" + fromYear, "" + toYear, from, to, Long.toString(households));
  }

  static void write(Path file, List<String> lines) throws IOException {
    Files.write(file, lines.stream().sorted().toList());
  }
}
