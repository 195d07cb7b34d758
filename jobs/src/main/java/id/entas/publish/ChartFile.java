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

  private final ObjectNode specification;

  private ChartFile(ObjectNode specification) {
    this.specification = specification;
  }

  /**
   * @throws IllegalArgumentException if there is no such chart
   */
  static ChartFile of(String name) {
    String resource = "report/charts/" + name + ".vl.json";
    try (InputStream in = ChartFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no chart " + name);
      }
      return new ChartFile((ObjectNode) JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The specification with the rows of one of its data sets inside. */
  ObjectNode with(String data, List<Map<String, Object>> rows) {
    ObjectNode whole = specification.deepCopy();
    whole.putObject("datasets").set(data, JSON.valueToTree(rows));
    return whole;
  }
}
