package id.entas.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Time of the ten queries that a dashboard makes, over a door that is open already: for one user
 * who asks without pause, and for eight users with two seconds of thinking between queries. The
 * budget at the 95th percentile is 300 ms for one user and 1 s for eight.
 *
 * <p>{@code BenchDoor <jdbc address> <file>} writes its table as Markdown.
 */
public final class BenchDoor {
  private static final int ROUNDS = 20;
  private static final int USERS = 8;
  private static final int ROUNDS_OF_A_USER = 3;
  private static final long THINKING_MILLIS = 2_000;

  private static final Map<String, String> QUERIES = queries();

  private final String address;

  private BenchDoor(String address) {
    this.address = address;
  }

  private static Map<String, String> queries() {
    Map<String, String> queries = new TreeMap<>();
    queries.put("01 verdict by region", "SELECT * FROM v_target_2013 ORDER BY region_code");
    queries.put(
        "02 map of kecamatan",
        "SELECT region_code, region_name, longitude, latitude FROM v_kecamatan_latest");
    queries.put(
        "03 households by year and tier",
        "SELECT census_year, tier, sum(households) AS households FROM tier_count"
            + " WHERE region_level = 'kecamatan' GROUP BY census_year, tier");
    queries.put(
        "04 path of a kecamatan",
        "SELECT census_year, mean, p05, p95 FROM projection WHERE region_code = '3509260'"
            + " AND scenario = 'observed' AND tier = 'SANGAT_MISKIN' ORDER BY census_year");
    queries.put("05 flows of the latest interval", "SELECT * FROM v_flows_latest");
    queries.put(
        "06 matrix with labels",
        "SELECT t.from_tier, f.label_id, t.to_tier, t.probability, t.ci_low, t.ci_high"
            + " FROM tier_transition t JOIN tier f ON f.tier = t.from_tier"
            + " WHERE t.region_code = '3509'");
    queries.put(
        "07 reduction rates, slowest first",
        "SELECT * FROM v_reduction_rates ORDER BY annual_rate LIMIT 20");
    queries.put("08 scenarios", "SELECT * FROM v_scenarios");
    queries.put(
        "09 kecamatan with names by rate",
        "SELECT r.region_name, x.annual_rate FROM reduction_rate x JOIN region r"
            + " ON r.region_code = x.region_code WHERE x.tier = 'SANGAT_MISKIN'");
    queries.put("10 data quality", "SELECT * FROM v_data_quality");
    return queries;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    BenchDoor bench = new BenchDoor(arguments[0]);
    bench.oneUser(2);
    Map<String, List<Double>> one = bench.oneUser(ROUNDS);
    List<Double> eight = bench.manyUsers();
    String table = table(one, eight);
    Files.writeString(Path.of(arguments[1]), table);
    System.out.println(table);
  }

  private Map<String, List<Double>> oneUser(int rounds) throws SQLException {
    Map<String, List<Double>> times = new TreeMap<>();
    try (Connection connection = connect("one")) {
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, String> query : QUERIES.entrySet()) {
          times
              .computeIfAbsent(query.getKey(), any -> new ArrayList<>())
              .add(millis(connection, query.getValue()));
        }
      }
    }
    return times;
  }

  private List<Double> manyUsers() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(USERS);
    try {
      List<Future<List<Double>>> users = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        int first = user;
        users.add(pool.submit(() -> user(first)));
      }
      List<Double> times = new ArrayList<>();
      for (Future<List<Double>> user : users) {
        times.addAll(user.get());
      }
      return times;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** A user begins with a query of their own, so that not all ask the same at once. */
  private List<Double> user(int first) throws SQLException, InterruptedException {
    List<String> queries = new ArrayList<>(QUERIES.values());
    Collections.rotate(queries, first);
    List<Double> times = new ArrayList<>();
    try (Connection connection = connect("user" + first)) {
      Thread.sleep(first * THINKING_MILLIS / USERS);
      for (int round = 0; round < ROUNDS_OF_A_USER; round++) {
        for (String query : queries) {
          times.add(millis(connection, query));
          Thread.sleep(THINKING_MILLIS);
        }
      }
    }
    return times;
  }

  private Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(address, user, "");
  }

  private static double millis(Connection connection, String query) throws SQLException {
    long start = System.nanoTime();
    int rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows++;
      }
    }
    if (rows == 0) {
      throw new IllegalStateException("no row answers " + query);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static String table(Map<String, List<Double>> one, List<Double> eight) {
    StringBuilder text = new StringBuilder();
    text.append("# Time of a dashboard's queries over JDBC\n\n");
    text.append(LocalDate.now()).append(". The full sample's published run; ");
    text.append(Runtime.getRuntime().availableProcessors());
    text.append(
        " processors for the door and its readers; milliseconds from the question to the last row.\n\n");
    text.append("| query | median | 95th percentile |\n|---|---:|---:|\n");
    List<Double> all = new ArrayList<>();
    one.forEach(
        (name, times) -> {
          all.addAll(times);
          text.append(line(name, times));
        });
    text.append(line("all ten, one user without pause", all));
    text.append(line("all ten, eight users with 2 s between queries", eight));
    return text.toString();
  }

  private static String line(String name, List<Double> times) {
    return String.format(
        Locale.ROOT, "| %s | %.0f | %.0f |%n", name, quantile(times, 0.5), quantile(times, 0.95));
  }

  private static double quantile(List<Double> times, double share) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, Math.ceil(share * sorted.size()) - 1));
  }
}
