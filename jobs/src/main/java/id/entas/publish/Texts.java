package id.entas.publish;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The words of the workbook in a language, by key; they stand in one file a language. */
final class Texts {
  private final Map<String, String> words;

  private Texts(Map<String, String> words) {
    this.words = words;
  }

  /**
   * @param language {@code id} or {@code en}
   */
  static Texts of(String language) {
    String name = "texts/workbook." + language + ".json";
    try (InputStream in = Texts.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + name);
      }
      return new Texts(
          new ObjectMapper().readValue(in, new TypeReference<TreeMap<String, String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a key, with values in the places %s. */
  String get(String key, Object... values) {
    String text = words.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    return values.length == 0 ? text : String.format(text, values);
  }
}
