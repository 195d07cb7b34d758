package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The official schema of Jupyter notebooks of format 4.5. */
final class NotebookSchema {
  private static final String SCHEMA = "/nbformat/nbformat.v4.5.schema.json";

  private NotebookSchema() {}

  /** What the schema does not allow; nothing where the notebook is valid. */
  static List<String> complaints(byte[] notebook) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (InputStream in = NotebookSchema.class.getResourceAsStream(SCHEMA)) {
      JsonNode text = json.readTree(in);
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(text);
      return schema.validate(json.readTree(notebook)).stream()
          .map(complaint -> complaint.getMessage())
          .sorted()
          .toList();
    }
  }
}
