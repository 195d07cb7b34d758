package id.entas.serve;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hive.service.cli.OperationHandle;

/**
 * Lets a user have so many statements running and holds back the next one until one of them has
 * ended. A dashboard that asks ten things at once is answered, and others are, too.
 */
final class Turns {
  private static final long PAUSE_MILLIS = 10;
  private static final int POOLS = 64;

  private final int mostOfUser;
  private final Predicate<OperationHandle> isRunning;
  private final Map<String, Set<OperationHandle>> running = new HashMap<>();
  private final Map<String, Integer> starting = new HashMap<>();

  /**
   * @param mostOfUser statements of one user at once
   * @param isRunning whether a statement has not ended yet
   */
  Turns(int mostOfUser, Predicate<OperationHandle> isRunning) {
    this.mostOfUser = mostOfUser;
    this.isRunning = isRunning;
  }

  /**
   * The pool of Spark's fair scheduler in which a user's statements take turns with those of
   * others. Spark never drops a pool, and without passwords a reader may have any name; so names
   * share a fixed number of pools.
   */
  static String poolOf(String user) {
    return "readers-" + Math.floorMod(user.hashCode(), POOLS);
  }

  /** Waits until the user may start a statement, which {@link #started} then names. */
  void await(String user) throws InterruptedException {
    while (!tryStart(user)) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Whether the user may start a statement at once, which {@link #started} then names. */
  synchronized boolean tryStart(String user) {
    Set<OperationHandle> own = running.getOrDefault(user, new LinkedHashSet<>());
    own.removeIf(isRunning.negate());
    if (own.isEmpty()) {
      running.remove(user);
    }
    boolean mayStart = own.size() + starting.getOrDefault(user, 0) < mostOfUser;
    if (mayStart) {
      starting.merge(user, 1, Integer::sum);
    }
    return mayStart;
  }

  /** Names the statement that was waited for. */
  synchronized void started(String user, OperationHandle statement) {
    ended(user);
    running.computeIfAbsent(user, any -> new LinkedHashSet<>()).add(statement);
  }

  /** The statement that was waited for could not be started. */
  synchronized void ended(String user) {
    starting.computeIfPresent(user, (any, count) -> count > 1 ? count - 1 : null);
  }
}
