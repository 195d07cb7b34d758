package id.entas.serve;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.Lake;
import id.entas.tables.PublishedRun;
import id.entas.tables.RunTable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generation that statements see now. A newly published run is loaded beside it and takes its
 * place in one step; where it cannot be loaded, the one before stays.
 */
final class Generations implements Supplier<Generation>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  private final Supplier<Lake> lake;
  private final Settings settings;
  private final Consumer<Generation> swapped;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "entas-published-runs");
            thread.setDaemon(true);
            return thread;
          });

  private final Lake looker;
  private volatile Generation current;
  private long seenVersion;
  private String lastFailure = "";

  /**
   * Loads the run published last.
   *
   * @param lake opens the lake afresh, as an open one keeps the rows it read
   * @param settings those of this process, for a run whose own cannot be read
   * @param swapped told of every generation before statements see it
   * @throws Refusal if there is no published run
   */
  Generations(Supplier<Lake> lake, Settings settings, Consumer<Generation> swapped) {
    this.lake = lake;
    this.settings = settings;
    this.swapped = swapped;
    this.looker = lake.get();
    load();
  }

  private void load() {
    Lake opened = lake.get();
    // Asked before the rows are read: a run published meanwhile is loaded the next time.
    long version = opened.findVersion(RunTable.TABLE).orElse(0L);
    PublishedRun run = PublishedRun.latest(opened);
    Generation next = Generation.load(opened, run, settings.minCell(), headlineTolerance(run));
    swapped.accept(next);
    current = next;
    seenVersion = version;
  }

  private double headlineTolerance(PublishedRun run) {
    try {
      return Settings.of(run.settings()).headlineTolerance();
    } catch (Refusal | IllegalStateException e) {
      LOG.warn("the settings of run {} are of another program; using this one's", run.runId(), e);
      return settings.headlineTolerance();
    }
  }

  /** Looks for a newly published run from now on. */
  void watch(Duration every) {
    watcher.scheduleWithFixedDelay(
        this::lookOnce, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookOnce() {
    try {
      if (looker.lookUpVersion(RunTable.TABLE) != seenVersion) {
        String before = current.runId();
        load();
        LOG.info("run {} took the place of run {}", current.runId(), before);
      }
      lastFailure = "";
    } catch (RuntimeException | Error e) {
      String failure = String.valueOf(e.getMessage());
      if (!failure.equals(lastFailure)) {
        LOG.error("a new run could not be loaded; run {} stays", current.runId(), e);
      }
      lastFailure = failure;
    }
  }

  @Override
  public Generation get() {
    return current;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
