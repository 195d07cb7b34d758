package id.entas;

import id.entas.job.Hashes;
import id.entas.job.Sessions;
import id.entas.tables.Lake;
import id.entas.tables.Table;
import id.entas.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Many yearly runs in a row on one lake, and the door under load while runs land.
 *
 * <p>{@code Endurance <runs> <minutes> <file>} adds its tables to a file of Markdown, and ends with
 * an exception where a promise does not hold: the files of every table's latest version and the
 * time of a run do not grow, every answer is of one run, no reader goes back to an earlier one, the
 * readers see the runs that land, and the door's memory does not grow. The full form is {@code 200
 * 30}, or one after the other {@code 200 0} and {@code 0 30}.
 *
 * <p>Of the two extracts of the sample that take turns as the last census one is corrected, so that
 * every run changes every table. As a schedule would, the lake is tidied up after every tenth run.
 */
public final class Endurance {
  private static final int CLIENTS = 16;
  private static final int TIDY_EVERY = 10;
  private static final int RUNS_COMPARED = 20;
  private static final Duration BETWEEN_RUNS = Duration.ofSeconds(20);
  private static final long MEMORY_EVERY_MILLIS = 2_000;

  /** More than chance and a busy machine make of what stays the same. */
  private static final double GROWTH = 1.5;

  /** Digested before every run. */
  private static final int YARDSTICK_MEGABYTES = 500;

  /** A reader asks what tables there are, and comes anew, now and then. */
  private static final int METADATA_EVERY = 20;

  private static final int RECONNECTS_EVERY = 200;

  private static final Path TINY = ProgramProcess.HOUSE.resolve("data-samples/tiny");

  /** Counts of which every one is the number of its run, by what a dashboard asks. */
  private static final List<String> COUNTS =
      List.of(
          "SELECT households FROM tier_count",
          "SELECT min(households), max(households) FROM tier_count GROUP BY tier",
          "SELECT t.households FROM tier_count t JOIN tier f ON f.tier = t.tier",
          "SELECT households FROM transition_count WHERE from_tier = 'MISKIN'",
          "SELECT a.households, b.households FROM tier_count a JOIN transition_count b"
              + " ON a.region_code = b.region_code",
          "SELECT households FROM tier_count WHERE census_year = 2012 ORDER BY tier");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final int runs;
  private final Duration load;
  private final Path folder;
  private final Path file;
  private final List<String> lines = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  private Endurance(int runs, Duration load, Path folder, Path file) {
    this.runs = runs;
    this.load = load;
    this.folder = folder;
    this.file = file;
  }

  /** Runs, minutes of load, and the file to add to. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("entas-endurance");
    Endurance endurance =
        new Endurance(
            Integer.parseInt(arguments[0]),
            Duration.ofMinutes(Long.parseLong(arguments[1])),
            folder,
            Path.of(arguments[2]));
    try (SparkSession spark = Sessions.open()) {
      if (endurance.runs > 0) {
        endurance.runInARow(spark);
        endurance.write();
      }
      if (!endurance.load.isZero()) {
        endurance.serveUnderLoad(spark);
        endurance.write();
      }
    } finally {
      delete(folder);
    }
  }

  /** Adds what is told so far to the file, and forgets it. */
  private void write() throws IOException {
    List<String> text = new ArrayList<>();
    if (!Files.exists(file)) {
      text.addAll(List.of("# Endurance", "", "Written by `id.entas.Endurance`."));
    }
    text.addAll(lines);
    Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines.forEach(System.out::println);
    lines.clear();
    if (!broken.isEmpty()) {
      throw new IllegalStateException("promises that do not hold: " + broken);
    }
  }

  private void require(String promise, boolean holds) {
    if (!holds) {
      broken.add(promise);
      lines.add("");
      lines.add("**Does not hold: " + promise + ".**");
    }
  }

  /** A heading with the day and the machine. */
  private void head(String what) {
    lines.add("");
    lines.add(
        words(
            "## %s: %s (%d processors)",
            LocalDate.now(), what, Runtime.getRuntime().availableProcessors()));
    lines.add("");
  }

  /**
   * What a run took and left.
   *
   * @param yardstick seconds that the machine took just before for what is always the same
   */
  private record Lap(
      double seconds, double yardstick, Map<String, Integer> filesByTable, long filesOnDisk) {
    double overYardstick() {
      return seconds / yardstick;
    }

    int files() {
      return filesByTable.values().stream().mapToInt(Integer::intValue).sum();
    }

    int most() {
      return Collections.max(filesByTable.values());
    }
  }

  private void runInARow(SparkSession spark) throws IOException {
    SmallRuns small = new SmallRuns(spark, "endurance");
    Path conf = SmallRuns.conf(folder.resolve("small.conf"), 2013);
    List<Path> inputs = List.of(extracts("one", 0), extracts("two", 30));
    Path lake = folder.resolve("lake");
    List<Lap> laps = new ArrayList<>();
    List<Double> tidying = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      double yardstick = yardstick();
      long start = System.nanoTime();
      small.run(lake, conf, inputs.get(run % 2));
      double seconds = seconds(start);
      if (run % TIDY_EVERY == TIDY_EVERY - 1) {
        start = System.nanoTime();
        small.lake(lake).tidyUp(Tables.ALL, Duration.ofDays(3650), Instant.now(), said -> {});
        tidying.add(seconds(start));
      }
      laps.add(new Lap(seconds, yardstick, filesOf(small.lake(lake)), LakeFiles.count(lake)));
      System.out.printf(Locale.ROOT, "run %d: %.1f s, %s%n", run + 1, seconds, laps.get(run));
    }
    tellRuns(laps, tidying);
  }

  private void tellRuns(List<Lap> laps, List<Double> tidying) {
    // The first runs also load classes.
    int compared = Math.max(1, Math.min(RUNS_COMPARED, laps.size() / 2));
    List<Lap> first = laps.subList(0, compared);
    List<Lap> last = laps.subList(laps.size() - compared, laps.size());
    head(runs + " runs in a row");
    lines.add(
        words(
            "The tiny sample, in one process, its last extract corrected every time; `tidy` after every %d runs.",
            TIDY_EVERY));
    lines.add("");
    lines.add("| | first " + compared + " runs | last " + compared + " runs | ratio |");
    lines.add("|---|---:|---:|---:|");
    lines.add(
        row("seconds a run, median", median(first, Lap::seconds), median(last, Lap::seconds)));
    double before = median(first, Lap::overYardstick);
    double after = median(last, Lap::overYardstick);
    lines.add(row("the same, in times of a fixed computation", before, after));
    lines.add(row("files of all tables' latest versions, most", most(first), most(last)));
    lines.add(row("files of one table's, most", mostOfOne(first), mostOfOne(last)));
    lines.add(
        row(
            "files on disk, with past versions and logs",
            first.get(compared - 1).filesOnDisk(),
            last.get(compared - 1).filesOnDisk()));
    if (!tidying.isEmpty()) {
      lines.add(
          row(
              "seconds to tidy up, first and last",
              tidying.get(0),
              tidying.get(tidying.size() - 1)));
    }
    Map<String, Integer> filesBefore = mostByTable(first);
    mostByTable(last)
        .forEach(
            (table, files) ->
                require(
                    "the files of " + table + " do not grow",
                    files <= GROWTH * Math.max(2, filesBefore.get(table))));
    require("the time of a run does not grow", after <= GROWTH * before);
  }

  /** Seconds of a computation that is always the same: how fast the machine is at the moment. */
  private static double yardstick() {
    long start = System.nanoTime();
    MessageDigest digest = Hashes.sha256();
    byte[] megabyte = new byte[1 << 20];
    for (int i = 0; i < YARDSTICK_MEGABYTES; i++) {
      digest.update(megabyte);
    }
    digest.digest();
    return seconds(start);
  }

  private static double median(List<Lap> laps, ToDoubleFunction<Lap> what) {
    double[] sorted = laps.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static int most(List<Lap> laps) {
    return laps.stream().mapToInt(Lap::files).max().orElseThrow();
  }

  private static int mostOfOne(List<Lap> laps) {
    return laps.stream().mapToInt(Lap::most).max().orElseThrow();
  }

  private static Map<String, Integer> mostByTable(List<Lap> laps) {
    Map<String, Integer> most = new TreeMap<>();
    laps.forEach(
        lap -> lap.filesByTable().forEach((table, files) -> most.merge(table, files, Math::max)));
    return most;
  }

  private static String row(String what, double first, double last) {
    return words("| %s | %,.1f | %,.1f | %.2f |", what, first, last, last / first);
  }

  private static Map<String, Integer> filesOf(Lake lake) {
    Map<String, Integer> files = new TreeMap<>();
    for (Table table : Tables.ALL) {
      files.put(
          table.name(), lake.filesByPartition(table).values().stream().mapToInt(List::size).sum());
    }
    return files;
  }

  private Path extracts(String name, int missing) throws IOException {
    Path in = Files.createDirectory(folder.resolve(name));
    for (String year : List.of("tiny_2008.csv", "tiny_2009.csv")) {
      Files.copy(TINY.resolve(year), in.resolve(year));
    }
    List<String> last = Files.readAllLines(TINY.resolve("tiny_2011.csv"));
    Files.write(in.resolve("tiny_2011.csv"), last.subList(0, last.size() - missing));
    return in;
  }

  /** What all clients saw. */
  private static final class Seen {
    private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runsSeen = new AtomicInteger();
  }

  private void serveUnderLoad(SparkSession spark) throws Exception {
    ServedLake served = new ServedLake(spark, folder.resolve("served").toString());
    served.publish(1);
    Path conf =
        Files.writeString(
            folder.resolve("door.conf"),
            "serve { refresh-seconds = 1, max-sessions-of-user = 20 }");
    Path work = Files.createDirectory(folder.resolve("work"));
    Seen seen = new Seen();
    List<Double> megabytes = new ArrayList<>();
    int published = 1;
    try (ServeProcess door =
        ServeProcess.start(
            work,
            Map.of(),
            "--lake",
            folder.resolve("served").toString(),
            "--conf",
            conf.toString())) {
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        clients.add(pool.submit(() -> ask(door, number, seen, over)));
      }
      long end = System.nanoTime() + load.toNanos();
      long nextRun = System.nanoTime() + BETWEEN_RUNS.toNanos();
      while (System.nanoTime() < end) {
        Thread.sleep(MEMORY_EVERY_MILLIS);
        megabytes.add(resident(door.pid()));
        if (System.nanoTime() > nextRun) {
          published++;
          served.publish(published);
          nextRun = System.nanoTime() + BETWEEN_RUNS.toNanos();
        }
      }
      over.set(true);
      for (Future<?> client : clients) {
        client.get();
      }
      pool.shutdown();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
    tellLoad(seen, megabytes, published);
  }

  private void tellLoad(Seen seen, List<Double> megabytes, int published) {
    List<Double> times = seen.millis.stream().sorted().toList();
    int tenth = Math.max(1, megabytes.size() / 10);
    head("the door under load");
    lines.add(
        words(
            "%d clients ask without pause for %d minutes while %d runs land; every answer's counts must be of one run, and never of one before.",
            CLIENTS, load.toMinutes(), published - 1));
    lines.add("");
    lines.add("| | |");
    lines.add("|---|---:|");
    lines.add(words("| answers | %,d |", times.size()));
    lines.add(words("| wrong answers | %d |", seen.wrong.size()));
    lines.add(
        words("| newest run that a client saw, of %d | %d |", published, seen.runsSeen.get()));
    lines.add(
        words(
            "| median, 95th percentile of an answer | %.0f, %.0f ms |",
            at(times, 0.5), at(times, 0.95)));
    lines.add(
        words(
            "| memory of the process (resident), after a tenth of the time, at the end, most | %.0f, %.0f, %.0f MB |",
            megabytes.get(tenth - 1),
            megabytes.get(megabytes.size() - 1),
            Collections.max(megabytes)));
    require("no answer is wrong: " + seen.wrong.peek(), seen.wrong.isEmpty());
    require("readers see the runs that land", seen.runsSeen.get() >= published - 1);
    require(
        "the door's memory does not grow",
        megabytes.get(megabytes.size() - 1) <= GROWTH * megabytes.get(tenth - 1));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
  }

  private static Void ask(ServeProcess door, int client, Seen seen, AtomicBoolean over)
      throws SQLException {
    long newest = 0;
    while (!over.get()) {
      newest = askInASession(door, client, newest, seen, over);
    }
    return null;
  }

  /** The newest run that it saw. */
  private static long askInASession(
      ServeProcess door, int client, long newestBefore, Seen seen, AtomicBoolean over)
      throws SQLException {
    long newest = newestBefore;
    try (Connection connection = door.connect("/entas", "client" + client % 4, "")) {
      for (int i = client; !over.get() && i < client + RECONNECTS_EVERY; i++) {
        if (i % METADATA_EVERY == 0 && tables(connection) == 0) {
          seen.wrong.add("no tables in the metadata");
        }
        String question = COUNTS.get(i % COUNTS.size());
        long start = System.nanoTime();
        List<Long> counts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
            ResultSet result = statement.executeQuery(question)) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next()) {
            for (int column = 1; column <= columns; column++) {
              counts.add(result.getLong(column));
            }
          }
        }
        seen.millis.add((System.nanoTime() - start) / 1e6);
        if (counts.isEmpty() || counts.stream().distinct().count() != 1 || counts.get(0) < newest) {
          seen.wrong.add(question + " after run " + newest + ": " + counts);
        } else {
          newest = counts.get(0);
          seen.runsSeen.accumulateAndGet((int) newest, Math::max);
        }
      }
    }
    return newest;
  }

  private static int tables(Connection connection) throws SQLException {
    int tables = 0;
    try (ResultSet found = connection.getMetaData().getTables(null, "%", "%", null)) {
      while (found.next()) {
        tables++;
      }
    }
    return tables;
  }

  private static double resident(long pid) throws IOException {
    Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Collections.reverseOrder()).forEach(one -> one.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
