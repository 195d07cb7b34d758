package id.entas.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The Vega-Lite specification of a chart, without its data. */
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
    return new ChartFile(
        (ObjectNode) ReportPage.parsed(ReportPage.resource("charts/" + name + ".vl.json")));
  }

  /** Numbers as the notebooks' readers write them, whatever program shows the chart. */
  private static ObjectNode locale() {
    ObjectNode locale = JSON.createObjectNode();
    ObjectNode number = locale.putObject("number");
    number.put("decimal", ",").put("thousands", ".");
    number.putArray("grouping").add(3);
    number.putArray("currency").add("").add("");
    return locale;
  }

  /**
   * The specification with the rows of one of its data sets inside, and the look that the report's
   * page would give it; without it all ranges would have one colour.
   */
  ObjectNode with(String data, List<Map<String, Object>> rows) {
    ObjectNode whole = specification.deepCopy();
    whole.putObject("datasets").set(data, JSON.valueToTree(rows));
    ObjectNode config = Look.chartConfig();
    config.set("locale", locale());
    whole.set("config", config);
    return whole;
  }
}
