package id.entas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * Draws charts as pictures (SVG) from the specifications that the report draws, with the same Vega,
 * run by GraalJS. The same specification gives the same bytes: text is measured by a rule and not
 * by the fonts of the machine.
 *
 * <p>The engine takes seconds to start and to get quick, so that a process has one, which draws one
 * picture after another; it sees no file, no network and no class of the program.
 */
final class ChartPictures {
  /** As wide as a page's text, where a specification leaves it to what holds the chart. */
  private static final int WIDTH = 720;

  /** What Vega asks of a browser that the engine lacks. */
  private static final String STAND_INS =
      """
      globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
      globalThis.setTimeout = (then) => { then(); return 0; };
      globalThis.clearTimeout = () => {};
      """;

  /**
   * How wide a text is, in pixels: about that of a wide font without serifs. Vega's own rule takes
   * every letter for a wide one and would cut numbers that have room.
   */
  private static final String MEASURE =
      """
      const ofLetter = (letter) =>
        /[iIljftr.,:;|'!() \u00a0-]/.test(letter) ? 0.36
          : /[mwMW%@]/.test(letter) ? 0.92
          : /[A-Z0-9]/.test(letter) ? 0.68 : 0.61;
      vega.textMetrics.width = (item, text) => {
        let width = 0;
        for (const letter of String(text === null || text === undefined ? "" : text)) width += ofLetter(letter);
        width = Math.ceil(width * vega.textMetrics.height(item));
        return item.limit > 0 ? Math.min(item.limit, width) : width;
      };
      """;

  private static final String DRAW =
      """
      (text) => {
        const drawn = {};
        const given = JSON.parse(text);
        const compiled = given.$schema && given.$schema.includes("/vega/")
          ? given
          : vegaLite.compile(given, { logger: vega.logger(vega.Error) }).spec;
        const loader = { load: () => Promise.reject(new Error("nothing is loaded")) };
        new vega.View(vega.parse(compiled), { renderer: "none", loader }).toSVG()
          .then((svg) => { drawn.svg = svg; }, (error) => { drawn.error = String(error); });
        return drawn;
      }
      """;

  /** The first picture takes as long as four others: this one is drawn before anyone waits. */
  private static final String TRIAL =
      """
      {"$schema": "https://vega.github.io/schema/vega-lite/v5.json",
       "data": {"values": [{"x": 1, "y": 2, "k": "a"}, {"x": 2, "y": 3, "k": "b"}]},
       "layer": [{"mark": "bar"}, {"mark": {"type": "text"}, "encoding": {"text": {"field": "k"}}}],
       "encoding": {"x": {"field": "x", "type": "ordinal"}, "y": {"field": "y", "type": "quantitative"},
                    "color": {"field": "k", "type": "nominal"}}}
      """;

  private static final class OfThisProcess {
    private static final CompletableFuture<Optional<ChartPictures>> ENGINE =
        CompletableFuture.supplyAsync(ChartPictures::findOnClassPath, ChartPictures::begin);

    private OfThisProcess() {}
  }

  private final Value draw;

  private ChartPictures(Context engine) {
    engine.eval("js", STAND_INS);
    engine.eval("js", ReportPage.resource("vendor/vega.min.js"));
    engine.eval("js", ReportPage.resource("vendor/vega-lite.min.js"));
    engine.eval("js", MEASURE);
    this.draw = engine.eval("js", DRAW);
    draw(TRIAL);
  }

  /**
   * The engine of this process, which the first who asks has started beside what it does, where the
   * class path has one; a cluster's may not.
   */
  static CompletableFuture<Optional<ChartPictures>> start() {
    return OfThisProcess.ENGINE;
  }

  /** No run waits for it to end. */
  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "charts");
    thread.setDaemon(true);
    thread.start();
  }

  private static Optional<ChartPictures> findOnClassPath() {
    try {
      Class.forName("org.graalvm.polyglot.Context");
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(
        new ChartPictures(
            Context.newBuilder("js")
                .allowExperimentalOptions(true)
                // It runs without a compiler of its own here, which is fast enough for a few
                // charts.
                .option("engine.WarnInterpreterOnly", "false")
                .build()));
  }

  /**
   * The picture of a Vega-Lite or Vega specification that holds its data.
   *
   * @throws IllegalStateException if Vega cannot draw it
   */
  synchronized String svg(JsonNode specification) {
    ObjectNode sized = specification.deepCopy();
    if (sized.path("width").asText().equals("container")) {
      sized.put("width", WIDTH);
    }
    return draw(sized.toString());
  }

  private String draw(String specification) {
    Value drawn = draw.execute(specification);
    if (!drawn.hasMember("svg")) {
      throw new IllegalStateException("a chart cannot be drawn: " + drawn.getMember("error"));
    }
    return drawn.getMember("svg").asString();
  }
}
