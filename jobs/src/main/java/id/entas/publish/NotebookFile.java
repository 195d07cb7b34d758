package id.entas.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook with its answers, as a Jupyter notebook (nbformat 4.5) and as a page. The same answers
 * give the same bytes.
 */
final class NotebookFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VEGA_LITE = "application/vnd.vegalite.v5+json";
  private static final String SVG = "image/svg+xml";

  private static final String STYLE =
      "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}"
          + "table{border-collapse:collapse;font-size:.85em;display:block;overflow-x:auto}"
          + "th,td{border-bottom:1px solid #ccc;padding:.25em .6em}th{text-align:left}"
          + "svg{max-width:100%;height:auto}"
          + "pre{background:#f4f4f4;padding:.7em;overflow-x:auto;font-size:.8em}";

  private final Notebook notebook;
  private final List<Optional<NotebookResult>> results;
  private final Map<Integer, String> pictures;
  private final String runId;
  private final Numerals numerals;

  /**
   * @param results by cell; none for Markdown and for what answers nothing
   * @param pictures SVG by the number of the cell, for whoever has no Vega; none where none was
   *     drawn
   */
  NotebookFile(
      Notebook notebook,
      List<Optional<NotebookResult>> results,
      Map<Integer, String> pictures,
      String runId) {
    if (results.size() != notebook.cells().size()) {
      throw new IllegalArgumentException(
          results.size() + " answers to " + notebook.cells().size() + " cells");
    }
    this.notebook = notebook;
    this.results = List.copyOf(results);
    this.pictures = Map.copyOf(pictures);
    this.runId = runId;
    this.numerals = Numerals.of(notebook.language());
  }

  /** The notebook for Jupyter, VS Code and code-hosting pages. */
  byte[] ipynb() {
    ObjectNode file = JSON.createObjectNode();
    ArrayNode cells = file.putArray("cells");
    int executions = 0;
    for (int i = 0; i < notebook.cells().size(); i++) {
      Notebook.Cell cell = notebook.cells().get(i);
      ObjectNode one = cells.addObject();
      if (cell.kind() == Notebook.Cell.Kind.MARKDOWN) {
        one.put("cell_type", "markdown").put("id", id(i));
        one.putObject("metadata");
      } else {
        executions++;
        one.put("cell_type", "code").put("execution_count", executions).put("id", id(i));
        one.putObject("metadata");
        ArrayNode outputs = one.putArray("outputs");
        if (results.get(i).isPresent()) {
          addOutputs(outputs, i, results.get(i).get(), executions);
        }
      }
      one.set("source", lines(cell.source()));
    }
    ObjectNode metadata = file.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", "SQL")
        .put("language", "sql")
        .put("name", "sql");
    metadata.putObject("language_info").put("name", "sql");
    metadata.put("entas_run_id", runId);
    file.put("nbformat", 4).put("nbformat_minor", 5);
    try {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
      printer.indentObjectsWith(indenter);
      printer.indentArraysWith(indenter);
      return (JSON.writer(printer).writeValueAsString(file) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String id(int cell) {
    return notebook.name().replace('_', '-') + "-" + cell;
  }

  private void addOutputs(ArrayNode outputs, int cell, NotebookResult result, int execution) {
    notebook
        .cells()
        .get(cell)
        .findChart()
        .ifPresent(
            chart -> {
              ObjectNode shown = outputs.addObject();
              shown.put("output_type", "display_data");
              ObjectNode data = shown.putObject("data");
              data.set(
                  VEGA_LITE,
                  ChartFile.of(chart.name())
                      .with(Map.of(chart.data(), result.records()), numerals));
              if (pictures.containsKey(cell)) {
                data.set(SVG, lines(pictures.get(cell)));
              }
              shown.putObject("metadata");
            });
    ObjectNode table = outputs.addObject();
    table.put("output_type", "execute_result").put("execution_count", execution);
    ObjectNode data = table.putObject("data");
    data.set("text/html", lines(result.html(numerals)));
    data.set("text/plain", lines(result.plain(numerals)));
    table.putObject("metadata");
  }

  /** A text as nbformat keeps it: its lines, each with its end but the last. */
  private static ArrayNode lines(String text) {
    ArrayNode lines = JSON.createArrayNode();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      end = end == 0 ? text.length() : end;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  /** The same as a page that needs nothing else; of charts it has the pictures and the tables. */
  byte[] html() {
    Parser markdown = Parser.builder().build();
    HtmlRenderer renderer = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    StringBuilder html =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\""
                + notebook.language()
                + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                + " style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    html.append(Html.escaped(notebook.name()))
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n");
    for (int i = 0; i < notebook.cells().size(); i++) {
      Notebook.Cell cell = notebook.cells().get(i);
      if (cell.kind() == Notebook.Cell.Kind.MARKDOWN) {
        html.append(renderer.render(markdown.parse(cell.source())));
      } else if (!cell.isUse()) {
        html.append("<details><summary>SQL</summary><pre>")
            .append(Html.escaped(cell.source()))
            .append("</pre></details>\n");
        if (pictures.containsKey(i)) {
          html.append("<figure>").append(pictures.get(i)).append("</figure>\n");
        }
        results.get(i).ifPresent(result -> html.append(result.html(numerals)).append('\n'));
      }
    }
    html.append("<p><small>Run ")
        .append(Html.escaped(runId))
        .append("</small></p>\n</body>\n</html>\n");
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }
}
