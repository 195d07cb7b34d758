package id.entas.job;

/** The program's own version, as written by the build. */
public final class Program {
  private Program() {}

  /** The version in the jar's manifest, or "development" outside a jar. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
