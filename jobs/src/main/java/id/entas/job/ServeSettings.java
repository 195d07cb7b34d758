package id.entas.job;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the settings say of the door for BI tools (section {@code serve}).
 *
 * @param queryTimeoutSeconds seconds after which a statement is stopped, 1 to 3600
 * @param maxRows rows that a statement may give, 1 to 10,000,000
 * @param maxSessions sessions open at once, 1 to 1000
 * @param maxSessionsOfUser sessions of one user open at once, 1 to 1000
 * @param idleMinutes minutes after which an unused session is closed, 1 to 1440
 * @param refreshSeconds seconds between looks for a newly published run, 1 to 3600
 * @param passwordFile names and hashed passwords, or {@code ""} for a door without a lock
 * @param keystoreFile key and certificate of TLS, or {@code ""} for none
 */
public record ServeSettings(
    int queryTimeoutSeconds,
    int maxRows,
    int maxSessions,
    int maxSessionsOfUser,
    int idleMinutes,
    int refreshSeconds,
    String passwordFile,
    String keystoreFile) {
  static final String SECTION = "serve";

  static final String PASSWORD_FILE = SECTION + ".password-file";
  static final String KEYSTORE = SECTION + ".keystore";

  /**
   * Reads the section.
   *
   * @throws id.entas.domain.Refusal if a value is outside its range
   */
  static ServeSettings of(Config config) {
    CheckedValues values = new CheckedValues(config);
    return new ServeSettings(
        values.within(SECTION + ".query-timeout", 1, 3600),
        values.within(SECTION + ".max-rows", 1, 10_000_000),
        values.within(SECTION + ".max-sessions", 1, 1000),
        values.within(SECTION + ".max-sessions-of-user", 1, 1000),
        values.within(SECTION + ".idle-minutes", 1, 1440),
        values.within(SECTION + ".refresh-seconds", 1, 3600),
        config.getString(PASSWORD_FILE),
        config.getString(KEYSTORE));
  }

  public Optional<Path> findPasswordFile() {
    return find(passwordFile);
  }

  public Optional<Path> findKeystore() {
    return find(keystoreFile);
  }

  private static Optional<Path> find(String file) {
    return Optional.of(file).filter(name -> !name.isBlank()).map(Path::of);
  }
}
