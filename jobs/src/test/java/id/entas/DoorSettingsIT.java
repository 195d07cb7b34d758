package id.entas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings make of the door for BI tools: locks, encryption, suppressed counts. */
class DoorSettingsIT extends SparkTest {
  @TempDir static Path folder;

  private ServedLake lake;

  @BeforeAll
  void publishARun() {
    lake = new ServedLake(spark(), lakeFolder());
    lake.publish(3);
  }

  private static String lakeFolder() {
    return folder.resolve("lake").toString();
  }

  @Test
  void shouldRefuseToListenElsewhereWithoutPasswords(@TempDir Path elsewhere) throws IOException {
    ProgramProcess refused = ProgramProcess.run(elsewhere, "serve", "--bind", "0.0.0.0");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines()).singleElement().asString().contains("--add-user");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void shouldAddNoUserWithoutAPassword(@TempDir Path own) throws IOException {
    Path conf = Files.writeString(own.resolve("door.conf"), "serve.password-file = users\n");

    ProgramProcess refused =
        ProgramProcess.run(own, "serve", "--conf", conf.toString(), "--add-user", "analyst");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines()).singleElement().asString().contains("No password was given");
    assertThat(own.resolve("users")).doesNotExist();
  }

  /** Counts of run 3 are all 3, those of run 7 all 7: 5 lies between. */
  @Test
  void shouldShowNoSmallCountThroughATableOrAView(@TempDir Path own) throws Exception {
    Path conf =
        Files.writeString(
            own.resolve("door.conf"), "disclosure.min-cell = 5\nserve.refresh-seconds = 1\n");
    String counts = "SELECT DISTINCT households FROM tier_count";
    String stand =
        "SELECT listed_households, target_households, target_share IS NULL FROM v_kecamatan_latest";

    try (ServeProcess door =
            ServeProcess.start(
                Files.createDirectory(own.resolve("work")),
                Map.of(),
                "--lake",
                lakeFolder(),
                "--conf",
                conf.toString());
        Connection reader = door.connect()) {
      assertThat(door.said()).contains("disclosure.min-cell");
      assertThat(ServeIT.rows(reader, counts)).isEqualTo(List.of(Collections.singletonList(null)));
      assertThat(ServeIT.rows(reader, stand)).isEqualTo(List.of(Arrays.asList(null, null, true)));
      assertThat(ServeIT.rows(reader, "SELECT base_households FROM v_target_2013"))
          .isEqualTo(List.of(Collections.singletonList(null)));
      assertThat(ServeIT.rows(reader, "SELECT count(*) FROM v_flows_latest"))
          .isEqualTo(List.of(List.of(0L)));

      lake.publish(7);
      awaitRun(reader, "run7");
      assertThat(ServeIT.rows(reader, counts)).isEqualTo(List.of(List.of(7L)));
      assertThat(ServeIT.rows(reader, stand)).isEqualTo(List.of(List.of(21L, 7L, false)));
    }
  }

  private static void awaitRun(Connection reader, String run) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (ServeIT.rows(reader, "SELECT DISTINCT run_id FROM tier").equals(List.of(List.of(run)))) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the door does not see the new run");
  }

  @Test
  void shouldWarnOfAnUnencryptedNetworkHoweverQuiet(@TempDir Path own) throws Exception {
    String conf =
        Files.writeString(own.resolve("door.conf"), "serve.password-file = users\n").toString();
    addUser(own, conf, "analyst", "rahasia dapur");

    try (ServeProcess quiet =
        ServeProcess.startUntil(
            "unencrypted",
            Files.createDirectory(own.resolve("work")),
            Map.of(),
            "--lake",
            lakeFolder(),
            "--conf",
            conf,
            "--bind",
            "0.0.0.0",
            "--quiet")) {
      try (Connection in = quiet.connect("/entas", "analyst", "rahasia dapur")) {
        assertThat(ServeIT.rows(in, "SELECT 1")).isEqualTo(List.of(List.of(1)));
      }
      assertThat(quiet.said().lines()).hasSize(1);
    }
  }

  @Test
  void shouldAskForPasswordsAndEncryptWhereSettingsSaySo(@TempDir Path own) throws Exception {
    Path users = own.resolve("users");
    Path keystore = keystore(own);
    String conf =
        Files.writeString(
                own.resolve("door.conf"),
                "serve { password-file = \"%s\", keystore = \"%s\" }".formatted(users, keystore))
            .toString();
    addUser(own, conf, "analyst", "rahasia dapur");
    String tls = "/entas;ssl=true;sslTrustStore=" + keystore + ";trustStorePassword=kunci1234";

    try (ServeProcess locked =
        ServeProcess.start(
            Files.createDirectory(own.resolve("work")),
            Map.of("ENTAS_KEYSTORE_PASSWORD", "kunci1234"),
            "--lake",
            lakeFolder(),
            "--conf",
            conf,
            "--bind",
            "0.0.0.0")) {
      try (Connection in = locked.connect(tls, "analyst", "rahasia dapur")) {
        assertThat(ServeIT.rows(in, "SELECT count(*) FROM tier")).isEqualTo(List.of(List.of(4L)));
      }
      assertThatThrownBy(() -> locked.connect(tls, "analyst", "rahasia umum"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> locked.connect(tls, "stranger", "rahasia dapur"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> locked.connect(tls + ";auth=noSasl", "analyst", "rahasia dapur"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> locked.connect("/entas", "analyst", "rahasia dapur"))
          .isInstanceOf(SQLException.class);
      assertThat(locked.said()).doesNotContain("rahasia", "kunci1234");
    }
    assertThat(Files.readString(ProgramProcess.LOG))
        .contains("login of 'stranger' failed")
        .doesNotContain("rahasia", "kunci1234");
    assertThat(Files.readString(users)).startsWith("analyst:").doesNotContain("dapur");
  }

  private static Path keystore(Path folder) throws Exception {
    Path keystore = folder.resolve("door.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "door",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "kunci1234",
                "-keystore",
                keystore.toString())
            .start();
    assertThat(keytool.waitFor()).isZero();
    return keystore;
  }

  private static void addUser(Path folder, String conf, String name, String password)
      throws Exception {
    Process process =
        ProgramProcess.command(folder, "serve", "--conf", conf, "--add-user", name).start();
    try (var in = process.outputWriter()) {
      in.write(password + "\n");
    }
    assertThat(process.waitFor()).isZero();
  }
}
