package id.entas.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The Vega-Lite specification of a chart, without its data. */
final class ChartFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String LOOK = "light.config.json";

  private final ObjectNode specification;

  private ChartFile(ObjectNode specification) {
    this.specification = specification;
  }

  /**
   * @throws IllegalArgumentException if there is no such chart
   */
  static ChartFile of(String name) {
    return new ChartFile(read(name + ".vl.json"));
  }

  private static ObjectNode read(String name) {
    try (InputStream in =
        ChartFile.class.getClassLoader().getResourceAsStream("report/charts/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no chart " + name);
      }
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The specification with the rows of one of its data sets inside, and the look that the report's
   * page would give it; without it all ranges would have one colour.
   */
  ObjectNode with(String data, List<Map<String, Object>> rows) {
    ObjectNode whole = specification.deepCopy();
    whole.putObject("datasets").set(data, JSON.valueToTree(rows));
    whole.set("config", read(LOOK));
    return whole;
  }
}
