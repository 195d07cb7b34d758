package id.entas.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Draws charts for the sheets of a workbook, where there is what draws them. */
final class SheetPictures {
  private SheetPictures() {}

  /**
   * The pictures by the name of their sheet; none where one of the two that draw them is missing,
   * which is noted.
   *
   * @param engine that draws charts as SVG
   * @param pixels that draws SVG as PNG
   * @param note takes a sentence for whoever reads the result
   */
  static Map<String, List<SheetPicture>> of(
      List<ResultChart> charts,
      SheetSource source,
      Texts texts,
      Optional<ChartPictures> engine,
      Optional<ChartPixels> pixels,
      Consumer<String> note) {
    Map<String, List<SheetPicture>> pictures = new HashMap<>();
    if (engine.isEmpty()) {
      note.accept(
          "the workbook has no pictures of the charts, as GraalJS (org.graalvm.js:js) is not on the"
              + " class path");
    } else if (pixels.isEmpty()) {
      note.accept(
          "the workbook has no pictures of the charts, as JSVG (com.github.weisj:jsvg) is not on the"
              + " class path or this machine has no fonts");
    } else {
      Numerals numerals = Numerals.of(texts.language());
      for (ResultChart chart : charts) {
        CaptionedPicture captioned =
            CaptionedPicture.of(
                engine.get().svg(ChartFile.of(chart.name()).with(chart.data(), numerals)),
                chart.title(),
                chart.lead(),
                chart.key(),
                source.ofPicture(chart.table()));
        pictures
            .computeIfAbsent(texts.ofWorkbook("sheet." + chart.sheet()), any -> new ArrayList<>())
            .add(
                new SheetPicture(
                    chart.title(),
                    chart.title() + ". " + chart.lead(),
                    captioned.svg(),
                    pixels.get().png(captioned),
                    captioned.width(),
                    captioned.height()));
      }
    }
    return pictures;
  }
}
