package id.entas.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text that the program carries. */
final class Resource {
  private Resource() {}

  /**
   * @throws IllegalArgumentException if the program carries no such text
   */
  static String text(String name) {
    try (InputStream in = Resource.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("the program carries no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
