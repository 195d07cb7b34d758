package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.entas.domain.MinCell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All words that people read in a language, by key; they stand in one file a language, {@code
 * texts/<language>.json}. Those of the other exports begin with {@code workbook.}
 */
final class Texts {
  /** Languages, the first the one that the report opens in. */
  static final List<String> LANGUAGES = List.of("id", "en");

  private static final String WORKBOOK = "workbook.";

  private final String language;
  private final JsonNode words;

  private Texts(String language, JsonNode words) {
    this.language = language;
    this.words = words;
  }

  /**
   * @param language one of {@link #LANGUAGES}
   */
  static Texts of(String language) {
    return new Texts(language, ReportPage.parsed(Resource.text("texts/" + language + ".json")));
  }

  /** What the name of a file in a language ends with: nothing in the first, {@code -en}. */
  static String suffix(String language) {
    return language.equals(LANGUAGES.get(0)) ? "" : "-" + language;
  }

  String language() {
    return language;
  }

  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    words.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Those that the report uses. */
  ObjectNode ofReport() {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    words
        .fields()
        .forEachRemaining(
            text -> {
              if (!text.getKey().startsWith(WORKBOOK)) {
                own.set(text.getKey(), text.getValue());
              }
            });
    return own;
  }

  /** The words of a key. */
  String get(String key) {
    return get(key, Map.of());
  }

  /** The words of a key, with values in the places that name them, as {@code {run}}. */
  String get(String key, Map<String, String> values) {
    JsonNode text = words.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    String said = text.asText();
    for (Map.Entry<String, String> value : values.entrySet()) {
      said = said.replace("{" + value.getKey() + "}", value.getValue());
    }
    return said;
  }

  /** The same of a key of the workbook. */
  String ofWorkbook(String key, Map<String, String> values) {
    return get(WORKBOOK + key, values);
  }

  /** What an export without a mark for it says of the counts that it leaves out, if it does. */
  Optional<String> findSuppressed(MinCell least) {
    return least.isOn()
        ? Optional.of(ofWorkbook("suppressed", Map.of("least", Long.toString(least.households()))))
        : Optional.empty();
  }

  /** The same of a key of the workbook. */
  String ofWorkbook(String key) {
    return ofWorkbook(key, Map.of());
  }
}
