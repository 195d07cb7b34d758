package id.entas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Keeps of every long test when it was last run and what came of it, as a table in the repository:
 * what runs once in a while is else believed to pass for ever.
 */
public final class LongTests implements TestExecutionListener {
  private static final String FILE = System.getProperty("entas.long-tests-table", "");
  private static final List<String> HEAD =
      List.of(
          "# Long tests",
          "",
          "The tests that `./entas test --long` adds, each with the day on which it was last run and what came of it. Written by `LongTests`; the other",
          "tables of this folder say more of some of them.",
          "",
          "| test | last run | outcome | seconds |",
          "|---|---|---|---:|");

  private final Map<String, Long> starts = new ConcurrentHashMap<>();
  private final SortedMap<String, String> rows = new TreeMap<>();

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isKept(test)) {
      starts.put(test.getUniqueId(), System.nanoTime());
    }
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (isKept(test)) {
      long nanos = System.nanoTime() - starts.getOrDefault(test.getUniqueId(), System.nanoTime());
      rows.put(
          name(test),
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %d |",
              name(test),
              LocalDate.now(),
              outcome(result),
              Duration.ofNanos(nanos).toSeconds()));
    }
  }

  private static boolean isKept(TestIdentifier test) {
    return !FILE.isEmpty() && test.isTest() && test.getTags().contains(TestTag.create("long"));
  }

  private static String name(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(
            method ->
                method.getClassName().substring(method.getClassName().lastIndexOf('.') + 1)
                    + ' '
                    + (test.getDisplayName().startsWith(method.getMethodName())
                        ? method.getMethodName()
                        : method.getMethodName() + ' ' + test.getDisplayName().replace('|', '/')))
        .orElse(test.getDisplayName());
  }

  private static String outcome(TestExecutionResult result) {
    // One that was not run says so itself.
    String why =
        result
            .getThrowable()
            .map(thrown -> String.valueOf(thrown.getMessage()).lines().findFirst().orElse(""))
            .orElse("")
            .replace('|', '/');
    return switch (result.getStatus()) {
      case SUCCESSFUL -> "passed";
      case ABORTED -> why;
      case FAILED -> "**failed**: " + why;
    };
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (!rows.isEmpty()) {
      try {
        add(Path.of(FILE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Under a lock, as integration tests run in two processes. */
  private void add(Path file) throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      SortedMap<String, String> all = new TreeMap<>();
      if (Files.exists(file)) {
        Files.readAllLines(file).stream()
            .skip(HEAD.size())
            .forEach(row -> all.put(row.split("\\|")[1].strip(), row));
      }
      all.putAll(rows);
      List<String> lines = new ArrayList<>(HEAD);
      lines.addAll(all.values());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(lock);
    }
  }
}
