package id.entas.serve;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.security.sasl.AuthenticationException;
import org.apache.hive.service.auth.PasswdAuthenticationProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveServer2's question whether a password is right, asked of the password file. A wrong one is
 * logged and answered late, and later every time until the user's next right one.
 *
 * <p>HiveServer2 makes one of these for every login, knowing only the name of this class, so the
 * file is named by a system property and the failures are kept for the process.
 */
public final class PasswordCheck implements PasswdAuthenticationProvider {
  static final String FILE = "entas.serve.password-file";

  private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);
  private static final long FIRST_DELAY_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5;
  private static final int MOST_NAMES = 10_000;
  private static final Map<String, Integer> FAILURES = new ConcurrentHashMap<>();

  /** Hashing is meant to be slow: a flood of logins may not take every processor. */
  private static final Semaphore HASHING = new Semaphore(2);

  private final Pause pause;

  /** How a wrong answer is held back. */
  interface Pause {
    void of(long millis) throws InterruptedException;
  }

  /** As HiveServer2 makes one. */
  public PasswordCheck() {
    this(Thread::sleep);
  }

  PasswordCheck(Pause pause) {
    this.pause = pause;
  }

  /** The scheme is of Hive's own naming. */
  @Override
  public void Authenticate(String user, String password) throws AuthenticationException {
    PasswordFile file = new PasswordFile(Path.of(System.getProperty(FILE)));
    boolean isRight;
    try {
      HASHING.acquire();
      try {
        isRight = password != null && file.accepts(user, password.toCharArray());
      } finally {
        HASHING.release();
      }
      if (!isRight) {
        pause.of(delayMillis(user));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthenticationException("interrupted", e);
    }
    if (!isRight) {
      LOG.warn("login of '{}' failed", user.replaceAll("[^A-Za-z0-9._@-]", "?"));
      throw new AuthenticationException("The user or the password is wrong.");
    }
    FAILURES.remove(user);
  }

  private static long delayMillis(String user) {
    if (FAILURES.size() >= MOST_NAMES) {
      FAILURES.clear();
    }
    int failures = FAILURES.merge(user, 1, Integer::sum);
    return FIRST_DELAY_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS);
  }
}
