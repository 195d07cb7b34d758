package id.entas.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as one file of HTML: template, style, program, chart libraries, chart specifications,
 * texts, look and data.
 *
 * <p>Its content security policy names the digest of every script and of the style, and allows
 * nothing else: no request, no other script, no {@code eval}. Data, texts and charts are JSON in
 * script elements that no browser runs, and reach the page as text alone.
 */
final class ReportPage {
  /** Charts by name; each is {@code report/charts/<name>.json}. */
  static final List<String> CHARTS =
      List.of(
          "fan.vl",
          "map.vl",
          "polygons.vl",
          "flows.vg",
          "matrix.vl",
          "scenarios.vl",
          "requirement.vl",
          "backtest.vl",
          "position.vl",
          "change.vl",
          "quadrant.vl");

  private static final List<String> SCRIPTS =
      List.of(
          "vendor/vega.min.js",
          "vendor/vega-lite.min.js",
          "vendor/vega-interpreter.min.js",
          "report.js");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportPage() {}

  /** The file for the data. */
  static String of(JsonNode data) {
    List<String> scripts = SCRIPTS.stream().map(ReportPage::script).toList();
    String style =
        resource("report.css")
            .replace("{{font}}", Look.font())
            .replace("{{light}}", Look.variables(Look.LIGHT))
            .replace("{{dark}}", Look.variables(Look.DARK));
    ObjectNode texts = JSON.createObjectNode();
    Texts.LANGUAGES.forEach(language -> texts.set(language, Texts.of(language).ofReport()));
    ObjectNode charts = JSON.createObjectNode();
    CHARTS.forEach(
        name ->
            charts.set(
                name.substring(0, name.indexOf('.')),
                parsed(resource("charts/" + name + ".json"))));
    String first = Texts.LANGUAGES.get(0);
    return resource("page.html")
        .replace("{{language}}", first)
        .replace("{{title}}", Html.escaped(texts.get(first).get("title").asText()))
        .replace("{{noscript}}", Html.escaped(texts.get(first).get("noscript").asText()))
        .replace("{{policy}}", policy(scripts, style))
        .replace("{{style}}", style)
        .replace("{{texts}}", escapedJson(texts))
        .replace("{{charts}}", escapedJson(charts))
        .replace("{{look}}", escapedJson(Look.json()))
        .replace(
            "{{scripts}}",
            scripts.stream()
                .map(script -> "<script>" + script + "</script>")
                .collect(Collectors.joining("\n")))
        .replace("{{data}}", escapedJson(data));
  }

  private static String policy(List<String> scripts, String style) {
    return "default-src 'none'; script-src "
        + scripts.stream().map(ReportPage::source).collect(Collectors.joining(" "))
        + "; style-src "
        + source(style)
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String source(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A script as it stands between its tags; who looks for its source map finds no file of it. */
  private static String script(String name) {
    return resource(name).replaceAll("\n?//# sourceMappingURL=\\S*\\s*$", "");
  }

  /** JSON that cannot end the element it stands in, nor begin a comment. */
  static String escapedJson(JsonNode json) {
    try {
      return JSON.writeValueAsString(json).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A resource of the report; the jar always carries it. */
  static String resource(String name) {
    return Resource.text("report/" + name);
  }
}
