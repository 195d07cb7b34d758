package id.entas.publish;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.AWTError;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Pictures of charts as PNG, for programs that do not know SVG. The fonts are those of the machine,
 * so that the bytes are the same on the same machine.
 */
final class ChartPixels {
  /** Pixels of the picture to one of its own: sharp on paper, and not much larger a file. */
  private static final int SHARPNESS = 2;

  /** Fonts by the names that browsers know; Java has one name for the plain one of the machine. */
  private static final Pattern FONTS = Pattern.compile("font-family=\"[^\"]*\"");

  private static final String PLAIN = "font-family=\"SansSerif\"";

  /** Of Java's plain font there is one that is stronger, and it is asked for by this weight. */
  private static final String STRONG = "font-weight=\"600\"";

  private static final String STRONGER = "font-weight=\"bold\"";

  /** A text of several lines, of which the renderer aligns the first alone. */
  private static final Pattern LINES =
      Pattern.compile("<text ([^>]*)>(<tspan>[^<]*</tspan>(?:<tspan [^>]*>[^<]*</tspan>)+)</text>");

  private static final Pattern ONE =
      Pattern.compile("<tspan(?: x=\"0\" dy=\"([\\d.]+)\")?>([^<]*)</tspan>");

  private ChartPixels() {}

  /**
   * What draws them, where there is a drawing library on the class path and the machine has fonts;
   * a server may have none.
   */
  static Optional<ChartPixels> find() {
    try {
      Class.forName("com.github.weisj.jsvg.SVGDocument");
      boolean hasFonts =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
              > 0;
      return hasFonts ? Optional.of(new ChartPixels()) : Optional.empty();
    } catch (ClassNotFoundException
        | RuntimeException
        | LinkageError
        | InternalError
        | AWTError e) {
      // Without fonts, their library or the screen that it was told of, Java throws any of these.
      return Optional.empty();
    }
  }

  /**
   * The picture as PNG.
   *
   * @throws IllegalArgumentException if it is no SVG
   */
  byte[] png(CaptionedPicture picture) {
    SVGDocument document =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(
                    withPlainFonts(withLinesApart(picture.svg())).getBytes(StandardCharsets.UTF_8)),
                null,
                LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalArgumentException("no picture: " + picture.svg());
    }
    BufferedImage image =
        new BufferedImage(
            SHARPNESS * picture.width(), SHARPNESS * picture.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.scale(SHARPNESS, SHARPNESS);
    document.render((Component) null, pen, new ViewBox(picture.width(), picture.height()));
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String withPlainFonts(String svg) {
    return FONTS.matcher(svg).replaceAll(PLAIN).replace(STRONG, STRONGER);
  }

  private static String withLinesApart(String svg) {
    return LINES.matcher(svg).replaceAll(text -> Matcher.quoteReplacement(linesApart(text)));
  }

  private static String linesApart(MatchResult text) {
    StringBuilder apart = new StringBuilder();
    double y = 0;
    Matcher line = ONE.matcher(text.group(2));
    while (line.find()) {
      y += line.group(1) == null ? 0 : Double.parseDouble(line.group(1));
      apart
          .append("<text ")
          .append(text.group(1))
          .append(" y=\"")
          .append(y)
          .append("\">")
          .append(line.group(2))
          .append("</text>");
    }
    return apart.toString();
  }
}
