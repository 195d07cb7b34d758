package id.entas.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.security.sasl.AuthenticationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCheckTest {
  @TempDir private Path folder;

  private final List<Long> pauses = new ArrayList<>();

  @BeforeEach
  void nameAFile() {
    PasswordFile users = new PasswordFile(folder.resolve("users"));
    users.add("siti", "rahasia satu".toCharArray());
    users.add("budi", "rahasia dua".toCharArray());
    System.setProperty(PasswordCheck.FILE, folder.resolve("users").toString());
  }

  @AfterEach
  void nameNone() {
    System.clearProperty(PasswordCheck.FILE);
  }

  /** Every login has a check of its own, as HiveServer2 makes one. */
  private void login(String user, String password) throws AuthenticationException {
    new PasswordCheck(pauses::add).Authenticate(user, password);
  }

  private void fail(String user) {
    assertThatThrownBy(() -> login(user, "rahasia umum"))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageNotContaining("rahasia");
  }

  @Test
  void shouldAnswerEveryWrongPasswordLaterUpToEightSeconds() {
    for (int i = 0; i < 8; i++) {
      fail("stranger");
    }

    assertThat(pauses).containsExactly(250L, 500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L);
  }

  @Test
  void shouldForgetFailuresAtTheRightPasswordOfThatUserAlone() throws AuthenticationException {
    fail("siti");
    fail("siti");
    fail("budi");
    login("siti", "rahasia satu");
    fail("siti");
    fail("budi");

    assertThat(pauses).containsExactly(250L, 500L, 250L, 250L, 500L);
  }
}
