package id.entas.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeyTest {
  private static final String TEXT = "0123456789abcdef0123456789abcdef";

  private static Settings withFile(Path file) {
    return Settings.load(Optional.empty(), Map.of("pseudonym.key-file", file.toString()));
  }

  @Test
  void shouldBeTheFirstBytesOfTheHmacOfScopeCodeAndId() throws Exception {
    // python3: hmac.new(b"0123456789abcdef0123456789abcdef",
    //   b"kabupaten\x1f3509\x1f007", "sha256").hexdigest()[:32]
    byte[] key = new Pseudonym(TEXT.getBytes()).call("kabupaten", "3509", "007");

    assertThat(HexFormat.of().formatHex(key)).isEqualTo("b2bdc501f9ef3fda16ef6108e7d8338d");
    assertThat(new Pseudonym(TEXT.getBytes()).call("kabupaten", "3509", "7")).isNotEqualTo(key);
  }

  @Test
  void shouldTakeTheEnvironmentBeforeTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "another key of some length\n");
    PseudonymKey ofFile = PseudonymKey.resolve(Map.of(), withFile(file), "yarn");
    PseudonymKey ofEnvironment =
        PseudonymKey.resolve(Map.of("ENTAS_KEY", TEXT), withFile(file), "yarn");

    assertThat(ofFile.fingerprint()).isNotEqualTo(ofEnvironment.fingerprint());
    assertThat(ofEnvironment.fingerprint())
        .isEqualTo(
            PseudonymKey.resolve(Map.of("ENTAS_KEY", TEXT), Settings.defaults(), "local[2]")
                .fingerprint());
    assertThat(ofEnvironment).hasToString("PseudonymKey[hidden]");
  }

  @Test
  void shouldMakeOneKeyForItsOwnerAtFirstUse(@TempDir Path folder) throws Exception {
    Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.resolve("c").toString());

    PseudonymKey made = PseudonymKey.resolve(environment, Settings.defaults(), "local[*]");
    PseudonymKey again = PseudonymKey.resolve(environment, Settings.defaults(), "local[*]");

    Path file = folder.resolve("c/entas/pseudonym.key");
    assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(
            PseudonymKey.resolve(
                    Map.of("HOME", folder.resolve("h").toString()), Settings.defaults(), "local")
                .fingerprint())
        .isNotEqualTo(made.fingerprint());
  }

  @Test
  void shouldRefuseToMakeAKeyOnAClusterOrToUseAWeakOne(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                PseudonymKey.resolve(
                    Map.of("HOME", folder.toString()), Settings.defaults(), "spark://host:7077"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("set ENTAS_KEY or pseudonym.key-file");
    assertThatThrownBy(
            () -> PseudonymKey.resolve(Map.of("ENTAS_KEY", "short"), Settings.defaults(), "local"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ENTAS_KEY holds a key of 5 characters")
        .hasMessageNotContaining("short");
    assertThatThrownBy(
            () -> PseudonymKey.resolve(Map.of(), withFile(folder.resolve("none")), "local"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("does not exist");
  }
}
