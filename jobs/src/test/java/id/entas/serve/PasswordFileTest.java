package id.entas.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("made/users");
  }

  private static char[] chars(String text) {
    return text.toCharArray();
  }

  @Test
  void shouldAcceptTheRightPasswordOfTheRightUserAlone() {
    PasswordFile users = new PasswordFile(file());
    users.add("siti", chars("rahasia satu"));
    users.add("budi", chars("rahasia dua"));

    users.requireUsable();
    assertThat(users.accepts("siti", chars("rahasia satu"))).isTrue();
    assertThat(users.accepts("siti", chars("rahasia dua"))).isFalse();
    assertThat(users.accepts("sit", chars("rahasia satu"))).isFalse();
    assertThat(users.accepts("", chars(""))).isFalse();
    assertThat(users.accepts("nobody", chars("no password at all"))).isFalse();
  }

  @Test
  void shouldGiveAUserANewPasswordAndKeepNoneInClear() throws IOException {
    PasswordFile users = new PasswordFile(file());
    users.add("siti", chars("rahasia satu"));
    users.add("siti", chars("rahasia baru"));

    assertThat(users.accepts("siti", chars("rahasia satu"))).isFalse();
    assertThat(users.accepts("siti", chars("rahasia baru"))).isTrue();
    assertThat(Files.readAllLines(file())).singleElement().asString().doesNotContain("rahasia");
  }

  @Test
  void shouldRefuseWhatCannotServe() throws IOException {
    PasswordFile users = new PasswordFile(file());

    assertThatThrownBy(users::requireUsable).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> users.add("a:b", chars("rahasia satu"))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> users.add("siti", chars("pendek"))).isInstanceOf(Refusal.class);

    users.add("siti", chars("rahasia satu"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(users::requireUsable).hasMessageContaining("chmod 600");
  }
}
