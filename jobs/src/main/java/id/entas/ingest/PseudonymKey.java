package id.entas.ingest;

import id.entas.domain.Refusal;
import id.entas.job.Settings;
import id.entas.tables.Lake;
import id.entas.tables.PseudonymKeyTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The secret that turns household ids into pseudonyms.
 *
 * <p>It is never part of a plan, a setting, a log or a message: a function object carries it to the
 * tasks, and {@link #toString} hides it.
 */
public final class PseudonymKey {
  /** The environment variable that holds the key. */
  public static final String VARIABLE = "ENTAS_KEY";

  private static final int RANDOM_BYTES = 32;
  private static final int FEWEST_CHARACTERS = 16;
  private static final String FINGERPRINT_OF = "entas pseudonym key fingerprint 1";

  private final byte[] secret;

  private PseudonymKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * The key of this process: the environment's {@code ENTAS_KEY}; else the file that the settings
   * name; else, on one machine, the file {@code entas/pseudonym.key} in the user's configuration
   * folder, which is made with 32 random bytes at its first use and is for its owner alone.
   *
   * @param environment the environment variables
   * @param sparkMaster where Spark runs, such as {@code local[2]}
   * @throws Refusal if there is no key, or it is too short or unreadable
   */
  public static PseudonymKey resolve(
      Map<String, String> environment, Settings settings, String sparkMaster) {
    Optional<PseudonymKey> found = find(environment, settings, sparkMaster);
    if (found.isPresent()) {
      return found.get();
    }
    if (!sparkMaster.startsWith("local")) {
      throw none(sparkMaster);
    }
    Path file = fileOfUser(configurationFolder(environment));
    makeIfMissing(file);
    return ofFile(file);
  }

  /**
   * The same for a lake: one that has households already never gets a new key, because with it
   * every household would look new.
   *
   * @throws Refusal if the lake was made with a key and there is none, or another
   */
  public static PseudonymKey resolveFor(
      Lake lake, Map<String, String> environment, Settings settings, String sparkMaster) {
    List<Row> keyRows = lake.rows(PseudonymKeyTable.TABLE);
    if (!keyRows.isEmpty() && find(environment, settings, sparkMaster).isEmpty()) {
      String usual =
          findConfigurationFolder(environment)
              .map(folder -> "neither in " + VARIABLE + " nor in " + fileOfUser(folder))
              .orElse("not in " + VARIABLE);
      throw Refusal.mistake(
          "The lake "
              + lake.location()
              + " was made with a pseudonym key (fingerprint "
              + PseudonymKeyTable.FINGERPRINT.text(keyRows.get(0))
              + ") that is "
              + usual
              + "; put it back from where a copy is kept. If it is lost, build a new lake from all extracts with --lake.");
    }
    PseudonymKey key = resolve(environment, settings, sparkMaster);
    key.requireOf(lake.location(), keyRows);
    return key;
  }

  /**
   * Refuses a lake that was made with another key: every household would look new.
   *
   * @param lake where it lies
   * @param keyRows its rows of {@link PseudonymKeyTable}, none of a new lake
   */
  void requireOf(String lake, List<Row> keyRows) {
    for (Row row : keyRows) {
      String fingerprint = PseudonymKeyTable.FINGERPRINT.text(row);
      if (!fingerprint.equals(fingerprint())) {
        throw refusalFor(lake, fingerprint);
      }
    }
  }

  /**
   * The key that {@link #resolve} would find; none where it would have to make one.
   *
   * @throws Refusal if the key is too short or unreadable
   */
  public static Optional<PseudonymKey> find(
      Map<String, String> environment, Settings settings, String sparkMaster) {
    String variable = environment.getOrDefault(VARIABLE, "").strip();
    if (!variable.isEmpty()) {
      return Optional.of(of(variable, VARIABLE));
    }
    if (settings.findKeyFile().isPresent()) {
      Path file = settings.findKeyFile().get();
      if (!Files.isRegularFile(file)) {
        throw Refusal.mistake(
            "The key file "
                + file
                + " does not exist; correct pseudonym.key-file or set "
                + VARIABLE
                + ".");
      }
      return Optional.of(ofFile(file));
    }
    if (!sparkMaster.startsWith("local")) {
      return Optional.empty();
    }
    return findConfigurationFolder(environment)
        .map(PseudonymKey::fileOfUser)
        .filter(Files::exists)
        .map(PseudonymKey::ofFile);
  }

  /** A key that is kept nowhere, to tell the households of some files apart. */
  static PseudonymKey throwaway() {
    return new PseudonymKey(random());
  }

  /** The refusal where there is no key and none may be made. */
  static Refusal none(String sparkMaster) {
    return Refusal.mistake(
        "Spark runs on "
            + sparkMaster
            + " without a pseudonym key; set "
            + VARIABLE
            + " or pseudonym.key-file, since a key made here would be lost with this machine.");
  }

  /**
   * The refusal of this key for a lake that was made with another.
   *
   * @param lake where the lake lies
   * @param fingerprint of the lake's key
   */
  Refusal refusalFor(String lake, String fingerprint) {
    return Refusal.mistake(
        "The lake "
            + lake
            + " was made with another pseudonym key (fingerprint "
            + fingerprint
            + ", this one has "
            + fingerprint()
            + "); set "
            + VARIABLE
            + " or pseudonym.key-file to the lake's key, or name another lake with --lake.");
  }

  private static Path fileOfUser(Path configurationFolder) {
    return configurationFolder.resolve("entas").resolve("pseudonym.key");
  }

  private static Optional<Path> findConfigurationFolder(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (configured.isEmpty() && home.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(configured.isEmpty() ? Path.of(home, ".config") : Path.of(configured));
  }

  private static byte[] random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private static Path configurationFolder(Map<String, String> environment) {
    return findConfigurationFolder(environment)
        .orElseThrow(
            () ->
                Refusal.mistake(
                    "There is no pseudonym key and no HOME to keep one in; set "
                        + VARIABLE
                        + " or pseudonym.key-file."));
  }

  private static void makeIfMissing(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] random = random();
    try {
      Files.createDirectories(file.getParent().getParent());
      Files.createDirectories(file.getParent(), ownerOnly("rwx------"));
      // The file is there whole or not at all, also if this process dies here.
      Path next =
          Files.createTempFile(file.getParent(), ".pseudonym", ".key", ownerOnly("rw-------"));
      try {
        Files.writeString(next, HexFormat.of().formatHex(random) + "\n");
        Files.createLink(file, next);
      } finally {
        Files.delete(next);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process made it meanwhile; that key is the one.
      return;
    } catch (IOException e) {
      throw Refusal.mistake(
          "The pseudonym key cannot be kept in "
              + file
              + " ("
              + e.getMessage()
              + "); make the folder writable, or set "
              + VARIABLE
              + " or pseudonym.key-file.",
          e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static PseudonymKey ofFile(Path file) {
    try {
      return of(Files.readString(file).strip(), "The key file " + file);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The key file " + file + " cannot be read; make it readable or set " + VARIABLE + ".", e);
    }
  }

  private static PseudonymKey of(String text, String source) {
    if (text.length() < FEWEST_CHARACTERS) {
      throw Refusal.mistake(
          source
              + " holds a key of "
              + text.length()
              + " characters; use at least "
              + FEWEST_CHARACTERS
              + ", best the output of `openssl rand -hex 32`.");
    }
    return new PseudonymKey(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What tells keys apart without telling the key, as hex. */
  public String fingerprint() {
    return HexFormat.of().formatHex(new Pseudonym(secret).of(FINGERPRINT_OF));
  }

  /**
   * The pseudonym of a household: the first 16 bytes of the HMAC-SHA256 of the id's scope, the code
   * of the region that is the scope, and the id.
   */
  Column pseudonym(Column scope, Column code, Column id) {
    UserDefinedFunction function =
        functions.udf(pseudonym(), DataTypes.BinaryType).withName("pseudonym");
    return function.apply(scope, code, id);
  }

  /** The function that computes pseudonyms, for the tasks. */
  Pseudonym pseudonym() {
    return new Pseudonym(secret);
  }

  @Override
  public String toString() {
    return "PseudonymKey[hidden]";
  }
}
