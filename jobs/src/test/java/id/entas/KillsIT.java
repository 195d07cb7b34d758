package id.entas;

import static org.assertj.core.api.Assertions.assertThat;

import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program killed without warning (SIGKILL) at random moments of a run. The lake must
 * then read as the last complete run, and the next run must do without help what it would have done
 * without the kill.
 *
 * <p>The lake goes to and fro between two runs whose third extract and target year differ, so that
 * every run changes every table. After half of the kills the same run is asked for again, after the
 * other half the one before, which must show nothing of what was killed.
 */
@Tag("long")
class KillsIT extends SparkTest {
  private static final int KILLS = Integer.getInteger("entas.kills", 100);
  private static final String TABLE = System.getProperty("entas.kills-table", "");
  private static final long SEED = Long.getLong("entas.kills-seed", 20261126);

  /** After which no more runs are killed. */
  private static final Duration MOST = Duration.ofMinutes(Long.getLong("entas.kills-minutes", 600));

  /** Longest time between a commit and the kill that waited for it. */
  private static final int MILLIS_AFTER_COMMIT = 40;

  /** Where a kill hit. */
  private enum Moment {
    BEFORE_WRITING("before anything was written"),
    IN_INGEST("while ingest changed its tables"),
    IN_THE_OTHERS("while the other tables were written"),
    AFTER_PUBLISHING("after publishing, while exports were written"),
    TOO_LATE("too late: the run had ended");

    private final String words;

    Moment(String words) {
      this.words = words;
    }
  }

  /** What is asked of a lake, and what it then holds. */
  private record Goal(
      Path conf, Path inputs, String runId, SortedMap<String, List<String>> contents) {}

  /** What kills at one kind of moment led to. */
  private static final class Outcome {
    private int kills;
    private int readAsBefore;
    private int readAsNew;
    private int recovered;
  }

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Map<Moment, Outcome> outcomes = new EnumMap<>(Moment.class);
  private SmallRuns runs;
  private Path lake;
  private List<Goal> goals;
  private int commits;
  private long millis;
  private int mostLeftovers;
  private List<String> tableBefore;

  @Test
  void shouldReadAsTheLastCompleteRunAndRunAgainWithoutHelpWheneverItIsKilled() throws Exception {
    tableBefore = heldTable();
    prepare();
    Goal current = goals.get(1);
    int kills = 0;
    long end = System.nanoTime() + MOST.toNanos();
    for (int kill = 0; kill < KILLS && System.nanoTime() < end; kill++) {
      Goal next = goals.get(current == goals.get(1) ? 0 : 1);
      int leftoversBefore = LakeFiles.leftovers(lake).size();
      Moment moment = kill(next, kill % 2 == 0);
      Outcome outcome = outcomes.computeIfAbsent(moment, any -> new Outcome());
      outcome.kills++;
      mostLeftovers = Math.max(mostLeftovers, LakeFiles.leftovers(lake).size() - leftoversBefore);

      PublishedRun found = PublishedRun.latest(runs.lake(lake));
      assertThat(found.runId()).as("kill %d", kill).isIn(current.runId(), next.runId());
      Goal read = found.runId().equals(next.runId()) ? next : current;
      assertSame(
          "the lake after kill %d, %s".formatted(kill, moment.words),
          read,
          SmallRuns.published(found));
      outcome.readAsBefore += read == current ? 1 : 0;
      outcome.readAsNew += read == next ? 1 : 0;

      Goal goal = random.nextBoolean() ? next : current;
      runs.run(lake, goal.conf(), goal.inputs());
      Lake after = runs.lake(lake);
      String what = "the run after kill %d, %s".formatted(kill, moment.words);
      assertThat(PublishedRun.latest(after).runId()).as(what).isEqualTo(goal.runId());
      assertSame(what, goal, SmallRuns.latest(after));
      assertSame(what, goal, SmallRuns.published(PublishedRun.latest(after)));
      outcome.recovered++;
      current = goal;
      // What was seen stays known if the test is cut short.
      kills = kill + 1;
      write(lines(kills));
    }

    int leftovers = LakeFiles.leftovers(lake).size();
    long files = LakeFiles.count(lake);
    runs.lake(lake).tidyUp(Tables.ALL, Duration.ofDays(3650), Instant.now(), said -> {});
    assertThat(LakeFiles.leftovers(lake)).as("leftovers after tidying up").isEmpty();
    assertSame("the lake tidied up", current, SmallRuns.latest(runs.lake(lake)));
    List<String> all = lines(kills);
    all.add("");
    all.add(
        words(
            "A kill left at most %d files that no version names, all together %d of the lake's %,d files. `tidy` deleted all of them (%,d files stayed, those of"
                + " versions that can still be read).",
            mostLeftovers, leftovers, files, LakeFiles.count(lake)));
    write(all);
    assertThat(outcomes).containsKeys(Moment.IN_INGEST, Moment.IN_THE_OTHERS);
  }

  private static void assertSame(String what, Goal goal, SortedMap<String, List<String>> contents) {
    assertThat(contents).as(what).isNotEmpty();
    contents.forEach(
        (table, rows) ->
            assertThat(rows).as(table + " of " + what).isEqualTo(goal.contents().get(table)));
  }

  /**
   * Two undisturbed runs that follow each other, and a lake where the second was published last.
   */
  private void prepare() throws IOException {
    Path one = extracts("one", 0);
    Path two = extracts("two", 30);
    Path confOne = SmallRuns.conf(folder.resolve("one.conf"), 2013);
    Path confTwo = SmallRuns.conf(folder.resolve("two.conf"), 2014);
    lake = folder.resolve("lake");
    ProgramProcess first = ProgramProcess.run(folder, run(confOne, one));
    assertThat(first.exitCode()).as(first.err()).isZero();
    runs =
        new SmallRuns(
            spark(), PublishedRun.latest(Lake.at(spark(), lake.toString())).programVersion());
    runs.run(lake, confTwo, two);
    int before = LakeFiles.commits(lake);
    long start = System.nanoTime();
    ProgramProcess third = ProgramProcess.run(folder, run(confOne, one));
    millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    commits = LakeFiles.commits(lake) - before;
    assertThat(third.exitCode()).as(third.err()).isZero();
    Goal goalOne = goal(confOne, one);
    runs.run(lake, confTwo, two);
    goals = List.of(goalOne, goal(confTwo, two));
  }

  private Goal goal(Path conf, Path inputs) {
    Lake undisturbed = runs.lake(lake);
    return new Goal(
        conf, inputs, PublishedRun.latest(undisturbed).runId(), SmallRuns.latest(undisturbed));
  }

  private String[] run(Path conf, Path inputs) {
    return new String[] {
      "run",
      "--input",
      inputs.toString(),
      "--conf",
      conf.toString(),
      "--lake",
      lake.toString(),
      "--quiet"
    };
  }

  /** The tiny sample; of its last extract some rows may be missing. */
  private Path extracts(String name, int missing) throws IOException {
    Path sample = ProgramProcess.HOUSE.resolve("data-samples/tiny");
    Path in = Files.createDirectory(folder.resolve(name));
    for (String year : List.of("tiny_2008.csv", "tiny_2009.csv")) {
      Files.copy(sample.resolve(year), in.resolve(year), StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> last = Files.readAllLines(sample.resolve("tiny_2011.csv"));
    Files.write(in.resolve("tiny_2011.csv"), last.subList(0, last.size() - missing));
    return in;
  }

  /**
   * Starts a run and kills it.
   *
   * @param isByTime whether after a random time, or shortly after a random commit
   */
  private Moment kill(Goal next, boolean isByTime) throws IOException, InterruptedException {
    String publishedBefore = PublishedRun.latest(runs.lake(lake)).runId();
    int versionsBefore = LakeFiles.commits(lake);
    Process process =
        ProgramProcess.command(folder, run(next.conf(), next.inputs()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    if (isByTime) {
      process.waitFor((long) (random.nextDouble() * millis), TimeUnit.MILLISECONDS);
    } else {
      int last = versionsBefore + 1 + random.nextInt(commits);
      int after = random.nextInt(MILLIS_AFTER_COMMIT);
      while (process.isAlive() && LakeFiles.commits(lake) < last) {
        Thread.sleep(2);
      }
      process.waitFor(after, TimeUnit.MILLISECONDS);
    }
    boolean isOver = !process.isAlive();
    process.destroyForcibly().waitFor();
    if (isOver) {
      assertThat(process.exitValue()).as(Files.readString(folder.resolve("said.txt"))).isZero();
      return Moment.TOO_LATE;
    }
    if (Files.exists(lake.resolve(".entas-change"))) {
      return Moment.IN_INGEST;
    }
    if (!PublishedRun.latest(runs.lake(lake)).runId().equals(publishedBefore)) {
      return Moment.AFTER_PUBLISHING;
    }
    return LakeFiles.commits(lake) > versionsBefore ? Moment.IN_THE_OTHERS : Moment.BEFORE_WRITING;
  }

  private static List<String> heldTable() throws IOException {
    return !TABLE.isEmpty() && Files.exists(Path.of(TABLE))
        ? Files.readAllLines(Path.of(TABLE))
        : List.of(
            "# Runs that were killed",
            "",
            "Written by `KillsIT`, which `./entas test --long` runs.");
  }

  /** Adds these lines to what the file held before the test. */
  private void write(List<String> lines) throws IOException {
    if (!TABLE.isEmpty()) {
      List<String> all = new ArrayList<>(tableBefore);
      all.addAll(lines);
      Files.write(Path.of(TABLE), all);
    }
  }

  private List<String> lines(int kills) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        words(
            "## %s: %d kills (SIGKILL) of %d, seed %d, %d processors",
            LocalDate.now(), kills, KILLS, SEED, Runtime.getRuntime().availableProcessors()));
    lines.add("");
    lines.add(
        words(
            "A run of the tiny sample in a process of its own, which took %.1f s and %d commits undisturbed. Half of the kills came after a random time, half"
                + " up to %d ms after a random commit. After each, every table was read as the run published last names it and compared row for row, and"
                + " another run was made without help: by chance the killed one or the one before it. Its tables were compared row for row with those of an"
                + " undisturbed lake.",
            millis / 1000.0, commits, MILLIS_AFTER_COMMIT));
    lines.add("");
    lines.add(
        "| killed | kills | lake read as before | as the new run | next run the same as undisturbed |");
    lines.add("|---|---:|---:|---:|---:|");
    outcomes.forEach(
        (moment, outcome) ->
            lines.add(
                words(
                    "| %s | %d | %d | %d | %d |",
                    moment.words,
                    outcome.kills,
                    outcome.readAsBefore,
                    outcome.readAsNew,
                    outcome.recovered)));
    return lines;
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
