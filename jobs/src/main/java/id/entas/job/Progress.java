package id.entas.job;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/** The moving line of a phase on a terminal: how many of Spark's current tasks are done. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;

  private final Timer timer;
  private final PrintStream out;
  private final AtomicBoolean shown = new AtomicBoolean();

  private Progress(Timer timer, PrintStream out) {
    this.timer = timer;
    this.out = out;
  }

  static Progress of(RunReport report, PrintStream out, String phase) {
    if (report.voice() != RunReport.Voice.TERMINAL || SparkSession.getDefaultSession().isEmpty()) {
      return new Progress(null, out);
    }
    JavaSparkStatusTracker tracker =
        JavaSparkContext.fromSparkContext(SparkSession.getDefaultSession().get().sparkContext())
            .statusTracker();
    Timer timer = new Timer("entas-progress", true);
    Progress progress = new Progress(timer, out);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            progress.show(phase, tracker);
          }
        },
        500,
        500);
    return progress;
  }

  private synchronized void show(String phase, JavaSparkStatusTracker tracker) {
    int tasks = 0;
    int done = 0;
    for (int job : tracker.getActiveJobIds()) {
      SparkJobInfo info = tracker.getJobInfo(job);
      if (info == null) {
        continue;
      }
      for (int stage : info.stageIds()) {
        SparkStageInfo stageInfo = tracker.getStageInfo(stage);
        if (stageInfo != null) {
          tasks += stageInfo.numTasks();
          done += stageInfo.numCompletedTasks();
        }
      }
    }
    int filled = tasks == 0 ? 0 : WIDTH * done / tasks;
    out.printf(
        Locale.ROOT, "\r%-11s [%s%s]", phase, "#".repeat(filled), ".".repeat(WIDTH - filled));
    out.flush();
    shown.set(true);
  }

  @Override
  public void close() {
    if (timer == null) {
      return;
    }
    timer.cancel();
    synchronized (this) {
      if (shown.get()) {
        out.print("\r" + " ".repeat(WIDTH + 14) + "\r");
        out.flush();
      }
    }
  }
}
