package id.entas.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions that a statement may call, by their names in lower case. */
final class AllowedFunctions {
  static final SortedSet<String> NAMES = Collections.unmodifiableSortedSet(read());

  private AllowedFunctions() {}

  private static SortedSet<String> read() {
    try (InputStream in = AllowedFunctions.class.getResourceAsStream("/serve/functions.txt")) {
      SortedSet<String> names = new TreeSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .flatMap(line -> Arrays.stream(line.strip().split(" +")))
          .forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
