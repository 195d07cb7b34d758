package id.entas.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartPixelsTest {
  private static final String CHART =
      """
      <svg xmlns="http://www.w3.org/2000/svg" class="marks" width="720" height="100"\
       viewBox="0 0 720 100"><rect width="720" height="100" fill="#ffffff"/>\
      <rect x="100" y="20" width="200" height="40" fill="#b35806"/>\
      <text text-anchor="end" transform="translate(90,40)" font-family="system-ui, 'Segoe UI'"\
       font-size="12px" fill="#1d2530"><tspan>Sangat</tspan><tspan x="0" dy="14">Miskin</tspan>\
      </text></svg>""";

  private static CaptionedPicture captioned(String title) {
    return CaptionedPicture.of(
        CHART,
        title,
        "Kalimat yang panjang ".repeat(12),
        List.of(new ChartKey(ChartKey.Mark.BOX, "#0b5a8a", "kunci & <arti>")),
        "Sumber");
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void shouldDrawTheSamePixelsEveryTimeTwiceAsSharpAsThePicture() throws IOException {
    CaptionedPicture picture = captioned("Judul");
    byte[] png = ChartPixels.find().orElseThrow().png(picture);
    BufferedImage image = image(png);

    assertThat(ChartPixels.find().orElseThrow().png(picture)).isEqualTo(png);
    assertThat(image.getWidth()).isEqualTo(2 * picture.width());
    assertThat(image.getHeight()).isEqualTo(2 * picture.height());
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    // The bar, the mark of the key, the ink of the title, and paper.
    assertThat(colours).contains(0xb35806, 0x0b5a8a, 0x1d2530, 0xffffff);
  }

  @Test
  void shouldDrawTheLinesOfATextUnderEachOtherToItsEnd() throws IOException {
    CaptionedPicture picture = captioned("Judul");
    BufferedImage image = image(ChartPixels.find().orElseThrow().png(picture));
    int top = picture.svg().indexOf("<g transform=\"translate(16,");
    int y = Integer.parseInt(picture.svg().substring(top).split("[,)]")[1]);

    // Both lines end at 90, so that ink lies close to the left of it at either height.
    assertThat(hasInk(image, 16 + 60, y + 30, 30, 10)).isTrue();
    assertThat(hasInk(image, 16 + 60, y + 45, 30, 10)).isTrue();
    assertThat(hasInk(image, 16 + 91, y + 30, 8, 25)).isFalse();
  }

  private static boolean hasInk(BufferedImage image, int x, int y, int width, int height) {
    for (int i = 2 * x; i < 2 * (x + width); i++) {
      for (int j = 2 * y; j < 2 * (y + height); j++) {
        if ((image.getRGB(i, j) & 0xff) < 0x80) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void shouldWriteWordsAsWordsWhateverTheyHold() throws Exception {
    String svg = captioned(SmallReport.HOSTILE + "\u0001").svg();

    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    NodeList texts = parsed.getElementsByTagName("text");
    assertThat(parsed.getElementsByTagName("script").getLength()).isZero();
    assertThat(texts.item(0).getTextContent()).isEqualTo(SmallReport.HOSTILE);
    assertThat(svg).contains("kunci &amp; &lt;arti&gt;");
    for (int i = 0; i < texts.getLength(); i++) {
      assertThat(texts.item(i).getTextContent()).hasSizeLessThan(110);
    }
  }

  @Test
  void shouldRefuseWhatIsNoPicture() {
    assertThatThrownBy(() -> CaptionedPicture.of("<p>", "a", "b", List.of(), "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CaptionedPicture.of("<svg x=\"1\"></svg>", "a", "b", List.of(), "c"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
