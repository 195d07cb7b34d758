package id.entas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code serve/attacks.txt}.
 *
 * @param family what it has in common with others
 * @param kind how it must be answered
 * @param words the statement, or the settings of an address
 * @param mustNotGive what would be a breach
 */
record DoorAttack(String family, Kind kind, String words, String mustNotGive) {
  private static final Pattern LINE =
      Pattern.compile("(pass|refuse|nothing|address) +(.*?)(?: -> (.*))?");

  /** How a line must be answered. */
  enum Kind {
    PASS,
    REFUSE,
    NOTHING,
    ADDRESS
  }

  static List<DoorAttack> all() {
    try {
      String family = "";
      List<DoorAttack> all = new java.util.ArrayList<>();
      for (String line : Files.readAllLines(Path.of("src/test/resources/serve/attacks.txt"))) {
        if (line.startsWith("[")) {
          family = line.substring(1, line.length() - 1);
        } else if (!line.isBlank() && !line.startsWith("#")) {
          Matcher parts = LINE.matcher(line);
          if (!parts.matches()) {
            throw new IllegalStateException("no attack: " + line);
          }
          Kind kind = Kind.valueOf(parts.group(1).toUpperCase(java.util.Locale.ROOT));
          all.add(new DoorAttack(family, kind, parts.group(2), parts.group(3)));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return kind + " " + words;
  }
}
