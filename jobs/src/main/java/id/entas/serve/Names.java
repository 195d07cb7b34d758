package id.entas.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How statements call what is published. */
final class Names {
  /** Spark's name of the one catalog. */
  static final String CATALOG = "spark_catalog";

  static final String DATABASE = "entas";

  /** What drivers ask for when the address names no database; it is this one. */
  private static final String UNNAMED = "default";

  private Names() {}

  /**
   * The name without its database: {@code tier}, {@code entas.tier} or {@code
   * spark_catalog.entas.tier}; nothing for a name in any other place.
   */
  static Optional<String> findPlain(List<String> parts) {
    boolean isHere =
        switch (parts.size()) {
          case 1 -> true;
          case 2, 3 -> isDatabase(parts.subList(0, parts.size() - 1));
          default -> false;
        };
    return isHere ? Optional.of(folded(parts.get(parts.size() - 1))) : Optional.empty();
  }

  /** Whether a name is that of the published database. */
  static boolean isDatabase(List<String> parts) {
    return switch (parts.size()) {
      case 1 -> DATABASE.equals(folded(parts.get(0)));
      case 2 -> CATALOG.equals(folded(parts.get(0))) && DATABASE.equals(folded(parts.get(1)));
      default -> false;
    };
  }

  /** Whether a reader may say that it works there. */
  static boolean isUsable(List<String> parts) {
    return isDatabase(parts) || parts.size() == 1 && UNNAMED.equals(folded(parts.get(0)));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
