package id.entas.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * What a process has cost until now, as Linux counts it: each contender says it last of all, so
 * that nothing is missed between two looks from outside.
 */
final class ProcessCost {
  private static final double TICKS_A_SECOND = 100;
  private static final int USER_TICKS = 11;
  private static final String MARK = "COST ";

  private ProcessCost() {}

  /** Bytes that tasks of Spark shuffled and spilled. */
  static final class Shuffle extends SparkListener {
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong spilled = new AtomicLong();

    static Shuffle of(SparkSession spark) {
      Shuffle shuffle = new Shuffle();
      spark.sparkContext().addSparkListener(shuffle);
      return shuffle;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskMetrics() != null) {
        written.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
        spilled.addAndGet(end.taskMetrics().diskBytesSpilled());
      }
    }

    void say() {
      ProcessCost.say("shuffle MB", written.get() / 1e6);
      ProcessCost.say("spilled MB", spilled.get() / 1e6);
    }
  }

  /** Says one number, for {@link #said}. */
  static void say(String what, double number) {
    System.out.println(MARK + what + "=" + String.format(Locale.ROOT, "%.3f", number));
  }

  /** Says processor time, peak resident memory and bytes of this process. */
  static void say() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    say(
        "CPU s",
        (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]))
            / TICKS_A_SECOND);
    say("peak resident MB", number("status", "VmHWM:") * 1024 / 1e6);
    say("read MB", number("io", "rchar:") / 1e6);
    say("written MB", number("io", "wchar:") / 1e6);
  }

  private static double number(String file, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self", file)).stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(
            line -> Double.parseDouble(line.substring(name.length()).strip().split(" ")[0]))
        .findFirst()
        .orElseThrow();
  }

  /** The numbers that a process said, by what they are. */
  static Map<String, Double> said(Iterable<String> lines) {
    Map<String, Double> numbers = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(MARK)) {
        int equals = line.lastIndexOf('=');
        numbers.put(
            line.substring(MARK.length(), equals), Double.parseDouble(line.substring(equals + 1)));
      }
    }
    return numbers;
  }
}
