package id.entas.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart as a picture that can stand alone in a document: under its title and what it says, above
 * its key and its source. The same chart and words give the same bytes.
 *
 * @param svg the whole
 * @param width in pixels
 * @param height in pixels
 */
record CaptionedPicture(String svg, int width, int height) {
  private static final Pattern CHART = Pattern.compile("(?s)^<svg ([^>]*)>(.*)</svg>\\s*$");
  private static final Pattern WIDTH = Pattern.compile("\\bwidth=\"([\\d.]+)\"");
  private static final Pattern HEIGHT = Pattern.compile("\\bheight=\"([\\d.]+)\"");

  /** What no document of XML may hold. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private static final int MARGIN = 16;
  private static final int NARROWEST = 720;
  private static final int TITLE = 17;
  private static final int WORDS = 12;
  private static final int LINE = 17;
  private static final int SWATCH = 24;

  /** Wide fonts take about 0.59 of their size for a letter. */
  private static final double LETTER = 0.59;

  /** Around a picture of Vega (SVG). */
  static CaptionedPicture of(
      String chart, String title, String lead, List<ChartKey> key, String source) {
    Matcher whole = CHART.matcher(chart);
    if (!whole.find()) {
      throw new IllegalArgumentException("no picture of a chart");
    }
    int chartWidth = size(WIDTH, whole.group(1));
    int chartHeight = size(HEIGHT, whole.group(1));
    int wide = Math.max(NARROWEST, chartWidth);
    StringBuilder svg = new StringBuilder();
    int y = MARGIN + TITLE;
    text(svg, MARGIN, y, "font-size=\"" + TITLE + "\" font-weight=\"600\"", "ink", title);
    y += 6;
    for (String line : lines(lead, wide)) {
      y += LINE;
      text(svg, MARGIN, y, "font-size=\"" + WORDS + "\"", "soft", line);
    }
    y += 12;
    svg.append("<g transform=\"translate(")
        .append(MARGIN + (wide - chartWidth) / 2)
        .append(',')
        .append(y)
        .append(")\">")
        .append(whole.group(2))
        .append("</g>");
    y += chartHeight + 4;
    int columns = key.size() > 3 ? 2 : 1;
    for (int i = 0; i < key.size(); i++) {
      if (i % columns == 0) {
        y += LINE + 2;
      }
      int x = MARGIN + (i % columns) * wide / columns;
      swatch(svg, x, y - WORDS / 3, key.get(i));
      text(svg, x + SWATCH + 8, y, "font-size=\"" + WORDS + "\"", "ink", key.get(i).words());
    }
    y += key.isEmpty() ? 0 : 6;
    for (String line : lines(source, wide)) {
      y += LINE - 2;
      text(svg, MARGIN, y, "font-size=\"" + (WORDS - 1) + "\"", "soft", line);
    }
    int width = wide + 2 * MARGIN;
    int height = y + MARGIN;
    return new CaptionedPicture(
        String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"%d\" height=\"%d\""
                    + " viewBox=\"0 0 %d %d\"><title>%s</title><rect width=\"%d\" height=\"%d\""
                    + " fill=\"%s\"/>",
                width,
                height,
                width,
                height,
                FORBIDDEN.matcher(Html.escaped(title)).replaceAll(""),
                width,
                height,
                Look.colour("panel"))
            + FORBIDDEN.matcher(svg).replaceAll("")
            + "</svg>",
        width,
        height);
  }

  private static int size(Pattern pattern, String attributes) {
    Matcher size = pattern.matcher(attributes);
    if (!size.find()) {
      throw new IllegalArgumentException("a picture without a size: " + attributes);
    }
    return (int) Math.ceil(Double.parseDouble(size.group(1)));
  }

  private static void text(
      StringBuilder svg, int x, int y, String attributes, String colour, String words) {
    svg.append("<text x=\"")
        .append(x)
        .append("\" y=\"")
        .append(y)
        .append("\" font-family=\"")
        .append(Html.escaped(Look.font()))
        .append("\" fill=\"")
        .append(Look.colour(colour))
        .append("\" ")
        .append(attributes)
        .append('>')
        .append(Html.escaped(words))
        .append("</text>");
  }

  /** Words in lines that fit, whatever font the machine has. */
  private static List<String> lines(String words, int width) {
    int letters = (int) (width / (WORDS * LETTER));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > letters) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static void swatch(StringBuilder svg, int x, int y, ChartKey key) {
    String fill = " fill=\"" + key.colour() + "\"/>";
    String line =
        "<path d=\"M"
            + x
            + ","
            + y
            + "h"
            + SWATCH
            + "\" stroke-width=\"2.5\" stroke=\""
            + key.colour()
            + "\"";
    int middle = x + SWATCH / 2;
    svg.append(
        switch (key.mark()) {
          case BOX ->
              "<rect x=\""
                  + x
                  + "\" y=\""
                  + (y - 6)
                  + "\" width=\""
                  + SWATCH
                  + "\" height=\"12\""
                  + fill;
          case POINT -> "<circle cx=\"" + middle + "\" cy=\"" + y + "\" r=\"5\"" + fill;
          case SQUARE -> shape(middle - 4, y - 4, "h8v8h-8Z", fill);
          case TRIANGLE -> shape(middle, y - 5, "l5,9h-10Z", fill);
          case DIAMOND -> shape(middle, y - 6, "l6,6l-6,6l-6,-6Z", fill);
          case LINE -> line + "/>";
          case DASHED -> line + " stroke-dasharray=\"6,4\"/>";
          case DOTTED -> line + " stroke-dasharray=\"2,3\"/>";
        });
  }

  private static String shape(int x, int y, String path, String fill) {
    return "<path d=\"M" + x + "," + y + path + "\"" + fill;
  }
}
