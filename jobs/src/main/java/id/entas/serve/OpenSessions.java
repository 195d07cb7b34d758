package id.entas.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hive.service.cli.SessionHandle;

/** Who has which sessions open, so that nobody takes them all. */
final class OpenSessions {
  private final int most;
  private final int mostOfUser;
  private final Predicate<SessionHandle> isOpen;
  private final Map<SessionHandle, String> userOf = new HashMap<>();

  /**
   * @param most sessions open at once
   * @param mostOfUser sessions of one user open at once
   * @param isOpen whether a session is; many end without being closed
   */
  OpenSessions(int most, int mostOfUser, Predicate<SessionHandle> isOpen) {
    this.most = most;
    this.mostOfUser = mostOfUser;
    this.isOpen = isOpen;
  }

  /**
   * Makes sure that a user may open one more.
   *
   * @throws NotAllowed if too many are open
   */
  synchronized void requireRoom(String user) {
    userOf.keySet().removeIf(isOpen.negate());
    long own = userOf.values().stream().filter(user::equals).count();
    if (userOf.size() >= most || own >= mostOfUser) {
      throw new NotAllowed(
          "Too many sessions are open ("
              + own
              + " of "
              + mostOfUser
              + " of this user, "
              + userOf.size()
              + " of "
              + most
              + " in all; serve.max-sessions); close one and try again.");
    }
  }

  synchronized void opened(SessionHandle session, String user) {
    userOf.put(session, user);
  }

  synchronized String userOf(SessionHandle session) {
    return userOf.getOrDefault(session, "");
  }
}
