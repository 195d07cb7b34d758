package id.entas.job;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The program's own version, as written by the build. */
public final class Program {
  private static final int DIGITS = 12;

  private Program() {}

  /**
   * Which build this is: the start of the SHA-256 of the jar, so that the same sources have the
   * same and other ones another; "classes" outside a jar.
   */
  public static String build() {
    try {
      Path jar = Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(jar)
          ? HexFormat.of()
              .formatHex(Hashes.sha256().digest(Files.readAllBytes(jar)))
              .substring(0, DIGITS)
          : "classes";
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the program cannot read its own jar", e);
    }
  }

  /** The version in the jar's manifest, or "development" outside a jar. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
