package id.entas.domain;

import java.util.List;
import java.util.Locale;

/** Names of regions whatever people vary in them. */
public final class RegionName {
  private RegionName() {}

  /**
   * What a name is compared by: in capitals, without the word for its level before it ({@code Kec.
   * Gumukmas}, {@code Kelurahan Mangli}) and without blanks, hyphens, underscores, dots and
   * apostrophes, so that {@code Gumuk Mas} is {@code GUMUKMAS}. Empty where nothing is left.
   */
  public static String key(Region.Level level, String name) {
    String capitals = name.toUpperCase(Locale.ROOT);
    int start = 0;
    while (start < capitals.length() && isLeftOut(capitals.charAt(start))) {
      start++;
    }
    for (String word : wordsOf(level)) {
      int end = start + word.length();
      if (capitals.startsWith(word, start)
          && end < capitals.length()
          && isLeftOut(capitals.charAt(end))) {
        start = end;
        break;
      }
    }
    StringBuilder key = new StringBuilder(capitals.length() - start);
    for (int i = start; i < capitals.length(); i++) {
      if (!isLeftOut(capitals.charAt(i))) {
        key.append(capitals.charAt(i));
      }
    }
    return key.toString();
  }

  /** The words that say what a region is; taken off only where something parts them from a name. */
  private static List<String> wordsOf(Region.Level level) {
    return switch (level) {
      case KABUPATEN -> List.of("KABUPATEN", "KAB");
      case KECAMATAN -> List.of("KECAMATAN", "KEC");
      case DESA -> List.of("DESA", "DS", "KELURAHAN", "KEL");
    };
  }

  private static boolean isLeftOut(char c) {
    return Character.isWhitespace(c)
        || c == '\u00A0'
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '\''
        || c == '`'
        || c == '\u2019';
  }
}
