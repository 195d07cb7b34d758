package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The specification of a chart in Vega-Lite or Vega, without its data. */
final class ChartFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode specification;

  private ChartFile(ObjectNode specification) {
    this.specification = specification;
  }

  /**
   * @throws IllegalArgumentException if there is no such chart
   */
  static ChartFile of(String name) {
    String file =
        ReportPage.CHARTS.stream()
            .filter(chart -> chart.substring(0, chart.indexOf('.')).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no chart " + name));
    return new ChartFile(
        (ObjectNode) ReportPage.parsed(ReportPage.resource("charts/" + file + ".json")));
  }

  /** Whether a specification is Vega's own and no Vega-Lite. */
  static boolean isVega(JsonNode specification) {
    return specification.path("$schema").asText().contains("/vega/");
  }

  /**
   * The specification with the rows of its data sets inside, and the look that the report's page
   * would give it; without it all ranges would have one colour.
   *
   * @param data rows by the name of their data set
   * @param numerals how its readers write numbers
   */
  ObjectNode with(Map<String, List<Map<String, Object>>> data, Numerals numerals) {
    ObjectNode whole = specification.deepCopy();
    if (isVega(whole)) {
      for (JsonNode set : whole.get("data")) {
        if (data.containsKey(set.path("name").asText())) {
          ((ObjectNode) set).set("values", JSON.valueToTree(data.get(set.get("name").asText())));
        }
      }
    } else {
      ObjectNode sets = whole.putObject("datasets");
      data.forEach((name, rows) -> sets.set(name, JSON.valueToTree(rows)));
    }
    ObjectNode config = Look.chartConfig();
    config.set("locale", numerals.locale());
    whole.set("config", config);
    return whole;
  }
}
