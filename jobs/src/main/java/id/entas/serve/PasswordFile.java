package id.entas.serve;

import id.entas.domain.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Users and their passwords, a line each: {@code name:iterations:salt:hash}, salt and hash in
 * Base64, the hash of PBKDF2 with HMAC-SHA256 (RFC 8018). The file is read at every login, so that
 * a user who was added or taken out counts at once.
 */
public final class PasswordFile {
  /** Least length of a new password, in characters (NIST SP 800-63B). */
  static final int SHORTEST = 8;

  private static final int ITERATIONS = 210_000;
  private static final int HASH_BITS = 256;
  private static final int SALT_BYTES = 16;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern LINE =
      Pattern.compile("(" + NAME + "):(\\d{1,9}):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

  /** Who is asked for is compared with this line where there is no such user, to take as long. */
  private static final String NOBODY = line("nobody", "no password at all".toCharArray());

  private final Path file;

  public PasswordFile(Path file) {
    this.file = file;
  }

  /**
   * Refuses a file that cannot serve: missing, without users, with a line that is none, or readable
   * by others than its owner.
   *
   * @throws Refusal that says what to do
   */
  public void requireUsable() {
    if (lines().isEmpty()) {
      throw Refusal.mistake(
          "The password file "
              + file
              + " holds no user; add one with `entas serve --add-user NAME`.");
    }
    for (String line : lines()) {
      if (!LINE.matcher(line).matches()) {
        throw Refusal.mistake(
            "The password file "
                + file
                + " has a line that is none of Entas; take it out and add the user with"
                + " `entas serve --add-user NAME`.");
      }
    }
    if (isOpenToOthers()) {
      throw Refusal.mistake(
          "The password file " + file + " can be read by others; make it private (chmod 600).");
    }
  }

  private boolean isOpenToOthers() {
    try {
      Set<PosixFilePermission> open = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
      open.retainAll(Files.getPosixFilePermissions(file));
      return !open.isEmpty();
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Whether this is the password of that user. */
  boolean accepts(String user, char[] password) {
    Optional<String> line = lines().stream().filter(one -> one.startsWith(user + ":")).findFirst();
    boolean isRight = isRight(line.orElse(NOBODY), password);
    return line.isPresent() && isRight;
  }

  private static boolean isRight(String line, char[] password) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return false;
    }
    byte[] expected = Base64.getDecoder().decode(parts.group(4));
    byte[] given =
        hash(
            password, Base64.getDecoder().decode(parts.group(3)), Integer.parseInt(parts.group(2)));
    return MessageDigest.isEqual(expected, given);
  }

  /**
   * Adds a user, or gives one a new password.
   *
   * @throws Refusal if the name or the password is not fit, or the file cannot be written
   */
  public void add(String user, char[] password) {
    if (!NAME.matcher(user).matches()) {
      throw Refusal.mistake(
          "A user's name has 1 to 64 letters, digits, dots, dashes or @, not '"
              + user
              + "'; choose another.");
    }
    if (password.length < SHORTEST) {
      throw Refusal.mistake(
          "A password has at least " + SHORTEST + " characters; choose a longer one.");
    }
    List<String> all = new ArrayList<>();
    if (Files.exists(file)) {
      lines().stream().filter(line -> !line.startsWith(user + ":")).forEach(all::add);
    }
    all.add(line(user, password));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path next = Files.createTempFile(folder, ".users", ".new");
      Files.write(next, all, StandardCharsets.UTF_8);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Refusal.mistake(
          "The password file "
              + file
              + " cannot be written: "
              + e.getMessage()
              + "; name another as serve.password-file.",
          e);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Refusal unreadable(IOException e) {
    return Refusal.mistake(
        "The password file "
            + file
            + " cannot be read: "
            + e.getMessage()
            + "; make one with `entas serve --add-user NAME`.",
        e);
  }

  private static String line(String user, char[] password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        ":",
        user,
        Integer.toString(ITERATIONS),
        base64.encodeToString(salt),
        base64.encodeToString(hash(password, salt, ITERATIONS)));
  }

  private static byte[] hash(char[] password, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(password, salt, iterations, HASH_BITS))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
