package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/**
 * The colours and marks of every chart and of the page, which stand in {@code report/look.json}
 * alone: a palette a theme, and a configuration of Vega that names colours behind an {@code @}.
 */
final class Look {
  static final String LIGHT = "light";
  static final String DARK = "dark";

  private static final JsonNode LOOK = ReportPage.parsed(ReportPage.resource("look.json"));
  private static final String FONT = "font";

  private Look() {}

  /** The whole, for a page that changes its theme. */
  static JsonNode json() {
    return LOOK.deepCopy();
  }

  /** The font of everything. */
  static String font() {
    return LOOK.get(FONT).asText();
  }

  /** The configuration of Vega in the light theme, for a chart that stands on its own. */
  static ObjectNode chartConfig() {
    ObjectNode config = (ObjectNode) seen(LOOK.get("config"), LOOK.get(LIGHT));
    config.set("background", LOOK.get(LIGHT).get("panel"));
    return config;
  }

  /** A colour of the light theme by its name. */
  static String colour(String name) {
    return LOOK.get(LIGHT).get(name).asText();
  }

  /** A colour of a range of the light theme, such as the verdicts, by its place from 0. */
  static String colour(String range, int place) {
    return LOOK.get(LIGHT).get(range).get(place).asText();
  }

  /** The share from which a cell of a heat map of the light theme is too dark for the ink. */
  static double strongHeat() {
    return LOOK.get(LIGHT).get("strongHeat").asDouble();
  }

  /** A value with the names behind an {@code @} replaced by what they are in a palette. */
  private static JsonNode seen(JsonNode value, JsonNode palette) {
    if (value.isTextual() && value.asText().startsWith("@")) {
      String name = value.asText().substring(1);
      JsonNode meant = name.equals(FONT) ? LOOK.get(FONT) : palette.get(name);
      if (meant == null) {
        throw new IllegalStateException("the look has no " + name);
      }
      return meant.deepCopy();
    }
    if (value.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      value.forEach(one -> all.add(seen(one, palette)));
      return all;
    }
    if (value.isObject()) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      value.fields().forEachRemaining(one -> all.set(one.getKey(), seen(one.getValue(), palette)));
      return all;
    }
    return value.deepCopy();
  }

  /** The colours of a theme as custom properties of CSS. */
  static String variables(String theme) {
    return LOOK.get(theme).properties().stream()
        .filter(colour -> colour.getValue().isTextual())
        .map(colour -> "--" + colour.getKey() + ": " + colour.getValue().asText() + ";")
        .collect(Collectors.joining(" "));
  }
}
